import type { Course, Decision, Execution, Request, Step, Subject } from './execution.ts'
import { type Limits, mayGoOn, type Summary, Tally } from './search.ts'

/** What a bounded search did. */
export interface BoundedSummary extends Summary {
  /** All schedules with at most so many preemptions were executed; null if not even those without any were. */
  readonly bound: number | null
}

/** Decisions that are left to execute, the last one first, so that schedules share their beginnings. */
interface Chain {
  readonly decision: Decision
  readonly before: Chain | null
}

/**
 * Yields all executions of a program with at most `most` preemptions, those with fewer first. A preemption is a change of
 * threads while the one before could go on (Musuvathi and Qadeer, *Iterative context bounding*, PLDI 2007).
 *
 * Every schedule is executed, without reduction: one that a reduction would leave out may have fewer preemptions than the
 * equivalent one that it keeps (Coons, Musuvathi and McKinley, *Bounded partial-order reduction*, OOPSLA 2013).
 *
 * @throws Departure if the program is not determined by the schedule
 */
export async function* exploreBounded<Outcome>(
  subject: Subject<Outcome>,
  limits: Limits,
  most: number,
): AsyncGenerator<Execution<Outcome>, BoundedSummary> {
  const tally = new Tally()
  const left = new Schedules()
  for (let bound = 0; bound <= most; bound++) {
    for (let chain = left.next(bound); chain !== undefined; chain = left.next(bound)) {
      if (!mayGoOn(limits, tally)) return summaryOf(tally, false, bound - 1)
      const prefix = decisionsOf(chain)
      const request = { prefix, sleeping: [], maxSteps: limits.maxSteps }
      const execution = await subject.run(request, new ListCourse(left.coming(bound), limits.maxSteps))
      left.add(execution, prefix)
      tally.add(execution)
      yield execution
    }
    if (left.isEmpty(bound)) return summaryOf(tally, true, most)
  }
  return summaryOf(tally, false, most)
}

function summaryOf(tally: Tally, isWhole: boolean, bound: number): BoundedSummary {
  const summary = tally.summary(isWhole)
  return { ...summary, bound: bound < 0 || summary.cut > 0 ? null : bound }
}

/** So many schedules are looked at ahead. */
const mostForeseen = 16

/** Schedules that come later, each of which is known whatever the others do. */
class ListCourse implements Course<unknown> {
  private readonly coming: readonly (Chain | null)[]
  private readonly maxSteps: number
  private at = 0

  constructor(coming: readonly (Chain | null)[], maxSteps: number) {
    this.coming = coming
    this.maxSteps = maxSteps
  }

  next(): Request | null {
    const chain = this.coming[this.at++]
    return chain === undefined ? null : { prefix: decisionsOf(chain), sleeping: [], maxSteps: this.maxSteps }
  }

  add(): void {
    // Each schedule is executed for itself.
  }

  ahead(): ListCourse {
    return new ListCourse(this.coming, this.maxSteps)
  }
}

/** Schedules that are left to execute, by their preemptions. */
class Schedules {
  private readonly byPreemptions: (Chain | null)[][] = [[null]]
  /** Those that begin before the end of the prefix at which they were found. */
  private readonly early = new Set<string>()

  next(preemptions: number): Chain | null | undefined {
    return this.byPreemptions[preemptions]?.pop()
  }

  /** What `next` will return, as far as is known. */
  coming(preemptions: number): readonly (Chain | null)[] {
    return this.byPreemptions[preemptions]?.slice(-mostForeseen).reverse() ?? []
  }

  /** Whether nothing is left beyond a number of preemptions. */
  isEmpty(preemptions: number): boolean {
    return this.byPreemptions.slice(preemptions + 1).every((each) => each.length === 0)
  }

  /** Adds what differs from an execution in one step after its prefix, or in one that its prefix did not know of. */
  add(execution: Pick<Execution<unknown>, 'steps' | 'blocked'>, prefix: readonly Decision[]): void {
    let known = 0
    let preemptions = 0
    let previous: number | null = null
    let before: Chain | null = null
    for (const [index, step] of execution.steps.entries()) {
      const isLast = known === prefix.length - 1
      const isKnown = isDecided(step, prefix[known], isLast)
      if (isKnown) known++
      const isEarly = !isKnown && known < prefix.length
      for (const thread of isKnown ? [] : step.enabled.filter((each) => each !== step.thread)) {
        const decision: Decision = { thread, event: eventAfter(execution, index, thread), choice: 0 }
        this.push({ decision, before }, preemptions + cost(step, previous, thread), isEarly)
      }
      preemptions += cost(step, previous, step.thread)
      for (let choice = 1; choice < step.choices && step.choice === 0 && (!isKnown || isLast); choice++) {
        this.push({ decision: { ...decisionOf(step), choice }, before }, preemptions, isEarly)
      }
      before = { decision: decisionOf(step), before }
      previous = step.thread
    }
  }

  private push(chain: Chain, preemptions: number, isEarly: boolean): void {
    if (isEarly) {
      const key = JSON.stringify(decisionsOf(chain))
      if (this.early.has(key)) return
      this.early.add(key)
    }
    while (this.byPreemptions.length <= preemptions) this.byPreemptions.push([])
    this.byPreemptions[preemptions]?.push(chain)
  }
}

/** Whether it is a preemption, 1 or 0, if a thread goes on where a step was taken. */
function cost({ enabled }: Step, previous: number | null, thread: number): number {
  return previous !== null && previous !== thread && enabled.includes(previous) ? 1 : 0
}

/** Whether a step is the one that a decision of the prefix names. The last one may have left the event open. */
function isDecided({ thread, event }: Step, decision: Decision | undefined, isLast: boolean): boolean {
  return decision?.thread === thread && (decision.event === event || (decision.event === null && isLast))
}

/** Returns the event of the next step of a thread after a state, taken or not, as an execution shows; null if it does not. */
function eventAfter(
  { steps, blocked }: Pick<Execution<unknown>, 'steps' | 'blocked'>,
  state: number,
  thread: number,
): number | null {
  for (const each of steps.slice(state + 1)) {
    const waiting = each.blocked.find((other) => other.thread === thread)
    if (waiting !== undefined || each.thread === thread) return (waiting ?? each).event
  }
  return blocked.find((each) => each.thread === thread)?.event ?? null
}

function decisionOf({ thread, event, choice }: Step): Decision {
  return { thread, event, choice }
}

function decisionsOf(chain: Chain | null): Decision[] {
  const found: Decision[] = []
  for (let at = chain; at !== null; at = at.before) found.push(at.decision)
  return found.reverse()
}
