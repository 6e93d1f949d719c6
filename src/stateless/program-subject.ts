import { present } from '../base/bug.ts'
import type { Program, Rules } from '../program/program.ts'
import { hasEnded, type State } from '../semantics/state.ts'
import { initialState, isFinal, steps, type Step as Transition } from '../semantics/step.ts'
import { type Dependence, dependent, stillAsleep } from './dependence.ts'
import {
  type Access,
  type Decision,
  Departure,
  type End,
  type Execution,
  type Request,
  type Step,
  type Subject,
  type Waiting,
} from './execution.ts'
import { Footprints } from './footprint.ts'
import { Scheduler } from './scheduler.ts'

/** How an execution of a program ended, and its last state. */
export interface ProgramOutcome {
  readonly kind: 'final' | 'failed' | 'deadlock' | 'unfinished'
  readonly state: State
  /** In a deadlock, the threads that wait. */
  readonly waiting: readonly number[]
}

/** What can happen in a state. */
interface Situation {
  readonly state: State
  /** By thread that is enabled: its results, and what any of them touches. */
  readonly options: ReadonlyMap<number, Option>
  readonly blocked: readonly Omit<Waiting, 'event'>[]
}

interface Option {
  readonly results: readonly Transition[]
  readonly accesses: readonly Access[]
}

/** A program as something that a search without states executes, by the definition in `semantics`. */
export class ProgramSubject implements Subject<ProgramOutcome> {
  private readonly program: Program
  private readonly rules: Rules
  private readonly depends: Dependence
  private readonly footprints: Footprints
  /** The states of the last execution. The next one mostly shares the first of them. */
  private path: Situation[]

  constructor(program: Program, rules: Rules, depends: Dependence = dependent) {
    this.program = program
    this.rules = rules
    this.depends = depends
    this.footprints = new Footprints(program, rules)
    this.path = [this.examine(initialState(program))]
  }

  run({ prefix, maxSteps, policy, ...request }: Request): Execution<ProgramOutcome> {
    const scheduler = new Scheduler(policy)
    const walk = new Walk(present(this.path[0], 'initial state'))
    let { sleeping } = request
    for (;;) {
      const { here, taken } = walk
      const decision = prefix[taken.length]
      const awake = [...here.options.keys()].filter((thread) => sleeping.every((each) => each.thread !== thread))
      const end = decision === undefined ? this.endAt(here, awake, taken.length >= maxSteps) : null
      if (end !== null) return { steps: taken, end, blocked: walk.blocked(), outcome: this.outcome(here, end) }
      const thread = decision?.thread ?? scheduler.pick(awake, taken.length)
      const option = walk.option(thread, decision)
      const choice = decision?.choice ?? scheduler.result(option.results.length, taken.length)
      const { after } = present(option.results[choice], 'result')
      const step = walk.take(thread, choice, option, this.situation(taken.length + 1, after))
      scheduler.note(thread)
      if (taken.length >= prefix.length) sleeping = stillAsleep(sleeping, step, this.depends)
    }
  }

  private endAt({ state, options }: Situation, awake: readonly number[], isLong: boolean): End | null {
    if (options.size === 0) return state.failure === null && !isFinal(this.program, state) ? 'deadlock' : 'done'
    if (awake.length === 0) return 'asleep'
    return isLong ? 'cut' : null
  }

  private outcome({ state, blocked }: Situation, end: End): ProgramOutcome {
    if (end === 'deadlock') return { kind: 'deadlock', state, waiting: blocked.map(({ thread }) => thread) }
    if (end !== 'done') return { kind: 'unfinished', state, waiting: [] }
    return { kind: state.failure === null ? 'final' : 'failed', state, waiting: [] }
  }

  private situation(index: number, state: State): Situation {
    const known = this.path[index]
    if (known?.state === state) return known
    const situation = this.examine(state)
    this.path = [...this.path.slice(0, index), situation]
    return situation
  }

  private examine(state: State): Situation {
    const options = new Map<number, Option>()
    const blocked: Omit<Waiting, 'event'>[] = []
    for (const [thread, { status }] of state.threads.entries()) {
      if (status === 'unstarted' || status === 'failed' || hasEnded(status)) continue
      const results = steps(this.program, state, thread, this.rules)
      if (results.length > 0) options.set(thread, { results, accesses: this.footprints.ofSteps(state, results) })
      else blocked.push({ thread, accesses: this.footprints.ofWaiting(state, thread) })
    }
    return { state, options, blocked }
  }
}

/** One execution as far as it has come. */
class Walk {
  here: Situation
  readonly taken: Step[] = []
  /** By thread, how many steps it took, or was taken along when it could have taken one. */
  private readonly events: number[]
  /** The steps that the last step made impossible, by taking their threads along. */
  private gone: readonly Waiting[] = []

  constructor(initial: Situation) {
    this.here = initial
    this.events = initial.state.threads.map(() => 0)
  }

  /** Returns what a thread may do here. Throws `Departure` if it may not do what the prefix says. */
  option(thread: number, decision: Decision | undefined): Option {
    const option = this.here.options.get(thread)
    const isThere = option !== undefined && (decision === undefined || decision.choice < option.results.length)
    const isNext = decision === undefined || decision.event === null || decision.event === this.events[thread]
    if (isThere && isNext) return option
    throw new Departure(this.taken.length, `thread ${thread} cannot take step ${decision?.event} in this state`)
  }

  /** Goes on to the next state, by a step. */
  take(thread: number, choice: number, { accesses, results }: Option, next: Situation): Step {
    const enabled = [...this.here.options.keys()]
    const event = this.event(thread)
    const step = { thread, event, accesses, choice, choices: results.length, enabled, blocked: this.blocked() }
    this.taken.push(step)
    this.gone = [...this.here.options].flatMap(([other, option]) =>
      other !== thread && isMoved(this.here.state, next.state, other)
        ? [{ thread: other, event: this.event(other), accesses: option.accesses }]
        : [],
    )
    for (const each of [step, ...this.gone]) this.events[each.thread] = each.event + 1
    this.here = next
    return step
  }

  blocked(): Waiting[] {
    return [...this.gone, ...this.here.blocked.map((each) => ({ ...each, event: this.event(each.thread) }))]
  }

  private event(thread: number): number {
    return present(this.events[thread], 'thread')
  }
}

function isMoved(before: State, after: State, thread: number): boolean {
  const [old, now] = [present(before.threads[thread], 'thread'), present(after.threads[thread], 'thread')]
  return old.status !== now.status || old.pc !== now.pc
}
