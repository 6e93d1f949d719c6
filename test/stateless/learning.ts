import type { Program, Rules } from '../../src/program/program.ts'
import { dependent, stillAsleep } from '../../src/stateless/dependence.ts'
import {
  type Access,
  type Decision,
  Departure,
  type Execution,
  type Request,
  type Sleeper,
  type Step,
  type Subject,
  type Waiting,
} from '../../src/stateless/execution.ts'
import { type ProgramOutcome, ProgramSubject } from '../../src/stateless/program-subject.ts'

type Rename = (accesses: readonly Access[]) => Access[]

/**
 * A program executed as by an agent that learns only in the course of an execution what threads share. Objects are numbered
 * when they are first touched. Events on what only one thread touched are no steps; what they touched belongs to the next
 * step of their thread. Without `hints` it does not say what `opens`.
 */
export class LearningSubject implements Subject<ProgramOutcome> {
  private readonly inner: ProgramSubject
  private readonly hints: boolean

  constructor(program: Program, rules: Rules, hints: boolean) {
    this.inner = new ProgramSubject(program, rules)
    this.hints = hints
  }

  run({ prefix, sleeping, maxSteps }: Request): Execution<ProgramOutcome> {
    const rename = this.renaming()
    const events: Step[] = []
    /** The events with which decisions ended. */
    const named = new Set<number>()
    let asleep: readonly Sleeper[] = sleeping
    let decided = 0
    for (;;) {
      const decision = prefix[decided]
      const next = this.next(events, decision, asleep, maxSteps)
      const taken = next.steps[events.length]
      if (decision !== undefined && taken?.thread !== decision.thread) {
        if (events.at(-1)?.thread !== decision.thread || named.has(events.length - 1))
          throw new Departure(decided, 'cannot go on')
        named.add(events.length - 1)
        decided++
        continue
      }
      if (taken === undefined) return { ...next, ...kept(events, waiting(next.blocked, rename), named) }
      const step = { ...taken, blocked: waiting(taken.blocked, rename), accesses: rename(taken.accesses) }
      if (decided >= prefix.length - 1) asleep = stillAsleep(asleep, step, dependent)
      if (decision !== undefined && (decision.event === null || step.event >= decision.event)) {
        named.add(events.length)
        decided++
      }
      events.push(step)
    }
  }

  /** Returns an execution with one event more; if a thread cannot take it that should, of another thread. */
  private next(
    events: readonly Step[],
    decision: Decision | undefined,
    asleep: readonly Sleeper[],
    maxSteps: number,
  ): Execution<ProgramOutcome> {
    const before = events.map(({ thread, event, choice }): Decision => ({ thread, event, choice }))
    if (decision === undefined) {
      const sleepers = asleep.map((each) => ({ ...each, accesses: [] }))
      return this.inner.run({ prefix: before, sleeping: sleepers, maxSteps: Math.min(maxSteps, events.length + 1) })
    }
    const { thread, event } = decision
    const result = (choice: number): Execution<ProgramOutcome> =>
      this.inner.run({ prefix: [...before, { thread, event: null, choice }], sleeping: [], maxSteps: events.length + 1 })
    const here = this.inner.run({ prefix: before, sleeping: [], maxSteps: events.length + 1 })
    if (here.steps[events.length]?.enabled.includes(thread) !== true) return { ...here, steps: events }
    const first = result(0)
    const isNamed = event === null || (first.steps[events.length]?.event ?? 0) >= event
    return isNamed && decision.choice > 0 ? result(decision.choice) : first
  }

  private renaming(): Rename {
    const numbers = new Map<number, number>()
    return (accesses) =>
      accesses.map(({ opens, ...access }) => {
        const object = numbers.get(access.object) ?? numbers.size
        numbers.set(access.object, object)
        return { ...access, object, ...(this.hints && opens === true ? { opens } : {}) }
      })
  }
}

function waiting(blocked: readonly Waiting[], rename: Rename): Waiting[] {
  return blocked.map((each) => ({ ...each, accesses: rename(each.accesses) }))
}

/** Leaves out events that are no steps. */
function kept(
  events: readonly Step[],
  blocked: readonly Waiting[],
  named: ReadonlySet<number>,
): { steps: Step[]; blocked: readonly Waiting[] } {
  const all = [...events, ...[...events.map((each) => each.blocked), blocked].flat()]
  const shared = new Set(
    all.flatMap((one) =>
      all.filter((other) => other.thread !== one.thread).flatMap((other) => conflicts(one.accesses, other.accesses)),
    ),
  )
  const carried = new Map<number, readonly Access[]>()
  const last = new Map(events.map((each, index) => [each.thread, index]))
  const steps: Step[] = []
  for (const [index, each] of events.entries()) {
    const accesses = [...(carried.get(each.thread) ?? []), ...each.accesses]
    const isStep =
      named.has(index) ||
      each.choices > 1 ||
      each.event === 0 ||
      last.get(each.thread) === index ||
      each.accesses.some(({ object }) => shared.has(object))
    carried.set(each.thread, isStep ? [] : accesses)
    if (isStep) steps.push({ ...each, accesses })
  }
  return { steps, blocked }
}

/** Returns the objects over which accesses of two threads conflict. */
function conflicts(one: readonly Access[], other: readonly Access[]): number[] {
  return one.filter((access) => dependent([access], other)).map(({ object }) => object)
}
