import {
  type CheckOptions,
  firstLimits,
  languageOf,
  repair,
  type ShownRepairs,
  shownRepairs,
  type Trial,
  trialWith,
  type Unrepaired,
  usualSearch,
} from '../internal.ts'
import type { Scenario } from './messages.ts'
import { readingOf } from './reading.ts'

/** Milliseconds between two pauses, in which the worker receives messages. */
const pauseEvery = 40

/**
 * Looks for repairs of a scenario that the worker has read. `checking` has the limits of the page, the clock, and what ends the
 * search with the repairs so far.
 */
export async function repairsFor(
  scenario: Scenario,
  checking: CheckOptions,
  onProgress: (tried: number, found: number) => void,
): Promise<ShownRepairs | Unrepaired> {
  const { clock, interrupted } = checking
  const source = { name: scenario.name, text: scenario.text }
  const timeoutMs = Math.min(checking.timeoutMs, usualSearch.timeoutMs)
  const trial = hosted(scenario, { ...checking, timeoutMs: Math.min(timeoutMs, usualSearch.trialMs) })
  const original = await trial(source, firstLimits)
  if (original === null) throw new Error('the program cannot be read')
  const options = { kinds: null, most: usualSearch.most, timeoutMs, clock, interrupted, onProgress }
  const found = await repair(source, scenario.language ?? languageOf(source), original, trial, options)
  return typeof found === 'string' ? found : shownRepairs(found)
}

/** Returns a trial within the limits of the page. It pauses between programs too, since those that are small end without a pause. */
function hosted(scenario: Scenario, checking: CheckOptions): Trial {
  const trial = trialWith({ reading: readingOf(scenario), checking, wanted: null, control: '' })
  const { clock, pause, maxStates } = checking
  let paused = clock()
  return async (source, limits) => {
    if (clock() - paused > pauseEvery) {
      await pause()
      paused = clock()
    }
    const wanted = limits ?? firstLimits
    return trial(source, { ...wanted, maxStates: Math.min(wanted.maxStates, maxStates) })
  }
}
