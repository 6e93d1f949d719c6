import { AbaMonitor, type Aba as Found, possibleAbas, someValueReturns } from '../analysis/aba-monitor.ts'
import type { Location } from '../program/access.ts'
import { locationText, threadName } from '../program/print.ts'
import { abasIn } from '../semantics/aba-evidence.ts'
import { monitored } from './monitored.ts'
import type { Account, FindingRule, Replayed } from './rule.ts'

/** A `cas` of the thread succeeded at a value that the writer had changed and changed back. Positions in the trace. */
export interface AbaProblem {
  readonly kind: 'aba'
  readonly location: Location
  readonly thread: number
  readonly writer: number
  readonly load: number
  readonly back: number
  readonly cas: number
}

export const aba: FindingRule<AbaProblem> = {
  kind: 'aba',
  name: 'ABA',
  severity: 'warning',
  inReducedSpaces: false,
  searches: [
    {
      in: 'space with memory',
      decide: ({ program, space, isReduced }) => {
        const { edges, limit } = space
        if (limit !== null || isReduced || possibleAbas(program) === 0) return 'skip'
        return edges === null || space.renamesObjects || someValueReturns(space, edges) ? 'explore' : 'skip'
      },
      begin: (program) => monitored(new AbaMonitor(program), accountOf),
    },
  ],
  head: (program, { location }) => `ABA on ${locationText(program, location)}`,
  explain: (program, { detail, lines }) => {
    return (
      `${threadName(program, detail.thread)}'s compare-and-swap (line ${lines[1] ?? 0}) succeeds, since ` +
      `${locationText(program, detail.location)} has the same value as at step ${detail.load + 1}, ` +
      `but only because ${threadName(program, detail.writer)} changed it back (step ${detail.back + 1})`
    )
  },
  marks: (_, { load, back, cas }) => {
    return new Map([
      [back, 'changed back'],
      [cas, `fooled: read at ${load + 1}`],
    ])
  },
}

function accountOf({ loadLine, casLine }: Found, { program, trace }: Replayed): Account<AbaProblem> | null {
  const evidence = abasIn(program, trace.steps).findLast((each) => {
    return each.cas === trace.steps.length - 1 && each.loadLine === loadLine && each.casLine === casLine
  })
  if (evidence === undefined) return null
  const { location, thread, writer, load, back, cas } = evidence
  return {
    detail: { kind: 'aba', location, thread, writer, load, back, cas },
    threads: [thread, writer],
    lines: [loadLine, casLine],
  }
}
