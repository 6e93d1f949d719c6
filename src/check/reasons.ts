import type { UnjudgedReason } from '../findings/rule.ts'
import type { Fairness, Observable, TemporalOperator, Value } from '../program/program.ts'
import type { Limit } from '../space/space.ts'

// Why a check is not complete, counts nothing, or leaves an expectation open. `report` puts the reasons into words.

/** The limit at which a check stopped. */
export interface ReachedLimit {
  readonly limit: Limit
  /** Whether `check` set the limit itself, because the space is too large to finish. */
  readonly ours: boolean
  /** The number of states that a lossy store is expected to have missed; null if the store is exact. */
  readonly omitted: number | null
}

/** Why interleavings were not counted. */
export type UncountedReason =
  | { readonly kind: 'reduced' }
  | { readonly kind: 'limit' }
  | { readonly kind: 'large'; readonly states: number }
  /** The transitions are not known, since the store is compressed. */
  | { readonly kind: 'store' }
  /** The state space has a cycle. */
  | { readonly kind: 'endless' }

/** Why an expectation does not hold, or was left open. */
export type Why =
  | { readonly kind: 'limit' }
  | { readonly kind: 'false in a final state' }
  | { readonly kind: 'in no final state' }
  /** No execution reaches a final state, and no `expect` line says that none should. */
  | { readonly kind: 'vacuous' }
  | { readonly kind: 'reached' }
  | { readonly kind: 'in no state' }
  /** Whether there is a finding of that kind. */
  | { readonly kind: 'finding'; readonly present: boolean }
  | { readonly kind: 'unjudged'; readonly reason: UnjudgedReason }
  /** The states and interleavings are those of a reduced space. */
  | { readonly kind: 'reduced'; readonly wanted: 'states' | 'interleavings' | 'each state' }
  /** For which formula of an `all`, whether an execution that shows it ends, and else in which way it is fair. */
  | {
      readonly kind: 'temporal'
      readonly operator: TemporalOperator
      readonly label: string
      readonly ends: boolean
      readonly fairness: Fairness
    }
  /** The greatest number of entries while another thread waits; infinity if there is no bound. */
  | { readonly kind: 'overtaking'; readonly waits: number; readonly enters: number; readonly most: number }
  | { readonly kind: 'states'; readonly count: number; readonly complete: boolean }
  | { readonly kind: 'interleavings'; readonly count: bigint }
  | { readonly kind: 'uncounted'; readonly reason: UncountedReason | null }
  | {
      readonly kind: 'also possible' | 'not possible'
      readonly names: readonly Observable[]
      readonly values: readonly (readonly Value[])[]
      /** Of `also possible`: values that are expected and that no execution gives. */
      readonly missing: readonly (readonly Value[])[]
    }
