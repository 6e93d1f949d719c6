import { generator } from '../semantics/random.ts'
import type { Execution, Policy, Subject } from './execution.ts'
import { type Limits, mayGoOn, type Summary, Tally } from './search.ts'

/** How executions are drawn. */
export interface Drawing {
  /** The same seed draws the same executions. */
  readonly seed: number
  /** How many steps must come in a certain order for the bugs that are looked for; at least 1. */
  readonly depth: number
}

/**
 * Yields random executions until a limit is reached. Threads have random priorities, and at `depth` - 1 random steps the one
 * that runs falls behind all others: Burckhardt, Kothari, Musuvathi and Nagarakatte, *A randomized scheduler with
 * probabilistic guarantees of finding bugs*, ASPLOS 2010. Of n threads that take k steps, each execution shows a bug of that
 * depth with probability at least 1 / (n · k^(depth - 1)). The first execution is not random: it tells n and k, which later
 * ones may increase.
 *
 * @throws Departure if the program is not determined by the schedule
 */
export async function* sample<Outcome>(
  subject: Subject<Outcome>,
  limits: Limits,
  { seed, depth }: Drawing,
): AsyncGenerator<Execution<Outcome>, Summary> {
  const draw = generator(seed)
  const tally = new Tally()
  let policy: Policy = { kind: 'first' }
  let [threads, length] = [0, 1]
  while (mayGoOn(limits, tally)) {
    const execution = await subject.run({ prefix: [], sleeping: [], maxSteps: limits.maxSteps, policy })
    tally.add(execution)
    yield execution
    for (const { thread } of execution.steps) threads = Math.max(threads, thread + 1)
    length = Math.max(length, execution.steps.length)
    policy = drawPolicy(draw, threads, length, depth)
  }
  return tally.summary(false)
}

function drawPolicy(draw: (below: number) => number, threads: number, length: number, depth: number): Policy {
  return {
    kind: 'priorities',
    priorities: shuffled(draw, threads),
    changes: Array.from({ length: depth - 1 }, () => draw(length)),
    seed: draw(2 ** 16),
  }
}

/** Returns the numbers from 1 to `count` in a random order (Fisher and Yates). */
function shuffled(draw: (below: number) => number, count: number): number[] {
  const all = Array.from({ length: count }, (_, index) => index + 1)
  for (let last = count - 1; last > 0; last--) {
    const other = draw(last + 1)
    const [one, two] = [all[last], all[other]]
    if (one === undefined || two === undefined) continue
    all[last] = two
    all[other] = one
  }
  return all
}
