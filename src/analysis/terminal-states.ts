import { present } from '../base/bug.ts'
import { type FailureKind, failureKinds, instructionAt } from '../program/program.ts'
import { hasEnded, Status } from '../space/layout.ts'
import { depthOf, StateKind, type StateSpace, terminalsOf, valueAt } from '../space/space.ts'
import type { DeadlockClass, Wait } from './finding.ts'
import { Nearest } from './targets.ts'
import { allThreads, classify, waitsIn } from './waits.ts'

export interface DeadlockEnd {
  readonly class: DeadlockClass
  readonly waits: readonly Wait[]
}

/** Returns the deadlocks of a space, one per class and set of lines at which threads wait. */
export function deadlocksIn(space: StateSpace): Nearest<DeadlockEnd> {
  const found: Nearest<DeadlockEnd> = new Nearest()
  const threads = allThreads(space.program)
  for (const state of terminalsOf(space, StateKind.deadlock)) {
    const waits = waitsIn(space, state, threads)
    const ended = (thread: number): boolean => hasEnded(valueAt(space, state, space.layout.status(thread)))
    const end = { class: classify(waits, ended), waits }
    const lines = [...new Set(waits.map((wait) => wait.line))].sort((a, b) => a - b)
    found.add(`${end.class}/${lines.join()}`, depthOf(space, state), { state, label: null }, () => end)
  }
  return found
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
