import { defaultAssemblyOptions, lastSegment } from '../internal.ts'
import type { Scenario } from './messages.ts'

/** The content of a link: what is needed to read the program again. */
export type Shared = Pick<Scenario, 'name' | 'text'> & Partial<Scenario>

/** Returns what a link has to contain of a scenario: what differs from the defaults, so that links are short. */
export function sharedOf(scenario: Scenario): Shared {
  const { name, text, constants, threads, bound, capacity, assembly, observe, show, spuriousWakeups } = scenario
  const isPlain = JSON.stringify(assembly) === JSON.stringify(defaultAssemblyOptions)
  return {
    name: lastSegment(name),
    text,
    ...(constants.length === 0 ? {} : { constants }),
    ...(threads === null ? {} : { threads }),
    ...(bound === null ? {} : { bound }),
    ...(capacity === defaultCapacity ? {} : { capacity }),
    ...(isPlain ? {} : { assembly }),
    ...(observe === null ? {} : { observe }),
    ...(show === null ? {} : { show }),
    ...(spuriousWakeups ? { spuriousWakeups } : {}),
  }
}

export const defaultCapacity = 8

/** Returns the fragment of a link: the packed program, and the schedule that it opens at, if any. */
export function fragmentOf(packed: string, schedule: string): string {
  const words = new URLSearchParams({ program: packed })
  if (schedule !== '') words.set('at', schedule)
  return `${words}`
}
