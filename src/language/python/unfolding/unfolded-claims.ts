import { constant } from '../../../program/expressions.ts'
import type { Expectation, Expression, Invariant, Observable, Value as ProgramValue } from '../../../program/program.ts'
import { type CommentClaim, textForm } from '../../claims/comments.ts'
import { readExpectation } from '../../claims/reader.ts'
import type { Problems } from '../../problems.ts'
import { ClaimsInComments } from '../claim-reader.ts'
import { Obj, Tuple, type Value } from '../machine/objects.ts'
import type { Expr } from '../syntax/tree.ts'
import type { Branch } from './nodes.ts'
import { holds, type Observer } from './observing.ts'
import { conditionOf } from './tree-conditions.ts'
import type { Variables } from './variables.ts'

/** What claims are read with: states by the kind of claim, and what becomes of places in the memory. */
export interface ClaimContext {
  readonly observer: Observer
  /** The memories of all states, and of those in which an execution ends. */
  readonly all: readonly (readonly number[])[]
  readonly finals: readonly (readonly number[])[]
  readonly cellOf: (owner: Obj, field: string) => number
  readonly keyText: (key: Value) => string
  readonly numberOf: (value: Value) => number
  /** The variables of the program; before they are known, what is looked at is only noted. */
  readonly variables: Variables | null
  /** Notes a place that claims look at, with a value that it has. */
  readonly note: (cell: number, value: number | null) => void
}

/** Reads the claims of a program. Called twice: to find out what they look at, then to translate them. */
export function readUnfoldedClaims(
  context: ClaimContext,
  claims: readonly CommentClaim[],
  threads: readonly string[],
  problems: Problems,
): { readonly invariants: Invariant[]; readonly expectations: Expectation[] } {
  const invariants: Invariant[] = []
  const expectations: Expectation[] = []
  for (const claim of claims) {
    const language = new UnfoldedClaims(context, claim, threads, problems)
    if (claim.kind === 'mod') language.wrong('`mod` is not supported in a program like this', 'make the loops end')
    else if (claim.kind === 'invariant') {
      language.states = context.all
      const part = language.parsed(claim.text)
      const condition = part === null ? null : language.condition(part)
      if (condition !== null) invariants.push({ condition, text: claim.text, line: claim.line })
    } else {
      const form = language.form(textForm(claim.text))
      const isFinal = form !== null && (form.kind === 'final' || form.kind === 'possible')
      language.states = isFinal ? context.finals : context.all
      const expected = form === null ? null : readExpectation(language, form)
      if (expected !== null) expectations.push({ ...expected, text: claim.text, line: claim.line })
    }
  }
  return { invariants, expectations }
}

class UnfoldedClaims extends ClaimsInComments {
  private readonly context: ClaimContext
  states: readonly (readonly number[])[] = []

  constructor(context: ClaimContext, claim: CommentClaim, threads: readonly string[], problems: Problems) {
    super(claim, threads, problems)
    this.context = context
  }

  override parsed(text: string): Expr | null {
    return this.context.observer.parse(text) ?? this.wrong(`\`${text}\` is not an expression`, 'write a Python expression')
  }

  override condition(part: Expr): Expression | null {
    const { tree, exceptions } = this.context.observer.truthTree(part, this.states)
    if (exceptions.has('NameError')) return this.wrong('this names something unknown', 'name variables of the module')
    if (exceptions.has('AttributeError')) return this.wrong('this names an unknown attribute', 'name one that the object has')
    const { variables } = this.context
    if (tree === null) return constant(1)
    this.noteAll(tree)
    if (variables === null) return constant(0)
    return conditionOf(tree, variables, (end) => end.kind === 'leaf' && end.next === holds) ?? constant(0)
  }

  /** Notes all places that a tree reads, with their values. */
  private noteAll(tree: Branch): void {
    if (tree.kind !== 'read') return
    for (const [value, next] of tree.next) {
      this.context.note(tree.cell, value)
      this.noteAll(next)
    }
  }

  override observable(part: Expr): Observable | null {
    const cells = this.cellsOf(part)
    if (cells === null) return null
    const { variables } = this.context
    for (const cell of cells.all) this.context.note(cell, null)
    const [first] = cells.all
    if (variables === null || first === undefined) return { kind: 'shared', variable: 0, element: null }
    const { variable, element } = variables.location(first)
    return { kind: 'shared', variable, element: cells.isWhole ? null : element }
  }

  /** The places that a name stands for: one, or all elements of a list or dict. */
  private cellsOf(part: Expr): { readonly all: readonly number[]; readonly isWhole: boolean } | null {
    const { context } = this
    const place = this.placeOf(part)
    if (place === null) return null
    const { owner, field } = place
    const value = owner.fields.get(field)
    const container = value instanceof Obj && ['list', 'deque', 'dict'].includes(value.kind) ? value : queueList(value)
    if (container === null) return { all: [context.cellOf(owner, field)], isWhole: false }
    const fields = [...container.fields.keys()].filter((each) => /^[[=]/.test(each))
    const all = fields.map((each) => context.cellOf(container, each))
    return { all: all.length > 0 ? all : [context.cellOf(container, container.kind === 'dict' ? '#' : '[0')], isWhole: true }
  }

  private placeOf(part: Expr): { readonly owner: Obj; readonly field: string } | null {
    const unknown = (): null => this.wrong('expected a name', 'write a variable, `object.attribute` or `list[0]`')
    if (part.kind === 'name') {
      const owner = this.context.observer.moduleOf(part.name)
      if (owner === null) return this.wrong(`unknown variable \`${part.name}\``, null)
      return { owner, field: part.name === 'output' && owner.fixed.name === 'output' ? 'text' : part.name }
    }
    if (part.kind === 'call' && part.callee.kind === 'name' && part.callee.name === 'len' && part.positional[0] !== undefined) {
      const value = this.initialValue(part.positional[0])
      return value instanceof Obj ? { owner: queueList(value) ?? value, field: '#' } : unknown()
    }
    if (part.kind === 'attribute') {
      const object = this.initialValue(part.object)
      return object instanceof Obj ? { owner: object, field: part.name } : unknown()
    }
    if (part.kind !== 'subscript') return unknown()
    const object = this.initialValue(part.object)
    const index = this.initialValue(part.index)
    if (!(object instanceof Obj) || index === undefined) return unknown()
    const container = queueList(object) ?? object
    if (container.kind === 'dict') return { owner: container, field: `=${this.context.keyText(index)}` }
    return typeof index === 'number' ? { owner: container, field: `[${index}` } : unknown()
  }

  private initialValue(part: Expr): Value | undefined {
    const observed = this.context.observer.evaluate(part, [])
    return observed.kind === 'value' ? observed.value : undefined
  }

  override value(part: Expr, of: Observable | null): ProgramValue | null {
    const value = this.initialValue(part)
    if (value === undefined)
      return this.wrong('expected a value', 'write integers, True, False, None, strings or lists of them')
    const { variables } = this.context
    if (of === null || of.kind !== 'shared') {
      return typeof value === 'number' ? value : this.wrong('expected a number', null)
    }
    if (variables === null) return 0
    const code = (each: Value): number => variables.codeOfValue(of.variable, this.context.numberOf(each))
    if (value instanceof Obj && (value.kind === 'list' || value.kind === 'deque')) return value.items.map(code)
    if (value instanceof Obj && value.kind === 'dict') {
      const entries = [...value.entries.values()]
      return variables.keysOf(of.variable).map((key) => {
        const entry = entries.find((each) => this.context.keyText(each.key) === key)
        return entry === undefined ? variables.absentIn(of.variable) : code(entry.value)
      })
    }
    if (value instanceof Obj && (value.kind === 'set' || value.kind === 'frozenset')) {
      const keys = [...value.entries.values()].map(({ key }) => key)
      return code(new Tuple(keys.sort((one, other) => (this.context.keyText(one) < this.context.keyText(other) ? -1 : 1))))
    }
    return code(value)
  }
}

/** The list in which a queue, or an array of processes, has its items. */
function queueList(value: Value | undefined): Obj | null {
  if (!(value instanceof Obj) || value.kind !== 'instance') return null
  const content = value.isCommon ? value.fields.get('_content') : undefined
  if (content instanceof Obj) return content
  const list = value.fields.get('queue')
  return list instanceof Obj && list.kind === 'list' && value.type?.fixed.native === true ? list : null
}
