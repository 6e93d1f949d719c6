import type { Span } from '../../../base/source.ts'
import { targetMistakes, type Writing } from '../syntax/targets.ts'
import type { Clause, Expr } from '../syntax/tree.ts'
import { failAt, notSupported } from './failure.ts'
import { loopHint, OperatorReader } from './operators.ts'
import type { FormatPart, Literal, Replacement, Token } from './tokens.ts'

/** The most digits of a decimal number that CPython reads. */
const mostDigits = 4300

/** Reads values: names, literals, displays, and what is in parentheses. */
export abstract class AtomReader extends OperatorReader {
  /** Reads an expression that is no `:=` and no `yield`. */
  protected abstract expression(): Expr
  /** Reads an expression, or `name := value`. */
  protected abstract named(): Expr
  /** Reads `yield` with its value. */
  protected abstract yielded(): Expr
  /** The name that an identifier stands for at this place. */
  protected abstract identifier(text: string): string
  /** Reads the value of a replacement in an f-string from its tokens. */
  protected abstract replaced(tokens: readonly Token[]): Expr

  protected atom(): Expr {
    const token = this.peek()
    const { span } = token
    switch (token.kind) {
      case 'name':
        this.at++
        if (token.text === '__debug__') return { kind: 'constant', value: true, span }
        return { kind: 'name', name: this.identifier(token.text), span }
      case 'number':
        this.at++
        return numberOf(token.text, span)
      case 'string':
        return this.strings()
      case 'keyword':
      case 'operator':
        return this.word(token.text, span)
      case 'newline':
      case 'indent':
      case 'dedent':
      case 'end':
        return this.fail('a value', this.valueHint())
    }
  }

  private valueHint(): string | null {
    const before = this.peek(-1)
    if (this.is('return')) return 'leave `return` out: a `lambda` is one value'
    if (this.is('=') && before.kind === 'operator') return 'remove one `=`, or write `==` to compare'
    if (before.kind === 'operator' && !this.isAtEnd()) return null
    if (before.kind === 'operator' || before.kind === 'keyword') return `write a value after \`${before.text}\``
    return null
  }

  private word(text: string, span: Span): Expr {
    if (text === '(') return this.nested(() => this.parenthesised())
    if (text === '[') return this.nested(() => this.list())
    if (text === '{') return this.nested(() => this.braces())
    if (!['True', 'False', 'None', '...'].includes(text)) this.fail('a value', this.valueHint())
    this.at++
    if (text === '...') return { kind: 'ellipsis', span }
    return { kind: 'constant', value: text === 'None' ? null : text === 'True', span }
  }

  /** Reads strings one after the other, which are one. */
  protected strings(): Expr {
    const start = this.start()
    const literals: Literal[] = []
    for (let token = this.peek(); token.kind === 'string'; token = this.peek()) {
      literals.push(token.literal)
      this.at++
    }
    const span = this.since(start)
    const bytes = literals.filter((each) => each.kind === 'bytes')
    if (bytes.length > 0 && bytes.length < literals.length)
      failAt(span.start, span.end, 'a byte string beside a string', 'write both with `b` or both without')
    if (bytes.length > 0) return { kind: 'bytes', text: bytes.map(({ text }) => text).join(''), span }
    const parts = joined(literals.flatMap((each) => this.literalParts(each)))
    if (literals.some(({ kind }) => kind === 'format')) return { kind: 'format', parts, span }
    return { kind: 'string', value: parts.filter((part) => typeof part === 'string').join(''), span }
  }

  private literalParts(literal: Literal): (string | Expr)[] {
    switch (literal.kind) {
      case 'text':
        return [literal.value]
      case 'format':
        return this.formatParts(literal.parts)
      case 'bytes':
        return []
    }
  }

  private formatParts(parts: readonly FormatPart[]): (string | Expr)[] {
    return parts.map((part) => (typeof part === 'string' ? part : this.replacement(part)))
  }

  private replacement({ tokens, conversion, spec, specText, span }: Replacement): Expr {
    const value = this.nested(() => this.replaced(tokens))
    if (conversion === null && spec === null) return value
    const parts = spec === null ? [] : this.nested(() => joined(this.formatParts(spec)))
    return { kind: 'formatted', value, format: specText, conversion, spec: parts, span }
  }

  private parenthesised(): Expr {
    const start = this.start()
    this.expect('(')
    if (this.take(')')) return { kind: 'tuple', items: [], span: this.since(start) }
    if (this.is('yield')) {
      const value = this.yielded()
      this.expectCloser(')')
      return value
    }
    const first = this.item()
    if (this.isClause()) {
      const clauses = this.clauses(first)
      this.expect(')')
      return { kind: 'comprehension', element: first, clauses, lazy: true, span: this.since(start) }
    }
    if (this.is(',')) return { kind: 'tuple', items: this.moreItems(first, ')'), span: this.since(start) }
    this.expectCloser(')')
    return this.withoutStar(first)
  }

  private list(): Expr {
    const start = this.start()
    this.expect('[')
    if (this.take(']')) return { kind: 'list', items: [], span: this.since(start) }
    const first = this.item()
    if (!this.isClause()) return { kind: 'list', items: this.moreItems(first, ']'), span: this.since(start) }
    const clauses = this.clauses(first)
    this.expect(']')
    return { kind: 'comprehension', element: first, clauses, lazy: false, span: this.since(start) }
  }

  /** Reads a dict or a set. */
  private braces(): Expr {
    const start = this.start()
    this.expect('{')
    if (this.take('}')) return { kind: 'dict', entries: [], span: this.since(start) }
    const isKey = !this.is(':=', 1)
    if (this.is('**')) return this.dict(start, null)
    const first = this.item()
    if (this.is(':') && isKey) return this.dict(start, this.withoutStar(first))
    if (!this.isClause()) return { kind: 'set', items: this.moreItems(first, '}'), span: this.since(start) }
    const clauses = this.clauses(first)
    this.expect('}')
    return { kind: 'set-comprehension', element: first, clauses, span: this.since(start) }
  }

  /** Reads a dict from behind its first key on; null if `**` is there. */
  private dict(start: number, first: Expr | null): Expr {
    const items: { key: Expr | null; value: Expr }[] = []
    let key = first
    do {
      if (this.is('}')) break
      items.push(this.entry(key))
      if (key !== null && key === first && this.isClause()) {
        const value = items[0]?.value ?? this.fail()
        const clauses = this.clauses(value)
        this.expect('}')
        return { kind: 'dict-comprehension', key, value, clauses, span: this.since(start) }
      }
      key = null
    } while (this.take(','))
    this.expect('}')
    const span = this.since(start)
    const entries = items.flatMap((item) => (item.key === null ? [] : [{ key: item.key, value: item.value }]))
    return entries.length === items.length ? { kind: 'dict', entries, span } : { kind: 'merged-dict', items, span }
  }

  private entry(read: Expr | null): { key: Expr | null; value: Expr } {
    if (read === null && this.take('**')) return { key: null, value: this.operation() }
    const key = read ?? this.expression()
    this.expect(':', 'write `key: value`')
    return { key, value: this.expression() }
  }

  /** Reads an item of a list, tuple or set, which may have a star. */
  protected item(): Expr {
    const start = this.start()
    if (!this.take('*')) return this.named()
    return { kind: 'star', value: this.operation(), span: this.since(start) }
  }

  /** Reads the items behind the first, and the bracket that closes them. */
  private moreItems(first: Expr, closer: string): Expr[] {
    const items = [first]
    while (this.take(',')) {
      if (this.is(closer)) break
      items.push(this.item())
    }
    this.expectCloser(closer)
    return items
  }

  protected withoutStar(value: Expr): Expr {
    const { start, end } = value.span
    if (value.kind === 'star')
      failAt(start, end, 'an expression with `*` may stand only among items or arguments', 'write `[*x]`, or leave `*` out')
    return value
  }

  protected isClause(): boolean {
    return this.is('for') || (this.is('async') && this.is('for', 1))
  }

  /** Reads the clauses of a comprehension. */
  protected clauses(element: Expr): Clause[] {
    this.withoutStar(element)
    const clauses: Clause[] = []
    while (this.isClause()) {
      const isAsync = this.take('async')
      this.expect('for')
      const target = this.targets()
      this.expect('in', loopHint)
      const iterable = this.disjunction()
      const conditions: Expr[] = []
      while (this.take('if')) conditions.push(this.disjunction())
      clauses.push({ target, iterable, conditions, isAsync })
    }
    return clauses
  }

  /** Reads the targets of a loop, up to its `in`. */
  protected targets(): Expr {
    const start = this.start()
    const items: Expr[] = []
    let hasComma = false
    do {
      if (items.length > 0 && this.is('in')) break
      items.push(this.target())
      hasComma = this.is(',')
    } while (this.take(','))
    const [only] = items
    const target: Expr =
      items.length === 1 && !hasComma && only !== undefined ? only : { kind: 'tuple', items, span: this.since(start) }
    this.checkTarget(target, 'assignment')
    return target
  }

  /** Reads one target, which is not checked. */
  protected target(): Expr {
    const start = this.start()
    if (!this.take('*')) return this.primary()
    return { kind: 'star', value: this.primary(), span: this.since(start) }
  }

  protected checkTarget(target: Expr, writing: Writing): void {
    const [mistake] = targetMistakes(target, writing)
    if (mistake === undefined) return
    failAt(
      mistake.span.start,
      mistake.span.end,
      `cannot ${writing === 'deletion' ? 'delete' : 'assign to'} ${mistake.what}`,
      targetHint(writing),
    )
  }
}

function targetHint(writing: Writing): string {
  if (writing === 'deletion') return 'delete a variable, an attribute or an element'
  const compares = writing === 'assignment' ? '; to compare, write `==`' : ''
  return `assign to a variable, an attribute or an element${compares}`
}

function numberOf(text: string, span: Span): Expr {
  const plain = text.replace(/_/g, '')
  if (/[jJ]$/.test(plain)) notSupported(span, 'complex numbers are', 'use two numbers')
  const isBased = /^0[xXbBoO]/.test(plain)
  if (!isBased && /[.eE]/.test(plain)) return { kind: 'float', value: Number(plain), span }
  if (!isBased && plain.length > mostDigits) failAt(span.start, span.end, `this number has more than ${mostDigits} digits`)
  const value = BigInt(plain)
  return value <= BigInt(Number.MAX_SAFE_INTEGER)
    ? { kind: 'number', value: Number(value), span }
    : { kind: 'bigint', value, span }
}

/** Parts of a text, where strings that follow each other are one. */
function joined(parts: readonly (string | Expr)[]): (string | Expr)[] {
  const found: (string | Expr)[] = []
  for (const part of parts) {
    const last = found.at(-1)
    if (typeof part === 'string' && typeof last === 'string') found[found.length - 1] = last + part
    else if (part !== '') found.push(part)
  }
  return found
}
