import { present, unreachable } from '../base/bug.ts'
import { liveRegisters, registersIn, registerWritten, successorsOf } from '../program/dataflow.ts'
import type { Flow } from '../program/flow.ts'
import { operandsOf, rowOf } from '../program/operations.ts'
import { possibleAccesses } from '../program/pending.ts'
import { type Expression, type Instruction, isSilent, type Program } from '../program/program.ts'
import { hasSilentCycle, isNeverFailing } from '../program/ranges.ts'

/** How a step uses something that threads share, as bits. */
export const Use = { read: 1, write: 2, add: 4, acquire: 8, release: 16, section: 32 } as const

/** What a step uses, by number: variables first, then locks, semaphores, conditions, barriers, and ends of threads. */
export type Footprint = ReadonlyMap<number, number>

export interface StepFootprint {
  readonly uses: Footprint
  /** Whether the step certainly neither fails nor ends by an exception. */
  readonly sure: boolean
}

/**
 * Reports whether two uses of the same thing depend on each other: their order may matter, or one may enable or disable
 * the other. Additions commute, and so do sections of a lock that are one step each. A `release` does not depend on an
 * `acquire`, which is not enabled before it.
 */
export function depends(one: number, other: number): boolean {
  const independent = (a: number, b: number): boolean =>
    (a === Use.read && b === Use.read) ||
    (a === Use.add && b === Use.add) ||
    (a === Use.section && b === Use.section) ||
    (a === Use.release && b === Use.acquire) ||
    (a === Use.acquire && b === Use.release)
  for (const a of bitsOf(one)) for (const b of bitsOf(other)) if (!independent(a, b)) return true
  return false
}

function bitsOf(uses: number): number[] {
  return Object.values(Use).filter((bit) => (uses & bit) !== 0)
}

/** What the steps of a program use. */
export class Footprints {
  /** By code, whether its silent instructions alone can form a cycle. */
  private readonly circles = new Map<number, boolean>()
  private readonly program: Program
  private readonly flow: Flow
  private readonly live: readonly (readonly ReadonlySet<number>[])[]
  private readonly starts: { mutex: number; semaphore: number; condition: number; barrier: number; thread: number }

  constructor(program: Program, flow: Flow) {
    this.program = program
    this.flow = flow
    this.live = program.codes.map(liveRegisters)
    const mutex = program.shared.length
    const semaphore = mutex + program.mutexes.length
    const condition = semaphore + program.semaphores.length
    const barrier = condition + program.conditions.length
    this.starts = { mutex, semaphore, condition, barrier, thread: barrier + program.barriers.length }
  }

  /** Returns what the step of a thread at a position uses, including its silent code. */
  of(thread: number, pc: number): StepFootprint {
    const code = present(this.program.threads[thread], 'thread').code
    const { instructions } = present(this.program.codes[code], 'code')
    const instruction = instructions[pc]
    if (instruction === undefined) return { uses: new Map(), sure: true }
    const uses = new Map<number, number>()
    const use = (what: number, how: number): void => {
      uses.set(what, (uses.get(what) ?? 0) | how)
    }
    const inner = instruction.op === 'atomic' ? instructions.slice(pc + 1, instruction.end) : [instruction]
    const first = instruction.op === 'atomic' ? pc + 1 : pc
    let sure = inner.every((_, offset) => this.isSure(code, first + offset))
    if (inner.some((each) => rowOf(each).ends === true)) {
      use(this.starts.thread + thread, Use.write)
      sure = false
    }
    const after = instruction.op === 'atomic' ? instruction.end : pc
    if (!this.addSilent(code, thread, successorsOf(present(instructions[after], 'instruction'), after), use)) sure = false
    if (!this.addSection(code, pc, instruction, use) && !this.addAddition(code, pc, instruction, use)) {
      for (const access of possibleAccesses(this.program, this.flow, code, pc)) {
        use(access.variable, access.write ? Use.write : Use.read)
      }
      for (const each of inner) this.addSynchronisation(each, instruction.op === 'atomic', use)
    }
    return { uses, sure }
  }

  /** `release` by the holder is certain, too; only in a section is it known to be the holder's. */
  private isSure(code: number, pc: number): boolean {
    const instruction = present(this.program.codes[code]?.instructions[pc], 'instruction')
    if (instruction.op === 'release') return this.isWithinSection(code, pc)
    return instruction.op !== 'atomic' && isNeverFailing(this.program, this.flow, code, pc)
  }

  /** Reports whether a `release` in an `atomic` block releases what the block's first instruction acquired. */
  private isWithinSection(code: number, pc: number): boolean {
    const { instructions } = present(this.program.codes[code], 'code')
    const release = instructions[pc]
    const start = instructions.findLastIndex((each, at) => each.op === 'atomic' && at < pc)
    const block = instructions[start]
    const first = instructions[start + 1]
    if (block?.op !== 'atomic' || block.end !== pc + 1 || release?.op !== 'release') return false
    return first?.op === 'acquire' && first.mutex === release.mutex && this.isStraight(code, start + 1, pc)
  }

  private isStraight(code: number, from: number, to: number): boolean {
    const inner = this.program.codes[code]?.instructions.slice(from, to) ?? []
    return inner.every((each) => !('target' in each) && rowOf(each).ends !== true)
  }

  /**
   * Adds the silent code that follows; returns false if it may fail. The end of the thread is a use, for threads that
   * `join` it.
   */
  private addSilent(code: number, thread: number, from: readonly number[], use: (what: number, how: number) => void): boolean {
    const { instructions } = present(this.program.codes[code], 'code')
    const seen = new Set<number>(from)
    let sure = !this.mayCircle(code) // silent code that never ends fails
    for (const pc of seen) {
      const instruction = instructions[pc]
      if (instruction === undefined || rowOf(instruction).ends === true) {
        use(this.starts.thread + thread, Use.write)
        if (instruction?.op === 'raise') sure = false // an exception is observable
        continue
      }
      if (!isSilent(instruction)) continue
      if (!isNeverFailing(this.program, this.flow, code, pc)) sure = false
      for (const next of successorsOf(instruction, pc)) seen.add(next)
    }
    return sure
  }

  private mayCircle(code: number): boolean {
    const known = this.circles.get(code)
    if (known !== undefined) return known
    const circles = hasSilentCycle(present(this.program.codes[code], 'code').instructions)
    this.circles.set(code, circles)
    return circles
  }

  /** Adds a block that only adds to variables under a lock; returns true if it is one. */
  private addSection(code: number, pc: number, block: Instruction, use: (what: number, how: number) => void): boolean {
    if (block.op !== 'atomic') return false
    const { instructions } = present(this.program.codes[code], 'code')
    const acquire = instructions[pc + 1]
    if (acquire?.op !== 'acquire' || this.isFair(acquire.mutex) || !this.isWithinSection(code, block.end - 1)) return false
    const body = instructions.slice(pc + 2, block.end - 1)
    const live = this.live[code]?.[block.end + 1]
    if (body.some((each) => live?.has(registerWritten(each) ?? -1))) return this.addUses(code, pc, acquire.mutex, use)
    const added = additionsIn(body)
    if (added === null) return this.addUses(code, pc, acquire.mutex, use)
    use(this.starts.mutex + acquire.mutex, Use.section)
    for (const variable of added) use(variable, Use.add)
    return true
  }

  private addUses(code: number, pc: number, mutex: number, use: (what: number, how: number) => void): boolean {
    use(this.starts.mutex + mutex, Use.section)
    for (const access of possibleAccesses(this.program, this.flow, code, pc)) {
      use(access.variable, access.write ? Use.write : Use.read)
    }
    return true
  }

  /** Adds a `fetch_add` to a single variable whose result is never read; returns true if it is one. */
  private addAddition(code: number, pc: number, each: Instruction, use: (what: number, how: number) => void): boolean {
    if (each.op !== 'fetch_add' || each.place.index !== null) return false
    if (this.live[code]?.[pc + 1]?.has(each.to) !== false) return false
    use(each.place.variable, Use.add)
    return true
  }

  private isFair(mutex: number): boolean {
    return this.program.mutexes[mutex]?.order !== undefined
  }

  private addSynchronisation(each: Instruction, inBlock: boolean, use: (what: number, how: number) => void): void {
    for (const { role, value } of operandsOf(each)) {
      switch (role) {
        case 'lock':
          use(this.starts.mutex + value, this.isFair(value) ? fairUse(each) : lockUse(each, inBlock))
          break
        case 'semaphore':
        case 'condition':
        case 'barrier':
        case 'thread':
          use(this.starts[role] + value, rowOf(each).observes === true ? Use.read : Use.write)
          break
        case 'channel': // ample sets do not apply then
        case 'place': // see `possibleAccesses`
        case 'awaited':
        case 'value':
        case 'register':
        case 'optional register':
        case 'accumulator':
        case 'least':
        case 'greatest':
        case 'target':
        case 'end':
        case 'name':
        case 'operand':
        case 'operands':
        case 'mark':
          break
        default:
          return unreachable(role)
      }
    }
  }
}

/** Returns the use of a lock. Inside of a block, an `acquire` and the `release` after it are one change. */
function lockUse(each: Instruction, inBlock: boolean): number {
  if (rowOf(each).observes === true) return Use.read
  if (inBlock || (each.op !== 'acquire' && each.op !== 'release')) return Use.write
  return Use[each.op]
}

/** Returns the use of a lock for which threads stand in line: a `release` may come before or after a thread joins it. */
function fairUse(each: Instruction): number {
  return rowOf(each).observes === true ? Use.read : Use.write
}

/**
 * Returns the variables that straight-line code adds to, if it does nothing else: it stores into a variable its
 * previous value plus something that depends on no variable. Null otherwise.
 */
function additionsIn(body: readonly Instruction[]): Set<number> | null {
  /**
   * By register: the variable whose previous value, plus something, it holds; registers that depend on no variable are
   * absent.
   */
  const from = new Map<number, number>()
  const added = new Set<number>()
  for (const each of body) {
    switch (each.op) {
      case 'load':
        if (each.place.index !== null) return null
        from.set(each.to, each.place.variable)
        added.add(each.place.variable)
        break
      case 'store': {
        if (each.place.index !== null || baseOf(each.value, from) !== each.place.variable) return null
        break
      }
      case 'set':
      case 'let': {
        const base = baseOf(each.value, from)
        if (base === undefined) return null
        if (base === null) from.delete(each.to)
        else from.set(each.to, base)
        break
      }
      case 'add':
        if (baseOf(each.value, from) !== null) return null
        break
      default: // no other operation is known to only add
        return null
    }
  }
  return added
}

/**
 * Returns the variable to which an expression adds something; null if it depends on none, undefined for any other
 * expression.
 */
function baseOf(expression: Expression, from: ReadonlyMap<number, number>): number | null | undefined {
  if (expression.kind === 'register') return from.get(expression.register) ?? null
  if ([...registersIn(expression)].every((register) => !from.has(register))) return null
  if (expression.kind !== 'binary') return undefined
  const [left, right] = [baseOf(expression.left, from), baseOf(expression.right, from)]
  if (expression.operator === '+') return left === null ? right : right === null ? left : undefined
  return expression.operator === '-' && right === null ? left : undefined
}
