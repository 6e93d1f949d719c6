import { grouped } from '../base/grouped.ts'
import { counted } from '../base/words.ts'
import { exploreBounded } from '../stateless/bounded.ts'
import { type Decision, Departure, type Subject } from '../stateless/execution.ts'
import { sample } from '../stateless/random.ts'
import { explore, type Limits } from '../stateless/search.ts'
import type { Agent, AgentAnswer, PythonOutcome, Unseen } from './agent.ts'
import { Collection } from './collection.ts'
import { DrawnPlaces } from './drawn.ts'
import { findingsOf } from './findings.ts'
import { Interpreters } from './interpreters.ts'
import type { PythonOptions } from './options.ts'
import { type FinalOutcome, type PythonResult, type SearchSummary, valuesOf } from './result.ts'

/** After so many executions that were cut the search ends. */
const mostCut = 10

/**
 * Executes a file under every schedule, or those that the options ask for, and says what happened.
 *
 * @throws Departure if the file does not do the same under the same schedule
 */
export async function explorePython(agent: Agent, options: PythonOptions): Promise<PythonResult> {
  const interpreters = new Interpreters(agent, options)
  const search = await untilStable(interpreters, options)
  const { collection, unseen, drawn } = search
  const again = (prefix: readonly Decision[]): Promise<AgentAnswer> => interpreters.again(prefix)
  const all = options.observe ?? collection.names()
  const found = await collection.outcomes(all, again)
  const names = options.observe ?? changedNames(all, found)
  const outcomes = names === all ? found : found.map((each) => ({ ...each, values: valuesOf(names, each.shown.outcome) }))
  const deadlocks = await collection.deadlocks(again)
  const findings = await findingsOf(collection.suspects.all(), outcomes, deadlocks, again)
  return {
    hello: agent.hello,
    ...collection.actors(),
    names,
    outcomes,
    deadlocks,
    findings,
    // A complete search has executed every deadlock that there is.
    lockOrders: search.summary.complete ? [] : await collection.lockOrders.found(deadlocks, again),
    search: search.summary,
    points: await collection.points(again),
    unseen: [...unseen.values()],
    drawn: drawn.places(),
  }
}

/** Leaves out the variables that have the same value in the end, in each execution, as when the first thread was started. */
function changedNames(names: readonly string[], outcomes: readonly FinalOutcome[]): readonly string[] {
  const isChanged = (name: string): boolean =>
    outcomes.some(({ shown: { outcome } }) => outcome.globals?.[name] !== outcome.initial?.[name])
  const changed = names.filter(isChanged)
  return changed.length === 0 ? names : changed
}

interface Searched {
  readonly collection: Collection
  readonly summary: SearchSummary
  readonly unseen: ReadonlyMap<string, Unseen>
  readonly drawn: DrawnPlaces
}

/**
 * Searches until no execution finds that places in the text share objects which did not before: then equal prefixes have
 * equal steps, as the search assumes.
 */
async function untilStable(interpreters: Interpreters, options: PythonOptions): Promise<Searched> {
  const unseen = new Map<string, Unseen>()
  const drawn = new DrawnPlaces()
  let made = 0
  for (;;) {
    let grown = false
    const collection = new Collection()
    const subject = interpreters.subject((answer) => {
      collection.add(answer)
      grown ||= answer.grown
      for (const each of answer.unseen) unseen.set(`${each.module}.${each.function}:${each.file}:${each.line}`, each)
      drawn.add(answer.drawn)
      options.progress(++made)
    })
    // Where many do not end, none may.
    const isOver = (): boolean => grown || collection.cut >= mostCut || options.limits.isOver()
    const limits = { ...options.limits, isOver }
    const summary = await searched(subject, limits, options, collection).catch((error: unknown) => {
      // Prefixes from before do not name the new steps.
      if (grown && error instanceof Departure) return null
      throw error
    })
    await subject.settle()
    if (summary !== null && !grown) return { collection, summary, unseen, drawn }
    if (options.limits.isOver()) return { collection, summary: unfinished(made, options), unseen, drawn }
  }
}

/** The time was over before it was known what threads share: nothing of the search counts as complete. */
function unfinished(executions: number, { search }: PythonOptions): SearchSummary {
  return { executions, complete: false, bound: null, kind: search.kind, why: 'the time was over' }
}

async function searched(
  subject: Subject<PythonOutcome>,
  limits: Limits,
  { search }: PythonOptions,
  collection: Collection,
): Promise<SearchSummary> {
  const whyOf = (executions: number, cut: number): string => {
    if (cut > 0) return cutText(cut, limits, collection)
    return limits.maxExecutions <= executions ? 'the most executions were made' : 'the time was over'
  }
  switch (search.kind) {
    case 'all': {
      const { executions, asleep, cut, complete } = await drained(explore(subject, limits))
      // Executions given up since they would repeat others show nothing.
      const why = complete ? null : whyOf(executions + asleep + cut, cut)
      return { executions: complete ? executions : executions + asleep + cut, complete, bound: null, kind: 'all', why }
    }
    case 'bounded': {
      const { executions, cut, complete, bound } = await drained(exploreBounded(subject, limits, search.most))
      const why = complete
        ? null
        : bound === search.most
          ? 'schedules with more preemptions were left out'
          : whyOf(executions, cut)
      return { executions, complete, bound, kind: 'bounded', why }
    }
    case 'random': {
      const { executions } = await drained(sample(subject, limits, search))
      return { executions, complete: false, bound: null, kind: 'random', why: 'schedules were drawn at random' }
    }
  }
}

/** Says of executions that were cut where that was, and what can be done about it. */
function cutText(cut: number, { maxSteps }: Limits, collection: Collection): string {
  const where = collection.cutIn()
  const begun = `${counted(cut, 'execution')} did not end within ${grouped(maxSteps)} steps`
  return `${begun}${where === null ? '' : `: ${where}`}. Let loops end, after fewer rounds`
}

/** Lets a generator go on to its end, and returns what it returns: the subject keeps what it yields. */
async function drained<T, R>(all: AsyncGenerator<T, R>): Promise<R> {
  for (;;) {
    const next = await all.next()
    if (next.done === true) return next.value
  }
}
