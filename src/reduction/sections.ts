import { present } from '../base/bug.ts'
import { registerWritten, successorsOf, variablesIn as variablesNamed } from '../program/dataflow.ts'
import type { Flow } from '../program/flow.ts'
import { operandsOf, type Role, rowOf } from '../program/operations.ts'
import { possibleAccesses } from '../program/pending.ts'
import type { Code, Instruction, Program } from '../program/program.ts'
import { isNeverFailing } from '../program/ranges.ts'
import { watchedRegisters } from './named.ts'

/** A critical section: the positions of its `acquire` and its `release`, with straight code in between. */
export interface Section {
  readonly code: number
  readonly acquire: number
  readonly release: number
  readonly mutex: number
}

/** The roles of operands in operations that use only registers and shared variables. */
const plainRoles: ReadonlySet<Role> = new Set(['register', 'accumulator', 'place', 'value'])

/** Reports whether an instruction only computes, reads and writes values: it neither synchronises nor jumps. */
function isPlain(instruction: Instruction): boolean {
  const { result, stored } = rowOf(instruction)
  const writes = result !== undefined || stored !== undefined
  return writes && operandsOf(instruction).every(({ role }) => plainRoles.has(role))
}

/**
 * Returns the critical sections that may be taken as one step: `acquire` moves to the right over the steps of others,
 * `release` to the left, and the instructions in between move both ways, since every access of its variables in the
 * whole program is in a section of the same lock (Lipton, CACM 18(12), 1975; Flanagan & Qadeer, PLDI 2003). Nothing in
 * a section can block or fail, no jump enters or leaves it, and the lock has no other use.
 */
export function atomicSections(program: Program, flow: Flow): Section[] {
  const visible = visibleVariables(program)
  const watched = watchedRegisters(program)
  let sections = program.codes
    .flatMap((code, index) => sectionsIn(program, flow, code, index))
    .filter((section) => !writesAny(program, section, watched[section.code] ?? new Set()))
  // A section is dropped if one of its variables is accessed outside; its own accesses then count as outside, too.
  for (let before = -1; before !== sections.length; ) {
    before = sections.length
    const loose = looseMutexes(program, sections)
    const homes = homesOf(program, flow, sections)
    sections = sections.filter((section) => {
      if (loose.has(section.mutex)) return false
      return variablesIn(program, flow, section).every(
        (variable) => !visible.has(variable) && homes.get(variable) === section.mutex,
      )
    })
  }
  return sections
}

/**
 * A section of a reentrant lock may be within another; and to stand in line for a fair lock is a step that others see,
 * since they come after it.
 */
function admits(program: Program, mutex: number): boolean {
  const lock = present(program.mutexes[mutex], 'lock')
  return lock.discipline !== 'reentrant' && lock.order === undefined
}

function sectionsIn(program: Program, flow: Flow, code: Code, index: number): Section[] {
  const { instructions } = code
  const targets = new Set(
    instructions.flatMap((each, pc) => successorsOf(each, pc).filter((next) => next !== pc + 1 || each.op === 'branch')),
  )
  const blocks = new Set<number>()
  instructions.forEach((each, pc) => {
    if (each.op === 'atomic') for (let at = pc; at <= each.end; at++) blocks.add(at)
  })
  return instructions.flatMap((first, acquire): Section[] => {
    if (first.op !== 'acquire' || !admits(program, first.mutex) || blocks.has(acquire)) return []
    for (let pc = acquire + 1; pc < instructions.length && !targets.has(pc) && !blocks.has(pc); pc++) {
      const each = present(instructions[pc], 'instruction')
      if (each.op === 'release' && each.mutex === first.mutex) {
        return [{ code: index, acquire, release: pc, mutex: first.mutex }]
      }
      if (!isPlain(each) || !isNeverFailing(program, flow, index, pc)) return []
    }
    return []
  })
}

/** Returns the locks that are used outside of the sections. */
function looseMutexes(program: Program, sections: readonly Section[]): Set<number> {
  const loose = new Set<number>()
  program.codes.forEach(({ instructions }, code) => {
    instructions.forEach((each, pc) => {
      if (!('mutex' in each)) return
      const inside = sections.some((section) => section.code === code && (section.acquire === pc || section.release === pc))
      if (!inside) loose.add(each.mutex)
    })
  })
  return loose
}

/** Returns, for each variable, the only lock whose sections access it; -1 if there is no such lock. */
function homesOf(program: Program, flow: Flow, sections: readonly Section[]): Map<number, number> {
  const homes = new Map<number, number>()
  program.codes.forEach(({ instructions }, code) => {
    instructions.forEach((_, pc) => {
      const section = sections.find((each) => each.code === code && each.acquire < pc && pc < each.release)
      const mutex = section?.mutex ?? -1
      for (const { variable } of possibleAccesses(program, flow, code, pc)) {
        homes.set(variable, (homes.get(variable) ?? mutex) === mutex ? mutex : -1)
      }
    })
  })
  return homes
}

function writesAny(program: Program, { code, acquire, release }: Section, registers: ReadonlySet<number>): boolean {
  const instructions = program.codes[code]?.instructions.slice(acquire, release + 1) ?? []
  return instructions.some((each) => registers.has(registerWritten(each) ?? -1))
}

function variablesIn(program: Program, flow: Flow, { code, acquire, release }: Section): number[] {
  const found: number[] = []
  for (let pc = acquire + 1; pc < release; pc++) {
    found.push(...possibleAccesses(program, flow, code, pc).map((each) => each.variable))
  }
  return found
}

/** Returns the variables that invariants name: every change of them must remain a step. */
export function visibleVariables(program: Program): Set<number> {
  return new Set(program.invariants.flatMap(({ condition }) => variablesNamed(condition)))
}
