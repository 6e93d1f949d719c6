import { type ContentionGrade, contentionGrade, contentionIn, type ThreadContention } from '../analysis/contention.ts'
import { type GuaranteeResult, guaranteeIn } from '../analysis/guarantee.ts'
import { withCallsMarked } from '../program/calls.ts'
import { withOneMoreThread } from '../program/copies.ts'
import { foreverProgram } from '../program/forever.ts'
import type { Program } from '../program/program.ts'
import { reduce } from '../reduction/reduction.ts'
import { edgesOf, type StateSpace } from '../space/space.ts'
import { exploreSpace, investigate } from './check.ts'
import type { CheckOptions } from './options.ts'
import type { CheckResult } from './result.ts'

export interface Contention {
  readonly grade: ContentionGrade
  readonly threads: readonly ThreadContention[]
}

/** A check, and what the presence of the others costs the threads. */
export interface Assessment {
  readonly result: CheckResult
  /** Null where a limit was reached, or the space was reduced: it is a matter of all interleavings. */
  readonly contention: Contention | null
  /** The same with one more thread like the others; null where there is no such thing, or it has too many states. */
  readonly grown: Contention | null
  /** Of the program as it is, or with every thread repeated for ever; null where a limit was reached. */
  readonly guarantee: GuaranteeResult | null
  readonly forever: boolean
}

/** Most states of a space in which every thread is repeated for ever: more of them count something without end. */
const mostForeverStates = 1_000_000

/** Most states of a space with one more thread. */
const mostGrownStates = 200_000

/**
 * Checks a program and says what contention costs its threads and what progress they are guaranteed. With `forever` the
 * guarantee is judged on the same threads repeated for ever.
 */
export async function assess(program: Program, options: Partial<CheckOptions>, forever: boolean): Promise<Assessment> {
  const { result, space } = await investigate(program, options)
  const judged = forever
    ? await foreverSpace(program, options)
    : result.stats.reduced
      ? null
      : await markedSpace(program, space, options)
  return {
    result,
    contention: result.stats.reduced ? null : contentionOf(space),
    grown: await grownContention(program, options),
    guarantee: judged === null ? null : guaranteeOf(judged),
    forever,
  }
}

function contentionOf(space: StateSpace): Contention | null {
  if (space.limit !== null) return null
  const edges = edgesOf(space)
  if (edges === null) return null
  const threads = contentionIn(space, edges)
  return { grade: contentionGrade(threads), threads }
}

async function grownContention(program: Program, options: Partial<CheckOptions>): Promise<Contention | null> {
  const grown = withOneMoreThread(program)
  if (grown === null) return null
  const maxStates = Math.min(options.maxStates ?? Number.POSITIVE_INFINITY, mostGrownStates)
  return contentionOf(await exploreSpace(grown, { ...options, maxStates }))
}

/** The space of the program, or where it has calls that are no marks, that with these as operations. */
async function markedSpace(program: Program, space: StateSpace, options: Partial<CheckOptions>): Promise<StateSpace> {
  const marked = withCallsMarked(program)
  return marked === program || space.limit !== null ? space : exploreSpace(marked, options)
}

function foreverSpace(program: Program, options: Partial<CheckOptions>): Promise<StateSpace> {
  const maxStates = Math.min(options.maxStates ?? Number.POSITIVE_INFINITY, mostForeverStates)
  const forever = foreverProgram(withCallsMarked(program))
  // Local steps and registers that no one will read make no difference to what threads are guaranteed.
  const reduced = reduce(forever, ['local'], [])
  return exploreSpace(reduced?.transformed.program ?? forever, { ...options, maxStates })
}

function guaranteeOf(space: StateSpace): GuaranteeResult | null {
  const edges = space.limit === null ? edgesOf(space) : null
  return edges === null ? null : guaranteeIn(space, edges)
}
