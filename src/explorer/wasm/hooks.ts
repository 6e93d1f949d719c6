import { present } from '../../base/bug.ts'
import { type Flow, rangesAt } from '../../program/flow.ts'
import { anyInteger } from '../../program/interval.ts'
import { instructionAt, type Program } from '../../program/program.ts'
import { rangesOf } from '../../program/ranges.ts'
import { Status } from '../../space/layout.ts'
import type { BlockLabel, FunctionCode } from '../../webassembly/assembler.ts'
import { Access, Op, ValueType } from '../../webassembly/opcodes.ts'
import { pushExpression } from './expression.ts'
import type { Fields } from './fields.ts'
import type { Flags } from './flags.ts'

/**
 * Generates the test whether the host must examine a state: it branches to `look` if a wanted finding may show in it.
 * It may branch unnecessarily, but never misses a finding.
 */
export class HookCode {
  private readonly program: Program
  private readonly flow: Flow
  private readonly flags: Flags
  private readonly base: number
  private readonly code: FunctionCode
  private readonly fields: Fields

  constructor(program: Program, flow: Flow, flags: Flags, base: number, code: FunctionCode, fields: Fields) {
    this.program = program
    this.flow = flow
    this.flags = flags
    this.base = base
    this.code = code
    this.fields = fields
  }

  generate(look: BlockLabel): void {
    this.races(look)
    this.locks(look)
    this.crashes(look)
    this.invariants(look)
  }

  /** Tests for two threads at positions that may access the same location. */
  private races(look: BlockLabel): void {
    const { program, code, fields, flags, base } = this
    const { layout } = fields
    const pcs = program.threads.map((_, thread) => {
      const pc = code.local(ValueType.i32)
      fields.get(layout.pc(thread))
      code.set(pc)
      return pc
    })
    program.threads.forEach((first, one) => {
      program.threads.forEach((second, other) => {
        const table = flags.races(one, other)
        if (table === null) return
        code
          .get(pcs[one] ?? 0)
          .i32(table.width)
          .op(Op.i32Mul)
        code.get(pcs[other] ?? 0).op(Op.i32Add)
        code.memory(Access.i32Load8, base + table.start)
        for (const [thread, { start }] of [[one, first] as const, [other, second] as const]) {
          if (start === 'running') continue
          fields.get(layout.status(thread))
          code.i32(Status.unstarted).op(Op.i32Ne, Op.i32And)
        }
        code.branchIf(look)
      })
    })
  }

  private locks(look: BlockLabel): void {
    const { program } = this
    program.mutexes.forEach((_, held) => {
      program.threads.forEach((_each, thread) => {
        this.exit(held, thread, look)
        if (program.mutexes.length > 1) this.nesting(held, thread, look)
      })
    })
  }

  /** Tests for a thread that has ended while it holds a lock. */
  private exit(mutex: number, thread: number, look: BlockLabel): void {
    const { code, fields, flags, base } = this
    const { layout } = fields
    fields.get(layout.owner(mutex))
    code
      .i32(thread + 1)
      .op(Op.i32Eq)
      .if()
    code
      .i32(0)
      .memory(Access.i32Load8, base + flags.exit(mutex, thread))
      .if()
    for (const status of [Status.finished, Status.crashed]) {
      fields.get(layout.status(thread))
      code.i32(status).op(Op.i32Eq).branchIf(look)
    }
    code.end().end()
  }

  /** Tests for a thread that is about to acquire a lock while it holds another. */
  private nesting(held: number, thread: number, look: BlockLabel): void {
    const { program, code, fields, flags, base } = this
    const { layout } = fields
    const { instructions } = present(program.codes[program.threads[thread]?.code ?? -1], 'code')
    const acquired = instructions.map((each, pc) => {
      const first = each.op === 'atomic' ? instructionAt(program, thread, pc + 1) : each
      const mutex = first?.op === 'acquire' || first?.op === 'wait' ? first.mutex : null
      return mutex === held ? null : mutex
    })
    if (acquired.every((mutex) => mutex === null)) return
    fields.get(layout.owner(held))
    code
      .i32(thread + 1)
      .op(Op.i32Eq)
      .if()
    acquired.forEach((mutex, pc) => {
      if (mutex === null) return
      fields.get(layout.pc(thread))
      code.i32(pc).op(Op.i32Eq)
      code
        .i32(0)
        .memory(Access.i32Load8, base + flags.nesting(held, mutex))
        .op(Op.i32And)
        .branchIf(look)
    })
    code.end()
  }

  private crashes(look: BlockLabel): void {
    const { program, code, fields, flags, base } = this
    const { layout } = fields
    program.threads.forEach(({ code: body }, thread) => {
      if (program.codes[body]?.instructions.some((each) => each.op === 'raise') !== true) return
      fields.get(layout.status(thread))
      code.i32(Status.crashed).op(Op.i32Eq)
      fields.get(layout.pc(thread))
      code
        .memory(Access.i32Load8, base + flags.crash(thread))
        .op(Op.i32And)
        .branchIf(look)
    })
  }

  private invariants(look: BlockLabel): void {
    const { program, code, fields, flags, base } = this
    const registers = rangesOf(program).registers
    const ranges = {
      ...rangesAt(program, this.flow.shared, []),
      peer: (thread: number, register: number) => registers[program.threads[thread]?.code ?? -1]?.[register] ?? anyInteger,
    }
    program.invariants.forEach(({ condition }, index) => {
      code
        .i32(0)
        .memory(Access.i32Load8, base + flags.invariant(index))
        .if()
      pushExpression(condition, { code, fields, thread: -1, ranges, fault: () => look, course: null, monitor: null })
      code.op(Op.i32Eqz).branchIf(look).end()
    })
  }
}
