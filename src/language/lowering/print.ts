import { binary, constant } from '../../program/expressions.ts'
import { constantValue } from '../../program/fold.ts'
import type { Expression, Operation, Place } from '../../program/program.ts'
import type { Automaton } from '../claims/automaton.ts'
import { codesOf } from '../claims/text-conditions.ts'
import { numberColumns } from './automaton-table.ts'
import type { Mark } from './code.ts'

/** Marks the place where a longer output is cut. */
export const more = 0x2026
const zero = 48
const minus = 45

/** The most characters of an integer. */
export const longestNumber = 11

/** A pattern that the output is compared with: its automaton, its state, and its tables as constant arrays. */
export interface Watched {
  readonly automaton: Automaton
  /** The variable with the state. */
  readonly state: number
  /** The variable with the next states, by state and class. */
  readonly table: number
}

/** Where `print` writes. */
export interface PrintedText {
  readonly text: number
  readonly size: number
  /** The most characters that are kept. */
  readonly length: number
  /** Whether no execution prints more. */
  readonly isWhole: boolean
  readonly watched: readonly Watched[]
}

/**
 * What is printed: a text; the digits of an expression over registers; or the word that the value of one stands for, and
 * the digits of a value without a word. `hasNumbers` says whether there can be one.
 */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly value: Expression }
  | {
      readonly kind: 'word'
      readonly value: Expression
      readonly words: ReadonlyMap<number, string>
      readonly hasNumbers: boolean
    }

/** Returns how many characters a piece has at most. */
export function mostCharacters(piece: Piece): number {
  switch (piece.kind) {
    case 'text':
      return codesOf(piece.text).length
    case 'value':
      return longestNumber
    case 'word':
      return [...piece.words.values()].reduce(
        (most, word) => Math.max(most, codesOf(word).length),
        piece.hasNumbers ? longestNumber : 0,
      )
  }
}

/** A code under construction in any language, inside of an `atomic` block. */
export interface PrintCode {
  /** Returns a register that is used for nothing else in the block. */
  register(): number
  emit(operation: Operation): void
  /** Sets a mark to the position of the next instruction. */
  place(mark: Mark): void
  /** Jumps to a mark, always or if a condition holds. */
  leap(condition: Expression | null, target: Mark): void
}

/** Writes the instructions that print, within an `atomic` block. Its registers are 0 outside of it. */
export class PrintWriter {
  private readonly code: PrintCode
  private readonly output: PrintedText
  private readonly registers = new Map<string, number>()

  constructor(code: PrintCode, output: PrintedText) {
    this.code = code
    this.output = output
  }

  print(pieces: readonly Piece[]): void {
    const { size, watched } = this.output
    this.emit({ op: 'load', to: this.register('size'), place: { variable: size, index: null } })
    for (const each of watched) this.emit({ op: 'load', to: this.stateOf(each), place: { variable: each.state, index: null } })
    for (const piece of pieces) this.piece(piece)
    this.emit({ op: 'store', place: { variable: size, index: null }, value: this.read('size') })
    for (const each of watched) {
      const value: Expression = { kind: 'register', register: this.stateOf(each) }
      this.emit({ op: 'store', place: { variable: each.state, index: null }, value })
    }
    for (const to of new Set(this.registers.values())) this.emit({ op: 'let', to, value: constant(0) })
  }

  private piece(piece: Piece): void {
    switch (piece.kind) {
      case 'text':
        return this.text(piece.text)
      case 'value':
        return this.value(piece.value)
      case 'word':
        return this.word(piece.value, [...piece.words], piece.hasNumbers)
    }
  }

  /** Prints the word of a value. The last one needs no test unless there may be a number. */
  private word(value: Expression, words: readonly (readonly [number, string])[], hasNumbers: boolean): void {
    const end = mark()
    for (const [index, [code, word]] of words.entries()) {
      if (index === words.length - 1 && !hasNumbers) {
        this.text(word)
        break
      }
      const other = this.unless(binary('==', value, constant(code)))
      this.text(word)
      this.code.leap(null, end)
      this.code.place(other)
    }
    if (hasNumbers) this.value(value)
    this.code.place(end)
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
    this.code.place(positive)
    // The magnitude as a negative number, since that of the least integer has no positive one.
    this.set('value', { kind: 'unary', operator: '-', operand: this.read('value') })
    this.code.place(negated)
    this.digits()
  }

  /** Prints the digits of the magnitude, from the power of ten that is its greatest. */
  private digits(): void {
    const [value, power] = [this.read('value'), this.read('power')]
    this.set('power', constant(1))
    const grow = this.here()
    const tooLarge = this.unless(binary('<', power, constant(1_000_000_000)))
    const reached = this.unless(binary('<=', value, binary('*', power, constant(-10))))
    this.set('power', binary('*', power, constant(10)))
    this.code.leap(null, grow)
    this.code.place(tooLarge)
    this.code.place(reached)
    const next = this.here()
    const isLast = this.unless(binary('!=', power, constant(1)))
    this.digit(binary('%', binary('//', value, { kind: 'unary', operator: '-', operand: power }), constant(10)))
    this.set('power', binary('//', power, constant(10)))
    this.code.leap(null, next)
    this.code.place(isLast)
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
    this.code.place(full)
    this.emit({ op: 'store', place: { variable: text, index: constant(length) }, value: constant(more) })
    this.set('size', constant(length + 1))
    this.code.place(end)
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
    const known = this.registers.get(name) ?? this.code.register()
    this.registers.set(name, known)
    return known
  }

  private read(name: string): Expression {
    return { kind: 'register', register: this.register(name) }
  }

  private set(name: string, value: Expression): void {
    this.emit({ op: 'let', to: this.register(name), value })
  }

  /** Jumps to a new mark unless a condition holds. */
  private unless(condition: Expression): Mark {
    const target = mark()
    this.code.leap({ kind: 'unary', operator: 'not', operand: condition }, target)
    return target
  }

  private jump(): Mark {
    const target = mark()
    this.code.leap(null, target)
    return target
  }

  private here(): Mark {
    const position = mark()
    this.code.place(position)
    return position
  }

  private emit(operation: Operation): void {
    this.code.emit(operation)
  }
}

function mark(): Mark {
  return { at: -1 }
}

/** The number of classes of an automaton, that of all other characters included. */
function classes({ automaton }: Watched): number {
  return automaton.next[0]?.length ?? 1
}
