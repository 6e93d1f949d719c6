import { present } from '../base/bug.ts'
import { liveRegisters, predecessorsIn, registerWritten, successorsOf } from '../program/dataflow.ts'
import type { Flow } from '../program/flow.ts'
import { type Code, type Expression, type Instruction, isSilent, type Observable, type Program } from '../program/program.ts'
import { hasSilentCycle, isNeverFailing } from '../program/ranges.ts'
import { namedRegisters, watchedRegisters } from './named.ts'
import { atomicSections, type Section } from './sections.ts'

/** A program with fewer steps that can show the same, and the original position of each of its positions. */
export interface Transformed {
  readonly program: Program
  /** By code: for each position, the end included, the original position. */
  readonly origins: readonly (readonly number[])[]
  readonly sections: readonly Section[]
  /** The number of local steps of the code that are fused with the step before them. */
  readonly fused: number
}

export interface Transformations {
  /** Local steps are fused with the step before them, and dead registers are 0. */
  readonly local: boolean
  /** Critical sections are one step. */
  readonly atomic: boolean
}

/**
 * Applies the reductions that the language itself can express: a local step that is fused with the step before becomes
 * a `let`, a critical section an `atomic` block, and a `let` sets a dead register to 0. Every engine can therefore
 * explore the result, exactly as it explores any program. `observed` registers keep their values.
 */
export function transform(program: Program, flow: Flow, wanted: Transformations, observed: readonly Observable[]): Transformed {
  const sections = wanted.atomic ? atomicSections(program, flow) : []
  const kept = keptRegisters(program, observed)
  const codes = program.codes.map((code, index) => {
    const own = sections.filter((section) => section.code === index)
    // If silent code can form a cycle, the findings there depend on each of its instructions.
    const isLocal = wanted.local && !hasSilentCycle(code.instructions)
    return new CodeTransformer(program, flow, index, code, own, isLocal ? (kept[index] ?? new Set()) : null).result()
  })
  return {
    program: { ...program, codes: codes.map((each) => each.code) },
    origins: codes.map((each) => each.origins),
    sections,
    fused: codes.reduce((sum, each, index) => sum + each.lets - letsIn(program.codes[index]), 0),
  }
}

function letsIn(code: Code | undefined): number {
  return code?.instructions.filter((each) => each.op === 'let').length ?? 0
}

/** Returns, by code, the registers that outcomes, invariants or expectations name. */
function keptRegisters(program: Program, observed: readonly Observable[]): Set<number>[] {
  const kept = program.codes.map(() => new Set<number>())
  for (const { thread, register } of namedRegisters(program, observed)) {
    kept[program.threads[thread]?.code ?? -1]?.add(register)
  }
  return kept
}

class CodeTransformer {
  private readonly program: Program
  private readonly flow: Flow
  private readonly index: number
  private readonly code: Code
  private readonly sections: readonly Section[]
  /** Registers that are never set to 0; null if local steps stay as they are. */
  private readonly kept: ReadonlySet<number> | null

  /** Registers of which every change remains a step. */
  private readonly watched: ReadonlySet<number>

  constructor(
    program: Program,
    flow: Flow,
    index: number,
    code: Code,
    sections: readonly Section[],
    kept: ReadonlySet<number> | null,
  ) {
    this.program = program
    this.flow = flow
    this.index = index
    this.code = code
    this.sections = sections
    this.kept = kept
    this.watched = watchedRegisters(program)[index] ?? new Set()
  }

  result(): { code: Code; origins: number[]; lets: number } {
    const fused = this.fused()
    const zeroed = this.kept === null ? [] : this.deadAt(this.kept)
    const groups = fused.map((instruction, pc): Instruction[] => {
      const { line, span } = instruction
      const zeroes = (zeroed[pc] ?? []).map((to): Instruction => ({ op: 'let', to, value: zero, line, span }))
      const group: Instruction[] = [...zeroes, instruction]
      if (this.sections.some((each) => each.acquire === pc))
        group.splice(zeroes.length, 0, { op: 'atomic', end: -1, line, span })
      if (this.sections.some((each) => each.release === pc)) group.push({ op: 'atomic_end', line, span })
      return group
    })
    // Registers that are dead at the end of the thread are set to 0 there.
    groups.push(
      (zeroed[fused.length] ?? []).map(
        (to): Instruction => ({ op: 'let', to, value: zero, line: this.lastLine(), span: null }),
      ),
    )
    const starts: number[] = []
    let length = 0
    for (const group of groups) {
      starts.push(length)
      length += group.length
    }
    const endOf = new Map(this.sections.map(({ acquire, release }) => [acquire, (starts[release + 1] ?? 0) - 1]))
    const instructions = groups.flatMap((group, pc) => group.map((each) => this.aimed(each, pc, starts, endOf)))
    const origins = groups.flatMap((group, pc) => group.map(() => Math.min(pc, fused.length)))
    const code = { registers: this.code.registers, instructions }
    return { code, origins: [...origins, fused.length], lets: letsIn({ ...code, instructions: fused }) }
  }

  private lastLine(): number {
    return this.code.instructions.at(-1)?.line ?? 0
  }

  private aimed(each: Instruction, pc: number, starts: readonly number[], endOf: ReadonlyMap<number, number>): Instruction {
    switch (each.op) {
      case 'jump':
      case 'branch':
      case 'offer_send':
      case 'offer_receive':
        return { ...each, target: present(starts[each.target], 'target') }
      case 'atomic': {
        if (each.end === -1) return { ...each, end: present(endOf.get(pc), 'end of a section') }
        return { ...each, end: (starts[each.end + 1] ?? 0) - 1 } // the block's last group ends with its `atomic_end`
      }
      default: // only these have positions of instructions as operands
        return each
    }
  }

  /**
   * Returns the instructions with local steps made silent, except those that may fail, and those without which a loop
   * would be silent.
   */
  private fused(): readonly Instruction[] {
    const { instructions } = this.code
    if (this.kept === null) return instructions
    let inside = -1
    const silent = instructions.map((each, pc): Instruction => {
      if (each.op === 'atomic') inside = each.end
      if (pc <= inside || (each.op !== 'set' && each.op !== 'add') || this.watched.has(each.to)) return each
      if (!isNeverFailing(this.program, this.flow, this.index, pc) || this.mayFailAfter(pc)) return each
      const own: Expression = { kind: 'register', register: each.to }
      const value: Expression = each.op === 'set' ? each.value : { kind: 'binary', operator: '+', left: own, right: each.value }
      return { op: 'let', to: each.to, value, line: each.line, span: each.span }
    })
    return hasSilentCycle(silent) ? instructions : silent
  }

  /** Reports whether the silent code that belongs to a step may fail: the step can fail then, whatever it does itself. */
  private mayFailAfter(pc: number): boolean {
    const { instructions } = this.code
    const reached = new Set(successorsOf(present(instructions[pc], 'instruction'), pc))
    for (const at of reached) {
      const each = instructions[at]
      if (each === undefined || !isSilent(each)) continue
      if (each.op === 'raise' || !isNeverFailing(this.program, this.flow, this.index, at)) return true
      for (const next of successorsOf(each, at)) reached.add(next)
    }
    return false
  }

  /** Returns, for each position, the registers to set to 0 there: dead, but perhaps not 0. */
  private deadAt(kept: ReadonlySet<number>): number[][] {
    const live = liveRegisters(this.code)
    const { registers, instructions } = this.code
    const before = predecessorsIn(this.code)
    const inBlock = new Set<number>()
    instructions.forEach((each, pc) => {
      if (each.op === 'atomic') for (let at = pc + 1; at <= each.end; at++) inBlock.add(at)
    })
    return Array.from({ length: instructions.length + 1 }, (_, pc) => {
      const op = instructions[pc]?.op
      if (op === 'offer_send' || op === 'offer_receive') return [] // nothing comes between a `select` and its offers
      const ranges = this.flow.at[this.index]?.[pc] ?? null
      if (ranges === null || inBlock.has(pc) || this.sections.some((each) => each.acquire < pc && pc <= each.release)) return []
      return registers.flatMap((_name, register) => {
        const range = ranges[register]
        const isZero = range !== undefined && range.low === 0 && range.high === 0
        const dies = (before[pc] ?? []).some((from) => live[from]?.has(register) || this.writes(from, register))
        return kept.has(register) || live[pc]?.has(register) || isZero || !dies ? [] : [register]
      })
    })
  }

  /** Reports whether an instruction, or any of the section that it ends, writes a register. */
  private writes(pc: number, register: number): boolean {
    const from = this.sections.find((each) => each.release === pc)?.acquire ?? this.blockStart(pc)
    return this.code.instructions.slice(from, pc + 1).some((each) => registerWritten(each) === register)
  }

  private blockStart(pc: number): number {
    const { instructions } = this.code
    return instructions[pc]?.op === 'atomic_end'
      ? instructions.findIndex((each) => each.op === 'atomic' && each.end === pc)
      : pc
  }
}

const zero: Expression = { kind: 'constant', value: 0 }
