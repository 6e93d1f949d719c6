import { present } from '../../base/bug.ts'
import { type Flow, metRegisters, rangesAt, registersAfter } from '../../program/flow.ts'
import { estimate, type Interval, type Ranges } from '../../program/interval.ts'
import { type Code, type Instruction, isSilent, type Program, type Rules } from '../../program/program.ts'
import { mayQueue } from '../../program/queues.ts'
import type { Registers } from '../../program/refine.ts'
import { type Layout, Status } from '../../space/layout.ts'
import { type BlockLabel, FunctionCode } from '../../webassembly/assembler.ts'
import { Op, ValueType } from '../../webassembly/opcodes.ts'
import { pushExpression, type Setting } from './expression.ts'
import { Fields, longWords } from './fields.ts'
import { InstructionCode } from './instruction.ts'
import { MonitorCode, type MonitorTask } from './monitor-code.ts'
import { Course, type Sites } from './sites.ts'

/** The functions that generated steps call. */
export interface StepCalls {
  /** Accepts the words of a successor. */
  readonly successor: number
  /** Accepts a thread; visits its transitions with the plain engine; returns their number. */
  readonly slow: number
}

/** The task of the generated function of a thread. */
export interface StepTask {
  readonly program: Program
  readonly layout: Layout
  readonly flow: Flow
  readonly rules: Rules
  readonly calls: StepCalls
  /** If set, each successor comes with the site that reached it, in place of its parent. */
  readonly sites: Sites | null
  /** Whether values that do not fit their bits trap. */
  readonly checked: boolean
  /** What a monitor needs, if the states have its memories. */
  readonly monitor: MonitorTask | null
}

/** The plain engine takes a step whose silent code has more instructions than this. */
const longestStep = 160
/** The plain engine takes a `choose` with more values than this. */
const mostChoices = 32

/**
 * Returns the function that visits the transitions of one thread from a state, given as its words, and returns their
 * number. It leaves rare or intricate steps (a step that fails, `notify`, a barrier, a cycle of silent code) to the
 * plain engine: generated code decides that before it emits any successor.
 */
export function threadFunction(task: StepTask, thread: number): FunctionCode {
  return new ThreadFunction(task, thread).generate()
}

class ThreadFunction {
  private readonly program: Program
  private readonly layout: Layout
  private readonly flow: Flow
  private readonly rules: Rules
  private readonly thread: number
  private readonly calls: StepCalls
  private readonly course: Course | null
  private readonly monitor: MonitorCode | null
  private readonly codeIndex: number
  private readonly body: Code
  private readonly code: FunctionCode
  private readonly before: Fields
  private readonly after: Fields
  private readonly next: readonly number[]
  private slow: BlockLabel = 0
  /** Whether the step under construction may call the plain engine. */
  private mayBeSlow = false
  /** Whether the ways of a step are taken only to find out whether one of them fails. */
  private isTrial = false
  private budget = 0

  constructor({ program, layout, flow, rules, calls, sites, checked, monitor }: StepTask, thread: number) {
    this.program = program
    this.layout = layout
    this.flow = flow
    this.rules = rules
    this.thread = thread
    this.calls = calls
    this.codeIndex = program.threads[thread]?.code ?? -1
    this.body = present(program.codes[this.codeIndex], 'code')
    const words = Array.from({ length: longWords(layout) }, (_, word) => word)
    this.code = new FunctionCode(
      words.map(() => ValueType.i64),
      [ValueType.i32],
    )
    this.next = words.map(() => this.code.local(ValueType.i64))
    this.course = sites === null ? null : new Course(sites, this.code)
    this.before = new Fields(this.code, layout, words)
    this.after = new Fields(this.code, layout, this.next, checked)
    this.monitor = monitor === null ? null : new MonitorCode(program, thread, monitor, this.code, this.after)
  }

  generate(): FunctionCode {
    const { code, layout, thread, body } = this
    this.slow = code.block()
    const status = layout.status(thread)
    const running = code.block()
    this.before.get(status)
    code.i32(Status.running).op(Op.i32Eq).branchIf(running)
    this.notRunning(status)
    code.i32(0).op(Op.return).end()
    const end = code.block()
    const cases = body.instructions.map(() => code.block()).reverse()
    this.before.get(layout.pc(thread))
    code.branchTable(cases, end)
    body.instructions.forEach((instruction, pc) => {
      code.end()
      this.instruction(instruction, pc)
    })
    code.end().i32(0).op(Op.return) // at the end of the code a thread is not running
    code.end() // slow
    code.i32(thread).call(this.calls.slow)
    return code
  }

  /** Calls the plain engine for threads that wake up. */
  private notRunning(status: number): void {
    const { code } = this
    const waits = this.body.instructions.filter((each) => each.op === 'wait')
    if (waits.length === 0) return
    const wakes: number[] = [Status.waking, Status.expired]
    if (this.rules.spuriousWakeups || waits.some((each) => each.to !== null)) wakes.push(Status.sleeping)
    for (const each of wakes) {
      this.before.get(status)
      code.i32(each).op(Op.i32Eq).branchIf(this.slow)
    }
  }

  private instruction(instruction: Instruction, pc: number): void {
    const { code } = this
    if (isSilent(instruction)) {
      code.i32(0).op(Op.return) // only a failed thread stops here
      return
    }
    const start = code.mark()
    this.mayBeSlow = false
    this.course?.begin()
    if (this.transitions(instruction, pc)) return
    code.rewind(start)
    code.branch(this.slow)
  }

  /** Returns false if the plain engine must always execute the instruction. */
  private transitions(instruction: Instruction, pc: number): boolean {
    const { code } = this
    const here = this.flow.at[this.codeIndex]?.[pc] ?? null
    if (here === null) return false // unreachable
    const first = instruction.op === 'atomic' ? present(this.body.instructions[pc + 1], 'first of a block') : instruction
    if (mayQueue(this.program, first) || first.op === 'select') return false
    const blocked = this.instructionCode(here, this.before).pushBlocked(first)
    if (blocked) {
      code.if()
      code.i32(0).op(Op.return).end()
    }
    this.budget = longestStep
    if (instruction.op === 'choose') {
      if (instruction.high - instruction.low >= mostChoices) return false
      const start = code.mark()
      this.choose(instruction, pc, here)
      if (this.mayBeSlow) {
        // Whether a way fails must be known before a successor is emitted: the ways are taken twice.
        code.rewind(start)
        this.isTrial = true
        this.choose(instruction, pc, here)
        this.isTrial = false
        this.course?.begin()
        this.choose(instruction, pc, here)
      }
      if (this.course?.isLost === true) return false
      code.i32(instruction.high - instruction.low + 1).op(Op.return)
      return true
    }
    this.copy()
    if (instruction.op === 'wait') {
      this.execute(instruction, pc, here, false)
      this.pass(pc)
    } else if (instruction.op === 'atomic') this.goOn(pc + 1, instruction.end, this.onTo(pc, pc + 1, here))
    else {
      if (!this.execute(instruction, pc, here, false)) return false
      this.goOn(pc + 1, null, this.onTo(pc, pc + 1, here))
    }
    if (this.course?.isLost === true) return false
    code.i32(1).op(Op.return)
    return true
  }

  /** Goes on with each value, within one budget. */
  private choose(instruction: Instruction & { op: 'choose' }, pc: number, here: readonly Interval[]): void {
    this.budget = longestStep
    for (let value = instruction.low; value <= instruction.high; value++) {
      this.copy()
      this.after.setTo([[this.layout.register(this.thread, instruction.to), value]])
      this.monitor?.begin()
      this.monitor?.end(pc)
      this.goOn(pc + 1, null, this.onTo(pc, pc + 1, here))
    }
  }

  private copy(): void {
    this.next.forEach((local, word) => {
      this.code.get(word).set(local)
    })
  }

  /** Generates the effect of an instruction on the state under construction; false if the plain engine must execute it. */
  private execute(instruction: Instruction, pc: number, here: readonly Interval[], atomically: boolean): boolean {
    this.monitor?.begin()
    if (!this.instructionCode(here, this.after).execute(instruction, atomically)) return false
    this.monitor?.end(pc)
    return true
  }

  /** Emits the successor in which the thread has come to a position. */
  private pass(pc: number): void {
    if (this.isTrial) return
    this.monitor?.arrived(pc)
    this.course?.end()
    for (const local of this.next) this.code.get(local)
    this.code.call(this.calls.successor)
  }

  /**
   * Continues at a position, up to the thread's next step, and emits the successor. `end` closes an atomic block.
   * `here` are the ranges of the registers on this way.
   */
  private goOn(pc: number, end: number | null, here: Registers): void {
    const { code, layout, thread, body, after } = this
    const instruction = body.instructions[pc]
    if (here === null) return this.giveUp() // this way is impossible
    if (pc === end) return this.goOn(pc + 1, null, this.onTo(pc, pc + 1, here))
    if (instruction === undefined) {
      after.setTo([
        [layout.pc(thread), pc],
        [layout.status(thread), Status.finished],
      ])
      return this.pass(pc)
    }
    if (end === null && !isSilent(instruction)) {
      after.setTo([[layout.pc(thread), pc]])
      return this.pass(pc)
    }
    if (--this.budget < 0) return this.giveUp()
    const goTo = (next: number): void => this.goOn(next, end, this.onTo(pc, next, here))
    switch (instruction.op) {
      case 'jump':
        return goTo(instruction.target)
      case 'halt':
        return this.goOn(body.instructions.length, null, here)
      case 'raise':
        after.setTo([
          [layout.pc(thread), pc],
          [layout.status(thread), Status.crashed],
        ])
        return this.pass(pc)
      case 'branch': {
        const { range, fails } = estimate(instruction.condition, this.rangesAt(here))
        if (range !== null && !fails && (range.low > 0 || range.high < 0)) return goTo(instruction.target)
        if (range !== null && !fails && range.low === 0 && range.high === 0) return goTo(pc + 1)
        pushExpression(instruction.condition, this.setting(here, after))
        const ways = this.course?.ways ?? 1
        code.if()
        goTo(instruction.target)
        code.else()
        this.course?.back(ways)
        goTo(pc + 1)
        code.end()
        return
      }
      case 'assert':
        pushExpression(instruction.that, this.setting(here, after))
        code.op(Op.i32Eqz).branchIf(this.fault())
        return goTo(pc + 1)
      default: // instructions that continue with the next one, if they are generated at all: see `InstructionCode`
        if (instruction.op === 'choose' || !this.execute(instruction, pc, here, end !== null)) {
          return this.giveUp()
        }
        return goTo(pc + 1)
    }
  }

  private giveUp(): void {
    this.code.branch(this.fault())
  }

  private readonly fault = (): BlockLabel => {
    this.mayBeSlow = true
    return this.slow
  }

  /** Returns the ranges of the registers after an instruction, on the way to `next`. */
  private onTo(pc: number, next: number, here: readonly Interval[]): Registers {
    const instruction = present(this.body.instructions[pc], 'instruction')
    const after = registersAfter(instruction, { pc, next }, here, this.rangesAt(here))
    return metRegisters(after, this.flow.at[this.codeIndex]?.[next] ?? null)
  }

  private rangesAt(registers: readonly Interval[]): Ranges {
    return rangesAt(this.program, this.flow.shared, registers)
  }

  private setting(registers: readonly Interval[], fields: Fields): Setting {
    const ranges = this.rangesAt(registers)
    return {
      code: this.code,
      fields,
      thread: this.thread,
      ranges,
      fault: this.fault,
      course: this.course,
      monitor: this.monitor,
    }
  }

  private instructionCode(registers: readonly Interval[], fields: Fields): InstructionCode {
    return new InstructionCode(this.program, this.setting(registers, fields))
  }
}
