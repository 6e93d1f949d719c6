import type { Diagnostic, Summary } from '../internal.ts'

/** The progress of the explorer with a scenario. */
export type Exploration =
  | { readonly kind: 'under way'; readonly states: number; readonly elapsedMs: number }
  | {
      readonly kind: 'done'
      readonly summary: Summary
      /** Whether the text is in a language that repairs can change. */
      readonly changeable: boolean
    }
  | { readonly kind: 'unreadable'; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: 'failed'; readonly message: string }

/** What the schedule on the timeline shows, and notes on its decisive steps. */
export interface Shown {
  readonly title: string
  readonly notes: ReadonlyMap<number, string>
  /** The schedule repeats forever from this step. */
  readonly cycleFrom: number | null
}
