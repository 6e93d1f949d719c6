import { present } from '../base/bug.ts'
import type { Access, Location } from '../program/access.ts'
import { shareLoop } from '../program/event-loops.ts'
import { instructionAt, type Program } from '../program/program.ts'
import type { Observer, Visit } from '../space/observer.ts'
import type { Label } from '../space/space.ts'
import { raceKeyOf } from '../space/watch.ts'
import type { RacingAccess } from './finding.ts'
import { Nearest } from './targets.ts'

export interface Race {
  readonly location: Location
  readonly accesses: readonly [RacingAccess, RacingAccess]
}

/**
 * Finds data races by adjacency: two threads are about to access the same location in the same state, at least one of them
 * to write it, and at least one of them plainly. Needs every thread's next step in each visited state.
 */
export class RaceObserver implements Observer {
  readonly races: Nearest<Race> = new Nearest()
  private readonly program: Program
  private readonly labels: readonly Label[]
  /** By pair of labels: the races between them. Most pairs have none. */
  private readonly conflicts = new Map<number, readonly Race[]>()

  constructor(program: Program, labels: readonly Label[]) {
    this.program = program
    this.labels = labels
  }

  visit({ state, depth, steps, blocked }: Visit): void {
    for (let one = 0; one < steps.length; one++) {
      const first = steps[one] ?? 0
      if (this.labels[first]?.accesses.length === 0) continue
      for (let other = one + 1; other < steps.length; other++) this.compare(first, steps[other] ?? 0, state, depth)
      for (const other of blocked) this.compare(first, other, state, depth)
    }
  }

  knows(key: string): boolean {
    return this.races.has(key)
  }

  private compare(first: number, second: number, state: number, depth: number): void {
    const key = first * 0x4000000 + second
    let races = this.conflicts.get(key)
    if (races === undefined) {
      races = this.racesBetween(present(this.labels[first], 'label'), present(this.labels[second], 'label'))
      this.conflicts.set(key, races)
    }
    for (const race of races) this.races.add(raceKey(race), depth, { state, label: null }, () => race)
  }

  private racesBetween(first: Label, second: Label): readonly Race[] {
    if (first.thread === second.thread || shareLoop(this.program, first.thread, second.thread)) return []
    const races: Race[] = []
    const others = telling(second.accesses)
    for (const one of telling(first.accesses)) {
      for (const other of others) {
        if (
          !isSame(one.location, other.location) ||
          (one.kind === 'read' && other.kind === 'read') ||
          !(one.plain || other.plain)
        )
          continue
        const pair: [RacingAccess, RacingAccess] = [this.access(first, one.kind), this.access(second, other.kind)]
        const race = { location: one.location, accesses: first.thread < second.thread ? pair : swapped(pair) }
        if (!races.some((known) => raceKey(known) === raceKey(race))) races.push(race)
      }
    }
    return races
  }

  private access({ thread, pc }: Label, kind: 'read' | 'write'): RacingAccess {
    const { line } = present(instructionAt(this.program, thread, pc), 'instruction')
    return { thread, line, write: kind === 'write' }
  }
}

/** Returns accesses without reads that only find out, as part of a plain write, what it overwrites. */
function telling(all: readonly Access[]): readonly Access[] {
  const accesses = distinct(all)
  const isOverwritten = ({ location, kind, plain }: Access): boolean =>
    kind === 'read' && !plain && accesses.some((each) => each.kind === 'write' && each.plain && isSame(each.location, location))
  return accesses.length < 2 ? accesses : accesses.filter((each) => !isOverwritten(each))
}

function isSame(one: Location, other: Location): boolean {
  return one.variable === other.variable && one.element === other.element
}

/** Returns each access once: an `atomic` block with a loop may access a variable very often. */
function distinct(accesses: readonly Access[]): readonly Access[] {
  if (accesses.length < 8) return accesses
  const keyOf = ({ location, kind, plain }: Access): string => `${location.variable} ${location.element} ${kind} ${plain}`
  return [...new Map(accesses.map((access) => [keyOf(access), access])).values()]
}

function swapped([one, other]: readonly [RacingAccess, RacingAccess]): [RacingAccess, RacingAccess] {
  return [other, one]
}

function raceKey({ location, accesses: [one, other] }: Race): string {
  return raceKeyOf(location.variable, one.line, other.line)
}
