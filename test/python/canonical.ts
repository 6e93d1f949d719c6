import { Bug } from '../../src/base/bug.ts'
import type {
  Clause,
  Expr,
  FunctionNode,
  Keyword,
  Parameter,
  Pattern,
  Statement,
} from '../../src/language/python/syntax/tree.ts'

/** A tree as lists and texts, the same for ours and for that of Python's `ast`. */
export type Canonical = string | boolean | null | readonly Canonical[]

const bytesOf = (value: number): string => {
  const buffer = Buffer.alloc(8)
  buffer.writeDoubleBE(value)
  return buffer.toString('hex')
}

const maybe = (each: Expr | null): Canonical => (each === null ? null : expression(each))

export function expression(each: Expr): Canonical {
  switch (each.kind) {
    case 'number':
    case 'bigint':
      return ['int', String(each.value)]
    case 'float':
      return ['float', bytesOf(each.value)]
    case 'constant':
      return ['constant', String(each.value)]
    case 'string':
      return ['string', each.value]
    case 'bytes':
      return ['bytes', each.text]
    case 'ellipsis':
      return ['ellipsis']
    case 'format':
      return ['format', parts(each.parts)]
    case 'formatted':
      throw new Bug('a replacement outside of an f-string')
    case 'name':
      return ['name', each.name]
    case 'attribute':
      return ['attribute', expression(each.object), each.name]
    case 'subscript':
      return ['subscript', expression(each.object), expression(each.index)]
    case 'call':
      return [
        'call',
        expression(each.callee),
        each.positional.map(expression),
        keywords(each.keywords),
        each.doubleStars.map(expression),
      ]
    case 'unary':
      return ['unary', each.operator, expression(each.operand)]
    case 'binary':
    case 'logical':
      return [each.kind, each.operator, expression(each.left), expression(each.right)]
    case 'compare':
      return ['compare', expression(each.first), each.rest.map(({ operator, operand }) => [operator, expression(operand)])]
    case 'conditional':
      return ['conditional', expression(each.test), expression(each.chosen), expression(each.otherwise)]
    case 'lambda': {
      const [body] = each.definition.body
      if (body?.kind !== 'return' || body.value === null) throw new Bug('a lambda returns its value')
      return ['lambda', parameters(each.definition.parameters), expression(body.value)]
    }
    case 'list':
    case 'tuple':
    case 'set':
      return [each.kind, each.items.map(expression)]
    case 'dict':
      return ['dict', each.entries.map(({ key, value }) => [expression(key), expression(value)])]
    case 'merged-dict':
      return ['dict', each.items.map(({ key, value }) => [maybe(key), expression(value)])]
    case 'comprehension':
      return [each.lazy ? 'generator' : 'list-comprehension', expression(each.element), clauses(each.clauses)]
    case 'set-comprehension':
      return [each.kind, expression(each.element), clauses(each.clauses)]
    case 'dict-comprehension':
      return [each.kind, expression(each.key), expression(each.value), clauses(each.clauses)]
    case 'walrus':
      return ['walrus', expression(each.target), expression(each.value)]
    case 'slice':
      return ['slice', maybe(each.lower), maybe(each.upper), maybe(each.step)]
    case 'yield':
      return ['yield', maybe(each.value)]
    case 'star':
    case 'yield-from':
    case 'await':
      return [each.kind, expression(each.value)]
  }
}

function parts(all: readonly (string | Expr)[]): Canonical {
  return all.map((part) => {
    if (typeof part === 'string') return ['text', part]
    if (part.kind !== 'formatted') return ['value', expression(part), null, []]
    return ['value', expression(part.value), part.conversion, parts(part.spec)]
  })
}

function keywords(all: readonly Keyword[]): Canonical {
  return all.map(({ name, value }) => [name, expression(value)])
}

function clauses(all: readonly Clause[]): Canonical {
  return all.map(({ target, iterable, conditions, isAsync }) => {
    return [expression(target), expression(iterable), conditions.map(expression), isAsync]
  })
}

function parameters(all: readonly Parameter[]): Canonical {
  return all.map(({ name, passing, fallback }) => [name, passing, maybe(fallback)])
}

function pattern(each: Pattern): Canonical {
  switch (each.kind) {
    case 'value':
      return ['value', expression(each.value), each.isIdentity]
    case 'capture':
    case 'rest':
      return [each.kind, each.name]
    case 'sequence':
      return ['sequence', each.items.map(pattern)]
    case 'mapping':
      return ['mapping', each.entries.map((entry) => [expression(entry.key), pattern(entry.pattern)]), each.rest]
    case 'class':
      return [
        'class',
        expression(each.class),
        each.positional.map(pattern),
        each.keywords.map((keyword) => [keyword.name, pattern(keyword.pattern)]),
      ]
    case 'or':
      return ['or', each.alternatives.map(pattern)]
    case 'as':
      return ['as', pattern(each.pattern), each.name]
  }
}

function functionParts(each: FunctionNode): Canonical {
  return [each.name, parameters(each.parameters), each.decorators.map(expression), block(each.body), each.isAsync]
}

export function block(statements: readonly Statement[]): Canonical {
  return statements.map(statement)
}

function statement(each: Statement): Canonical {
  switch (each.kind) {
    case 'expression':
      return ['expression', expression(each.value)]
    case 'assign':
      return ['assign', each.targets.map(expression), expression(each.value), each.annotated, maybe(each.annotation)]
    case 'declare':
      return ['declare', expression(each.target), maybe(each.annotation)]
    case 'update':
      return ['update', expression(each.target), each.operator, expression(each.value)]
    case 'if':
    case 'while':
      return [each.kind, expression(each.test), block(each.body), block(each.otherwise)]
    case 'for':
      return ['for', expression(each.target), expression(each.iterable), block(each.body), block(each.otherwise), each.isAsync]
    case 'try': {
      const handlers = each.handlers.map(({ classes, name, body }) => [maybe(classes), name, block(body)])
      return ['try', block(each.body), handlers, block(each.otherwise), block(each.finally)]
    }
    case 'with':
      return ['with', each.items.map(({ context, as }) => [expression(context), maybe(as)]), block(each.body), each.isAsync]
    case 'function':
      return ['function', functionParts(each.definition)]
    case 'class': {
      const { name, bases, decorators, body, doubleStars } = each.definition
      const given = [bases.map(expression), keywords(each.definition.keywords), doubleStars.map(expression)]
      return ['class', name, ...given, decorators.map(expression), block(body)]
    }
    case 'return':
      return ['return', maybe(each.value)]
    case 'raise':
      return ['raise', maybe(each.exception), maybe(each.cause)]
    case 'assert':
      return ['assert', expression(each.test), maybe(each.message)]
    case 'import':
      return ['import', each.module, each.name, each.as]
    case 'scope':
      return [each.word, each.names.map(({ name }) => name)]
    case 'delete':
      return ['delete', each.targets.map(expression)]
    case 'match': {
      const cases = each.cases.map((one) => [pattern(one.pattern), maybe(one.guard), block(one.body)])
      return ['match', expression(each.subject), cases]
    }
    case 'pass':
    case 'break':
    case 'continue':
    case 'progress':
      return [each.kind]
  }
}

/** What each function and lambda binds and is, as `symtable` tells it: sorted texts. */
export function scopesOf(value: unknown, line: (offset: number) => number, found: string[] = []): string[] {
  if (typeof value !== 'object' || value === null) return found
  if ('locals' in value && 'isGenerator' in value) {
    const each = value as FunctionNode
    const names = [...each.locals].sort().join(' ')
    found.push(`${line(each.span.start)} ${each.name} (${names}) ${each.isGenerator ? 'generator' : 'function'}`)
  }
  for (const part of Object.values(value)) scopesOf(part, line, found)
  return found
}
