import { Bug, present, unreachable } from '../base/bug.ts'
import { registerWritten } from '../program/dataflow.ts'
import { endlessRounds } from '../program/loops.ts'
import {
  atomicInstructionLimit,
  type BlockingInstruction,
  type Code,
  type Instruction,
  isBlocking,
  isSilent,
  loudInstruction,
  type SilentInstruction,
  silentInstructionLimit,
} from '../program/program.ts'
import { queueAt } from '../program/queues.ts'
import { hasEnded, Status } from '../space/layout.ts'
import type { Monitor } from '../space/monitor.ts'
import { compileSelect } from './channels.ts'
import { compileExpression, type Scope, StepFailure, type Vector } from './expression.ts'
import { compileAwaitedReads, compileInstruction, type Effect, valueOrNull } from './instruction.ts'
import { lockOperations } from './lock-operations.ts'
import { type QueueOperations, queueOperations } from './queues.ts'
import type { Recorder } from './recorder.ts'

const assertionFailed = new StepFailure('assertion')
const diverges = new StepFailure('divergence')

type Test = (state: Vector) => boolean

/** A monitor, with its memory in the state under construction. */
export interface Watch {
  readonly monitor: Monitor
  readonly memory: Int32Array
  /** The findings of the monitor during the current step. */
  readonly found: number[]
}

/** The code of one thread. It compiles each instruction at its first use, since codes can be long. */
export class ThreadCode {
  readonly thread: number
  readonly code: Code
  private readonly scope: Scope
  private readonly recorder: Recorder
  private readonly watch: Watch | null
  private readonly pc: number
  private readonly status: number
  private readonly end: number
  private readonly effects: (Effect | undefined)[] = []
  private readonly silents: (Effect | undefined)[] = []
  private readonly tests: (Test | undefined)[] = []
  private readonly reads: (Effect | undefined)[] = []
  private readonly lines: (QueueOperations | null | undefined)[] = []
  private readonly turns: (Test | undefined)[] = []
  private readonly silent: Uint8Array
  /** Whether silent instructions may change registers; if so, this class saves the registers while they execute. */
  private readonly lets: boolean
  private readonly registers: Int32Array
  /** By position: 1 for silent instructions that write a register. */
  private readonly writes: Uint8Array

  constructor(scope: Scope, recorder: Recorder, watch: Watch | null) {
    this.scope = scope
    this.thread = scope.thread
    this.recorder = recorder
    this.watch = watch
    this.code = present(scope.program.codes[scope.program.threads[scope.thread]?.code ?? -1], 'code')
    this.pc = scope.layout.pc(scope.thread)
    this.status = scope.layout.status(scope.thread)
    this.end = this.code.instructions.length
    this.writes = Uint8Array.from(this.code.instructions, (each) => (isSilent(each) && registerWritten(each) !== null ? 1 : 0))
    this.lets = this.writes.includes(1)
    this.registers = new Int32Array(this.code.registers.length)
    this.silent = Uint8Array.from(this.code.instructions, (each) => (isSilent(each) ? 1 : 0))
  }

  instruction(pc: number): Instruction {
    return present(this.code.instructions[pc], 'instruction')
  }

  /** Reports whether the running thread cannot execute its next instruction. */
  isBlocked(state: Vector): boolean {
    const pc = state[this.pc] ?? 0
    let test = this.tests[pc]
    if (test === undefined) {
      test = this.compileBlocked(this.instruction(pc), pc)
      this.tests[pc] = test
    }
    return test(state)
  }

  /**
   * Reports whether the next step of the thread, which runs or has to take a lock again, is to stand in line for what it
   * cannot have.
   */
  willQueue(state: Vector): boolean {
    const line = this.lineAt(state)
    return line?.isOutside(state) === true && !this.turnAt(state)(state)
  }

  /** Gives the thread its place in line. */
  queue(state: Vector): void {
    this.lineAt(state)?.join(state)
  }

  /** Takes the thread, which sleeps, out of the line in which it waits for a notification. */
  leaveSleepers(state: Vector): void {
    queueOperations(this.scope, queueAt(this.scope.program, this.instruction(state[this.pc] ?? 0), true))?.leave(state)
  }

  /** Returns the line for what the thread takes next; null if there is none. */
  private lineAt(state: Vector): QueueOperations | null {
    const pc = state[this.pc] ?? 0
    let line = this.lines[pc]
    if (line === undefined) {
      const first = this.first(pc)
      line = queueOperations(this.scope, queueAt(this.scope.program, first, false))
      this.lines[pc] = line
    }
    // A running thread at a `wait` is about to give up the lock.
    return line !== null && this.instruction(pc).op === 'wait' && state[this.status] === Status.running ? null : line
  }

  /** Returns whether the thread can have what it takes next: it is there, and nobody is overtaken. */
  private turnAt(state: Vector): Test {
    const pc = state[this.pc] ?? 0
    let turn = this.turns[pc]
    if (turn === undefined) {
      const first = this.first(pc)
      const line = queueOperations(this.scope, queueAt(this.scope.program, first, false))
      turn = this.compileTurn(first, line)
      this.turns[pc] = turn
    }
    return turn
  }

  private compileTurn(first: Instruction, line: QueueOperations | null): Test {
    const isNext: Test = line === null ? () => true : (state) => line.isNext(state)
    const { layout, program, thread } = this.scope
    switch (first.op) {
      case 'acquire':
      case 'wait': {
        const available = lockOperations(this.scope, this.recorder).available(first.mutex)
        const owner = layout.owner(first.mutex)
        if (program.mutexes[first.mutex]?.order === undefined) return available
        return (state) => available(state) && (state[owner] === thread + 1 || isNext(state))
      }
      case 'sem_acquire': {
        const count = layout.semaphore(first.semaphore)
        return (state) => state[count] !== 0 && isNext(state)
      }
      default: // no other instruction takes something
        return () => true
    }
  }

  private first(pc: number): Instruction {
    const instruction = this.instruction(pc)
    return instruction.op === 'atomic' ? this.instruction(pc + 1) : instruction
  }

  /** Executes the next instruction of the running thread, and the silent ones after it. */
  step(state: Vector): void {
    const pc = state[this.pc] ?? 0
    this.lineAt(state)?.leave(state)
    const instruction = this.instruction(pc)
    if (instruction.op === 'atomic') this.executeBlock(state, instruction.end)
    else this.execute(state, pc, false)
    if (state[this.status] === Status.running) this.advance(state)
  }

  /** Acquires the lock of the `wait` from which the thread was woken. */
  reacquire(state: Vector): void {
    this.lineAt(state)?.leave(state)
    const instruction = this.instruction(state[this.pc] ?? 0)
    if (instruction.op === 'wait') {
      lockOperations(this.scope, this.recorder).reacquire(instruction.mutex)(state)
      const notified = state[this.status] === Status.waking ? 1 : 0
      if (instruction.to !== null) state[this.scope.layout.register(this.thread, instruction.to)] = notified
    }
    state[this.status] = Status.running
    state[this.pc] = (state[this.pc] ?? 0) + 1
    this.advance(state)
  }

  /** Reports whether the thread, asleep in a `wait`, may time out. */
  isTimed(state: Vector): boolean {
    const instruction = this.instruction(state[this.pc] ?? 0)
    return instruction.op === 'wait' && instruction.to !== null
  }

  canReacquire(state: Vector): boolean {
    return this.instruction(state[this.pc] ?? 0).op === 'wait' && this.turnAt(state)(state)
  }

  /** Records what the thread, blocked in an `await`, is about to read. */
  recordAwaitedReads(state: Vector): void {
    const pc = state[this.pc] ?? 0
    let record = this.reads[pc]
    if (record === undefined) {
      const first = this.first(pc)
      record = first.op === 'await' ? compileAwaitedReads(first.until, this.scope, this.recorder) : () => {}
      this.reads[pc] = record
    }
    record(state)
  }

  /** Executes silent instructions up to the thread's next step or its end. */
  advance(state: Vector): void {
    const start = state[this.pc] ?? 0
    if (start < this.end && this.silent[start] === 1 && this.lets) this.registers.set(this.registersOf(state))
    // Without a `let`, silent instructions change nothing but the counter: a run of them longer than the code is endless.
    for (let budget = this.end; budget >= 0; budget--) {
      if (this.hasArrived(state)) return
      this.executeSilent(state, state[this.pc] ?? 0)
    }
    if (!this.hasArrived(state)) this.advanceSlowly(state, start)
  }

  /**
   * Executes the same instructions again, and fails if counter and registers have the values of 1, 2, 4, 8 …
   * instructions before: R. P. Brent, An improved Monte Carlo factorization algorithm, BIT 20, 1980.
   */
  private advanceSlowly(state: Vector, start: number): void {
    const registers = this.registersOf(state)
    state[this.pc] = start
    if (this.lets) registers.set(this.registers)
    let pc = -1
    let next = 1
    for (let count = 0; !this.hasArrived(state); count++) {
      const same = state[this.pc] === pc && registers.every((value, index) => value === this.registers[index])
      if (same || count >= silentInstructionLimit) throw diverges
      if (count + 1 === next) {
        pc = state[this.pc] ?? 0
        this.registers.set(registers)
        next *= 2
      }
      this.executeSilent(state, state[this.pc] ?? 0)
    }
  }

  /** Reports whether silent instructions have led to the next step of the thread or to its end. */
  private hasArrived(state: Vector): boolean {
    if (state[this.status] !== Status.running) return true
    const pc = state[this.pc] ?? 0
    if (pc < this.end) return this.silent[pc] === 0
    state[this.status] = Status.finished
    this.recorder.progress(this.thread)
    return true
  }

  private registersOf(state: Vector): Int32Array {
    const { length } = this.code.registers
    const first = length === 0 ? 0 : this.scope.layout.register(this.thread, 0)
    return state.subarray(first, first + length)
  }

  private execute(state: Vector, pc: number, atomically: boolean): void {
    let effect = this.effects[pc]
    if (effect === undefined) {
      effect = compileInstruction(loudInstruction(this.instruction(pc)), pc, atomically, this.scope, this.recorder)
      this.effects[pc] = effect
    }
    const accesses = this.recorder.accessCount
    effect(state)
    if (this.watch !== null) this.report(this.watch, pc, accesses)
  }

  private report(watch: Watch, pc: number, accessesBefore: number): void {
    const { recorder } = this
    if (watch.monitor.executed === undefined) return
    let location = -1
    let seen = 0
    let wrote = false
    if (recorder.accessCount > accessesBefore) {
      const accessed = recorder.accessed[recorder.accessCount - 1] ?? 0
      location = (accessed >> 1) - this.scope.layout.shared(0, 0)
      seen = recorder.seen[recorder.accessCount - 1] ?? 0
      wrote = (accessed & 1) === 1
    }
    watch.monitor.executed({ thread: this.thread, pc, location, seen, wrote }, watch.memory, watch.found)
  }

  private executeBlock(state: Vector, end: number): void {
    state[this.pc] = (state[this.pc] ?? 0) + 1
    for (let count = 0; state[this.pc] !== end; count++) {
      if (count >= atomicInstructionLimit) throw diverges
      const pc = state[this.pc] ?? 0
      if (pc >= this.end) return // halted
      if (this.silent[pc] === 1) this.executeSilent(state, pc)
      else this.execute(state, pc, true)
      if (state[this.status] !== Status.running) return // raised
    }
    state[this.pc] = end + 1
  }

  private executeSilent(state: Vector, pc: number): void {
    let effect = this.silents[pc]
    if (effect === undefined) {
      const instruction = this.instruction(pc)
      if (!isSilent(instruction)) throw new Bug(`${instruction.op} is not silent`)
      effect = this.compileSilent(instruction, pc)
      this.silents[pc] = effect
    }
    effect(state)
    if (this.watch !== null && this.writes[pc] === 1) this.report(this.watch, pc, this.recorder.accessCount)
  }

  private compileSilent(instruction: SilentInstruction, pc: number): Effect {
    const counter = this.pc
    const { recorder, thread } = this
    const goTo =
      (target: number): Effect =>
      (state) => {
        state[counter] = target
      }
    const advancing =
      (target: number): Effect =>
      (state) => {
        state[counter] = target
        recorder.progress(thread)
      }
    const isRound = endlessRounds(this.code).has(pc)
    switch (instruction.op) {
      case 'jump':
        return isRound ? advancing(instruction.target) : goTo(instruction.target)
      case 'halt':
        return goTo(this.end)
      case 'progress':
        return advancing(pc + 1)
      case 'op_end':
        return this.compileReturn(instruction, instruction.implied === true ? goTo(pc + 1) : advancing(pc + 1))
      case 'let': {
        const to = this.scope.layout.register(this.thread, instruction.to)
        const value = compileExpression(instruction.value, this.scope)
        return (state) => {
          state[to] = value(state)
          state[counter] = pc + 1
        }
      }
      case 'raise': {
        const { status } = this
        return (state) => {
          state[status] = Status.crashed
          recorder.progress(thread)
        }
      }
      case 'branch': {
        const condition = compileExpression(instruction.condition, this.scope)
        const { target } = instruction
        const taken = isRound ? advancing(target) : goTo(target)
        return (state) => {
          if (condition(state) !== 0) taken(state)
          else state[counter] = pc + 1
        }
      }
      case 'assert': {
        const that = compileExpression(instruction.that, this.scope)
        return (state) => {
          if (that(state) === 0) throw assertionFailed
          state[counter] = pc + 1
        }
      }
      case 'received': {
        const to = this.scope.layout.register(this.thread, instruction.to)
        return (state) => {
          state[to] = recorder.received[thread] ?? 0
          state[counter] = pc + 1
        }
      }
      case 'received_ok': {
        const to = this.scope.layout.register(this.thread, instruction.to)
        return (state) => {
          state[to] = (recorder.received[thread] ?? null) === null ? 0 : 1
          state[counter] = pc + 1
        }
      }
      case 'op_begin':
      case 'atomic_end':
      case 'offer_send':
      case 'offer_receive':
        return goTo(pc + 1)
      default:
        return unreachable(instruction)
    }
  }

  /** Only a step of the thread itself counts: a thread that another one unblocks can end only empty operations. */
  private compileReturn({ result }: Instruction & { op: 'op_end' }, goOn: Effect): Effect {
    const { recorder } = this
    const value = result === undefined ? null : compileExpression(result, this.scope)
    return (state) => {
      recorder.return(value === null ? null : value(state))
      goOn(state)
    }
  }

  private compileBlocked(instruction: Instruction, pc: number): Test {
    if (instruction.op === 'atomic') return this.compileBlocked(this.instruction(pc + 1), pc + 1)
    return isBlocking(instruction) ? this.compileWaiting(instruction, pc) : () => false
  }

  /** Compiles the test whether the thread must wait before it executes an instruction. */
  private compileWaiting(instruction: BlockingInstruction, pc: number): Test {
    const { layout } = this.scope
    switch (instruction.op) {
      case 'acquire':
      case 'sem_acquire': {
        const line = queueOperations(this.scope, queueAt(this.scope.program, instruction, false))
        const turn = this.compileTurn(instruction, line)
        // A thread that stands in no line can always take a step: it takes its place.
        return line === null ? (state) => !turn(state) : (state) => !turn(state) && !line.isOutside(state)
      }
      case 'await': {
        const until = compileExpression(instruction.until, this.scope)
        return (state) => valueOrNull(until, state) === 0
      }
      case 'select': {
        const selecting = compileSelect(instruction, pc, this.scope, this.recorder)
        return (state) => selecting.isBlocked(state)
      }
      case 'join': {
        const status = layout.status(instruction.thread)
        return (state) => !hasEnded(state[status])
      }
      default:
        return unreachable(instruction)
    }
  }
}
