import type { Span } from '../../../base/source.ts'

/** What every node of the tree has: its place. */
interface Node {
  readonly span: Span
}

export const comparisonOperators = ['==', '!=', '<', '<=', '>', '>=', 'in', 'not in', 'is', 'is not'] as const
export type ComparisonOperator = (typeof comparisonOperators)[number]

export const arithmeticOperators = ['+', '-', '*', '//', '/', '%', '**', '<<', '>>', '&', '|', '^', '@'] as const
export type ArithmeticOperator = (typeof arithmeticOperators)[number]

/**
 * An expression. Parentheses are gone, comparisons are chains. What the partial evaluator refuses is listed last.
 */
export type Expr = Node &
  (
    | { readonly kind: 'number'; readonly value: number }
    | { readonly kind: 'float'; readonly value: number }
    | { readonly kind: 'constant'; readonly value: boolean | null }
    | { readonly kind: 'string'; readonly value: string }
    | { readonly kind: 'format'; readonly parts: readonly (string | Expr)[] }
    /** A value in an f-string, with a conversion or a format: `format` is the text after the colon, `spec` its parts. */
    | {
        readonly kind: 'formatted'
        readonly value: Expr
        readonly format: string
        readonly conversion: Conversion | null
        readonly spec: readonly (string | Expr)[]
      }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'attribute'; readonly object: Expr; readonly name: string; readonly nameSpan: Span }
    | { readonly kind: 'subscript'; readonly object: Expr; readonly index: Expr }
    | {
        readonly kind: 'call'
        readonly callee: Expr
        readonly positional: readonly Expr[]
        readonly keywords: readonly Keyword[]
        /** What stands behind `**`. */
        readonly doubleStars: readonly Expr[]
      }
    | { readonly kind: 'unary'; readonly operator: '-' | '+' | '~' | 'not'; readonly operand: Expr }
    | { readonly kind: 'binary'; readonly operator: ArithmeticOperator; readonly left: Expr; readonly right: Expr }
    | { readonly kind: 'compare'; readonly first: Expr; readonly rest: readonly Comparison[] }
    | { readonly kind: 'logical'; readonly operator: 'and' | 'or'; readonly left: Expr; readonly right: Expr }
    | { readonly kind: 'conditional'; readonly test: Expr; readonly chosen: Expr; readonly otherwise: Expr }
    | { readonly kind: 'lambda'; readonly definition: FunctionNode }
    | { readonly kind: 'list' | 'tuple'; readonly items: readonly Expr[] }
    | { readonly kind: 'dict'; readonly entries: readonly { readonly key: Expr; readonly value: Expr }[] }
    | {
        readonly kind: 'comprehension'
        readonly element: Expr
        readonly clauses: readonly Clause[]
        /** Whether it is a generator expression, which is evaluated while it is visited. */
        readonly lazy: boolean
      }
    | { readonly kind: 'walrus'; readonly target: Expr; readonly value: Expr }
    /** An integer beyond those that a `number` holds exactly. */
    | { readonly kind: 'bigint'; readonly value: bigint }
    /** A string of bytes; each is one character. */
    | { readonly kind: 'bytes'; readonly text: string }
    | { readonly kind: 'ellipsis' }
    /** An index `lower:upper:step`, or an item of a tuple that is an index. */
    | { readonly kind: 'slice'; readonly lower: Expr | null; readonly upper: Expr | null; readonly step: Expr | null }
    /** `*value` among items, arguments or targets. */
    | { readonly kind: 'star'; readonly value: Expr }
    | { readonly kind: 'set'; readonly items: readonly Expr[] }
    /** A dict with `**value` in it, whose key is null. */
    | { readonly kind: 'merged-dict'; readonly items: readonly { readonly key: Expr | null; readonly value: Expr }[] }
    | { readonly kind: 'set-comprehension'; readonly element: Expr; readonly clauses: readonly Clause[] }
    | {
        readonly kind: 'dict-comprehension'
        readonly key: Expr
        readonly value: Expr
        readonly clauses: readonly Clause[]
      }
    | { readonly kind: 'yield'; readonly value: Expr | null }
    | { readonly kind: 'yield-from'; readonly value: Expr }
    | { readonly kind: 'await'; readonly value: Expr }
  )

/** How an f-string makes a text of a value: by `repr`, `str` or `ascii`. */
export type Conversion = 'r' | 's' | 'a'

export interface Keyword {
  readonly name: string
  readonly value: Expr
  readonly span: Span
}

export interface Comparison {
  readonly operator: ComparisonOperator
  readonly operand: Expr
}

/** `for target in iterable if …` of a comprehension. */
export interface Clause {
  readonly target: Expr
  readonly iterable: Expr
  readonly conditions: readonly Expr[]
  readonly isAsync: boolean
}

export interface Parameter {
  readonly name: string
  readonly fallback: Expr | null
  /** `rest` is `*args`, `rest-keywords` is `**kwargs`. */
  readonly passing: 'positional' | 'either' | 'keyword' | 'rest' | 'rest-keywords'
  readonly span: Span
}

/**
 * The parts of a `def` or `lambda`. `locals` are the names that it binds, except those declared `global` or `nonlocal`.
 */
export interface FunctionParts {
  readonly name: string
  readonly span: Span
  readonly parameters: readonly Parameter[]
  readonly body: readonly Statement[]
  readonly locals: ReadonlySet<string>
  readonly globals: ReadonlySet<string>
  readonly nonlocals: ReadonlySet<string>
  readonly decorators: readonly Expr[]
  readonly isAsync: boolean
  /** Whether there is a `yield` in its own scope. */
  readonly isGenerator: boolean
}

/** A `def` or `lambda`. A class, so that `instanceof` recognizes a `Callable` of the lowering as one of Python. */
export class FunctionNode implements FunctionParts {
  readonly name: string
  readonly span: Span
  readonly parameters: readonly Parameter[]
  readonly body: readonly Statement[]
  readonly locals: ReadonlySet<string>
  readonly globals: ReadonlySet<string>
  readonly nonlocals: ReadonlySet<string>
  readonly decorators: readonly Expr[]
  readonly isAsync: boolean
  /** Whether there is a `yield` in its own scope. */
  readonly isGenerator: boolean

  constructor(parts: FunctionParts) {
    this.name = parts.name
    this.span = parts.span
    this.parameters = parts.parameters
    this.body = parts.body
    this.locals = parts.locals
    this.globals = parts.globals
    this.nonlocals = parts.nonlocals
    this.decorators = parts.decorators
    this.isAsync = parts.isAsync
    this.isGenerator = parts.isGenerator
  }
}

export interface ClassNode {
  readonly name: string
  readonly span: Span
  readonly bases: readonly Expr[]
  readonly keywords: readonly Keyword[]
  /** What stands behind `**` beside the bases. */
  readonly doubleStars: readonly Expr[]
  readonly decorators: readonly Expr[]
  readonly body: readonly Statement[]
}

export type Statement = Node &
  (
    | { readonly kind: 'expression'; readonly value: Expr }
    | {
        readonly kind: 'assign'
        readonly targets: readonly Expr[]
        readonly value: Expr
        /** Whether the target has an annotation, so that it is a field of a data class. */
        readonly annotated: boolean
        /** The annotation, if it is one that the reader builds. */
        readonly annotation: Expr | null
      }
    | { readonly kind: 'declare'; readonly target: Expr; readonly annotation: Expr | null }
    | { readonly kind: 'update'; readonly target: Expr; readonly operator: ArithmeticOperator; readonly value: Expr }
    | {
        readonly kind: 'if'
        readonly test: Expr
        readonly body: readonly Statement[]
        readonly otherwise: readonly Statement[]
      }
    | {
        readonly kind: 'while'
        readonly test: Expr
        readonly body: readonly Statement[]
        readonly otherwise: readonly Statement[]
      }
    | {
        readonly kind: 'for'
        readonly isAsync: boolean
        readonly target: Expr
        readonly iterable: Expr
        readonly body: readonly Statement[]
        readonly otherwise: readonly Statement[]
      }
    | {
        readonly kind: 'try'
        readonly body: readonly Statement[]
        readonly handlers: readonly Handler[]
        readonly otherwise: readonly Statement[]
        readonly finally: readonly Statement[]
      }
    | {
        readonly kind: 'with'
        readonly isAsync: boolean
        readonly items: readonly WithItem[]
        readonly body: readonly Statement[]
        readonly header: Span
      }
    | { readonly kind: 'function'; readonly definition: FunctionNode }
    | { readonly kind: 'class'; readonly definition: ClassNode }
    | { readonly kind: 'return'; readonly value: Expr | null }
    | { readonly kind: 'raise'; readonly exception: Expr | null; readonly cause: Expr | null }
    | { readonly kind: 'assert'; readonly test: Expr; readonly message: Expr | null }
    /** `name` is null for the module itself, and `*` for all of its names. */
    | { readonly kind: 'import'; readonly module: string; readonly name: string | null; readonly as: string }
    | {
        readonly kind: 'scope'
        readonly word: 'global' | 'nonlocal'
        readonly names: readonly { readonly name: string; readonly span: Span }[]
      }
    | { readonly kind: 'pass' | 'break' | 'continue' | 'progress' }
    | { readonly kind: 'delete'; readonly targets: readonly Expr[] }
    | { readonly kind: 'match'; readonly subject: Expr; readonly cases: readonly Case[] }
  )

export interface Case {
  readonly pattern: Pattern
  readonly guard: Expr | null
  readonly body: readonly Statement[]
}

/** What a `case` compares with. */
export type Pattern = Node &
  /** A literal or a dotted name; `isIdentity` of `None`, `True` and `False`, which are compared by `is`. */
  (
    | { readonly kind: 'value'; readonly value: Expr; readonly isIdentity: boolean }
    /** A name, or null for `_`. */
    | { readonly kind: 'capture'; readonly name: string | null }
    | { readonly kind: 'sequence'; readonly items: readonly Pattern[] }
    /** `*name` in a sequence; null for `*_`. */
    | { readonly kind: 'rest'; readonly name: string | null }
    | {
        readonly kind: 'mapping'
        readonly entries: readonly { readonly key: Expr; readonly pattern: Pattern }[]
        /** The name behind `**`. */
        readonly rest: string | null
      }
    | {
        readonly kind: 'class'
        readonly class: Expr
        readonly positional: readonly Pattern[]
        readonly keywords: readonly { readonly name: string; readonly pattern: Pattern }[]
      }
    | { readonly kind: 'or'; readonly alternatives: readonly Pattern[] }
    | { readonly kind: 'as'; readonly pattern: Pattern; readonly name: string }
  )

export interface Handler {
  /** The classes that it catches; null catches all. */
  readonly classes: Expr | null
  readonly name: string | null
  readonly body: readonly Statement[]
  readonly span: Span
}

export interface WithItem {
  readonly context: Expr
  readonly as: Expr | null
}
