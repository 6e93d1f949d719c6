import { expect, test } from 'vitest'
import { interleave } from './command.ts'

const verdict = (model: string, ...args: string[]): string =>
  interleave(['check', `models/${model}.ilv`, '--quiet', ...args]).stdout

test('a reduced exploration says what it leaves open, and never that it is not there', () => {
  expect(verdict('quiz1', '--reduce', 'all')).toContain('INCOMPLETE  2 expectations need the full space (--reduce none)')
  expect(verdict('polite_threads', '--reduce', 'all')).toContain('INCOMPLETE  1 expectation needs the full space')
  expect(verdict('polite_threads', '--reduce', 'none')).toContain('PASS')
  expect(verdict('philosophers', '--reduce', 'all')).toContain('PASS  as expected: deadlock')
})

test('every engine gives the same report', () => {
  const report = (engine: string): unknown => {
    const { stats, ...rest } = JSON.parse(interleave(['check', 'models/quiz2.ilv', '--json', '--engine', engine]).stdout)
    return { ...rest, stats: { ...stats, elapsedMs: 0 } }
  }
  expect(report('wasm')).toEqual(report('plain'))
})
