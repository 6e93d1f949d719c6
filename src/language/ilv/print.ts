import type { SyntaxNode } from '@lezer/common'
import { binary, constant } from '../../program/expressions.ts'
import { constantValue } from '../../program/fold.ts'
import type { Expression, Operation, Place } from '../../program/program.ts'
import { codesOf } from '../claims/texts.ts'
import { numberColumns } from './automaton-table.ts'
import type { Output, Watched } from './printed.ts'
import type { CodeWriter } from './writer.ts'

/** Marks the place where a longer output is cut. */
const more = 0x2026
const zero = 48
const minus = 45

/** What is printed: a text, or the value of an expression over registers. */
export type Piece = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'value'; readonly value: Expression }

/** Writes the instructions that print, within an `atomic` block. Its registers are 0 outside of it. */
export class PrintWriter {
  private readonly code: CodeWriter
  private readonly output: Output
  private readonly registers = new Map<string, number>()
  private line = 0
  private node: SyntaxNode | null = null

  constructor(code: CodeWriter, output: Output) {
    this.code = code
    this.output = output
  }

  print(pieces: readonly Piece[], line: number, node: SyntaxNode): void {
    const { size, watched } = this.output
    this.line = line
    this.node = node
    this.emit({ op: 'load', to: this.register('size'), place: { variable: size, index: null } })
    for (const each of watched) this.emit({ op: 'load', to: this.stateOf(each), place: { variable: each.state, index: null } })
    for (const piece of pieces) {
      if (piece.kind === 'text') this.text(piece.text)
      else this.value(piece.value)
    }
    this.emit({ op: 'store', place: { variable: size, index: null }, value: this.read('size') })
    for (const each of watched) {
      const value: Expression = { kind: 'register', register: this.stateOf(each) }
      this.emit({ op: 'store', place: { variable: each.state, index: null }, value })
    }
    this.code.forget(this.registers.values(), line, node)
  }

  private text(text: string): void {
    const characters = [...text]
    codesOf(text).forEach((code, index) => {
      this.character(constant(code))
      for (const each of this.output.watched) {
        const { classOf, next } = each.automaton
        this.follow(each, constant(classOf.get(characters[index] ?? '') ?? (next[0]?.length ?? 1) - 1))
      }
    })
  }

  private value(value: Expression): void {
    const known = constantValue(value)
    if (known !== null) return this.text(`${known}`)
    this.set('value', value)
    const positive = this.unless(binary('<', this.read('value'), constant(0)))
    this.character(constant(minus))
    for (const each of this.output.watched) this.follow(each, constant(classes(each) + 10))
    const negated = this.jump()
    this.code.aim(positive)
    // The magnitude as a negative number, since that of the least integer has no positive one.
    this.set('value', { kind: 'unary', operator: '-', operand: this.read('value') })
    this.code.aim(negated)
    this.digits()
  }

  /** Prints the digits of the magnitude, from the power of ten that is its greatest. */
  private digits(): void {
    const [value, power] = [this.read('value'), this.read('power')]
    this.set('power', constant(1))
    const grow = this.code.instructions.length
    const tooLarge = this.unless(binary('<', power, constant(1_000_000_000)))
    const reached = this.unless(binary('<=', value, binary('*', power, constant(-10))))
    this.set('power', binary('*', power, constant(10)))
    this.code.target(this.jump(), grow)
    this.code.aim(tooLarge)
    this.code.aim(reached)
    const next = this.code.instructions.length
    const isLast = this.unless(binary('!=', power, constant(1)))
    this.digit(binary('%', binary('//', value, { kind: 'unary', operator: '-', operand: power }), constant(10)))
    this.set('power', binary('//', power, constant(10)))
    this.code.target(this.jump(), next)
    this.code.aim(isLast)
    this.digit({ kind: 'unary', operator: '-', operand: binary('%', value, constant(-10)) })
  }

  private digit(value: Expression): void {
    this.set('digit', value)
    this.character(binary('+', this.read('digit'), constant(zero)))
    for (const each of this.output.watched) this.follow(each, binary('+', this.read('digit'), constant(classes(each))))
  }

  /** Adds a character; where there is no room for it, the text gets the mark that it was longer. */
  private character(code: Expression): void {
    const { text, length, isWhole } = this.output
    const size = this.read('size')
    const place: Place = { variable: text, index: size }
    if (isWhole) {
      this.emit({ op: 'store', place, value: code })
      return this.set('size', binary('+', size, constant(1)))
    }
    const full = this.unless(binary('<', size, constant(length)))
    this.emit({ op: 'store', place, value: code })
    this.set('size', binary('+', size, constant(1)))
    const end = this.jump()
    this.code.aim(full)
    this.emit({ op: 'store', place: { variable: text, index: constant(length) }, value: constant(more) })
    this.set('size', constant(length + 1))
    this.code.aim(end)
  }

  private follow(each: Watched, column: Expression): void {
    const to = this.stateOf(each)
    const state: Expression = { kind: 'register', register: to }
    const index = binary('+', binary('*', state, constant(classes(each) + numberColumns)), column)
    this.emit({ op: 'load', to, place: { variable: each.table, index } })
  }

  private stateOf({ state }: Watched): number {
    return this.register(`state ${state}`)
  }

  private register(name: string): number {
    const known = this.registers.get(name) ?? this.code.counter()
    this.registers.set(name, known)
    return known
  }

  private read(name: string): Expression {
    return { kind: 'register', register: this.register(name) }
  }

  private set(name: string, value: Expression): void {
    this.emit({ op: 'let', to: this.register(name), value })
  }

  private unless(condition: Expression): number {
    return this.emit({ op: 'branch', condition: { kind: 'unary', operator: 'not', operand: condition }, target: -1 })
  }

  private jump(): number {
    return this.emit({ op: 'jump', target: -1 })
  }

  private emit(operation: Operation): number {
    return this.code.emit(operation, this.line, this.node)
  }
}

/** The number of classes of an automaton, that of all other characters included. */
function classes({ automaton }: Watched): number {
  return automaton.next[0]?.length ?? 1
}
