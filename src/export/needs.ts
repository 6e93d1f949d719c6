import { present, unreachable } from '../base/bug.ts'
import { channelsOf, offersAt } from '../program/channels.ts'
import { peersIn } from '../program/dataflow.ts'
import type { Expectation, Expression, Instruction, Observable, Program } from '../program/program.ts'
import { evaluate, Fault } from '../semantics/evaluate.ts'
import { environmentOf } from '../semantics/execution.ts'
import type { State } from '../semantics/state.ts'
import { initialState } from '../semantics/step.ts'

/** A `select` at which another thread may meet one: it has no `otherwise`, and an offer of a channel that holds nothing. */
export interface Meeting {
  /** From 1. */
  readonly number: number
  readonly code: number
  readonly pc: number
}

/** What of the means of an exported model a program needs. */
export interface Needs {
  readonly start: State
  /** Whether anybody asks whether threads have ended. */
  readonly ends: boolean
  readonly spawns: boolean
  readonly sleeps: boolean
  readonly wakesInOrder: boolean
  /** The number of `barrier_wait` instructions, and those of each barrier by their numbers from 1. */
  readonly barriers: number
  readonly barrierWaits: readonly { readonly code: number; readonly pc: number; readonly barrier: number }[]
  /** Channels that are closed somewhere. */
  readonly closes: ReadonlySet<number>
  readonly meets: number
  readonly meetings: readonly Meeting[]
  /** By thread: at which of the `meetings` it stands in the beginning, 0 for none. */
  readonly standing: readonly number[]
  /** Whether some steps go on in other threads. */
  readonly frees: boolean
  /** The registers that claims name. */
  readonly exposed: readonly { readonly thread: number; readonly register: number }[]
}

type At = { readonly code: number; readonly pc: number; readonly instruction: Instruction }

export function needsOf(program: Program): Needs {
  const used = program.codes.flatMap(({ instructions }, code) =>
    instructions.map((instruction, pc): At => ({ code, pc, instruction })),
  )
  const has = (op: Instruction['op']): boolean => used.some(({ instruction }) => instruction.op === op)
  const start = initialState(program)
  const barrierWaits = used.flatMap(({ code, pc, instruction }) =>
    instruction.op === 'barrier_wait' ? [{ code, pc, barrier: instruction.barrier }] : [],
  )
  const meetings = used
    .filter((each) => isMeeting(program, each))
    .map(({ code, pc }, index) => ({ number: index + 1, code, pc }))
  const spawns = has('spawn') || program.threads.some((each) => each.start === 'unstarted')
  return {
    start,
    ends: has('join') || program.threads.some(({ daemon }) => daemon) || program.expectations.some(isAboutEnds),
    spawns,
    sleeps: has('wait'),
    wakesInOrder: program.conditions.some(({ order }) => order !== undefined),
    barriers: barrierWaits.length,
    barrierWaits,
    closes: new Set(used.flatMap(({ instruction }) => (instruction.op === 'close' ? [instruction.channel] : []))),
    meets: meetings.length,
    meetings,
    standing: start.threads.map(({ status, pc }, thread) => {
      const { code } = present(program.threads[thread], 'thread')
      if (status !== 'running' || !sendsSomething(program, start, thread)) return 0
      return meetings.find((each) => each.code === code && each.pc === pc)?.number ?? 0
    }),
    frees: spawns || barrierWaits.length > 0 || meetings.length > 0,
    exposed: unique([
      ...program.invariants.flatMap(({ condition }) => peersIn(condition)),
      ...program.expectations.flatMap(registersOf),
    ]),
  }
}

function isMeeting(program: Program, { code, pc, instruction }: At): boolean {
  if (instruction.op !== 'select' || instruction.otherwise === true) return false
  const { offers } = offersAt(present(program.codes[code], 'code'), pc)
  return offers.some(({ channel }) => channelsOf(program)[channel]?.capacity === 0)
}

/** Whether all values that a thread would send where it stands exist. */
function sendsSomething(program: Program, state: State, thread: number): boolean {
  const { code } = present(program.threads[thread], 'thread')
  const { pc } = present(state.threads[thread], 'thread')
  const { offers } = offersAt(present(program.codes[code], 'code'), pc)
  try {
    for (const { value } of offers) if (value !== null) evaluate(value, environmentOf(program, state, thread))
    return true
  } catch (error) {
    if (error instanceof Fault) return false
    throw error
  }
}

function isAboutEnds(expectation: Expectation): boolean {
  return ['outcomes', 'final', 'possible'].includes(expectation.kind)
}

function registersOf(expectation: Expectation): { thread: number; register: number }[] {
  switch (expectation.kind) {
    case 'outcomes':
      return expectation.names.flatMap(inObservable)
    case 'final':
    case 'possible':
    case 'reachable':
    case 'never':
      return peersIn(expectation.condition)
    case 'temporal':
      return expectation.cases.flatMap(({ condition, goal }) => [
        ...peersIn(condition),
        ...(goal === undefined ? [] : peersIn(goal)),
      ])
    case 'deadlocks':
    case 'finding':
    case 'states':
    case 'overtaking':
    case 'interleavings':
      return []
    default:
      return unreachable(expectation)
  }
}

function inObservable(name: Observable): { thread: number; register: number }[] {
  if (name.kind === 'register') return [name]
  const expression: Expression | null = name.kind === 'computed' ? name.expression : null
  return expression === null ? [] : peersIn(expression)
}

function unique<T extends { readonly thread: number; readonly register: number }>(all: readonly T[]): T[] {
  return [...new Map(all.map((each) => [`${each.thread}/${each.register}`, each])).values()]
}
