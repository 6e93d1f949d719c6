import type { Span } from '../../../base/source.ts'
import { rejected } from '../syntax/text.ts'

/** The first mistake of a text, which ends its reading. */
export class Failure extends Error {
  readonly span: Span
  readonly hint: string
  /** Whether the text is Python all the same. */
  readonly isPython: boolean

  constructor(span: Span, message: string, hint: string = rejected, isPython = false) {
    super(message)
    this.span = span
    this.hint = hint
    this.isPython = isPython
  }
}

/** What CPython rejects. */
export function failAt(start: number, end: number, message: string): never {
  throw new Failure({ start, end }, message)
}

/** What CPython accepts, but no reader does. */
export function notSupported(span: Span, what: string, hint: string): never {
  throw new Failure(span, `${what} not supported`, hint, true)
}
