import { memoized } from '../base/memoized.ts'
import { successorsOf } from '../program/dataflow.ts'
import { type Place, subexpressions } from '../program/expressions.ts'
import { rowOf } from '../program/operations.ts'
import { type Code, type Instruction, instructionAt, type Program } from '../program/program.ts'
import type { Awaited, Wait } from './finding.ts'

/** A thread that waits, and where its code goes on. */
export interface Waiter {
  readonly wait: Wait
  readonly pc: number
}

/**
 * Returns the threads among the waiting ones that could give one of them what it waits for, if they themselves went on: the
 * holder of the lock, the thread whose end is awaited; a thread that, by its code from where it waits, may release more
 * units of the semaphore than it takes first, may write what the `await` reads, may still come to the barrier, or may notify
 * the condition. A thread
 * can be its own giver only of a lock, its end, or a semaphore.
 */
export function giversOf(program: Program, waiter: Waiter, waiters: readonly Waiter[]): number[] {
  const { awaited, thread } = waiter.wait
  const among = (gives: (other: Waiter) => boolean): number[] => waiters.filter(gives).map((each) => each.wait.thread)
  switch (awaited.kind) {
    case 'mutex':
      return among((other) => other.wait.thread === awaited.heldBy)
    case 'thread':
      return among((other) => other.wait.thread === awaited.thread)
    case 'semaphore':
      return among((other) => surplusFrom(codeOf(program, other), awaited.semaphore).has(other.pc))
    case 'until':
      return among((other) => other.wait.thread !== thread && writesLater(program, other, waiter))
    case 'barrier':
      return among((other) => other.wait.thread !== thread && arrivesLater(program, other, awaited.barrier))
    case 'turn':
      return among((other) => other.wait.thread === awaited.task)
    case 'channel':
      return [] // both sides are there, or nobody comes
    case 'condition':
      // Whoever sleeps too would have to be woken first: then a signal was missed.
      return among((other) => other.wait.awaited.kind !== 'condition' && notifiesLater(program, other, awaited.condition))
  }
}

function codeOf(program: Program, { wait }: Waiter): Code | null {
  return program.codes[program.threads[wait.thread]?.code ?? -1] ?? null
}

/** With more units than this taken on the way, a thread is no longer expected to give one. */
const mostDebt = 8

/** By code and semaphore: the positions from which some way through the code releases more units than it has taken before. */
const surplusPositions = memoized((_code: Code) => new Map<number, ReadonlySet<number>>())

function surplusFrom(code: Code | null, semaphore: number): ReadonlySet<number> {
  if (code === null) return new Set()
  const known = surplusPositions(code)
  const found =
    known.get(semaphore) ?? new Set(code.instructions.flatMap((_, pc) => (hasSurplus(code, semaphore, pc) ? [pc] : [])))
  known.set(semaphore, found)
  return found
}

/** Searches the ways through a code, each with the units that it has released less those that it has taken. */
function hasSurplus({ instructions }: Code, semaphore: number, start: number): boolean {
  const seen = new Set<string>()
  const todo: (readonly [pc: number, balance: number])[] = [[start, 0]]
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const [pc, before] = next
    const instruction = instructions[pc]
    if (instruction === undefined || seen.has(next.join())) continue
    seen.add(next.join())
    const balance = before + unitsOf(instruction, semaphore)
    if (balance > 0) return true
    if (balance >= -mostDebt) todo.push(...successorsOf(instruction, pc).map((to) => [to, balance] as const))
  }
  return false
}

function unitsOf(instruction: Instruction, semaphore: number): number {
  if (instruction.op === 'sem_release') return Number(instruction.semaphore === semaphore)
  return instruction.op === 'sem_acquire' && instruction.semaphore === semaphore ? -1 : 0
}

/** Returns the instructions that a thread may still execute, beginning with the one at which it waits. */
function laterOf(program: Program, waiter: Waiter): Instruction[] {
  const instructions = codeOf(program, waiter)?.instructions ?? []
  const seen = new Set([waiter.pc])
  for (const pc of seen) {
    const instruction = instructions[pc]
    if (instruction !== undefined) for (const next of successorsOf(instruction, pc)) seen.add(next)
  }
  return [...seen].flatMap((pc) => instructions[pc] ?? [])
}

function writesLater(program: Program, other: Waiter, { wait, pc }: Waiter): boolean {
  const read = placesAwaited(program, wait.thread, pc)
  return laterOf(program, other).some((each) => {
    const place = writtenBy(each)
    return place !== null && read.some((it) => mayBeSame(it, place))
  })
}

/** Returns what the `await` at a position reads. */
function placesAwaited(program: Program, thread: number, pc: number): Place[] {
  const instruction = instructionAt(program, thread, pc)
  const first = instruction?.op === 'atomic' ? instructionAt(program, thread, pc + 1) : instruction
  if (first?.op !== 'await') return []
  return subexpressions(first.until).flatMap((each) => (each.kind === 'shared' ? [each] : []))
}

/** Returns the variables that the `await` at which a thread waits reads. */
export function variablesAwaited(program: Program, thread: number, pc: number): number[] {
  return placesAwaited(program, thread, pc).map((each) => each.variable)
}

function writtenBy(instruction: Instruction): Place | null {
  const { access } = rowOf(instruction)
  return access !== undefined && access !== 'read' && 'place' in instruction ? instruction.place : null
}

/** Reports whether two places may be the same element. */
function mayBeSame(one: Place, other: Place): boolean {
  if (one.variable !== other.variable) return false
  if (one.index?.kind !== 'constant' || other.index?.kind !== 'constant') return true
  return one.index.value === other.index.value
}

function notifiesLater(program: Program, other: Waiter, condition: number): boolean {
  return laterOf(program, other).some(
    (each) => (each.op === 'notify' || each.op === 'notify_all') && each.condition === condition,
  )
}

function arrivesLater(program: Program, other: Waiter, barrier: number): boolean {
  const isThere = (awaited: Awaited): boolean => awaited.kind === 'barrier' && awaited.barrier === barrier
  if (isThere(other.wait.awaited)) return false
  return laterOf(program, other).some((each) => each.op === 'barrier_wait' && each.barrier === barrier)
}
