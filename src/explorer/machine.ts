import { present } from '../base/bug.ts'
import { empty } from '../base/empty.ts'
import { liveRegisters } from '../program/dataflow.ts'
import { loopsOf } from '../program/event-loops.ts'
import { failureKinds, type Program, type Rules } from '../program/program.ts'
import { hasEnded, type Layout, Status } from '../space/layout.ts'
import type { Monitor } from '../space/monitor.ts'
import { EventLoops } from './event-loops.ts'
import { StepFailure, type Vector } from './expression.ts'
import { LabelTable } from './labels.ts'
import { Recorder } from './recorder.ts'
import { ThreadCode, type Watch } from './thread-code.ts'

/** Called for each transition, with `machine.next` holding the successor. */
export type OnTransition = (label: number) => void
/** Called for each thread that is blocked in an `await`, with the label of what it is about to read. */
export type OnBlocked = (label: number) => void

/**
 * The transition relation of a program over unpacked states. Callers put a state into `current` and call `expand`;
 * successors appear in `next`, in the order of threads and choices.
 */
export class Machine {
  readonly program: Program
  readonly layout: Layout
  readonly current: Vector
  readonly next: Vector
  readonly labels: LabelTable
  /** The findings of the monitor in the step that led to `next`. */
  readonly found: number[] = []
  private readonly rules: Rules
  private readonly recorder = new Recorder()
  private readonly threads: readonly ThreadCode[]
  private readonly statusSlots: Int32Array
  private readonly pcSlots: Int32Array
  private readonly daemons: Uint8Array
  private readonly loops: EventLoops | null
  private readonly watch: Watch | null
  /** For each thread and position, the slots of dead registers; only under a monitor. */
  private readonly dead: readonly (readonly Int32Array[])[] | null

  constructor(program: Program, layout: Layout, rules: Rules, monitor: Monitor | null) {
    this.program = program
    this.layout = layout
    this.rules = rules
    this.current = new Int32Array(layout.slots.length)
    this.next = new Int32Array(layout.slots.length)
    const [memory] = layout.monitors
    this.watch =
      monitor === null || memory === undefined
        ? null
        : { monitor, memory: this.next.subarray(memory, memory + layout.monitors.length), found: this.found }
    this.threads = program.threads.map((_, thread) => new ThreadCode({ program, layout, thread }, this.recorder, this.watch))
    this.labels = new LabelTable(program, layout)
    this.statusSlots = Int32Array.from(program.threads, (_, thread) => layout.status(thread))
    this.pcSlots = Int32Array.from(program.threads, (_, thread) => layout.pc(thread))
    this.daemons = Uint8Array.from(program.threads, (thread) => (thread.daemon ? 1 : 0))
    this.loops = loopsOf(program) === 0 ? null : new EventLoops(program, layout, this.threads)
    this.dead = this.watch === null ? null : program.threads.map((_, thread) => deadSlots(program, layout, thread))
  }

  /** Puts the initial state into `next`. */
  start(): void {
    const { program, layout, next } = this
    next.fill(0)
    program.shared.forEach((variable, index) => {
      variable.initial.forEach((value, element) => {
        next[layout.shared(index, element)] = value
      })
    })
    program.semaphores.forEach((semaphore, index) => {
      next[layout.semaphore(index)] = semaphore.initial
    })
    program.threads.forEach((thread, index) => {
      next[layout.status(index)] = thread.start === 'running' ? Status.running : Status.unstarted
    })
    for (const thread of this.threads) {
      if (next[layout.failure] === 0 && next[layout.status(thread.thread)] === Status.running) {
        this.guarded(thread, () => thread.advance(next))
      }
    }
  }

  /** Reports whether `current` is a failed state. */
  isFailed(): boolean {
    return this.current[this.layout.failure] !== 0
  }

  /** Reports whether every started thread of `current` that is not a daemon has ended. */
  isFinal(): boolean {
    for (let thread = 0; thread < this.statusSlots.length; thread++) {
      const status = this.current[this.statusSlots[thread] ?? 0]
      if (!hasEnded(status) && status !== Status.unstarted && this.daemons[thread] === 0) return false
    }
    return true
  }

  /** Visits all transitions from `current`, which is neither final nor failed; returns their number. */
  expand(onTransition: OnTransition, onBlocked: OnBlocked): number {
    let transitions = 0
    for (const thread of this.threads) transitions += this.expandThread(thread, onTransition, onBlocked)
    return transitions
  }

  /** Visits the transitions of one thread from `current`. */
  expandOnly(thread: number, onTransition: OnTransition): number {
    return this.expandThread(present(this.threads[thread], 'thread'), onTransition, () => {})
  }

  private expandThread(thread: ThreadCode, onTransition: OnTransition, onBlocked: OnBlocked): number {
    const { current, recorder, labels } = this
    const pc = current[this.pcSlots[thread.thread] ?? 0] ?? 0
    const held = this.loops?.keepsOut(thread.thread, current) === true
    switch (current[this.statusSlots[thread.thread] ?? 0]) {
      case Status.running: {
        if (held || thread.isBlocked(current)) {
          recorder.clear()
          thread.recordAwaitedReads(current)
          if (recorder.accessCount > 0) onBlocked(labels.number(thread.thread, pc, 'blocked', recorder))
          return 0
        }
        if (thread.willQueue(current)) return this.expandQueue(thread, pc, onTransition)
        recorder.unscript()
        let count = 0
        do {
          this.perform(thread, (state) => thread.step(state))
          onTransition(labels.number(thread.thread, pc, 'instruction', recorder))
          count++
        } while (recorder.nextScript())
        return count
      }
      case Status.waking:
      case Status.expired:
        if (held) return 0
        if (thread.willQueue(current)) return this.expandQueue(thread, pc, onTransition)
        if (!thread.canReacquire(current)) return 0
        this.perform(thread, (state) => thread.reacquire(state))
        onTransition(labels.number(thread.thread, pc, 'reacquire', recorder))
        return 1
      case Status.sleeping:
        return held ? 0 : this.expandSleeper(thread, pc, onTransition)
      default: // a number, the status of a thread that cannot continue by itself
        return 0
    }
  }

  /** Visits the step by which a thread takes its place in line. */
  private expandQueue(thread: ThreadCode, pc: number, onTransition: OnTransition): number {
    this.perform(thread, (state) => thread.queue(state))
    onTransition(this.labels.number(thread.thread, pc, 'queue', this.recorder))
    return 1
  }

  private expandSleeper(thread: ThreadCode, pc: number, onTransition: OnTransition): number {
    const timed = thread.isTimed(this.current)
    if (!timed && !this.rules.spuriousWakeups) return 0
    this.perform(thread, (state) => {
      thread.leaveSleepers(state)
      state[this.statusSlots[thread.thread] ?? 0] = timed ? Status.expired : Status.waking
    })
    onTransition(this.labels.number(thread.thread, pc, timed ? 'timeout' : 'spurious-wakeup', this.recorder))
    return 1
  }

  /** Computes the successor of one step in `next`. */
  private perform(thread: ThreadCode, effect: (state: Vector) => void): void {
    const { next, recorder } = this
    next.set(this.current)
    recorder.clear()
    empty(this.found)
    this.guarded(thread, effect)
    if (recorder.freed.length > 0) this.advanceFreed()
    if (next[this.layout.failure] === 0) this.loops?.settle(thread.thread, this.current, next)
    if (this.watch === null) return
    this.settle(thread.thread)
    const { monitor, memory, found } = this.watch
    if (monitor.stepped === undefined) return
    const pc = this.current[this.pcSlots[thread.thread] ?? 0] ?? 0
    monitor.stepped({ thread: thread.thread, pc, before: this.current, returned: this.returned }, memory, found)
  }

  /** The result of the first operation that the acting thread ended in the step to `next`; undefined if it ended none. */
  get returned(): number | null | undefined {
    return this.recorder.hasReturned ? this.recorder.result : undefined
  }

  private advanceFreed(): void {
    const { next, layout, recorder } = this
    for (const freed of recorder.freed.sort((a, b) => a - b)) {
      const thread = present(this.threads[freed], 'thread')
      if (next[layout.failure] === 0) this.guarded(thread, () => thread.advance(next))
      if (this.watch !== null) this.settle(freed)
    }
  }

  /** Executes a part of a step; if it fails, the effects so far stay and the state becomes a failed one. */
  private guarded(thread: ThreadCode, effect: (state: Vector) => void): void {
    try {
      effect(this.next)
    } catch (failure) {
      if (!(failure instanceof StepFailure)) throw failure
      this.next[this.statusSlots[thread.thread] ?? 0] = Status.failed
      this.next[this.layout.failure] = 1 + failureKinds.indexOf(failure.kind)
    }
  }

  private settle(thread: number): void {
    const pc = this.next[this.pcSlots[thread] ?? 0] ?? 0
    for (const slot of this.dead?.[thread]?.[pc] ?? []) this.next[slot] = 0
    this.watch?.monitor.settled?.(thread, pc, this.watch.memory)
  }
}

function deadSlots(program: Program, layout: Layout, thread: number): Int32Array[] {
  const code = present(program.codes[program.threads[thread]?.code ?? -1], 'code')
  return liveRegisters(code).map((live) =>
    Int32Array.from(code.registers.flatMap((_, register) => (live.has(register) ? [] : [layout.register(thread, register)]))),
  )
}
