/**
 * Matchers for vitest: `import 'interleave-checker/vitest'` once, in a test or in a file that `setupFiles` names.
 *
 * @packageDocumentation
 */
import { expect } from 'vitest'
import { type Explorable, type ExploreOptions, explore, type Json, Report, type ReportedFinding } from './index.ts'

/** What matchers look at: a model to explore, or a report. */
export type Modelled = Explorable | Report

/** The final values that are expected: for each name all of its values, or all combinations of values. */
export type ExpectedOutcomes = Readonly<Record<string, readonly Json[]>> | readonly Readonly<Record<string, Json>>[]

/** The matchers. Each explores the model, so it is to be awaited. */
export interface ModelMatchers {
  /** No two threads can access a variable at once, one of them to write, with nothing that orders the two. */
  toBeRaceFree(options?: ExploreOptions): Promise<void>
  /** No interleaving ends with threads that wait for ever. */
  toBeDeadlockFree(options?: ExploreOptions): Promise<void>
  /** The final values of all interleavings are exactly these. */
  toHaveOutcomes(outcomes: ExpectedOutcomes, options?: ExploreOptions): Promise<void>
}

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: declarations of one interface must have the same parameters
  interface Matchers<T = any> extends ModelMatchers {}
}

interface Verdict {
  readonly pass: boolean
  readonly message: () => string
}

async function reportOf(model: Modelled, options: ExploreOptions): Promise<Report> {
  return model instanceof Report ? model : explore(model, options)
}

/** Throws if not everything was explored: neither the expectation nor its opposite would be known then. */
function completely(report: Report): void {
  if (!report.complete) throw new Error(`the model was not explored completely, so nobody knows\n\n${report.text()}`)
}

function without(kind: ReportedFinding['kind'], what: string) {
  return async (model: Modelled, options: ExploreOptions = {}): Promise<Verdict> => {
    const report = await reportOf(model, options)
    const found = report.findings.find((each) => each.kind === kind)
    if (found !== undefined) return { pass: false, message: () => `${found.message}\n\n${found.trace.table()}` }
    completely(report)
    const unjudged = report.result.unjudged.some((each) => each.kind === kind)
    if (unjudged) throw new Error(`whether the model is ${what} was not judged\n\n${report.text()}`)
    return {
      pass: true,
      message: () => `expected the model not to be ${what}, but no interleaving of ${report.states} states shows that`,
    }
  }
}

async function toHaveOutcomes(model: Modelled, expected: ExpectedOutcomes, options: ExploreOptions = {}): Promise<Verdict> {
  const names = namesIn(expected)
  const report = await reportOf(model, options.observe === undefined ? { ...options, observe: names } : options)
  const missing = names.find((name) => report.outcomes.some(({ final }) => !Object.hasOwn(final, name)))
  if (missing !== undefined) throw new TypeError(`\`${missing}\` is not observed: ${JSON.stringify(report.outcomes[0]?.final)}`)
  completely(report)
  const parts = partsOf(expected)
  const problems = parts.flatMap((part) => differences(report, part))
  const [first] = problems
  return {
    pass: first === undefined,
    message: () => problems.join('\n\n') || `expected other final values than ${JSON.stringify(expected)}`,
  }
}

/** Names whose combinations of values are compared, and the expected combinations. */
interface Part {
  readonly names: readonly string[]
  readonly combinations: readonly (readonly Json[])[]
}

function isList(expected: ExpectedOutcomes): expected is readonly Readonly<Record<string, Json>>[] {
  return Array.isArray(expected)
}

function namesIn(expected: ExpectedOutcomes): string[] {
  const records = isList(expected) ? expected : [expected]
  const names = [...new Set(records.flatMap((each) => Object.keys(each)))]
  if (names.length === 0) throw new TypeError('expected the names of values: `toHaveOutcomes({ balance: [1, 2] })`')
  return names
}

function partsOf(expected: ExpectedOutcomes): Part[] {
  if (!isList(expected)) {
    return Object.entries(expected).map(([name, values]) => ({ names: [name], combinations: values.map((value) => [value]) }))
  }
  const names = namesIn(expected)
  return [{ names, combinations: expected.map((record) => names.map((name) => record[name] ?? null)) }]
}

/** Returns what is possible but not expected, each with its trace, and what is expected but not possible. */
function differences(report: Report, { names, combinations }: Part): string[] {
  const wanted = new Map(combinations.map((values) => [JSON.stringify(values), values]))
  const seen = new Map(report.outcomes.map((each) => [JSON.stringify(names.map((name) => each.final[name])), each]))
  const said = (values: readonly Json[]): string =>
    names.map((name, at) => `${name} = ${JSON.stringify(values[at])}`).join(', ')
  const unexpected = [...seen].filter(([key]) => !wanted.has(key))
  const impossible = [...wanted].filter(([key]) => !seen.has(key))
  return [
    ...unexpected.map(
      ([, { final, trace }]) =>
        `possible, but not expected: ${said(names.map((name) => final[name] ?? null))}\n\n${trace.table()}`,
    ),
    ...impossible.map(([, values]) => `expected, but not possible: ${said(values)}`),
  ]
}

expect.extend({
  toBeRaceFree: without('data-race', 'free of data races'),
  toBeDeadlockFree: without('deadlock', 'free of deadlocks'),
  toHaveOutcomes,
})
