import { present } from '../base/bug.ts'
import { subexpressions } from './expressions.ts'
import { expressionsOf, operandsOf, rowOf } from './operations.ts'
import type { Aspect, Code, Expression, Instruction, Place, Program } from './program.ts'

/** Adds the registers that an expression reads to `found`, and returns it. */
export function registersIn(expression: Expression | null, found: Set<number> = new Set()): Set<number> {
  if (expression === null) return found
  for (const each of subexpressions(expression)) if (each.kind === 'register') found.add(each.register)
  return found
}

/** Returns the shared variables that an expression names. */
export function variablesIn(expression: Expression): number[] {
  return subexpressions(expression).flatMap((each) => (each.kind === 'shared' ? [each.variable] : []))
}

/** Returns the registers of named threads in a condition. */
export function peersIn(expression: Expression): { kind: 'register'; thread: number; register: number }[] {
  return subexpressions(expression).flatMap((each) => {
    return each.kind === 'peer' ? [{ kind: 'register', thread: each.thread, register: each.register } as const] : []
  })
}

/** Returns what a condition says of semaphores, locks and positions of threads. */
export function aspectsIn(expression: Expression): Aspect[] {
  return subexpressions(expression).flatMap((each) => (each.kind === 'aspect' ? [each] : []))
}

/** Returns the registers that an instruction reads. */
export function registersRead(instruction: Instruction): Set<number> {
  const found = new Set<number>()
  for (const { role, value } of operandsOf(instruction)) if (role === 'accumulator') found.add(value)
  for (const expression of expressionsOf(instruction)) registersIn(expression, found)
  return found
}

/**
 * Returns the registers on which the new value of the register that an instruction writes depends. Shared memory is not
 * a register: see `readsMemory`.
 */
export function sourcesOf(instruction: Instruction): Set<number> {
  if (rowOf(instruction).result !== 'old' || !('place' in instruction)) {
    // Whether a `cas` swaps depends on what it expects, but not on what it would store.
    return instruction.op === 'cas'
      ? registersIn(instruction.expected, registersIn(instruction.place.index))
      : registersRead(instruction)
  }
  return registersIn(instruction.place.index)
}

/** Reports whether an instruction reads a shared integer into a register. */
export function readsMemory(instruction: Instruction): instruction is Instruction & { readonly place: Place } {
  return rowOf(instruction).result === 'old'
}

/** Returns the register that an instruction writes, or null. */
export function registerWritten(instruction: Instruction): number | null {
  return 'to' in instruction ? instruction.to : null
}

/** Returns the truth of a condition that is a constant or the negation of one; null for others. */
function constantTruth(condition: Expression): boolean | null {
  if (condition.kind === 'constant') return condition.value !== 0
  if (condition.kind !== 'unary' || condition.operator !== 'not') return null
  const truth = constantTruth(condition.operand)
  return truth === null ? null : !truth
}

/** Returns the positions that can follow an instruction within its thread. `while 1` has no exit. */
export function successorsOf(instruction: Instruction, pc: number): number[] {
  if (rowOf(instruction).ends === true) return []
  if (!('target' in instruction)) return [pc + 1]
  if (instruction.op === 'offer_send' || instruction.op === 'offer_receive') return [instruction.target, pc + 1]
  if (!('condition' in instruction)) return [instruction.target]
  const truth = constantTruth(instruction.condition)
  return truth === null ? [instruction.target, pc + 1] : [truth ? instruction.target : pc + 1]
}

/**
 * Returns, for each position of a code (its end included), the registers whose value may still be read: live-variable
 * analysis. See Aho, Lam, Sethi & Ullman, Compilers, 2nd ed., section 9.2.5. It sweeps backward until nothing changes.
 */
export function liveRegisters(code: Code): ReadonlySet<number>[] {
  const { instructions } = code
  const live: Set<number>[] = Array.from({ length: instructions.length + 1 }, () => new Set())
  for (let changed = true; changed; ) {
    changed = false
    for (let pc = instructions.length - 1; pc >= 0; pc--) {
      const instruction = present(instructions[pc], 'instruction')
      const here = registersRead(instruction)
      const written = registerWritten(instruction)
      for (const next of successorsOf(instruction, pc)) {
        for (const register of live[next] ?? []) if (register !== written) here.add(register)
      }
      if (here.size !== live[pc]?.size) {
        live[pc] = here
        changed = true
      }
    }
  }
  return live
}

/** Returns the line of the last `acquire` of a lock in a thread's code; 0 if there is none. */
export function lastAcquire(program: Program, thread: number, mutex: number): number {
  const code = program.codes[program.threads[thread]?.code ?? -1]
  return code?.instructions.findLast((each) => each.op === 'acquire' && each.mutex === mutex)?.line ?? 0
}

/** Returns, for each position of a code, the end included, the positions that it can follow. */
export function predecessorsIn({ instructions }: Code): number[][] {
  const before: number[][] = Array.from({ length: instructions.length + 1 }, () => [])
  instructions.forEach((instruction, pc) => {
    for (const next of new Set(successorsOf(instruction, pc))) before[next]?.push(pc)
  })
  return before
}
