import { Bug, present } from '../base/bug.ts'
import type { Program } from '../program/program.ts'

/** One integer of a state: which bits of which word of a row hold it, and the value that the bits 0 stand for. */
export interface Slot {
  readonly word: number
  readonly shift: number
  readonly bits: number
  readonly low: number
}

/**
 * How a state is packed into a row of 32-bit words. Slots are numbered; the methods give the number of the slot that
 * holds a given thing, which is also its place in an unpacked state.
 */
export interface Layout {
  readonly slots: readonly Slot[]
  /** 32-bit words in a row. */
  readonly words: number
  shared(variable: number, element: number): number
  /** Holds 0 for a free lock, else 1 more than the owner. */
  owner(mutex: number): number
  depth(mutex: number): number
  semaphore(semaphore: number): number
  /** Holds an index into `statuses`. */
  status(thread: number): number
  pc(thread: number): number
  /** Levels of a lock that a `wait` will take back. */
  saved(thread: number): number
  register(thread: number, register: number): number
  /** Holds 0, or in a failed end 1 more than the index into `failureKinds`. */
  readonly failure: number
  /** Extra slots of a monitor; none in the space of the program itself. */
  readonly monitors: readonly number[]
}

/** The statuses of `SEMANTICS`, as the packed status slot numbers them. */
export const Status = {
  unstarted: 0,
  running: 1,
  sleeping: 2,
  waking: 3,
  arrived: 4,
  finished: 5,
  failed: 6,
  crashed: 7,
  expired: 8,
} as const

/** Whether a thread of that status takes no step any more: it finished, or an exception ended it. */
export function hasEnded(status: number | undefined): boolean {
  return status === Status.finished || status === Status.crashed
}

interface Field {
  readonly low: number
  readonly high: number
}

const anyInteger: Field = { low: -2147483648, high: 2147483647 }

/** The layout of a program's states. `monitors` extra slots of 32 bits each are appended. */
export function layoutOf(program: Program, monitors = 0): Layout {
  const fields: Field[] = []
  const add = (low: number, high: number): number => fields.push({ low, high }) - 1
  const anyOf = (): number => fields.push(anyInteger) - 1
  const failure = add(0, 7)
  const threads = program.threads.map((thread) => {
    const code = present(program.codes[thread.code], 'code of a thread')
    return {
      status: add(0, 8),
      pc: add(0, code.instructions.length),
      saved: code.instructions.some((each) => each.op === 'wait') ? add(0, 255) : add(0, 0),
      registers: code.registers.map(anyOf),
    }
  })
  const owners = program.mutexes.map((mutex) => ({
    owner: add(0, program.threads.length),
    depth: add(0, mutex.discipline === 'reentrant' ? 255 : 1),
  }))
  const semaphores = program.semaphores.map(anyOf)
  const shared = program.shared.map((variable) => variable.initial.map(anyOf))
  const extra = Array.from({ length: monitors }, anyOf)
  const { slots, words } = place(fields)
  const slot = (list: readonly number[] | undefined, index: number): number => present(list?.[index], 'slot')
  return {
    slots,
    words,
    failure,
    monitors: extra,
    shared: (variable, element) => slot(shared[variable], element),
    owner: (mutex) => present(owners[mutex], 'mutex').owner,
    depth: (mutex) => present(owners[mutex], 'mutex').depth,
    semaphore: (semaphore) => slot(semaphores, semaphore),
    status: (thread) => present(threads[thread], 'thread').status,
    pc: (thread) => present(threads[thread], 'thread').pc,
    saved: (thread) => present(threads[thread], 'thread').saved,
    register: (thread, register) => slot(threads[thread]?.registers, register),
  }
}

/** First fit: wide fields get words of their own, narrow ones share. No field crosses a word's edge. */
function place(fields: readonly Field[]): { slots: Slot[]; words: number } {
  const used: number[] = []
  const slots = fields.map(({ low, high }): Slot => {
    const bits = bitsFor(high - low)
    if (bits === 0) return { word: 0, shift: 0, bits, low }
    let word = used.findIndex((taken) => taken + bits <= 32)
    if (word === -1) word = used.push(0) - 1
    const shift = present(used[word], 'word')
    used[word] = shift + bits
    return { word, shift, bits, low }
  })
  return { slots, words: Math.max(1, used.length) }
}

function bitsFor(span: number): number {
  return span === 0 ? 0 : Math.floor(Math.log2(span)) + 1
}

/** The value of a slot in the row that starts at `base`. */
export function readSlot(rows: Int32Array, base: number, slot: Slot): number {
  const word = rows[base + slot.word]
  if (word === undefined) throw new Bug('row out of range')
  if (slot.bits === 32) return word
  if (slot.bits === 0) return slot.low
  return ((word >>> slot.shift) & ((1 << slot.bits) - 1)) + slot.low
}
