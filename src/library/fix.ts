import type { Source } from '../base/source.ts'
import { languageOf } from '../language/read.ts'
import type { FindingKind } from '../program/program.ts'
import { nothingToRepair, type Repairs, repairsOf } from '../repair/json.ts'
import { repair } from '../repair/repair.ts'
import { explore as exploreText, firstLimits, type TrialOptions, trialWith, usualSearch } from '../repair/trial.ts'
import { type ExploreReadOptions, readingOf, readNames, sourceOf } from './explore.ts'
import { modelError, valueIn } from './mistakes.ts'
import { hostedOptions, refuseUnknown } from './options.ts'

/** How to look for repairs. */
export interface FixOptions extends ExploreReadOptions {
  /** The kinds of findings that must go; by default all errors, or all warnings if there are none. */
  readonly for?: readonly FindingKind[] | undefined
  /** The names whose final values are observed, as for `explore`. */
  readonly observe?: string | readonly string[] | undefined
  /** What must hold in each final state: `balance == 4`. */
  readonly expect?: string | undefined
  /** So many repairs are enough; 5 by default. */
  readonly max?: number | undefined
  /** Milliseconds for the whole search; 30,000 by default. */
  readonly timeoutMs?: number | undefined
  readonly signal?: AbortSignal | undefined
}

const fixNames = ['observe', 'for', 'expect', 'max', 'timeoutMs', 'signal'] as const

/**
 * Looks for the smallest changes of a model that do away with its mistakes. Each proposal was explored completely: it has none of
 * the mistakes, no new kind of mistake, and all outcomes that the threads have one after another. Rejects with a `ModelError` if the
 * model cannot be read, explored or changed, and with a `TypeError` if there is a mistake in the options.
 *
 * @example
 * ```js
 * const text = 'shared x = 0\nthread A, B:\n  x += 1\n'
 * const { proposals } = await fix(text)
 * proposals[0].text // "make the update in line 3 one step"
 * ```
 */
export async function fix(subject: string | { readonly file: string } | Source, options: FixOptions = {}): Promise<Repairs> {
  const given: FixOptions = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
  refuseUnknown(Object.keys(given), [...readNames, ...fixNames])
  const source = await sourceOf(subject, given)
  const { timeoutMs = usualSearch.timeoutMs, signal, max = usualSearch.most } = given
  const checking = hostedOptions({ timeoutMs: Math.min(timeoutMs, usualSearch.trialMs), signal })
  const { clock, interrupted } = checking
  const observe = given.observe === undefined ? null : [given.observe].flat().join(', ')
  const trying: TrialOptions = {
    reading: { ...readingOf(given), observe },
    checking,
    wanted: given.expect ?? null,
    control: 'expect',
  }
  const original = valueIn(await exploreText(source, trying, firstLimits))
  const kinds = given.for === undefined ? null : new Set(given.for)
  const searching = { kinds, most: max, timeoutMs, clock, interrupted, onProgress: () => {} }
  const found = await repair(source, given.language ?? languageOf(source), original, trialWith(trying), searching)
  signal?.throwIfAborted()
  if (found === 'right') return nothingToRepair(source.name)
  if (found === 'incomplete') throw modelError('the model could not be explored completely', 'use fewer threads or rounds')
  if (found === 'language') throw modelError('only instruction text and Python can be changed')
  return repairsOf(found)
}
