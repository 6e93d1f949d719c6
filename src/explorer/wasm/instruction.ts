import { Bug, present, unreachable } from '../../base/bug.ts'
import { greatestInteger } from '../../base/integer.ts'
import { estimate } from '../../program/interval.ts'
import {
  type BlockingInstruction,
  type Expression,
  type Instruction,
  isBlocking,
  type Place,
  type Program,
} from '../../program/program.ts'
import { Status } from '../../space/layout.ts'
import { Op, ValueType } from '../../webassembly/opcodes.ts'
import { longestArray, pushElement, pushExpression, pushIndex, pushSum, type Setting, storeElement } from './expression.ts'

/** The deepest nesting of a reentrant lock. */
const deepest = 255

/** Generates the effect of single instructions on the state, except the change of the program counter. */
export class InstructionCode {
  private readonly program: Program
  private readonly setting: Setting

  constructor(program: Program, setting: Setting) {
    this.program = program
    this.setting = setting
  }

  /** Pushes whether the instruction is blocked; returns false, and pushes nothing, if it never is. */
  pushBlocked(instruction: Instruction): boolean {
    if (!isBlocking(instruction)) return false
    this.pushWaiting(instruction)
    return true
  }

  private pushWaiting(instruction: BlockingInstruction): void {
    const { code, fields } = this.setting
    const { layout } = fields
    switch (instruction.op) {
      case 'acquire':
        this.pushAvailable(instruction.mutex)
        code.op(Op.i32Eqz)
        return
      case 'await':
        pushExpression(instruction.until, this.setting)
        code.op(Op.i32Eqz)
        return
      case 'sem_acquire':
        fields.get(layout.semaphore(instruction.semaphore))
        code.op(Op.i32Eqz)
        return
      case 'select':
        throw new Bug('the plain engine selects') // see `ThreadFunction`
      case 'join': {
        const status = layout.status(instruction.thread)
        fields.get(status)
        code.i32(Status.finished).op(Op.i32Ne)
        fields.get(status)
        code.i32(Status.crashed).op(Op.i32Ne, Op.i32And)
        return
      }
      default:
        unreachable(instruction)
    }
  }

  /** Generates the effect; returns false if the plain engine must execute the instruction. */
  execute(instruction: Instruction, atomically: boolean): boolean {
    const { code, fields } = this.setting
    const { layout } = fields
    if ('place' in instruction && this.isLong(instruction.place.variable)) return false
    switch (instruction.op) {
      case 'load':
      case 'store':
      case 'cas':
      case 'fetch_add':
      case 'exchange':
      case 'fetch_max':
      case 'fetch_min':
        this.memory(instruction)
        return true
      case 'set':
      case 'let':
        pushExpression(instruction.value, this.setting)
        this.setRegister(instruction.to)
        return true
      case 'add': {
        const own: Expression = { kind: 'register', register: instruction.to }
        const { fails } = estimate({ kind: 'binary', operator: '+', left: own, right: instruction.value }, this.setting.ranges)
        pushSum(own, instruction.value, 'add', this.setting, fails)
        this.setRegister(instruction.to)
        return true
      }
      case 'acquire':
        // In an atomic block it comes first, so it is not blocked.
        this.take(instruction.mutex)
        return true
      case 'release':
        this.release(instruction.mutex)
        return true
      case 'try_acquire': {
        const available = code.local(ValueType.i32)
        this.pushAvailable(instruction.mutex)
        code.tee(available).if()
        this.take(instruction.mutex)
        code.end().get(available)
        this.setRegister(instruction.to)
        return true
      }
      case 'locked':
        fields.get(layout.owner(instruction.mutex))
        code.i32(0).op(Op.i32Ne)
        this.setRegister(instruction.to)
        return true
      case 'await':
        if (!atomically) return true // its condition was computed just before
        pushExpression(instruction.until, this.setting)
        code.op(Op.drop)
        return true
      case 'sem_acquire':
        fields.get(layout.semaphore(instruction.semaphore))
        code.i32(1).op(Op.i32Sub)
        fields.set(layout.semaphore(instruction.semaphore))
        return true
      case 'sem_try_acquire': {
        const count = layout.semaphore(instruction.semaphore)
        const available = code.local(ValueType.i32)
        fields.get(count)
        code.i32(0).op(Op.i32GtS).set(available)
        fields.get(count)
        code.get(available).op(Op.i32Sub)
        fields.set(count)
        code.get(available)
        this.setRegister(instruction.to)
        return true
      }
      case 'sem_release': {
        const count = layout.semaphore(instruction.semaphore)
        const greatest = this.program.semaphores[instruction.semaphore]?.greatest
        if (greatest !== undefined) {
          fields.get(count)
          fields.get(count)
          code.i32(greatest).op(Op.i32LtS, Op.i32Add)
          fields.set(count)
          return true
        }
        fields.get(count)
        code.i32(greatestInteger).op(Op.i32Eq).branchIf(this.setting.fault())
        fields.get(count)
        code.i32(1).op(Op.i32Add)
        fields.set(count)
        return true
      }
      case 'wait':
        this.wait(instruction.mutex)
        return true
      case 'join':
      case 'fence':
      case 'yield':
        return true
      case 'select': // these change or unblock other threads
      case 'spawn':
      case 'notify':
      case 'notify_all':
      case 'barrier_wait':
      case 'choose': // has several successors: see `ThreadFunction`
      case 'close':
      case 'received':
      case 'received_ok':
      case 'offer_send':
      case 'offer_receive':
      case 'progress':
      case 'op_begin':
      case 'op_end':
      case 'assert': // these do not continue with the next instruction: see `ThreadFunction`
      case 'raise':
      case 'jump':
      case 'branch':
      case 'halt':
      case 'atomic':
      case 'atomic_end':
        return false
      default:
        return unreachable(instruction)
    }
  }

  private isLong(variable: number): boolean {
    return present(this.program.shared[variable], 'variable').initial.length > longestArray
  }

  private setRegister(register: number): void {
    const { fields, thread } = this.setting
    fields.set(fields.layout.register(thread, register))
  }

  private memory(instruction: Extract<Instruction, { readonly place: Place }>): void {
    const { setting } = this
    const { code } = setting
    const { place } = instruction
    const index = pushIndex(place, setting)
    setting.monitor?.accesses(place, index, () => pushElement(place, index, setting))
    if (instruction.op === 'load') {
      pushElement(place, index, setting)
      this.setRegister(instruction.to)
      return
    }
    const value = code.local(ValueType.i32)
    pushExpression(instruction.value, setting)
    code.set(value)
    switch (instruction.op) {
      case 'store':
        return storeElement(place, index, value, setting)
      case 'cas': {
        const equal = code.local(ValueType.i32)
        pushExpression(instruction.expected, setting)
        pushElement(place, index, setting)
        code.op(Op.i32Eq).set(equal)
        setting.course?.note(equal, 2)
        setting.monitor?.writesIf(equal)
        code.get(equal).if()
        storeElement(place, index, value, setting)
        code.end().get(equal)
        this.setRegister(instruction.to)
        return
      }
      case 'exchange':
        return this.readModifyWrite(instruction, index, value, () => {})
      case 'fetch_max':
      case 'fetch_min':
        return this.readModifyWrite(instruction, index, value, (old) => {
          const isKept = instruction.op === 'fetch_max' ? Op.i32GtS : Op.i32LtS
          code.get(old).get(value).get(old).get(value).op(isKept, Op.select).set(value)
        })
      case 'fetch_add':
        return this.readModifyWrite(instruction, index, value, (old) => {
          const sum = code.local(ValueType.i64)
          code.get(old).op(Op.extendS).get(value).op(Op.extendS, Op.i64Add).tee(sum)
          code.get(sum).op(Op.wrap, Op.extendS, Op.i64Ne).branchIf(setting.fault())
          code.get(sum).op(Op.wrap).set(value)
        })
      default:
        return unreachable(instruction)
    }
  }

  /** Stores the old value into the register, and into the place the result of `change` for the old value and `value`. */
  private readModifyWrite(
    { to, place }: { readonly to: number; readonly place: Place },
    index: ReturnType<typeof pushIndex>,
    value: number,
    change: (old: number) => void,
  ): void {
    const { setting } = this
    const { code } = setting
    const old = code.local(ValueType.i32)
    pushElement(place, index, setting)
    code.set(old)
    change(old)
    storeElement(place, index, value, setting)
    code.get(old)
    this.setRegister(to)
  }

  private isReentrant(mutex: number): boolean {
    return present(this.program.mutexes[mutex], 'mutex').discipline === 'reentrant'
  }

  private pushAvailable(mutex: number): void {
    const { code, fields, thread } = this.setting
    const owner = fields.layout.owner(mutex)
    fields.get(owner)
    code.op(Op.i32Eqz)
    if (!this.isReentrant(mutex)) return
    fields.get(owner)
    code.i32(thread + 1).op(Op.i32Eq, Op.i32Or)
  }

  private take(mutex: number): void {
    const { code, fields, thread } = this.setting
    const { layout } = fields
    const depth = layout.depth(mutex)
    if (!this.isReentrant(mutex)) {
      fields.setTo([
        [layout.owner(mutex), thread + 1],
        [depth, 1],
      ])
      return
    }
    fields.get(depth)
    code.i32(deepest).op(Op.i32GeS).branchIf(this.setting.fault())
    fields.get(depth)
    code.i32(1).op(Op.i32Add)
    fields.set(depth)
    fields.setTo([[layout.owner(mutex), thread + 1]])
  }

  private checkHeld(mutex: number): void {
    const { code, fields, thread, fault } = this.setting
    fields.get(fields.layout.owner(mutex))
    if (present(this.program.mutexes[mutex], 'mutex').discipline === 'transferable') code.op(Op.i32Eqz)
    else code.i32(thread + 1).op(Op.i32Ne)
    code.branchIf(fault())
  }

  private release(mutex: number): void {
    const { code, fields } = this.setting
    const { layout } = fields
    this.checkHeld(mutex)
    const freed = [
      [layout.owner(mutex), 0],
      [layout.depth(mutex), 0],
    ] as const
    if (!this.isReentrant(mutex)) return fields.setTo(freed)
    const left = code.local(ValueType.i32)
    fields.get(layout.depth(mutex))
    code.i32(1).op(Op.i32Sub).tee(left)
    fields.set(layout.depth(mutex))
    code.get(left).op(Op.i32Eqz).if()
    fields.setTo(freed)
    code.end()
  }

  private wait(mutex: number): void {
    const { fields, thread } = this.setting
    const { layout } = fields
    this.checkHeld(mutex)
    fields.get(layout.depth(mutex))
    fields.set(layout.saved(thread))
    fields.setTo([
      [layout.owner(mutex), 0],
      [layout.depth(mutex), 0],
      [layout.status(thread), Status.sleeping],
    ])
  }
}
