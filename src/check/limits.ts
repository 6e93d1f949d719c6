import { unreachable } from '../base/bug.ts'
import type { Controls } from '../base/controls.ts'
import { grouped } from '../base/grouped.ts'
import type { Limit } from '../space/space.ts'

/** A limit in words, as a report says it. `ours`: the limit of states was set because the space has no end in sight. */
export function limitText(limit: Limit, controls: Controls, ours = false): string {
  const { maxStates, maxMemory, timeout } = controls
  switch (limit.kind) {
    case 'states':
      if (ours) {
        const limited = grouped(limit.limit)
        return `there are far too many states to explore, so it stopped at ${limited} (${maxStates} or ${timeout} for more)`
      }
      return `the limit of ${grouped(limit.limit)} states was reached (${maxStates})`
    case 'memory':
      return `the limit of ${mebibytes(limit.limit)} was reached (${maxMemory})`
    case 'analysis': {
      const [needed, most] = [mebibytes(limit.needed), mebibytes(limit.limit)]
      return `all states were explored, but to look for ${limit.task} takes about ${needed}, more than ${most} (${maxMemory})`
    }
    case 'time':
      return `the limit of ${limit.limit / 1000} s was reached (${timeout})`
    case 'omission':
      return omissionText(limit.expected, controls)
    case 'interrupted':
      return 'it was interrupted'
    default:
      return unreachable(limit)
  }
}

/** An amount of memory in words. */
export function mebibytes(bytes: number): string {
  return `${grouped(Math.round(bytes / 2 ** 20))} MiB`
}

/** What a lossy store is expected to have left out, in words. */
export function omissionText(expected: number, { store }: Controls): string {
  const amount = expected >= 1.5 ? `about ${grouped(Math.round(expected))}` : expected.toPrecision(1)
  return `the store is lossy (${store}): ${amount} states are expected to be missing, and what only they lead to`
}
