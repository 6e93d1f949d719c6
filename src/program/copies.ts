import { present } from '../base/bug.ts'
import type { Program } from './program.ts'

/**
 * The program with one more thread like the others, to see how something grows with their number. Null where the
 * threads are not all alike, or wait for each other by number (barriers) or by name.
 */
export function withOneMoreThread(program: Program): Program | null {
  const { threads, codes } = program
  const first = present(threads[0], 'thread')
  const alike = threads.every(
    ({ code, start, daemon }) => code === first.code && start === first.start && daemon === first.daemon,
  )
  const named = codes[first.code]?.instructions.some(({ op }) => op === 'spawn' || op === 'join' || op === 'barrier_wait')
  if (!alike || threads.length < 2 || named === true) return null
  let name = 'another'
  while (threads.some((each) => each.name === name)) name += '+'
  return { ...program, threads: [...threads, { ...first, name }], expectations: [] }
}
