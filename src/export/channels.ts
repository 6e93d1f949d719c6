import { present } from '../base/bug.ts'
import { channelsOf, matches, type Offer, offersAt } from '../program/channels.ts'
import type { Choice, Instruction } from '../program/program.ts'
import type { Context } from './context.ts'
import { conditionOf } from './instructions.ts'
import type { Statement, Term, Variable, Way } from './model.ts'
import type { Meeting } from './needs.ts'
import { refusalOf } from './refusal.ts'
import { handedWay, way } from './stations.ts'
import { all, any, assign, binaryTerm, cellOf, equals, go, lengthOf, me, not, number, read, when } from './terms.ts'

type Select = Instruction & { readonly op: 'select' }

/** Returns the steps from a `select`, as `semantics/channels.ts` defines them. */
export function selectWays(context: Context, instruction: Select, pc: number): Way[] {
  const { offers, after } = offersAt(context.body, pc)
  const own = meetingAt(context, pc)
  const faults = offers.flatMap(({ value }) => (value === null ? [] : context.lower(value, pc).faults))
  const fine = not(any(faults.map((fault) => fault.when)))
  const leave: Statement[] = own === null ? [] : [assign(cellOf(standsOf(context), me), number(0))]
  const alone = offers.map((offer): Way => {
    const choices: Choice[] = [{ kind: 'value', value: offer.number }]
    return {
      when: isReadyAlone(context, offer),
      choices,
      handed: false,
      body: [...leave, ...exchangeAlone(context, offer, pc)],
    }
  })
  const met = offers.flatMap((offer) => meetingWays(context, instruction, offers, offer, pc, leave))
  const ready = [...alone, ...met].map((each) => ({
    ...each,
    when: faults.length === 0 ? each.when : all([fine, each.when ?? number(1)]),
  }))
  const none = all(ready.map((each) => not(each.when ?? number(1))))
  return [
    ...(faults.length === 0 ? [] : [way(any(faults.map((fault) => fault.when)), context.checks(faults))]),
    ...ready,
    ...(instruction.otherwise === true ? [way(faults.length === 0 ? none : all([fine, none]), [go(after)])] : []),
    ...(own === null ? [] : [metWay(context, offers)]),
  ]
}

function standsOf(context: Context): Variable {
  return present(context.globals.stands, 'threads that meet')
}

function meetingAt({ needs, code }: Context, pc: number): Meeting | null {
  return needs.meetings.find((each) => each.code === code && each.pc === pc) ?? null
}

/** What a thread says that comes to a position: that it can be met there. */
export function standAt(context: Context, pc: number): Statement[] {
  const own = meetingAt(context, pc)
  if (own === null) return []
  const { offers } = offersAt(context.body, pc)
  const faults = offers.flatMap(({ value }) => (value === null ? [] : context.lower(value, pc).faults))
  const stands = assign(cellOf(standsOf(context), me), number(own.number))
  return faults.length === 0 ? [stands] : when(not(any(faults.map((fault) => fault.when))), [stands])
}

function isClosed(context: Context, channel: number): Term {
  const closed = context.globals.closed[channel] ?? null
  return closed === null ? number(0) : conditionOf(read(closed))
}

function isReadyAlone(context: Context, { channel, value }: Offer): Term {
  const buffer = context.globals.buffer[channel] ?? null
  const closed = isClosed(context, channel)
  if (buffer === null) return closed
  const own =
    value === null ? binaryTerm('>', lengthOf(buffer), number(0)) : binaryTerm('<', lengthOf(buffer), number(buffer.capacity))
  return any([closed, own])
}

function exchangeAlone(context: Context, { channel, value, target }: Offer, pc: number): Statement[] {
  const buffer = context.globals.buffer[channel] ?? null
  if (value !== null) {
    const misuse = when(isClosed(context, channel), [context.fail('channel-misuse')])
    return buffer === null
      ? [...misuse, go(target)]
      : [...misuse, { kind: 'append', queue: buffer, value: context.lower(value, pc).term }, go(target)]
  }
  const { message, messageOk } = context
  if (buffer === null) return [go(target)]
  const to = message ?? context.old
  const taken: Statement[] = [
    { kind: 'take', queue: buffer, to: cellOf(to) },
    ...(message === null ? [assign(cellOf(to), number(0))] : []),
    ...(messageOk === null ? [] : [assign(cellOf(messageOk), number(1))]),
  ]
  const closes = context.globals.closed[channel] ?? null
  return [...(closes === null ? taken : when(binaryTerm('>', lengthOf(buffer), number(0)), taken)), go(target)]
}

/** Whether a thread can leave its `select` only together with another one. */
function needsOthers(context: Context, offers: readonly Offer[]): Term {
  return all(offers.map((offer) => not(isReadyAlone(context, offer))))
}

/** The steps in which a message goes from one thread to another, both of which are at a `select`. */
function meetingWays(
  context: Context,
  { otherwise, ...instruction }: Select,
  offers: readonly Offer[],
  offer: Offer,
  pc: number,
  leave: readonly Statement[],
): Way[] {
  const { program, needs, globals } = context
  if (channelsOf(program)[offer.channel]?.capacity !== 0) return []
  if (offer.value === null && otherwise !== true) return []
  const waits = otherwise === true ? number(0) : needsOthers(context, offers)
  return program.threads.flatMap((_, thread) =>
    needs.meetings.flatMap((meeting) => {
      if (program.threads[thread]?.code !== meeting.code || (context.threads.length === 1 && context.threads[0] === thread))
        return []
      const theirs = offersAt(present(program.codes[meeting.code], 'code'), meeting.pc).offers
      return theirs.flatMap((other): Way[] => {
        if (!matches(offer, other)) return []
        if (offer.value === null) {
          throw refusalOf(
            program,
            context.instruction(pc),
            `a select with an else that receives directly from a sender cannot be exported (${instruction.op})`,
          )
        }
        const isAsleep = any([waits, needsOthers(context, theirs)])
        const condition = all([
          ...(context.threads.length > 1 ? [not(equals(me, number(thread)))] : []),
          equals(read(standsOf(context), number(thread)), number(meeting.number)),
          not(isReadyAlone(context, offer)),
          isAsleep,
        ])
        const body: Statement[] = [
          ...leave,
          assign(cellOf(present(globals.mail, 'mail')), context.lower(offer.value, pc).term),
          assign(cellOf(present(globals.mailOffer, 'mail')), number(other.number)),
          { kind: 'free', threads: [{ thread, when: number(1) }] },
          go(offer.target),
        ]
        const choices: Choice[] = [
          { kind: 'value', value: offer.number },
          { kind: 'wake', thread },
          { kind: 'value', value: other.number },
        ]
        return [{ when: condition, body, choices, handed: false }]
      })
    }),
  )
}

/** What a thread does that is met at a `select`: it receives, since the one that sends takes the step. */
function metWay(context: Context, offers: readonly Offer[]): Way {
  const { globals, message, messageOk } = context
  const mail = present(globals.mail, 'mail')
  const mailOffer = present(globals.mailOffer, 'mail')
  const receiving = offers.filter(({ value }) => value === null)
  const led = receiving.map(({ number: own, target }) => ({
    when: equals(read(mailOffer), number(own)),
    body: [assign(cellOf(mailOffer), number(0)), go(target)],
  }))
  return handedWay(context, [
    assign(cellOf(standsOf(context), me), number(0)),
    ...(message === null ? [] : [assign(cellOf(message), read(mail))]),
    ...(messageOk === null ? [] : [assign(cellOf(messageOk), number(1))]),
    assign(cellOf(mail), number(0)),
    ...(led.length === 0 ? [] : [{ kind: 'if', branches: led, otherwise: [] } as const]),
  ])
}
