import type { Program } from '../../program/program.ts'
import { type Layout, layoutOf, type Slot } from '../../space/layout.ts'
import type { UsedBits } from './compressed-plan.ts'
import { longWords } from './fields.ts'

/**
 * Returns the layout of a program's states in the generated engine: one 32-bit word, or whole 64-bit words. In rows of
 * several words that are `compressed`, what belongs together lies together. With slots for the memories of `monitors` threads.
 */
export function engineLayout(program: Program, compressed: boolean, monitors: number): Layout {
  const plain = layoutOf(program, monitors)
  const layout = compressed && longWords(plain) > 1 ? gathered(plain, program) : plain
  return { ...layout, words: layout.words < 2 ? 1 : 2 * longWords(layout) }
}

/** Returns the bits in use in the halves of a row of one 64-bit word. */
export function usedBits({ slots }: Layout): UsedBits {
  const used = (word: number): number => Math.max(0, ...slots.map((slot) => (slot.word === word ? slot.shift + slot.bits : 0)))
  return { low: used(0), high: used(1) }
}

/**
 * Returns a layout in the order of the threads, in which the first locks, semaphores, channels and variables are with the
 * first threads, and the last ones with the last: often those that a thread uses. A tree of numbers is small if halves of
 * the row have few values each.
 */
function gathered(layout: Layout, program: Program): Layout {
  const placed: Slot[] = [...layout.slots]
  let [word, used] = [0, 0]
  for (const slot of inOrder(layout, program)) {
    const { bits, low } = layout.slots[slot] ?? { bits: 0, low: 0 }
    if (bits === 0) continue
    if (used + bits > 32) [word, used] = [word + 1, 0]
    placed[slot] = { word, shift: used, bits, low }
    used += bits
  }
  return { ...layout, slots: placed, words: word + 1 }
}

/** Returns the slots, each where its thread or lock or variable is among all of them. */
function inOrder(layout: Layout, program: Program): number[] {
  const position = layout.slots.map(() => 0)
  const put = (slot: number, index: number, count: number): void => {
    position[slot] = index / count
  }
  program.threads.forEach(({ code }, thread, { length }) => {
    const registers = program.codes[code]?.registers ?? []
    const own = [layout.rank(thread), layout.status(thread), layout.pc(thread), layout.saved(thread)]
    for (const slot of [...own, ...registers.map((_, register) => layout.register(thread, register))]) put(slot, thread, length)
  })
  program.mutexes.forEach((_, mutex, { length }) => {
    put(layout.owner(mutex), mutex, length)
    put(layout.depth(mutex), mutex, length)
  })
  program.semaphores.forEach((_, semaphore, { length }) => {
    put(layout.semaphore(semaphore), semaphore, length)
  })
  const cells = program.shared.flatMap(({ initial }, variable) => initial.map((_, index) => layout.shared(variable, index)))
  cells.forEach((slot, index) => {
    put(slot, index, cells.length)
  })
  return layout.slots.map((_, slot) => slot).sort((one, other) => (position[one] ?? 0) - (position[other] ?? 0) || one - other)
}
