import { unreachable } from '../../../base/bug.ts'
import type { Expr, Pattern, Statement } from '../syntax/tree.ts'

/** Returns the expressions directly in an expression; a lambda or comprehension has a scope of its own and none here. */
export function partsOf(expression: Expr): readonly Expr[] {
  switch (expression.kind) {
    case 'number':
    case 'bigint':
    case 'float':
    case 'constant':
    case 'string':
    case 'bytes':
    case 'ellipsis':
    case 'name':
    case 'lambda':
    case 'comprehension':
    case 'set-comprehension':
    case 'dict-comprehension':
      return []
    case 'format':
      return expression.parts.filter((part) => typeof part !== 'string')
    case 'formatted':
      return [expression.value, ...expression.spec.filter((part) => typeof part !== 'string')]
    case 'attribute':
      return [expression.object]
    case 'subscript':
      return [expression.object, expression.index]
    case 'slice':
      return [expression.lower, expression.upper, expression.step].filter((each) => each !== null)
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
    case 'dict':
      return expression.entries.flatMap(({ key, value }) => [key, value])
    case 'merged-dict':
      return expression.items.flatMap(({ key, value }) => (key === null ? [value] : [key, value]))
    case 'walrus':
      return [expression.target, expression.value]
    case 'star':
    case 'await':
    case 'yield-from':
      return [expression.value]
    case 'yield':
      return expression.value === null ? [] : [expression.value]
    default:
      return unreachable(expression)
  }
}

interface Parts {
  readonly expressions: readonly Expr[]
  readonly blocks: readonly (readonly Statement[])[]
  /** Names that it binds by themselves. */
  readonly names: readonly string[]
}

/** Returns what is directly in a statement that is no definition. */
export function partsOfStatement(statement: Statement): Parts {
  const only = (...expressions: readonly (Expr | null)[]): Parts => ({
    expressions: expressions.filter((each) => each !== null),
    blocks: [],
    names: [],
  })
  switch (statement.kind) {
    case 'expression':
      return only(statement.value)
    case 'assign':
      return only(...statement.targets, statement.value)
    case 'declare':
      return statement.target.kind === 'name' ? only() : only(statement.target)
    case 'update':
      return only(statement.target, statement.value)
    case 'if':
    case 'while':
      return { expressions: [statement.test], blocks: [statement.body, statement.otherwise], names: [] }
    case 'for':
      return { expressions: [statement.target, statement.iterable], blocks: [statement.body, statement.otherwise], names: [] }
    case 'try':
      return {
        expressions: statement.handlers.flatMap(({ classes }) => (classes === null ? [] : [classes])),
        blocks: [statement.body, ...statement.handlers.map(({ body }) => body), statement.otherwise, statement.finally],
        names: statement.handlers.flatMap(({ name }) => (name === null ? [] : [name])),
      }
    case 'with':
      return {
        expressions: statement.items.flatMap((item) => (item.as === null ? [item.context] : [item.context, item.as])),
        blocks: [statement.body],
        names: [],
      }
    case 'return':
      return only(statement.value)
    case 'raise':
      return only(statement.exception, statement.cause)
    case 'assert':
      return only(statement.test, statement.message)
    case 'delete':
      return only(...statement.targets)
    case 'match':
      return {
        expressions: [
          statement.subject,
          ...statement.cases.flatMap(({ pattern, guard }) => [...expressionsIn(pattern), ...(guard === null ? [] : [guard])]),
        ],
        blocks: statement.cases.map(({ body }) => body),
        names: statement.cases.flatMap(({ pattern }) => namesIn(pattern)),
      }
    case 'import':
      return { expressions: [], blocks: [], names: [statement.as] }
    case 'scope':
    case 'pass':
    case 'break':
    case 'continue':
    case 'progress':
    case 'function':
    case 'class':
      return only()
    default:
      return unreachable(statement)
  }
}

/** Returns the patterns directly in a pattern. */
export function patternsIn(pattern: Pattern): readonly Pattern[] {
  switch (pattern.kind) {
    case 'value':
    case 'capture':
    case 'rest':
      return []
    case 'sequence':
      return pattern.items
    case 'mapping':
      return pattern.entries.map((each) => each.pattern)
    case 'class':
      return [...pattern.positional, ...pattern.keywords.map((each) => each.pattern)]
    case 'or':
      return pattern.alternatives
    case 'as':
      return [pattern.pattern]
    default:
      return unreachable(pattern)
  }
}

function expressionsIn(pattern: Pattern): readonly Expr[] {
  const own = pattern.kind === 'value' ? [pattern.value] : pattern.kind === 'class' ? [pattern.class] : []
  const keys = pattern.kind === 'mapping' ? pattern.entries.map(({ key }) => key) : []
  return [...own, ...keys, ...patternsIn(pattern).flatMap(expressionsIn)]
}

/** Returns the names that a pattern binds. */
export function namesIn(pattern: Pattern): readonly string[] {
  const name =
    pattern.kind === 'capture' || pattern.kind === 'rest' || pattern.kind === 'as'
      ? pattern.name
      : pattern.kind === 'mapping'
        ? pattern.rest
        : null
  return [...(name === null ? [] : [name]), ...patternsIn(pattern).flatMap(namesIn)]
}
