import type { SyntaxNode } from '@lezer/common'
import type { BinaryOperator, Expression } from '../../program/expressions.ts'
import { childOf, expressionsOf, spanOf, textOf } from '../grammar/nodes.ts'
import type { Naming, Reading, TextVariable } from './reading.ts'

/** The most characters that one condition compares: what walks expressions is recursive. */
const longest = 400

/** Returns the text of a string literal; `\n`, `\t`, `\"` and `\\` are escapes. */
export function stringIn({ source, problems }: Reading, node: SyntaxNode): string {
  return textOf(source, node)
    .slice(1, -1)
    .replace(/\\(.)/gsu, (written, character: string) => {
      const meant = escapes.get(character)
      if (meant !== undefined) return meant
      problems.error(spanOf(node), `\`${written}\` is no escape`, 'write `\\n`, `\\t`, `\\"` or `\\\\`')
      return ''
    })
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['"', '"'],
  ['\\', '\\'],
])

/** Returns the code points of a text, which are what its variable contains. */
export function codesOf(text: string): number[] {
  return [...text].map((each) => each.codePointAt(0) ?? 0)
}

/** Returns whether one side of a comparison is a string. */
export function comparesText(node: SyntaxNode): boolean {
  return expressionsOf(node).some((each) => each.name === 'String')
}

/** Reads `output == "…"` and `output != "…"`; null after reporting an error. */
export function readTextComparison(
  reading: Reading,
  node: SyntaxNode,
  operator: BinaryOperator,
  naming: Naming,
): Expression | null {
  const [left, right] = expressionsOf(node)
  if (left === undefined || right === undefined) return null
  if (operator === '+') {
    reading.problems.error(spanOf(node), 'texts cannot be added', 'write a comma: `print "a", e`')
    return null
  }
  const [literal, other] = left.name === 'String' ? [left, right] : [right, left]
  const variable = textVariable(reading, other, naming)
  if (variable === null) return null
  if (operator !== '==' && operator !== '!=') {
    reading.problems.error(spanOf(node), 'texts have no order', 'write `==`, `!=`, `starts with` or `matches`')
    return null
  }
  const text = stringIn(reading, literal)
  const codes = codesOf(text)
  if (!fits(reading, literal, variable, codes)) return null
  const same = both(begins(variable, codes), compared('==', sizeOf(variable), codes.length))
  return operator === '==' ? same : { kind: 'unary', operator: 'not', operand: same }
}

/** Reads `output starts with "…"`; null after reporting an error. */
export function readStartsWith(reading: Reading, node: SyntaxNode, naming: Naming): Expression | null {
  const variable = textVariable(reading, childOf(node, 'Variable'), naming)
  const literal = childOf(node, 'String')
  const codes = codesOf(stringIn(reading, literal))
  return variable === null || !fits(reading, literal, variable, codes) ? null : begins(variable, codes)
}

/** Reports a text that is longer than what is looked at of the output, so that nothing is known about it. */
function fits({ problems }: Reading, node: SyntaxNode, { isWhole, length }: TextVariable, codes: readonly number[]): boolean {
  if (isWhole || codes.length <= length) return true
  const hint = 'compare it in an `expect` line of the file, or say how much to look at: `shared output[40]`'
  problems.error(spanOf(node), `only ${length} characters of the output are looked at`, hint)
  return false
}

/** Reads `output matches /…/`; null after reporting an error. */
export function readMatches(reading: Reading, node: SyntaxNode, naming: Naming): Expression | null {
  const { source, problems } = reading
  const variable = textVariable(reading, childOf(node, 'Variable'), naming)
  if (variable === null) return null
  const regexNode = childOf(node, 'Regex')
  const watched = variable.automata.get(textOf(source, regexNode))
  if (watched !== undefined) {
    const state: Expression = { kind: 'shared', variable: watched.variable, index: null }
    return anyOf(watched.accepting.map((each) => compared('==', state, each)))
  }
  // A pattern is followed while the program prints, so it has to be known when the program is read.
  if (!variable.refused)
    problems.error(spanOf(regexNode), 'a pattern cannot be used here', 'write it in an `expect` line of the file')
  return null
}

/** Reads `count(output, "0")`; null after reporting an error. */
export function readCount(reading: Reading, node: SyntaxNode, naming: Naming): Expression | null {
  const { problems } = reading
  const [name, literal, more] = expressionsOf(node)
  if (name === undefined || literal?.name !== 'String' || more !== undefined) {
    problems.error(spanOf(node), '`count` takes a text and a string', 'write `count(output, "0")`')
    return null
  }
  const variable = textVariable(reading, name, naming)
  const codes = codesOf(stringIn(reading, literal))
  if (variable === null) return null
  if (codes.length === 0 || repeatsItself(codes)) {
    problems.error(spanOf(literal), 'occurrences of this text can overlap, so they cannot be counted', 'count one character')
    return null
  }
  if (!variable.isWhole) {
    const hint = 'write `matches`, or say how much to look at: `shared output[40]`'
    problems.error(spanOf(node), 'this program may print more than is looked at, so it cannot be counted', hint)
    return null
  }
  if (variable.length * codes.length > longest) {
    problems.error(spanOf(node), 'the output is too long to count in', `the limit is ${longest} characters`)
    return null
  }
  // Beyond the end of the output, the array contains 0, which is no character of it.
  const places = Array.from({ length: Math.max(0, variable.length - codes.length + 1) }, (_, at) =>
    codes
      .map((code, index) => compared('==', elementOf(variable, at + index), code))
      .reduce((left, right) => both(left, right)),
  )
  const [first, ...others] = places
  if (first === undefined) return { kind: 'constant', value: 0 }
  return others.reduce<Expression>((left, right) => ({ kind: 'binary', operator: '+', left, right }), first)
}

function repeatsItself(codes: readonly number[]): boolean {
  return codes.some((_, shift) => shift > 0 && codes.slice(shift).every((code, index) => code === codes[index]))
}

/** Returns the variable with the printed text; null after reporting an error. */
function textVariable({ source, problems }: Reading, node: SyntaxNode, naming: Naming): TextVariable | null {
  const name = textOf(source, node)
  const variable = node.name === 'Variable' ? naming.text(name) : null
  if (variable === null)
    problems.error(spanOf(node), `\`${name}\` is no text`, 'the text that `print` writes is called `output`')
  return variable
}

function begins(variable: TextVariable, codes: readonly number[]): Expression {
  if (codes.length === 0) return { kind: 'constant', value: 1 }
  if (codes.length > variable.length) return { kind: 'constant', value: 0 }
  return codes.map((code, index) => compared('==', elementOf(variable, index), code)).reduce((left, right) => both(left, right))
}

function sizeOf({ size }: TextVariable): Expression {
  return { kind: 'shared', variable: size, index: null }
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
