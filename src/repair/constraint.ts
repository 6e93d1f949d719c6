import type { Instruction, Program } from '../program/program.ts'
import { instructionAt } from '../program/program.ts'
import type { Trace, TraceStep } from '../semantics/trace.ts'
import { type GuardedRange, lockKey } from './change.ts'

/** A step of an execution that must become impossible. */
interface ConstraintStep {
  readonly thread: number
  /** The line of the original text; null if the step is of something that was added. */
  readonly line: number | null
  /** The locks that the thread takes or gives back in the step, if the original text says so. */
  readonly takes: readonly string[]
  readonly gives: readonly string[]
}

/** An execution with a mistake, by the lines of the original text: a repair by locks must make it impossible. */
export type Constraint = readonly ConstraintStep[]

/** Steps of a thread from one position of an execution to another one, both included. */
interface Interval {
  readonly thread: number
  readonly from: number
  to: number
}

/** Returns an execution of a changed program by the lines of the original text, which `origins` has for those of the changed one. */
export function constraintOf(program: Program, { steps }: Trace, origins: readonly (number | null)[]): Constraint {
  return steps.map((step) => {
    const executed = instructionsIn(program, step)
    const own = executed.filter(({ line }) => originOf(line, origins) !== null)
    return {
      thread: step.thread,
      line: originOf(step.instruction.line, origins),
      takes: own.flatMap((each) => (each.op === 'acquire' || each.op === 'try_acquire' ? [nameOf(program, each.mutex)] : [])),
      gives: executed.flatMap((each) => (each.op === 'release' || each.op === 'wait' ? [nameOf(program, each.mutex)] : [])),
    }
  })
}

function instructionsIn(program: Program, { thread, instruction, executed }: TraceStep): readonly Instruction[] {
  const all = executed.flatMap(({ pc }) => instructionAt(program, thread, pc) ?? [])
  return all.length === 0 ? [instruction] : all
}

function originOf(line: number, origins: readonly (number | null)[]): number | null {
  return origins[line - 1] ?? null
}

function nameOf({ mutexes }: Program, mutex: number): string {
  return lockKey(mutexes[mutex]?.name ?? '')
}

/**
 * Reports whether an execution is surely still possible if locks guard the ranges: no two threads are in ranges of one lock at
 * the same time. If so, no candidate with these ranges alone has to be explored: it still has the mistake. (Counterexamples
 * exclude candidates as in Cerny and others, "Regression-free synthesis for concurrency", CAV 2014.)
 */
export function isStillPossible(constraint: Constraint, guards: readonly GuardedRange[]): boolean {
  return [...new Set(guards.map(({ lock }) => lock))].every((lock) => {
    const own = guards.filter((each) => each.lock === lock)
    const intervals = [...own.flatMap((guard) => insideOf(constraint, guard)), ...heldIn(constraint, lock)]
    return intervals.every((one, index) => intervals.slice(index + 1).every((other) => areApart(one, other)))
  })
}

function areApart(one: Interval, other: Interval): boolean {
  return one.thread === other.thread || one.to < other.from || other.to < one.from
}

/**
 * Returns when threads are in a range. What they call in it belongs to it, so that a thread leaves a range where it steps elsewhere in
 * the same function. Too long is on the safe side: the execution then counts as impossible, and the candidate is explored.
 */
function insideOf(constraint: Constraint, { first, last, within }: GuardedRange): readonly Interval[] {
  const all: Interval[] = []
  const open = new Map<number, Interval>()
  for (const [at, { thread, line }] of constraint.entries()) {
    const current = open.get(thread)
    if (line === null) continue
    if (line >= first && line <= last) {
      if (current === undefined) {
        const begun = { thread, from: at, to: at }
        all.push(begun)
        open.set(thread, begun)
      } else current.to = at
    } else if (line >= within.first && line <= within.last) open.delete(thread)
    else if (current !== undefined) current.to = at
  }
  return all
}

/** Returns when threads have a lock that the original text takes. */
function heldIn(constraint: Constraint, lock: string): readonly Interval[] {
  const all: Interval[] = []
  const open = new Map<number, Interval>()
  for (const [at, { thread, takes, gives }] of constraint.entries()) {
    const current = open.get(thread)
    if (current !== undefined) current.to = at
    if (gives.includes(lock)) open.delete(thread)
    if (takes.includes(lock) && !open.has(thread)) {
      const begun = { thread, from: at, to: at }
      all.push(begun)
      open.set(thread, begun)
    }
  }
  return all
}
