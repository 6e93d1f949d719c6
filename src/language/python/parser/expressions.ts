import { boundNames, someExpression } from '../syntax/names.ts'
import { type Expr, FunctionNode, type Keyword, type Parameter } from '../syntax/tree.ts'
import { AtomReader } from './atoms.ts'
import { failAt, notSupported } from './failure.ts'
import { mangled } from './mangled.ts'
import { ParameterList } from './parameters.ts'
import type { Token } from './tokens.ts'

export interface CallArguments {
  readonly positional: readonly Expr[]
  readonly keywords: readonly Keyword[]
  readonly doubleStars: readonly Expr[]
}

const none: ReadonlySet<string> = new Set()

/** Reads whole expressions. */
export class ExpressionReader extends AtomReader {
  /** The class around, whose name becomes part of names like `__x`. */
  protected className: string | null

  constructor(tokens: readonly Token[], depth = 0, className: string | null = null) {
    super(tokens, depth)
    this.className = className
  }

  protected identifier(text: string): string {
    if (text === '__debug__') notSupported(this.peek(-1).span, 'another use of `__debug__` is', 'choose another name')
    return mangled(text, this.className)
  }

  protected replaced(tokens: readonly Token[]): Expr {
    return new ExpressionReader(tokens, this.level(), this.className).whole()
  }

  private whole(): Expr {
    const value = this.is('yield') ? this.yielded() : this.values()
    if (this.peek().kind !== 'end') this.fail('the end of the value', 'write one value between the braces')
    return value
  }

  protected primary(): Expr {
    const start = this.start()
    let value = this.atom()
    for (;;) {
      if (this.take('.')) {
        const { text, span } = this.expectName()
        value = { kind: 'attribute', object: value, name: this.identifier(text), nameSpan: span, span: this.since(start) }
      } else if (this.is('(')) {
        const parts = this.nested(() => this.callArguments())
        value = { kind: 'call', callee: value, ...parts, span: this.since(start) }
      } else if (this.take('[')) {
        const index = this.nested(() => this.index())
        value = { kind: 'subscript', object: value, index, span: this.since(start) }
      } else return value
    }
  }

  /** Reads arguments in parentheses. Those of a class may be no generator expression without parentheses of its own. */
  protected callArguments(ofClass = false): CallArguments {
    this.expect('(')
    const positional: Expr[] = []
    const keywords: Keyword[] = []
    const doubleStars: Expr[] = []
    let count = 0
    while (!this.take(')')) {
      const start = this.start()
      const star = this.starred()
      if (this.take('**')) doubleStars.push(this.expression())
      else if (star !== null) {
        if (doubleStars.length > 0) failAt(start, start + 1, '`*` behind `**`', 'write it before those with `**`')
        positional.push(star)
      } else if (this.peek().kind === 'name' && this.is('=', 1)) keywords.push(this.keyword(keywords))
      else {
        const value = this.named()
        const isAfter = keywords.length > 0 || doubleStars.length > 0
        if (isAfter)
          failAt(
            start,
            value.span.end,
            'a positional argument after a keyword argument',
            'write the positional arguments first',
          )
        positional.push(this.isClause() && !ofClass ? this.lazyArgument(value, start, count) : value)
      }
      count++
      if (!this.is(')') && !this.take(',')) this.expectCloser(')')
    }
    return { positional, keywords, doubleStars }
  }

  /** Reads `*value` among arguments and in an index, where any expression may be the value; null if there is none. */
  private starred(): Expr | null {
    const start = this.start()
    if (!this.take('*')) return null
    return { kind: 'star', value: this.expression(), span: this.since(start) }
  }

  private keyword(earlier: readonly Keyword[]): Keyword {
    const { text, span } = this.expectName()
    if (earlier.some(({ name }) => name === text))
      failAt(span.start, span.end, 'this argument stands twice', 'remove one of them')
    this.expect('=')
    const value = this.expression()
    return { name: text, value, span: this.since(span.start) }
  }

  /** A generator expression without parentheses of its own, which must be the only argument. */
  private lazyArgument(element: Expr, start: number, before: number): Expr {
    const clauses = this.clauses(element)
    const span = this.since(start)
    if (before > 0 || !this.is(')'))
      failAt(span.start, span.end, 'a generator expression beside other arguments', 'put it into parentheses')
    return { kind: 'comprehension', element, clauses, lazy: true, span }
  }

  /** Reads an index with its closing bracket. */
  private index(): Expr {
    const start = this.start()
    const items = [this.indexItem()]
    let hasComma = false
    while (this.take(',')) {
      hasComma = true
      if (this.is(']')) break
      items.push(this.indexItem())
    }
    const span = this.since(start)
    this.expectCloser(']')
    const [only] = items
    // `x[*a]` is `x[(*a,)]`.
    return !hasComma && only !== undefined && only.kind !== 'star' ? only : { kind: 'tuple', items, span }
  }

  private indexItem(): Expr {
    const start = this.start()
    const isValue = this.is(':=', 1)
    const lower = this.is(':') ? null : (this.starred() ?? this.named())
    if (!this.is(':') || isValue || lower?.kind === 'star') return lower ?? this.fail()
    this.expect(':')
    const upper = this.sliceEnd()
    const step = this.take(':') ? this.sliceEnd() : null
    return { kind: 'slice', lower, upper, step, span: this.since(start) }
  }

  private sliceEnd(): Expr | null {
    return this.is(':') || this.is(',') || this.is(']') ? null : this.expression()
  }

  protected expression(): Expr {
    if (this.is('lambda')) return this.nested(() => this.lambda())
    const start = this.start()
    const chosen = this.disjunction()
    if (!this.take('if')) return chosen
    const test = this.disjunction()
    if (!this.is('else')) this.fail('`else`', 'write the value for the other case: `a if test else b`')
    this.expect('else')
    const otherwise = this.nested(() => this.expression())
    return { kind: 'conditional', test, chosen, otherwise, span: this.since(start) }
  }

  protected named(): Expr {
    const start = this.start()
    if (this.peek().kind !== 'name' || !this.is(':=', 1)) return this.expression()
    const target = this.atom()
    this.expect(':=')
    return { kind: 'walrus', target, value: this.expression(), span: this.since(start) }
  }

  /** Reads a value, or several with commas between them, which are a tuple. */
  protected values(): Expr {
    return this.withoutStar(this.looseValues())
  }

  /** The same, where a target may follow: so it may be one item with a star. */
  protected looseValues(): Expr {
    const start = this.start()
    const first = this.value()
    if (!this.is(',')) return first
    const items = [first]
    while (this.take(',') && !this.isAtEnd()) items.push(this.value())
    return { kind: 'tuple', items, span: this.since(start) }
  }

  private value(): Expr {
    return this.is('*') ? this.item() : this.expression()
  }

  protected yielded(): Expr {
    const start = this.start()
    this.expect('yield')
    if (this.take('from')) return { kind: 'yield-from', value: this.expression(), span: this.since(start) }
    const value = this.isAtEnd() ? null : this.values()
    return { kind: 'yield', value, span: this.since(start) }
  }

  private lambda(): Expr {
    const start = this.start()
    this.expect('lambda')
    const parameters = this.parameters(':')
    const body = this.expression()
    const span = this.since(start)
    const statements = [{ kind: 'return', value: body, span: body.span }] as const
    const definition = new FunctionNode({
      name: 'lambda',
      span,
      parameters,
      body: statements,
      locals: new Set([...parameters.map(({ name }) => name), ...boundNames(statements)]),
      globals: none,
      nonlocals: none,
      decorators: [],
      isAsync: false,
      isGenerator: someExpression(body, isYield),
    })
    return { kind: 'lambda', definition, span }
  }

  /** Reads parameters and the sign that closes them; those of a `lambda` have no annotations. */
  protected parameters(closer: ')' | ':'): Parameter[] {
    const list = new ParameterList()
    while (!this.take(closer)) {
      const { span } = this.peek()
      if (this.take('/')) list.slash(span)
      else if (this.take('**')) list.add(this.parameter('rest-keywords', closer), span)
      else if (!this.take('*')) list.add(this.parameter(list.passing, closer), span)
      else if (this.is(',')) list.star(span)
      else list.add(this.parameter('rest', closer), span)
      if (!this.is(closer)) this.expect(',')
    }
    return list.finish()
  }

  private parameter(passing: Parameter['passing'], closer: ')' | ':'): Parameter {
    const { text, span } = this.expectName()
    if (closer === ')' && this.take(':')) this.annotation(passing === 'rest')
    const mayHave = passing !== 'rest' && passing !== 'rest-keywords'
    const fallback = mayHave && this.take('=') ? this.expression() : null
    return { name: this.identifier(text), fallback, passing, span }
  }

  /** Reads an annotation, which is not evaluated: so nothing may depend on that. */
  protected annotation(mayHaveStar = false): Expr {
    const value = mayHaveStar && this.is('*') ? this.item() : this.expression()
    if (someExpression(value, hasEffect)) notSupported(value.span, 'an annotation that does something is', 'leave it out')
    return value
  }
}

function isYield({ kind }: Expr): boolean {
  return kind === 'yield' || kind === 'yield-from'
}

function hasEffect({ kind }: Expr): boolean {
  return kind === 'yield' || kind === 'yield-from' || kind === 'await' || kind === 'walrus'
}
