import type { Span } from '../../../base/source.ts'

/** Something that runs in CPython, but is hardly what was meant. */
export interface Mistake {
  readonly span: Span
  readonly message: string
  /** What to write instead. */
  readonly hint: string
  /** What it makes of the program: threads that never start, or an exception at its place. Null: neither is certain. */
  readonly effect: 'no threads' | 'exception' | null
}
