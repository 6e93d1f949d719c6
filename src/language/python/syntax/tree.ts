import type { Span } from '../../../base/source.ts'

/** What every node of the tree has: its place. */
interface Node {
  readonly span: Span
}

export const comparisonOperators = ['==', '!=', '<', '<=', '>', '>=', 'in', 'not in', 'is', 'is not'] as const
export type ComparisonOperator = (typeof comparisonOperators)[number]

export const arithmeticOperators = ['+', '-', '*', '//', '/', '%', '**', '<<', '>>', '&', '|', '^'] as const
export type ArithmeticOperator = (typeof arithmeticOperators)[number]

/** An expression of the subset. Parentheses are gone, comparisons are chains. */
export type Expr = Node &
  (
    | { readonly kind: 'number'; readonly value: number }
    | { readonly kind: 'float'; readonly value: number }
    | { readonly kind: 'constant'; readonly value: boolean | null }
    | { readonly kind: 'string'; readonly value: string }
    | { readonly kind: 'format'; readonly parts: readonly (string | Expr)[] }
    /** A value in an f-string, with a conversion or a format. */
    | { readonly kind: 'formatted'; readonly value: Expr; readonly format: string }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'attribute'; readonly object: Expr; readonly name: string; readonly nameSpan: Span }
    | { readonly kind: 'subscript'; readonly object: Expr; readonly index: Expr }
    | {
        readonly kind: 'call'
        readonly callee: Expr
        readonly positional: readonly Expr[]
        readonly keywords: readonly Keyword[]
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
  )

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
}

export interface Parameter {
  readonly name: string
  readonly fallback: Expr | null
  readonly passing: 'positional' | 'either' | 'keyword'
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
  readonly decorators: readonly Expr[]
}

/** A `def` or `lambda`. A class, so that `instanceof` recognizes a `Callable` of the lowering as one of Python. */
export class FunctionNode implements FunctionParts {
  readonly name: string
  readonly span: Span
  readonly parameters: readonly Parameter[]
  readonly body: readonly Statement[]
  readonly locals: ReadonlySet<string>
  readonly globals: ReadonlySet<string>
  readonly decorators: readonly Expr[]

  constructor(parts: FunctionParts) {
    this.name = parts.name
    this.span = parts.span
    this.parameters = parts.parameters
    this.body = parts.body
    this.locals = parts.locals
    this.globals = parts.globals
    this.decorators = parts.decorators
  }
}

export interface ClassNode {
  readonly name: string
  readonly span: Span
  readonly bases: readonly Expr[]
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
    | { readonly kind: 'with'; readonly items: readonly WithItem[]; readonly body: readonly Statement[]; readonly header: Span }
    | { readonly kind: 'function'; readonly definition: FunctionNode }
    | { readonly kind: 'class'; readonly definition: ClassNode }
    | { readonly kind: 'return'; readonly value: Expr | null }
    | { readonly kind: 'raise'; readonly exception: Expr | null; readonly cause: Expr | null }
    | { readonly kind: 'assert'; readonly test: Expr }
    | { readonly kind: 'import'; readonly module: string; readonly name: string | null; readonly as: string }
    | {
        readonly kind: 'scope'
        readonly word: 'global' | 'nonlocal'
        readonly names: readonly { readonly name: string; readonly span: Span }[]
      }
    | { readonly kind: 'pass' | 'break' | 'continue' | 'progress' }
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
