import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { interleave, scratch } from '../cli/command.ts'

const folder = scratch()

function checked(name: string, lines: readonly string[], options: readonly string[]): { code: number | null; stdout: string } {
  const file = join(folder, name)
  writeFileSync(file, `import threading\n${lines.join('\n')}\n`)
  const { code, stdout } = interleave(['check', file, '--real', ...options])
  return { code, stdout: stdout.replace(/\s+/g, ' ') }
}

const locks = ['a, b, c, gate = (threading.Lock() for _ in range(4))', 'n = 0', 'def take(first, second):']
const nested = ['    global n', '    with first:', '        with second:', '            n += 1']
const starts = (...pairs: readonly string[]): readonly string[] => [
  `ts = [threading.Thread(target=take, args=each, name=str(i)) for i, each in enumerate([${pairs.join(', ')}])]`,
  'for t in ts: t.start()',
  'for t in ts: t.join()',
]

/** The deadlock takes two preemptions: of `one` where n is 1, and of `two` once it has seen that. */
const late = [
  'a, b = threading.Lock(), threading.Lock()',
  'n = 0',
  'def one():',
  '    global n',
  '    n = 1',
  '    n = 2',
  '    with a:',
  '        with b: pass',
  'def two():',
  '    if n == 1:',
  '        with b:',
  '            with a: pass',
  'ts = [threading.Thread(target=f) for f in (one, two)]',
  'for t in ts: t.start()',
  'for t in ts: t.join()',
]

test('a bound that leaves out a deadlock leaves a warning, which names the bound', () => {
  const { code, stdout } = checked('late.py', late, ['--bound', '1'])
  expect(stdout).toContain(
    'lock order: one takes b while holding a (line 9) and two takes a while holding b (line 13); that may be a deadlock,' +
      ' which did not show in the schedules with at most 1 preemption.',
  )
  expect(code).toBe(3)
  expect(checked('late.py', late, ['--bound', '2']).stdout).toContain('deadlock: one waits for lock')
})

test('a warning in JSON', () => {
  const file = join(folder, 'both.py')
  writeFileSync(file, `import threading\n${[...locks, ...nested, ...starts('(a, b)', '(b, a)')].join('\n')}\n`)
  const { lockOrders } = JSON.parse(interleave(['check', file, '--real', '--json', '--max-states', '1']).stdout)
  expect(lockOrders).toHaveLength(1)
  expect(lockOrders[0].cycle[0]).toEqual({ thread: '0', held: 'a', lock: 'b', line: 7 })
  expect(lockOrders[0].text).toContain('did not show in the executions that were made')
})

test.each([
  [
    'a deadlock that shows is told as such',
    [...locks, ...nested, ...starts('(a, b)', '(b, a)')],
    ['--bound', '1'],
    'deadlock:',
  ],
  [
    'a lock around keeps the threads apart',
    [...locks, '    with gate:', ...nested.map((each) => `    ${each}`), ...starts('(a, b)', '(b, a)')],
    ['--max-states', '2'],
    'INCOMPLETE',
  ],
  [
    'who only tries does not wait',
    [
      ...locks,
      '    with first:',
      '        if second.acquire(blocking=False):',
      '            second.release()',
      ...starts('(a, b)', '(b, a)'),
    ],
    ['--max-states', '1'],
    'INCOMPLETE',
  ],
  [
    'one thread after the other',
    [...locks, ...nested, ...starts('(a, b)', '(c, b)'), ...starts('(b, a)', '(b, c)')],
    ['--max-states', '2'],
    'INCOMPLETE',
  ],
  [
    'a lock is free while its condition is waited on',
    [
      'a = threading.Lock()',
      'full = threading.Condition()',
      'n = 0',
      'def one():',
      '    with full:',
      '        full.wait_for(lambda: n)',
      '        with a: pass',
      'def two():',
      '    global n',
      '    with a: n = 1',
      '    with full: full.notify()',
      'ts = [threading.Thread(target=f) for f in (one, two)]',
      'for t in ts: t.start()',
      'for t in ts: t.join()',
    ],
    ['--max-states', '2'],
    'FOUND data race',
  ],
  ['a complete search shows every deadlock', [...locks, ...nested, ...starts('(a, b)', '(a, b)')], [], 'PASS'],
])('no warning: %s', (_, lines, options, words) => {
  const { stdout } = checked('none.py', lines, options)
  expect(stdout).toContain(words)
  expect(stdout).not.toContain('lock order')
})
