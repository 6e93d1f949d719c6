import { present } from '../../base/bug.ts'
import { liveRegisters } from '../../program/dataflow.ts'
import type { Place, Program } from '../../program/program.ts'
import { FunctionCode } from '../../webassembly/assembler.ts'
import { Access, Op, ValueType } from '../../webassembly/opcodes.ts'
import type { ElementIndex, Fields } from './fields.ts'
import { Global } from './globals.ts'
import { type EffectKind, effectBytes, effectTableBits, type MonitorEffects, mostFindingSets } from './monitor-effects.ts'

/** What generated code under a monitor needs. */
export interface MonitorTask {
  readonly effects: MonitorEffects
  /** The address of the flags. */
  readonly flags: number
  /** The function of `effectLookup`. */
  readonly lookup: number
}

/** An access of the instruction under construction: the locals of its location and of the value there before. */
interface Accessed {
  readonly location: number
  readonly seen: number
  /** The local that tells whether it writes; null if it does so always. */
  readonly wrote: number | null
}

/** Generates what a monitor does in the steps of a thread. */
export class MonitorCode {
  private readonly program: Program
  private readonly thread: number
  private readonly task: MonitorTask
  private readonly code: FunctionCode
  /** Of the state under construction. */
  private readonly fields: Fields
  private readonly live: readonly ReadonlySet<number>[]
  private readonly memory: number
  private accessed: Accessed | null = null

  constructor(program: Program, thread: number, task: MonitorTask, code: FunctionCode, fields: Fields) {
    this.program = program
    this.thread = thread
    this.task = task
    this.code = code
    this.fields = fields
    this.live = liveRegisters(present(program.codes[program.threads[thread]?.code ?? -1], 'code'))
    this.memory = code.local(ValueType.i32)
  }

  /** The next instruction begins. */
  begin(): void {
    this.accessed = null
  }

  /** The instruction is about to access an element; `pushElement` pushes its value. */
  accesses(place: Place, index: ElementIndex, pushElement: () => void): void {
    const { code, fields } = this
    const [location, seen] = [code.local(ValueType.i32), code.local(ValueType.i32)]
    const first = fields.layout.shared(place.variable, 0) - fields.layout.shared(0, 0)
    if ('known' in index) code.i32(first + index.known)
    else code.get(index.local).i32(first).op(Op.i32Add)
    code.set(location)
    pushElement()
    code.set(seen)
    this.accessed = { location, seen, wrote: null }
  }

  /** The access writes only if the value of the local is not 0. */
  writesIf(wrote: number): void {
    if (this.accessed !== null) this.accessed = { ...this.accessed, wrote }
  }

  /** The instruction has been executed. */
  end(pc: number): void {
    const { task, thread, accessed, code } = this
    const { finds, own, changes } = task.effects.monitor.reachOf(thread, pc)
    if (accessed !== null && finds) {
      this.ifWrote(accessed, () => this.ifRemembered(thread, () => this.find(pc, accessed)))
    }
    const change = (): void => this.change('own', thread, pc, accessed, true)
    if (own === 'any') {
      this.getMemory(thread)
      code.set(this.memory)
      change()
    } else if (own === 'remembered') this.ifRemembered(thread, change)
    if (accessed === null || changes.length === 0) return
    const bySeen = task.effects.monitor.comparesOverwritten
    this.ifWrote(accessed, () => {
      const event = code.local(ValueType.i32)
      code.i32(task.effects.eventAt('overwritten', thread, pc))
      code.get(accessed.location).i32(1).op(Op.i32Add, Op.i32Add).set(event)
      for (const other of changes) {
        this.ifRemembered(other, () => {
          code.get(event).get(this.memory)
          if (bySeen) code.get(accessed.seen)
          else code.i32(0)
          code.call(task.lookup)
          this.setMemory(other)
        })
      }
    })
  }

  /** The thread's step is over. Registers that are not read any more become 0, as in the plain engine under a monitor. */
  arrived(pc: number): void {
    const { fields, thread, live, program } = this
    const { registers } = present(program.codes[program.threads[thread]?.code ?? -1], 'code')
    const dead = registers.flatMap((_, register) => (live[pc]?.has(register) === true ? [] : [register]))
    fields.setTo(dead.map((register) => [fields.layout.register(thread, register), 0]))
    this.ifRemembered(thread, () => this.change('arrived', thread, pc, null, false))
  }

  private find(pc: number, { location, seen }: Accessed): void {
    const { code, task, thread } = this
    code
      .i32(task.effects.eventAt('found', thread, pc))
      .get(location)
      .i32(1)
      .op(Op.i32Add, Op.i32Add)
    code.get(this.memory).get(seen).call(task.lookup)
    code.memory(Access.i32Load8, task.flags).getGlobal(Global.noticed).op(Op.i32Or).setGlobal(Global.noticed)
  }

  /** Replaces the memory of a thread, which is in the local. */
  private change(kind: EffectKind, thread: number, pc: number, accessed: Accessed | null, bySeen: boolean): void {
    const { code, task } = this
    code.i32(task.effects.eventAt(kind, this.thread, pc))
    if (accessed !== null) code.get(accessed.location).i32(1).op(Op.i32Add, Op.i32Add)
    code.get(this.memory)
    if (accessed !== null && bySeen) code.get(accessed.seen)
    else code.i32(0)
    code.call(task.lookup)
    this.setMemory(thread)
  }

  private ifWrote({ wrote }: Accessed, generate: () => void): void {
    if (wrote === null) return generate()
    this.code.get(wrote).if()
    generate()
    this.code.end()
  }

  /** Generates code for memories that are not empty; it finds the memory in the local. */
  private ifRemembered(thread: number, generate: () => void): void {
    this.getMemory(thread)
    this.code.tee(this.memory).if()
    generate()
    this.code.end()
  }

  private getMemory(thread: number): void {
    this.fields.get(present(this.fields.layout.monitors[thread], 'memory of a thread'))
  }

  private setMemory(thread: number): void {
    this.fields.set(present(this.fields.layout.monitors[thread], 'memory of a thread'))
  }
}

/**
 * The function that returns the effect of an event on a memory (see `MonitorEffects.after`): from a table in which an entry replaces
 * another one with the same place, or from the host.
 */
export function effectLookup(flags: number, after: number): FunctionCode {
  const code = new FunctionCode([ValueType.i32, ValueType.i32, ValueType.i32], [ValueType.i32])
  const [event, before, seen] = [0, 1, 2]
  const [at, result] = [code.local(ValueType.i32), code.local(ValueType.i32)]
  const key = code.local(ValueType.i64)
  const table = flags + mostFindingSets
  code.get(before).op(Op.extendU).i64(32n).op(Op.i64Shl).get(event).op(Op.extendU, Op.i64Or).set(key)
  // A multiplicative hash of each part: Knuth, The Art of Computer Programming, volume 3, 6.4.
  code.get(event).i32(0x9e3779b1).op(Op.i32Mul).get(before).i32(0x85ebca6b).op(Op.i32Mul, Op.i32Xor)
  code.get(seen).i32(0xc2b2ae35).op(Op.i32Mul, Op.i32Xor)
  code.i32(32 - effectTableBits).op(Op.i32ShrU)
  code.i32(Math.log2(effectBytes)).op(Op.i32Shl).set(at)
  code.get(at).memory(Access.i64Load, table).get(key).op(Op.i64Eq)
  code
    .get(at)
    .memory(Access.i32Load, table + 8)
    .get(seen)
    .op(Op.i32Eq, Op.i32And)
    .if()
  code
    .get(at)
    .memory(Access.i32Load, table + 12)
    .op(Op.return)
    .end()
  code.get(event).get(before).get(seen).call(after).set(result)
  code.get(at).get(key).memory(Access.i64Store, table)
  code
    .get(at)
    .get(seen)
    .memory(Access.i32Store, table + 8)
  code
    .get(at)
    .get(result)
    .memory(Access.i32Store, table + 12)
  code.get(result)
  return code
}
