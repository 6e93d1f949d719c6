import { Bug, unreachable } from '../../base/bug.ts'
import { didYouMean } from '../../base/suggest.ts'
import { type Expression, findingKinds, type Observable, type TemporalCase, type Value } from '../../program/program.ts'
import type { CommentClaim, TextForm } from '../claims/comments.ts'
import type { ClaimForm, ClaimLanguage, ClaimMistake, TemporalForm } from '../claims/reader.ts'
import type { Problems } from '../problems.ts'
import type { Expr } from './syntax/tree.ts'

/** What claims about Python programs have in common, whichever way a program is read. */
export abstract class ClaimsInComments implements ClaimLanguage<Expr> {
  protected readonly claim: CommentClaim
  protected readonly threads: readonly string[]
  private readonly problems: Problems

  constructor(claim: CommentClaim, threads: readonly string[], problems: Problems) {
    this.claim = claim
    this.threads = threads
    this.problems = problems
  }

  abstract condition(part: Expr): Expression | null
  abstract observable(part: Expr): Observable | null
  abstract value(part: Expr, of: Observable | null): Value | null
  /** Parses an expression, or several with commas between them as a tuple; returns null after reporting an error. */
  abstract parsed(text: string): Expr | null

  wrong(message: string, hint: string | null): null {
    this.problems.error(this.claim.span, message, hint)
    return null
  }

  /** Parses the expressions of a claim; returns null after reporting an error. */
  form(form: TextForm): ClaimForm<Expr> | null {
    switch (form.kind) {
      case 'outcomes':
      case 'deadlocks': {
        const names = this.list(form.names)
        const rows = form.rows.trim() === '' ? [] : this.items(form.rows)
        return names === null || rows === null ? null : { kind: form.kind, names, rows }
      }
      case 'final':
      case 'possible':
      case 'reachable':
      case 'never': {
        const condition = this.parsed(form.condition)
        return condition === null ? null : { kind: form.kind, condition }
      }
      case 'overtaking': {
        const bound = form.bound === null ? null : this.parsed(form.bound)
        return bound === null && form.bound !== null ? null : { ...form, bound }
      }
      case 'temporal': {
        const condition = this.parsed(form.condition)
        const goal = form.goal === null ? null : this.parsed(form.goal)
        if (condition === null || (form.goal !== null && goal === null)) return null
        return { ...form, each: [], condition, goal }
      }
      case 'finding':
        return { ...form, of: form.of === null ? null : { kind: 'string', value: form.of, span: this.claim.span } }
      case 'states':
      case 'interleavings':
        return form
      case 'no-set':
        return this.wrong('expected a set of outcomes', 'write `outcomes x = {1, 2}` or `outcomes (x, y) = {(1, 2)}`')
      case 'no-number':
        return this.wrong(`expected a number after \`${form.word}\``, `write \`${form.word} 20\``)
      default:
        return unreachable(form)
    }
  }

  report(mistake: ClaimMistake<Expr>): void {
    switch (mistake.kind) {
      case 'unknown-finding': {
        const forms = 'write `outcomes x = {1, 2}`, `final x == 2`, `possible x == 1` or a finding'
        this.wrong(`unknown expectation \`${this.claim.text}\``, didYouMean(mistake.finding, findingKinds) ?? forms)
        return
      }
      case 'unknown-section':
        this.wrong('there are no critical sections to overtake in', 'mark them in instruction text: `critical:` … `end`')
        return
      case 'bound-of-overtaking':
        this.wrong('a thread overtakes another 0 times or more', 'write a number from 0')
        return
      case 'unknown-fairness':
        this.wrong(`there is no \`${mistake.word}\` fairness`, 'write `under no fairness`, or `weak`, or `strong`')
        return
      case 'without-fairness':
        this.wrong(`\`${mistake.finding}\` does not depend on fairness`, 'only `livelock` and `starvation` do')
        return
      case 'without-thread':
        this.wrong(`\`${mistake.finding}\` is not about one thread`, 'only `starvation of NAME` names a thread')
        return
      case 'temporal-words':
        this.wrong(
          `\`${mistake.words.join(' ')}\` is not supported`,
          'write `always e`, `eventually e`, `always eventually e`, `eventually always e` or `e leads-to f`',
        )
        return
      case 'count-of-values':
        this.wrong(`expected ${mistake.wanted} values per outcome, found ${mistake.given}`, 'write each outcome as a tuple')
        return
      case 'modulus-of-element':
        this.wrong('a modulus applies to a whole list, not to one element', 'name the whole list')
        return
      case 'shape-of-values':
        throw new Bug('the shapes of values are not known here')
      default:
        return unreachable(mistake)
    }
  }

  /** Python has no quantifiers. */
  cases({ condition, goal }: TemporalForm<Expr>): readonly TemporalCase[] | null {
    const first = this.condition(condition)
    const second = goal === null ? undefined : this.condition(goal)
    if (first === null || second === null) return null
    return [{ label: '', condition: first, ...(second === undefined ? {} : { goal: second }) }]
  }

  /** The name of a thread is a string. */
  thread(part: Expr): number | null {
    const name = part.kind === 'string' ? part.value : ''
    const index = this.threads.indexOf(name)
    if (index !== -1) return index
    return this.wrong(
      `unknown thread \`${name}\``,
      didYouMean(name, this.threads) ?? `the threads are ${this.threads.join(', ')}`,
    )
  }

  /** No comment marks critical sections. */
  sections(): readonly string[] {
    return []
  }

  /** The length of a list is known only when the program is assembled. */
  shapeOf(): null {
    return null
  }

  valuesOf(row: Expr, wanted: number): readonly Expr[] {
    if (wanted === 1) return [row]
    return row.kind === 'tuple' ? row.items : []
  }

  private items(text: string): readonly Expr[] | null {
    const list = this.parsed(`[${text}]`)
    return list?.kind === 'list' ? list.items : null
  }

  /** Parses the expressions of a list with commas; returns null after reporting an error. */
  list(text: string): readonly Expr[] | null {
    const list = this.parsed(text)
    return list?.kind === 'tuple' ? list.items : list === null ? null : [list]
  }
}
