import { present } from '../base/bug.ts'
import type { Instruction } from '../program/program.ts'
import { type Queue, queueAt } from '../program/queues.ts'
import { Status } from '../space/layout.ts'
import type { Scope, Vector } from './expression.ts'

type Effect = (state: Vector) => void

/** What a thread does in a queue, compiled for one thread and one thing that has a queue. */
export interface QueueOperations {
  /** Reports whether the thread overtakes nobody: it is the first in line, or nobody stands there. */
  isNext(state: Vector): boolean
  /** Reports whether the thread stands in no line. */
  isOutside(state: Vector): boolean
  /** Gives the thread the last place. */
  join: Effect
  /** Takes the thread out of the line, if it stands there. */
  leave: Effect
}

/** A thread that may stand in a certain line: at these positions while it runs, sleeps, or has to take a lock again. */
interface Candidate {
  readonly rank: number
  readonly status: number
  readonly pc: number
  readonly awake: ReadonlySet<number>
  readonly asleep: ReadonlySet<number>
}

/** Compiles the operations of a thread on the queue of something; null if that has none. */
export function queueOperations(scope: Scope, queue: Queue | null): QueueOperations | null {
  if (queue === null) return null
  const rank = scope.layout.rank(scope.thread)
  const candidates = candidatesFor(scope, queue)
  const length = (state: Vector): number => candidates.reduce((sum, each) => sum + (stands(each, state) ? 1 : 0), 0)
  return {
    isNext: (state) => state[rank] === 1 || (state[rank] === 0 && length(state) === 0),
    isOutside: (state) => state[rank] === 0,
    join: (state) => {
      state[rank] = length(state) + 1
    },
    leave: (state) => {
      const own = state[rank] ?? 0
      if (own === 0) return
      for (const each of candidates) if (stands(each, state) && (state[each.rank] ?? 0) > own) decrement(state, each.rank)
      state[rank] = 0
    },
  }
}

/** Compiles a function that returns the thread that is first in line for something, or -1. */
export function firstInLine(scope: Scope, queue: Queue): (state: Vector) => number {
  const candidates = candidatesFor(scope, queue)
  return (state) => candidates.findIndex((each) => state[each.rank] === 1 && stands(each, state))
}

function decrement(state: Vector, slot: number): void {
  state[slot] = (state[slot] ?? 0) - 1
}

function stands({ rank, status, pc, awake, asleep }: Candidate, state: Vector): boolean {
  if (state[rank] === 0) return false
  return (state[status] === Status.sleeping ? asleep : awake).has(state[pc] ?? -1)
}

/** Returns one candidate for each thread. */
function candidatesFor({ program, layout }: Scope, queue: Queue): Candidate[] {
  const isAt = (instruction: Instruction | undefined, asleep: boolean): boolean => {
    const found = queueAt(program, instruction, asleep)
    return found?.kind === queue.kind && found.index === queue.index
  }
  return program.threads.map(({ code }, thread): Candidate => {
    const { instructions } = present(program.codes[code], 'code')
    const positions = (asleep: boolean): Set<number> =>
      new Set(
        instructions.flatMap((each, pc) => (isAt(each.op === 'atomic' ? instructions[pc + 1] : each, asleep) ? [pc] : [])),
      )
    return {
      rank: layout.rank(thread),
      status: layout.status(thread),
      pc: layout.pc(thread),
      awake: positions(false),
      asleep: positions(true),
    }
  })
}
