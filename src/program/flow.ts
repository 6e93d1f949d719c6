import { present } from '../base/bug.ts'
import { greatestInteger, leastInteger } from '../base/integer.ts'
import { predecessorsIn, successorsOf } from './dataflow.ts'
import { subexpressions } from './expressions.ts'
import { exactly, type Interval, joined, met, type Ranges } from './interval.ts'
import { expressionsOf } from './operations.ts'
import type { Instruction, Program } from './program.ts'
import { type Registers, refined } from './refine.ts'
import { estimateWritten, resultOf, storedBy } from './written.ts'

/** The ranges of all values: one per shared variable, and those of the registers at each position of each code. */
export interface Flow {
  readonly shared: readonly Interval[]
  /** By code and position, the end included. */
  readonly at: readonly (readonly Registers[])[]
}

/** Bounds known from another analysis: no value is ever outside of them. */
export interface Caps {
  shared(variable: number): Interval | null
  register(code: number, register: number): Interval | null
}

/** The number of sweeps after which the analysis widens ranges that still grow. */
const patience = 3
/** The number of sweeps after which it widens them to the limits of the integers. */
const lastThresholds = 24
/** The number of descending sweeps after the fixpoint. */
const descents = 2

/** Returns the ranges of the names in an expression of a code, at a position with these registers. */
export function rangesAt(program: Program, shared: readonly Interval[], registers: readonly Interval[]): Ranges {
  return {
    register: (register) => present(registers[register], 'register'),
    shared: (variable) => present(shared[variable], 'variable'),
    peer: () => ({ low: leastInteger, high: greatestInteger }), // only invariants and expectations have these
    length: (variable) => present(program.shared[variable], 'variable').initial.length,
  }
}

/**
 * Abstract interpretation with intervals (Cousot & Cousot, POPL 1977): sensitive to the position for registers, one
 * range for each shared variable, since other threads may write it at any time. Widens to the constants of the program.
 */
export class FlowAnalysis {
  private readonly program: Program
  private thresholds: readonly number[]
  private readonly before: readonly (readonly (readonly number[])[])[]
  private shared: Interval[]
  private readonly at: Registers[][]
  private changed = true
  private caps: Caps = { shared: () => null, register: () => null }

  constructor(program: Program) {
    this.program = program
    this.thresholds = thresholdsOf(program)
    this.before = program.codes.map(predecessorsIn)
    this.shared = program.shared.map(({ initial }) => ({ low: Math.min(...initial), high: Math.max(...initial) }))
    this.at = program.codes.map(({ registers, instructions }) =>
      Array.from(
        { length: instructions.length + 1 },
        (_, pc): Registers => (pc === 0 ? registers.map(() => exactly(0)) : null),
      ),
    )
  }

  /** Finds ranges that hold in every reachable state. */
  solve(): Flow {
    for (let sweep = 0; this.changed; sweep++) {
      this.changed = false
      if (sweep === lastThresholds) this.thresholds = []
      this.ascend(sweep >= patience)
    }
    for (let sweep = 0; sweep < descents; sweep++) this.descend()
    return this.flow()
  }

  /** Narrows the result by bounds that are known to hold. */
  improve(caps: Caps): Flow {
    this.caps = caps
    for (let sweep = 0; sweep <= descents; sweep++) this.descend()
    return this.flow()
  }

  private flow(): Flow {
    return { shared: [...this.shared], at: this.at.map((positions) => [...positions]) }
  }

  private ascend(widen: boolean): void {
    this.program.codes.forEach((code, index) => {
      code.instructions.forEach((instruction, pc) => {
        const here = this.at[index]?.[pc] ?? null
        if (here === null) return
        this.growShared(instruction, here, widen)
        for (const next of successorsOf(instruction, pc)) {
          const after = this.after(index, instruction, pc, next, here)
          this.grow(index, next, after, widen && next <= pc)
        }
      })
    })
  }

  private grow(code: number, pc: number, after: Registers, widen: boolean): void {
    const positions = present(this.at[code], 'code')
    const known = positions[pc] ?? null
    if (after === null) return
    if (known === null) {
      positions[pc] = after
      this.changed = true
      return
    }
    const grown = known.map((range, register) => this.larger(range, present(after[register], 'register'), widen))
    if (grown.every((range, register) => range === known[register])) return
    positions[pc] = grown
    this.changed = true
  }

  /** Returns the same interval if the other adds nothing. */
  private larger(known: Interval, other: Interval, widen: boolean): Interval {
    const both = present(joined(known, other), 'interval')
    if (both === known || !widen) return both
    const low = both.low < known.low ? (this.thresholds.findLast((each) => each <= both.low) ?? leastInteger) : both.low
    const high = both.high > known.high ? (this.thresholds.find((each) => each >= both.high) ?? greatestInteger) : both.high
    return { low, high }
  }

  private growShared(instruction: Instruction, here: readonly Interval[], widen: boolean): void {
    const written = this.writtenBy(instruction, here)
    if (written === null) return
    const known = present(this.shared[written.variable], 'variable')
    const grown = this.larger(known, written.range, widen)
    if (grown === known) return
    this.shared[written.variable] = grown
    this.changed = true
  }

  /** Recomputes all ranges: from a fixpoint they can only shrink. */
  private descend(): void {
    this.program.codes.forEach((code, index) => {
      const positions = present(this.at[index], 'code')
      for (let pc = 1; pc <= code.instructions.length; pc++) positions[pc] = this.into(index, pc)
    })
    this.shared = this.program.shared.map(({ initial }, variable) => this.everIn(variable, initial))
  }

  private into(code: number, pc: number): Registers {
    let found: Registers = null
    for (const from of this.before[code]?.[pc] ?? []) {
      const here = this.at[code]?.[from] ?? null
      const instruction = present(this.program.codes[code]?.instructions[from], 'instruction')
      if (here !== null) found = joinedRegisters(found, this.after(code, instruction, from, pc, here))
    }
    return found
  }

  private everIn(variable: number, initial: readonly number[]): Interval {
    let range: Interval = { low: Math.min(...initial), high: Math.max(...initial) }
    this.program.codes.forEach((code, index) => {
      code.instructions.forEach((instruction, pc) => {
        const here = this.at[index]?.[pc] ?? null
        const written = here === null ? null : this.writtenBy(instruction, here)
        if (written?.variable === variable) range = joined(range, written.range) ?? range
      })
    })
    return met(range, this.caps.shared(variable) ?? range) ?? range
  }

  /** Returns the registers after an instruction, on the way to `next`. */
  private after(code: number, instruction: Instruction, pc: number, next: number, here: readonly Interval[]): Registers {
    const registers = registersAfter(instruction, { pc, next }, here, rangesAt(this.program, this.shared, here))
    if (registers === null || !('to' in instruction) || instruction.to === null) return registers
    const { to } = instruction
    const value = registers[to] ?? null
    const kept = met(value, this.caps.register(code, to) ?? value)
    return kept === null ? null : withRegister(registers, to, kept)
  }

  private writtenBy(instruction: Instruction, here: readonly Interval[]): { variable: number; range: Interval } | null {
    const stored = storedBy(instruction)
    if (stored === null) return null
    const { range } = estimateWritten(stored.value, rangesAt(this.program, this.shared, here))
    return range === null ? null : { variable: stored.place.variable, range }
  }
}

/** Returns the registers after an instruction at `pc`, on the way to `next`; null if it does not lead there. */
export function registersAfter(
  instruction: Instruction,
  { pc, next }: { readonly pc: number; readonly next: number },
  here: readonly Interval[],
  ranges: Ranges,
): Registers {
  if (instruction.op === 'branch') {
    if (instruction.target === pc + 1) return here
    return refined(here, instruction.condition, next === instruction.target, ranges)
  }
  if (instruction.op === 'assert') return refined(here, instruction.that, true, ranges)
  const result = resultOf(instruction)
  if (result === null) return here
  const { range } = estimateWritten(result.value, ranges)
  return range === null ? null : withRegister(here, result.to, range)
}

function withRegister(registers: readonly Interval[], register: number, value: Interval): Interval[] {
  return registers.map((range, each) => (each === register ? value : range))
}

/** Returns the intersection of both; null if it is empty. */
export function metRegisters(one: Registers, other: Registers): Registers {
  if (one === null || other === null) return null
  const both = one.map((range, register) => met(range, other[register] ?? null))
  return both.every((range) => range !== null) ? both : null
}

export function joinedRegisters(one: Registers, other: Registers): Registers {
  if (one === null || other === null) return one ?? other
  return one.map((range, register) => joined(range, other[register] ?? null) ?? range)
}

/** Returns the constants of a program and their neighbours, in order. */
function thresholdsOf(program: Program): number[] {
  const found = new Set<number>([0, 1])
  const written = program.codes.flatMap(({ instructions }) => instructions.flatMap(expressionsOf)).flatMap(subexpressions)
  for (const each of written) {
    if (each.kind !== 'constant') continue
    for (const near of [each.value - 1, each.value, each.value + 1]) found.add(near)
  }
  for (const { initial } of program.shared) for (const value of initial) found.add(value)
  return [...found].sort((a, b) => a - b)
}
