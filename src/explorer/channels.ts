import { present } from '../base/bug.ts'
import { channelsOf, matches, type Offer, offersAt } from '../program/channels.ts'
import type { Instruction, Program } from '../program/program.ts'
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
  const ready = (state: Vector): Own[] => own.filter((each) => isReady(each, state, layout))
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
      exchanging.take(chosen, state)
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
  return program.threads.flatMap(({ code }, thread) => (thread === own ? [] : othersOf(program, code, thread, scope, wanted)))
}

function othersOf(program: Program, index: number, thread: number, { layout }: Scope, wanted: Offer): Other[] {
  const code = present(program.codes[index], 'code')
  const scope = { program, layout, thread }
  return code.instructions.flatMap((each, pc): Other[] => {
    if (each.op !== 'select' || each.otherwise === true) return []
    const { offers } = offersAt(code, pc)
    const fitting = offers.filter((offer) => matches(wanted, offer))
    if (fitting.length === 0) return []
    const values = offers.flatMap((offer) => messageOf(offer, scope) ?? [])
    return fitting.map((offer) => ({ thread, pc, offer, value: messageOf(offer, scope), values }))
  })
}

function waits({ thread, pc, values }: Other, state: Vector, layout: Layout): boolean {
  return (
    state[layout.pc(thread)] === pc &&
    state[layout.status(thread)] === Status.running &&
    values.every((value) => exists(value, state))
  )
}

function isReady({ offer: { channel, value }, capacity, others }: Own, state: Vector, layout: Layout): boolean {
  if (state[layout.closed(channel)] === 1) return true
  const messages = state[layout.messages(channel)] ?? 0
  if (capacity > 0) return value === null ? messages > 0 : messages < capacity
  return others.some((each) => waits(each, state, layout))
}

/** What happens to the offers that are taken. */
class Exchanging {
  private readonly layout: Layout
  private readonly thread: number
  private readonly recorder: Recorder

  constructor({ layout, thread }: Scope, recorder: Recorder) {
    this.layout = layout
    this.thread = thread
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

  take(own: Own, state: Vector): void {
    const { channel } = own.offer
    const closed = state[this.layout.closed(channel)] === 1
    if (closed && own.value !== null) throw misuse
    if (!closed && own.capacity === 0) this.exchange(own, state)
    else if (own.value === null) this.receive(channel, own.capacity, state)
    else this.send(channel, own.value(state), state)
  }

  private exchange({ value, others }: Own, state: Vector): void {
    const { layout, recorder } = this
    const waiting = others.filter((each) => waits(each, state, layout))
    const threads = [...new Set(waiting.map(({ thread }) => thread))]
    const partner = present(threads[recorder.choose(threads.length)], 'partner')
    recorder.chose({ kind: 'wake', thread: partner })
    const other = this.pick(
      waiting.filter(({ thread }) => thread === partner),
      ({ offer }) => offer,
    )
    if (other === null) return
    if (value === null) recorder.received[this.thread] = other.value?.(state) ?? 0
    else recorder.received[partner] = value(state)
    state[layout.pc(partner)] = other.offer.target
    recorder.freed.push(partner)
  }

  private send(channel: number, value: number, state: Vector): void {
    const { layout } = this
    const at = layout.messages(channel)
    const messages = state[at] ?? 0
    state[layout.message(channel, messages)] = value
    state[at] = messages + 1
  }

  private receive(channel: number, capacity: number, state: Vector): void {
    const { layout, recorder } = this
    const at = layout.messages(channel)
    const messages = state[at] ?? 0
    if (messages === 0) return // closed
    recorder.received[this.thread] = state[layout.message(channel, 0)] ?? 0
    for (let index = 1; index < capacity; index++) {
      state[layout.message(channel, index - 1)] = state[layout.message(channel, index)] ?? 0
    }
    state[layout.message(channel, capacity - 1)] = 0
    state[at] = messages - 1
  }
}
