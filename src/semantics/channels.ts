import { Bug, present } from '../base/bug.ts'
import { channelsOf, matches, type Offer, offersAt } from '../program/channels.ts'
import { type Choice, type Code, type Instruction, instructionAt, type Program } from '../program/program.ts'
import { Fault } from './evaluate.ts'
import { Execution } from './execution.ts'

type Select = Instruction & { readonly op: 'select' }

/** An offer that is ready, and the offers of other threads that fit it, if a message has to go directly. */
interface Way {
  readonly offer: Offer
  readonly partners: readonly Partner[] | null
}

interface Partner {
  readonly thread: number
  readonly offer: Offer
}

/** Reports whether a `select` is blocked: no offer is ready, and it may not do otherwise. */
export function selectMustWait(run: Execution, select: Select): boolean {
  if (select.otherwise === true) return false
  try {
    return waysOf(run, select).length === 0
  } catch (error) {
    if (error instanceof Fault) return false // its step fails
    throw error
  }
}

/** Takes one of the offers that are ready. */
export function select(run: Execution, instruction: Select): void {
  run.recordOther()
  const { after } = offersOf(run.program, run.actor, run.thread.pc)
  const ways = waysOf(run, instruction)
  const way = chooseOf(run, ways, ({ offer }) => offer)
  if (way === null) {
    if (instruction.otherwise !== true) throw new Bug('no offer of a select is ready')
    run.exchange = { offer: null, channel: 0, value: 0, ok: false, partner: null }
    run.thread.pc = after
    return
  }
  const { offer, partners } = way
  if (partners !== null) exchange(run, offer, partnerOf(run, partners))
  else if (offer.value === null) receive(run, offer)
  else send(run, offer, run.evaluate(offer.value))
  run.thread.pc = offer.target
}

/** Closes a channel. */
export function close(run: Execution, channel: number): void {
  run.recordOther()
  const state = run.channel(channel)
  if (state.closed) throw new Fault('channel-misuse', `${nameOf(run.program, channel)} is closed already`)
  state.closed = true
}

function send(run: Execution, { channel }: Offer, value: number): void {
  const state = run.channel(channel)
  if (state.closed) throw new Fault('channel-misuse', `${nameOf(run.program, channel)} is closed`)
  state.messages.push(value)
  run.exchange = { offer: 'send', channel, value, ok: true, partner: null }
}

function receive(run: Execution, { channel }: Offer): void {
  const { messages } = run.channel(channel)
  const value = messages.shift()
  const message = { value: value ?? 0, ok: value !== undefined }
  run.receive(run.actor, message)
  run.exchange = { offer: 'receive', channel, ...message, partner: null }
}

/** Lets a message go from the thread that sends it to the thread that receives it. The partner goes on as well. */
function exchange(run: Execution, own: Offer, { thread, offer }: Partner): void {
  const { channel } = own
  const [sender, receiver] = own.value === null ? [thread, run.actor] : [run.actor, thread]
  const value = messageOf(run, sender, own.value === null ? offer : own)
  run.receive(receiver, { value, ok: true })
  run.threadAt(thread).pc = offer.target
  run.freed.push(thread)
  run.exchange = { offer: own.value === null ? 'receive' : 'send', channel, value, ok: true, partner: thread }
}

/** Chooses one of several, by the number of its offer; null if there is none. */
function chooseOf<T>(run: Execution, all: readonly T[], offerOf: (each: T) => Offer): T | null {
  const [first] = all
  if (first === undefined || all.length === 1) return first ?? null
  const choice = run.choose(all.map((each): Choice => ({ kind: 'value', value: offerOf(each).number })))
  return present(
    all.find((each) => choice.kind === 'value' && offerOf(each).number === choice.value),
    'offer',
  )
}

/** Chooses the thread to exchange a message with, and if it has several offers that matches, one of them. */
function partnerOf(run: Execution, partners: readonly Partner[]): Partner {
  const threads = [...new Set(partners.map(({ thread }) => thread))]
  const choice = run.choose(threads.map((thread): Choice => ({ kind: 'wake', thread })))
  const own = partners.filter(({ thread }) => choice.kind === 'wake' && choice.thread === thread)
  return present(
    chooseOf(run, own, ({ offer }) => offer),
    'partner',
  )
}

/** Returns the offers of a `select` that are ready. Throws `Fault` if a value that it would send does not exist. */
function waysOf(run: Execution, { otherwise }: Select): Way[] {
  const { offers } = offersOf(run.program, run.actor, run.thread.pc)
  for (const { value } of offers) if (value !== null) run.evaluate(value)
  const waits = otherwise !== true && needsOthers(run, run.actor)
  return offers.flatMap((offer): Way[] => {
    if (isReadyAlone(run, offer)) return [{ offer, partners: null }]
    // A thread that waits leaves the step of both to the one that sends.
    if (!isDirect(run.program, offer) || (offer.value === null && otherwise !== true)) return []
    // One of the two must be asleep when the other comes, which those that can go on by themselves never are.
    const partners = partnersFor(run, offer).filter(({ thread }) => waits || needsOthers(run, thread))
    return partners.length === 0 ? [] : [{ offer, partners }]
  })
}

/** Reports whether messages of a channel go directly from one thread to another. */
function isDirect(program: Program, { channel }: Offer): boolean {
  return present(channelsOf(program)[channel], 'channel').capacity === 0
}

/** Reports whether an offer is ready without another thread: there is room, or a message, or the channel is closed. */
function isReadyAlone(run: Execution, { channel, value }: Offer): boolean {
  const { messages, closed } = run.channel(channel)
  const { capacity } = present(channelsOf(run.program)[channel], 'channel')
  return closed || (value === null ? messages.length > 0 : messages.length < capacity)
}

/** Reports whether a thread can leave its `select` only together with another one: then it is asleep there. */
function needsOthers(run: Execution, thread: number): boolean {
  const { pc } = present(run.state.threads[thread], 'thread')
  return !offersOf(run.program, thread, pc).offers.some((offer) => isReadyAlone(run, offer))
}

/** Returns the offers that fit one, of the other threads that wait in a `select`. */
function partnersFor(run: Execution, wanted: Offer): Partner[] {
  const { program, state } = run
  return program.threads.flatMap((_, thread): Partner[] => {
    const { status, pc } = present(state.threads[thread], 'thread')
    const instruction = instructionAt(program, thread, pc)
    if (thread === run.actor || status !== 'running' || instruction?.op !== 'select' || instruction.otherwise === true)
      return []
    const { offers } = offersOf(program, thread, pc)
    if (!offers.every((each) => hasValue(run, thread, each))) return []
    return offers.flatMap((offer) => (matches(wanted, offer) ? [{ thread, offer }] : []))
  })
}

function messageOf({ program, state, choose }: Execution, thread: number, { value }: Offer): number {
  return value === null ? 0 : new Execution(program, state, thread, choose).evaluate(value)
}

function hasValue(run: Execution, thread: number, offer: Offer): boolean {
  try {
    messageOf(run, thread, offer)
    return true
  } catch (error) {
    if (error instanceof Fault) return false
    throw error
  }
}

function offersOf(program: Program, thread: number, pc: number): ReturnType<typeof offersAt> {
  const code: Code | undefined = program.codes[program.threads[thread]?.code ?? -1]
  return offersAt(present(code, 'code'), pc)
}

function nameOf(program: Program, channel: number): string {
  return present(channelsOf(program)[channel], 'channel').name
}
