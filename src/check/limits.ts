import { unreachable } from '../base/bug.ts'
import type { Limit } from '../space/space.ts'

/** A limit in words, as a report says it. */
export function limitText(limit: Limit): string {
  switch (limit.kind) {
    case 'states':
      return `the limit of ${limit.limit.toLocaleString('en')} states was reached (--max-states)`
    case 'memory':
      return `the limit of ${Math.round(limit.limit / 2 ** 20).toLocaleString('en')} MiB was reached (--max-memory)`
    case 'time':
      return `the limit of ${limit.limit / 1000} s was reached (--timeout)`
    case 'interrupted':
      return 'it was interrupted'
    default:
      return unreachable(limit)
  }
}
