import type { RacingAccess } from '../analysis/finding.ts'
import { type Race, RaceObserver } from '../analysis/races.ts'
import type { Location } from '../program/access.ts'
import { locationText, threadName } from '../program/print.ts'
import { instructionAt } from '../program/program.ts'
import { pendingAccesses } from '../semantics/step.ts'
import { type Account, candidatesOf, type FindingRule, type Replayed } from './rule.ts'

export interface DataRace {
  readonly kind: 'data-race'
  readonly location: Location
  /** Both are about to access the location after the last step of the trace. */
  readonly accesses: readonly [RacingAccess, RacingAccess]
}

export const dataRace: FindingRule<DataRace> = {
  kind: 'data-race',
  name: 'data race',
  severity: 'error',
  inReducedSpaces: true,
  searches: [
    {
      in: 'states',
      begin: ({ program, labels }) => {
        const observer = new RaceObserver(program, labels)
        return { observer, candidates: () => candidatesOf(observer.races.all(), accountOf) }
      },
    },
  ],
  head: (program, { location }) => `data race on ${locationText(program, location)}`,
  explain: (program, { detail }) => {
    const [one, other] = detail.accesses
    return (
      `${threadName(program, one.thread)} is about to ${accessText(one)} while ` +
      `${threadName(program, other.thread)} is about to ${accessText(other)}, and nothing orders the two`
    )
  },
}

/** Both threads are at their lines, about to access the location. */
function accountOf({ location, accesses: [one, other] }: Race, replayed: Replayed): Account<DataRace> | null {
  const { program, rules, state, named } = replayed
  const isPending = ({ thread, line, write }: RacingAccess): boolean =>
    instructionAt(program, thread, state.threads[thread]?.pc ?? -1)?.line === line &&
    pendingAccesses(program, state, thread, rules).some(
      (each) =>
        each.location.variable === location.variable &&
        each.location.element === location.element &&
        (each.kind === 'write') === write,
    )
  const accesses = [
    { ...one, thread: named(one.thread) },
    { ...other, thread: named(other.thread) },
  ] as const
  if (!accesses.every(isPending)) return null
  return {
    detail: { kind: 'data-race', location, accesses },
    threads: accesses.map((each) => each.thread),
    lines: accesses.map((each) => each.line),
  }
}

function accessText({ write, line }: RacingAccess): string {
  return `${write ? 'write' : 'read'} it (line ${line})`
}
