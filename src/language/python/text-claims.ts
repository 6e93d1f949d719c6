import type { Automaton } from '../claims/automaton.ts'
import { automatonOf } from '../claims/automaton.ts'
import { type CommentClaim, textForm } from '../claims/comments.ts'
import { codesOf } from '../claims/text-conditions.ts'
import { outputName } from '../lowering/kept-text.ts'
import type { TextClaims } from '../lowering/text-cells.ts'
import type { Problems } from '../problems.ts'
import { parseClaim } from './claim-expressions.ts'
import { partsOf } from './syntax/names.ts'
import { unsupportedIn } from './syntax/patterns.ts'
import type { Expr } from './syntax/tree.ts'

/**
 * Returns the texts and patterns that claims compare the output with. They have to be known before code that prints is
 * written. Mistakes other than those in patterns are reported when the claims are read.
 */
export function textClaimsIn(claims: readonly CommentClaim[], problems: Problems): TextClaims {
  const lengths: number[] = []
  const patterns = new Map<string, Automaton>()
  let refused = false
  for (const claim of claims) {
    if (!/\boutput\b/.test(claim.text)) continue
    for (const text of expressionsIn(claim)) {
      const parsed = parseClaim(text, claim.span)
      if (parsed.kind !== 'expression') continue
      for (const part of within(parsed.expression)) {
        if (part.kind === 'string') lengths.push(codesOf(part.value).length)
        const pattern = patternIn(part)
        if (pattern === null || patterns.has(pattern)) continue
        const automaton = automatonFor(pattern)
        if ('problem' in automaton) {
          problems.error(claim.span, `pattern \`${pattern}\`: ${automaton.problem}`, patternHint)
          refused = true
        } else patterns.set(pattern, automaton)
      }
    }
  }
  return { lengths, patterns, refused }
}

const patternHint = 'patterns have characters, `.`, `[ab]`, `[^a-z]`, `*`, `+`, `?`, `|` and parentheses'

/** Returns the pattern of `re.fullmatch('…', output)`; null if an expression is something else. */
export function patternIn(part: Expr): string | null {
  if (part.kind !== 'call' || part.callee.kind !== 'attribute' || part.keywords.length > 0) return null
  const { object, name } = part.callee
  const [pattern, text, more] = part.positional
  if (object.kind !== 'name' || object.name !== 're' || name !== 'fullmatch' || more !== undefined) return null
  return pattern?.kind === 'string' && text?.kind === 'name' && text.name === outputName ? pattern.value : null
}

/** The automaton of a pattern of Python, in which `.` is no end of a line. */
function automatonFor(pattern: string): Automaton | { readonly problem: string } {
  const problem = unsupportedIn(pattern)
  return problem === null ? automatonOf(pattern, ['\n']) : { problem }
}

function expressionsIn(claim: CommentClaim): readonly string[] {
  if (claim.kind === 'mod') return []
  if (claim.kind === 'invariant') return [claim.text]
  const form = textForm(claim.text)
  switch (form.kind) {
    case 'outcomes':
    case 'deadlocks':
      return [`[${form.rows}]`]
    case 'final':
    case 'possible':
    case 'reachable':
    case 'never':
      return [form.condition]
    case 'temporal':
      return form.goal === null ? [form.condition] : [form.condition, form.goal]
    case 'overtaking':
    case 'finding':
    case 'states':
    case 'interleavings':
    case 'no-set':
    case 'no-number':
      return []
  }
}

/** An expression and those in it, without those in a pattern. */
function within(expression: Expr): Expr[] {
  return patternIn(expression) === null ? [expression, ...partsOf(expression).flatMap(within)] : [expression]
}
