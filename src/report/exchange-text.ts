import { present } from '../base/bug.ts'
import { channelsOf } from '../program/channels.ts'
import { threadName } from '../program/print.ts'
import type { Program } from '../program/program.ts'
import type { TraceStep } from '../semantics/trace.ts'

/** Returns what a `select` did: `send 3 on c to B`, `receive 3 from c`. */
export function exchangePhrase(program: Program, { exchange, instruction }: TraceStep): string {
  if (exchange === null) return instruction.text ?? instruction.op // it failed
  const { offer, channel, value, ok, partner } = exchange
  if (offer === null) return 'else: nothing is ready'
  const name = nameOf(program, channel)
  const other = partner === null ? null : threadName(program, partner)
  if (offer === 'send') return `send ${value} on ${name}${other === null ? '' : ` to ${other}`}`
  if (!ok) return `receive from ${name}, which is closed`
  return `receive ${value} from ${name}${other === null ? '' : `, sent by ${other}`}`
}

/** Returns what the other thread did in the step in which a message went directly from one to the other. */
export function partnerPhrase(
  program: Program,
  { exchange, thread }: TraceStep,
): { readonly thread: number; readonly text: string } | null {
  if (exchange === null || exchange.partner === null) return null
  const { channel, offer, value, partner } = exchange
  const name = nameOf(program, channel)
  const own = threadName(program, thread)
  const text = offer === 'send' ? `receive ${value} from ${name}, sent by ${own}` : `send ${value} on ${name} to ${own}`
  return { thread: partner, text }
}

function nameOf(program: Program, channel: number): string {
  return present(channelsOf(program)[channel], 'channel').name
}
