import { unreachable } from '../../../base/bug.ts'
import type { Clause, Expr, FunctionNode, Pattern, Statement } from './tree.ts'

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
        if (statement.name !== '*') found.add(statement.as)
        break
      case 'delete':
        for (const target of statement.targets) targetNames(target, found)
        break
      case 'match':
        for (const { pattern } of statement.cases) patternNames(pattern, found)
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
    case 'match':
      return statement.cases.map(({ body }) => body)
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
    case 'delete':
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

/**
 * Calls `visit` for each expression directly in a statement. Those of a definition are what is evaluated where it stands:
 * decorators, defaults and bases. Annotations are left out.
 */
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
      for (const { context, as } of statement.items) {
        visit(context)
        if (as !== null) visit(as)
      }
      return
    case 'return':
      if (statement.value !== null) visit(statement.value)
      return
    case 'raise':
      if (statement.exception !== null) visit(statement.exception)
      if (statement.cause !== null) visit(statement.cause)
      return
    case 'assert':
      visit(statement.test)
      if (statement.message !== null) visit(statement.message)
      return
    case 'try':
      for (const { classes } of statement.handlers) if (classes !== null) visit(classes)
      return
    case 'declare':
      return visit(statement.target)
    case 'delete':
      return statement.targets.forEach(visit)
    case 'match':
      visit(statement.subject)
      for (const { pattern, guard } of statement.cases) {
        patternExpressions(pattern, visit)
        if (guard !== null) visit(guard)
      }
      return
    case 'function':
      statement.definition.decorators.forEach(visit)
      return fallbacksOf(statement.definition).forEach(visit)
    case 'class': {
      const { decorators, bases, keywords, doubleStars } = statement.definition
      return [...decorators, ...bases, ...keywords.map(({ value }) => value), ...doubleStars].forEach(visit)
    }
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
  else if (target.kind === 'star') targetNames(target.value, found)
  else if (target.kind === 'tuple' || target.kind === 'list') for (const item of target.items) targetNames(item, found)
}

/** The names that a pattern binds. */
export function patternNames(pattern: Pattern, found: Set<string>): void {
  const hasName = pattern.kind === 'capture' || pattern.kind === 'rest' || pattern.kind === 'as'
  if (hasName && pattern.name !== null) found.add(pattern.name)
  if (pattern.kind === 'mapping' && pattern.rest !== null) found.add(pattern.rest)
  for (const part of patternParts(pattern)) patternNames(part, found)
}

/** The patterns directly inside a pattern. */
export function patternParts(pattern: Pattern): readonly Pattern[] {
  switch (pattern.kind) {
    case 'sequence':
      return pattern.items
    case 'mapping':
      return pattern.entries.map((entry) => entry.pattern)
    case 'class':
      return [...pattern.positional, ...pattern.keywords.map((keyword) => keyword.pattern)]
    case 'or':
      return pattern.alternatives
    case 'as':
      return [pattern.pattern]
    case 'value':
    case 'capture':
    case 'rest':
      return []
    default:
      return unreachable(pattern)
  }
}

function patternExpressions(pattern: Pattern, visit: (expression: Expr) => void): void {
  if (pattern.kind === 'value') visit(pattern.value)
  if (pattern.kind === 'class') visit(pattern.class)
  if (pattern.kind === 'mapping') for (const { key } of pattern.entries) visit(key)
  for (const part of patternParts(pattern)) patternExpressions(part, visit)
}

function fallbacksOf({ parameters }: FunctionNode): Expr[] {
  return parameters.flatMap(({ fallback }) => fallback ?? [])
}

function walrusNames(expression: Expr, found: Set<string>): void {
  if (expression.kind === 'walrus') targetNames(expression.target, found)
  for (const part of partsOf(expression)) walrusNames(part, found)
}

function clauseParts(clauses: readonly Clause[]): Expr[] {
  return clauses.flatMap(({ target, iterable, conditions }) => [target, iterable, ...conditions])
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
      return [
        expression.callee,
        ...expression.positional,
        ...expression.keywords.map(({ value }) => value),
        ...expression.doubleStars,
      ]
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
    case 'set':
      return expression.items
    case 'merged-dict':
      return expression.items.flatMap(({ key, value }) => (key === null ? [value] : [key, value]))
    case 'dict':
      return expression.entries.flatMap(({ key, value }) => [key, value])
    case 'comprehension':
    case 'set-comprehension':
      return [expression.element, ...clauseParts(expression.clauses)]
    case 'dict-comprehension':
      return [expression.key, expression.value, ...clauseParts(expression.clauses)]
    case 'slice':
      return [expression.lower, expression.upper, expression.step].flatMap((part) => part ?? [])
    case 'formatted':
      return [expression.value, ...expression.spec.filter((part) => typeof part !== 'string')]
    case 'yield':
      return expression.value === null ? [] : [expression.value]
    case 'walrus': // the target of `:=` is a name, which is not evaluated
    case 'star':
    case 'yield-from':
    case 'await':
      return [expression.value]
    case 'lambda':
      return fallbacksOf(expression.definition)
    case 'number':
    case 'bigint':
    case 'float':
    case 'constant':
    case 'string':
    case 'bytes':
    case 'ellipsis':
    case 'name':
      return []
    default:
      return unreachable(expression)
  }
}

/** Whether some part of an expression satisfies a test. */
export function someExpression(expression: Expr, test: (expression: Expr) => boolean): boolean {
  return test(expression) || partsOf(expression).some((part) => someExpression(part, test))
}
