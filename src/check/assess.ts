import { type ContentionGrade, contentionGrade, contentionIn, type ThreadContention } from '../analysis/contention.ts'
import { blockingIn, type GuaranteeResult, guaranteeIn } from '../analysis/guarantee.ts'
import { withCallsMarked } from '../program/calls.ts'
import { withOneMoreThread } from '../program/copies.ts'
import { foreverProgram } from '../program/forever.ts'
import type { Program } from '../program/program.ts'
import { reduce } from '../reduction/reduction.ts'
import { type Edges, edgesOf, type StateSpace } from '../space/space.ts'
import { exploreSpace, investigate } from './check.ts'
import { bytesOf, needBeyond } from './needs.ts'
import { type CheckOptions, defaultOptions, type Need } from './options.ts'
import type { CheckResult } from './result.ts'

export interface Contention {
  readonly grade: ContentionGrade
  readonly threads: readonly ThreadContention[]
}

/** A check, and what contention costs the threads. */
export interface Assessment {
  readonly result: CheckResult
  /** Null if a limit was reached or the space was reduced: contention depends on all interleavings. */
  readonly contention: Contention | null
  /** The same with one more thread like the others; null if there is no such thread, or it has too many states. */
  readonly grown: Contention | null
  /** Of the program as it is, or with every thread repeated forever; null if a limit was reached. */
  readonly guarantee: GuaranteeResult | null
  readonly forever: boolean
}

/**
 * The maximum number of states of a space in which every thread is repeated forever, unless the user sets a limit: a
 * larger space usually has a counter that grows without bound.
 */
const mostForeverStates = 1_000_000

/** The maximum number of states of a space with one more thread. */
const mostGrownStates = 200_000

/**
 * Checks a program and reports what contention costs its threads and which progress guarantee they have. With `forever`
 * the guarantee is judged on the same threads repeated forever.
 */
export async function assess(program: Program, partial: Partial<CheckOptions>, forever: boolean): Promise<Assessment> {
  const options = { ...defaultOptions, ...partial }
  const { result, space } = await investigate(program, options)
  const judged = forever
    ? await foreverSpace(program, options)
    : result.stats.reduced
      ? null
      : await markedSpace(program, space, options)
  return {
    result,
    contention: result.stats.reduced ? null : contentionOf(space, options),
    grown: await grownContention(program, options),
    guarantee: judged === null ? null : guaranteeOf(judged, options, forever),
    forever,
  }
}

function contentionOf(space: StateSpace, options: CheckOptions): Contention | null {
  const edges = edgesFor(space, 'contention', options)
  if (edges === null) return null
  const threads = contentionIn(space, edges)
  return { grade: contentionGrade(threads), threads }
}

/** Returns the transitions of a space, if it was explored completely and the memory limit allows the task. */
function edgesFor(space: StateSpace, task: Need['task'], options: CheckOptions): Edges | null {
  if (space.limit !== null || needBeyond(space, bytesOf(space), task, options) !== null) return null
  return edgesOf(space)
}

async function grownContention(program: Program, options: CheckOptions): Promise<Contention | null> {
  const grown = withOneMoreThread(program)
  if (grown === null) return null
  const maxStates = Math.min(options.maxStates, mostGrownStates)
  return contentionOf(await exploreSpace(grown, { ...options, maxStates }), options)
}

/** Returns the space of the program or, if its operations are not progress marks, the space in which they are. */
async function markedSpace(program: Program, space: StateSpace, options: CheckOptions): Promise<StateSpace> {
  const marked = withCallsMarked(program)
  return marked === program || space.limit !== null ? space : exploreSpace(marked, options)
}

function foreverSpace(program: Program, options: CheckOptions): Promise<StateSpace> {
  const maxStates = options.maxStates < Number.POSITIVE_INFINITY ? options.maxStates : mostForeverStates
  const forever = foreverProgram(withCallsMarked(program))
  // Local steps and dead registers make no difference to progress guarantees.
  const reduced = reduce(forever, ['local'], [])
  return exploreSpace(reduced?.transformed.program ?? forever, { ...options, maxStates })
}

function guaranteeOf(space: StateSpace, options: CheckOptions, forever: boolean): GuaranteeResult | null {
  if (space.limit !== null && forever && space.edges !== null) return blockingIn(space, space.edges)
  const edges = edgesFor(space, 'the progress guarantee', options)
  return edges === null ? null : guaranteeIn(space, edges)
}
