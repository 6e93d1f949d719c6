import type { Span } from '../../../base/source.ts'
import type { Problems } from '../../problems.ts'
import { eachExpression, partsOf, patternNames, targetNames } from './names.ts'
import { rejected } from './text.ts'
import type { ClassNode, Clause, Expr, FunctionNode, Statement } from './tree.ts'

/** What surrounds a statement, as far as CPython's compiler asks. */
interface Place {
  readonly kind: 'module' | 'function' | 'class' | 'comprehension'
  readonly inLoop: boolean
  /** Whether it is part of what a comprehension visits. */
  readonly inIterable: boolean
  /** The names used so far in this scope. */
  readonly used: Set<string>
  readonly parameters: ReadonlySet<string>
  /** The names that the function binds; none in a module or class. */
  readonly locals: ReadonlySet<string>
  /** The names that the function declares as the module's. */
  readonly globals: ReadonlySet<string>
  /** The names that enclosing functions bind. */
  readonly enclosing: ReadonlySet<string>
  /** Null outside of a function. */
  readonly definition: FunctionNode | null
  /** Of a comprehension: where it stands, what its loops bind, and whether it awaits something. */
  readonly comprehension: { readonly around: Place; readonly targets: ReadonlySet<string>; awaits: boolean } | null
}

type Comprehension = Expr & { readonly kind: 'comprehension' | 'set-comprehension' | 'dict-comprehension' }

const none: ReadonlySet<string> = new Set()

const outermost = {
  inLoop: false,
  inIterable: false,
  parameters: none,
  locals: none,
  globals: none,
  definition: null,
  comprehension: null,
}

/**
 * Reports what CPython's compiler rejects although its grammar does not: `break` outside of a loop, `return`, `yield` and
 * `await` outside of a function, `:=` that binds what a comprehension does, and `global` and `nonlocal` that come too late
 * or name nothing.
 */
export function checkScopes(statements: readonly Statement[], problems: Problems): void {
  new Scopes(problems).block(statements, { ...outermost, kind: 'module', used: new Set(), enclosing: none })
}

class Scopes {
  private readonly problems: Problems

  constructor(problems: Problems) {
    this.problems = problems
  }

  private wrong(span: Span, what: string, hint: string = rejected): void {
    this.problems.error(span, what, hint)
  }

  block(statements: readonly Statement[], place: Place): void {
    for (const statement of statements) this.statement(statement, place)
  }

  private statement(statement: Statement, place: Place): void {
    const { span } = statement
    eachExpression(statement, (expression) => this.expression(expression, place))
    switch (statement.kind) {
      case 'scope':
        return this.scope(statement, place)
      case 'break':
      case 'continue':
        if (!place.inLoop)
          this.wrong(span, `\`${statement.kind}\` outside of a loop`, 'remove it, or indent it like the statements of the loop')
        return
      case 'return':
        return this.returned(statement, place)
      case 'if':
        this.block(statement.body, place)
        return this.block(statement.otherwise, place)
      case 'while':
      case 'for':
        if (statement.kind === 'for' && statement.isAsync) this.asynchronous(span, '`async for`', place)
        this.block(statement.body, { ...place, inLoop: true })
        return this.block(statement.otherwise, place)
      case 'with':
        if (statement.isAsync) this.asynchronous(span, '`async with`', place)
        return this.block(statement.body, place)
      case 'try':
        this.block(statement.body, place)
        for (const { name, body } of statement.handlers) {
          if (name !== null) place.used.add(name)
          this.block(body, place)
        }
        this.block(statement.otherwise, place)
        return this.block(statement.finally, place)
      case 'match':
        for (const { pattern, body } of statement.cases) {
          patternNames(pattern, place.used)
          this.block(body, place)
        }
        return
      case 'function':
        place.used.add(statement.definition.name)
        return this.functionScope(statement.definition, place)
      case 'class':
        place.used.add(statement.definition.name)
        return this.classScope(statement.definition, place)
      case 'import':
        if (statement.name === '*' && place.kind !== 'module')
          this.wrong(span, '`import *` inside of a function or class', 'move it to the top of the module')
        place.used.add(statement.as)
        return
      case 'declare':
      case 'expression':
      case 'assign':
      case 'update':
      case 'raise':
      case 'assert':
      case 'delete':
      case 'pass':
      case 'progress':
        return
    }
  }

  private returned({ span, value }: Statement & { readonly kind: 'return' }, { definition }: Place): void {
    if (definition === null)
      this.wrong(span, '`return` outside of a function', 'remove it, or indent it like the statements of the function')
    else if (definition.isAsync && definition.isGenerator && value !== null) {
      this.wrong(span, '`return` with a value in an asynchronous generator')
    }
  }

  private asynchronous(span: Span, what: string, { definition }: Place): void {
    if (definition === null || !definition.isAsync)
      this.wrong(span, `${what} outside of an \`async\` function`, 'write `async def` for the function around it')
  }

  private scope({ word, names }: Statement & { readonly kind: 'scope' }, place: Place): void {
    for (const { name, span } of names) {
      const isBoth = place.definition !== null && place.globals.has(name) && place.definition.nonlocals.has(name)
      if (word === 'nonlocal' && place.kind === 'module')
        this.wrong(span, '`nonlocal` at the level of the module', 'remove it: a module has no function around it')
      else if (place.parameters.has(name))
        this.wrong(span, `\`${name}\` is a parameter and ${word}`, 'choose another name for the parameter')
      else if (place.used.has(name))
        this.wrong(
          span,
          `\`${name}\` is used before it is declared ${word}`,
          `move \`${word} ${name}\` to the first line of the function`,
        )
      else if (isBoth) this.wrong(span, `\`${name}\` is nonlocal and global`)
      else if (word === 'nonlocal' && !place.enclosing.has(name))
        this.wrong(span, `no enclosing function binds \`${name}\``, `a variable of the module needs \`global ${name}\``)
    }
  }

  private expression(expression: Expr, place: Place): void {
    const parts = (): void => {
      for (const part of partsOf(expression)) this.expression(part, place)
    }
    switch (expression.kind) {
      case 'name':
        place.used.add(expression.name)
        return
      case 'lambda':
        parts()
        return this.functionScope(expression.definition, place)
      case 'comprehension':
      case 'set-comprehension':
      case 'dict-comprehension':
        return this.comprehension(expression, place)
      case 'walrus':
        if (expression.target.kind === 'name') this.walrus(expression.target.name, expression.span, place)
        return parts()
      case 'yield':
      case 'yield-from':
        this.yielded(expression, place)
        return parts()
      case 'await':
        if (place.comprehension !== null) place.comprehension.awaits = true
        else this.asynchronous(expression.span, '`await`', place)
        return parts()
      default: // what has no rule of its own
        return parts()
    }
  }

  private yielded(
    { kind, span }: Expr & { readonly kind: 'yield' | 'yield-from' },
    { comprehension, definition }: Place,
  ): void {
    if (comprehension !== null) this.wrong(span, '`yield` in a comprehension')
    else if (definition === null)
      this.wrong(span, '`yield` outside of a function', 'remove it, or indent it like the statements of the function')
    else if (kind === 'yield-from' && definition.isAsync) this.wrong(span, '`yield from` in an `async` function')
  }

  /** What `:=` binds belongs to the innermost function, class or module. */
  private walrus(name: string, span: Span, place: Place): void {
    if (place.inIterable) this.wrong(span, '`:=` in the iterable of a comprehension')
    let around = place
    while (around.comprehension !== null) {
      if (around.comprehension.targets.has(name)) this.wrong(span, '`:=` is not allowed here in a comprehension')
      around = around.comprehension.around
    }
    around.used.add(name)
    if (place.comprehension !== null && around.kind === 'class') {
      this.wrong(span, '`:=` in a comprehension is not allowed in the body of a class')
    }
  }

  private comprehension(expression: Comprehension, place: Place): void {
    const { clauses } = expression
    const elements = expression.kind === 'dict-comprehension' ? [expression.key, expression.value] : [expression.element]
    const targets = new Set<string>()
    for (const { target } of clauses) targetNames(target, targets)
    const around = { around: place, targets, awaits: false }
    const inner: Place = { ...place, kind: 'comprehension', used: new Set(), comprehension: around }
    clauses.forEach((clause, index) => this.clause(clause, index === 0 ? place : inner, inner))
    for (const element of elements) this.expression(element, inner)
    const isAsync = around.awaits || clauses.some((clause) => clause.isAsync)
    if (!isAsync || (expression.kind === 'comprehension' && expression.lazy)) return
    if (place.comprehension !== null) place.comprehension.awaits = true
    else this.asynchronous(expression.span, 'an asynchronous comprehension', place)
  }

  /** The first iterable is evaluated around the comprehension. */
  private clause({ target, iterable, conditions }: Clause, around: Place, inner: Place): void {
    this.expression(iterable, { ...around, inIterable: true })
    for (const each of [target, ...conditions]) this.expression(each, inner)
  }

  private functionScope(definition: FunctionNode, place: Place): void {
    const { locals, globals, body } = definition
    const parameters = new Set<string>()
    for (const { name, span } of definition.parameters) {
      if (parameters.has(name))
        this.wrong(span, `the parameter \`${name}\` stands twice`, 'choose another name for one of them')
      parameters.add(name)
    }
    this.defaults(definition)
    const names = { parameters, locals, globals, enclosing: enclosingOf(place), used: new Set<string>() }
    const { inIterable } = place
    this.block(body, { ...names, kind: 'function', inLoop: false, inIterable, definition, comprehension: null })
  }

  private defaults({ parameters }: FunctionNode): void {
    const places = parameters.filter(({ passing }) => passing === 'positional' || passing === 'either')
    const first = places.findIndex(({ fallback }) => fallback !== null)
    for (const { name, fallback, span } of first === -1 ? [] : places.slice(first)) {
      if (fallback === null)
        this.wrong(
          span,
          `the parameter \`${name}\` without a default follows one with a default`,
          'move it to the front, or give it a default, too',
        )
    }
  }

  private classScope({ body }: ClassNode, place: Place): void {
    this.block(body, { ...outermost, kind: 'class', used: new Set(), enclosing: enclosingOf(place) })
  }
}

/** The names that functions around a definition bind. */
function enclosingOf({ enclosing, locals, globals }: Place): Set<string> {
  return new Set([...[...enclosing].filter((name) => !globals.has(name)), ...locals])
}
