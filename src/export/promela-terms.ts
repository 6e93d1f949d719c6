import { unreachable } from '../base/bug.ts'
import type { Cell, Term, TermOperator } from './model.ts'

/** How strongly operators bind in Promela, which has the levels of C. */
const precedences: Readonly<Record<Exclude<TermOperator, '//'>, number>> = {
  or: 1,
  and: 2,
  '|': 3,
  '^': 4,
  '&': 5,
  '==': 6,
  '!=': 6,
  '<': 7,
  '<=': 7,
  '>': 7,
  '>=': 7,
  '<<': 8,
  '>>': 8,
  '+': 9,
  '-': 9,
  '*': 10,
  '%': 10,
}

const unaryPrecedence = 11

/** What a term is written with. */
export interface TermStyle {
  /** The number of the acting thread. */
  readonly me: string
  /** Whether values may be asked for by `(c -> a : b)`, which formulas cannot read. */
  readonly conditionals: boolean
  /** Whether a term is never negative. */
  isNatural(term: Term): boolean
}

/** Returns a term in Promela. `outer` is the precedence of what is around it. */
export function promelaTerm(term: Term, style: TermStyle, outer = 0): string {
  const inner = (each: Term, precedence: number): string => promelaTerm(each, style, precedence)
  switch (term.kind) {
    case 'number':
      return numberText(term.value, outer)
    case 'me':
      return style.me
    case 'cell':
      return promelaCell(term.cell, style)
    case 'unary': {
      const sign = { '-': '-', not: '!', '~': '~' }[term.operator]
      return enclosed(`${sign}${inner(term.operand, unaryPrecedence + 1)}`, unaryPrecedence, outer)
    }
    case 'binary':
      return binaryText(term, style, outer)
    case 'if': {
      const [condition, yes, no] = [inner(term.condition, 2), inner(term.yes, 2), inner(term.otherwise, 2)]
      if (style.conditionals) return `(${condition} -> ${yes} : ${no})`
      const truth = `(${inner(term.condition, 0)})`
      return `(${truth} * (${inner(term.yes, 0)}) + !${truth} * (${inner(term.otherwise, 0)}))`
    }
    case 'first':
      return `${term.queue.name}?[${matched(term.value, style)}]`
    case 'contains':
      return `${term.queue.name}??[${matched(term.value, style)}]`
    case 'length':
      return `len(${term.queue.name})`
    default:
      return unreachable(term)
  }
}

/** A value that a receive compares with: a constant, or the value of an expression. */
export function matched(term: Term, style: TermStyle): string {
  const text = promelaTerm(term, style)
  return /^\d+$/.test(text) ? text : `eval(${text})`
}

export function promelaCell({ variable, index }: Cell, style: TermStyle): string {
  return index === null ? variable.name : `${variable.name}[${promelaTerm(index, style)}]`
}

function numberText(value: number, outer: number): string {
  if (value === -2147483648) return '(-2147483647 - 1)'
  return value < 0 && outer > 0 ? `(${value})` : `${value}`
}

function enclosed(text: string, precedence: number, outer: number): string {
  return precedence < outer ? `(${text})` : text
}

/** Division and remainder of Promela are those of C, which round toward 0. */
function binaryText(term: Term & { kind: 'binary' }, style: TermStyle, outer: number): string {
  const { operator, left, right } = term
  const text = (each: Term): string => promelaTerm(each, style, unaryPrecedence + 1)
  const isPlain = style.isNatural(left) && style.isNatural(right)
  if (operator === '//' && isPlain) return enclosed(`${text(left)} / ${text(right)}`, 10, outer)
  if (operator === '//') return flooredQuotient(term, style, text)
  if (operator === '%' && !isPlain) {
    const [a, b] = [text(left), text(right)]
    const remainder = `${a} % ${b}`
    const adjusted = choose(style, `(${remainder}) != 0 && (${a} < 0) != (${b} < 0)`, `${remainder} + ${b}`, remainder)
    return right.kind === 'number' && right.value !== -1 ? adjusted : choose(style, `${b} == -1`, '0', adjusted)
  }
  const folded = foldedSum(term, style)
  if (folded !== null) return folded
  const precedence = precedences[operator]
  const sign = { and: '&&', or: '||' }[operator as string] ?? operator
  // Operators of one level are read from the left; mixed ones of bits get parentheses that a reader would want.
  return enclosed(
    `${promelaTerm(left, style, precedence)} ${sign} ${promelaTerm(right, style, precedence + 1)}`,
    precedence,
    outer,
  )
}

/** The number of a lock's holder, where the thread is known. */
function foldedSum({ operator, left, right }: Term & { kind: 'binary' }, { me }: TermStyle): string | null {
  if (operator !== '+' || left.kind !== 'me' || right.kind !== 'number' || !/^\d+$/.test(me)) return null
  return `${Number(me) + right.value}`
}

function flooredQuotient({ left, right }: Term & { kind: 'binary' }, style: TermStyle, text: (each: Term) => string): string {
  const [a, b] = [text(left), text(right)]
  return choose(style, `${a} % ${b} != 0 && (${a} < 0) != (${b} < 0)`, `${a} / ${b} - 1`, `${a} / ${b}`)
}

function choose({ conditionals }: TermStyle, condition: string, yes: string, no: string): string {
  return conditionals ? `(${condition} -> ${yes} : ${no})` : `((${condition}) * (${yes}) + !(${condition}) * (${no}))`
}
