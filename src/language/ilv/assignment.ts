import type { SyntaxNode } from '@lezer/common'
import type { Expression, Place } from '../../program/program.ts'
import { readExpression } from '../claims/expressions.ts'
import { childOf, spanOf, textOf } from '../grammar/nodes.ts'
import type { Problems } from '../problems.ts'
import type { CodeContext } from './context.ts'
import { threadNaming } from './naming.ts'
import { readsShared, SharedReads } from './reads.ts'
import type { CodeWriter } from './writer.ts'

/** What an assignment changes. The index of a place may read shared variables. */
export type Assigned =
  | { readonly kind: 'register'; readonly register: number }
  | { readonly kind: 'place'; readonly place: Place }

interface Assignment {
  readonly assigned: Assigned
  /** `=`, `+=`, `-=` or `*=`. */
  readonly operator: string
  readonly value: Expression
  readonly isSilent: boolean
  readonly line: number
  readonly node: SyntaxNode
}

/** Returns what the left side of an assignment stands for; null after reporting an error. */
export function assignedTo(
  { declarations, reading }: Pick<CodeContext, 'declarations' | 'reading'>,
  registers: ReadonlyMap<string, number>,
  target: SyntaxNode,
): Assigned | null {
  const { source, problems } = reading
  const name = textOf(source, target.name === 'Variable' ? target : childOf(target, 'Name'))
  const register = target.name === 'Variable' ? registers.get(name) : undefined
  if (register !== undefined) return { kind: 'register', register }
  const kind = reading.constants.has(name) ? 'constant' : declarations.kindOf(name)
  if (kind !== null && kind !== 'shared variable') {
    problems.error(spanOf(target), `\`${name}\` is a ${kind}, which cannot be assigned`, 'choose another name for a variable')
    return null
  }
  const place = readExpression(reading, target, threadNaming(registers, declarations.shared, true, problems))
  return place?.kind === 'shared' ? { kind: 'place', place: { variable: place.variable, index: place.index } } : null
}

/**
 * Lowers `x = e`, `x += e` and the like to loads, a local step if there is something to compute from what they read, and
 * a store; into a register, to loads and a `set` or `add`, or a `load` alone.
 */
export function lowerAssignment(code: CodeWriter, problems: Problems, assignment: Assignment): void {
  const { assigned, operator, value, isSilent, line, node } = assignment
  if (assigned.kind === 'place') {
    if (!isSilent) return storeInto(code, assigned.place, assignment)
    return problems.error(spanOf(node), '`let` sets registers only', 'write the assignment without `let`')
  }
  const to = assigned.register
  const own: Expression = { kind: 'register', register: to }
  if (!isSilent && operator === '=' && value.kind === 'shared') {
    const index = value.index === null ? null : new SharedReads(code, line, node, [value.index]).value(value.index)
    return void code.emit({ op: 'load', to, place: { variable: value.variable, index } }, line, node)
  }
  const computed = new SharedReads(code, line, node, [value]).value(value)
  if (!isSilent && operator === '+=') return void code.emit({ op: 'add', to, value: computed }, line, node)
  const result = operator === '=' ? computed : combined(operator, own, computed)
  code.emit({ op: isSilent ? 'let' : 'set', to, value: result }, line, node)
}

function storeInto(code: CodeWriter, { variable, index }: Place, { operator, value, line, node }: Assignment): void {
  const reads = new SharedReads(code, line, node, index === null ? [value] : [index, value])
  const at = index === null ? null : reads.value(index)
  const place: Place = { variable, index: at }
  if (operator === '=') {
    const held = reads.value(value)
    return void code.emit({ op: 'store', place, value: readsShared(value) ? reads.step(held) : held }, line, node)
  }
  const before = reads.value({ kind: 'shared', ...place })
  const stored = reads.step(combined(operator, before, reads.value(value)))
  code.emit({ op: 'store', place, value: stored }, line, node)
}

function combined(operator: string, left: Expression, right: Expression): Expression {
  switch (operator) {
    case '-=':
      return { kind: 'binary', operator: '-', left, right }
    case '*=':
      return { kind: 'binary', operator: '*', left, right }
    default: // `+=`
      return { kind: 'binary', operator: '+', left, right }
  }
}
