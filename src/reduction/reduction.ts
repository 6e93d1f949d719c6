import { loopsOf } from '../program/event-loops.ts'
import type { Observable, Program } from '../program/program.ts'
import { rangesOf } from '../program/ranges.ts'
import { layoutOf } from '../space/layout.ts'
import { AmpleThreads, admitsAmpleSets } from './ample.ts'
import { namesAspects } from './named.ts'
import { interchangeableThreads } from './symmetry.ts'
import { type Transformed, transform } from './transform.ts'

/** The reductions of the state space, each of which keeps every final outcome and every finding that `check` reports. */
export const reductions = ['local', 'atomic', 'ample', 'symmetry', 'objects'] as const
export type Reduction = (typeof reductions)[number]

/** Those that only the plain engine implements. */
export const onlyPlain: ReadonlySet<Reduction> = new Set<Reduction>(['ample', 'symmetry', 'objects'])

/**
 * The only one that makes no other program and leaves out no step, so that counts, cycles and everything else stay what they
 * are. A space in which no other is used is that of the program itself.
 */
export const exactReduction: Reduction = 'objects'

/** A program prepared for a reduced exploration. */
export interface Reduced {
  readonly transformed: Transformed
  readonly ample: AmpleThreads | null
  /** Groups of interchangeable threads. */
  readonly interchangeable: readonly (readonly number[])[]
  /** The reductions that apply. */
  readonly used: readonly Reduction[]
}

/**
 * Prepares a program for a reduced exploration; returns null if no reduction applies. None applies with daemons: their
 * progress before the execution ends depends on every step of the others. Nor does any if claims name locks, semaphores or
 * lines of threads, or
 * with event loops, whose tasks keep each other from running.
 */
export function reduce(program: Program, wanted: readonly Reduction[], observed: readonly Observable[]): Reduced | null {
  const { flow } = rangesOf(program)
  if (flow === null || wanted.every((each) => each === exactReduction) || program.threads.some((thread) => thread.daemon))
    return null
  if (namesAspects(program, observed) || loopsOf(program) > 0) return null
  const has = (each: Reduction): boolean => wanted.includes(each)
  const transformed = transform(program, flow, { local: has('local'), atomic: has('atomic') }, observed)
  const again = rangesOf(transformed.program).flow
  const ample =
    has('ample') && again !== null && admitsAmpleSets(transformed.program)
      ? new AmpleThreads(transformed.program, layoutOf(transformed.program), again)
      : null
  const interchangeable = has('symmetry') ? interchangeableThreads(program, observed) : []
  const applies = {
    local: true,
    atomic: transformed.sections.length > 0,
    ample: ample !== null,
    symmetry: interchangeable.length > 0,
    objects: false, // positions are others in the reduced program
  }
  return { transformed, ample, interchangeable, used: wanted.filter((each) => applies[each]) }
}
