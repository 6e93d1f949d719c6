import { instructionsOf, type Program } from './program.ts'

/** A thread that starts or awaits one that is left out. */
export interface Need {
  readonly thread: number
  readonly other: number
  readonly line: number
}

/** Returns what some threads need of the others: the first `spawn` or `join` of one that is not among them; null if there is none. */
export function needOfOthers(program: Program, kept: ReadonlySet<number>): Need | null {
  for (const thread of kept) {
    for (const instruction of instructionsOf(program, thread)) {
      if (instruction.op !== 'spawn' && instruction.op !== 'join') continue
      if (!kept.has(instruction.thread)) return { thread, other: instruction.thread, line: instruction.line }
    }
  }
  return null
}

/**
 * Returns the program in which only some threads ever start. The others keep their numbers and their names, and are not waited
 * for. It has no expectations, since these are about all threads.
 */
export function withOnly(program: Program, kept: ReadonlySet<number>): Program {
  const threads = program.threads.map((thread, index) =>
    kept.has(index) ? thread : { ...thread, start: 'unstarted' as const },
  )
  return { ...program, threads, expectations: [] }
}
