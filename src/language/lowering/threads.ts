import type { Span } from '../../base/source.ts'
import type { Value } from './values.ts'

/** A thread of the program, as the program describes it before it starts. */
export interface ThreadRecord {
  readonly key: string
  readonly span: Span
  /** What it calls. */
  target: Value | null
  args: readonly Value[]
  keywords: ReadonlyMap<string, Value>
  givenName: string | null
  daemon: boolean
}

export function newThreadRecord(key: string, span: Span): ThreadRecord {
  return { key, span, target: null, args: [], keywords: new Map(), givenName: null, daemon: false }
}
