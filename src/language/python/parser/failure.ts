import type { Span } from '../../../base/source.ts'
import { rejected } from '../syntax/text.ts'

/** The first mistake of a text, which ends its reading. */
export class Failure extends Error {
  readonly span: Span
  readonly hint: string
  /** Whether the text is Python all the same. */
  readonly isPython: boolean
  /** Where the characters behind the mistake can be read all the same; null if that is not known. */
  readonly resumesAt: number | null
  /** Whether that is the end of the line. */
  readonly endsLine: boolean

  constructor(span: Span, message: string, hint: string = rejected, { isPython, resumesAt, endsLine }: Consequences = {}) {
    super(message)
    this.span = span
    this.hint = hint
    this.isPython = isPython ?? false
    this.resumesAt = resumesAt ?? null
    this.endsLine = endsLine ?? false
  }
}

interface Consequences {
  readonly isPython?: boolean
  readonly resumesAt?: number
  readonly endsLine?: boolean
}

/** What CPython rejects; `hint` says what to write. */
export function failAt(start: number, end: number, message: string, hint: string = rejected): never {
  throw new Failure({ start, end }, message, hint)
}

/** What CPython accepts, but no reader does. */
export function notSupported(span: Span, what: string, hint: string): never {
  throw new Failure(span, `${what} not supported`, hint, { isPython: true })
}
