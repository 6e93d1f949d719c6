import type { Limits } from '../stateless/search.ts'

/** How a file is explored. */
export interface PythonOptions {
  /** Expressions to observe at the end; null for the variables of the module. */
  readonly observe: readonly string[] | null
  readonly limits: Limits
  readonly search: PythonSearch
  /** Told after each execution how many there were. */
  readonly progress: (executions: number) => void
}

/** Which schedules are executed. */
export type PythonSearch =
  | { readonly kind: 'all' }
  /** Those with at most so many preemptions, fewer first. */
  | { readonly kind: 'bounded'; readonly most: number }
  | { readonly kind: 'random'; readonly seed: number; readonly depth: number }
