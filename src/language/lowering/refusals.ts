import type { Span } from '../../base/source.ts'

/** A construct outside the subset: what is wrong, and what to write instead. Ends the statement that it is in. */
export class Refusal extends Error {
  readonly span: Span
  readonly hint: string | null

  constructor(span: Span, message: string, hint: string | null) {
    super(message)
    this.span = span
    this.hint = hint
  }
}

/** A loop whose rounds must be written out one by one; where that is not possible, a refusal. */
export class NeedsRounds extends Refusal {}

/** The program is too large to go on. Ends the reading. */
export class TooLarge extends Refusal {}

export interface Report {
  readonly span: Span | null
  readonly message: string
  readonly hint: string | null
}
