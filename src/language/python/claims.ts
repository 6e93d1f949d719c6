import type { Tree } from '@lezer/common'
import { greatestInteger } from '../../base/integer.ts'
import { positionAt, type Source } from '../../base/source.ts'
import { didYouMean } from '../../base/suggest.ts'
import type {
  BinaryOperator,
  Expectation,
  Expression,
  Invariant,
  Observable,
  Value as ProgramValue,
} from '../../program/program.ts'
import { type CommentClaim, claimInComment, textForm } from '../claims/comments.ts'
import { readExpectation, readModulus } from '../claims/reader.ts'
import { codesOf } from '../claims/text-conditions.ts'
import type { Conditions, Modulus } from '../lowering/assemble.ts'
import type { Cell } from '../lowering/cell.ts'
import { describe } from '../lowering/cells.ts'
import type { Pass } from '../lowering/pass.ts'
import { textVariable } from '../lowering/printed-text.ts'
import { encoded } from '../lowering/values.ts'
import type { Problems } from '../problems.ts'
import { parseClaim } from './claim-expressions.ts'
import { ClaimsInComments } from './claim-reader.ts'
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

/** Reads claims of programs that are lowered. */
class PythonClaims extends ClaimsInComments {
  private readonly pass: Pass
  private readonly text: TextConditions

  constructor(pass: Pass, claim: CommentClaim, threads: readonly string[], problems: Problems) {
    super(claim, threads, problems)
    this.pass = pass
    const text = pass.text === null ? null : textVariable(pass, pass.text)
    this.text = new TextConditions(text, (message, hint) => this.wrong(message, hint))
  }

  isText(variable: number): boolean {
    return this.text.isObserved({ kind: 'shared', variable, element: null })
  }

  override value(part: Expr, name: Observable | null): ProgramValue | null {
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

  override parsed(text: string): Expr | null {
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

  override condition(part: Expr): Expression | null {
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
  override observable(part: Expr): Observable | null {
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
