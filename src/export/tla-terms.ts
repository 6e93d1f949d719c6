import { unreachable } from '../base/bug.ts'
import { isTruth } from './expressions.ts'
import type { Cell, Queue, Term } from './model.ts'

/** The values of variables in the course of a step, as TLA+ expressions. */
export interface TlaValues {
  /** The number of the acting thread. */
  readonly me: string
  cell(cell: Cell, index: string | null): string
  queue(queue: Queue): string
  /** Notes that a definition of the preamble is used. */
  use(definition: TlaDefinition): void
}

/** Definitions that Integers does not have. */
export const tlaDefinitions = {
  Quotient: 'Quotient(a, b) == IF b < 0 THEN (0 - a) \\div (0 - b) ELSE a \\div b \\* rounded down',
  Remainder: 'Remainder(a, b) == IF b < 0 THEN 0 - ((0 - a) % (0 - b)) ELSE a % b',
  BitAnd:
    'RECURSIVE BitAnd(_, _)\nBitAnd(a, b) == IF a = 0 \\/ b = 0 THEN 0 ELSE IF a = -1 THEN b ELSE IF b = -1 THEN a\n  ELSE 2 * BitAnd(a \\div 2, b \\div 2) + (a % 2) * (b % 2)',
  BitOr:
    'RECURSIVE BitOr(_, _)\nBitOr(a, b) == IF a = -1 \\/ b = -1 THEN -1 ELSE IF a = 0 THEN b ELSE IF b = 0 THEN a\n  ELSE 2 * BitOr(a \\div 2, b \\div 2) + (IF a % 2 + b % 2 > 0 THEN 1 ELSE 0)',
  BitXor:
    'RECURSIVE BitXor(_, _)\nBitXor(a, b) == IF a = 0 THEN b ELSE IF b = 0 THEN a ELSE IF a = -1 THEN -1 - b ELSE IF b = -1 THEN -1 - a\n  ELSE 2 * BitXor(a \\div 2, b \\div 2) + (a % 2 + b % 2) % 2',
} as const
export type TlaDefinition = keyof typeof tlaDefinitions

/** Returns a term as an integer of TLA+, in parentheses unless it is a name or a number. */
export function tlaNumber(term: Term, values: TlaValues): string {
  const inner = (each: Term): string => tlaNumber(each, values)
  if (isTruth(term) && term.kind !== 'number') return `(IF ${tlaTruth(term, values)} THEN 1 ELSE 0)`
  switch (term.kind) {
    case 'number':
      return tlaInteger(term.value)
    case 'me':
      return values.me
    case 'cell':
      return values.cell(term.cell, term.cell.index === null ? null : inner(term.cell.index))
    case 'unary':
      return term.operator === '-' ? `(0 - ${inner(term.operand)})` : `(-1 - ${inner(term.operand)})`
    case 'binary':
      return arithmetic(term, inner, values)
    case 'if':
      return `(IF ${tlaTruth(term.condition, values)} THEN ${inner(term.yes)} ELSE ${inner(term.otherwise)})`
    case 'length':
      return `Len(${values.queue(term.queue)})`
    case 'first':
    case 'contains':
      return `(IF ${tlaTruth(term, values)} THEN 1 ELSE 0)`
    default:
      return unreachable(term)
  }
}

export function tlaInteger(value: number): string {
  return value === -2147483648 ? '(-2147483647 - 1)' : value < 0 ? `(${value})` : `${value}`
}

function arithmetic(term: Term & { kind: 'binary' }, inner: (each: Term) => string, values: TlaValues): string {
  const { operator, right } = term
  const [a, b] = [inner(term.left), inner(term.right)]
  const called = (name: TlaDefinition): string => {
    values.use(name)
    return `${name}(${a}, ${b})`
  }
  const isPositive = right.kind === 'number' && right.value > 0
  switch (operator) {
    case '+':
      if (/^\d+$/.test(a) && /^\d+$/.test(b)) return `${Number(a) + Number(b)}`
      return `(${a} + ${b})`
    case '-':
    case '*':
      return `(${a} ${operator} ${b})`
    case '//':
      return isPositive ? `(${a} \\div ${b})` : called('Quotient')
    case '%':
      return isPositive ? `(${a} % ${b})` : called('Remainder')
    case '<<':
      return `(${a} * 2^${b})`
    case '>>':
      return `(${a} \\div 2^${b})`
    case '&':
      return called('BitAnd')
    case '|':
      return called('BitOr')
    case '^':
      return called('BitXor')
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
    case 'and':
    case 'or':
      return `(IF ${tlaTruth(term, values)} THEN 1 ELSE 0)`
    default:
      return unreachable(operator)
  }
}

const signs: Readonly<Record<string, string>> = { '==': '=', '!=': '#', '<': '<', '<=': '<=', '>': '>', '>=': '>=' }

/** Returns a term as a truth of TLA+, in parentheses unless that is not needed anywhere. */
export function tlaTruth(term: Term, values: TlaValues): string {
  switch (term.kind) {
    case 'number':
      return term.value === 0 ? 'FALSE' : 'TRUE'
    case 'unary':
      if (term.operator === 'not') return `~${tlaTruth(term.operand, values)}`
      break
    case 'binary': {
      if (term.operator === 'and') return `(${tlaTruth(term.left, values)} /\\ ${tlaTruth(term.right, values)})`
      if (term.operator === 'or') return `(${tlaTruth(term.left, values)} \\/ ${tlaTruth(term.right, values)})`
      const sign = signs[term.operator]
      if (sign !== undefined) return `(${tlaNumber(term.left, values)} ${sign} ${tlaNumber(term.right, values)})`
      break
    }
    case 'first': {
      const queue = values.queue(term.queue)
      return `(Len(${queue}) > 0 /\\ Head(${queue}) = ${tlaNumber(term.value, values)})`
    }
    case 'contains': {
      const queue = values.queue(term.queue)
      return `(\\E place \\in 1..Len(${queue}) : ${queue}[place] = ${tlaNumber(term.value, values)})`
    }
    case 'me':
    case 'cell':
    case 'if':
    case 'length':
      break
    default:
      return unreachable(term)
  }
  return `(${tlaNumber(term, values)} # 0)`
}
