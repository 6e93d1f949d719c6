import { instructionAt } from '../program/program.ts'
import type { StateSpace } from '../space/space.ts'

/** Returns the lines in which some execution takes a step; null if the transitions of the space are not known. */
export function coveredLines({ program, edges, labels }: StateSpace): ReadonlySet<number> | null {
  if (edges === null) return null
  return new Set(labels.flatMap(({ thread, pc }) => instructionAt(program, thread, pc)?.line ?? []))
}

/**
 * Reports whether a changed program no longer comes to a line to which the program came, although the line is there. `origins` has
 * the line of the original for each of the changed text.
 */
export function losesLines(before: StateSpace, after: StateSpace, origins: readonly (number | null)[]): boolean {
  const [old, now] = [coveredLines(before), coveredLines(after)]
  if (old === null || now === null) return false
  const kept = new Set(origins)
  const reached = new Set([...now].map((line) => origins[line - 1] ?? null))
  return [...old].some((line) => kept.has(line) && !reached.has(line))
}
