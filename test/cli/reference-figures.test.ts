import { expect, test } from 'vitest'
import { interleave } from './command.ts'

/** The counter of the reference figures. `locked` tells which threads take the lock. */
function counterText(threads: number, rounds: number, locked: readonly boolean[]): string {
  const code = (lock: boolean): string[] => {
    const body = ['load tmp, balance', 'add tmp, 1', 'store balance, tmp']
    return [`repeat ${rounds}:`, ...(lock ? ['acquire m', ...body, 'release m'] : body), 'end']
  }
  const names = ['A', 'B', 'C'].slice(0, threads)
  const blocks = names.flatMap((name, index) => [`thread ${name}:`, ...code(locked[index] ?? false)])
  return ['shared balance = 0', 'lock m', ...blocks].join('\n')
}

interface Row {
  readonly threads: number
  readonly rounds: number
  readonly locked: readonly boolean[]
  readonly states: number
  readonly transitions: number
  /** Interleavings by final value, and probabilities where the table has them. */
  readonly outcomes: Readonly<Record<string, readonly [string | null, string | null]>>
}

const no = [false, false, false]
const rows: readonly Row[] = [
  { threads: 2, rounds: 1, locked: no, states: 22, transitions: 28, outcomes: { 1: ['18', '3/4'], 2: ['2', '1/4'] } },
  { threads: 2, rounds: 1, locked: [true, true], states: 21, transitions: 20, outcomes: { 2: ['2', '1'] } },
  {
    threads: 2,
    rounds: 1,
    locked: [true, false],
    states: 34,
    transitions: 48,
    outcomes: { 1: ['48', '5/8'], 2: ['8', '3/8'] },
  },
  {
    threads: 2,
    rounds: 2,
    locked: no,
    states: 138,
    transitions: 202,
    outcomes: { 2: ['702', '609/1024'], 3: ['216', '375/1024'], 4: ['6', '5/128'] },
  },
  {
    threads: 2,
    rounds: 2,
    locked: [true, false],
    states: 226,
    transitions: 355,
    outcomes: { 2: ['5304', '725/2048'], 3: ['2566', '2267/4096'], 4: ['138', '379/4096'] },
  },
  {
    threads: 2,
    rounds: 5,
    locked: no,
    states: 4715,
    transitions: 8062,
    outcomes: Object.fromEntries([2, 3, 4, 5, 6, 7, 8, 9, 10].map((value) => [value, [null, null]])),
  },
  { threads: 2, rounds: 5, locked: [true, true], states: 881, transitions: 960, outcomes: { 10: [null, null] } },
  {
    threads: 2,
    rounds: 3,
    locked: no,
    states: 585,
    transitions: 920,
    outcomes: { 2: ['648', null], 3: ['30780', null], 4: ['15714', null], 5: ['1458', null], 6: ['20', null] },
  },
  {
    threads: 3,
    rounds: 1,
    locked: no,
    states: 175,
    transitions: 288,
    outcomes: { 1: ['1404', '131/216'], 2: ['270', '79/216'], 3: ['6', '1/36'] },
  },
  { threads: 3, rounds: 1, locked: [true, true, true], states: 76, transitions: 75, outcomes: { 3: ['6', '1'] } },
  {
    threads: 3,
    rounds: 1,
    locked: [true, true, false],
    states: 168,
    transitions: 245,
    outcomes: { 1: ['144', null], 2: ['392', null], 3: ['36', null] },
  },
]

test.each(rows)('$threads x $rounds, locked: $locked', ({ threads, rounds, locked, states, transitions, outcomes }) => {
  const { stdout } = interleave(['check', '-', '--json'], { input: counterText(threads, rounds, locked) })
  const report = JSON.parse(stdout)
  expect(report.stats).toMatchObject({ states, transitions, reduced: false })
  expect(report.complete).toBe(true)
  const found: Record<string, unknown> = {}
  for (const { final, interleavings, probability } of report.outcomes) found[final.balance] = [interleavings, probability]
  expect(Object.keys(found)).toEqual(Object.keys(outcomes))
  for (const [value, [interleavings, probability]] of Object.entries(outcomes)) {
    const [count, share] = found[value] as [string, string]
    if (interleavings !== null) expect(count).toBe(interleavings)
    if (probability !== null) expect(share).toBe(probability)
  }
})

test('four threads with three rounds: as many states and outcomes with the threads that pay off as with one', () => {
  const input = [
    'shared balance = 0',
    'thread A, B, C, D:',
    'repeat 3:',
    'load t, balance',
    'add t, 1',
    'store balance, t',
    'end',
  ]
  const [several, one] = [[], ['--workers', '1']].map((more) => {
    const { stdout } = interleave(['check', '-', '--json', ...more], { input: input.join('\n') })
    const { stats, outcomes, findings } = JSON.parse(stdout)
    return {
      stats: { ...stats, elapsedMs: null },
      outcomes: outcomes.map(({ final, steps }: { final: unknown; steps: number }) => ({ final, steps })),
      findings: findings.map(({ kind, trace }: { kind: string; trace: unknown[] }) => ({ kind, steps: trace?.length })),
    }
  })
  expect(several).toEqual(one)
  expect(several?.stats).toMatchObject({ states: 10_803_559, transitions: 32_886_500 })
})
