import { mostApart } from '../analysis/apart.ts'
import { UniformSampler } from '../analysis/uniform.ts'
import type { Rules } from '../program/program.ts'
import { generator, randomTrace } from '../semantics/random.ts'
import type { Trace } from '../semantics/trace.ts'
import { edgesOf, type StateSpace } from '../space/space.ts'
import type { Investigation } from './check.ts'
import type { CheckResult } from './result.ts'

/** An execution that is not drawn uniformly has at most this many steps. */
const mostSteps = 10_000
/** So many executions are drawn at most, of at most so many steps together; of them those are chosen that differ most. */
const mostDrawn = 400
const mostDrawnSteps = 2_000_000

/**
 * Draws a complete interleaving, each with the same probability; null if there are infinitely many or not all are known.
 * Certified by the reference interpreter. The space must be that of the program itself.
 */
export function uniformTrace({ space, witnesses, result }: Investigation, seed: number): Trace | null {
  const sampler = samplerOf(space, result)
  return sampler === null ? null : witnesses.along(sampler.draw(generator(seed)))
}

function samplerOf(space: StateSpace, { complete, stats }: CheckResult): UniformSampler | null {
  const edges = complete && !stats.reduced ? (space.edges ?? edgesOf(space)) : null
  return edges === null ? null : UniformSampler.of(space, edges)
}

/**
 * Returns executions that differ most from each other, out of many that are drawn: uniformly among all interleavings, or by the
 * uniform random scheduler if there are infinitely many.
 */
export function someTraces(investigation: Investigation, count: number, rules: Rules): Trace[] {
  const { space, witnesses, result } = investigation
  const { program } = witnesses
  const sampler = samplerOf(space, result)
  const drawn = Math.min(mostDrawn, Math.floor(mostDrawnSteps / Math.max(1, result.stats.depth)))
  const schedules = Array.from({ length: Math.max(count, drawn) }, (_, seed) => {
    return sampler === null ? randomTrace(program, seed, rules, mostSteps).schedule : sampler.draw(generator(seed))
  })
  const orders = schedules.map((schedule) => schedule.map(({ thread }) => thread))
  return mostApart(orders, count, program.threads.length).map((at) => witnesses.along(schedules[at] ?? []))
}
