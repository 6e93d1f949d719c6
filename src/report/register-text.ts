import { registerWritten, successorsOf } from '../program/dataflow.ts'
import { denotedText, meaningIn, withMeanings } from '../program/denote.ts'
import { notSet } from '../program/heap.ts'
import type { Code, Program } from '../program/program.ts'

/**
 * Returns a value of a register as the source language has it, where a thread is at a position of its code; null if what it
 * stands for depends on the variable from which it was read last. A register has the integers of the variables that are read
 * into it.
 */
export function registerText(program: Program, code: Code, register: number, value: number, pc: number): string | null {
  if (program.notation !== 'python') return `${value}`
  if (!writtenBefore(code)[pc]?.has(register)) return notSet
  const read = variablesReadInto(code, register)
  const [first] = read.filter((each) => program.shared[each]?.meanings !== undefined)
  if (first === undefined) return withMeanings(program, `${value}`)
  const texts = new Set(read.map((each) => denotedText(meaningIn(program, each, value))))
  const [only] = texts
  return texts.size === 1 && only !== undefined ? withMeanings(program, only) : null
}

function variablesReadInto(code: Code, register: number): number[] {
  return code.instructions.flatMap((each) => (each.op === 'load' && each.to === register ? [each.place.variable] : []))
}

const known = new WeakMap<Code, readonly ReadonlySet<number>[]>()

/** Returns, for each position of a code (its end included), the registers that may have been written on the way there. */
function writtenBefore(code: Code): readonly ReadonlySet<number>[] {
  const found = known.get(code) ?? reachingWrites(code)
  known.set(code, found)
  return found
}

/** Sweeps forward until nothing changes, as `liveRegisters` does backward. */
function reachingWrites({ instructions }: Code): ReadonlySet<number>[] {
  const written: Set<number>[] = Array.from({ length: instructions.length + 1 }, () => new Set())
  for (let changed = true; changed; ) {
    changed = false
    for (const [pc, instruction] of instructions.entries()) {
      const own = registerWritten(instruction)
      const after = [...(written[pc] ?? []), ...(own === null ? [] : [own])]
      for (const next of successorsOf(instruction, pc)) {
        const there = written[next]
        for (const register of after) {
          if (there === undefined || there.has(register)) continue
          there.add(register)
          changed = true
        }
      }
    }
  }
  return written
}
