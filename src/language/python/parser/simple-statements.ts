import type { Expr, Statement } from '../syntax/tree.ts'
import { failAt, notSupported } from './failure.ts'
import { PatternReader } from './patterns.ts'

const updates: ReadonlySet<string> = new Set(['+=', '-=', '*=', '/=', '//=', '%=', '@=', '&=', '|=', '^=', '>>=', '<<=', '**='])

const futures: ReadonlySet<string> = new Set(
  ['nested_scopes', 'generators', 'division', 'absolute_import', 'with_statement', 'print_function'].concat([
    'unicode_literals',
    'barry_as_FLUFL',
    'generator_stop',
    'annotations',
  ]),
)

/** Reads the statements that stand in one line. */
export class SimpleStatementReader extends PatternReader {
  /** Reads one statement, which may stand for several: imports. */
  protected simple(): Statement[] {
    const token = this.peek()
    if (token.kind === 'keyword') {
      const found = this.keywordStatement(token.text)
      if (found !== null) return found
    }
    const alias = this.isWord('type') ? this.attempt(() => this.typeAlias()) : null
    return [alias ?? this.expressionStatement()]
  }

  private keywordStatement(word: string): Statement[] | null {
    switch (word) {
      case 'pass':
      case 'break':
      case 'continue':
        return [{ kind: word, span: this.next().span }]
      case 'return':
        return [this.returned()]
      case 'raise':
        return [this.raised()]
      case 'assert':
        return [this.asserted()]
      case 'global':
      case 'nonlocal':
        return [this.scope(word)]
      case 'del':
        return [this.deletion()]
      case 'import':
        return this.imports()
      case 'from':
        return this.importsFrom()
      default: // a keyword with which an expression may begin
        return null
    }
  }

  private returned(): Statement {
    const start = this.start()
    this.expect('return')
    const value = this.isAtEnd() ? null : this.values()
    return { kind: 'return', value, span: this.since(start) }
  }

  private raised(): Statement {
    const start = this.start()
    this.expect('raise')
    const exception = this.isAtEnd() ? null : this.expression()
    const cause = exception !== null && this.take('from') ? this.expression() : null
    return { kind: 'raise', exception, cause, span: this.since(start) }
  }

  private asserted(): Statement {
    const start = this.start()
    this.expect('assert')
    const test = this.expression()
    const message = this.take(',') ? this.expression() : null
    return { kind: 'assert', test, message, span: this.since(start) }
  }

  private scope(word: 'global' | 'nonlocal'): Statement {
    const start = this.start()
    this.expect(word)
    const names: { name: string; span: Expr['span'] }[] = []
    do {
      const { text, span } = this.expectName()
      names.push({ name: this.identifier(text), span })
    } while (this.take(','))
    return { kind: 'scope', word, names, span: this.since(start) }
  }

  private deletion(): Statement {
    const start = this.start()
    this.expect('del')
    const targets: Expr[] = []
    do {
      if (targets.length > 0 && this.isAtEnd()) break
      targets.push(this.primary())
    } while (this.take(','))
    for (const target of targets) this.checkTarget(target, 'deletion')
    return { kind: 'delete', targets, span: this.since(start) }
  }

  private imports(): Statement[] {
    const start = this.start()
    this.expect('import')
    const found: { module: string; as: string }[] = []
    do {
      const module = this.dottedPath()
      const first = module.split('.')[0] ?? module
      found.push({ module, as: this.renamed() ?? this.identifier(first) })
    } while (this.take(','))
    const span = this.since(start)
    return found.map(({ module, as }): Statement => ({ kind: 'import', module, name: null, as, span }))
  }

  private importsFrom(): Statement[] {
    const start = this.start()
    this.expect('from')
    let module = ''
    for (let dots = this.dots(); dots !== ''; dots = this.dots()) module += dots
    if (!this.is('import')) module += this.dottedPath()
    else if (module === '') this.fail('the name of a module')
    this.expect('import')
    const names = this.importedNames()
    const span = this.since(start)
    const strange = module === '__future__' ? names.find(({ name }) => !futures.has(name)) : undefined
    if (strange !== undefined) failAt(span.start, span.end, `Python has no future \`${strange.name}\``)
    if (module === '__future__' && names.some(({ name }) => name === 'barry_as_FLUFL'))
      notSupported(span, 'this is', 'leave it out')
    return names.map(({ name, as }): Statement => ({ kind: 'import', module, name, as, span }))
  }

  private dots(): string {
    return ['.', '...'].find((sign) => this.take(sign)) ?? ''
  }

  private importedNames(): { name: string; as: string }[] {
    if (this.take('*')) return [{ name: '*', as: '*' }]
    const isList = this.take('(')
    const names: { name: string; as: string }[] = []
    do {
      if (isList && names.length > 0 && this.is(')')) break
      const { text } = this.expectName()
      names.push({ name: text, as: this.renamed() ?? this.identifier(text) })
    } while (this.take(','))
    if (isList) this.expect(')')
    return names
  }

  private dottedPath(): string {
    let path = this.expectName().text
    while (this.take('.')) path += `.${this.expectName().text}`
    return path
  }

  private renamed(): string | null {
    return this.take('as') ? this.identifier(this.expectName().text) : null
  }

  /** `type X = …`: types are not looked at. */
  private typeAlias(): Statement {
    const start = this.start()
    this.next()
    this.expectName()
    this.typeParameters()
    this.expect('=')
    this.expression()
    return { kind: 'pass', span: this.since(start) }
  }

  /** Reads `[T: int, *Ts, **P]`, if it is there. */
  protected typeParameters(): void {
    if (!this.take('[')) return
    let isFirst = true
    do {
      if (!isFirst && this.is(']')) break
      isFirst = false
      if (!this.take('**')) this.take('*')
      this.expectName()
      if (this.take(':')) this.annotation()
    } while (this.take(','))
    this.expect(']')
  }

  /** Reads an expression, and what makes an assignment of it. */
  private expressionStatement(): Statement {
    const start = this.start()
    const isParenthesised = this.is('(')
    const first = this.is('yield') ? this.yielded() : this.looseValues()
    const sign = this.peek()
    if (this.is(':')) return this.annotated(first, start, isParenthesised)
    if (this.is('=')) return this.assignment(first, start)
    if (sign.kind === 'operator' && updates.has(sign.text)) {
      this.at++
      this.checkTarget(first, 'update')
      const operator = this.arithmetic(sign.text.slice(0, -1), sign.span.start)
      return { kind: 'update', target: first, operator, value: this.assigned(), span: this.since(start) }
    }
    return { kind: 'expression', value: this.withoutStar(first), span: this.since(start) }
  }

  private assignment(first: Expr, start: number): Statement {
    const targets: Expr[] = []
    let value = first
    while (this.take('=')) {
      this.checkTarget(value, 'assignment')
      targets.push(value)
      value = this.is('yield') ? this.yielded() : this.looseValues()
    }
    this.withoutStar(value)
    return { kind: 'assign', targets, value, annotated: false, annotation: null, span: this.since(start) }
  }

  private annotated(target: Expr, start: number, isParenthesised: boolean): Statement {
    this.checkTarget(target, 'annotation')
    // Python's grammar takes parentheses at the start for those of the whole target: `(x).y: int` is a mistake.
    if (isParenthesised && target.span.start === start) this.fail('the end of the line')
    this.expect(':')
    const annotation = this.annotation()
    // `(x): int` declares nothing.
    const isField = !(isParenthesised && target.kind === 'name')
    if (this.take('=')) {
      const value = this.assigned()
      return { kind: 'assign', targets: [target], value, annotated: isField, annotation, span: this.since(start) }
    }
    return isField
      ? { kind: 'declare', target, annotation, span: this.since(start) }
      : { kind: 'pass', span: this.since(start) }
  }

  /** Reads what is assigned. */
  private assigned(): Expr {
    return this.is('yield') ? this.yielded() : this.values()
  }
}
