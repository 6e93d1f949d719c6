import type { Channel, Code, Expression, Instruction, Program } from './program.ts'

/** One of the messages that a `select` would send or receive. */
export interface Offer {
  /** Its number among the offers of its `select`, from 1. */
  readonly number: number
  readonly channel: number
  /** The message that it would send; null if it would receive one. */
  readonly value: Expression | null
  /** Where the thread continues afterwards. */
  readonly target: number
}

/** The most messages that a channel may hold: each is a word of every state. */
export const mostMessages = 64

/** Returns the channels of a program. */
export function channelsOf({ channels }: Program): readonly Channel[] {
  return channels ?? []
}

/** Returns the offers of the `select` at a position, and the position after the last of them. */
export function offersAt({ instructions }: Code, pc: number): { readonly offers: readonly Offer[]; readonly after: number } {
  const offers: Offer[] = []
  for (let at = pc + 1; ; at++) {
    const offer = offerIn(instructions[at], offers.length + 1)
    if (offer === null) return { offers, after: at }
    offers.push(offer)
  }
}

function offerIn(instruction: Instruction | undefined, number: number): Offer | null {
  if (instruction?.op === 'offer_receive') return { ...placeOf(instruction), number, value: null }
  return instruction?.op === 'offer_send' ? { ...placeOf(instruction), number, value: instruction.value } : null
}

function placeOf({ channel, target }: Pick<Offer, 'channel' | 'target'>): Pick<Offer, 'channel' | 'target'> {
  return { channel, target }
}

/** Reports whether two offers are the two sides of one exchange, of a channel that holds no messages. */
export function matches(one: Offer, other: Offer): boolean {
  return one.channel === other.channel && (one.value === null) !== (other.value === null)
}

/** Returns the state of a channel as text: `[1, 2]`, `closed`, `[1], closed`; empty for an open one that holds no messages. */
export function channelText(messages: readonly number[], closed: boolean, capacity: number): string {
  const content = capacity === 0 || (closed && messages.length === 0) ? '' : `[${messages.join(', ')}]`
  return [content, closed ? 'closed' : ''].filter((each) => each !== '').join(', ')
}
