import type { Helpers } from '../stateless/crew.ts'
import type { Limits } from '../stateless/search.ts'
import type { Agent } from './agent.ts'

/** How further interpreters are started. */
export type HelpingAgents = Helpers<Agent>

/** How a file is explored. */
export interface PythonOptions {
  /** Expressions to observe at the end; null for the variables of the module. */
  readonly observe: readonly string[] | null
  readonly limits: Limits
  readonly search: PythonSearch
  /** Further interpreters of the same file, if there may be any. */
  readonly helpers: HelpingAgents | null
  /** Told after each execution how many there were. */
  readonly progress: (executions: number) => void
}

/** Which schedules are executed. */
export type PythonSearch =
  | { readonly kind: 'all' }
  /** Those with at most so many preemptions, fewer first. */
  | { readonly kind: 'bounded'; readonly most: number }
  | { readonly kind: 'random'; readonly seed: number; readonly depth: number }
