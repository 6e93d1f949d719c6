import type { Source } from '../../../base/source.ts'
import type { Problems } from '../../problems.ts'
import type { ProgressComments } from './progress.ts'

/** What statements and expressions are built from. */
export interface Building {
  readonly source: Source
  readonly problems: Problems
  /** Null if the reader builds no statements. */
  readonly progress: ProgressComments | null
}
