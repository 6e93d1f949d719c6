import { present } from '../base/bug.ts'
import { denotedText } from '../program/denote.ts'
import { shownNames, shownValues } from '../program/heap.ts'
import { observableText, threadName } from '../program/print.ts'
import { defaultRules, instructionAt, instructionsOf, type Observable, type Program } from '../program/program.ts'
import type { Symbols } from '../report/style.ts'
import { valuesIn } from '../semantics/observed.ts'
import { hasEnded } from '../semantics/state.ts'
import { isEnabled, isFinal } from '../semantics/step.ts'
import type { Trace } from '../semantics/trace.ts'
import type { Draw } from './agent.ts'
import type { ClockKind } from './clock-kinds.ts'
import { type Named, type Station, stationsOf } from './stations.ts'

/** What the interpreter is asked to execute. */
export interface ReplayRequest {
  readonly file: string
  readonly threads: readonly { readonly name: string; readonly ends: boolean; readonly crashes: boolean }[]
  readonly steps: readonly { readonly thread: number; readonly station: Station | null }[]
  /** The thread that executes the module; null if the model has none, since `--threads` says what it starts. */
  readonly main: number | null
  /** The other threads, in the order in which they are started. */
  readonly spawned: readonly number[]
  /** Functions to start in threads after the module, and how many of each. */
  readonly start: readonly (readonly [name: string, count: number])[]
  /** The most rounds of a range in a thread. */
  readonly bound: number | null
  /** Observed values at the end; empty if the schedule does not lead to one. */
  readonly final: readonly Named[]
  /** Global variables whose changes are steps of the model. */
  readonly shared: readonly string[]
  /** Whether no thread can take a step after the last one, and some have not ended. */
  readonly stuck: boolean
  /** The thread whose last step fails, which must raise an exception; else null. */
  readonly fails: number | null
  /** Whether the program is over after the last step: only daemons can be left. */
  readonly over: boolean
  /** A function to call once the module is executed; null: none. */
  readonly call?: string | null
  /** Whether the schedule is one of the program itself: stations have nodes, and the clock is that of `check --real`. */
  readonly exact?: boolean
  /** The random numbers that the schedule was given; then the others are drawn as there. */
  readonly draws?: readonly Draw[]
  /** Whether threads go round loops for ever in the end. */
  readonly spins?: boolean
  /** How that clock goes. */
  readonly clock?: ClockKind
}

/** A value in CPython beside the model's. */
export interface CheckedValue {
  readonly name: string
  readonly model: string
  /** Null if it cannot be seen from outside. */
  readonly real: string | null
  /** Null if they cannot be compared. */
  readonly agrees: boolean | null
}

/** What a step came to. */
export interface ReplayedStep {
  /** `inside`: as a part of a call that an earlier step began; `library`: by code of a library, as it likes. */
  readonly how: 'done' | 'inside' | 'library'
  readonly values: readonly CheckedValue[]
  /** The type of the exception that it raised. */
  readonly raised: string | null
  readonly line: number
}

/** Where an execution departed from the schedule. */
export interface ReplayDeparture {
  /** From 0; null after the last. */
  readonly step: number | null
  readonly thread: number
  readonly line: number | null
  readonly message: string
}

/** What the interpreter did. */
export interface Replayed {
  /** Its version. */
  readonly python: string
  readonly rows: readonly (readonly [step: number, row: ReplayedStep])[]
  readonly departure: ReplayDeparture | null
  readonly end: 'ended' | 'stuck' | 'running'
  readonly waiting: readonly { readonly thread: number; readonly line: number | null; readonly function: string }[]
  readonly exceptions: readonly { readonly thread: number | null; readonly kind: string; readonly text: string }[]
  readonly output: string
  readonly final: readonly CheckedValue[]
}

/** What of the options of a user a replay honours. */
export interface ReplayOptions {
  readonly threads: readonly { readonly name: string; readonly count: number | null }[] | null
  readonly bound: number | null
}

/** Returns what to ask the interpreter for, so that it executes a trace of the model of a file. */
export function replayRequest(
  program: Program,
  observed: readonly Observable[],
  trace: Trace,
  { name, text }: { readonly name: string; readonly text: string },
  { threads, bound }: ReplayOptions,
  symbols: Symbols,
): ReplayRequest {
  const last = trace.steps.at(-1)?.after ?? trace.initial
  const stations = stationsOf(program, trace, text, symbols)
  const statuses = last.threads.map(({ status }) => status)
  const started = trace.steps.flatMap((step) =>
    step.executed.flatMap(({ pc }) => {
      const instruction = instructionAt(program, step.thread, pc)
      return instruction?.op === 'spawn' ? [instruction.thread] : []
    }),
  )
  const isOver = isFinal(program, last)
  return {
    file: name,
    threads: program.threads.map((thread, index) => {
      const status = present(statuses[index], 'status')
      return { name: thread.name, ends: hasEnded(status), crashes: status === 'crashed' }
    }),
    steps: trace.steps.map(({ thread }, index) => ({ thread, station: stations[index] ?? null })),
    main: threads === null ? 0 : null,
    spawned: threads === null ? started : program.threads.map((_, index) => index),
    start: (threads ?? []).map((each) => [each.name, each.count ?? 1]),
    bound,
    final: isOver && last.failure === null ? finalValues(program, observed, trace) : [],
    shared: program.shared.flatMap((each, index) => (isWatched(program, index) ? [each.name] : [])),
    stuck:
      last.failure === null && !isOver && !program.threads.some((_, thread) => isEnabled(program, last, thread, defaultRules)),
    fails: last.failure?.thread ?? null,
    over: last.failure === null && isOver,
  }
}

/** Whether a variable is a global one of the file that several threads access, so that each change is a step of its own. */
function isWatched(program: Program, variable: number): boolean {
  const { name, hidden } = present(program.shared[variable], 'variable')
  if (hidden === true || !/^\w+$/.test(name)) return false
  const users = program.threads.filter((_, thread) =>
    instructionsOf(program, thread).some((each) => 'place' in each && each.place.variable === variable),
  )
  return users.length > 1
}

/**
 * Returns why CPython never executes a trace, though the library's documentation allows it: a `notify` there wakes the thread
 * that has waited longest. Null if nothing is known against it.
 */
export function neverInCPython(program: Program, { steps }: Trace): string | null {
  const asleep = new Map<number, number[]>()
  for (const { instruction, kind, before, after, thread } of steps) {
    const op = kind === 'instruction' ? instruction.op : null
    if (instruction.op === 'wait' && op === 'wait')
      asleep.set(instruction.condition, [...(asleep.get(instruction.condition) ?? []), thread])
    for (const [condition, line] of asleep) {
      const left = line.filter((each) => after.threads[each]?.status === 'sleeping')
      const [first] = line
      const woken = line.find((each) => before.threads[each]?.status === 'sleeping' && after.threads[each]?.status === 'waking')
      if (op === 'notify' && woken !== undefined && first !== undefined && woken !== first) {
        const [name, other] = [threadName(program, woken), threadName(program, first)]
        return `\`notify\` in line ${instruction.line} wakes ${name} in this schedule, and CPython wakes ${other}, which has waited longer`
      }
      asleep.set(condition, left)
    }
  }
  return null
}

function finalValues(program: Program, observed: readonly Observable[], { steps, initial }: Trace): Named[] {
  const values = shownValues(program, observed, valuesIn(program, steps.at(-1)?.after ?? initial, observed))
  return shownNames(program, observed).map((name, index) => [observableText(program, name), denotedText(values[index] ?? null)])
}
