import type { Span } from '../../base/source.ts'

/** A construct outside of the subset: what is wrong, and what to write instead. Aborts the statement that contains it. */
export class Refusal extends Error {
  readonly span: Span
  readonly hint: string | null

  constructor(span: Span, message: string, hint: string | null) {
    super(message)
    this.span = span
    this.hint = hint
  }
}

/** Thrown if the rounds of a loop must be unrolled; if that is not possible, a refusal. */
export class NeedsRounds extends Refusal {}

/** The program is too large to continue. Aborts the reading. */
export class TooLarge extends Refusal {}

export interface Report {
  readonly span: Span | null
  readonly message: string
  readonly hint: string | null
}
