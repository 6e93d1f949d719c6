import type { SyntaxNode } from '@lezer/common'
import type { BinaryOperator, Expression } from '../../program/expressions.ts'
import { childOf, expressionsOf, spanOf, textOf } from '../grammar/nodes.ts'
import type { Naming, Reading, TextVariable } from './reading.ts'
import { beginsWith, codesOf, countOf, equalsText, isLookedAt, matchesPattern } from './text-conditions.ts'

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
  const same = equalsText(variable, codes)
  return operator === '==' ? same : { kind: 'unary', operator: 'not', operand: same }
}

/** Reads `output starts with "…"`; null after reporting an error. */
export function readStartsWith(reading: Reading, node: SyntaxNode, naming: Naming): Expression | null {
  const variable = textVariable(reading, childOf(node, 'Variable'), naming)
  const literal = childOf(node, 'String')
  const codes = codesOf(stringIn(reading, literal))
  return variable === null || !fits(reading, literal, variable, codes) ? null : beginsWith(variable, codes)
}

const sayHowMuch = 'say how much to look at: `shared output[40]`'

/** Reports a text that is longer than what is looked at of the output, so that nothing is known about it. */
function fits({ problems }: Reading, node: SyntaxNode, variable: TextVariable, codes: readonly number[]): boolean {
  if (isLookedAt(variable, codes)) return true
  const hint = `compare it in an \`expect\` line of the file${variable.isDeclarable ? `, or ${sayHowMuch}` : ''}`
  problems.error(spanOf(node), `only ${variable.length} characters of the output are looked at`, hint)
  return false
}

/** Reads `output matches /…/`; null after reporting an error. */
export function readMatches(reading: Reading, node: SyntaxNode, naming: Naming): Expression | null {
  const { source, problems } = reading
  const variable = textVariable(reading, childOf(node, 'Variable'), naming)
  if (variable === null) return null
  const regexNode = childOf(node, 'Regex')
  const watched = variable.automata.get(textOf(source, regexNode))
  if (watched !== undefined) return matchesPattern(watched)
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
  const count = countOf(variable, codes)
  switch (count.kind) {
    case 'count':
      return count.expression
    case 'overlapping':
      problems.error(spanOf(literal), 'occurrences of this text can overlap, so they cannot be counted', 'count one character')
      return null
    case 'unbounded': {
      const hint = variable.isDeclarable
        ? `write \`matches\`, or ${sayHowMuch}`
        : 'compare its begin, or follow it with a pattern'
      problems.error(spanOf(node), 'this program may print more than is looked at, so it cannot be counted', hint)
      return null
    }
    case 'too-long':
      problems.error(spanOf(node), 'the output is too long to count in', `the limit is ${count.limit} characters`)
      return null
  }
}

/** Returns the variable with the printed text; null after reporting an error. */
function textVariable({ source, problems }: Reading, node: SyntaxNode, naming: Naming): TextVariable | null {
  const name = textOf(source, node)
  const variable = node.name === 'Variable' ? naming.text(name) : null
  if (variable === null)
    problems.error(spanOf(node), `\`${name}\` is no text`, 'the text that `print` writes is called `output`')
  return variable
}
