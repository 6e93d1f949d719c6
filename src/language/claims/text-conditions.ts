import type { BinaryOperator, Expression } from '../../program/expressions.ts'
import type { TextVariable, WatchedPattern } from './reading.ts'

/** The most characters that one condition compares: what walks expressions is recursive. */
const longest = 400

/** Returns the code points of a text, which are what its variable contains. */
export function codesOf(text: string): number[] {
  return [...text].map((each) => each.codePointAt(0) ?? 0)
}

/** Reports whether so much of a text is looked at that it is known whether it is, or begins with, these characters. */
export function isLookedAt({ isWhole, length }: TextVariable, codes: readonly number[]): boolean {
  return isWhole || codes.length <= length
}

/** The condition that a text consists of these characters. */
export function equalsText(variable: TextVariable, codes: readonly number[]): Expression {
  const size: Expression = { kind: 'shared', variable: variable.size, index: null }
  return both(beginsWith(variable, codes), compared('==', size, codes.length))
}

/** The condition that a text begins with these characters. */
export function beginsWith(variable: TextVariable, codes: readonly number[]): Expression {
  if (codes.length === 0) return { kind: 'constant', value: 1 }
  if (codes.length > variable.length) return { kind: 'constant', value: 0 }
  return codes.map((code, index) => compared('==', elementOf(variable, index), code)).reduce((left, right) => both(left, right))
}

/** The condition that a pattern matches the text. */
export function matchesPattern({ variable, accepting }: WatchedPattern): Expression {
  const state: Expression = { kind: 'shared', variable, index: null }
  return anyOf(accepting.map((each) => compared('==', state, each)))
}

/** How often these characters occur in a text, or why that cannot be counted. */
export type TextCount =
  | { readonly kind: 'count'; readonly expression: Expression }
  | { readonly kind: 'overlapping' | 'unbounded' }
  | { readonly kind: 'too-long'; readonly limit: number }

export function countOf(variable: TextVariable, codes: readonly number[]): TextCount {
  if (codes.length === 0 || repeatsItself(codes)) return { kind: 'overlapping' }
  if (!variable.isWhole) return { kind: 'unbounded' }
  if (variable.length * codes.length > longest) return { kind: 'too-long', limit: longest }
  // Beyond the end of the output, the array contains 0, which is no character of it.
  const places = Array.from({ length: Math.max(0, variable.length - codes.length + 1) }, (_, at) =>
    codes
      .map((code, index) => compared('==', elementOf(variable, at + index), code))
      .reduce((left, right) => both(left, right)),
  )
  const [first, ...others] = places
  if (first === undefined) return { kind: 'count', expression: { kind: 'constant', value: 0 } }
  const sum = others.reduce<Expression>((left, right) => ({ kind: 'binary', operator: '+', left, right }), first)
  return { kind: 'count', expression: sum }
}

function repeatsItself(codes: readonly number[]): boolean {
  return codes.some((_, shift) => shift > 0 && codes.slice(shift).every((code, index) => code === codes[index]))
}

function elementOf({ variable }: TextVariable, element: number): Expression {
  return { kind: 'shared', variable, index: { kind: 'constant', value: element } }
}

function compared(operator: BinaryOperator, left: Expression, value: number): Expression {
  return { kind: 'binary', operator, left, right: { kind: 'constant', value } }
}

function both(left: Expression, right: Expression): Expression {
  return { kind: 'binary', operator: 'and', left, right }
}

function anyOf(parts: readonly Expression[]): Expression {
  const [first, ...others] = parts
  if (first === undefined) return { kind: 'constant', value: 0 }
  return others.reduce<Expression>((left, right) => ({ kind: 'binary', operator: 'or', left, right }), first)
}
