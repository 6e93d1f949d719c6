import type { Counts } from '../analysis/counts.ts'
import type { Probability } from '../analysis/finding.ts'
import { outcomesIn } from '../analysis/outcomes.ts'
import type { Observable, Rules, Value } from '../program/program.ts'
import { depthOf, StateKind, type StateSpace } from '../space/space.ts'
import { certifyStopOf } from './certify.ts'
import { listedOutcomes, mostCertifiedSteps } from './options.ts'
import type { Witnesses } from './witnesses.ts'

/** The values in deadlocks or in failed ends, which are no final states, as those of an outcome. */
export interface StoppedEnd {
  readonly kind: 'deadlock' | 'failed'
  readonly final: readonly Value[]
  readonly interleavings: bigint | null
  readonly ofThreads: bigint | null
  readonly probability: Probability | null
  /** Steps of a shortest execution that ends like this. */
  readonly steps: number
  /** Whether the reference interpreter has confirmed the values. */
  readonly isCertified: boolean
}

/**
 * Returns the values with which executions stop that do not reach a final state, in the order of the values; deadlocks
 * first. The reference interpreter confirms those that a report lists, the first always, the others as long as their
 * executions have few steps.
 */
export function stoppedEnds(
  space: StateSpace,
  observed: readonly Observable[],
  counts: Counts | null,
  witnesses: Witnesses,
  rules: Rules,
): StoppedEnd[] {
  let taken = 0
  return (['deadlock', 'failed'] as const).flatMap((kind) =>
    outcomesIn(space, observed, StateKind[kind]).map(({ values, states }, index) => {
      const first = states[0] ?? 0
      const steps = depthOf(space, first)
      const isCertified = index < listedOutcomes && (taken === 0 || taken + steps <= mostCertifiedSteps)
      if (isCertified) certifyStopOf(first, witnesses, rules, observed, values)
      if (isCertified) taken += steps
      return {
        kind,
        final: values,
        interleavings: counts?.interleavingsOf(states) ?? null,
        ofThreads: counts?.threads?.interleavingsOf(states) ?? null,
        probability: counts?.probabilityOf(states) ?? null,
        steps,
        isCertified,
      }
    }),
  )
}
