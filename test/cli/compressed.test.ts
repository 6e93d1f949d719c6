import { expect, test } from 'vitest'
import { interleave } from './command.ts'

const counter = 'shared x = 0\nthread A, B, C:\n repeat 3:\n load r, x\n add r, 1\n store x, r\n end\n'

function stats(...args: string[]): { readonly store: string; readonly states: number } {
  const { stdout } = interleave(['check', '-', '--json', '--reduce', 'none', ...args], { input: counter })
  return JSON.parse(stdout).stats
}

test('two workers with a compressed store find the states that one with an exact store finds', () => {
  const exact = stats('--workers', '1')
  const compressed = stats('--store', 'compressed', '--workers', '2')
  expect([exact.store, compressed.store]).toEqual(['exact', 'compressed'])
  expect(compressed.states).toBe(exact.states)
})

test.each([
  [['--engine', 'plain'], 'the plain engine has no compressed store'],
  [['--reduce', 'symmetry'], '--reduce symmetry cannot be combined with --store compressed'],
] as const)('a compressed store is refused with %s', (args, message) => {
  const { code, stderr } = interleave(['check', '-', '--store', 'compressed', ...args], { input: counter })
  expect(code).toBe(2)
  expect(stderr).toContain(message)
})
