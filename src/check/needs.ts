import type { StateSpace } from '../space/space.ts'
import { type CheckOptions, countedStates, type Need } from './options.ts'

/** More than this is told before it begins. */
const largeBytes = 256 * 2 ** 20

/**
 * Bytes for the transitions of a space (a target and a label each), if they were not kept, once more for the part of
 * them that is looked at, and for a few numbers of each state: components and orders (18 bytes while they are found, 13
 * later), what is reachable, and `perState` more.
 */
function bytesFor({ count, transitions, edges }: StateSpace, perState: number): number {
  const kept = 8 * transitions + 4 * count
  return (edges === null ? kept : 0) + kept + (31 + perState) * count
}

/** Whether transitions must be known: for counts, and where there may be cycles. */
export function needsTransitions(space: StateSpace, options: CheckOptions): boolean {
  return space.limit === null && (space.count <= countedStates || options.count || !space.graded)
}

/** What a task on a space needs; tells the host if that is much. Null if the limit of memory allows it. */
export function needBeyond(
  space: StateSpace,
  taken: number,
  task: Need['task'],
  options: Pick<CheckOptions, 'maxBytes' | 'onNeed'>,
): Need | null {
  const bytes = taken + bytesFor(space, task === 'contention' ? 24 : 0)
  const need = { bytes, states: space.count, transitions: space.transitions, task }
  if (bytes > options.maxBytes) return need
  if (bytes > largeBytes) options.onNeed(need)
  return null
}

/** Bytes that a space itself takes, with the table by which its states are found. */
export function bytesOf({ count, layout, edges, transitions }: StateSpace): number {
  return count * (4 * layout.words + 16) + (edges === null ? 0 : 8 * transitions)
}
