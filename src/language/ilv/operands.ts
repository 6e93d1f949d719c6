import type { SyntaxNode } from '@lezer/common'
import type { Expression, Place } from '../../program/program.ts'
import { readConstant, readExpression } from '../claims/expressions.ts'
import { childOf, childrenOf, expressionsOf, spanOf, textOf } from '../grammar/nodes.ts'
import type { Declarations, Kind } from './declarations.ts'
import { instructionForms } from './forms.ts'
import { threadNaming } from './naming.ts'

const zero: Expression = { kind: 'constant', value: 0 }

/** The most values that a `choose` may have. */
const mostChoices = 65_536

/**
 * Reads the operands of one instruction, one after the other. It reports each mistake where it finds it, and returns a
 * harmless value in its place, since nothing uses the program then.
 */
export class Operands {
  private readonly nodes: readonly SyntaxNode[]
  private next = 0
  private rangeEnd = 0
  readonly opcode: string
  private readonly node: SyntaxNode
  private readonly declarations: Declarations
  private readonly registers: Map<string, number>

  constructor(node: SyntaxNode, declarations: Declarations, registers: Map<string, number>) {
    this.node = node
    this.declarations = declarations
    this.registers = registers
    this.opcode = textOf(declarations.reading.source, childOf(node, 'Opcode'))
    this.nodes = [...expressionsOf(node), ...childrenOf(node, 'Range')].sort((a, b) => a.from - b.from)
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
      const found = readExpression(this.declarations.reading, node, this.placeNaming())
      if (found?.kind === 'shared') return { variable: found.variable, index: found.index }
      if (found !== null) this.error(node, `\`${this.text(node)}\` is not a shared variable`, this.form())
      return { variable: 0, index: null }
    }
    this.error(node, `expected a shared variable, found \`${this.text(node)}\``, this.form())
    return { variable: 0, index: null }
  }

  /** An expression over registers; in `await` over shared variables too. */
  expression(): Expression {
    const node = this.take()
    if (node === null) return zero
    if (node.name === 'Range') {
      this.error(node, 'only `choose` accepts a range', this.form())
      return zero
    }
    const naming = threadNaming(this.registers, this.declarations.shared, this.opcode === 'await', this.problems)
    return readExpression(this.declarations.reading, node, naming) ?? zero
  }

  /** Returns the index of a declared name. */
  declared(kind: Kind): number {
    const node = this.take()
    if (node?.name === 'Variable') return this.declarations.indexOf(kind, this.text(node), spanOf(node)) ?? 0
    if (node !== null) this.error(node, `expected the name of a ${kind}, found \`${this.text(node)}\``, this.form())
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
    const [low = 0, high = 0] = expressionsOf(node).map((each) => readConstant(this.declarations.reading, each) ?? 0)
    if (high < low) this.error(node, 'this range is empty', `write \`${high}..${low}\``)
    else if (high - low >= mostChoices)
      this.error(node, 'this range is too large', `\`choose\` has at most ${mostChoices} values`)
    return { low, high }
  }

  private get problems(): Declarations['reading']['problems'] {
    return this.declarations.reading.problems
  }

  private take(): SyntaxNode | null {
    return this.nodes[this.next++] ?? null
  }

  private placeNaming(): ReturnType<typeof threadNaming> {
    const inPlace = threadNaming(new Map(), this.declarations.shared, true, this.problems)
    const inIndex = threadNaming(this.registers, this.declarations.shared, false, this.problems)
    const isVariable = (name: string): boolean => this.declarations.kindOf(name) === 'shared variable'
    return {
      // The reader visits a bare name within the brackets first; it is a register there, not a shared variable.
      variable: (name, node) => {
        if (node.parent?.name !== 'Instruction') return inIndex.variable(name, node)
        if (isVariable(name)) return inPlace.variable(name, node)
        this.declarations.indexOf('shared variable', name, spanOf(node))
        return null
      },
      element: (name, node, index) => (node.parent?.name === 'Instruction' ? inPlace : inIndex).element(name, node, index),
      peer: inIndex.peer,
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
    return textOf(this.declarations.reading.source, node)
  }

  private error(node: SyntaxNode, message: string, hint: string | null): void {
    this.problems.error(spanOf(node), message, hint)
  }
}
