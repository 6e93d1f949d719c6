import type { Program } from '../../program/program.ts'
import { type Layout, layoutOf } from '../../space/layout.ts'
import { longWords } from './fields.ts'

/** The layout of a program's states in the generated engine: one word of 32 bits, or whole words of 64. */
export function engineLayout(program: Program): Layout {
  const layout = layoutOf(program)
  return { ...layout, words: layout.words < 2 ? 1 : 2 * longWords(layout) }
}
