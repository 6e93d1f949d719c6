import type { Tree } from '@lezer/common'
import { Bug, unreachable } from '../../base/bug.ts'
import { greatestInteger } from '../../base/integer.ts'
import { positionAt, type Source } from '../../base/source.ts'
import { didYouMean } from '../../base/suggest.ts'
import {
  type BinaryOperator,
  type Expectation,
  type Expression,
  findingKinds,
  type Invariant,
  type Observable,
  type Value as ProgramValue,
  type TemporalCase,
} from '../../program/program.ts'
import { type CommentClaim, claimInComment, type TextForm, textForm } from '../claims/comments.ts'
import {
  type ClaimForm,
  type ClaimLanguage,
  type ClaimMistake,
  readExpectation,
  readModulus,
  type TemporalForm,
} from '../claims/reader.ts'
import { codesOf } from '../claims/text-conditions.ts'
import type { Conditions, Modulus } from '../lowering/assemble.ts'
import type { Cell } from '../lowering/cell.ts'
import { describe } from '../lowering/cells.ts'
import type { Pass } from '../lowering/pass.ts'
import { textVariable } from '../lowering/printed-text.ts'
import { encoded } from '../lowering/values.ts'
import type { Problems } from '../problems.ts'
import { parseClaim } from './claim-expressions.ts'
import { AtomicObject } from './library/atomic-int.ts'
import { QueueObject } from './library/queue.ts'
import { ListObject } from './objects/containers.ts'
import { memoryName } from './syntax/memory-names.ts'
import type { Expr } from './syntax/tree.ts'
import { TextConditions } from './text-conditions.ts'

/** Returns the comments of a text that are claims about the program. */
export function claimsIn(source: Source, tree: Tree): CommentClaim[] {
  const found: CommentClaim[] = []
  tree.iterate({
    enter: ({ name, from, to }) => {
      const signs = name === 'Comment' ? /^#+/.exec(source.text.slice(from, to)) : null
      if (signs === null) return
      const start = from + signs[0].length
      const claim = claimInComment(source.text.slice(start, to), start, positionAt(source.text, from).line)
      if (claim !== null) found.push(claim)
    },
  })
  return found
}

/** Reads the claims, once the variables are known. */
export function readClaims(
  pass: Pass,
  claims: readonly CommentClaim[],
  threads: readonly string[],
  problems: Problems,
): Conditions {
  const invariants: Invariant[] = []
  const expectations: Expectation[] = []
  const moduli: Modulus[] = []
  for (const claim of claims) {
    const language = new PythonClaims(pass, claim, threads, problems)
    if (claim.kind === 'mod') moduli.push(...modulusOf(language, claim))
    else if (claim.kind === 'invariant') {
      const part = language.parsed(claim.text)
      const condition = part === null ? null : language.condition(part)
      if (condition !== null) invariants.push({ condition, text: claim.text, line: claim.line })
    } else {
      const form = language.form(textForm(claim.text))
      const expected = form === null ? null : readExpectation(language, form)
      if (expected !== null) expectations.push({ ...expected, text: claim.text, line: claim.line })
    }
  }
  return { invariants, expectations, moduli }
}

/** `# mod 8: x, y`: their values are reduced to 0..7. */
function modulusOf(language: PythonClaims, { text, modulus, span }: CommentClaim & { readonly kind: 'mod' }): Modulus[] {
  if (modulus < 1 || modulus > greatestInteger) {
    language.wrong('a modulus must be 1 or more', 'write `# mod 8: balance`')
    return []
  }
  const variables = readModulus(language, language.list(text) ?? [])
  if (variables.some((variable) => language.isText(variable))) {
    language.wrong('`output` is a text, which has no modulus', null)
    return []
  }
  return variables.map((variable) => ({ variable, modulus, span }))
}

/** Reads claims of Python programs. */
class PythonClaims implements ClaimLanguage<Expr> {
  private readonly pass: Pass
  private readonly claim: CommentClaim
  private readonly threads: readonly string[]
  private readonly problems: Problems
  private readonly text: TextConditions

  constructor(pass: Pass, claim: CommentClaim, threads: readonly string[], problems: Problems) {
    this.pass = pass
    this.claim = claim
    this.threads = threads
    this.problems = problems
    const text = pass.text === null ? null : textVariable(pass, pass.text)
    this.text = new TextConditions(text, (message, hint) => this.wrong(message, hint))
  }

  wrong(message: string, hint: string | null): null {
    this.problems.error(this.claim.span, message, hint)
    return null
  }

  isText(variable: number): boolean {
    return this.text.isObserved({ kind: 'shared', variable, element: null })
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

  value(part: Expr, name: Observable | null): ProgramValue | null {
    if (name !== null && this.text.isObserved(name)) {
      return part.kind === 'string' ? codesOf(part.value) : this.wrong('expected a text', "write what is printed: `'a\\n'`")
    }
    if (part.kind === 'list') {
      const items = part.items.map((item) => this.value(item, null))
      return items.every((item) => typeof item === 'number') ? items : null
    }
    if (part.kind === 'number' || part.kind === 'constant' || part.kind === 'string') {
      const code = encoded({ kind: 'constant', value: part.value }, this.pass.codes)
      if (code?.expression.kind === 'constant') return code.expression.value
    }
    if (part.kind === 'unary' && part.operator === '-' && part.operand.kind === 'number') return -part.operand.value
    return this.wrong('expected a value', 'write integers, True, False, None, strings or lists of them')
  }

  private items(text: string): readonly Expr[] | null {
    const list = this.parsed(`[${text}]`)
    return list?.kind === 'list' ? list.items : null
  }

  /** Parses an expression, or several with commas between them as a tuple; returns null after reporting an error. */
  parsed(text: string): Expr | null {
    const parsed = parseClaim(text, this.claim.span)
    switch (parsed.kind) {
      case 'expression':
        return parsed.expression
      case 'no-expression':
        return this.wrong(`\`${text}\` is not an expression`, 'write a Python expression')
      case 'unsupported':
        return this.wrong(`\`${text}\` is not supported here`, null)
    }
  }

  /** Parses the expressions of a list with commas; returns null after reporting an error. */
  list(text: string): readonly Expr[] | null {
    const list = this.parsed(text)
    return list?.kind === 'tuple' ? list.items : list === null ? null : [list]
  }

  condition(part: Expr): Expression | null {
    if (this.text.isAbout(part)) return this.text.condition(part)
    switch (part.kind) {
      case 'number':
      case 'constant':
      case 'string': {
        const code = encoded({ kind: 'constant', value: part.value }, this.pass.codes)
        return code?.expression ?? null
      }
      case 'unary': {
        if (part.operator === '+') return this.condition(part.operand)
        const operand = this.condition(part.operand)
        return operand === null ? null : { kind: 'unary', operator: part.operator, operand }
      }
      case 'binary':
      case 'logical':
        if (part.operator === '/' || part.operator === '**' || part.operator === '@')
          return this.wrong(`\`${part.operator}\` is not supported here`, null)
        return this.both(part.operator, this.condition(part.left), this.condition(part.right))
      case 'compare': {
        const operands = [part.first, ...part.rest.map(({ operand }) => operand)].map((each) => this.condition(each))
        let all: Expression | null = null
        for (const [index, { operator }] of part.rest.entries()) {
          const sign = operator === 'is' ? '==' : operator === 'is not' ? '!=' : operator
          if (sign === 'in' || sign === 'not in') return this.wrong('`in` is not supported here', 'write `==` and `or`')
          const one = this.both(sign, operands[index] ?? null, operands[index + 1] ?? null)
          if (one === null) return null
          all = all === null ? one : this.both('and', all, one)
        }
        return all
      }
      case 'name':
      case 'attribute':
      case 'subscript':
        return this.place(part)
      case 'call':
        if (part.callee.kind === 'name' && part.callee.name === 'len' && part.positional[0] !== undefined) {
          return this.length(part.positional[0])
        }
    }
    return this.wrong('this is not supported in a condition', 'write comparisons of variables and constants')
  }

  private both(operator: BinaryOperator, left: Expression | null, right: Expression | null): Expression | null {
    return left === null || right === null ? null : { kind: 'binary', operator, left, right }
  }

  private place(part: Expr): Expression | null {
    const observable = this.observable(part)
    if (observable?.kind !== 'shared') return null
    const list = observable.element === null ? this.cellNamed(memoryName(part) ?? '') : null
    if (list !== null && list.capacity !== null) {
      return this.wrong(`\`${memoryName(part)}\` is a list`, `name an element, \`${memoryName(part)}[0]\`, or its length`)
    }
    const index: Expression | null = observable.element === null ? null : { kind: 'constant', value: observable.element }
    return { kind: 'shared', variable: observable.variable, index }
  }

  private length(part: Expr): Expression | null {
    if (this.text.isText(part)) return this.text.length()
    const name = memoryName(part)
    const cell = this.cellNamed(`len(${name})`)
    if (cell !== null) return { kind: 'shared', variable: this.pass.variableOf(cell), index: null }
    const list = this.cellNamed(name ?? '')
    const value = list === null ? null : this.pass.initialOf(list)
    if (list !== null && this.isOutdated(list)) return null
    if (value?.kind === 'elements') return { kind: 'constant', value: value.items.length }
    return this.wrong(`unknown list \`${name}\``, null)
  }

  /** Returns what a name stands for: a variable, an attribute, an entry, or an element of a list. */
  observable(part: Expr): Observable | null {
    if (part.kind === 'subscript' && this.text.isText(part.object)) return this.text.element()
    const name = memoryName(part)
    if (name === null) return this.wrong('expected a name', 'write a variable, `object.attribute` or `list[0]`')
    const cell = this.cellNamed(name)
    if (cell !== null && this.isOutdated(cell)) return null
    if (cell !== null) return { kind: 'shared', variable: this.pass.variableOf(cell), element: null }
    if (part.kind === 'subscript' && part.index.kind === 'number') {
      const list = this.cellNamed(memoryName(part.object) ?? '')
      if (list?.capacity !== undefined && list.capacity !== null) {
        if (this.isOutdated(list)) return null
        return { kind: 'shared', variable: this.pass.variableOf(list), element: part.index.value }
      }
    }
    const known = [...this.pass.cells.values()].filter((each) => !each.hidden && each.depth === 0).map((each) => each.name)
    return this.wrong(`unknown variable \`${name}\``, didYouMean(name, [...new Set(known)]))
  }

  /** Reports a place of which the memory of the program has an earlier value only. */
  private isOutdated(cell: Cell): boolean {
    const { facts, concealed } = this.pass
    const value = concealed.get(cell)
    const isFollowed = facts.isWritten(cell) && !facts.isShared(cell) && (cell.capacity !== null || !cell.observed)
    if (value === undefined && !isFollowed) return false
    const why = value === undefined ? 'only one thread sees it' : `it may hold ${describe(value)}`
    const hint = 'store integers, booleans, None or strings in variables of the module that expectations name'
    this.wrong(`\`${cell.name}\` cannot be looked at: ${why}`, hint)
    return true
  }

  private cellNamed(name: string): Cell | null {
    const all = [...this.pass.cells.values()].filter((cell) => cell.name === name && cell.role.kind !== 'own-bookkeeping')
    const inMemory = all.find((cell) => this.pass.variables.has(cell))
    const own = inMemory ?? all.find((cell) => cell.depth === 0)
    if (own === undefined) return null
    const value = this.pass.initialOf(own)
    if (value.kind !== 'object' || this.pass.facts.isWritten(own)) return own
    const { object } = value
    if (object instanceof ListObject || object instanceof QueueObject) return object.content
    return object instanceof AtomicObject ? object.value : own
  }
}
