import type { RacingAccess } from '../analysis/finding.ts'
import type { Lockset } from '../analysis/locksets.ts'
import { type Race, RaceObserver } from '../analysis/races.ts'
import { present } from '../base/bug.ts'
import { listed } from '../base/words.ts'
import type { Location } from '../program/access.ts'
import { locationText, threadName } from '../program/print.ts'
import { instructionAt, type Program } from '../program/program.ts'
import { pendingAccesses } from '../semantics/step.ts'
import { type Account, candidatesOf, type FindingRule, type Replayed } from './rule.ts'
import { mutexName } from './waiting.ts'

export interface DataRace {
  readonly kind: 'data-race'
  readonly location: Location
  /** Both are about to access the location after the last step of the trace. */
  readonly accesses: readonly [RacingAccess, RacingAccess]
  /** The locks that each of the two threads holds there. */
  readonly held: readonly [readonly number[], readonly number[]]
  /** Which locks are held at each line that accesses the variable; only if some are, in a complete space that is not large. */
  readonly locksets?: readonly Lockset[]
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
    const [oneHolds, otherHolds] = detail.held.map((locks) => heldText(program, locks))
    return (
      `${threadName(program, one.thread)} is about to ${accessText(one, oneHolds)} while ` +
      `${threadName(program, other.thread)} is about to ${accessText(other, otherHolds)}, and nothing orders the two`
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
  const heldBy = ({ thread }: RacingAccess): number[] =>
    state.mutexes.flatMap(({ owner }, mutex) => (owner === thread ? [mutex] : []))
  return {
    detail: { kind: 'data-race', location, accesses, held: [heldBy(accesses[0]), heldBy(accesses[1])] },
    threads: accesses.map((each) => each.thread),
    lines: accesses.map((each) => each.line),
  }
}

function accessText({ write, line }: RacingAccess, holds = ''): string {
  return `${write ? 'write' : 'read'} it (line ${line}${holds})`
}

/** Returns `, holding m`; nothing in a program without locks. */
function heldText(program: Program, locks: readonly number[]): string {
  if (program.mutexes.length === 0) return ''
  return `, holding ${locks.length === 0 ? 'no lock' : listed(locks.map((each) => mutexName(program, each)))}`
}

/** Returns `balance is accessed with m at lines 4 and 6, with no lock at line 9`; null if it is not known. */
export function locksetText(program: Program, { location, locksets }: DataRace): string | null {
  if (locksets === undefined) return null
  const byLocks = new Map<string, number[]>()
  for (const { line, locks } of locksets) {
    const names = locks.length === 0 ? 'no lock' : listed(locks.map((each) => mutexName(program, each)))
    byLocks.set(names, [...(byLocks.get(names) ?? []), line])
  }
  const parts = [...byLocks].map(
    ([names, lines]) => `with ${names} at ${lines.length === 1 ? 'line' : 'lines'} ${listed(lines.map(String))}`,
  )
  const { name } = present(program.shared[location.variable], 'variable')
  return `${name} is accessed ${parts.join(', ')}`
}
