import type { Span } from '../../base/source.ts'
import type { ConditionKind } from '../../program/program.ts'

/**
 * A claim in a comment of a language that has no statements for them: `expect: outcomes balance = {1, 2}`,
 * `mod 8: balance`. `text` is what comes after the colon.
 */
export type CommentClaim = { readonly text: string; readonly span: Span; readonly line: number } & (
  | { readonly kind: 'expect' | 'invariant' }
  | { readonly kind: 'mod'; readonly modulus: number }
)

/** Returns the claim in a comment, whose text begins at `start` after the comment sign; null if there is none. */
export function claimInComment(comment: string, start: number, line: number): CommentClaim | null {
  const match = /^\s*(expect|invariant|mod\s+(\d+))\s*:\s*(.*?)\s*$/.exec(comment)
  if (match === null) return null
  const [, word, modulus, text = ''] = match
  const end = start + comment.length
  const place = { text, span: { start: end - text.length, end }, line }
  if (modulus !== undefined) return { kind: 'mod', modulus: Number(modulus), ...place }
  return { kind: word === 'invariant' ? 'invariant' : 'expect', ...place }
}

/** Reports whether a comment, after the comment sign, marks progress. */
export function isProgressComment(comment: string): boolean {
  return /^\s*progress\s*$/.test(comment)
}

/** The text after `expect:` by its first word; its expressions are still texts, which the language parses. */
export type TextForm =
  | { readonly kind: 'outcomes' | 'deadlocks'; readonly names: string; readonly rows: string }
  | { readonly kind: ConditionKind; readonly condition: string }
  | { readonly kind: 'states' | 'interleavings'; readonly count: string }
  | { readonly kind: 'overtaking'; readonly section: string | null; readonly operator: string; readonly bound: string | null }
  | {
      readonly kind: 'finding'
      readonly finding: string
      readonly present: boolean
      readonly of: string | null
      readonly fairness: string | null
    }
  | {
      readonly kind: 'temporal'
      readonly words: readonly string[]
      readonly condition: string
      readonly goal: string | null
      readonly fairness: string | null
    }
  | { readonly kind: 'no-set' }
  | { readonly kind: 'no-number'; readonly word: string }

export function textForm(text: string): TextForm {
  const { inner, fairness } = withoutFairness(text)
  return temporalForm(inner, fairness) ?? otherForm(text)
}

/** Returns a text without `under strong fairness` at its end, and the word that says which fairness it is. */
function withoutFairness(text: string): { readonly inner: string; readonly fairness: string | null } {
  const [, inner = text, fairness = null] = /^(.*)\sunder\s+(\S+)\s+fairness$/s.exec(text) ?? []
  return { inner: inner.trim(), fairness }
}

function temporalForm(text: string, fairness: string | null): TextForm | null {
  const [, before, after] = /^(.*?)\sleads-to\s(.*)$/s.exec(text) ?? []
  if (before !== undefined && after !== undefined) {
    return { kind: 'temporal', words: [], condition: before.trim(), goal: after.trim(), fairness }
  }
  const [, words, condition] = /^((?:(?:always|eventually)\s+)+)(.*)$/s.exec(text) ?? []
  if (words === undefined || condition === undefined) return null
  return { kind: 'temporal', words: words.trim().split(/\s+/), condition, goal: null, fairness }
}

function findingForm(text: string, present: boolean): TextForm {
  const { inner, fairness } = withoutFairness(text)
  const [, finding = inner, of = null] = /^(\S+)\s+of\s+(.*)$/s.exec(inner) ?? []
  return { kind: 'finding', finding, present, of, fairness }
}

function otherForm(text: string): TextForm {
  const [word = ''] = text.split(/\s+/, 1)
  const rest = text.slice(word.length).trim()
  switch (word) {
    case 'outcomes':
    case 'deadlocks': {
      const match = /^(.*?)\s*=\s*\{(.*)\}$/s.exec(rest)
      return match === null ? { kind: 'no-set' } : { kind: word, names: match[1] ?? '', rows: match[2] ?? '' }
    }
    case 'final':
    case 'possible':
    case 'reachable':
    case 'never':
      return { kind: word, condition: rest }
    case 'states':
    case 'interleavings':
      return /^\d+$/.test(rest) ? { kind: word, count: rest } : { kind: 'no-number', word }
    case 'overtaking':
      return overtakingForm(rest)
    case 'no':
      return findingForm(rest, false)
    default: // any other text names a finding, or is a mistake that the reader reports
      return findingForm(text, true)
  }
}

function overtakingForm(text: string): TextForm {
  const match = /^(?:([\p{L}_][\p{L}\p{N}_]*)\s*)??(?:(unbounded|bounded)|(<=|>=|==|<|>)\s*(.*))$/su.exec(text)
  if (match === null) return findingForm(`overtaking ${text}`.trim(), true)
  const [, section = null, word, operator = word === 'bounded' ? '<' : '==', bound = null] = match
  return { kind: 'overtaking', section, operator, bound }
}
