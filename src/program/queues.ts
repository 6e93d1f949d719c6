import type { Instruction, Program } from './program.ts'

/** Something for which threads stand in line: a lock or semaphore that is fair, or a condition that wakes in order. */
export interface Queue {
  readonly kind: 'lock' | 'semaphore' | 'condition'
  readonly index: number
}

/**
 * Returns what a thread stands in line for if it has a place in a queue: at `instruction`, or at the first instruction of a
 * block; asleep in a `wait`, or up again and without its lock. Null if that has no queue.
 */
export function queueAt(program: Program, instruction: Instruction | undefined, asleep: boolean): Queue | null {
  switch (instruction?.op) {
    case 'acquire':
      return lockQueue(program, instruction.mutex)
    case 'wait':
      if (!asleep) return lockQueue(program, instruction.mutex)
      return program.conditions[instruction.condition]?.order === undefined
        ? null
        : { kind: 'condition', index: instruction.condition }
    case 'sem_acquire':
      return program.semaphores[instruction.semaphore]?.order === undefined
        ? null
        : { kind: 'semaphore', index: instruction.semaphore }
    default: // no other instruction has a queue
      return null
  }
}

function lockQueue(program: Program, mutex: number): Queue | null {
  return program.mutexes[mutex]?.order === undefined ? null : { kind: 'lock', index: mutex }
}

/** A state, as far as queues are concerned: for each thread, where it is and its place in a queue. */
export type Standing = (thread: number) => { readonly pc: number; readonly rank: number; readonly asleep: boolean }

/** Returns the threads that stand in line for something, the first one first. */
export function threadsInLine(program: Program, queue: Queue, at: Standing): number[] {
  const found = program.threads.flatMap(({ code }, thread) => {
    const { pc, rank, asleep } = at(thread)
    if (rank === 0) return []
    const instructions = program.codes[code]?.instructions
    const first = instructions?.[pc]?.op === 'atomic' ? instructions[pc + 1] : instructions?.[pc]
    const own = queueAt(program, first, asleep)
    return own?.kind === queue.kind && own.index === queue.index ? [{ thread, rank }] : []
  })
  return found.sort((one, other) => one.rank - other.rank).map(({ thread }) => thread)
}

/** Reports whether an instruction may make its thread stand in line. */
export function mayQueue(program: Program, instruction: Instruction | undefined): boolean {
  return queueAt(program, instruction, false) !== null || queueAt(program, instruction, true) !== null
}

/** Reports whether threads of a program may stand in line at all. */
export function hasQueues({ mutexes, semaphores, conditions }: Program): boolean {
  return [...mutexes, ...semaphores, ...conditions].some(({ order }) => order !== undefined)
}

/** Returns `1st`, `2nd`, `3rd`, `11th`. */
export function ordinal(place: number): string {
  const last = place % 100 >= 11 && place % 100 <= 13 ? 0 : place % 10
  return `${place}${['th', 'st', 'nd', 'rd'][last] ?? 'th'}`
}
