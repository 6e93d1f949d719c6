import { present } from '../base/bug.ts'
import { threadName } from '../program/print.ts'
import type { Program } from '../program/program.ts'
import { ordinal, type Queue, threadsInLine } from '../program/queues.ts'
import type { State } from '../semantics/state.ts'
import type { TraceStep } from '../semantics/trace.ts'

/** Returns the names of the threads that stand in line for something, the first one first. */
export function namesInLine(program: Program, queue: Queue, { threads }: State): string[] {
  const standing = threadsInLine(program, queue, (thread) => {
    const { pc, rank, status } = present(threads[thread], 'thread')
    return { pc, rank, asleep: status === 'sleeping' }
  })
  return standing.map((thread) => threadName(program, thread))
}

/** Returns ` (B, C wait)` behind what they wait for; nothing if nobody stands in line. */
export function lineText(program: Program, queue: Queue, state: State): string {
  const names = namesInLine(program, queue, state)
  return names.length === 0 ? '' : ` (${names.join(', ')} ${names.length === 1 ? 'waits' : 'wait'})`
}

/** Returns what a thread does that takes its place in line: `waits for m, 2nd in line`. */
export function queuePhrase(program: Program, { instruction, thread, pc, after }: TraceStep): string {
  const { code } = present(program.threads[thread], 'thread')
  const first = instruction.op === 'atomic' ? program.codes[code]?.instructions[pc + 1] : instruction
  const name =
    first?.op === 'sem_acquire'
      ? program.semaphores[first.semaphore]?.name
      : first !== undefined && 'mutex' in first
        ? program.mutexes[first.mutex]?.name
        : undefined
  return `waits for ${name ?? ''}, ${ordinal(after.threads[thread]?.rank ?? 0)} in line`
}
