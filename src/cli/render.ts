import { ChildProcess, execFile } from 'node:child_process'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Writable } from 'node:stream'
import { text as textOf } from 'node:stream/consumers'
import { errorAt } from '../base/diagnostic.ts'
import { failure, type Result, success } from '../base/result.ts'
import { dotText } from '../graph/dot.ts'
import { fitTexts } from '../graph/fit-texts.ts'
import type { StateGraph } from '../graph/model.ts'
import { paintSvg } from '../graph/paint.ts'
import { type Frame, framed } from '../picture/frame.ts'
import { converted, type RenderFormat } from './convert.ts'

export interface RenderOptions {
  /** The command of an installed Graphviz, as `findDot` returns it; null for the bundled one. */
  readonly dot: string | null
  readonly timeoutMs: number
  readonly frame: Frame
}

export const defaultTimeoutMs = 30_000

/** Returns the command of an installed Graphviz that works, or null. */
export function findDot(command = 'dot'): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(command, ['-V'], { timeout: 10_000 }, (error) => resolve(error === null ? command : null))
  })
}

/** Renders a state graph. Any error is a diagnostic with a hint. */
export async function renderGraph(
  graph: StateGraph,
  format: RenderFormat,
  options: RenderOptions,
): Promise<Result<string | Uint8Array>> {
  try {
    const svg = await graphSvg(graph, format, options)
    const { frame } = options
    const paper = graph.layout.background ?? graph.theme.paper
    return success(await converted(framed(svg, frame, paper), format, { title: graph.caption, width: frame.width, paper }))
  } catch (error) {
    if (error instanceof TooSlow) {
      const hint =
        'draw less: `--around FINDING`, `--merge outcome`, a smaller `--max-nodes`; or write `.dot` and lay it out elsewhere'
      return failed(`the layout took more than ${options.timeoutMs / 1000} s, so it was stopped`, hint)
    }
    return failed(`cannot draw the picture: ${firstLine(error)}`, 'write a `.dot` or `.mmd` file instead')
  }
}

/**
 * Returns SVG made by an installed Graphviz if there is one. The bundled one knows the metrics of the fonts of PNG and
 * PDF, so it lays out these.
 */
async function graphSvg(graph: StateGraph, format: RenderFormat, { dot, timeoutMs }: RenderOptions): Promise<string> {
  if (dot !== null && format === 'svg') {
    return fitTexts(await textOf(await layout(dotText(graph), { dotCommand: dot, format: 'svg' }, timeoutMs)))
  }
  const bundled = { dotCommand: bundledGraphviz(), format: 'svg', suppressWarnings: false } as const
  return paintSvg(await textOf(await layout(dotText(graph, 'plain'), bundled, timeoutMs)), graph)
}

class TooSlow extends Error {}

type LayoutOptions = NonNullable<Parameters<typeof import('@ts-graphviz/adapter')['toStream']>[1]>

/**
 * Runs Graphviz through the adapter, which does not expose the process that it starts. Node's channel `child_process`
 * reports it, so that a layout that takes too long can be stopped.
 */
async function layout(dot: string, options: LayoutOptions, timeoutMs: number): Promise<NodeJS.ReadableStream> {
  const { toStream } = await import('@ts-graphviz/adapter')
  let child: ChildProcess | null = null
  const onStarted = (message: unknown): void => {
    if (typeof message === 'object' && message !== null && 'process' in message && message.process instanceof ChildProcess) {
      child = message.process
      acceptAllInput(child)
    }
  }
  subscribe('child_process', onStarted)
  const output = toStream(dot, options)
  unsubscribe('child_process', onStarted)
  return limited(output, child, timeoutMs)
}

/**
 * The adapter does not handle errors of the input that it writes, so a Graphviz that exits before it has read all of it
 * would end this process too. The stream that the adapter gets accepts everything immediately; the exit code shows that
 * the rest was not read.
 */
function acceptAllInput(child: ChildProcess): void {
  let accepting: Writable | null = null
  Object.defineProperty(child, 'stdin', {
    get: () => accepting,
    set: (input: Writable | null) => {
      input?.on('error', () => {})
      accepting = input === null ? null : acceptingInto(input)
    },
  })
}

/** Node destroys the input of a process that exits; further writes are then discarded without an error. */
function acceptingInto(input: Writable): Writable {
  const accepting = new Writable({
    autoDestroy: false,
    write(chunk, encoding, done) {
      if (!input.destroyed) input.write(chunk, encoding)
      done()
    },
    final(done) {
      if (!input.destroyed) input.end()
      done()
    },
  })
  accepting.destroy = () => {
    input.destroy()
    return accepting
  }
  return accepting
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

function failed(message: string, hint: string): Result<never> {
  return failure([errorAt(null, null, message, hint)])
}

/** Returns the informative line of the adapter's multi-line errors, which is the one from Graphviz. */
function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : `${error}`
  const said = /MESSAGE:\s*([^\n]+)/.exec(text)?.[1]
  return (said ?? text.split('\n')[0] ?? '').replace(/\.$/, '')
}
