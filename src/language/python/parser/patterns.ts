import type { Expr, Pattern } from '../syntax/tree.ts'
import { ExpressionReader } from './expressions.ts'
import { failAt } from './failure.ts'
import { negative } from './operators.ts'

/** Reads the patterns of `match`. */
export class PatternReader extends ExpressionReader {
  /** Reads what stands behind `case`: a pattern, or a sequence without brackets. */
  protected wholePattern(): Pattern {
    const start = this.start()
    const first = this.sequenceItem()
    if (!this.is(',')) {
      if (first.kind === 'rest') failAt(first.span.start, first.span.end, 'a pattern with `*` outside of a sequence')
      return first
    }
    const items = [first]
    while (this.take(',') && !this.isAtEnd()) items.push(this.sequenceItem())
    return { kind: 'sequence', items, span: this.since(start) }
  }

  private sequenceItem(): Pattern {
    const start = this.start()
    if (!this.take('*')) return this.pattern()
    return { kind: 'rest', name: this.captured(), span: this.since(start) }
  }

  /** The name that a pattern binds; null for `_`. */
  private captured(): string | null {
    const { text } = this.expectName()
    return text === '_' ? null : this.identifier(text)
  }

  private pattern(): Pattern {
    const start = this.start()
    const pattern = this.alternatives()
    if (!this.take('as')) return pattern
    const token = this.peek()
    const name = this.captured() ?? failAt(token.span.start, token.span.end, '`_` binds nothing here', 'choose another name')
    if (this.is('.') || this.is('(') || this.is('=')) this.fail('`:`')
    return { kind: 'as', pattern, name, span: this.since(start) }
  }

  private alternatives(): Pattern {
    const start = this.start()
    const alternatives = [this.closed()]
    while (this.take('|')) alternatives.push(this.closed())
    const [only] = alternatives
    if (alternatives.length === 1 && only !== undefined) return only
    return { kind: 'or', alternatives, span: this.since(start) }
  }

  private closed(): Pattern {
    if (this.is('(') || this.is('[')) return this.nested(() => this.bracketed())
    if (this.is('{')) return this.nested(() => this.mapping())
    if (this.peek().kind === 'name') return this.dotted()
    const value = this.literal()
    return { kind: 'value', value, isIdentity: value.kind === 'constant', span: value.span }
  }

  /** Reads a number with its sign, a string, or a constant. */
  private literal(): Expr {
    const token = this.peek()
    const start = this.start()
    if (this.take('-')) {
      if (this.peek().kind !== 'number') this.fail('a number')
      return negative(this.atom(), this.since(start))
    }
    if (token.kind === 'string') {
      const value = this.strings()
      if (value.kind === 'format') failAt(value.span.start, value.span.end, 'a pattern cannot be an f-string')
      return value
    }
    if (token.kind !== 'number' && !this.is('None') && !this.is('True') && !this.is('False')) this.fail('a pattern')
    return this.atom()
  }

  /** Reads a name, a dotted name, or a class with patterns in parentheses. */
  private dotted(): Pattern {
    const start = this.start()
    const isDotted = this.is('.', 1)
    if (!isDotted && !this.is('(', 1)) return { kind: 'capture', name: this.captured(), span: this.since(start) }
    const value = this.dottedName()
    if (this.is('(')) return this.nested(() => this.classPattern(value, start))
    return { kind: 'value', value, isIdentity: false, span: this.since(start) }
  }

  private dottedName(): Expr {
    const start = this.start()
    const first = this.expectName()
    let value: Expr = { kind: 'name', name: this.identifier(first.text), span: first.span }
    while (this.take('.')) {
      const { text, span } = this.expectName()
      value = { kind: 'attribute', object: value, name: this.identifier(text), nameSpan: span, span: this.since(start) }
    }
    return value
  }

  /** Reads a sequence in brackets, or a pattern in parentheses. */
  private bracketed(): Pattern {
    const start = this.start()
    const isGroup = this.take('(')
    if (!isGroup) this.expect('[')
    const closer = isGroup ? ')' : ']'
    const items: Pattern[] = []
    let hasComma = false
    while (!this.is(closer)) {
      items.push(this.sequenceItem())
      if (!this.take(',')) break
      hasComma = true
    }
    this.expect(closer)
    const [only] = items
    if (isGroup && !hasComma && only !== undefined) {
      if (only.kind === 'rest') failAt(only.span.start, only.span.end, 'a pattern with `*` outside of a sequence')
      return only
    }
    return { kind: 'sequence', items, span: this.since(start) }
  }

  private mapping(): Pattern {
    const start = this.start()
    this.expect('{')
    const entries: { key: Expr; pattern: Pattern }[] = []
    let rest: string | null = null
    while (!this.is('}')) {
      if (this.take('**')) {
        const token = this.peek()
        rest = this.captured() ?? failAt(token.span.start, token.span.end, '`_` binds nothing here', 'choose another name')
        this.take(',')
        break
      }
      const key = this.peek().kind === 'name' ? this.dottedKey() : this.literal()
      this.expect(':')
      entries.push({ key, pattern: this.pattern() })
      if (!this.take(',')) break
    }
    this.expect('}')
    return { kind: 'mapping', entries, rest, span: this.since(start) }
  }

  private dottedKey(): Expr {
    if (!this.is('.', 1)) this.fail('a pattern')
    return this.dottedName()
  }

  private classPattern(named: Expr, start: number): Pattern {
    this.expect('(')
    const positional: Pattern[] = []
    const keywords: { name: string; pattern: Pattern }[] = []
    while (!this.is(')')) {
      if (this.peek().kind === 'name' && this.is('=', 1)) {
        const { text } = this.expectName()
        this.expect('=')
        keywords.push({ name: text, pattern: this.pattern() })
      } else {
        if (keywords.length > 0) this.fail('a pattern with a name')
        positional.push(this.pattern())
      }
      if (!this.take(',')) break
    }
    this.expect(')')
    return { kind: 'class', class: named, positional, keywords, span: this.since(start) }
  }
}
