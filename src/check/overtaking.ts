import { type OvertakingPair, overtakingIn, overtakingWay } from '../analysis/overtaking.ts'
import { present } from '../base/bug.ts'
import { threadName } from '../program/print.ts'
import type { Program, Rules } from '../program/program.ts'
import { type CriticalSection, criticalSections, entersSection, type SectionThread } from '../program/sections.ts'
import { stateKey } from '../semantics/enumerate.ts'
import type { State } from '../semantics/state.ts'
import type { Trace, TraceStep } from '../semantics/trace.ts'
import type { Edges, StateSpace } from '../space/space.ts'
import { lastState } from './certify.ts'
import { largeStates } from './options.ts'
import { asksForOvertaking } from './overtaking-bounds.ts'
import type { Shown } from './shown.ts'
import { certified, confirm, type Witnesses } from './witnesses.ts'

/** How often threads overtake each other at a critical section. */
export interface Overtaking {
  /** The name of the section; empty if it has none. */
  readonly section: string
  readonly pairs: readonly OvertakingPair[]
  /** The first pair with the greatest bound. */
  readonly worst: OvertakingPair
  /**
   * Returns an execution in which the one thread overtakes the other so often, confirmed by the reference interpreter; null
   * if none overtakes another.
   */
  readonly witness: (() => Shown) | null
}

/**
 * Returns how often threads overtake each other at the critical sections of a program; null if its space is too large to
 * look without being asked. `edges` are all transitions of the program itself.
 */
export function overtakings(space: StateSpace, edges: Edges, witnesses: Witnesses, rules: Rules): Overtaking[] | null {
  const { program } = space
  if (space.count > largeStates && !asksForOvertaking(program)) return null
  return criticalSections(program).flatMap((section) => {
    const pairs = overtakingIn(space, edges, section)
    const [first, ...others] = pairs
    if (first === undefined) return []
    const worst = others.reduce((most, each) => (each.most > most.most ? each : most), first)
    const witness = (): Shown => shownWay(space, edges, section, worst, witnesses, rules)
    return [{ section: section.name, pairs, worst, witness: worst.most === 0 ? null : witness }]
  })
}

function shownWay(
  space: StateSpace,
  edges: Edges,
  section: CriticalSection,
  pair: OvertakingPair,
  witnesses: Witnesses,
  rules: Rules,
): Shown {
  const { target, moves, round } = overtakingWay(space, edges, section, pair)
  const before = witnesses.to([target]).trace
  const cycleFrom = round === null ? null : before.steps.length + moves.length
  const trace = certified(witnesses.program, [...before.schedule, ...moves, ...(round ?? [])], rules)
  confirm(showsOvertaking(trace, section, pair, before.steps.length, cycleFrom), 'how often a thread overtakes another')
  return { trace, cycleFrom, notes: notesOn(witnesses.program, trace, section, pair, before.steps.length) }
}

/** Reports whether, from a position on, one thread waits and the other enters as often as claimed. */
function showsOvertaking(
  trace: Trace,
  { threads }: CriticalSection,
  { waits, enters, most }: OvertakingPair,
  from: number,
  cycleFrom: number | null,
): boolean {
  const [one, other] = [waits, enters].map((each) =>
    present(
      threads.find(({ thread }) => thread === each),
      'thread',
    ),
  )
  if (one === undefined || other === undefined) return false
  const steps = trace.steps.slice(from)
  const states = [trace.steps.at(from)?.before ?? lastState(trace), ...steps.map(({ after }) => after)]
  if (!states.every((state) => isWaiting(one, state)) || steps.some((step) => entersBy(one, step))) return false
  const count = (part: Trace['steps']): number => part.filter((step) => entersBy(other, step)).length
  if (cycleFrom === null) return count(steps) === most
  const round = trace.steps.slice(cycleFrom)
  const [first, last] = [round[0], round.at(-1)]
  return first !== undefined && last !== undefined && stateKey(first.before) === stateKey(last.after) && count(round) > 0
}

/** Says where the waiting begins, and which steps enter the section meanwhile. */
function notesOn(
  program: Program,
  trace: Trace,
  { threads }: CriticalSection,
  { waits, enters }: OvertakingPair,
  from: number,
): Map<number, string> {
  const other = present(
    threads.find(({ thread }) => thread === enters),
    'thread of a section',
  )
  const entries = trace.steps.flatMap((step, at): [number, string][] => {
    return at >= from && entersBy(other, step) ? [[at, `${threadName(program, enters)} enters`]] : []
  })
  return new Map([[from - 1, `${threadName(program, waits)} waits from here on`], ...entries])
}

function isInside({ thread, inside }: SectionThread, state: State): boolean {
  return (state.threads[thread]?.registers[inside] ?? 0) !== 0
}

function isWaiting(place: SectionThread, state: State): boolean {
  const { status, registers } = present(state.threads[place.thread], 'thread')
  if (isInside(place, state) || status === 'finished' || status === 'crashed') return false
  return place.waiting === null || registers[place.waiting] !== 0
}

function entersBy(place: SectionThread, step: TraceStep): boolean {
  return entersSection(place, step, isInside(place, step.before), isInside(place, step.after))
}
