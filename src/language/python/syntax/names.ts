import { unreachable } from '../../../base/bug.ts'
import type { Expr, Statement } from './tree.ts'

/** The names that statements bind in their own scope: targets, loops, `with`, `except`, definitions, imports, `:=`. */
export function boundNames(body: readonly Statement[], found: Set<string> = new Set()): Set<string> {
  for (const statement of body) {
    eachExpression(statement, (expression) => walrusNames(expression, found))
    switch (statement.kind) {
      case 'assign':
        for (const target of statement.targets) targetNames(target, found)
        break
      case 'update':
      case 'declare':
        targetNames(statement.target, found)
        break
      case 'for':
        targetNames(statement.target, found)
        break
      case 'with':
        for (const { as } of statement.items) if (as !== null) targetNames(as, found)
        break
      case 'try':
        for (const { name } of statement.handlers) if (name !== null) found.add(name)
        break
      case 'function':
      case 'class':
        found.add(statement.definition.name)
        break
      case 'import':
        found.add(statement.as)
        break
      case 'expression':
      case 'if':
      case 'while':
      case 'return':
      case 'raise':
      case 'assert':
      case 'pass':
      case 'break':
      case 'continue':
      case 'scope':
      case 'progress':
        break
      default:
        unreachable(statement)
    }
    for (const block of blocksOf(statement)) boundNames(block, found)
  }
  return found
}

/** The blocks directly inside a statement; the bodies of functions and classes are not among them. */
export function blocksOf(statement: Statement): (readonly Statement[])[] {
  switch (statement.kind) {
    case 'if':
      return [statement.body, statement.otherwise]
    case 'while':
    case 'for':
      return [statement.body, statement.otherwise]
    case 'try':
      return [statement.body, ...statement.handlers.map((each) => each.body), statement.otherwise, statement.finally]
    case 'with':
      return [statement.body]
    case 'expression':
    case 'assign':
    case 'declare':
    case 'update':
    case 'function':
    case 'class':
    case 'return':
    case 'raise':
    case 'assert':
    case 'import':
    case 'pass':
    case 'break':
    case 'continue':
    case 'scope':
    case 'progress':
      return []
    default:
      return unreachable(statement)
  }
}

/** Calls `visit` for each expression directly in a statement. */
export function eachExpression(statement: Statement, visit: (expression: Expr) => void): void {
  switch (statement.kind) {
    case 'expression':
      return visit(statement.value)
    case 'assign':
      statement.targets.forEach(visit)
      return visit(statement.value)
    case 'update':
      visit(statement.target)
      return visit(statement.value)
    case 'if':
    case 'while':
      return visit(statement.test)
    case 'for':
      visit(statement.target)
      return visit(statement.iterable)
    case 'with':
      for (const { context } of statement.items) visit(context)
      return
    case 'return':
      if (statement.value !== null) visit(statement.value)
      return
    case 'raise':
      if (statement.exception !== null) visit(statement.exception)
      if (statement.cause !== null) visit(statement.cause)
      return
    case 'assert':
      return visit(statement.test)
    case 'try':
      for (const { classes } of statement.handlers) if (classes !== null) visit(classes)
      return
    case 'declare':
    case 'function':
    case 'class':
    case 'import':
    case 'pass':
    case 'break':
    case 'continue':
    case 'scope':
    case 'progress':
      return
    default:
      return unreachable(statement)
  }
}

/** The names that an assignment target binds; attributes and elements bind none. */
export function targetNames(target: Expr, found: Set<string>): void {
  if (target.kind === 'name') found.add(target.name)
  else if (target.kind === 'tuple' || target.kind === 'list') for (const item of target.items) targetNames(item, found)
}

function walrusNames(expression: Expr, found: Set<string>): void {
  if (expression.kind === 'walrus') targetNames(expression.target, found)
  for (const part of partsOf(expression)) walrusNames(part, found)
}

/** The expressions directly inside an expression; bodies of lambdas are not among them. */
export function partsOf(expression: Expr): readonly Expr[] {
  switch (expression.kind) {
    case 'format':
      return expression.parts.filter((part) => typeof part !== 'string')
    case 'attribute':
      return [expression.object]
    case 'subscript':
      return [expression.object, expression.index]
    case 'call':
      return [expression.callee, ...expression.positional, ...expression.keywords.map(({ value }) => value)]
    case 'unary':
      return [expression.operand]
    case 'binary':
    case 'logical':
      return [expression.left, expression.right]
    case 'compare':
      return [expression.first, ...expression.rest.map(({ operand }) => operand)]
    case 'conditional':
      return [expression.test, expression.chosen, expression.otherwise]
    case 'list':
    case 'tuple':
      return expression.items
    case 'dict':
      return expression.entries.flatMap(({ key, value }) => [key, value])
    case 'comprehension':
      return [
        expression.element,
        ...expression.clauses.flatMap(({ target, iterable, conditions }) => [target, iterable, ...conditions]),
      ]
    case 'walrus':
    case 'formatted':
      return [expression.value]
    case 'number':
    case 'float':
    case 'constant':
    case 'string':
    case 'name':
    case 'lambda':
      return []
    default:
      return unreachable(expression)
  }
}

/** Whether some part of an expression satisfies a test. */
export function someExpression(expression: Expr, test: (expression: Expr) => boolean): boolean {
  return test(expression) || partsOf(expression).some((part) => someExpression(part, test))
}
