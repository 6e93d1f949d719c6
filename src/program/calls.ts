import { present } from '../base/bug.ts'
import { successorsOf, variablesIn } from './dataflow.ts'
import { operandsOf, rowOf } from './operations.ts'
import type { Code, Instruction, Program } from './program.ts'
import { mayQueue } from './queues.ts'

/** For each position of a code the position of the `op_begin` of the operation that it is in; -1 outside of any. */
export type Calls = readonly number[]

const known = new WeakMap<Code, Calls | null>()

/**
 * Returns the operation that each position of a code belongs to; null if operations nest, or if a position is both
 * inside and outside of one.
 */
export function callsOf(code: Code): Calls | null {
  const found = known.get(code)
  if (found !== undefined) return found
  const calls = findCalls(code)
  known.set(code, calls)
  return calls
}

function findCalls({ instructions }: Code): Calls | null {
  const calls: (number | undefined)[] = Array.from({ length: instructions.length + 1 }, () => undefined)
  calls[0] = -1
  const queue = [0]
  for (const pc of queue) {
    const instruction = instructions[pc]
    if (instruction === undefined) continue
    const here = present(calls[pc], 'operation')
    if (instruction.op === 'op_begin' && here !== -1) return null
    const after = instruction.op === 'op_begin' ? pc : instruction.op === 'op_end' ? -1 : here
    for (const next of successorsOf(instruction, pc)) {
      if (calls[next] === undefined) {
        calls[next] = after
        queue.push(next)
      } else if (calls[next] !== after) return null
    }
  }
  return calls.map((each) => each ?? -1)
}

/** Returns the `op_begin` of the operation that a thread is in at a position; null outside of operations. */
export function callAt(program: Program, thread: number, pc: number): (Instruction & { op: 'op_begin' }) | null {
  const code = present(program.codes[program.threads[thread]?.code ?? -1], 'code')
  const begin = code.instructions[callsOf(code)?.[pc] ?? -1]
  return begin?.op === 'op_begin' ? begin : null
}

/** Reports whether some operation states its result: only then there is something to compare. */
export function hasResults({ codes }: Program): boolean {
  return codes.some(({ instructions }) => instructions.some((each) => each.op === 'op_end' && each.result !== undefined))
}

/** Reports whether the front end inferred every operation, and the text marks none. */
export function areImplied({ codes }: Program): boolean {
  return codes.every(({ instructions }) => instructions.every((each) => each.op !== 'op_begin' || each.implied === true))
}

/**
 * Returns the program with the calls that a front end found turned into marked operations, so that finishing one is
 * progress.
 */
export function withCallsMarked(program: Program): Program {
  const isMarked = (code: Code): boolean => !code.instructions.some((each) => 'implied' in each)
  if (program.codes.every(isMarked)) return program
  const codes = program.codes.map((code): Code => {
    return isMarked(code) ? code : { ...code, instructions: code.instructions.map(marked) }
  })
  return { ...program, codes }
}

function marked(instruction: Instruction): Instruction {
  if (instruction.op !== 'op_begin' && instruction.op !== 'op_end') return instruction
  const { implied: _, ...rest } = instruction
  return rest
}

const together: ReadonlySet<Instruction['op']> = new Set(['spawn', 'join', 'barrier_wait', 'select', 'close'])

/** Returns why operations cannot be executed one at a time, in words; null if they can. */
export function hindranceIn(program: Program): string | null {
  for (const code of program.codes) {
    const calls = callsOf(code)
    if (calls === null) return 'operations are nested, or a jump leaves one'
    const pc = code.instructions.findIndex(({ op }, at) => together.has(op) && calls[at] !== -1)
    const inLine = code.instructions.findIndex((each, at) => calls[at] !== -1 && mayQueue(program, each))
    if (inLine !== -1) {
      return `in an operation, a thread may stand in line (line ${code.instructions[inLine]?.line}), so it cannot be executed alone`
    }
    const { op, line } = code.instructions[pc] ?? { op: null, line: 0 }
    if (op !== null)
      return `an operation contains a \`${op === 'select' ? (code.instructions[pc]?.text?.match(/^\w+/)?.[0] ?? op) : op}\` (line ${line}), so it cannot be executed alone`
  }
  return null
}

/** What operations access: numbers of shared variables, locks and semaphores. */
export interface Footprint {
  readonly variables: ReadonlySet<number>
  readonly mutexes: ReadonlySet<number>
  readonly semaphores: ReadonlySet<number>
}

/** Returns everything that the code of operations names. */
export function footprintOf({ codes }: Program): Footprint {
  const found = { variables: new Set<number>(), mutexes: new Set<number>(), semaphores: new Set<number>() }
  for (const code of codes) {
    const calls = callsOf(code)
    code.instructions.forEach((each, pc) => {
      if (calls?.[pc] !== -1) addTouched(each, found)
    })
  }
  return found
}

function addTouched(
  instruction: Instruction,
  found: { variables: Set<number>; mutexes: Set<number>; semaphores: Set<number> },
): void {
  for (const { role, value } of operandsOf(instruction)) {
    if (role === 'place') found.variables.add(value.variable)
    if (role === 'lock') found.mutexes.add(value)
    if (role === 'semaphore') found.semaphores.add(value)
    if (role === 'awaited') for (const variable of variablesIn(value)) found.variables.add(variable)
  }
}

/** Reports whether a step from a position outside of operations may change something that operations access. */
export function changesTouched({ instructions }: Code, pc: number, { variables, mutexes, semaphores }: Footprint): boolean {
  const first = instructions[pc]
  const inStep = first?.op === 'atomic' ? instructions.slice(pc + 1, first.end) : first === undefined ? [] : [first]
  return inStep.some((each) => {
    const { access, observes } = rowOf(each)
    if ('place' in each) return access !== 'read' && variables.has(each.place.variable)
    if ('mutex' in each) return observes !== true && mutexes.has(each.mutex)
    return 'semaphore' in each && semaphores.has(each.semaphore)
  })
}
