import type { SyntaxNode } from '@lezer/common'
import { Bug, unreachable } from '../../base/bug.ts'
import type { Span } from '../../base/source.ts'
import { didYouMean } from '../../base/suggest.ts'
import { type Expression, findingKinds, type Observable, type Value } from '../../program/program.ts'
import { nameOf, readConstant, readExpression } from '../claims/expressions.ts'
import { globalNaming, holderNamed } from '../claims/names.ts'
import { readObservable, type Statements } from '../claims/observables.ts'
import type { ClaimForm, ClaimLanguage, ClaimMistake, Shape } from '../claims/reader.ts'
import { codesOf, stringIn } from '../claims/texts.ts'
import { childOf, childrenOf, expressionsOf, spanOf, textOf } from '../grammar/nodes.ts'

/** Returns the form of an `expect` line, from the node of its body. */
export function formOf(statements: Statements, body: SyntaxNode): ClaimForm<SyntaxNode> {
  const { source } = statements.reading
  const digits = (): string => `${BigInt(textOf(source, childOf(body, 'Number')).replace(/_/g, ''))}`
  switch (body.name) {
    case 'Outcomes':
    case 'Deadlocks':
      return {
        kind: body.name === 'Outcomes' ? 'outcomes' : 'deadlocks',
        names: childrenOf(childOf(body, 'Observed'), 'Variable', 'Element', 'Peer'),
        rows: rowsOf(childOf(body, 'OutcomeSet')),
      }
    case 'Final':
      return { kind: 'final', condition: conditionIn(body) }
    case 'Possible':
      return { kind: 'possible', condition: conditionIn(body) }
    case 'Reachable':
      return { kind: 'reachable', condition: conditionIn(body) }
    case 'Never':
      return { kind: 'never', condition: conditionIn(body) }
    case 'States':
    case 'Interleavings':
      return { kind: body.name === 'States' ? 'states' : 'interleavings', count: digits() }
    case 'Finding': {
      const finding = textOf(source, childOf(body, 'Kind')).replace(/\s/g, '')
      return { kind: 'finding', finding, present: body.getChild('No') === null }
    }
    default: // a name of the grammar, which is an open set
      throw new Bug(`not an expectation: ${body.name}`)
  }
}

/** Returns the expression under a node, which the grammar guarantees. */
export function conditionIn(parent: SyntaxNode): SyntaxNode {
  const [node] = expressionsOf(parent)
  if (node === undefined) throw new Bug('condition without expression')
  return node
}

function rowsOf(set: SyntaxNode): SyntaxNode[] {
  const rows: SyntaxNode[] = []
  for (let node = set.firstChild; node !== null; node = node.nextSibling) {
    if (node.type.name.length > 1) rows.push(node) // the others are punctuation
  }
  return rows
}

/** Reads claims of instruction text. */
export class InstructionClaims implements ClaimLanguage<SyntaxNode> {
  private readonly statements: Statements
  private readonly body: SyntaxNode

  constructor(statements: Statements, body: SyntaxNode) {
    this.statements = statements
    this.body = body
  }

  condition(node: SyntaxNode): Expression | null {
    const { reading, names } = this.statements
    return readExpression(reading, node, globalNaming(names, reading.problems))
  }

  observable(node: SyntaxNode): Observable | null {
    return readObservable(this.statements, node)
  }

  valuesOf(row: SyntaxNode): SyntaxNode[] {
    if (row.name !== 'Tuple') return [row]
    return [...childrenOf(row, 'ArrayValue'), ...expressionsOf(row)].sort((a, b) => a.from - b.from)
  }

  /** Returns 0 for a value that is not a constant, so that the reader also finds the other mistakes of a set. */
  value(node: SyntaxNode, of: Observable | null): Value | null {
    if (of?.kind === 'aspect' && of.aspect === 'holder') return this.holder(node)
    if (node.name === 'String') return codesOf(stringIn(this.statements.reading, node))
    const number = (each: SyntaxNode): number => readConstant(this.statements.reading, each) ?? 0
    return node.name === 'ArrayValue' ? expressionsOf(node).map(number) : number(node)
  }

  /** Returns the number of a thread that holds a lock, or -1 for `free`. */
  private holder(node: SyntaxNode): number | null {
    const { reading, names } = this.statements
    const name = nameOf(reading, node)
    const found = name === null ? null : holderNamed(names, name)
    if (found === null) {
      this.error(spanOf(node), 'a lock is held by a thread, or free', 'write the name of a thread, or `free`')
    }
    return found
  }

  shapeOf(observable: Observable): Shape {
    const whole = observable.kind === 'shared' && observable.element === null
    const variable = whole ? this.statements.names.shared[observable.variable] : undefined
    return {
      name: variable?.name ?? 'this',
      length: variable?.length ?? null,
      growing: variable?.sizedBy !== undefined,
      text: variable?.text !== undefined,
    }
  }

  report(mistake: ClaimMistake<SyntaxNode>): void {
    switch (mistake.kind) {
      case 'unknown-finding': {
        const { finding } = mistake
        return this.error(
          spanOf(childOf(this.body, 'Kind')),
          `unknown finding \`${finding}\``,
          didYouMean(finding, findingKinds),
        )
      }
      case 'count-of-values': {
        const { row, given, wanted } = mistake
        const hint = wanted === 1 ? 'write one value per outcome' : `write each outcome as ${wanted} values in parentheses`
        return this.error(spanOf(row), `expected ${wanted} value${wanted === 1 ? '' : 's'}, found ${given}`, hint)
      }
      case 'shape-of-values': {
        const { name, length } = mistake.shape
        const { text } = mistake.shape
        const hint = text
          ? 'write a text: `"ab"`'
          : length === null
            ? 'write a number'
            : `write a list of ${length} values: \`[0, 1]\``
        return this.error(spanOf(childOf(this.body, 'OutcomeSet')), `\`${name}\` cannot have this value`, hint)
      }
      case 'modulus-of-element':
        throw new Bug('a declaration counts modulo here, not a claim')
      default:
        return unreachable(mistake)
    }
  }

  private error(span: Span, message: string, hint: string | null): void {
    this.statements.reading.problems.error(span, message, hint)
  }
}
