import type fc from 'fast-check'
import { readInstructionText } from '../../src/language/ilv/read.ts'
import type { Program } from '../../src/program/program.ts'
import { type Draw, drawn } from './programs.ts'

// Random programs whose threads go on for ever and compete for a few locks, semaphores and variables: in the other random
// programs few threads starve.

const parts: readonly string[] = [
  'acquire m\nyield\nrelease m',
  'P(s)\nyield\nV(s)',
  'await x == 1\nx = 0',
  'await x == 0\nx = 1',
  'x = 1 - x',
  'y = 1 - y',
  'await y == 0',
  'await y == 0 or x == 1',
  'old = 1\nwhile old:\nexchange old, x, 1\nend\nx = 0',
  'while y:\nend',
  'while y:\nend',
  'while x == 0:\nend',
  'x = 1\nwhile y:\nx = 0\nx = 1\nend\nx = 0',
  'y = 1\nwhile x:\ny = 0\ny = 1\nend\ny = 0',
  'if x:\ny = 1\nelse:\ny = 0\nend',
  'try_acquire got, m\nif got:\nyield\nrelease m\nend',
  'progress',
  'choose r, 0..1\nif r:\ny = 1\nend',
]

function text(draw: Draw): string {
  const threads = 2 + draw(2)
  const lines = ['lock m', 'semaphore s = 1', 'atomic x = 0', 'atomic y = 0']
  const part = (): string => parts[draw(parts.length)] ?? ''
  for (let thread = 0; thread < threads; thread++) {
    lines.push(`thread T${thread}:`)
    if (draw(4) === 0) lines.push(part())
    if (draw(4) === 0) {
      lines.push(part(), part())
      continue
    }
    lines.push('while true:', 'yield', part())
    if (draw(2) === 0) lines.push(part())
    if (draw(2) === 0) lines.push('progress')
    lines.push('end')
  }
  return lines.join('\n')
}

/** Random programs with threads that have no end. */
export const endless: fc.Arbitrary<Program> = drawn((draw) => {
  const read = readInstructionText({ name: 'endless.ilv', text: text(draw) })
  if (!read.ok) throw new Error(read.errors.map(({ message }) => message).join('\n'))
  return read.value
})
