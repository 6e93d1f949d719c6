import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { interleave, scratch } from './command.ts'

const model = 'models/race_loop.s'

function finalsOf(args: readonly string[]): unknown {
  const { stdout, stderr } = interleave(['check', model, '--json', ...args])
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout).outcomes.map(({ final }: { final: unknown }) => final)
}

test('the options of the simulator, short and long', () => {
  const short = finalsOf(['-t', '2', '-a', 'bx=1', '-M', '2000', '-R', 'ax'])
  expect(short).toEqual(
    expect.arrayContaining([
      { 'memory[2000]': 2, 'T0.ax': 1, 'T1.ax': 2 },
      { 'memory[2000]': 2, 'T0.ax': 2, 'T1.ax': 1 },
      { 'memory[2000]': 1, 'T0.ax': 1, 'T1.ax': 1 },
    ]),
  )
  expect(finalsOf(['--threads', '2', '--argv', 'bx=1', '--memtrace', '2000', '--regtrace', 'ax'])).toEqual(short)
  expect(finalsOf(['-t', '1', '-a', 'bx=4', '-L', '200', '-m', '64'])).toEqual([{ 'memory[2000]': 4 }])
})

test('an address that the program does not access can be observed', () => {
  expect(finalsOf(['-t', '1', '-M', '3000'])).toEqual([{ 'memory[3000]': 0 }])
})

test.each([
  [['check', model, '-a', 'bx'], '--argv: expected a register and a value, found `bx`'],
  [['check', model, '-a', 'bx=1,bx=2,bx=3'], '--argv: start values for 3 threads, but there are 2'],
  [['check', model, '-t', '101'], 'expected 1 to 100 threads, found 101'],
  [['check', model, '-t', 'deposit:2'], '--threads is for Python programs'],
  [['check', model, '-M', 'count'], 'unknown variable `count`'],
  [['check', model, '-M', '1000'], 'the address 1000 holds no data'],
  [['check', model, '-R', 'gx'], 'unknown register `gx`'],
  [['check', model, '--set', 'N=3'], 'assembly has no constants'],
  [['check', 'models/quiz1.ilv', '-t', '2'], 'a number for --threads is for assembly'],
  [['check', 'models/quiz1.ilv', '-R', 'ax'], 'an option is for assembly, and this is none'],
])('%j is refused', (args, message) => {
  const { code, stderr } = interleave(args)
  expect(stderr).toContain(message)
  expect(code).toBe(2)
})

test('trace, graph, show and page read assembly', () => {
  const out = join(scratch(), 'page.html')
  expect(interleave(['trace', 'models/spin_lock.s', '--random', '3']).stdout).toContain('xchg %cx, (%dx)')
  expect(interleave(['graph', model, '-a', 'bx=1', '--format', 'mmd', '--out', `${out}.mmd`]).code).toBe(0)
  expect(interleave(['show', 'models/spin_lock.s']).stdout).toContain('call .acquire')
  expect(interleave(['page', model, '-t', '3', '-M', '2000', '--out', out]).code).toBe(0)
  expect(readFileSync(out, 'utf8')).toContain('"memtrace":["2000"]')
})
