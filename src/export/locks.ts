import { present } from '../base/bug.ts'
import type { Instruction } from '../program/program.ts'
import type { Context } from './context.ts'
import type { Queue, Statement, Term, Variable } from './model.ts'
import {
  all,
  any,
  assign,
  binaryTerm,
  cellOf,
  contains,
  equals,
  isFirst,
  lengthOf,
  me,
  not,
  number,
  read,
  when,
} from './terms.ts'

/** An owner is 1 + the number of the thread. */
const myself: Term = binaryTerm('+', me, number(1))

export type Taking = Instruction & { readonly op: 'acquire' | 'sem_acquire' | 'wait' }

function ownerOf(context: Context, mutex: number): Variable {
  return present(context.globals.owner[mutex], 'lock')
}

function isFree(context: Context, mutex: number): Term {
  return equals(read(ownerOf(context, mutex)), number(0))
}

function isMine(context: Context, mutex: number): Term {
  return equals(read(ownerOf(context, mutex)), myself)
}

function isReentrant(context: Context, mutex: number): boolean {
  return context.program.mutexes[mutex]?.discipline === 'reentrant'
}

/** Whether the acting thread could take a lock if nobody stood in line. */
export function isAvailable(context: Context, mutex: number): Term {
  return isReentrant(context, mutex) ? any([isFree(context, mutex), isMine(context, mutex)]) : isFree(context, mutex)
}

/** Takes a lock that is available, so many levels of it. */
export function take(context: Context, mutex: number, levels: Term): Statement[] {
  const depth = context.globals.depth[mutex] ?? null
  const owned = assign(cellOf(ownerOf(context, mutex)), myself)
  if (depth === null) return [owned]
  const sum = binaryTerm('+', read(depth), levels)
  return [...when(binaryTerm('>', sum, number(255)), [context.fail('overflow')]), owned, assign(cellOf(depth), sum)]
}

/** Gives up one level of a lock. */
export function release(context: Context, mutex: number): Statement[] {
  const depth = context.globals.depth[mutex] ?? null
  const freed = assign(cellOf(ownerOf(context, mutex)), number(0))
  const checked = when(not(mayRelease(context, mutex)), [context.fail('lock-misuse')])
  if (depth === null) return [...checked, freed]
  const less = assign(cellOf(depth), binaryTerm('-', read(depth), number(1)))
  return [...checked, less, ...when(equals(read(depth), number(0)), [freed])]
}

/** Gives up all levels of a lock, to take them again later. */
export function giveUp(context: Context, mutex: number): Statement[] {
  const depth = context.globals.depth[mutex] ?? null
  const freed = assign(cellOf(ownerOf(context, mutex)), number(0))
  const checked = when(not(mayRelease(context, mutex)), [context.fail('lock-misuse')])
  if (depth === null || context.saved === null) return [...checked, freed]
  return [...checked, assign(cellOf(context.saved), read(depth)), freed, assign(cellOf(depth), number(0))]
}

function mayRelease(context: Context, mutex: number): Term {
  const transferable = context.program.mutexes[mutex]?.discipline === 'transferable'
  return transferable ? not(isFree(context, mutex)) : isMine(context, mutex)
}

/** Returns the line in which threads wait for what an instruction takes; null if they do not. */
export function lineOf({ globals }: Context, instruction: Taking): Queue | null {
  const found =
    instruction.op === 'sem_acquire' ? globals.semaphoreLine[instruction.semaphore] : globals.lockLine[instruction.mutex]
  return found ?? null
}

/** Whether the acting thread may take what an instruction takes: it is there, and the thread's turn. */
export function canTake(context: Context, instruction: Taking): Term {
  const line = lineOf(context, instruction)
  const available =
    instruction.op === 'sem_acquire'
      ? binaryTerm('>', read(present(context.globals.semaphore[instruction.semaphore], 'semaphore')), number(0))
      : isAvailable(context, instruction.mutex)
  if (line === null) return available
  const isNext = any([equals(lengthOf(line), number(0)), isFirst(line, me)])
  if (instruction.op === 'sem_acquire') return all([available, isNext])
  // The holder of a reentrant lock takes it again whoever waits.
  const free = all([isFree(context, instruction.mutex), isNext])
  return isReentrant(context, instruction.mutex) ? any([isMine(context, instruction.mutex), free]) : free
}

/** Whether the acting thread has to take a place in the line now, which is a step; null if there is no line. */
export function mustStandInLine(context: Context, instruction: Taking): Term | null {
  const line = lineOf(context, instruction)
  return line === null ? null : all([not(canTake(context, instruction)), not(contains(line, me))])
}

/** Takes the acting thread out of the line, if it stands there. */
export function leaveLine(context: Context, instruction: Taking): Statement[] {
  const line = lineOf(context, instruction)
  return line === null ? [] : when(contains(line, me), [{ kind: 'remove', queue: line, value: me }])
}
