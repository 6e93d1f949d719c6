import { positionAt, type Span } from '../../../base/source.ts'
import { blocksOf, boundNames, eachExpression, someExpression } from '../syntax/names.ts'
import type { ProgressComments } from '../syntax/progress.ts'
import { type Case, type Expr, FunctionNode, type Handler, type Statement, type WithItem } from '../syntax/tree.ts'
import { beginsValue } from './advice.ts'
import { isLayout } from './cursor.ts'
import { type Failure, failAt, notSupported } from './failure.ts'
import { loopHint } from './operators.ts'
import { checkCases } from './pattern-rules.ts'
import { SimpleStatementReader } from './simple-statements.ts'
import type { Token } from './tokens.ts'

/** Reads statements with blocks, and whole texts. */
export class StatementReader extends SimpleStatementReader {
  /** What is wrong with the text. */
  readonly failures: Failure[] = []
  private readonly text: string
  private readonly progress: ProgressComments

  constructor(text: string, tokens: readonly Token[], progress: ProgressComments) {
    super(tokens)
    this.text = text
    this.progress = progress
  }

  module(): Statement[] {
    return this.statements(0, () => this.peek().kind === 'end')
  }

  /** Reads the statements of a block, whose header ends at a place. What follows a mistake is read, too. */
  private statements(header: number, isEnd: () => boolean): Statement[] {
    if (isEnd()) return []
    const first = this.peek().span
    const found: Statement[] = this.progress.before(first, header)
    let isAfterMistake = false
    while (!isEnd()) {
      const start = this.at
      const mayBelong = isAfterMistake && this.isContinuation()
      const failure = this.failureOf(() => this.oneStatement(found, first))
      if (failure === null) continue
      if (!mayBelong) this.failures.push(failure)
      isAfterMistake = true
      this.recover(start)
      if (this.at === start) this.at++
    }
    return found
  }

  private isBlockEnd(): boolean {
    const { kind } = this.peek()
    return kind === 'dedent' || kind === 'end'
  }

  private oneStatement(found: Statement[], first: Span): void {
    const start = this.start()
    const compound = this.compound()
    if (compound !== null) found.push(compound, ...this.progress.after(this.since(start), first))
    else this.simpleLine(found, first)
  }

  private isContinuation(): boolean {
    return this.is('else') || this.is('elif') || this.is('except') || this.is('finally')
  }

  /** Goes behind the statement that began at a place and has a mistake before here. The statements of its block are read. */
  private recover(start: number): void {
    const read = this.tokens.slice(start, this.at)
    let level = 0
    for (const { kind } of read) level += kind === 'indent' ? 1 : kind === 'dedent' ? -1 : 0
    const isBehindLine = level === 0 && (read.at(-1)?.kind === 'newline' || read.at(-1)?.kind === 'dedent')
    if (!isBehindLine && this.peek().kind !== 'indent') this.skipLine(level)
    if (!this.takeLayout('indent')) return
    this.failureOf(() => this.nested(() => this.statements(0, () => this.isBlockEnd())))
    this.takeLayout('dedent')
  }

  private skipLine(depth: number): void {
    for (let level = depth; this.peek().kind !== 'end'; ) {
      const { kind } = this.peek()
      if (level === 0 && kind === 'dedent') return
      this.at++
      level += kind === 'indent' ? 1 : kind === 'dedent' ? -1 : 0
      if (level === 0 && (kind === 'newline' || kind === 'dedent')) return
    }
  }

  /** Reads the statements of a line. */
  private simpleLine(found: Statement[], first: Span): void {
    const start = this.start()
    do {
      if (this.peek().kind === 'newline') break
      found.push(...this.simple())
    } while (this.take(';'))
    const span = this.since(start)
    if (!this.takeLayout('newline')) this.fail('the end of the line', this.hintAtEnd())
    found.push(...this.progress.after(span, first))
  }

  private hintAtEnd(): string | null {
    if (this.is('=')) return 'to compare, write `==`'
    if (this.is(',')) return 'write what belongs together in parentheses: `raise ValueError("x")`'
    if (this.peek().kind === 'keyword' && !beginsValue(this.peek())) return 'begin a new line for another statement'
    return beginsValue(this.peek()) ? 'begin a new line for another statement, or write the operator that is missing' : null
  }

  /** Reads the block of a statement that begins with `word`. */
  private block(word: string): Statement[] {
    this.expectColon(word)
    const { end } = this.peek(-1).span
    return this.nested(() => {
      if (!this.takeLayout('newline')) return this.lineBlock(end)
      if (!this.takeLayout('indent')) this.failAtBlock(word)
      const found = this.statements(end, () => this.isBlockEnd())
      this.takeLayout('dedent')
      return found
    })
  }

  private failAtBlock(word: string): never {
    let header = this.at - 2 // before the end of its line
    while (header > 0 && !isLayout(this.tokens[header - 1])) header--
    const { start } = this.tokens[header]?.span ?? this.peek().span
    const message = `expected an indented block after the \`${word}\` in line ${this.lineOf(start)}`
    failAt(this.start(), this.start() + 1, message, 'indent the statements of the block, or write `pass`')
  }

  private expectColon(word: string): void {
    if (this.take(':')) return
    const { kind } = this.peek()
    if (kind === 'newline' || kind === 'end') this.fail('`:`', `end the line of this \`${word}\` with \`:\``)
    if (this.is('=')) this.fail('`:`', 'to compare, write `==`')
    if (this.is('{')) this.fail('`:`', 'Python has no braces around blocks: write `:` and indent the block')
    if (word === 'else' && this.is('if')) this.fail('`:`', 'write `elif` instead of `else if`')
    if (word === 'except' && this.is(',')) this.fail('`:`', 'put several exceptions into parentheses; name one with `as`')
    this.fail('`:`', this.isWord('then') || this.isWord('do') ? 'write `:` instead' : null)
  }

  private lineOf(offset: number): number {
    return positionAt(this.text, offset).line
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
    const word = this.next()
    const test = this.named()
    const body = this.block(word.kind === 'keyword' ? word.text : 'if')
    const otherwise = this.is('elif') ? [this.nested(() => this.branch())] : this.otherwise()
    return { kind: 'if', test, body, otherwise, span: this.since(start) }
  }

  private otherwise(): Statement[] {
    return this.take('else') ? this.block('else') : []
  }

  private whileLoop(): Statement {
    const start = this.start()
    this.expect('while')
    const test = this.named()
    const body = this.block('while')
    return { kind: 'while', test, body, otherwise: this.otherwise(), span: this.since(start) }
  }

  private forLoop(start: number, isAsync: boolean): Statement {
    this.expect('for')
    const target = this.targets()
    this.expect('in', loopHint)
    const iterable = this.values()
    const body = this.block('for')
    return { kind: 'for', isAsync, target, iterable, body, otherwise: this.otherwise(), span: this.since(start) }
  }

  private withBlock(start: number, isAsync: boolean): Statement {
    this.expect('with')
    const items = this.attempt(() => this.withItems(true)) ?? this.withItems(false)
    const header = { start, end: this.start() }
    const body = this.block('with')
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
    if (!this.is(':')) this.expectColon('with')
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
    this.expect('try')
    const body = this.block('try')
    const handlers: Handler[] = []
    while (this.is('except')) handlers.push(this.handler())
    const otherwise = handlers.length > 0 ? this.otherwise() : []
    const hasFinally = this.take('finally')
    const last = hasFinally ? this.block('finally') : []
    if (handlers.length === 0 && !hasFinally) this.failWithoutHandler(start)
    const early = handlers.slice(0, -1).find(({ classes }) => classes === null)
    if (early !== undefined)
      failAt(early.span.start, early.span.end, '`except:` without a class must be the last', 'move it behind the others')
    return { kind: 'try', body, handlers, otherwise, finally: last, span: this.since(start) }
  }

  private failWithoutHandler(start: number): never {
    const message = `expected \`except\` or \`finally\` after the \`try\` in line ${this.lineOf(start)}`
    failAt(this.start(), this.start() + 1, message, 'write `except Exception:` with a block, indented like `try`')
  }

  private handler(): Handler {
    const { span } = this.expect('except')
    if (this.is('*')) notSupported(this.peek().span, '`except*` is', 'write `except`')
    const classes = this.is(':') ? null : this.expression()
    const name = classes !== null && this.take('as') ? this.identifier(this.expectName().text) : null
    return { classes, name, body: this.block('except'), span }
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
    if (!this.takeLayout('newline') || !this.takeLayout('indent') || !this.isWord('case')) this.fail('`case`')
    return subject
  }

  private oneCase(): Case {
    if (!this.isWord('case')) this.fail('`case`')
    this.next()
    const pattern = this.wholePattern()
    const guard = this.take('if') ? this.named() : null
    return { pattern, guard, body: this.block('case') }
  }

  private decorated(): Statement {
    const decorators: Expr[] = []
    while (this.take('@')) {
      decorators.push(this.named())
      if (!this.takeLayout('newline')) this.fail('the end of the line', 'write what follows in a new line')
    }
    const start = this.start()
    if (this.is('class')) return this.classDefinition(decorators)
    return this.functionDefinition(decorators, start, this.take('async'))
  }

  private functionDefinition(decorators: readonly Expr[], start: number, isAsync: boolean): Statement {
    this.expect('def')
    const name = this.expectName()
    this.typeParameters()
    this.expect('(', `write \`def ${name.text}():\``)
    const parameters = this.parameters(')')
    if (this.take('->')) this.annotation()
    const body = this.block('def')
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
    const body = this.block('class')
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
