import { grouped } from '../../base/grouped.ts'
import type { Source, Span } from '../../base/source.ts'
import { didYouMean } from '../../base/suggest.ts'
import type { Problems } from '../problems.ts'
import { foreignMnemonics, type Mnemonic, mnemonics } from './forms.ts'
import { cellSize, firstVariable, type Machine } from './machine.ts'
import { type Operand, operandPieces, type Piece, readOperand, spanOf, trimmed } from './operands.ts'
import type { Action, Assembly, AssemblyInstruction, AssemblyVariable } from './tree.ts'

/** The most instructions; a longer program is not one that a person wrote. */
const mostInstructions = 10_000

/** A line that is not empty, without its comment. */
interface Line extends Piece {
  readonly line: number
}

/** Parses a text, with all of its mistakes. Comments are read elsewhere. */
export function readAssembly(source: Source, machine: Machine, problems: Problems): Assembly {
  return new Reader(machine, problems).read(linesOf(source.text))
}

function linesOf(text: string): Line[] {
  const lines: Line[] = []
  let start = 0
  for (const [index, whole] of text.split('\n').entries()) {
    const piece = trimmed({ text: whole.replace(/#.*/, ''), start })
    if (piece.text !== '') lines.push({ ...piece, line: index + 1 })
    start += whole.length + 1
  }
  return lines
}

/** Variables and labels may be used before the line that declares them, so the lines are read twice. */
class Reader {
  private readonly machine: Machine
  private readonly problems: Problems
  private readonly variables = new Map<string, AssemblyVariable>()
  private readonly labels = new Map<string, number>()
  private nextVariable = firstVariable

  constructor(machine: Machine, problems: Problems) {
    this.machine = machine
    this.problems = problems
  }

  read(lines: readonly Line[]): Assembly {
    const written = lines.filter((line) => !this.declares(line))
    const [first] = written.slice(mostInstructions)
    const tooMany = `the program has ${grouped(written.length)} instructions`
    if (first !== undefined) this.problems.error(spanOf(first), tooMany, `the limit is ${grouped(mostInstructions)}`)
    else this.resolveLabels(lines)
    const parsed = first === undefined ? written.map((line) => this.instruction(line)) : []
    return {
      instructions: parsed.filter((each) => each !== null),
      variables: [...this.variables.values()],
    }
  }

  /** Declares what a line declares; returns whether the line is no instruction. */
  private declares(line: Line): boolean {
    if (!line.text.startsWith('.')) return false
    const [word = '', ...rest] = line.text.split(/\s+/)
    if (word === '.var') this.declareVariable(line, rest)
    else if (rest.length > 0) {
      this.problems.error(spanOf(line), 'a label stands alone in its line', `write \`${word}\`, and the rest below it`)
    }
    return true
  }

  private resolveLabels(lines: readonly Line[]): void {
    let position = 0
    for (const line of lines) {
      const { text } = line
      if (!text.startsWith('.')) position++
      else if (!/^\.var(\s|$)/.test(text)) {
        if (this.labels.has(text)) this.problems.error(spanOf(line), `the label \`${text}\` is declared twice`, null)
        this.labels.set(text, position)
      }
    }
  }

  private declareVariable(line: Line, [name, count, ...more]: readonly string[]): void {
    const span = spanOf(line)
    const error = (message: string, hint: string | null): void => this.problems.error(span, message, hint)
    const form = 'write `.var mutex`, or `.var flags 2` for two integers'
    if (name === undefined || more.length > 0) return error('expected the name of a variable, and a number', form)
    if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(name)) return error(`\`${name}\` is not a name`, form)
    if (name === 'memory' || /^T\d+$/.test(name)) return error(`\`${name}\` means something else in reports`, 'rename it')
    if (this.variables.has(name)) return error(`the variable \`${name}\` is declared twice`, null)
    const length = count === undefined ? null : /^\d{1,4}$/.test(count) ? Number(count) : 0
    if (length === 0) return error(`expected a positive integer, found \`${count}\``, form)
    this.variables.set(name, { name, address: this.nextVariable, length })
    this.nextVariable += cellSize * (length ?? 1)
    if (this.nextVariable < this.machine.loadAddress) return
    error(`the variables do not fit below the code, which starts at ${this.machine.loadAddress}`, null)
  }

  private instruction(line: Line): AssemblyInstruction | null {
    const [word = ''] = line.text.split(/\s+/, 1)
    const mnemonic = mnemonics.get(word)
    const place: Span = { start: line.start, end: line.start + word.length }
    if (mnemonic === undefined) {
      const hint = foreignMnemonics.get(word) ?? didYouMean(word, [...mnemonics.keys()])
      this.problems.error(place, `unknown instruction \`${word}\``, hint)
      return null
    }
    const rest = trimmed({ text: line.text.slice(word.length), start: line.start + word.length })
    const pieces = rest.text === '' ? [] : operandPieces(rest)
    const scope = { variables: this.variables, problems: this.problems }
    const operands = pieces.map((piece) => readOperand(scope, piece)).filter((each) => each !== null)
    if (operands.length < pieces.length) return null
    const action = this.actionOf(word, mnemonic, operands, spanOf(line))
    return action === null ? null : { action, line: line.line, span: spanOf(line), text: line.text.replace(/\s+/g, ' ') }
  }

  private actionOf(word: string, mnemonic: Mnemonic, operands: readonly Operand[], span: Span): Action | null {
    const { forms, usage } = mnemonic
    const fitting = forms.find(
      ({ kinds }) => kinds.length === operands.length && kinds.every((kind, at) => operands[at]?.kind === kind),
    )
    if (fitting === undefined) {
      const found = operands.length === 0 ? 'none' : operands.map(({ kind }) => wordsFor[kind]).join(', ')
      this.problems.error(span, `\`${word}\` does not have these operands: ${found}`, `write ${usage}`)
      return null
    }
    const wide = operands.find(({ kind, ...each }) => kind === 'memory' && 'address' in each && each.address.index !== null)
    if (mnemonic.simpleAddress === true && wide !== undefined) {
      const message = `the address of \`${word}\` has one register at most`
      this.problems.error(
        wide.span,
        `${message}: the simulator ignores the second one`,
        'compute the address before, with `lea`',
      )
      return null
    }
    const label = operands.find((each) => each.kind === 'label')
    if (label !== undefined && !this.labels.has(label.name)) {
      this.problems.error(label.span, `unknown label \`${label.name}\``, didYouMean(label.name, [...this.labels.keys()]))
      return null
    }
    return fitting.build(operands, (name) => this.labels.get(name) ?? 0)
  }
}

const wordsFor: Readonly<Record<Operand['kind'], string>> = {
  immediate: 'a number',
  register: 'a register',
  memory: 'memory',
  label: 'a label',
}
