import { hasEndlessStates } from '../analysis/stuck.ts'
import { guessedStates } from '../explorer/size.ts'
import type { Observable, Program } from '../program/program.ts'
import { exactReduction } from '../reduction/reduction.ts'
import type { StateSpace } from '../space/space.ts'
import type { CheckOptions } from './options.ts'
import { exploreFor, isFast, type Pass } from './passes.ts'
import { reducedSubject, type Subject, subjectFor } from './subject.ts'

/**
 * A space that is estimated to be very large is explored up to this many states without reductions, since the estimate may
 * be wrong.
 */
const triedStates = 1_000_000
/** After that, up to this many states with reductions, which takes less than a second. */
const triedReduced = 100_000
/** After that, up to this many states without reductions, which takes some seconds. */
const triedLonger = 10_000_000

/** Spaces with a greater estimate are explored only in part, unless the user sets a limit. */
const hopelessStates = 1_000_000_000
const sampledStates = 1_000_000

/** Returns how many states are worth exploring: all, unless no machine could finish the space. */
function worthwhileStates({ program, from }: Subject, options: CheckOptions): number {
  const isBounded = options.maxStates < Number.POSITIVE_INFINITY || options.timeoutMs < Number.POSITIVE_INFINITY
  return from !== null && isHopeless(program) && !isBounded ? sampledStates : Number.POSITIVE_INFINITY
}

function isHopeless(program: Program): boolean {
  const guess = guessedStates(program)
  return guess > hopelessStates && guess < Number.POSITIVE_INFINITY
}

/** The exploration that was kept for a program. */
export interface Explored {
  readonly subject: Subject
  /** The options that applied to it. */
  readonly bounded: CheckOptions
  readonly pass: Pass
}

/**
 * Explores a program without reductions; if that does not finish soon and is not expected to, with reductions. Since the
 * slower engine explores reduced spaces state by state, and they need not be much smaller, both are tried in turn.
 */
export async function exploreFully(
  program: Program,
  options: CheckOptions,
  kept: readonly Observable[],
  started: number,
): Promise<Explored> {
  const subject = subjectFor(program, options, kept)
  const reduced = (bounded: CheckOptions): Promise<Explored> => exploreReduced(subject, bounded, kept, started)
  if (options.reduce === 'auto' && subject.from !== null) {
    const full = reducedSubject(program, [exactReduction], options.rules, kept)
    const asItIs = async (bounded: CheckOptions): Promise<Explored> => {
      return { subject: full, bounded, pass: await exploreFor(full, bounded, started) }
    }
    if (options.maxStates <= triedStates) return asItIs(options)
    const first = await within(options, triedStates, asItIs)
    if (first !== null) return first
    if (!isHopeless(program) && (await isFast(full.program, options))) {
      const other = (await within(options, triedReduced, reduced)) ?? (await within(options, triedLonger, asItIs))
      if (other !== null) return other
    }
  }
  return reduced({ ...options, maxStates: Math.min(options.maxStates, worthwhileStates(subject, options)) })
}

/** Explores up to this many states; null if the space has more, or if they used up all memory. */
async function within(
  options: CheckOptions,
  most: number,
  explore: (bounded: CheckOptions) => Promise<Explored>,
): Promise<Explored | null> {
  const explored = await explore({ ...options, maxStates: Math.min(options.maxStates, most) })
  const kind = explored.pass.space.limit?.kind
  return kind === 'states' || kind === 'memory' ? null : { ...explored, bounded: options }
}

async function exploreReduced(
  subject: Subject,
  bounded: CheckOptions,
  kept: readonly Observable[],
  started: number,
): Promise<Explored> {
  const pass = await exploreFor(subject, bounded, started)
  if (subject.sorter === null || !isEndless(pass.space)) return { subject, bounded, pass }
  // Symmetric threads stand for each other, so the exploration cannot tell which one is stuck.
  const rest = subject.reductions.filter((each) => each !== 'symmetry')
  const plainer = reducedSubject(subject.from?.program ?? subject.program, rest, bounded.rules, kept)
  return { subject: plainer, bounded, pass: await exploreFor(plainer, bounded, started) }
}

function isEndless(space: StateSpace): boolean {
  return space.limit === null && space.edges !== null && hasEndlessStates(space, space.edges)
}
