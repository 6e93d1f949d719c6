import type { Span } from '../../../base/source.ts'
import type { Problems } from '../../problems.ts'
import { eachExpression, partsOf, targetNames } from './names.ts'
import { rejected } from './text.ts'
import type { ClassNode, Expr, FunctionNode, Statement } from './tree.ts'

/** What surrounds a statement, as far as CPython's compiler asks. */
interface Place {
  readonly kind: 'module' | 'function' | 'class'
  readonly inLoop: boolean
  /** The names used so far in this scope. */
  readonly used: Set<string>
  readonly parameters: ReadonlySet<string>
  /** The names that the function binds; none in a module or class. */
  readonly locals: ReadonlySet<string>
  /** The names that enclosing functions bind. */
  readonly enclosing: ReadonlySet<string>
}

const none: ReadonlySet<string> = new Set()

/**
 * Reports what CPython's compiler rejects although its grammar does not: `break` outside of a loop, `return` outside of
 * a function, and `global` and `nonlocal` that come too late or name nothing.
 */
export function checkScopes(statements: readonly Statement[], problems: Problems): void {
  new Scopes(problems).block(statements, {
    kind: 'module',
    inLoop: false,
    used: new Set(),
    parameters: none,
    locals: none,
    enclosing: none,
  })
}

class Scopes {
  private readonly problems: Problems

  constructor(problems: Problems) {
    this.problems = problems
  }

  private wrong(span: Span, what: string): void {
    this.problems.error(span, what, rejected)
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
        if (!place.inLoop) this.wrong(span, `\`${statement.kind}\` outside of a loop`)
        return
      case 'return':
        if (place.kind !== 'function') this.wrong(span, '`return` outside of a function')
        return
      case 'if':
        this.block(statement.body, place)
        return this.block(statement.otherwise, place)
      case 'while':
      case 'for':
        this.block(statement.body, { ...place, inLoop: true })
        return this.block(statement.otherwise, place)
      case 'with':
        for (const { as } of statement.items) if (as !== null) this.expression(as, place)
        return this.block(statement.body, place)
      case 'try':
        this.block(statement.body, place)
        for (const { name, body } of statement.handlers) {
          if (name !== null) place.used.add(name)
          this.block(body, place)
        }
        this.block(statement.otherwise, place)
        return this.block(statement.finally, place)
      case 'function':
        place.used.add(statement.definition.name)
        return this.functionScope(statement.definition, place)
      case 'class':
        place.used.add(statement.definition.name)
        return this.classScope(statement.definition, place)
      case 'import':
        place.used.add(statement.as)
        return
      case 'declare':
        targetNames(statement.target, place.used)
        return
      case 'expression':
      case 'assign':
      case 'update':
      case 'raise':
      case 'assert':
      case 'pass':
      case 'progress':
        return
    }
  }

  private scope({ word, names }: Statement & { readonly kind: 'scope' }, place: Place): void {
    for (const { name, span } of names) {
      if (word === 'nonlocal' && place.kind === 'module') this.wrong(span, '`nonlocal` at the level of the module')
      else if (place.parameters.has(name)) this.wrong(span, `\`${name}\` is a parameter and ${word}`)
      else if (place.used.has(name)) this.wrong(span, `\`${name}\` is used before it is declared ${word}`)
      else if (word === 'nonlocal' && !place.enclosing.has(name)) this.wrong(span, `no enclosing function binds \`${name}\``)
    }
  }

  private expression(expression: Expr, place: Place): void {
    if (expression.kind === 'name') place.used.add(expression.name)
    if (expression.kind === 'lambda') return this.functionScope(expression.definition, place)
    for (const part of partsOf(expression)) this.expression(part, place)
  }

  private functionScope(definition: FunctionNode, place: Place): void {
    const { parameters, locals, body, decorators } = definition
    for (const { fallback } of parameters) if (fallback !== null) this.expression(fallback, place)
    for (const each of decorators) this.expression(each, place)
    const names = new Set<string>()
    for (const { name, span } of parameters) {
      if (names.has(name)) this.wrong(span, `the parameter \`${name}\` stands twice`)
      names.add(name)
    }
    this.defaults(definition)
    const enclosing = new Set([...place.enclosing, ...place.locals])
    this.block(body, { kind: 'function', inLoop: false, used: new Set(), parameters: names, locals, enclosing })
  }

  private defaults({ parameters }: FunctionNode): void {
    const places = parameters.filter(({ passing }) => passing !== 'keyword')
    const first = places.findIndex(({ fallback }) => fallback !== null)
    for (const { name, fallback, span } of first === -1 ? [] : places.slice(first)) {
      if (fallback === null) this.wrong(span, `the parameter \`${name}\` without a default follows one with a default`)
    }
  }

  private classScope({ bases, decorators, body }: ClassNode, place: Place): void {
    for (const each of [...bases, ...decorators]) this.expression(each, place)
    const enclosing = new Set([...place.enclosing, ...place.locals])
    this.block(body, { kind: 'class', inLoop: false, used: new Set(), parameters: none, locals: none, enclosing })
  }
}
