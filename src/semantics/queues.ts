import { Bug, present } from '../base/bug.ts'
import { type Instruction, instructionAt, type Program } from '../program/program.ts'
import type { Execution } from './execution.ts'
import type { State } from './state.ts'

/** What threads stand in line for. */
interface Line {
  readonly kind: 'lock' | 'semaphore' | 'condition'
  readonly index: number
}

function isSame(one: Line, other: Line): boolean {
  return one.kind === other.kind && one.index === other.index
}

/** Reports whether threads stand in line for something. */
function isOrdered(program: Program, { kind, index }: Line): boolean {
  const list = { lock: program.mutexes, semaphore: program.semaphores, condition: program.conditions }[kind]
  return present(list[index], kind).order === 'fifo'
}

/** Returns the line in which a thread stands; null if it has no place in one. */
function lineOf(program: Program, state: State, thread: number): Line | null {
  const { status, pc, rank } = present(state.threads[thread], 'thread')
  if (rank === 0) return null
  const instruction = instructionAt(program, thread, pc)
  const first = instruction?.op === 'atomic' ? instructionAt(program, thread, pc + 1) : instruction
  switch (first?.op) {
    case 'acquire':
      return { kind: 'lock', index: first.mutex }
    case 'sem_acquire':
      return { kind: 'semaphore', index: first.semaphore }
    case 'wait':
      return status === 'sleeping' ? { kind: 'condition', index: first.condition } : { kind: 'lock', index: first.mutex }
    default:
      throw new Bug('a thread stands in line for nothing')
  }
}

/** Returns the threads in a line, the first one first. */
function standing({ program, state }: Execution, line: Line): number[] {
  const found = program.threads.flatMap((_, thread) => {
    const own = lineOf(program, state, thread)
    return own !== null && isSame(own, line) ? [thread] : []
  })
  const rank = (thread: number): number => present(state.threads[thread], 'thread').rank
  return found.sort((one, other) => rank(one) - rank(other))
}

/** Returns the threads that sleep in order on a condition, the one that has slept longest first; null if it has no order. */
export function sleepersInOrder(run: Execution, condition: number): number[] | null {
  const line: Line = { kind: 'condition', index: condition }
  return isOrdered(run.program, line) ? standing(run, line) : null
}

/** Gives the acting thread the last place in a line. */
function join(run: Execution, line: Line): void {
  run.thread.rank = standing(run, line).length + 1
}

/** Gives the acting thread, which goes to sleep, its place among those that sleep on a condition, if they have an order. */
export function sleepInOrder(run: Execution, condition: number): void {
  const line: Line = { kind: 'condition', index: condition }
  if (isOrdered(run.program, line)) join(run, line)
}

/** Takes a thread out of the line in which it stands, if any. Those behind it move up. */
export function leaveLine(run: Execution, thread: number): void {
  const line = lineOf(run.program, run.state, thread)
  if (line === null) return
  const own = run.threadAt(thread)
  for (const other of standing(run, line)) if (run.threadAt(other).rank > own.rank) run.threadAt(other).rank--
  own.rank = 0
}

/** What the acting thread would take at an instruction: the lock or semaphore; null if it waits for something else. */
function wantedBy(run: Execution, instruction: Instruction): Line | null {
  switch (instruction.op) {
    case 'acquire':
      return { kind: 'lock', index: instruction.mutex }
    case 'wait':
      return run.thread.status === 'running' || run.thread.status === 'sleeping'
        ? null
        : { kind: 'lock', index: instruction.mutex }
    case 'sem_acquire':
      return { kind: 'semaphore', index: instruction.semaphore }
    default: // no other instruction takes something that has an order
      return null
  }
}

/** Reports whether nobody stands before the acting thread in the line for what it would take: it would overtake nobody. */
function isNext(run: Execution, line: Line): boolean {
  if (!isOrdered(run.program, line)) return true
  return run.thread.rank === 1 || (run.thread.rank === 0 && standing(run, line).length === 0)
}

/**
 * Reports whether a thread may take a lock or semaphore that is `available` as far as others hold it. The holder of a
 * reentrant lock takes it again whoever waits.
 */
export function isItsTurn(run: Execution, instruction: Instruction, available: boolean): boolean {
  const line = wantedBy(run, instruction)
  if (line === null || !available) return available
  if (line.kind === 'lock' && run.mutex(line.index).owner === run.actor) return true
  return isNext(run, line)
}

/** Reports whether the step of a thread that cannot take what it wants is to take its place in the line. */
export function mayStandInLine(run: Execution, instruction: Instruction): boolean {
  const line = wantedBy(run, instruction)
  return line !== null && run.thread.rank === 0 && isOrdered(run.program, line)
}

/** Takes the last place in the line for what an instruction takes. */
export function standInLine(run: Execution, instruction: Instruction): void {
  const line = wantedBy(run, instruction)
  if (line !== null) join(run, line)
}
