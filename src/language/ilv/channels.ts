import type { SyntaxNode } from '@lezer/common'
import { present } from '../../base/bug.ts'
import type { Expression, Operation } from '../../program/program.ts'
import { childOf, spanOf, textOf } from '../grammar/nodes.ts'
import type { Branch, Statement } from './blocks.ts'
import type { CodeContext } from './context.ts'
import { Operands } from './operands.ts'
import { offerKey } from './polled.ts'
import { SharedReads } from './reads.ts'
import type { CodeWriter } from './writer.ts'

/** A message that an instruction would send, or receive into registers. */
interface Offer {
  readonly channel: number
  /** Null if it receives. */
  readonly value: Expression | null
  readonly to: number | null
  readonly ok: number | null
  readonly line: number
  readonly node: SyntaxNode
}

/** Writes `send`, `receive` and `select`. All of them are `select`s of the IR. */
export class ChannelStatements {
  private readonly context: CodeContext
  private readonly code: CodeWriter
  private readonly statements: (body: readonly Statement[]) => void

  constructor(context: CodeContext, code: CodeWriter, statements: (body: readonly Statement[]) => void) {
    this.context = context
    this.code = code
    this.statements = statements
  }

  /** Whether an instruction sends or receives a message. */
  static isOffer(opcode: string): boolean {
    return opcode === 'send' || opcode === 'receive'
  }

  /** Reads a `send` or `receive`; returns a function that writes it, or null after reporting an error. */
  single(operands: Operands, line: number, node: SyntaxNode): (() => void) | null {
    const offer = this.read(operands, line, node)
    if (offer === null) return null
    return () => {
      const text = textOf(this.context.reading.source, node).trim()
      const [at] = this.begin([offer], false, line, node, text)
      this.code.aim(present(at, 'offer'))
      this.take(offer)
    }
  }

  /** Writes a block of cases. */
  select(node: SyntaxNode, line: number, branches: readonly Branch[]): void {
    const { problems } = this.context.reading
    const cases = branches.filter(({ condition }) => condition !== null)
    const otherwise = branches.find(({ condition }) => condition === null)
    if (cases.length === 0)
      return problems.error(spanOf(node), 'this `select` has no `case`', 'write `case receive r, c:` below it')
    const offers = cases.map((each) => (each.condition === null ? null : this.caseOf(each.condition, each.line)))
    if (!offers.every((each) => each !== null)) {
      for (const { body } of branches) this.statements(body) // to report their mistakes too
      return
    }
    const starts = this.begin(offers, otherwise !== undefined, line, node, 'select')
    const ends: number[] = []
    if (otherwise !== undefined) {
      this.statements(otherwise.body)
      ends.push(this.code.emit({ op: 'jump', target: -1 }, otherwise.line, null))
    }
    cases.forEach(({ body, line: last }, index) => {
      this.code.aim(present(starts[index], 'offer'))
      this.take(present(offers[index], 'offer'))
      this.statements(body)
      if (index + 1 < cases.length) ends.push(this.code.emit({ op: 'jump', target: -1 }, last, null))
    })
    for (const at of ends) this.code.aim(at)
  }

  private caseOf(node: SyntaxNode, line: number): Offer | null {
    const { declarations, reading } = this.context
    const opcode = textOf(reading.source, childOf(node, 'Opcode'))
    if (!ChannelStatements.isOffer(opcode)) {
      const hint = 'a case is `case receive r, c:` or `case send c, e:`'
      reading.problems.error(spanOf(node), `\`${opcode}\` is not a case`, hint)
      return null
    }
    const operands = new Operands(node, declarations, reading, this.code.registers.here, new Map())
    const offer = this.read(operands, line, node)
    const { unresolved } = operands
    if (unresolved === null) return offer
    const message = `which of the channels \`${unresolved.name}\` is meant must be known beforehand in a case`
    reading.problems.error(spanOf(node), message, `write a case for each: \`${unresolved.name}[0]\`, \`${unresolved.name}[1]\``)
    return null
  }

  /** Reads the operands: `send c, e`, `receive c`, `receive r, c`, `receive r, ok, c`. */
  private read(operands: Operands, line: number, node: SyntaxNode): Offer | null {
    if (operands.opcode === 'send') {
      if (!operands.hasCount(2)) return null
      const channel = operands.declared('channel')
      return { channel, value: operands.expression(), to: null, ok: null, line, node }
    }
    if ((operands.count < 1 || operands.count > 3) && !operands.hasCount(2)) return null
    const to = operands.count > 1 ? operands.register() : null
    const ok = operands.count > 2 ? operands.register() : null
    return { channel: operands.declared('channel'), value: null, to, ok, line, node }
  }

  /** Writes the `select` and its offers; returns the positions of the offers. What is to be sent is read before. */
  private begin(offers: readonly Offer[], otherwise: boolean, line: number, node: SyntaxNode, text: string): number[] {
    const values = offers.map(({ value }) => value)
    const reads = new SharedReads(
      this.code,
      line,
      node,
      values.filter((each) => each !== null),
    )
    const sent = values.map((value) => (value === null ? null : reads.value(value)))
    if (!otherwise && offers.some((each) => this.isPolled(each))) {
      this.code.emit({ op: 'fence' }, line, node, `comes to ${text}`)
    }
    this.code.emit(otherwise ? { op: 'select', otherwise: true } : { op: 'select' }, line, node, text)
    return offers.map(({ channel, line: own, node: at }, index) => {
      const value = sent[index] ?? null
      const offer: Operation =
        value === null ? { op: 'offer_receive', channel, target: -1 } : { op: 'offer_send', channel, value, target: -1 }
      return this.code.emit(offer, own, at)
    })
  }

  /** Reports whether some `select` asks whether a thread waits in this offer: then it matters when it begins to. */
  private isPolled({ channel, value }: Offer): boolean {
    const declared = this.context.declarations.channels[channel]
    if (declared === undefined) return false // which has been reported
    const { name, capacity } = declared
    return capacity === 0 && this.context.polled.has(offerKey(value === null, name.replace(/\[\d+\]$/, '')))
  }

  /** Puts the message into the registers. */
  private take({ to, ok, line, node }: Offer): void {
    if (to !== null) this.code.emit({ op: 'received', to }, line, node)
    if (ok !== null) this.code.emit({ op: 'received_ok', to: ok }, line, node)
  }
}
