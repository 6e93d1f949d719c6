import { unreachable } from '../base/bug.ts'
import { greatestInteger, leastInteger } from '../base/integer.ts'
import type { Cell, Queue, Statement, Term, TermOperator, Variable } from './model.ts'

/** Returns the term of a number. */
export function number(value: number): Term {
  return { kind: 'number', value }
}

export const me: Term = { kind: 'me' }

/** Returns the term of the value of a variable, or of an element. */
export function read(variable: Variable, index: Term | null = null): Term {
  return { kind: 'cell', cell: { variable, index } }
}

export function cellOf(variable: Variable, index: Term | null = null): Cell {
  return { variable, index }
}

/** Returns a binary term; what two numbers make is computed, and so is what 0 or 1 leave of truths. */
export function binaryTerm(operator: TermOperator, left: Term, right: Term): Term {
  if (operator === 'and') {
    if (left.kind === 'number') return left.value === 0 ? number(0) : right
    if (right.kind === 'number') return right.value === 0 ? right : left
  }
  if (operator === 'or') {
    if (left.kind === 'number') return left.value === 0 ? right : number(1)
    if (right.kind === 'number') return right.value === 0 ? left : number(1)
  }
  return { kind: 'binary', operator, left, right }
}

export function equals(left: Term, right: Term): Term {
  return binaryTerm('==', left, right)
}

const inverse: Readonly<Record<string, TermOperator>> = { '==': '!=', '!=': '==', '<': '>=', '>=': '<', '>': '<=', '<=': '>' }

/** Returns the negation; that of a comparison is another comparison. */
export function not(operand: Term): Term {
  if (operand.kind === 'number') return number(operand.value === 0 ? 1 : 0)
  if (operand.kind === 'unary' && operand.operator === 'not') return operand.operand
  const other = operand.kind === 'binary' ? inverse[operand.operator] : undefined
  if (operand.kind === 'binary' && other !== undefined) return { ...operand, operator: other }
  return { kind: 'unary', operator: 'not', operand }
}

/** Returns the conjunction; 1 of none. */
export function all(terms: readonly Term[]): Term {
  return terms.reduce((one, other) => binaryTerm('and', one, other), number(1))
}

/** Returns the disjunction; 0 of none. */
export function any(terms: readonly Term[]): Term {
  return terms.reduce((one, other) => binaryTerm('or', one, other), number(0))
}

export function conditional(condition: Term, yes: Term, otherwise: Term): Term {
  return { kind: 'if', condition, yes, otherwise }
}

/** Returns how many of several truths hold. */
export function countOf(terms: readonly Term[]): Term {
  const [first = number(0), ...rest] = terms
  return rest.reduce((sum, each) => binaryTerm('+', sum, each), first)
}

export const least: Term = number(leastInteger)
export const greatest: Term = number(greatestInteger)

export function assign(to: Cell, value: Term): Statement {
  return { kind: 'assign', to, value }
}

export function when(condition: Term, body: readonly Statement[], otherwise: readonly Statement[] = []): Statement[] {
  if (condition.kind === 'number') return [...(condition.value === 0 ? otherwise : body)]
  return [{ kind: 'if', branches: [{ when: condition, body }], otherwise }]
}

export function go(to: number): Statement {
  return { kind: 'go', to }
}

export function contains(queue: Queue, value: Term): Term {
  return { kind: 'contains', queue, value }
}

export function isFirst(queue: Queue, value: Term): Term {
  return { kind: 'first', queue, value }
}

export function lengthOf(queue: Queue): Term {
  return { kind: 'length', queue }
}

/** Returns terms directly below a term. */
export function partsOf(term: Term): readonly Term[] {
  switch (term.kind) {
    case 'number':
    case 'me':
    case 'length':
      return []
    case 'cell':
      return term.cell.index === null ? [] : [term.cell.index]
    case 'unary':
      return [term.operand]
    case 'binary':
      return [term.left, term.right]
    case 'if':
      return [term.condition, term.yes, term.otherwise]
    case 'first':
    case 'contains':
      return [term.value]
    default:
      return unreachable(term)
  }
}

/** Whether a term is never negative, by its form. */
export function isNatural(term: Term): boolean {
  switch (term.kind) {
    case 'number':
      return term.value >= 0
    case 'me':
    case 'length':
    case 'first':
    case 'contains':
      return true
    case 'cell':
      return term.cell.variable.low >= 0
    case 'unary':
      return term.operator === 'not'
    case 'if':
      return isNatural(term.yes) && isNatural(term.otherwise)
    case 'binary':
      if (['==', '!=', '<', '<=', '>', '>=', 'and', 'or'].includes(term.operator)) return true
      return ['+', '*', '//', '%', '&', '|', '>>'].includes(term.operator) && isNatural(term.left) && isNatural(term.right)
    default:
      return unreachable(term)
  }
}

/** Returns statements with all that is in them. */
export function everyStatement(statements: readonly Statement[]): Statement[] {
  return statements.flatMap((each): Statement[] => {
    if (each.kind === 'if')
      return [each, ...each.branches.flatMap(({ body }) => everyStatement(body)), ...everyStatement(each.otherwise)]
    if (each.kind === 'choice')
      return [each, ...each.ways.flatMap(({ body }) => everyStatement(body)), ...everyStatement(each.otherwise)]
    return [each]
  })
}
