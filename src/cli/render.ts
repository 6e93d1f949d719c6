import { ChildProcess, execFile } from 'node:child_process'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { buffer as bufferOf, text as textOf } from 'node:stream/consumers'
import { errorAt } from '../base/diagnostic.ts'
import { failure, type Result, success } from '../base/result.ts'
import { dotText } from '../graph/dot.ts'
import type { StateGraph } from '../graph/model.ts'
import { paintSvg } from '../graph/paint.ts'

export type RenderFormat = 'svg' | 'png' | 'pdf'

export interface RenderOptions {
  /** The command of an installed Graphviz, as `findDot` gives it; null for the bundled one. */
  readonly dot: string | null
  readonly timeoutMs: number
}

export const defaultTimeoutMs = 30_000

const installHint =
  'install Graphviz (`apt install graphviz`, `brew install graphviz`, `winget install graphviz`), or write SVG or PNG'

/** Fine enough for a projector: twice the dots of a screen. */
const pngDpi = 192
const pngZoom = 2
/** Pictures are made no wider or higher than this many pixels. */
const mostPixels = 12_000

/** The command of an installed Graphviz that works, or null. */
export function findDot(command = 'dot'): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(command, ['-V'], { timeout: 10_000 }, (error) => resolve(error === null ? command : null))
  })
}

/** Renders a state graph. Whatever goes wrong is a diagnostic that says what to do. */
export async function renderGraph(
  graph: StateGraph,
  format: RenderFormat,
  options: RenderOptions,
): Promise<Result<Uint8Array>> {
  const { dot } = options
  try {
    if (dot !== null) {
      const attributes = format === 'png' ? { graph: { dpi: pngDpi } } : {}
      const stream = await layout(dotText(graph), { dotCommand: dot, format, attributes }, options.timeoutMs)
      return success(new Uint8Array(await bufferOf(stream)))
    }
    if (format === 'pdf') return failed('PDF needs Graphviz, which is not installed', installHint)
    const bundled = { dotCommand: bundledGraphviz(), format: 'svg', suppressWarnings: false } as const
    const stream = await layout(dotText(graph, 'plain'), bundled, options.timeoutMs)
    const svg = paintSvg(await textOf(stream), graph)
    return success(format === 'svg' ? new TextEncoder().encode(svg) : await pngOf(svg))
  } catch (error) {
    if (error instanceof TooSlow) {
      const hint =
        'draw less: `--around FINDING`, `--merge outcome`, a smaller `--max-nodes`; or write `.dot` and lay it out elsewhere'
      return failed(`the layout took more than ${options.timeoutMs / 1000} s, so it was stopped`, hint)
    }
    return failed(`the picture could not be made: ${firstLine(error)}`, 'write a `.dot` or `.mmd` file instead')
  }
}

class TooSlow extends Error {}

type LayoutOptions = NonNullable<Parameters<typeof import('@ts-graphviz/adapter')['toStream']>[1]>

/**
 * Runs a Graphviz through the adapter, which gives no hold on what it started. Node's channel `child_process` tells of
 * it, so that a layout that takes too long can be ended.
 */
async function layout(dot: string, options: LayoutOptions, timeoutMs: number): Promise<NodeJS.ReadableStream> {
  const { toStream } = await import('@ts-graphviz/adapter')
  let child: ChildProcess | null = null
  const onStarted = (message: unknown): void => {
    if (typeof message === 'object' && message !== null && 'process' in message && message.process instanceof ChildProcess) {
      child = message.process
    }
  }
  subscribe('child_process', onStarted)
  const output = toStream(dot, options)
  unsubscribe('child_process', onStarted)
  return limited(output, child, timeoutMs)
}

function limited<T>(output: Promise<T>, child: ChildProcess | null, timeoutMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new TooSlow())
      child?.kill('SIGKILL')
    }, timeoutMs)
    output.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

const locate = createRequire(import.meta.url)

function bundledGraphviz(): string {
  return join(dirname(locate.resolve('graphviz-cli')), '..', 'bin', 'graphviz.cjs')
}

/** Draws with fonts of our own, so that a machine without any draws the same: Arimo has the widths of Helvetica. */
async function pngOf(svg: string): Promise<Uint8Array> {
  const { Resvg } = await import('@resvg/resvg-js')
  const arimo = dirname(locate.resolve('@expo-google-fonts/arimo/package.json'))
  const dejavu = join(dirname(locate.resolve('dejavu-fonts-ttf/package.json')), 'ttf')
  const font = {
    loadSystemFonts: false,
    fontFiles: [
      join(arimo, '400Regular', 'Arimo_400Regular.ttf'),
      join(arimo, '700Bold', 'Arimo_700Bold.ttf'),
      join(dejavu, 'DejaVuSans.ttf'),
      join(dejavu, 'DejaVuSans-Bold.ttf'),
    ],
    defaultFontFamily: 'Arimo',
    sansSerifFamily: 'Arimo',
  }
  const { width, height } = new Resvg(svg, { font })
  const zoom = Math.min(pngZoom, mostPixels / Math.max(width, height))
  const picture = new Resvg(svg, { font, background: 'white', fitTo: { mode: 'zoom', value: zoom } })
  return new Uint8Array(picture.render().asPng())
}

function failed(message: string, hint: string): Result<Uint8Array> {
  return failure([errorAt(null, null, message, hint)])
}

/** The adapter's errors have several lines, of which that of Graphviz is the one that says something. */
function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : `${error}`
  const said = /MESSAGE:\s*([^\n]+)/.exec(text)?.[1]
  return (said ?? text.split('\n')[0] ?? '').replace(/\.$/, '')
}
