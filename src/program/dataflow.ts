import { present, unreachable } from '../base/bug.ts'
import type { Code, Expression, Instruction, Program } from './program.ts'

/** The registers that an expression reads, added to `found`. */
export function registersIn(expression: Expression | null, found: Set<number> = new Set()): Set<number> {
  if (expression === null) return found
  switch (expression.kind) {
    case 'constant':
    case 'peer':
      return found
    case 'register':
      return found.add(expression.register)
    case 'shared':
      return registersIn(expression.index, found)
    case 'unary':
      return registersIn(expression.operand, found)
    case 'binary':
      return registersIn(expression.right, registersIn(expression.left, found))
    default:
      return unreachable(expression)
  }
}

/** The registers of certain threads that a condition names. */
export function peersIn(expression: Expression): { kind: 'register'; thread: number; register: number }[] {
  switch (expression.kind) {
    case 'peer':
      return [{ kind: 'register', thread: expression.thread, register: expression.register }]
    case 'unary':
      return peersIn(expression.operand)
    case 'binary':
      return [...peersIn(expression.left), ...peersIn(expression.right)]
    case 'shared':
      return expression.index === null ? [] : peersIn(expression.index)
    case 'constant':
    case 'register':
      return []
    default:
      return unreachable(expression)
  }
}

/** The registers that an instruction reads. */
export function registersRead(instruction: Instruction): Set<number> {
  switch (instruction.op) {
    case 'load':
      return registersIn(instruction.place.index)
    case 'store':
    case 'fetch_add':
    case 'exchange':
      return registersIn(instruction.value, registersIn(instruction.place.index))
    case 'cas':
      return registersIn(instruction.expected, registersIn(instruction.value, registersIn(instruction.place.index)))
    case 'set':
    case 'let':
      return registersIn(instruction.value)
    case 'add':
      return registersIn(instruction.value).add(instruction.to)
    case 'await':
      return registersIn(instruction.until)
    case 'assert':
      return registersIn(instruction.that)
    case 'branch':
      return registersIn(instruction.condition)
    case 'op_begin':
      return new Set((instruction.arguments ?? []).flatMap((each) => [...registersIn(each)]))
    case 'op_end':
      return registersIn(instruction.result ?? null)
    default:
      return new Set()
  }
}

/** The register that an instruction writes, or null. */
export function registerWritten(instruction: Instruction): number | null {
  return 'to' in instruction ? instruction.to : null
}

/** Whether a condition is true, where it is a constant or the negation of one. */
function constantTruth(condition: Expression): boolean | null {
  if (condition.kind === 'constant') return condition.value !== 0
  if (condition.kind !== 'unary' || condition.operator !== 'not') return null
  const truth = constantTruth(condition.operand)
  return truth === null ? null : !truth
}

/** The positions that can follow an instruction within its thread. `while 1` has no way out. */
export function successorsOf(instruction: Instruction, pc: number): number[] {
  if (instruction.op === 'jump') return [instruction.target]
  if (instruction.op === 'branch') {
    const truth = constantTruth(instruction.condition)
    return truth === null ? [instruction.target, pc + 1] : [truth ? instruction.target : pc + 1]
  }
  return instruction.op === 'halt' || instruction.op === 'raise' ? [] : [pc + 1]
}

/**
 * Live-variable analysis: for each position of a code (its end included), the registers whose value may still be read.
 * See Aho, Lam, Sethi & Ullman, Compilers, 2nd ed., section 9.2.5. Backward sweeps until nothing changes.
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

/** The line of the last `acquire` of a lock in a thread's code; 0 if it has none. */
export function lastAcquire(program: Program, thread: number, mutex: number): number {
  const code = program.codes[program.threads[thread]?.code ?? -1]
  return code?.instructions.findLast((each) => each.op === 'acquire' && each.mutex === mutex)?.line ?? 0
}

/** For each position of a code, the end included, the positions that it can follow. */
export function predecessorsIn({ instructions }: Code): number[][] {
  const before: number[][] = Array.from({ length: instructions.length + 1 }, () => [])
  instructions.forEach((instruction, pc) => {
    for (const next of new Set(successorsOf(instruction, pc))) before[next]?.push(pc)
  })
  return before
}
