import { blocksOf, boundNames, eachExpression, partsOf, targetNames } from '../syntax/names.ts'
import type { Clause, Expr, FunctionNode, Statement } from '../syntax/tree.ts'

/** The names of a function, class body, comprehension or module, and where they live. */
export class Scope {
  readonly kind: 'module' | 'function' | 'class'
  readonly parent: Scope | null
  readonly bound: ReadonlySet<string>
  readonly globals: ReadonlySet<string>
  /** Names that this scope uses, or a function in it. */
  readonly used: Set<string> = new Set()
  /** Own names that inner functions capture. */
  readonly cells: Set<string> = new Set()
  /** Names of enclosing functions. */
  readonly free: Set<string> = new Set()

  constructor(kind: Scope['kind'], parent: Scope | null, bound: ReadonlySet<string>, globals: ReadonlySet<string>) {
    this.kind = kind
    this.parent = parent
    this.bound = bound
    this.globals = globals
  }

  /** Marks the use of a name, which may make it a cell of an enclosing function. */
  use(name: string): void {
    if (this.globals.has(name) || (this.bound.has(name) && this.kind !== 'module')) return
    for (let each = this.parent; each !== null && each.kind !== 'module'; each = each.parent) {
      if (each.globals.has(name) && each.kind === 'function') return
      const isClassCell = each.kind === 'class' && name === '__class__'
      if (isClassCell || (each.kind === 'function' && each.bound.has(name))) {
        each.cells.add(name)
        for (let inner: Scope | null = this; inner !== null && inner !== each; inner = inner.parent) inner.free.add(name)
        return
      }
    }
  }
}

export type Comprehension = Expr & { readonly clauses: readonly Clause[] }

/** The scopes of a module, by the node that each belongs to. */
export class Scopes {
  private readonly known = new Map<object, Scope>()
  readonly module: Scope

  constructor(statements: readonly Statement[]) {
    this.module = new Scope('module', null, boundNames(statements), new Set())
    this.statements(statements, this.module)
  }

  of(node: object): Scope {
    const found = this.known.get(node)
    if (found === undefined) throw new Error('a node without a scope')
    return found
  }

  private statements(statements: readonly Statement[], scope: Scope): void {
    for (const statement of statements) this.statement(statement, scope)
  }

  private statement(statement: Statement, scope: Scope): void {
    if (statement.kind === 'function') this.functionNode(statement.definition, scope)
    else if (statement.kind === 'class') {
      const { definition } = statement
      eachExpression(statement, (each) => this.expression(each, scope))
      const inner = new Scope('class', scope, boundNames(definition.body), globalsIn(definition.body))
      this.known.set(definition, inner)
      this.statements(definition.body, inner)
    } else {
      eachExpression(statement, (each) => this.expression(each, scope))
      for (const block of blocksOf(statement)) this.statements(block, scope)
    }
  }

  private functionNode(definition: FunctionNode, scope: Scope): void {
    for (const each of definition.decorators) this.expression(each, scope)
    for (const { fallback } of definition.parameters) if (fallback !== null) this.expression(fallback, scope)
    const inner = new Scope('function', scope, definition.locals, definition.globals)
    this.known.set(definition, inner)
    for (const name of definition.nonlocals) inner.use(name)
    this.statements(definition.body, inner)
  }

  private expression(expression: Expr, scope: Scope): void {
    switch (expression.kind) {
      case 'name':
        scope.use(expression.name)
        if (expression.name === 'super') scope.use('__class__')
        return
      case 'lambda':
        this.functionNode(expression.definition, scope)
        return
      case 'comprehension':
      case 'set-comprehension':
      case 'dict-comprehension':
        this.comprehension(expression, scope)
        return
      case 'walrus':
        this.expression(expression.target, scope)
        return this.expression(expression.value, scope)
      default: // all others have no scope of their own
        for (const each of partsOf(expression)) this.expression(each, scope)
    }
  }

  private comprehension(expression: Comprehension, scope: Scope): void {
    const [first, ...rest] = expression.clauses
    const bound = new Set<string>()
    for (const { target } of expression.clauses) targetNames(target, bound)
    if (first !== undefined) this.expression(first.iterable, scope)
    const inner = new Scope('function', scope, bound, new Set())
    this.known.set(expression, inner)
    for (const { target, conditions } of expression.clauses)
      for (const each of [target, ...conditions]) this.expression(each, inner)
    for (const { iterable } of rest) this.expression(iterable, inner)
    if (expression.kind === 'dict-comprehension') {
      this.expression(expression.key, inner)
      this.expression(expression.value, inner)
    } else if (expression.kind === 'comprehension' || expression.kind === 'set-comprehension') {
      this.expression(expression.element, inner)
    }
  }
}

function globalsIn(statements: readonly Statement[]): Set<string> {
  const found = new Set<string>()
  for (const each of statements) {
    if (each.kind === 'scope' && each.word === 'global') for (const { name } of each.names) found.add(name)
    for (const block of blocksOf(each)) for (const name of globalsIn(block)) found.add(name)
  }
  return found
}
