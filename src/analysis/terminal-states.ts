import { present } from '../base/bug.ts'
import { type FailureKind, failureKinds, instructionAt } from '../program/program.ts'
import { hasEnded, Status } from '../space/layout.ts'
import { depthOf, StateKind, type StateSpace, terminalsOf, valueAt } from '../space/space.ts'
import { isPartOf, linesOf, type Reason, reasonOf } from './deadlock-class.ts'
import type { Wait } from './finding.ts'
import { Nearest, type Target } from './targets.ts'
import { allThreads, waitsIn } from './waits.ts'

/** A deadlock: why, and what every thread that has not ended waits for. */
export interface DeadlockEnd extends Reason {
  readonly waits: readonly Wait[]
}

/**
 * Returns the deadlocks of a space, one per reason: its class, and the threads and lines in its core. Where other threads
 * stand makes no difference; and a reason to which more threads belong is not told if fewer, at some of the lines, suffice.
 */
export function deadlocksIn(space: StateSpace): { target: Target; info: DeadlockEnd }[][] {
  const found: Nearest<DeadlockEnd> = new Nearest()
  const threads = allThreads(space.program)
  for (const state of terminalsOf(space, StateKind.deadlock)) {
    const waits = waitsIn(space, state, threads)
    const waiters = waits.map((wait) => ({ wait, pc: valueAt(space, state, space.layout.pc(wait.thread)) }))
    const reason = reasonOf(space.program, waiters, (thread) => hasEnded(valueAt(space, state, space.layout.status(thread))))
    const places = reason.core.map(({ wait }) => `${wait.thread}:${wait.line}`).sort()
    found.add(`${reason.class}/${places.join()}`, depthOf(space, state), { state, label: null }, () => ({ ...reason, waits }))
  }
  const all = found.all()
  const first = all.map(([one]) => ({ class: one?.info.class, lines: linesOf(one?.info.core ?? []) }))
  return all.filter((_, index) => {
    const own = first[index]
    return !first.some((other) => other.class === own?.class && isPartOf(other.lines, own?.lines ?? []))
  })
}

export interface FailedEnd {
  readonly kind: FailureKind
  readonly thread: number
  readonly line: number
}

/** Returns the failed ends of a space, one per kind and line. */
export function failuresIn(space: StateSpace): Nearest<FailedEnd> {
  const found: Nearest<FailedEnd> = new Nearest()
  const { layout, program } = space
  for (const state of terminalsOf(space, StateKind.failed)) {
    const kind = present(failureKinds[valueAt(space, state, layout.failure) - 1], 'kind of a failure')
    const thread = program.threads.findIndex((_, each) => valueAt(space, state, layout.status(each)) === Status.failed)
    const { line } = present(instructionAt(program, thread, valueAt(space, state, layout.pc(thread))), 'failed instruction')
    found.add(`${kind}/${line}`, depthOf(space, state), { state, label: null }, () => ({ kind, thread, line }))
  }
  return found
}
