import type { ExplorationOptions } from '../explorer/exploration.ts'
import { guessedStates } from '../explorer/size.ts'
import type { Observable, Program, Rules } from '../program/program.ts'
import { identitiesOf } from '../program/renamed-objects.ts'
import { objectKeys } from '../reduction/objects.ts'
import { exactReduction, type Reduction, reduce, reductions } from '../reduction/reduction.ts'
import { ThreadSorter } from '../reduction/symmetry.ts'
import { expandSchedule } from './expand.ts'
import type { CheckOptions } from './options.ts'
import type { ReducedFrom } from './witnesses.ts'

/** The program that is explored: the user's, or a reduced one. */
export interface Subject {
  readonly program: Program
  readonly ample: NonNullable<ExplorationOptions['ample']> | null
  readonly sorter: NonNullable<ExplorationOptions['sorter']> | null
  /** What states are known by, if of those that differ only in the names of objects one is stored. */
  readonly keys: NonNullable<ExplorationOptions['keys']> | null
  /** Null if it is the user's program. */
  readonly from: ReducedFrom | null
  readonly reductions: readonly Reduction[]
  /** The transformations of the program before the exploration. */
  readonly prepared: { readonly local: number; readonly atomic: number }
}

/** Programs that are estimated to have more states than this are explored reduced, unless the user says otherwise. */
const fullStates = 20_000_000

/** Returns the program to explore, by the options. */
export function subjectFor(program: Program, options: CheckOptions, observed: readonly Observable[]): Subject {
  // Only the plain engine has all reductions, and only the generated one a compressed store.
  if (options.reduce === 'auto' && options.store === 'compressed') return reducedSubject(program, [], options.rules, observed)
  if (options.reduce !== 'auto') return reducedSubject(program, options.reduce, options.rules, observed)
  // Only the plain engine leaves out states that are equal up to names of objects.
  const isPlain = options.engine !== 'wasm' && options.store === 'exact' && options.workers === null
  const guess = guessedStates(program)
  const isCounted = program.expectations.some(({ kind }) => kind === 'states' || kind === 'interleavings')
  const isLarge = !isCounted && guess > fullStates && guess < Number.POSITIVE_INFINITY && !options.count
  return reducedSubject(program, isLarge ? reductions : isPlain ? [exactReduction] : [], options.rules, observed)
}

export function reducedSubject(
  program: Program,
  wanted: readonly Reduction[],
  rules: Rules,
  observed: readonly Observable[],
): Subject {
  const reduced = reduce(program, wanted, observed)
  if (reduced === null) {
    const keys = wanted.includes(exactReduction) && identitiesOf(program) !== null ? keysOf(program) : null
    const used = keys === null ? [] : [exactReduction]
    return { program, ample: null, sorter: null, keys, from: null, reductions: used, prepared: { local: 0, atomic: 0 } }
  }
  const { transformed, ample, interchangeable, used } = reduced
  const { program: small } = transformed
  const sorter: Subject['sorter'] =
    interchangeable.length === 0 ? null : (layout) => new ThreadSorter(small, layout, interchangeable)
  const expand: ReducedFrom['expand'] = (schedule) => expandSchedule(program, transformed, rules, schedule)
  const prepared = { local: transformed.fused, atomic: transformed.sections.length }
  return { program: small, ample, sorter, keys: null, from: { program, expand }, reductions: used, prepared }
}

function keysOf(program: Program): Subject['keys'] {
  return (layout, monitor) => objectKeys(program, layout, monitor)
}
