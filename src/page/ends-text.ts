import { listed } from '../internal.ts'
import type { Ends } from './messages.ts'

/** The most outcomes that the text names one by one. */
const mostNamed = 4

/** Returns the reachable ends as text: `1 or 2`, `only 1`, `1 or deadlock`, `5 of 9 outcomes`. */
export function endsText(ends: Ends, outcomes: readonly string[]): string {
  const many = ends.outcomes.length > mostNamed
  const whole = ends.outcomes.length === outcomes.length
  const some = whole ? `all ${outcomes.length} final values` : `only ${ends.outcomes.length} of ${outcomes.length} final values`
  const named = many ? [some] : ends.outcomes.map((each) => outcomes[each] ?? '')
  const all = [
    ...named,
    ...(ends.deadlock ? ['deadlock'] : []),
    ...(ends.failed ? ['failure'] : []),
    ...(ends.unexplored ? ['unexplored states'] : []),
  ]
  if (all.length === 0) return 'no end: the execution continues forever'
  return all.length === 1 && outcomes.length > 1 && !many ? `only ${all[0]}` : listed(all, 'or')
}
