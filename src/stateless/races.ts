import type { Waiting } from './execution.ts'
import { type Clock, join, type Order } from './order.ts'

/**
 * What has to be explored besides: from the state before the step `before`, some execution that begins with one of the
 * threads `first`. By thread, its next event.
 */
export interface Reversal {
  readonly before: number
  readonly first: ReadonlyMap<number, number>
}

/** Some steps of an execution: those before `end` which none of `without` is or happens before. */
interface Part {
  readonly end: number
  readonly without: readonly number[]
}

/**
 * Returns the reversals of all races between a step and those before it, as in Source-DPOR: Abdulla, Aronis, Jonsson and
 * Sagonas, *Source sets: a foundation for optimal dynamic partial order reduction*, J. ACM 64(4), 2017.
 *
 * Theirs is for steps that never stop others. Here a step that has to wait counts as an attempt that fails: it changes
 * nothing, depends on what the step would depend on, and is not executed but only compared with what came before, as
 * Flanagan and Godefroid (POPL 2005) compare the next step of each thread in each state. `attempt` is thus a step that was
 * taken after `end` others, or what a thread would do there that has to wait.
 */
export function reversalsOf(order: Order, attempt: Waiting, end: number): Reversal[] {
  return reversalsIn(order, attempt, { end, without: [] })
}

function reversalsIn(order: Order, attempt: Waiting, part: Part): Reversal[] {
  return racesIn(order, attempt, part).flatMap((race) => {
    if (isStart(order, race, attempt)) return []
    return behind(order, race, attempt, part) ?? reversal(order, race, attempt, part)
  })
}

/**
 * Returns the steps with which an attempt is in a race: it depends on them, and they happen before it for no other reason.
 */
function racesIn(order: Order, attempt: Waiting, part: Part): number[] {
  const past = [...order.clockOf(attempt.thread, part.end)]
  return conflictingIn(order, attempt, part).filter((each) => {
    if (order.isIn(each, past)) return false
    join(past, order.clock(each))
    return true
  })
}

function conflictingIn(order: Order, attempt: Waiting, part: Part): number[] {
  return order.conflicting(attempt, part.end, (index) => isPart(order, index, part))
}

function isPart(order: Order, index: number, { without }: Part): boolean {
  return without.every((each) => each !== index && !order.isBefore(each, index))
}

/**
 * Whether there was no such attempt before a step, so that the two have one order only: the step started the thread, or took
 * it along in place of a step of its own.
 */
function isStart(order: Order, race: number, { thread, event }: Waiting): boolean {
  const { enabled, blocked } = order.step(race)
  const isEnabled = enabled.includes(thread)
  const isThere = isEnabled || blocked.some((each) => each.thread === thread)
  if (!isThere) return order.isThere(thread, race + 1)
  return isEnabled && order.blockedAt(race + 1).some((each) => each.thread === thread && each.event < event)
}

/**
 * Returns the reversals behind a step without which the attempt would certainly have to wait, so that the other order of the
 * two need not be executed: those of the attempt that would fail. Null if that is not certain, or if such a reversal belongs
 * to a state in which this execution never was.
 */
function behind(order: Order, race: number, { thread, event, accesses }: Waiting, part: Part): Reversal[] | null {
  const wanted = accesses.filter(({ kind }) => kind === 'take')
  const opened = order.step(race).accesses.filter(({ opens }) => opens === true)
  if (!opened.some((access) => wanted.some((each) => each.object === access.object && each.part === access.part))) return null
  const failing: Waiting = { thread, event, accesses: wanted }
  const rest: Part = { end: part.end, without: [...part.without, race] }
  return racesIn(order, failing, rest).every((each) => each < race) ? reversalsIn(order, failing, rest) : null
}

/**
 * Returns what reverses one race: what did not happen after the earlier step goes before it, then the attempt. One that would
 * be first and has to wait there is nothing new, since it is compared with the steps before that state already.
 */
function reversal(order: Order, race: number, attempt: Waiting, part: Part): Reversal[] {
  const rest: Part = { end: part.end, without: [...part.without, race] }
  const first = firstOf(order, race, rest)
  const isFirst = !first.seen.has(attempt.thread) && conflictingIn(order, attempt, rest).every((each) => each < race)
  if (!isFirst) return [{ before: race, first: first.events }]
  if (!order.step(race).enabled.includes(attempt.thread)) return []
  return [{ before: race, first: new Map([[attempt.thread, attempt.event], ...first.events]) }]
}

/**
 * Returns the threads of the steps between a state and the end of a part, and the next event of those whose first step there
 * could as well be the first of all.
 */
function firstOf(
  order: Order,
  state: number,
  part: Part,
): { readonly seen: ReadonlySet<number>; readonly events: Map<number, number> } {
  const past = order.clockAt(state)
  const seen = new Set<number>()
  const events = new Map<number, number>()
  for (let index = state; index < part.end; index++) {
    const { thread, event } = order.step(index)
    if (seen.has(thread) || !isPart(order, index, part)) continue
    seen.add(thread)
    if (isAllIn(order.clock(index), past, thread)) events.set(thread, event)
  }
  return { seen, events }
}

/** Whether a past is part of another one, but for the steps of one thread. */
function isAllIn(clock: Clock, past: Clock, but: number): boolean {
  return clock.every((count, thread) => thread === but || count <= (past[thread] ?? 0))
}
