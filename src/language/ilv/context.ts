import type { Reading } from '../claims/reading.ts'
import type { DefBlock } from './blocks.ts'
import type { Declarations } from './declarations.ts'
import type { Output } from './printed.ts'

/** What lowering a code needs to know of the text around it. */
export interface CodeContext {
  readonly defs: ReadonlyMap<string, DefBlock>
  readonly declarations: Declarations
  /** The constants that are known in this code: those of the text, and `me` and `N`. */
  readonly reading: Reading
  /** Where `print` writes; null if nothing prints. */
  readonly output: Output | null
  /** The offers of which some `select` asks with an `else` whether they are ready: see `polledIn`. */
  readonly polled: ReadonlySet<string>
  /** Receives the names of the `def`s that it calls. */
  readonly called: Set<string>
}
