import type { Source } from '../base/source.ts'
import type { Investigation } from '../check/check.ts'
import type { CheckProgress, Engine } from '../check/options.ts'
import { type AssemblyOptions, defaultAssemblyOptions } from '../language/assembly/options.ts'
import type { ThreadChoice } from '../language/claims/chosen-threads.ts'
import { type ObservedModel, observedIn, readObservedModel } from '../language/observed-model.ts'
import { defaultReadOptions, type Language } from '../language/read.ts'
import type { Fairness, Program } from '../program/program.ts'
import type { Reduction } from '../reduction/reduction.ts'
import { check, investigate } from './check.ts'
import { readFile } from './files.ts'
import { modelError, valueIn } from './mistakes.ts'
import { type GivenCheckOptions, refuseUnknown } from './options.ts'
import { Report } from './report.ts'

/** What to explore: a text, a file, a text with its name, or a program that was built or read before. */
export type Explorable = string | { readonly file: string } | Source | Program

/** How to read a text. Only for texts and files. */
export interface ExploreReadOptions {
  /** By default the ending of the file's name tells it, or the beginning of the text. */
  readonly language?: Language | undefined
  /** The name by which messages call a text; its ending tells the language. */
  readonly file?: string | undefined
  /** Values for declared constants: `{ N: 3 }`. */
  readonly constants?: Readonly<Record<string, number>> | undefined
  /** Which threads start; of Python, the functions that run as threads, and how often: `{ deposit: 2 }` or `['deposit']`. */
  readonly threads?: readonly string[] | Readonly<Record<string, number>> | undefined
  /** Python: the most rounds of a `range`. */
  readonly bound?: number | undefined
  /** Python: the most elements of a list that grows. */
  readonly capacity?: number | undefined
  readonly assembly?: Partial<AssemblyOptions> | undefined
  /** Expressions whose values traces and pictures show, too: `x + y, inside == 1`. */
  readonly show?: string | undefined
}

/** How to explore. */
export interface ExploreOptions extends ExploreReadOptions {
  /** The names whose final values are observed: `x, a[0], A.tmp`; by default every shared variable. */
  readonly observe?: string | readonly string[] | undefined
  /** Stops after this many milliseconds; the report then has what was found until then. */
  readonly timeoutMs?: number | undefined
  /** Stops after this many states. */
  readonly maxStates?: number | undefined
  /** Stops when states take this many bytes; by default half of the memory that is free. */
  readonly maxBytes?: number | undefined
  /** Ends the exploration when it is aborted; the promise is then rejected with its reason. */
  readonly signal?: AbortSignal | undefined
  /** Errors fail a model that does not say what is right, too. */
  readonly strict?: boolean | undefined
  /** Which infinite executions count; `weak` by default. */
  readonly fairness?: Fairness | undefined
  /** A thread that sleeps in a `wait` may also wake by itself. */
  readonly spuriousWakeups?: boolean | undefined
  /** Counts interleavings in spaces of more than 5,000,000 states, too. */
  readonly count?: boolean | undefined
  readonly reduce?: 'auto' | readonly Reduction[] | undefined
  readonly engine?: Engine | undefined
  readonly onProgress?: ((progress: CheckProgress) => void) | undefined
}

export const readNames = ['language', 'file', 'constants', 'threads', 'bound', 'capacity', 'assembly', 'show'] as const
const limitNames = ['timeoutMs', 'maxStates', 'maxBytes', 'signal'] as const
const checkNames = ['observe', 'strict', 'fairness', 'spuriousWakeups', 'count', 'reduce', 'engine', 'onProgress'] as const

/**
 * Explores every interleaving of a model and returns what can happen. Rejects with a `ModelError` if there is a mistake in the
 * model, with a `TypeError` if there is one in the options, and with the reason of `signal` if that is aborted.
 *
 * @example
 * ```js
 * const report = await explore('shared x = 0\nthread A, B:\n  load r, x\n  add r, 1\n  store x, r')
 * report.outcomes.map(({ final }) => final.x) // [1,2]
 * ```
 */
export async function explore(subject: Explorable, options: ExploreOptions = {}): Promise<Report> {
  const given: ExploreOptions = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
  refuseUnknown(Object.keys(given), [...readNames, ...limitNames, ...checkNames])
  const { name, model, warnings } = await modelOf(subject, given)
  const { program, notes, observed } = model
  const checking = checkingOf(given, observed)
  const result = await check(program, checking)
  const exploreForGraph = (): Promise<Investigation> => investigateForGraph(program, checking)
  return new Report(result, { name, notes, warnings, exploreForGraph })
}

/** A picture shows the program itself with every transition; more states than this could not be drawn. */
const mostDrawnStates = 1_000_000

function investigateForGraph(program: Program, checking: GivenCheckOptions): Promise<Investigation> {
  const maxStates = Math.min(checking.maxStates ?? mostDrawnStates, mostDrawnStates)
  return investigate(program, { ...checking, maxStates, reduce: [], engine: 'plain' })
}

interface Named {
  readonly name: string
  readonly model: Pick<ObservedModel, 'program' | 'notes' | 'observed'>
  readonly warnings: Report['warnings']
}

async function modelOf(subject: Explorable, options: ExploreOptions): Promise<Named> {
  const observe = options.observe === undefined ? null : [options.observe].flat().join(', ')
  if (isProgram(subject)) {
    const misplaced = readNames.find((each) => options[each] !== undefined)
    if (misplaced !== undefined) throw new TypeError(`option \`${misplaced}\` is for texts, and this is a program`)
    const observed = valueIn(await observedIn(subject, observe, defaultAssemblyOptions, 'observe'))
    return { name: subject.source?.name ?? 'program', model: { program: subject, notes: [], observed }, warnings: [] }
  }
  const source = await sourceOf(subject, options)
  const read = await readObservedModel(source, { ...readingOf(options), observe })
  return { name: source.name, model: valueIn(read), warnings: read.warnings }
}

function isProgram(subject: Explorable): subject is Program {
  return typeof subject === 'object' && 'threads' in subject
}

/** Returns the text of a subject. Throws `ModelError` if a path stands where a text should. */
export async function sourceOf(subject: Exclude<Explorable, Program>, { file }: ExploreReadOptions): Promise<Source> {
  if (typeof subject === 'string') {
    if (isPath(subject)) {
      throw modelError(
        `expected the text of a model, found the path ${subject}`,
        `write \`{ file: ${JSON.stringify(subject)} }\``,
      )
    }
    return { name: file ?? 'model', text: subject }
  }
  if (file !== undefined) throw new TypeError('option `file` names a text, and this model has a name')
  return 'file' in subject ? { name: subject.file, text: await readFile(subject.file) } : subject
}

/** Whether a text is one word that names a model: no program is. */
function isPath(text: string): boolean {
  return /^\S+\.(ilv|py|s|json)$/.test(text)
}

/** Returns the options with which a text is read. */
export function readingOf(
  options: ExploreReadOptions & Pick<ExploreOptions, 'spuriousWakeups'>,
): Parameters<typeof readObservedModel>[1] {
  const { constants = {}, threads, assembly = {}, bound, capacity, language, show, spuriousWakeups } = options
  refuseUnknown(Object.keys(assembly), Object.keys(defaultAssemblyOptions))
  return {
    language: language ?? null,
    constants: new Map(Object.entries(constants)),
    threads: threads === undefined ? null : chosenThreads(threads),
    bound: bound ?? null,
    capacity: capacity ?? defaultReadOptions.capacity,
    assembly: { ...defaultAssemblyOptions, ...assembly },
    show: show ?? null,
    spuriousWakeups: spuriousWakeups ?? false,
  }
}

function chosenThreads(threads: NonNullable<ExploreOptions['threads']>): readonly ThreadChoice[] {
  const isList = (given: typeof threads): given is readonly string[] => Array.isArray(given)
  if (isList(threads)) return threads.map((name) => ({ name, count: null }))
  return Object.entries(threads).map(([name, count]) => ({ name, count }))
}

function checkingOf(options: ExploreOptions, observed: ObservedModel['observed']): GivenCheckOptions {
  const { timeoutMs, maxStates, maxBytes, signal, strict, fairness, spuriousWakeups, count, reduce, engine, onProgress } =
    options
  const rules = { spuriousWakeups: spuriousWakeups ?? false }
  return { timeoutMs, maxStates, maxBytes, signal, strict, fairness, count, reduce, engine, onProgress, rules, observed }
}
