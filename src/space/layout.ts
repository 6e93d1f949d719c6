import { Bug, present } from '../base/bug.ts'
import { channelsOf } from '../program/channels.ts'
import { loopsOf } from '../program/event-loops.ts'
import { anyInteger, exactly, type Interval } from '../program/interval.ts'
import { failureKinds, type Program, type Thread } from '../program/program.ts'
import { mayQueue } from '../program/queues.ts'
import { rangesOf } from '../program/ranges.ts'

/** One integer of a state: the bits and the word of a row that hold it, and the value that zero bits stand for. */
export interface Slot {
  readonly word: number
  readonly shift: number
  readonly bits: number
  readonly low: number
}

/**
 * How a state is packed into a row of 32-bit words. The methods return the number of the slot that holds a given
 * component, which is also its index in an unpacked state.
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
  /** The number of messages in a channel, those behind it being 0; each of them; and whether it is closed. */
  messages(channel: number): number
  message(channel: number, index: number): number
  closed(channel: number): number
  /** Holds 1 more than the task that an event loop runs; 0 if any may run. */
  runs(loop: number): number
  /** Holds an index into `statuses`. */
  status(thread: number): number
  pc(thread: number): number
  /** The levels of a lock that a `wait` will acquire again. */
  saved(thread: number): number
  /** The place of a thread in the queue of what it waits for, 1 for the first; 0 for none. */
  rank(thread: number): number
  register(thread: number, register: number): number
  /** Holds 0, or in a failed state 1 more than the index into `failureKinds`. */
  readonly failure: number
  /** Extra slots of a monitor; none in the space of the program itself. */
  readonly monitors: readonly number[]
}

/** The statuses of the semantics, as the packed status slot numbers them. */
export const Status = {
  unstarted: 0,
  running: 1,
  finished: 2,
  failed: 3,
  crashed: 4,
  sleeping: 5,
  waking: 6,
  arrived: 7,
  expired: 8,
} as const

/** Reports whether a thread of that status takes no further step: it finished, or an exception ended it. */
export function hasEnded(status: number | undefined): boolean {
  return status === Status.finished || status === Status.crashed
}

/** The deepest nesting of a reentrant lock: another `acquire` is an overflow. */
const deepest = 255

/**
 * Returns the layout of a program's states: each field is as narrow as the analysis of the program's values allows. It
 * appends `monitors` extra slots of 32 bits each.
 */
export function layoutOf(program: Program, monitors = 0): Layout {
  const ranges = rangesOf(program)
  const fields: Interval[] = []
  const add = (field: Interval): number => fields.push(field) - 1
  const failure = add(ranges.fails.includes(true) ? { low: 0, high: failureKinds.length } : exactly(0))
  const threads = program.threads.map((thread) => {
    const { instructions, registers } = present(program.codes[thread.code], 'code of a thread')
    const waits = instructions.flatMap((each) => (each.op === 'wait' ? [each.mutex] : []))
    const queues = instructions.some((each) => mayQueue(program, each))
    return {
      rank: add({ low: 0, high: queues ? program.threads.length : 0 }),
      status: add(statusRange(program, thread, ranges.fails[thread.code] ?? true)),
      pc: add({ low: 0, high: instructions.length }),
      saved: add({ low: 0, high: Math.max(0, ...waits.map((mutex) => depthOf(program, mutex))) }),
      registers: registers.map((_, register) => add(ranges.registers[thread.code]?.[register] ?? anyInteger)),
    }
  })
  const owners = program.mutexes.map((_, mutex) => ({
    owner: add({ low: 0, high: program.threads.length }),
    depth: add({ low: 0, high: depthOf(program, mutex) }),
  }))
  const semaphores = ranges.semaphores.map(add)
  const channels = channelsOf(program).map(({ capacity }) => ({
    messages: add({ low: 0, high: capacity }),
    closed: add({ low: 0, high: 1 }),
    message: Array.from({ length: capacity }, () => add(anyInteger)),
  }))
  const loops = Array.from({ length: loopsOf(program) }, () => add({ low: 0, high: program.threads.length }))
  const shared = program.shared.map(({ initial }, variable) =>
    initial.map(() => add(present(ranges.shared[variable], 'variable'))),
  )
  const extra = Array.from({ length: monitors }, () => add(anyInteger))
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
    messages: (channel) => present(channels[channel], 'channel').messages,
    message: (channel, index) => slot(channels[channel]?.message, index),
    closed: (channel) => present(channels[channel], 'channel').closed,
    runs: (loop) => slot(loops, loop),
    status: (thread) => present(threads[thread], 'thread').status,
    pc: (thread) => present(threads[thread], 'thread').pc,
    saved: (thread) => present(threads[thread], 'thread').saved,
    rank: (thread) => present(threads[thread], 'thread').rank,
    register: (thread, register) => slot(threads[thread]?.registers, register),
  }
}

function depthOf(program: Program, mutex: number): number {
  return present(program.mutexes[mutex], 'mutex').discipline === 'reentrant' ? deepest : 1
}

/** Returns the least and the greatest number of a status that a thread can ever have. */
function statusRange(program: Program, thread: Thread, fails: boolean): Interval {
  const { instructions } = present(program.codes[thread.code], 'code of a thread')
  let high: number = fails ? Status.failed : Status.finished
  for (const each of instructions) {
    if (each.op === 'raise') high = Math.max(high, Status.crashed)
    else if (each.op === 'barrier_wait') high = Math.max(high, Status.arrived)
    else if (each.op === 'wait') high = Math.max(high, each.to === null ? Status.waking : Status.expired)
  }
  return { low: thread.start === 'unstarted' ? Status.unstarted : Status.running, high }
}

/** Places fields first fit: wide fields get separate words, narrow ones share. No field crosses a word boundary. */
function place(fields: readonly Interval[]): { slots: Slot[]; words: number } {
  const used: number[] = []
  /** By number of bits: no word before this one has room for them. */
  const firsts: number[] = []
  const slots = fields.map(({ low, high }): Slot => {
    const bits = bitsFor(high - low)
    if (bits === 0) return { word: 0, shift: 0, bits, low }
    // Words only fill, so that the first word with room for a number of bits never comes before the last one found.
    let word = firsts[bits] ?? 0
    while (word < used.length && (used[word] ?? 0) + bits > 32) word++
    firsts[bits] = word
    if (word === used.length) used.push(0)
    const shift = present(used[word], 'word')
    used[word] = shift + bits
    return { word, shift, bits, low }
  })
  return { slots, words: Math.max(1, used.length) }
}

function bitsFor(span: number): number {
  return span === 0 ? 0 : Math.floor(Math.log2(span)) + 1
}

/** States as rows of words: word `index` of a row, by its number. */
export type Rows = (row: number, index: number) => number

/** Returns rows that are stored in one array. */
export function rowsIn(words: Int32Array, layout: Layout): Rows {
  return (row, index) => {
    const word = words[row * layout.words + index]
    if (word === undefined) throw new Bug('row out of range')
    return word
  }
}

/** Returns the value of a slot in a row. */
export function readSlot(rows: Rows, row: number, slot: Slot): number {
  const word = rows(row, slot.word)
  if (slot.bits === 32) return word
  if (slot.bits === 0) return slot.low
  return ((word >>> slot.shift) & ((1 << slot.bits) - 1)) + slot.low
}
