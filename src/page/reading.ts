import type { ObservedReadOptions } from '../internal.ts'
import { pageControls } from './controls.ts'
import type { Scenario } from './messages.ts'

/** Returns the options with which a scenario is read. */
export function readingOf(scenario: Scenario): Partial<ObservedReadOptions> {
  const { language, threads, bound, capacity, assembly, observe, spuriousWakeups, show } = scenario
  const constants = new Map(scenario.constants)
  return { language, constants, threads, bound, capacity, assembly, observe, spuriousWakeups, show, controls: pageControls }
}
