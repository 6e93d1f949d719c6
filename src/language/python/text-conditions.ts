import { present } from '../../base/bug.ts'
import type { Expression, Observable } from '../../program/program.ts'
import type { TextVariable } from '../claims/reading.ts'
import { beginsWith, codesOf, countOf, equalsText, isLookedAt, matchesPattern } from '../claims/text-conditions.ts'
import { outputName } from '../lowering/kept-text.ts'
import type { Expr } from './syntax/tree.ts'
import { patternIn } from './text-claims.ts'

const forms =
  "write `output == 'a\\n'`, `output.startswith('a')`, `output.count('a') == 2` or `re.fullmatch('(a|b)*\\n', output)`"

/** Conditions on the text that a program prints, in the expressions of Python. */
export class TextConditions {
  private readonly text: TextVariable | null
  private readonly wrong: (message: string, hint: string | null) => null

  /** `wrong` reports a mistake; `text` is null if no output is observed. */
  constructor(text: TextVariable | null, wrong: (message: string, hint: string | null) => null) {
    this.text = text
    this.wrong = wrong
  }

  /** Reports whether an observable is the text. */
  isObserved(name: Observable): boolean {
    return this.text !== null && name.kind === 'shared' && name.variable === this.text.variable
  }

  /** Reports whether an expression is the text itself. */
  isText(part: Expr): boolean {
    return this.text !== null && part.kind === 'name' && part.name === outputName
  }

  /** Reports whether an expression is a condition on the text, or a number that tells something of it. */
  isAbout(part: Expr): boolean {
    if (this.text === null) return false
    if (part.kind === 'compare')
      return [part.first, ...part.rest.map(({ operand }) => operand)].some((each) => this.isMatch(each))
    return this.isText(part) || this.isMethod(part) || this.isRegex(part)
  }

  /** Returns the condition, or the number; null after reporting an error. */
  condition(part: Expr): Expression | null {
    const text = present(this.text, 'text')
    if (part.kind === 'compare') return this.comparison(text, part)
    if (part.kind !== 'call') return this.wrong('a text is no condition', forms)
    return this.isRegex(part) ? this.matching(text, part) : this.method(text, part)
  }

  /** `len(output)` */
  length(): Expression | null {
    const { size, isWhole, length } = present(this.text, 'text')
    if (isWhole) return { kind: 'shared', variable: size, index: null }
    return this.wrong(`this program may print more than the ${length} characters that are looked at`, forms)
  }

  /** `output[0]` */
  element(): null {
    return this.wrong('single characters of the output cannot be named', forms)
  }

  private isMethod(part: Expr): boolean {
    return part.kind === 'call' && part.callee.kind === 'attribute' && this.isText(part.callee.object)
  }

  private isRegex(part: Expr): boolean {
    return (
      part.kind === 'call' &&
      part.callee.kind === 'attribute' &&
      part.callee.object.kind === 'name' &&
      part.callee.object.name === 're' &&
      part.positional.some((each) => this.isText(each))
    )
  }

  /** What can be compared in no other way than those of a text: itself, and what a regular expression gives. */
  private isMatch(part: Expr): boolean {
    return this.isText(part) || this.isRegex(part)
  }

  private comparison(text: TextVariable, { first, rest }: Expr & { readonly kind: 'compare' }): Expression | null {
    const [only, more] = rest
    if (only === undefined || more !== undefined)
      return this.wrong('comparisons of texts do not chain', 'write `and` between them')
    const { operator, operand } = only
    if (this.isRegex(first) || this.isRegex(operand)) {
      return this.wrong('what `re.fullmatch` gives cannot be compared', 'it is a condition by itself, and `not` negates it')
    }
    const literal = this.isText(first) ? operand : first
    if (literal.kind !== 'string') return this.wrong('a text can only be compared with a text', forms)
    if (operator !== '==' && operator !== '!=') return this.wrong(`\`${operator}\` is not supported with a text`, forms)
    const codes = codesOf(literal.value)
    if (!this.fits(text, codes)) return null
    const same = equalsText(text, codes)
    return operator === '==' ? same : { kind: 'unary', operator: 'not', operand: same }
  }

  private method(text: TextVariable, part: Expr & { readonly kind: 'call' }): Expression | null {
    const name = part.callee.kind === 'attribute' ? part.callee.name : ''
    const [literal, more] = part.positional
    if (literal?.kind !== 'string' || more !== undefined || part.keywords.length > 0) {
      return this.wrong('this is not supported with a text', forms)
    }
    const codes = codesOf(literal.value)
    if (name === 'startswith') return this.fits(text, codes) ? beginsWith(text, codes) : null
    if (name !== 'count') return this.wrong(`\`output.${name}\` is not supported here`, forms)
    const count = countOf(text, codes)
    switch (count.kind) {
      case 'count':
        return count.expression
      case 'overlapping':
        return this.wrong('occurrences of this text can overlap, so they cannot be counted', 'count one character')
      case 'unbounded':
        return this.wrong(
          'this program may print more than is looked at, so it cannot be counted',
          "write `re.fullmatch('…', output)`, which follows all of it",
        )
      case 'too-long':
        return this.wrong(
          `the output may be too long to count this in: its characters times those of the text are more than ${count.limit}`,
          'count one character, or follow the output with `re.fullmatch`',
        )
    }
  }

  private matching(text: TextVariable, part: Expr): Expression | null {
    const watched = text.automata.get(patternIn(part) ?? '')
    if (watched !== undefined) return matchesPattern(watched)
    return text.refused ? null : this.wrong('this is not supported with a text', forms)
  }

  /** Reports a text that is longer than what is looked at of the output, so that nothing is known about it. */
  private fits(text: TextVariable, codes: readonly number[]): boolean {
    if (isLookedAt(text, codes)) return true
    this.wrong(`only ${text.length} characters of the output are looked at`, null)
    return false
  }
}
