import { type LostUpdate as Found, LostUpdateMonitor, possibleLostUpdates } from '../analysis/lost-update-monitor.ts'
import type { Location } from '../program/access.ts'
import { locationText, threadName } from '../program/print.ts'
import { type LostUpdateEvidence, lostUpdatesIn } from '../semantics/lost-update-evidence.ts'
import { monitored } from './monitored.ts'
import type { Account, FindingRule, Replayed } from './rule.ts'

export interface LostUpdate {
  readonly kind: 'lost-update'
  readonly location: Location
  /** The thread whose store is based on a stale read, and the one whose write it overwrites. */
  readonly loser: number
  readonly writer: number
  /** Positions in the trace, from 0. */
  readonly read: number
  readonly write: number
  readonly store: number
}

export const lostUpdate: FindingRule<LostUpdate> = {
  kind: 'lost-update',
  name: 'lost update',
  severity: 'error',
  inReducedSpaces: true,
  searches: [
    {
      in: 'space with memory',
      decide: ({ program, space }) => {
        return space.limit?.kind !== 'interrupted' && possibleLostUpdates(program).size > 0 ? 'explore' : 'skip'
      },
      begin: (program) => monitored(new LostUpdateMonitor(program), accountOf),
    },
  ],
  head: (program, { location }) => `lost update on ${locationText(program, location)}`,
  explain: (program, { detail }) => {
    const [loser, writer] = [threadName(program, detail.loser), threadName(program, detail.writer)]
    return (
      `${loser} overwrites ${writer}'s update of ${locationText(program, detail.location)} with a value computed from ` +
      `its earlier read (step ${detail.read + 1})`
    )
  },
  marks: (_, { read, write, store }) => new Map([[store, `stale: read at ${read + 1}, changed at ${write + 1}`]]),
}

function accountOf(update: Found, { program, trace }: Replayed): Account<LostUpdate> | null {
  const last = trace.steps.length - 1
  const evidence = lostUpdatesIn(program, trace.steps).findLast((each) => {
    return each.store === last && each.location.variable === update.variable && linesOf(each) === linesOf(update)
  })
  return evidence === undefined ? null : lostUpdateAccount(evidence)
}

/** Returns what an execution shows in which an update is lost. */
export function lostUpdateAccount(evidence: LostUpdateEvidence): Account<LostUpdate> {
  const { location, loser, writer, read, write, store, ...lines } = evidence
  return {
    detail: { kind: 'lost-update', location, loser, writer, read, write, store },
    threads: [loser, writer],
    lines: [lines.readLine, lines.writeLine, lines.storeLine],
  }
}

/** Returns the lines of a lost update, each once and in order, as text. */
function linesOf({ readLine, writeLine, storeLine }: Pick<Found, 'readLine' | 'writeLine' | 'storeLine'>): string {
  return [...new Set([readLine, writeLine, storeLine])].sort((a, b) => a - b).join()
}
