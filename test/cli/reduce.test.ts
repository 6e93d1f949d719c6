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

test('a trace from a reduced exploration is one of the program itself', () => {
  const args = ['trace', 'models/locked.ilv', '--final', 'balance == 2', '--json']
  const { schedule } = JSON.parse(interleave([...args, '--reduce', 'all']).stdout)
  expect(schedule).toBe('A*5 B*5')
  expect(interleave(['trace', 'models/locked.ilv', '--schedule', schedule]).code).toBe(0)
})

test('nothing is claimed of contention and progress from a reduced exploration', () => {
  const args = ['compare', 'models/locked.ilv', '--json', '--reduce']
  const [reduced] = JSON.parse(interleave([...args, 'all']).stdout).models
  const [full] = JSON.parse(interleave([...args, 'none']).stdout).models
  expect(reduced).toMatchObject({ 'contention cost': 'unknown', progress: 'unknown' })
  expect(full['contention cost']).toContain('waits: up to 4 steps of others')
})

const large = 'shared x = 0\nthread A, B, C, D:\n repeat 8:\n load r, x\n add r, 1\n store x, r\n end\n'

test('the limit on states is kept but for the successors under way, and a picture is drawn of what there is', () => {
  const { stdout } = interleave(['check', '-', '--json', '--max-states', '5000'], { input: large })
  expect(JSON.parse(stdout).stats.states).toBeLessThan(5200)
  const drawn = interleave(['graph', '-', '--max-states', '300', '--out', 'out/limited.dot'], { input: large })
  expect(drawn.code).toBe(3)
  expect(drawn.stdout).toContain('incomplete: the limit of 300 states was reached')
})
