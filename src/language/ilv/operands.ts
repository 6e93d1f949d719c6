import type { SyntaxNode } from '@lezer/common'
import { constantValue } from '../../program/fold.ts'
import type { Expression, Place } from '../../program/program.ts'
import { readConstant, readExpression } from '../claims/expressions.ts'
import type { Reading } from '../claims/reading.ts'
import { childOf, childrenOf, expressionsOf, spanOf, textOf } from '../grammar/nodes.ts'
import { aliasOf } from './aliases.ts'
import type { Declarations, Kind } from './declarations.ts'
import { instructionForms } from './forms.ts'
import { threadNaming } from './naming.ts'

const zero: Expression = { kind: 'constant', value: 0 }

/** The most values that a `choose` may have. */
const mostChoices = 65_536

/** Instructions whose expressions may name shared variables. */
const readsShared: ReadonlySet<string> = new Set(['await', 'send'])

/** An operand whose index is not constant. */
export interface Unresolved {
  /** Its position in the text. */
  readonly at: number
  readonly name: string
  readonly index: Expression
  /** How many elements there are. */
  readonly length: number
}

/**
 * Reads the operands of one instruction, one after the other. It reports each mistake where it finds it, and returns a
 * harmless value in its place, since nothing uses the program then.
 */
export class Operands {
  private readonly nodes: readonly SyntaxNode[]
  private next = 0
  private rangeEnd = 0
  readonly opcode: string
  /** The text of the instruction, if it is in other words than those of its opcode. */
  readonly otherWords: string | undefined
  private readonly node: SyntaxNode
  private readonly declarations: Declarations
  private readonly reading: Reading
  private readonly registers: ReadonlyMap<string, number>
  private readonly fixed: ReadonlyMap<number, number>
  /** The first operand whose index is computed, and not one of those that `fixed` has. */
  unresolved: Unresolved | null = null

  /** `fixed` has the elements that computed indices stand for, by the positions of the operands in the text. */
  constructor(
    node: SyntaxNode,
    declarations: Declarations,
    reading: Reading,
    registers: ReadonlyMap<string, number>,
    fixed: ReadonlyMap<number, number>,
  ) {
    this.node = node
    this.declarations = declarations
    this.reading = reading
    this.registers = registers
    this.fixed = fixed
    const { source } = reading
    const written = [...expressionsOf(node), ...childrenOf(node, 'Range')].sort((a, b) => a.from - b.from)
    const [only] = written.length === 1 ? written : []
    // `P(s)` and `wait(c, m)` are written like calls.
    this.nodes = only?.name === 'Pair' || only?.name === 'Parenthesized' ? expressionsOf(only) : written
    const name = textOf(source, childOf(node, 'Opcode'))
    const [first] = this.nodes
    const named = first?.name === 'Element' ? childOf(first, 'Name') : first
    const kind = named === undefined ? null : declarations.kindOf(textOf(source, named))
    const meant = kind === null ? null : aliasOf(name, kind)
    this.opcode = meant ?? name
    this.otherWords = meant === null ? undefined : textOf(source, node).trim()
  }

  get count(): number {
    return this.nodes.length
  }

  /** Reports an error, and returns false, unless there are as many operands as the instruction needs. */
  hasCount(count: number): boolean {
    if (this.count === count) return true
    const given = this.count === 1 ? '1 operand' : `${this.count} operands`
    this.error(
      this.node,
      `\`${this.opcode}\` takes ${count === 0 ? 'no' : count} operand${count === 1 ? '' : 's'}, not ${given}`,
      this.form(),
    )
    return false
  }

  /** A register that the instruction writes. */
  register(): number {
    const node = this.take()
    const name = node?.name === 'Variable' ? this.text(node) : null
    const register = name === null ? undefined : this.registers.get(name)
    if (register !== undefined) return register
    if (node !== null) this.wrongRegister(node, name)
    return 0
  }

  place(): Place {
    const node = this.take()
    if (node === null) return { variable: 0, index: null }
    if (node.name === 'Variable' || node.name === 'Element') {
      const found = readExpression(this.reading, node, this.placeNaming())
      if (found?.kind === 'shared') return { variable: found.variable, index: found.index }
      if (found !== null) this.error(node, `\`${this.text(node)}\` is not a shared variable`, this.form())
      return { variable: 0, index: null }
    }
    this.error(node, `expected a shared variable, found \`${this.text(node)}\``, this.form())
    return { variable: 0, index: null }
  }

  /** An expression over registers; in `await` and `send` over shared variables too. */
  expression(): Expression {
    const node = this.take()
    if (node === null) return zero
    if (node.name === 'Range') {
      this.error(node, 'only `choose` accepts a range', this.form())
      return zero
    }
    const naming = threadNaming(this.registers, this.declarations.shared, readsShared.has(this.opcode), this.problems)
    return readExpression(this.reading, node, naming) ?? zero
  }

  /** Returns the index of a declared name, or of an element of a declared array: `fork[0]`. */
  declared(kind: Kind): number {
    const node = this.take()
    if (node === null) return 0
    if (node.name !== 'Variable' && node.name !== 'Element') {
      this.error(node, `expected the name of a ${kind}, found \`${this.text(node)}\``, this.form())
      return 0
    }
    const isElement = node.name === 'Element'
    const name = this.text(isElement ? childOf(node, 'Name') : node)
    const known = this.declarations.declared(kind, name, spanOf(node))
    if (known === null) return 0
    if (isElement) return known.index + this.elementOf(node, name, known.length)
    if (known.length !== null) this.error(node, `\`${name}\` is an array of ${kind}s`, `write one of them: \`${name}[0]\``)
    return known.index
  }

  private elementOf(node: SyntaxNode, name: string, length: number | null): number {
    const [indexNode] = expressionsOf(node)
    if (length === null || indexNode === undefined) {
      this.error(node, `\`${name}\` is not an array`, `write \`${name}\``)
      return 0
    }
    const known = this.fixed.get(node.from)
    if (known !== undefined) return known
    const naming = threadNaming(this.registers, this.declarations.shared, false, this.problems)
    const index = readExpression(this.reading, indexNode, naming)
    const value = index === null ? 0 : constantValue(index)
    const isWithin = value !== null && value >= 0 && value < length
    // Outside, it may be in a branch that this thread never takes: `if me < N - 1: V(s[me + 1])`.
    if (index !== null && !isWithin && index.kind !== 'constant') {
      this.unresolved ??= { at: node.from, name, index, length }
      return 0
    }
    if (isWithin) return value
    this.error(node, `\`${name}\` has no element ${value}`, `its elements are ${name}[0] to ${name}[${length - 1}]`)
    return 0
  }

  /** Returns a name that is looked up elsewhere: a label, a `def`, an exception. */
  name(what: string): { text: string; node: SyntaxNode } | null {
    const node = this.take()
    if (node?.name === 'Variable') return { text: this.text(node), node }
    if (node !== null)
      this.error(
        node,
        `expected the name of ${what === 'exception' ? 'an' : 'a'} ${what}, found \`${this.text(node)}\``,
        this.form(),
      )
    return null
  }

  /** Returns the least value of a range; the caller reads its greatest next. */
  least(): number {
    const { low, high } = this.range()
    this.rangeEnd = high
    return low
  }

  greatest(): number {
    return this.rangeEnd
  }

  private range(): { low: number; high: number } {
    const node = this.take()
    if (node?.name !== 'Range') {
      if (node !== null) this.error(node, `expected a range, found \`${this.text(node)}\``, this.form())
      return { low: 0, high: 0 }
    }
    const [low = 0, high = 0] = expressionsOf(node).map((each) => readConstant(this.reading, each) ?? 0)
    if (high < low) this.error(node, 'this range is empty', `write \`${high}..${low}\``)
    else if (high - low >= mostChoices)
      this.error(node, 'this range is too large', `\`choose\` has at most ${mostChoices} values`)
    return { low, high }
  }

  private get problems(): Declarations['reading']['problems'] {
    return this.reading.problems
  }

  private take(): SyntaxNode | null {
    return this.nodes[this.next++] ?? null
  }

  private placeNaming(): ReturnType<typeof threadNaming> {
    const inPlace = threadNaming(new Map(), this.declarations.shared, true, this.problems)
    const inIndex = threadNaming(this.registers, this.declarations.shared, false, this.problems)
    const isOperand = (node: SyntaxNode): boolean => this.nodes.some(({ from, to }) => from === node.from && to === node.to)
    const isVariable = (name: string): boolean => this.declarations.kindOf(name) === 'shared variable'
    return {
      // The reader visits a bare name within the brackets first; it is a register there, not a shared variable.
      variable: (name, node) => {
        if (!isOperand(node)) return inIndex.variable(name, node)
        if (isVariable(name)) return inPlace.variable(name, node)
        this.declarations.declared('shared variable', name, spanOf(node))
        return null
      },
      element: (name, node, index) => (isOperand(node) ? inPlace : inIndex).element(name, node, index),
      peer: inIndex.peer,
      lengthOf: inIndex.lengthOf,
      text: inIndex.text,
    }
  }

  private wrongRegister(node: SyntaxNode, name: string | null): void {
    const kind = name === null ? null : this.declarations.kindOf(name)
    const text = this.text(node)
    if (kind === null) this.error(node, `expected a register, found \`${text}\``, this.form())
    else this.error(node, `\`${text}\` is a ${kind}, not a register`, `rename the register: ${this.form()}`)
  }

  private form(): string {
    return `write \`${instructionForms.get(this.opcode) ?? this.opcode}\``
  }

  private text(node: SyntaxNode): string {
    return textOf(this.reading.source, node)
  }

  private error(node: SyntaxNode, message: string, hint: string | null): void {
    this.problems.error(spanOf(node), message, hint)
  }
}
