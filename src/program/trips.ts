import { present } from '../base/bug.ts'
import { registerWritten, successorsOf } from './dataflow.ts'
import { type Flow, rangesAt } from './flow.ts'
import { estimate } from './interval.ts'
import type { Code, Instruction, Program } from './program.ts'

/**
 * Returns how often one thread executes each instruction of a code at most: infinity if no bound is known.
 *
 * Each loop (a strongly connected part of the control flow) must have a counter: a register that the loop writes at one
 * instruction only, which adds at least 1 to it. The bounds of the counter there bound how
 * often that happens before the thread leaves the loop. Without that instruction, smaller loops remain, which the
 * thread enters at most once between two executions of it.
 */
export function executionCounts(program: Program, code: number, flow: Flow): readonly number[] {
  const body = present(program.codes[code], 'code')
  const counts: number[] = body.instructions.map(() => 0)
  const loops = new Loops(program, body, (pc) => flow.at[code]?.[pc] ?? null, flow)
  loops.count(
    body.instructions.map((_, pc) => pc),
    1,
    counts,
  )
  return counts
}

class Loops {
  private readonly program: Program
  private readonly code: Code
  private readonly flow: Flow
  private readonly registersAt: (pc: number) => Flow['at'][number][number]

  constructor(program: Program, code: Code, registersAt: Loops['registersAt'], flow: Flow) {
    this.program = program
    this.code = code
    this.registersAt = registersAt
    this.flow = flow
  }

  /**
   * Counts the instructions at `positions`, a part of the control flow that the thread enters at most `entries` times.
   */
  count(positions: readonly number[], entries: number, counts: number[]): void {
    for (const loop of this.loopsIn(new Set(positions))) {
      const [only] = loop
      if (loop.length === 1 && only !== undefined && !this.next(only).includes(only)) {
        counts[only] = entries
        continue
      }
      const counter = this.counterOf(loop)
      for (const pc of loop) counts[pc] = Number.POSITIVE_INFINITY
      if (counter === null) continue
      counts[counter.pc] = entries * counter.times
      this.count(
        loop.filter((pc) => pc !== counter.pc),
        entries * (counter.times + 1),
        counts,
      )
    }
  }

  private counterOf(loop: readonly number[]): { pc: number; times: number } | null {
    const writers = new Map<number, number[]>()
    for (const pc of loop) {
      const to = registerWritten(this.instruction(pc))
      if (to !== null) writers.set(to, [...(writers.get(to) ?? []), pc])
    }
    let best: { pc: number; times: number } | null = null
    for (const [register, [pc, ...more]] of writers) {
      if (pc === undefined || more.length > 0) continue
      const step = this.leastStep(pc, register)
      const range = this.registersAt(pc)?.[register]
      if (step < 1 || range === undefined) continue
      const times = Math.floor((range.high - range.low) / step) + 1
      if (best === null || times < best.times) best = { pc, times }
    }
    return best
  }

  /** Returns the least that an instruction adds to the register that it writes; 0 if it does something else. */
  private leastStep(pc: number, register: number): number {
    const instruction = this.instruction(pc)
    const registers = this.registersAt(pc)
    if (registers === null) return 0
    const ranges = rangesAt(this.program, this.flow.shared, registers)
    if (instruction.op === 'add') return estimate(instruction.value, ranges).range?.low ?? 0
    if (instruction.op !== 'let' && instruction.op !== 'set') return 0
    const { value } = instruction
    if (value.kind !== 'binary' || value.operator !== '+') return 0
    const isCounter = value.left.kind === 'register' && value.left.register === register
    return isCounter ? (estimate(value.right, ranges).range?.low ?? 0) : 0
  }

  private instruction(pc: number): Instruction {
    return present(this.code.instructions[pc], 'instruction')
  }

  private next(pc: number): number[] {
    return successorsOf(this.instruction(pc), pc)
  }

  /** Returns the strongly connected parts within `positions` (Tarjan 1972, without recursion). */
  private loopsIn(positions: ReadonlySet<number>): number[][] {
    const index = new Map<number, number>()
    const low = new Map<number, number>()
    const closed = new Set<number>()
    const stack: number[] = []
    const found: number[][] = []
    for (const root of positions) {
      if (index.has(root)) continue
      const path: { pc: number; next: number[] }[] = []
      const enter = (pc: number): void => {
        low.set(pc, index.size)
        index.set(pc, index.size)
        stack.push(pc)
        path.push({ pc, next: this.next(pc).filter((each) => positions.has(each)) })
      }
      enter(root)
      for (let frame = path.at(-1); frame !== undefined; frame = path.at(-1)) {
        const { pc, next } = frame
        const successor = next.pop()
        if (successor !== undefined) {
          if (!index.has(successor)) enter(successor)
          else if (!closed.has(successor)) low.set(pc, Math.min(low.get(pc) ?? 0, index.get(successor) ?? 0))
          continue
        }
        path.pop()
        const parent = path.at(-1)
        if (parent !== undefined) low.set(parent.pc, Math.min(low.get(parent.pc) ?? 0, low.get(pc) ?? 0))
        if (low.get(pc) !== index.get(pc)) continue
        const component = stack.splice(stack.lastIndexOf(pc))
        for (const member of component) closed.add(member)
        found.push(component)
      }
    }
    return found
  }
}
