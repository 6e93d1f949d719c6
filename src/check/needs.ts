import type { Program } from '../program/program.ts'
import type { StateSpace } from '../space/space.ts'
import { type CheckOptions, countedStates, type Need } from './options.ts'

/** The host is told before a task that needs more than this begins. */
const largeBytes = 256 * 2 ** 20

/**
 * Returns the bytes for the transitions of a space (a target and a label each) if they were not kept, once more for the
 * part of them that is examined, and for a few numbers per state: components and orders (18 bytes while they are computed,
 * 13 afterwards), what is reachable, and `perState` more. `copies` are further parts of the transitions.
 */
function bytesFor({ count, transitions, edges }: StateSpace, perState: number, copies: number): number {
  const kept = 8 * transitions + 4 * count
  return (edges === null ? kept : 0) + (1 + copies) * kept + (31 + perState) * count
}

/**
 * Reports whether transitions must be known: for counts, if there may be cycles, and if an `expect` line is about them. Where they
 * are known anyway, they are used in a quick check, too.
 */
export function needsTransitions(space: StateSpace, options: CheckOptions): boolean {
  return (
    space.limit === null &&
    (!options.quick || space.edges !== null) &&
    (space.edges !== null || space.expandAgain !== null) &&
    (space.count <= countedStates || options.count || !space.graded || asksForTransitions(space.program))
  )
}

/** Reports whether an `expect` line is about executions, not only about states or findings. */
export function asksForTransitions({ expectations }: Program): boolean {
  return expectations.some((each) => each.kind === 'temporal' || each.kind === 'overtaking')
}

/**
 * Returns the memory that a task on a space needs, and tells the host if that is much. Null if the memory limit allows it.
 */
export function needBeyond(
  space: StateSpace,
  taken: number,
  task: Need['task'],
  options: Pick<CheckOptions, 'maxBytes' | 'onNeed' | 'fairness'>,
): Need | null {
  const isAsked = asksForTransitions(space.program)
  // Contention has numbers per state, and so has the search for executions that `expect` lines are about.
  const perState = task === 'contention' || isAsked ? 24 : 0
  // What is strongly fair is in parts of parts of the transitions.
  const bytes = taken + bytesFor(space, perState, isAsked || options.fairness === 'strong' ? 2 : 0)
  const need = { bytes, states: space.count, transitions: space.transitions, task }
  if (bytes > options.maxBytes) return need
  if (bytes > largeBytes) options.onNeed(need)
  return null
}

/** Returns the bytes that a space itself takes, including the hash table of its states. */
export function bytesOf({ count, layout, edges, transitions }: StateSpace): number {
  return count * (4 * layout.words + 16) + (edges === null ? 0 : 8 * transitions)
}
