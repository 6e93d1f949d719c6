import type { Span } from '../../../base/source.ts'
import { blocksOf, boundNames, eachExpression, someExpression } from '../syntax/names.ts'
import type { ProgressComments } from '../syntax/progress.ts'
import { type Case, type Expr, FunctionNode, type Handler, type Statement, type WithItem } from '../syntax/tree.ts'
import { failAt, notSupported } from './failure.ts'
import { checkCases } from './pattern-rules.ts'
import { SimpleStatementReader } from './simple-statements.ts'
import type { Token } from './tokens.ts'

/** Reads statements with blocks, and whole texts. */
export class StatementReader extends SimpleStatementReader {
  private readonly progress: ProgressComments

  constructor(tokens: readonly Token[], progress: ProgressComments) {
    super(tokens)
    this.progress = progress
  }

  module(): Statement[] {
    return this.statements(0, () => this.peek().kind === 'end')
  }

  /** Reads the statements of a block, whose header ends at a place. */
  private statements(header: number, isEnd: () => boolean): Statement[] {
    if (isEnd()) return []
    const first = this.peek().span
    const found: Statement[] = this.progress.before(first, header)
    while (!isEnd()) {
      const start = this.start()
      const compound = this.compound()
      if (compound !== null) found.push(compound, ...this.progress.after(this.since(start), first))
      else this.simpleLine(found, first)
    }
    return found
  }

  /** Reads the statements of a line. */
  private simpleLine(found: Statement[], first: Span): void {
    const start = this.start()
    do {
      if (this.peek().kind === 'newline') break
      found.push(...this.simple())
    } while (this.take(';'))
    const span = this.since(start)
    if (!this.takeLayout('newline')) this.fail()
    found.push(...this.progress.after(span, first))
  }

  private block(): Statement[] {
    const { end } = this.expect(':').span
    return this.nested(() => {
      if (!this.takeLayout('newline')) return this.lineBlock(end)
      if (!this.takeLayout('indent')) failAt(this.start(), this.start() + 1, 'expected a statement in this block')
      const found = this.statements(end, () => this.peek().kind === 'dedent')
      this.takeLayout('dedent')
      return found
    })
  }

  private lineBlock(header: number): Statement[] {
    const first = this.peek().span
    const found = this.progress.before(first, header)
    this.simpleLine(found, first)
    return found
  }

  /** Reads a statement with a block; null if none begins here. */
  private compound(): Statement | null {
    const token = this.peek()
    if (this.is('@')) return this.decorated()
    if (this.isWord('match')) return this.match()
    if (token.kind !== 'keyword') return null
    const start = this.start()
    switch (token.text) {
      case 'if':
        return this.branch()
      case 'while':
        return this.whileLoop()
      case 'try':
        return this.tried()
      case 'class':
        return this.classDefinition([])
      case 'async':
        this.at++
        return this.maybeAsync(start, true)
      case 'for':
      case 'with':
      case 'def':
        return this.maybeAsync(start, false)
      default: // a keyword of a simple statement
        return null
    }
  }

  private maybeAsync(start: number, isAsync: boolean): Statement {
    if (this.is('for')) return this.forLoop(start, isAsync)
    if (this.is('with')) return this.withBlock(start, isAsync)
    return this.functionDefinition([], start, isAsync)
  }

  /** `if` or `elif`. */
  private branch(): Statement {
    const start = this.start()
    this.next()
    const test = this.named()
    const body = this.block()
    const otherwise = this.is('elif') ? [this.nested(() => this.branch())] : this.otherwise()
    return { kind: 'if', test, body, otherwise, span: this.since(start) }
  }

  private otherwise(): Statement[] {
    return this.take('else') ? this.block() : []
  }

  private whileLoop(): Statement {
    const start = this.start()
    this.expect('while')
    const test = this.named()
    const body = this.block()
    return { kind: 'while', test, body, otherwise: this.otherwise(), span: this.since(start) }
  }

  private forLoop(start: number, isAsync: boolean): Statement {
    this.expect('for')
    const target = this.targets()
    this.expect('in')
    const iterable = this.values()
    const body = this.block()
    return { kind: 'for', isAsync, target, iterable, body, otherwise: this.otherwise(), span: this.since(start) }
  }

  private withBlock(start: number, isAsync: boolean): Statement {
    this.expect('with')
    const items = this.attempt(() => this.withItems(true)) ?? this.withItems(false)
    const header = { start, end: this.start() }
    const body = this.block()
    return { kind: 'with', isAsync, items, body, header, span: this.since(start) }
  }

  private withItems(inParentheses: boolean): WithItem[] {
    if (inParentheses) this.expect('(')
    const items: WithItem[] = []
    do {
      if (inParentheses && items.length > 0 && this.is(')')) break
      items.push(this.withItem())
    } while (this.take(','))
    if (inParentheses) this.expect(')')
    if (!this.is(':')) this.fail()
    return items
  }

  private withItem(): WithItem {
    const context = this.expression()
    if (!this.take('as')) return { context, as: null }
    const as = this.target()
    this.checkTarget(as, 'assignment')
    return { context, as }
  }

  private tried(): Statement {
    const start = this.start()
    const { span } = this.expect('try')
    const body = this.block()
    const handlers: Handler[] = []
    while (this.is('except')) handlers.push(this.handler())
    const otherwise = handlers.length > 0 ? this.otherwise() : []
    const hasFinally = this.take('finally')
    const last = hasFinally ? this.block() : []
    if (handlers.length === 0 && !hasFinally) failAt(span.start, span.end, '`try` without `except` or `finally`')
    const early = handlers.slice(0, -1).find(({ classes }) => classes === null)
    if (early !== undefined) failAt(early.span.start, early.span.end, '`except:` without a class must be the last')
    return { kind: 'try', body, handlers, otherwise, finally: last, span: this.since(start) }
  }

  private handler(): Handler {
    const { span } = this.expect('except')
    if (this.is('*')) notSupported(this.peek().span, '`except*` is', 'write `except`')
    const classes = this.is(':') ? null : this.expression()
    const name = classes !== null && this.take('as') ? this.identifier(this.expectName().text) : null
    return { classes, name, body: this.block(), span }
  }

  /** Reads a `match`; null if the word is a name here. */
  private match(): Statement | null {
    const start = this.start()
    const subject = this.attempt(() => this.subject())
    if (subject === null) return null
    const cases: Case[] = []
    this.nested(() => {
      while (!this.takeLayout('dedent')) cases.push(this.oneCase())
    })
    checkCases(cases)
    return { kind: 'match', subject, cases, span: this.since(start) }
  }

  /** Reads the first line of a `match`, up to the first `case`. */
  private subject(): Expr {
    this.next()
    const start = this.start()
    const first = this.item()
    const items = [first]
    const isTuple = this.is(',')
    while (this.take(',') && !this.isAtEnd()) items.push(this.item())
    const subject: Expr = isTuple ? { kind: 'tuple', items, span: this.since(start) } : this.withoutStar(first)
    this.expect(':')
    if (!this.takeLayout('newline') || !this.takeLayout('indent') || !this.isWord('case')) this.fail()
    return subject
  }

  private oneCase(): Case {
    if (!this.isWord('case')) this.fail()
    this.next()
    const pattern = this.wholePattern()
    const guard = this.take('if') ? this.named() : null
    return { pattern, guard, body: this.block() }
  }

  private decorated(): Statement {
    const decorators: Expr[] = []
    while (this.take('@')) {
      decorators.push(this.named())
      if (!this.takeLayout('newline')) this.fail()
    }
    const start = this.start()
    if (this.is('class')) return this.classDefinition(decorators)
    return this.functionDefinition(decorators, start, this.take('async'))
  }

  private functionDefinition(decorators: readonly Expr[], start: number, isAsync: boolean): Statement {
    this.expect('def')
    const name = this.expectName()
    this.typeParameters()
    this.expect('(')
    const parameters = this.parameters(')')
    if (this.take('->')) this.annotation()
    const body = this.block()
    const { globals, nonlocals } = scopeNames(body)
    const bound = [...parameters.map((each) => each.name), ...boundNames(body)]
    const definition = new FunctionNode({
      name: this.identifier(name.text),
      span: name.span,
      parameters,
      body,
      locals: new Set(bound.filter((each) => !globals.has(each) && !nonlocals.has(each))),
      globals,
      nonlocals,
      decorators,
      isAsync,
      isGenerator: hasYield(body),
    })
    return { kind: 'function', definition, span: this.since(start) }
  }

  private classDefinition(decorators: readonly Expr[]): Statement {
    const start = this.start()
    this.expect('class')
    const { text, span } = this.expectName()
    this.typeParameters()
    const { positional, keywords, doubleStars } = this.is('(') ? this.callArguments(true) : noArguments
    const around = this.className
    this.className = text
    const body = this.block()
    this.className = around
    const definition = { name: this.identifier(text), span, bases: positional, keywords, doubleStars, decorators, body }
    return { kind: 'class', definition, span: this.since(start) }
  }
}

const noArguments = { positional: [], keywords: [], doubleStars: [] }

/** The names that `global` and `nonlocal` statements of a function list; nested functions have their own. */
function scopeNames(
  body: readonly Statement[],
  found: { globals: Set<string>; nonlocals: Set<string> } = { globals: new Set(), nonlocals: new Set() },
): { globals: Set<string>; nonlocals: Set<string> } {
  for (const statement of body) {
    if (statement.kind === 'scope') {
      const into = statement.word === 'global' ? found.globals : found.nonlocals
      for (const { name } of statement.names) into.add(name)
    }
    for (const block of blocksOf(statement)) scopeNames(block, found)
  }
  return found
}

function hasYield(body: readonly Statement[]): boolean {
  const isYield = ({ kind }: Expr): boolean => kind === 'yield' || kind === 'yield-from'
  return body.some((statement) => {
    let found = false
    eachExpression(statement, (expression) => {
      found ||= someExpression(expression, isYield)
    })
    return found || blocksOf(statement).some(hasYield)
  })
}
