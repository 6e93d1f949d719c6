import { expect, test } from 'vitest'
import { progressFigures } from '../../src/cli/host.ts'
import { interleave } from './command.ts'

/** No finding, and far more states than the limits below allow. */
const quiet = 'atomic x = 0\nthread A, B, C, D:\n repeat 8:\n fetch_add r, x, 1\n set q, r\n end\n'

const check = (...args: string[]): { code: number | null; report: Record<string, unknown> } => {
  const { code, stdout } = interleave(['check', '-', '--json', '--reduce', 'none', ...args], { input: quiet })
  return { code, report: JSON.parse(stdout) }
}

test.each([
  [['--max-memory', '16M'], 'the limit of 16 MiB was reached (--max-memory)'],
  [['--max-memory', '16M', '--engine', 'plain'], 'the limit of 16 MiB was reached (--max-memory)'],
  [['--max-memory', '16M', '--workers', '2'], 'the limit of 16 MiB was reached (--max-memory)'],
  [['--max-states', '20k'], 'the limit of 20,000 states was reached (--max-states)'],
  [['--max-states', '20k', '--workers', '2'], 'the limit of 20,000 states was reached (--max-states)'],
  [['--timeout', '100ms'], 'the limit of 0.1 s was reached (--timeout)'],
])('%s ends the exploration with what was found so far, and says so', (args, limit) => {
  const { code, report } = check(...args)
  expect(code).toBe(3)
  expect(report).toMatchObject({ complete: false, verdict: 'incomplete', limit })
  expect(report.outcomes).not.toEqual([]) // of threads one after another
})

test('a thread that alone goes on without end does not keep the command beyond a limit', () => {
  const input =
    'atomic stop = 0\nthread A:\n set n, 0\n load s, stop\n while not s:\n add n, 1\n load s, stop\n end\nthread B:\n store stop, 1\n'
  const { code, stdout } = interleave(['check', '-', '--quiet', '--max-states', '20k'], { input })
  expect(stdout).toContain('INCOMPLETE  the limit of 20,000 states was reached')
  expect(code).toBe(3)
})

const progress = { states: 1_234_567, transitions: 0, frontier: 890, depth: 11, bytes: 3 * 2 ** 20, elapsedMs: 2000 }

test('progress tells the layers where they are known, and guesses nothing', () => {
  const figures = ['1,234,567 states', '617,284/s', 'frontier 890', 'layer 12', '3 MiB']
  expect(progressFigures({ ...progress, mostDepth: Number.POSITIVE_INFINITY })).toEqual(figures)
  expect(progressFigures({ ...progress, mostDepth: 36 })).toContain('layer 12 of at most 37')
})
