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

test('a space that reductions make little smaller is explored as it is, if it is not too large for that', () => {
  const forks = Array.from({ length: 9 }, (_, index) => `f${index}`)
  const philosophers = forks.map((left, index) => {
    const [first, second] = [left, forks[(index + 1) % 9] ?? ''].sort()
    const steps = [`acquire ${first}`, `acquire ${second}`, 'yield', 'yield', `release ${second}`, `release ${first}`]
    return [`thread P${index}:`, ...steps].join('\n  ')
  })
  const input = [`lock ${forks.join(', ')}`, ...philosophers, ''].join('\n')
  const { code, stdout } = interleave(['check', '-', '--json'], { input })
  expect(JSON.parse(stdout)).toMatchObject({ limit: null, stats: { states: 2_284_608, reduced: false } })
  expect(code).toBe(0)
})

test.each([
  { threads: 'A, B', rounds: 20, states: 213_541, outcomes: 39 },
  { threads: 'A, B, C', rounds: 5, states: 30_387, outcomes: 14 },
  { threads: 'A, B, C, D', rounds: 3, states: 20_432, outcomes: 11 },
])('the counter of $threads x $rounds has $states states with all reductions', ({ threads, rounds, states, outcomes }) => {
  const input = `shared x = 0\nthread ${threads}:\n repeat ${rounds}:\n load r, x\n add r, 1\n store x, r\n end\n`
  const { stdout } = interleave(['check', '-', '--reduce', 'all', '--json'], { input })
  const report = JSON.parse(stdout)
  expect(report.stats).toMatchObject({ states, reduced: true, merged: { local: 1 } })
  expect(report.stats.merged.symmetry).toBeGreaterThan(0)
  expect(report.outcomes).toHaveLength(outcomes)
  const steps = report.findings.map(({ kind, trace }: { kind: string; trace: unknown[] }) => [kind, trace.length])
  expect(steps).toContainEqual(['lost-update', 6])
  expect(steps).toContainEqual(['data-race', 2])
})

const twice = 'shared x = 0\nthread A, B:\n load r, x\n add r, 1\n store x, r\n add r, 1\n add r, 2\n store x, r\n'

test('a trace from a reduced exploration ends where the finding shows', () => {
  const { stdout } = interleave(['check', '-', '--reduce', 'all', '--json'], { input: twice })
  const updates = JSON.parse(stdout).findings.filter(({ kind }: { kind: string }) => kind === 'lost-update')
  expect(updates.length).toBeGreaterThan(1)
  for (const { trace } of updates) expect(trace.at(-1).instruction).toContain('store x')
})

test('a condition on registers finds its trace in a reduced exploration, too', () => {
  const args = ['trace', 'models/quiz1.ilv', '--reduce', 'all', '--final', 'A.tmp == 2 and balance == 2']
  const { code, stdout } = interleave(args)
  expect(code).toBe(0)
  expect(stdout).toContain('write balance = 2')
})

// The thread that goes on is now before, now behind the one that is stuck: sorted, either seems to go on.
const stuckTwin =
  'atomic gate = 0\nlock m\nthread A, B:\n exchange r, gate, 1\nagain:\n yield\n' +
  ' if r:\n acquire m\n acquire m\n end\n yield\n jump again\n'

test.each(['none', 'symmetry', 'all'])(
  'a stuck thread is found among threads that stand for each other: --reduce %s',
  (reduce) => {
    const { stdout } = interleave(['check', '-', '--reduce', reduce, '--json'], { input: stuckTwin })
    const { findings, stats } = JSON.parse(stdout)
    expect(findings.map(({ kind }: { kind: string }) => kind)).toContain('stuck-thread')
    expect(stats.merged?.symmetry).toBe(undefined) // set aside
  },
)

// The assertion goes with the local step before it, so that step may fail: taken at the start, it would hide the locks.
const failsAtOnce = 'lock m, n\nthread A:\n acquire m\n acquire n\nthread B:\n set r, 1\n add r, 1\n assert r < 2\n'

test('a local step is not taken early where the silent code after it may fail', () => {
  const { stdout } = interleave(['check', '-', '--reduce', 'local', '--json'], { input: failsAtOnce })
  const kinds = JSON.parse(stdout).findings.map(({ kind }: { kind: string }) => kind)
  expect(kinds).toContain('assertion')
  expect(kinds).toContain('lock-held-at-exit')
})

test('of states that differ in the names of objects one is kept, with the same answers', () => {
  const report = (...args: string[]): { readonly stats: Record<string, unknown>; readonly verdict: string } =>
    JSON.parse(interleave(['check', 'models/endless/requests.py', '--json', ...args]).stdout)
  const [kept, all, generated] = [report('--reduce', 'objects'), report('--reduce', 'none'), report('--engine', 'wasm')]
  expect([kept, all, generated].map(({ stats }) => stats.states)).toEqual([185, 329, 329])
  expect(kept.stats).toMatchObject({ reduced: false, merged: { objects: 43 } })
  expect(all.stats.merged).toBe(undefined)
  expect(kept.verdict).toBe(all.verdict)
})
