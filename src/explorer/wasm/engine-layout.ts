import type { Program } from '../../program/program.ts'
import { type Layout, layoutOf } from '../../space/layout.ts'
import { longWords } from './fields.ts'

/** Returns the layout of a program's states in the generated engine: one 32-bit word, or whole 64-bit words. */
export function engineLayout(program: Program): Layout {
  const layout = layoutOf(program)
  return { ...layout, words: layout.words < 2 ? 1 : 2 * longWords(layout) }
}
