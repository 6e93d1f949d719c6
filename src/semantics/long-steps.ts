import { Bug, present } from '../base/bug.ts'
import { instructionAt, type Move, type Program, type Rules, type Schedule } from '../program/program.ts'
import { GivenChoices, sameChoices } from './given-choices.ts'
import { type Outline, stepKinds } from './outline.ts'
import { copyOf } from './schedule-end.ts'
import type { State } from './state.ts'
import { isEnabled, kindOf, takeStep } from './step.ts'
import { stepsFrom } from './steps-from.ts'
import type { StepKind, StepRecord, TraceStep, TraceSteps } from './trace.ts'

/** Executions of more steps than this keep no record of each. */
export const longTrace = 2000

/** One of this many states is kept. */
const keptEvery = 256

/** At most this many parts of an execution are kept with their steps. */
const mostWindows = 16

/**
 * The steps of a long execution. It was executed whole, in place; an outline of each step and a state now and then are kept.
 * The steps that are asked for are executed again from the state before them, by the same semantics.
 */
export class LongSteps implements TraceSteps {
  readonly schedule: Schedule
  readonly outline: Outline
  private readonly program: Program
  private readonly rules: Rules
  /** The states before every `keptEvery`th step. */
  private readonly kept: readonly State[]
  private readonly windows = new Map<number, readonly TraceStep[]>()

  constructor(program: Program, rules: Rules, schedule: Schedule, outline: Outline, kept: readonly State[]) {
    this.program = program
    this.rules = rules
    this.schedule = schedule
    this.outline = outline
    this.kept = kept
  }

  get length(): number {
    return this.schedule.length
  }

  at(index: number): TraceStep | undefined {
    const position = index < 0 ? this.length + index : index
    if (position < 0 || position >= this.length) return undefined
    return this.window(Math.floor(position / keptEvery))[position % keptEvery]
  }

  slice(from = 0, to: number = this.length): readonly TraceStep[] {
    const [first, end] = [from, to].map((each) => Math.min(this.length, each < 0 ? Math.max(0, this.length + each) : each))
    const found: TraceStep[] = []
    for (let at = first ?? 0; at < (end ?? 0); at++) found.push(present(this.at(at), 'step'))
    return found
  }

  *[Symbol.iterator](): Iterator<TraceStep> {
    for (let at = 0; at < this.length; at++) yield present(this.at(at), 'step')
  }

  map<T>(form: (step: TraceStep, index: number) => T): T[] {
    return Array.from(this, form)
  }

  flatMap<T>(form: (step: TraceStep, index: number) => readonly T[]): T[] {
    return this.flatMap(form)
  }

  filter(holds: (step: TraceStep) => boolean): readonly TraceStep[] {
    return [...this].filter(holds)
  }

  some(holds: (step: TraceStep) => boolean): boolean {
    for (const step of this) if (holds(step)) return true
    return false
  }

  /** Executes the steps once more, without their states. */
  *records(): Generator<StepRecord> {
    const { program, schedule, outline } = this
    const state = copyOf(present(this.kept[0], 'initial state'))
    for (const [index, { thread, choices }] of schedule.entries()) {
      const pc = outline.pcs[index] ?? 0
      const { run, progressed } = takeStep(program, state, thread, new GivenChoices(choices).choose)
      const { accesses, executed, returned, exchange } = run
      yield {
        thread,
        choices,
        chosen: outline.chosen[index] === 1,
        kind: present(stepKinds[outline.kinds[index] ?? 0], 'kind'),
        pc,
        instruction: present(instructionAt(program, thread, pc), 'instruction'),
        accesses,
        executed,
        progressed,
        returned,
        exchange,
      }
    }
  }

  /** Returns the first steps, which end before the same state. */
  prefix(length: number): LongSteps {
    const { program, rules, schedule, outline, kept } = this
    return new LongSteps(program, rules, schedule.slice(0, length), outline, kept)
  }

  /** Returns the steps from a kept state up to the next one. */
  private window(number: number): readonly TraceStep[] {
    const known = this.windows.get(number)
    if (known !== undefined) return known
    const { program, rules, schedule, kept, windows } = this
    const moves = schedule.slice(number * keptEvery, (number + 1) * keptEvery)
    const taken = stepsFrom(program, present(kept[number], 'kept state'), moves, rules)
    if (!taken.ok) throw new Bug('steps that were taken are not possible')
    if (windows.size >= mostWindows) windows.delete(present([...windows.keys()][0], 'window'))
    windows.set(number, taken.steps)
    return taken.steps
  }

  /** Returns the states kept before these moves, as far as this execution begins with them. */
  keptBefore(moves: readonly Move[]): readonly State[] {
    const most = Math.min(moves.length, this.length)
    let same = 0
    while (same < most && isSame(this.schedule[same], moves[same])) same++
    return this.kept.slice(0, Math.floor(same / keptEvery) + 1)
  }
}

/**
 * Executes a schedule in place. If a step is not possible, it returns a state shortly before that step, and the number of steps
 * before that state.
 */
export function longReplay(
  program: Program,
  initial: State,
  schedule: readonly Move[],
  rules: Rules,
  known: LongSteps | null,
): LongSteps | { readonly state: State; readonly at: number } {
  const kept = [...(known?.keptBefore(schedule) ?? [initial])]
  const begun = (kept.length - 1) * keptEvery
  const outline = new WrittenOutline(schedule.length)
  if (known !== null) outline.begin(known.outline, begun)
  const moves = known === null ? [] : known.schedule.slice(0, begun)
  const state = copyOf(present(kept.at(-1), 'kept state'))
  for (let at = begun; at < schedule.length; at++) {
    if (at % keptEvery === 0 && at > begun) kept.push(copyOf(state))
    const move = present(schedule[at], 'move')
    const { thread } = move
    const before = present(state.threads[thread], 'thread')
    const { pc, status, rank } = before
    const choices = new GivenChoices(move.choices)
    if (isEnabled(program, state, thread, rules)) takeStep(program, state, thread, choices.choose)
    else choices.refuse()
    if (!choices.fit) return { state: present(kept.at(-1), 'kept state'), at: (kept.length - 1) * keptEvery }
    const instruction = present(instructionAt(program, thread, pc), 'instruction')
    const kind = kindOf({ status, rank }, present(state.threads[thread], 'thread'), instruction)
    outline.write(at, thread, pc, kind, choices.chosen)
    moves.push(choices.choices.length === move.choices.length ? move : { thread, choices: choices.choices })
  }
  return new LongSteps(program, rules, moves, outline, kept)
}

/** The outline of a schedule that is being executed. */
class WrittenOutline implements Outline {
  readonly threads: Uint16Array
  readonly pcs: Uint32Array
  readonly kinds: Uint8Array
  readonly chosen: Uint8Array

  constructor(length: number) {
    this.threads = new Uint16Array(length)
    this.pcs = new Uint32Array(length)
    this.kinds = new Uint8Array(length)
    this.chosen = new Uint8Array(length)
  }

  write(at: number, thread: number, pc: number, kind: StepKind, chosen: boolean): void {
    this.threads[at] = thread
    this.pcs[at] = pc
    this.kinds[at] = stepKinds.indexOf(kind)
    this.chosen[at] = Number(chosen)
  }

  /** Copies the first steps of another one. */
  begin({ threads, pcs, kinds, chosen }: Outline, length: number): void {
    for (let at = 0; at < length; at++) {
      this.threads[at] = threads[at] ?? 0
      this.pcs[at] = pcs[at] ?? 0
      this.kinds[at] = kinds[at] ?? 0
      this.chosen[at] = chosen[at] ?? 0
    }
  }
}

function isSame(one: Move | undefined, other: Move | undefined): boolean {
  return one !== undefined && other !== undefined && one.thread === other.thread && sameChoices(one.choices, other.choices)
}
