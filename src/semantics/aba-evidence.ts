import { present } from '../base/bug.ts'
import type { Location } from '../program/access.ts'
import { registersIn, registersRead, registerWritten } from '../program/dataflow.ts'
import { type Instruction, instructionAt, type Program } from '../program/program.ts'
import { recordsOf } from './outline.ts'
import type { TraceSteps } from './trace.ts'

/**
 * A `cas` that succeeded although other writes had changed the location and changed it back. Positions are steps, from
 * 0.
 */
export interface AbaEvidence {
  readonly location: Location
  readonly thread: number
  /** The thread that changed it back, and the step. */
  readonly writer: number
  readonly load: number
  readonly back: number
  readonly cas: number
  readonly loadLine: number
  readonly casLine: number
}

interface Load {
  readonly step: number
  readonly line: number
  readonly location: Location
  readonly seen: number
  /** The number of writes in between. */
  readonly writes: number
}

/**
 * Returns all ABA problems of an execution, by their definition: a `cas` succeeds, its expected value comes from a load
 * of the same location that got the same value, and between the two some write found another value there.
 */
export function abasIn(program: Program, steps: TraceSteps): AbaEvidence[] {
  const origins = program.threads.map(() => new Map<number, ReadonlySet<Load>>())
  const writes: { step: number; thread: number; location: Location; seen: number }[] = []
  const found: AbaEvidence[] = []
  let index = 0
  for (const step of recordsOf(steps)) {
    const registers = present(origins[step.thread], 'thread')
    for (const { pc, location, seen, wrote } of step.executed) {
      const instruction = present(instructionAt(program, step.thread, pc), 'executed instruction')
      const from = (sources: ReadonlySet<number>): Load[] => [...sources].flatMap((each) => [...(registers.get(each) ?? [])])
      if (instruction.op === 'cas' && wrote && location !== null) {
        for (const load of new Set(from(registersIn(instruction.expected)))) {
          if (!isSame(load.location, location) || load.seen !== seen) continue
          const back = writes.slice(load.writes).findLast((each) => isSame(each.location, location) && each.seen !== load.seen)
          if (back === undefined) continue
          const { thread } = step
          const lines = { loadLine: load.line, casLine: instruction.line }
          found.push({ location, thread, writer: back.thread, load: load.step, back: back.step, cas: index, ...lines })
        }
      }
      assign(registers, instruction, from, { step: index, location, seen, writes: writes.length })
      if (wrote && location !== null && seen !== null) writes.push({ step: index, thread: step.thread, location, seen })
    }
    index++
  }
  return found
}

function assign(
  registers: Map<number, ReadonlySet<Load>>,
  instruction: Instruction,
  from: (sources: ReadonlySet<number>) => Load[],
  at: { step: number; location: Location | null; seen: number | null; writes: number },
): void {
  const register = registerWritten(instruction)
  if (register === null) return
  const { step, location, seen, writes } = at
  if (instruction.op === 'load' && location !== null && seen !== null) {
    registers.set(register, new Set([{ step, line: instruction.line, location, seen, writes }]))
  } else if (instruction.op === 'set' || instruction.op === 'let' || instruction.op === 'add') {
    registers.set(register, new Set(from(registersRead(instruction))))
  } else registers.delete(register)
}

function isSame(one: Location, other: Location): boolean {
  return one.variable === other.variable && one.element === other.element
}
