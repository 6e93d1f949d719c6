import type { AgentAnswer } from './agent.ts'
import type { ClockKind } from './clock-kinds.ts'
import { threadNames } from './names.ts'
import { poolStation, realStations } from './real-stations.ts'
import type { ReplayRequest } from './replay.ts'
import type { Station } from './stations.ts'
import { actorOf } from './steps.ts'

/** A schedule of the program itself as the tracer forces it, or why it cannot. */
export type RealReplay =
  | {
      readonly request: ReplayRequest /** The row of each step in the table; null: it has none. */
      readonly rows: readonly (number | null)[]
    }
  | { readonly why: string }

/** What else is asked. */
export interface RealReplayOptions {
  /** The file as the user named it, and as the agent names it. */
  readonly file: string
  readonly path: string
  readonly call: string | null
  readonly clock: ClockKind
  /** The names and expressions whose values are compared at the end, and these values. */
  readonly final: ReplayRequest['final']
}

/** Returns what to ask the interpreter for, so that it does what an execution under `check --real` did; it has its details. */
export function realReplay(answer: AgentAnswer, { file, path, call, clock, final }: RealReplayOptions): RealReplay {
  const { steps, outcome, end } = answer
  const pooled = pooledThreads(answer)
  if (pooled === null)
    return { why: 'CPython gives a task of a pool to a thread that is idle, where this schedule starts another one' }
  const found: { thread: number; station: Station | null; row: number | null }[] = []
  let rows = 0
  for (const [index, forced] of realStations(answer, path).entries()) {
    if ('why' in forced) return forced
    const step = steps[index]
    if (step === undefined) continue
    const row = step.line === undefined ? null : rows++
    if (forced.station !== null || row !== null) found.push({ thread: step.thread, station: forced.station, row })
    const worker = pooled.get(index)
    if (worker !== undefined) found.push({ thread: worker, station: poolStation('take', 'take a task'), row: null })
  }
  const crashed = new Set(outcome.exceptions.map(({ thread }) => thread))
  const ended = new Set(steps.flatMap((step) => (step.text === 'end' ? [actorOf(step)] : [])))
  const names = threadNames(outcome.threads)
  const spins = (outcome.waiting ?? []).some((each) => each.spins === true)
  return {
    rows: found.map(({ row }) => row),
    request: {
      file,
      threads: names.map((name, thread) => ({ name, ends: ended.has(thread), crashes: crashed.has(thread) })),
      steps: found.map(({ thread, station }) => ({ thread, station })),
      main: 0,
      spawned: names.map((_, thread) => thread).slice(1),
      start: [],
      bound: null,
      final: end === 'done' ? final : [],
      shared: [],
      // Who spins goes on, in vain.
      stuck: end === 'deadlock' && !spins,
      spins,
      fails: null,
      over: end === 'done',
      call,
      exact: true,
      draws: answer.draws ?? [],
      clock,
    },
  }
}

/**
 * By the position of the step after which a new worker of a pool takes its task: the worker. Null if a pool starts a worker
 * although an earlier one is idle, which CPython does not.
 */
function pooledThreads({ steps }: AgentAnswer): Map<number, number> | null {
  const found = new Map<number, number>()
  let threads = 0
  let isIdle = false
  for (const [index, { operation = '', thread, call }] of steps.entries()) {
    if (operation === 'ask for a task') {
      const next = steps.slice(index + 1).find((each) => each.thread === thread)
      isIdle ||= next?.operation !== 'begin the task of a future'
    }
    if (/^start($| )/.test(operation)) threads++
    if (operation !== 'start a thread of') continue
    if (isIdle) return null
    const submitted = steps.findIndex((each, at) => at > index && each.thread === thread && each.call === call)
    found.set(submitted === -1 ? index : submitted, threads)
  }
  return found
}
