import { type Instruction, instructionAt, type Program } from '../program/program.ts'
import { Status } from '../space/layout.ts'
import { type StateSpace, valueAt } from '../space/space.ts'

/** A lock that is acquired while another one is held. */
export interface Nested {
  readonly held: number
  readonly acquired: number
}

/**
 * Returns the locks that a thread holds whenever it is about to take one of some locks while it holds another: gate locks, which
 * let only one thread at a time take the others (Havelund, SPIN 2000). Empty if there are none.
 */
export function gateLocks(space: StateSpace, nestings: readonly Nested[]): number[] {
  const { program, layout } = space
  let gates = program.mutexes.map((_, mutex) => mutex)
  const ownerOf = (state: number, mutex: number): number => valueAt(space, state, layout.owner(mutex)) - 1
  for (let state = 0; state < space.count && gates.length > 0; state++) {
    for (const { held, acquired } of nestings) {
      const thread = ownerOf(state, held)
      if (thread < 0 || ownerOf(state, acquired) === thread || !isAboutToTake(space, state, thread, acquired)) continue
      gates = gates.filter((gate) => gate !== held && gate !== acquired && ownerOf(state, gate) === thread)
    }
  }
  return gates
}

function isAboutToTake(space: StateSpace, state: number, thread: number, mutex: number): boolean {
  const { program, layout } = space
  const status = valueAt(space, state, layout.status(thread))
  const instruction = firstAt(program, thread, valueAt(space, state, layout.pc(thread)))
  if (instruction?.op === 'acquire') return instruction.mutex === mutex
  const returns = status === Status.waking || status === Status.expired
  return instruction?.op === 'wait' && returns && instruction.mutex === mutex
}

function firstAt(program: Program, thread: number, pc: number): Instruction | null {
  const at = instructionAt(program, thread, pc)
  return at?.op === 'atomic' ? instructionAt(program, thread, pc + 1) : at
}
