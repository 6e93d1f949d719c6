import type { Access, Sleeper, Step } from './execution.ts'

/**
 * Whether the order of two steps of different threads may matter, by what they access. It is symmetric, and never true of two
 * steps that have no object in common, or only objects that both read.
 */
export type Dependence = (one: readonly Access[], other: readonly Access[]) => boolean

/**
 * Two steps depend on each other if both access the same part of an object, and not both only read it. Steps that do not
 * neither change what the other does nor let it go on nor stop it.
 */
export const dependent: Dependence = (one, other) =>
  one.some((access) => other.some((another) => isSamePart(access, another) && isConflict(access, another)))

function isSamePart(one: Access, other: Access): boolean {
  return one.object === other.object && overlap(one.part, other.part)
}

/** Whether two parts of one object have something in common; no part stands for the whole. */
export function overlap(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other
}

function isConflict(one: Access, other: Access): boolean {
  return one.kind !== 'read' || other.kind !== 'read'
}

/**
 * Returns those who still sleep after a step: its own thread does not, nor do those whose next step depends on it. Godefroid,
 * Partial-Order Methods for the Verification of Concurrent Systems, LNCS 1032, 1996, chapter 5.
 */
export function stillAsleep(
  sleeping: readonly Sleeper[],
  { thread, accesses }: Pick<Step, 'thread' | 'accesses'>,
  depends: Dependence,
): Sleeper[] {
  return sleeping.filter((sleeper) => sleeper.thread !== thread && !depends(sleeper.accesses, accesses))
}
