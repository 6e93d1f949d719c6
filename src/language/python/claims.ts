import type { Tree } from '@lezer/common'
import { parser } from '@lezer/python'
import { greatestInteger } from '../../base/integer.ts'
import { positionAt, type Source, type Span } from '../../base/source.ts'
import { didYouMean } from '../../base/suggest.ts'
import {
  type BinaryOperator,
  type Expectation,
  type Expression,
  type FindingKind,
  findingKinds,
  type Invariant,
  type Observable,
  type Value as ProgramValue,
} from '../../program/program.ts'
import type { Conditions, Modulus } from '../lowering/assemble.ts'
import type { Cell } from '../lowering/heap.ts'
import type { Pass } from '../lowering/pass.ts'
import { encoded } from '../lowering/values.ts'
import { Problems } from '../problems.ts'
import { buildExpression } from './syntax/build-expressions.ts'
import { memoryName } from './syntax/memory-names.ts'
import { childrenOf } from './syntax/text.ts'
import type { Expr } from './syntax/tree.ts'

/** A comment such as `# expect: outcomes balance = {1, 2}`, or `# mod 8: balance`. */
export interface Claim {
  readonly kind: 'expect' | 'invariant' | 'mod'
  /** Of a `mod`, what the variables count modulo. */
  readonly modulus: number
  readonly text: string
  readonly span: Span
  readonly line: number
}

/** The comments of a text that say what the program is meant to show. */
export function claimsIn(source: Source, tree: Tree): Claim[] {
  const found: Claim[] = []
  tree.iterate({
    enter: (node) => {
      if (node.name !== 'Comment') return
      const match = /^#+\s*(expect|invariant|mod\s+(\d+))\s*:\s*(.*?)\s*$/.exec(source.text.slice(node.from, node.to))
      if (match === null) return
      const text = match[3] ?? ''
      const span = { start: node.to - text.length, end: node.to }
      const kind = match[2] !== undefined ? 'mod' : match[1] === 'invariant' ? 'invariant' : 'expect'
      found.push({ kind, modulus: Number(match[2] ?? 0), text, span, line: positionAt(source.text, node.from).line })
    },
  })
  return found
}

/** Reads the claims, once it is known what variables there are. */
export function readClaims(pass: Pass, claims: readonly Claim[], problems: Problems): Conditions {
  const invariants: Invariant[] = []
  const expectations: Expectation[] = []
  const moduli: Modulus[] = []
  for (const claim of claims) {
    const reader = new ClaimReader(pass, claim, problems)
    if (claim.kind === 'invariant') {
      const condition = reader.condition(claim.text)
      if (condition !== null) invariants.push({ condition, text: claim.text, line: claim.line })
    } else if (claim.kind === 'mod') moduli.push(...reader.moduli())
    else {
      const expectation = reader.expectation()
      if (expectation !== null) expectations.push(expectation)
    }
  }
  return { invariants, expectations, moduli }
}

class ClaimReader {
  private readonly pass: Pass
  private readonly claim: Claim
  private readonly problems: Problems

  constructor(pass: Pass, claim: Claim, problems: Problems) {
    this.pass = pass
    this.claim = claim
    this.problems = problems
  }

  private wrong(message: string, hint: string | null): null {
    this.problems.error(this.claim.span, message, hint)
    return null
  }

  expectation(): Expectation | null {
    const { text, line } = this.claim
    const [word = ''] = text.split(/\s+/, 1)
    const rest = text.slice(word.length).trim()
    switch (word) {
      case 'outcomes':
        return this.outcomes(rest)
      case 'final':
      case 'possible': {
        const condition = this.condition(rest)
        return condition === null ? null : { kind: word, condition, text, line }
      }
      case 'states':
        if (/^\d+$/.test(rest)) return { kind: 'states', count: Number(rest), text, line }
        break
      case 'interleavings':
        if (/^\d+$/.test(rest)) return { kind: 'interleavings', count: rest, text, line }
        break
      default: {
        const finding = word === 'no' ? rest : text
        const known = findingKinds.find((kind) => kind === finding)
        if (known !== undefined) return { kind: 'finding', finding: known as FindingKind, present: word !== 'no', text, line }
        return this.wrong(
          `nothing is expected by \`${text}\``,
          didYouMean(finding, [...findingKinds]) ??
            'write `outcomes x = {1, 2}`, `final x == 2`, `possible x == 1` or a finding',
        )
      }
    }
    return this.wrong(`\`${word}\` needs a number`, `write \`${word} 20\``)
  }

  /** `# mod 8: x, y`: what these are given is reduced to 0..7. */
  moduli(): Modulus[] {
    const { text, modulus, span } = this.claim
    if (modulus < 1 || modulus > greatestInteger) {
      this.wrong('a modulus is 1 or more', 'write `# mod 8: balance`')
      return []
    }
    const list = this.parsed(text)
    const parts = list?.kind === 'tuple' ? list.items : list === null ? [] : [list]
    return parts.flatMap((part) => {
      const observable = this.observable(part)
      if (observable?.kind !== 'shared') return []
      if (observable.element !== null) this.wrong('one element alone cannot count modulo', 'name the whole list')
      return [{ variable: observable.variable, modulus, span }]
    })
  }

  private outcomes(rest: string): Expectation | null {
    const match = /^(.*?)\s*=\s*\{(.*)\}$/s.exec(rest)
    if (match === null)
      return this.wrong('this is no set of outcomes', 'write `outcomes x = {1, 2}` or `outcomes (x, y) = {(1, 2)}`')
    const nameList = this.parsed(match[1] ?? '')
    const valueList = match[2]?.trim() === '' ? [] : this.items(match[2] ?? '')
    if (nameList === null || valueList === null) return null
    const nameParts = nameList.kind === 'tuple' ? nameList.items : [nameList]
    const names = nameParts.map((part) => this.observable(part))
    if (names.some((name) => name === null)) return null
    const values = valueList.map((item) => this.row(item, nameParts.length))
    if (values.some((value) => value === null)) return null
    const { text, line } = this.claim
    return {
      kind: 'outcomes',
      names: names.filter((each) => each !== null),
      values: values.filter((each) => each !== null),
      text,
      line,
    }
  }

  private row(item: Expr, count: number): ProgramValue[] | null {
    const parts = count === 1 ? [item] : item.kind === 'tuple' ? item.items : []
    if (parts.length !== count) return this.wrong(`an outcome has ${count} values here`, 'write them as a tuple')
    const values = parts.map((part) => this.literal(part))
    return values.every((value) => value !== null) ? values : null
  }

  private literal(part: Expr): ProgramValue | null {
    if (part.kind === 'list') {
      const items = part.items.map((item) => this.literal(item))
      return items.every((item) => typeof item === 'number') ? items : null
    }
    if (part.kind === 'number' || part.kind === 'constant' || part.kind === 'string') {
      const code = encoded({ kind: 'constant', value: part.value }, this.pass.codes)
      if (code?.expression.kind === 'constant') return code.expression.value
    }
    if (part.kind === 'unary' && part.operator === '-' && part.operand.kind === 'number') return -part.operand.value
    return this.wrong('this is no value', 'write integers, True, False, None, strings or lists of them')
  }

  private items(text: string): readonly Expr[] | null {
    const list = this.parsed(`[${text}]`)
    return list?.kind === 'list' ? list.items : null
  }

  private parsed(text: string): Expr | null {
    const source = { name: '', text }
    const node = parser.parse(text).topNode.firstChild
    const quiet = new Problems(source)
    const inner = node === null || node.name !== 'ExpressionStatement' ? [] : childrenOf(node)
    const [first, ...rest] = inner.filter((each) => each.name !== ',')
    if (first === undefined || node === null || hasError(node.toTree())) {
      return this.wrong(`\`${text}\` is no expression`, 'write it as in Python')
    }
    const built = [first, ...rest].map((each) => buildExpression({ source, problems: quiet, progress: null }, each))
    const [only] = built
    if (quiet.errors.length > 0 || only === undefined) return this.wrong(`\`${text}\` is not supported here`, null)
    return rest.length === 0 ? only : { kind: 'tuple', items: built, span: this.claim.span }
  }

  condition(text: string): Expression | null {
    const parsed = this.parsed(text)
    return parsed === null ? null : this.expression(parsed)
  }

  private expression(part: Expr): Expression | null {
    switch (part.kind) {
      case 'number':
      case 'constant':
      case 'string': {
        const code = encoded({ kind: 'constant', value: part.value }, this.pass.codes)
        return code?.expression ?? null
      }
      case 'unary': {
        if (part.operator === '+') return this.expression(part.operand)
        const operand = this.expression(part.operand)
        return operand === null ? null : { kind: 'unary', operator: part.operator, operand }
      }
      case 'binary':
      case 'logical':
        if (part.operator === '/' || part.operator === '**')
          return this.wrong(`\`${part.operator}\` is not supported here`, null)
        return this.both(part.operator, this.expression(part.left), this.expression(part.right))
      case 'compare': {
        const operands = [part.first, ...part.rest.map(({ operand }) => operand)].map((each) => this.expression(each))
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
    const index: Expression | null = observable.element === null ? null : { kind: 'constant', value: observable.element }
    return { kind: 'shared', variable: observable.variable, index }
  }

  private length(part: Expr): Expression | null {
    const name = memoryName(part)
    const cell = this.cellNamed(`len(${name})`)
    if (cell !== null) return { kind: 'shared', variable: this.pass.variableOf(cell), index: null }
    const list = this.cellNamed(name ?? '')
    const value = list === null ? null : this.pass.initialOf(list)
    if (value?.kind === 'elements') return { kind: 'constant', value: value.items.length }
    return this.wrong(`there is no list \`${name}\``, null)
  }

  /** What a name stands for: a variable, an attribute, an entry, or an element of a list. */
  private observable(part: Expr): Observable | null {
    const name = memoryName(part)
    if (name === null) return this.wrong('this is no name', 'write a variable, `object.attribute` or `list[0]`')
    const cell = this.cellNamed(name)
    if (cell !== null) return { kind: 'shared', variable: this.pass.variableOf(cell), element: null }
    if (part.kind === 'subscript' && part.index.kind === 'number') {
      const list = this.cellNamed(memoryName(part.object) ?? '')
      if (list?.capacity !== undefined && list.capacity !== null) {
        return { kind: 'shared', variable: this.pass.variableOf(list), element: part.index.value }
      }
    }
    const known = [...this.pass.cells.values()].filter((each) => !each.hidden && each.depth === 0).map((each) => each.name)
    return this.wrong(`there is no variable \`${name}\``, didYouMean(name, [...new Set(known)]))
  }

  private cellNamed(name: string): Cell | null {
    const all = [...this.pass.cells.values()].filter((cell) => cell.name === name && !cell.key.includes('.started'))
    const inMemory = all.find((cell) => this.pass.variables.has(cell))
    const own = inMemory ?? all.find((cell) => cell.depth === 0)
    if (own === undefined) return null
    const value = this.pass.initialOf(own)
    if (value.kind === 'object' && value.object.kind === 'list') return value.object.content
    if (value.kind === 'object' && value.object.kind === 'queue') return value.object.content
    if (value.kind === 'object' && value.object.kind === 'atomic') return value.object.value
    return own
  }
}

function hasError(tree: Tree): boolean {
  let found = false
  tree.iterate({
    enter: (node) => {
      if (node.type.isError) found = true
    },
  })
  return found
}
