import { readFileSync } from 'node:fs'
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

const page = readFileSync('docs/semantics.md', 'utf8')
const rows = [...page.matchAll(/^\| (\d) x (\d) \| (none|[A-C ]+) \| (\d+) \| (\d+) \| (.*) \|$/gm)].map((match) => {
  const [, threads = '', rounds = '', locked = '', states = '', transitions = '', outcomes = ''] = match
  return { threads, rounds, locked, states, transitions, outcomes }
})

test('the page of the semantics has its table', () => {
  expect(rows.length).toBe(11)
})

test.each(rows)('$threads x $rounds, locked: $locked', ({ threads, rounds, locked, states, transitions, outcomes }) => {
  const locking = ['A', 'B', 'C'].map((name) => locked.split(' ').includes(name))
  const { stdout } = interleave(['check', '-', '--json'], { input: counterText(Number(threads), Number(rounds), locking) })
  const report = JSON.parse(stdout)
  expect(report.stats).toMatchObject({ states: Number(states), transitions: Number(transitions), reduced: false })
  expect(report.complete).toBe(true)
  const isCounted = outcomes.includes(':')
  const hasShares = outcomes.includes('(')
  const found = report.outcomes.map((each: { final: { balance: number }; interleavings: string; probability: string }) => {
    const { final, interleavings, probability } = each
    if (!isCounted) return `${final.balance}`
    return `${final.balance}: ${interleavings}${hasShares ? ` (${probability})` : ''}`
  })
  expect(found.join(', ')).toBe(outcomes)
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
