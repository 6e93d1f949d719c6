import { present } from '../base/bug.ts'
import { channelsOf, matches, type Offer, offersAt } from '../program/channels.ts'
import type { Instruction } from '../program/program.ts'
import { type Layout, Status } from '../space/layout.ts'
import { type Compute, compileExpression, type Scope, StepFailure, type Vector } from './expression.ts'
import type { Recorder } from './recorder.ts'

type Effect = (state: Vector) => void

const misuse = new StepFailure('channel-misuse')

/** A `select`, compiled for one thread at one position. */
export interface Selecting {
  isBlocked(state: Vector): boolean
  readonly effect: Effect
}

/** An offer with the value that it would send. */
interface Own {
  readonly offer: Offer
  readonly value: Compute | null
  readonly capacity: number
  /** Offers of other threads that fit it. */
  readonly others: readonly Other[]
}

/** An offer of another thread, at a position where that waits. */
interface Other {
  readonly thread: number
  readonly pc: number
  readonly offer: Offer
  readonly value: Compute | null
  /** All values that the thread would send there: if one does not exist, it has no offers. */
  readonly values: readonly Compute[]
  /** All offers there. */
  readonly offers: readonly Offer[]
}

export function compileSelect(
  { otherwise }: Instruction & { readonly op: 'select' },
  pc: number,
  scope: Scope,
  recorder: Recorder,
): Selecting {
  const { program, layout, thread } = scope
  const code = present(program.codes[program.threads[thread]?.code ?? -1], 'code')
  const { offers, after } = offersAt(code, pc)
  const asks = otherwise === true
  const own = offers.map((offer): Own => {
    const capacity = present(channelsOf(program)[offer.channel], 'channel').capacity
    const leavesItToOthers = offer.value === null && !asks
    return {
      offer,
      value: messageOf(offer, scope),
      capacity,
      others: capacity > 0 || leavesItToOthers ? [] : othersFitting(scope, offer),
    }
  })
  const values = own.flatMap(({ value }) => value ?? [])
  const ready = (state: Vector): Own[] => {
    const sleeps = !asks && needsOthers(offers, scope, state)
    return own.filter((each) => isReadyAlone(each.offer, scope, state) || partners(each, sleeps, scope, state).length > 0)
  }
  const counter = layout.pc(thread)
  const exchanging = new Exchanging(scope, recorder)
  return {
    isBlocked: (state) => !asks && values.every((value) => exists(value, state)) && ready(state).length === 0,
    effect: (state) => {
      for (const value of values) value(state)
      const chosen = exchanging.pick(ready(state), ({ offer }) => offer)
      if (chosen === null) {
        state[counter] = after
        return
      }
      exchanging.take(chosen, !asks && needsOthers(offers, scope, state), state)
      state[counter] = chosen.offer.target
    },
  }
}

/** Compiles the closing of a channel. */
export function compileClose(channel: number, { layout }: Scope): Effect {
  const closed = layout.closed(channel)
  return (state) => {
    if (state[closed] === 1) throw misuse
    state[closed] = 1
  }
}

function messageOf({ value }: Offer, scope: Scope): Compute | null {
  return value === null ? null : compileExpression(value, scope)
}

function exists(value: Compute, state: Vector): boolean {
  try {
    value(state)
    return true
  } catch (failure) {
    if (failure instanceof StepFailure) return false
    throw failure
  }
}

function othersFitting(scope: Scope, wanted: Offer): Other[] {
  const { program, thread: own } = scope
  return program.threads.flatMap(({ code }, thread) => (thread === own ? [] : othersOf(code, { ...scope, thread }, wanted)))
}

function othersOf(index: number, scope: Scope, wanted: Offer): Other[] {
  const { program, thread } = scope
  const code = present(program.codes[index], 'code')
  return code.instructions.flatMap((each, pc): Other[] => {
    if (each.op !== 'select' || each.otherwise === true) return []
    const { offers } = offersAt(code, pc)
    const fitting = offers.filter((offer) => matches(wanted, offer))
    if (fitting.length === 0) return []
    const values = offers.flatMap((offer) => messageOf(offer, scope) ?? [])
    return fitting.map((offer) => ({ thread, pc, offer, value: messageOf(offer, scope), values, offers }))
  })
}

function waits({ thread, pc, values }: Other, state: Vector, layout: Layout): boolean {
  return (
    state[layout.pc(thread)] === pc &&
    state[layout.status(thread)] === Status.running &&
    values.every((value) => exists(value, state))
  )
}

/**
 * Returns the offers of other threads with which one can be exchanged. One of the two threads must be asleep when the other
 * comes, which those that can go on by themselves never are.
 */
function partners({ others }: Own, sleeps: boolean, scope: Scope, state: Vector): Other[] {
  return others.filter((each) => waits(each, state, scope.layout) && (sleeps || needsOthers(each.offers, scope, state)))
}

function needsOthers(offers: readonly Offer[], scope: Scope, state: Vector): boolean {
  return !offers.some((offer) => isReadyAlone(offer, scope, state))
}

/** Reports whether an offer is ready without another thread: there is room, or a message, or the channel is closed. */
function isReadyAlone({ channel, value }: Offer, { program, layout }: Scope, state: Vector): boolean {
  if (state[layout.closed(channel)] === 1) return true
  const messages = state[layout.messages(channel)] ?? 0
  const capacity = channelsOf(program)[channel]?.capacity ?? 0
  return value === null ? messages > 0 : messages < capacity
}

/** What happens to the offers that are taken. */
class Exchanging {
  private readonly scope: Scope
  private readonly recorder: Recorder

  constructor(scope: Scope, recorder: Recorder) {
    this.scope = scope
    this.recorder = recorder
  }

  /** Chooses one of several; null if there is none. */
  pick<T>(all: readonly T[], offerOf: (each: T) => Offer): T | null {
    const [first] = all
    if (first === undefined || all.length === 1) return first ?? null
    const chosen = present(all[this.recorder.choose(all.length)], 'offer')
    this.recorder.chose({ kind: 'value', value: offerOf(chosen).number })
    return chosen
  }

  /** Takes an offer; `sleeps` says whether the thread could have been asleep there. */
  take(own: Own, sleeps: boolean, state: Vector): void {
    const { channel } = own.offer
    const closed = state[this.scope.layout.closed(channel)] === 1
    if (closed && own.value !== null) throw misuse
    if (!closed && own.capacity === 0) this.exchange(own, sleeps, state)
    else if (own.value === null) this.receive(channel, own.capacity, state)
    else this.send(channel, own.value(state), state)
  }

  private exchange(own: Own, sleeps: boolean, state: Vector): void {
    const { recorder, scope } = this
    const { layout, thread: actor } = scope
    const waiting = partners(own, sleeps, scope, state)
    const threads = [...new Set(waiting.map(({ thread }) => thread))]
    const partner = present(threads[recorder.choose(threads.length)], 'partner')
    recorder.chose({ kind: 'wake', thread: partner })
    const other = this.pick(
      waiting.filter(({ thread }) => thread === partner),
      ({ offer }) => offer,
    )
    if (other === null) return
    if (own.value === null) recorder.received[actor] = other.value?.(state) ?? 0
    else recorder.received[partner] = own.value(state)
    state[layout.pc(partner)] = other.offer.target
    recorder.freed.push(partner)
  }

  private send(channel: number, value: number, state: Vector): void {
    const { layout } = this.scope
    const at = layout.messages(channel)
    const messages = state[at] ?? 0
    state[layout.message(channel, messages)] = value
    state[at] = messages + 1
  }

  private receive(channel: number, capacity: number, state: Vector): void {
    const { recorder, scope } = this
    const { layout, thread } = scope
    const at = layout.messages(channel)
    const messages = state[at] ?? 0
    if (messages === 0) return // closed
    recorder.received[thread] = state[layout.message(channel, 0)] ?? 0
    for (let index = 1; index < capacity; index++) {
      state[layout.message(channel, index - 1)] = state[layout.message(channel, index)] ?? 0
    }
    state[layout.message(channel, capacity - 1)] = 0
    state[at] = messages - 1
  }
}
