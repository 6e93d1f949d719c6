import { availableParallelism, freemem } from 'node:os'
import { grouped } from '../base/grouped.ts'
import type { CheckOptions, CheckProgress } from '../check/options.ts'
import { mebibytes } from '../report/reason-text.ts'
import type { Style } from '../report/style.ts'
import { styleOf } from '../report/style.ts'
import type { SharedArguments } from './arguments.ts'
import { startHelper } from './threads.ts'

/** The signal that arrived, if any: the exploration then ends with the results so far. */
let interruptedBy: 'SIGINT' | 'SIGTERM' | null = null

/** Returns the exit code of an interrupted command, or null. */
export function interruptionExit(): number | null {
  if (interruptedBy === null) return null
  return interruptedBy === 'SIGINT' ? 130 : 143
}

/** Makes the first signal end the exploration with a partial report; a second one ends the process immediately. */
export function listenForSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (interruptedBy !== null) process.exit(interruptionExit() ?? 130)
      interruptedBy = signal
      for (const resume of awaiting.splice(0)) resume()
    })
  }
}

const awaiting: (() => void)[] = []

/** Waits for the first signal. */
export function interruption(): Promise<void> {
  return new Promise((resolve) => {
    awaiting.push(resolve)
  })
}

/** Returns a style for standard output. */
export function outputStyle({ color }: SharedArguments): Style {
  const { stdout, env } = process
  const terminal = stdout.isTTY === true
  const wanted = color === 'always' || (color === 'auto' && terminal && env.NO_COLOR === undefined && env.TERM !== 'dumb')
  const width = terminal ? Math.min(stdout.columns || 80, 120) : 80
  return styleOf({ color: wanted, unicode: isUnicode(env, terminal), width })
}

/** Files and pipes get UTF-8; a terminal only if its locale supports it. */
function isUnicode(env: NodeJS.ProcessEnv, terminal: boolean): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || ''
  if (/utf-?8/i.test(locale)) return true
  if (locale === 'C' || locale === 'POSIX') return false
  return locale === '' ? !terminal || process.platform !== 'linux' : false
}

/** Returns the options of a check that depend on this machine. */
export function hostOptions(shared: SharedArguments): Partial<CheckOptions> {
  const memory = shared.maxMemory ?? Math.floor(freemem() * 0.7)
  return {
    maxStates: shared.maxStates ?? Number.POSITIVE_INFINITY,
    maxBytes: memory,
    timeoutMs: shared.timeoutMs ?? Number.POSITIVE_INFINITY,
    clock: () => Number(process.hrtime.bigint()) / 1e6, // `performance` takes 3 ms to load at its first use
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    interrupted: () => interruptedBy !== null,
    onProgress: progressLine(),
    onNeed: ({ bytes, states, transitions, task }) => {
      clearProgress()
      const much = `${grouped(states)} states and ${grouped(transitions)} transitions`
      process.stderr.write(`note: the analysis of ${task} in ${much} takes about ${mebibytes(bytes)}\n`)
    },
    helpers: { threads: shared.workers ?? availableParallelism(), start: startHelper },
    workers: shared.workers,
  }
}

/** Whether a line of progress is shown that must be erased. */
let progressShown = false

/** Milliseconds before progress is first shown, and between two updates. */
const quietMs = 500
const everyMs = 200

/**
 * Returns the progress of an exploration. The number of layers is known if every loop has a bound; the number of states in
 * them is not.
 */
export function progressFigures({ states, frontier, depth, mostDepth, bytes, elapsedMs }: CheckProgress): string[] {
  const rate = Math.round((states / elapsedMs) * 1000)
  const most = mostDepth < Number.POSITIVE_INFINITY ? ` of at most ${grouped(mostDepth + 1)}` : ''
  return [
    `${grouped(states)} states`,
    `${grouped(rate)}/s`,
    `frontier ${grouped(frontier)}`,
    `layer ${grouped(depth + 1)}${most}`,
    `${grouped(Math.round(bytes / 2 ** 20))} MiB`,
  ]
}

/** Shows the progress of the exploration on standard error, if that is a terminal. */
function progressLine(): CheckOptions['onProgress'] {
  const { stderr } = process
  if (stderr.isTTY !== true) return () => {}
  let shown = 0
  return (progress) => {
    const { elapsedMs } = progress
    if (elapsedMs < quietMs || elapsedMs - shown < everyMs) return
    shown = elapsedMs
    progressShown = true
    const figures = progressFigures(progress)
    stderr.write(`\r${figures.join('  ').slice(0, (stderr.columns || 80) - 1)}\u001b[K`)
  }
}

/** Erases the line of progress before anything else is printed. */
export function clearProgress(): void {
  if (progressShown) process.stderr.write('\r\u001b[K')
  progressShown = false
}
