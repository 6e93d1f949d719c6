import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { hung } from '../../src/cli/python-process.ts'
import { interleave, root, scratch } from '../cli/command.ts'

const files = join(root, 'examples/python')
const folder = scratch()

interface Answer {
  readonly complete: boolean
  readonly outcomes: readonly {
    readonly final: Readonly<Record<string, string>>
    readonly exceptions: readonly { readonly type: string }[]
  }[]
  readonly deadlocks: readonly { readonly waiting: readonly unknown[] }[]
  readonly findings: readonly { readonly kind: string; readonly text: string; readonly trace: readonly unknown[] }[]
}

function real(file: string, ...options: readonly string[]): Answer {
  const { stdout, stderr, code } = interleave(['check', file, '--real', '--json', ...options])
  expect({ code, stderr: stderr.replace(/^note: .*\n/, '') }).toEqual({ code: 0, stderr: '' })
  return JSON.parse(stdout)
}

const valuesOf = ({ outcomes }: Answer): string[] =>
  outcomes.map(({ final, exceptions }) => [...Object.values(final), ...exceptions.map(({ type }) => type)].join(' ')).sort()

/** What people have, and what can happen, derived by hand: names to observe, values, kinds of findings. */
const cases: readonly (readonly [string, string | null, readonly string[], readonly string[]])[] = [
  // Both may miss the entry and make one each; the counts of what was made, and of queries, are updated without a lock.
  ['cache.py', "cache.created, cache.entries['db'].queries", ['1 1', '1 2', '2 1', '2 2'], ['lost-update', 'data-race']],
  ['words.py', "counts['be'], counts['to']", ['1 1', '2 1'], ['data-race']],
  // The slower one has compared with what was there before.
  ['results.py', 'best', ['5', '9'], ['data-race']],
  ['transfer.py', 'ada.balance, bob.balance', ['11 4'], ['deadlock']],
  ['workers.py', 'done', ['[1, 4]', '[4, 1]'], []],
  ['singleton.py', 'made, same', ['1 True', '2 False', '2 True'], ['data-race']],
  ['bucket.py', 'admitted', ['1', '2'], ['lost-update', 'data-race']],
  ['readwrite.py', 'first, second, seen', ['1 1 (0, 0)', '1 1 (1, 1)'], []],
  // Coroutines: each has read the balance before the other one's deposit.
  ['balance.py', 'balance', ['10', '5'], ['lost-update']],
  // Both read before either writes, since both sleep in between; the last write stays.
  ['balance.py', 'balance', ['10', '5'], ['lost-update']],
  // A consumer that was woken finds that another one came before it.
  ['letters.py', 'text', ["'a' IndexError", "'a' IndexError", "'ab'"], ['uncaught-exception']],
]

describe('files as people have them, in CPython under every schedule', () => {
  test.each(cases)('%s', (file, observe, values, kinds) => {
    const answer = real(join(files, file), ...(observe === null ? [] : ['--observe', observe]))
    expect(answer.complete).toBe(true)
    expect(valuesOf(answer)).toEqual(values)
    expect([...new Set(answer.findings.map(({ kind }) => kind))]).toEqual(kinds)
    for (const { trace } of answer.findings) expect(trace.length).toBeGreaterThan(0)
  })
})

function written(name: string, text: string): string {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

const counter = written(
  'counter.py',
  `import threading
counter = 0
def work():
    global counter
    counter += 1
ts = [threading.Thread(target=work) for _ in range(3)]
for t in ts: t.start()
for t in ts: t.join()
`,
)

const tests = join(root, 'examples/pytest/test_counter.py')

test('a function of a test is called under every schedule', () => {
  const call = (name: string): Answer => {
    const environment = { PYTHONPATH: join(root, 'python') }
    const { stdout } = interleave(['check', tests, '--real', '--json', '--call', name], { env: environment })
    return JSON.parse(stdout)
  }
  expect(call('two_with_a_lock').findings).toEqual([])
  expect(call('two_without').findings.map(({ kind }) => kind)).toContain('uncaught-exception')
  const { code, stderr } = interleave(['check', tests, '--real', '--call', 'none'])
  expect(code).toBe(2)
  expect(stderr).toContain('the module has no function none; its functions: run, two_with_a_lock')
})

test.each([
  [['examples/python/transfer.py'], 'note: the trace was forced on the unmodified file, too\n'],
  // The function calls another one, which starts the threads.
  [
    ['examples/pytest/test_counter.py', '--call', 'two_without'],
    'note: all 3 traces were forced on the unmodified file, too\n',
  ],
  [['examples/python/balance.py'], 'note: no trace could be forced on the unmodified file: tasks of asyncio are no threads'],
])('the traces of findings are forced on the unmodified file: %o', (args, words) => {
  const { stderr, stdout } = interleave(['check', '--real', ...args], { env: { PYTHONPATH: join(root, 'python') } })
  expect(stderr).toContain(words)
  expect(stdout).toMatch(/^(FOUND|FAIL) /m)
})

test('a schedule of a function is forced, with the threads that another one starts', () => {
  const args = ['replay', tests, '--real', '--call', 'two_without', '--finding', 'lost-update']
  const { stdout, code } = interleave(args, { env: { PYTHONPATH: join(root, 'python') } })
  expect(stdout).toMatch(/in this\s+order, with the values of the/)
  expect(code).toBe(0)
})

test('the package for Python explores functions of tests', () => {
  const command = join(folder, 'interleave')
  writeFileSync(command, `#!/bin/sh\nexec "${process.execPath}" "${join(root, 'dist/cli.cjs')}" "$@"\n`, { mode: 0o755 })
  const script = 'import test_counter as t; t.test_with_a_lock(); t.test_without(); print("both")'
  const { stdout, stderr } = spawnSync('python3', ['-c', script], {
    encoding: 'utf8',
    cwd: join(root, 'examples/pytest'),
    env: { ...process.env, PYTHONPATH: join(root, 'python'), INTERLEAVE: command, PYTHONDONTWRITEBYTECODE: '1' },
  })
  expect({ stdout, stderr }).toEqual({ stdout: 'both\n', stderr: '' })
})

test.each([
  ['balance.py', ': 2 tasks.'],
  ['transfer.py', ': 3 threads.'],
])('the headline counts what runs: %s', (file, words) => {
  const { stdout } = interleave(['check', join(files, file), '--real'], { env: { COLUMNS: '200' } })
  // The path may be so long that the headline takes two lines.
  expect(stdout.split('\n\n')[0]?.replace(/\s+/g, ' ')).toContain(words)
})

/** The fewest changes of threads that show the finding, counted by hand. */
test.each([
  // Both are started; one reads, the other one updates, the first one writes; main joins both.
  ['models/bank_account.py', 'lost-update', 4],
  // One after the other, and main joins them.
  ['models/bank_account.py', 'data-race', 3],
  // The first consumer waits, one letter comes, the second consumer takes it, the first one finds none.
  ['examples/python/letters.py', 'uncaught-exception', 6],
])('the trace of a finding changes threads as little as possible: %s, %s', (file, kind, changes) => {
  const { stdout } = interleave(['check', file, '--real', '--json'])
  const { findings }: { findings: { kind: string; trace: { thread: string }[] }[] } = JSON.parse(stdout)
  const threads = findings.find((each) => each.kind === kind)?.trace.map(({ thread }) => thread) ?? []
  expect(threads.filter((each, index) => index > 0 && each !== threads[index - 1])).toHaveLength(changes)
})

test('how many preemptions were tried is said; one is enough for the lost updates of three threads', () => {
  const { stdout, code } = interleave(['check', counter, '--real', '--json', '--bound', '1'])
  const answer = JSON.parse(stdout)
  expect(code).toBe(3)
  expect(answer.search).toMatchObject({ kind: 'bounded', bound: 1, complete: false })
  expect(valuesOf(answer)).toEqual(['1', '2', '3'])
  expect(valuesOf(real(counter))).toEqual(['1', '2', '3'])
})

test('random executions are repeated by their seed', () => {
  const run = (seed: string): unknown => {
    const { stdout, code } = interleave(['check', counter, '--real', '--json', '--random', '40', '--seed', seed])
    expect(code).toBe(3)
    const { outcomes, search } = JSON.parse(stdout)
    return { outcomes, search }
  }
  expect(run('7')).toEqual(run('7'))
})

test('a limit makes the answer incomplete', () => {
  const { stdout, code } = interleave(['check', counter, '--real', '--max-states', '5'])
  expect(code).toBe(3)
  expect(stdout).toContain('Incomplete: 5 executions; the most executions were made.')
  expect(stdout).not.toContain('PASS')
})

test.each([
  ['open("x", "w")', 'writes a file'],
  ['import subprocess', 'starts processes'],
])('%s is not executed unless it may be', (line, message) => {
  const file = written('effects.py', `import threading\n${line}\n`)
  const { code, stderr } = interleave(['check', file, '--real'])
  expect(code).toBe(2)
  expect(stderr).toContain('effects.py:2:1: error: this ')
  expect(stderr).toContain(message)
  expect(stderr).toContain('--allow-effects')
})

test.each([
  ['def f(:\n', 'mistake.py:1:7: error: SyntaxError'],
  ['x = 1\n  y = 2\n', 'mistake.py:2:2: error: IndentationError'],
])('what is no Python is said at its place: %j', (text, message) => {
  const { code, stderr } = interleave(['check', written('mistake.py', text), '--real'])
  expect(code).toBe(2)
  expect(stderr).toContain(message)
})

test('an interpreter that does not exist is one message', () => {
  const { code, stderr } = interleave(['check', counter, '--real', '--python', 'python9'])
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: 'error: cannot start python9\n  name an interpreter of Python 3.9 or later: `--python python3.12`\n',
  })
})

test('stress shows what was seen beside what is possible', () => {
  const { stdout, code } = interleave(['stress', join(root, 'models/dict_counter.py'), '--seconds', '3', '--json'])
  expect(code).toBe(0)
  const { seen, possible, stuck } = JSON.parse(stdout)
  expect(stuck).toBe(0)
  expect(possible).toEqual([
    { "votes['yes']": '1', "votes['no']": '1' },
    { "votes['yes']": '2', "votes['no']": '1' },
  ])
  expect(seen.length).toBeGreaterThan(0)
  for (const { final } of seen) expect(possible).toContainEqual(final)
})

test('stress gives up executions that never end, and says how many', () => {
  const file = written('stuck.py', 'import threading\nlock = threading.Lock()\nn = 1\nlock.acquire()\nlock.acquire()\n')
  const { stdout, code } = interleave(['stress', file, '--seconds', '4', '--json'])
  expect(code).toBe(0)
  const { seen, stuck } = JSON.parse(stdout)
  expect(seen).toEqual([])
  expect(stuck).toBeGreaterThan(0)
})

test('a variable that only some executions assign is no value of another one', () => {
  const text = `import threading
flag = False
def w():
    global flag
    flag = True
t = threading.Thread(target=w)
t.start()
if flag:
    a = 1
else:
    b = 1
t.join()
`
  const { outcomes } = real(written('branch.py', text))
  expect(outcomes.map(({ final }) => final)).toEqual([
    { flag: 'True', b: '1', a: 'not set' },
    { flag: 'True', b: 'not set', a: '1' },
  ])
})

test('an exception that leaves others waiting is a finding besides their deadlock', () => {
  const text = `import threading
lock = threading.Lock()
def a():
    lock.acquire()
    while lock.locked():
        raise ValueError('boom')
def b():
    with lock:
        pass
def c():
    a()
ts = [threading.Thread(target=c), threading.Thread(target=a)]
for t in ts: t.start()
for t in ts: t.join()
`
  const { outcomes, findings } = real(written('dies.py', text))
  expect(outcomes).toEqual([])
  expect(new Set(findings.map(({ kind }) => kind))).toEqual(new Set(['deadlock', 'uncaught-exception']))
})

test('a file that chance decides is refused, not explored', () => {
  const text = `import os, threading
n = 0
def w():
    global n
    if os.urandom(1)[0] % 2: n += 1
    n += 1
ts = [threading.Thread(target=w) for _ in range(3)]
for t in ts: t.start()
for t in ts: t.join()
`
  const { code, stderr } = interleave(['check', written('chance.py', text), '--real'])
  expect(code).toBe(2)
  expect(stderr).toContain('error: the file does not do the same each time that it is executed under the same schedule')
})

test('stress executes no file that changes something outside', () => {
  const target = join(folder, 'kept.txt')
  const file = written('outside.py', `import threading\nopen(${JSON.stringify(target)}, 'a').write('x')\n`)
  const { code, stderr } = interleave(['stress', file, '--seconds', '1'])
  expect(code).toBe(2)
  expect(stderr).toContain('outside.py:2:1: error: this writes a file')
  expect(existsSync(target)).toBe(false)
  expect(interleave(['stress', file, '--seconds', '1', '--allow-effects']).code).toBe(0)
  expect(existsSync(target)).toBe(true)
})

const clock = written(
  'clock.py',
  `import datetime, threading, time
from datetime import date
start = time.monotonic()
t = threading.Thread(target=time.sleep, args=(2,))
t.start(); t.join()
took = round(time.monotonic() - start, 3)
moment = datetime.datetime.now().isoformat()
zoned = datetime.datetime.now(datetime.timezone.utc).isoformat()
day = date.today().isoformat()
`,
)

// 1,700,000,000 s after 1970 are 2023-11-14, 22:13:20. A thread that joins another one goes on with the later time.
test.each([
  [[], '2.001', '2023-11-14T22:13:22.003000', '2023-11-14T22:13:22.004000+00:00'],
  [['--clock', 'virtual'], '2.001', '2023-11-14T22:13:22.003000', '2023-11-14T22:13:22.004000+00:00'],
  [['--clock', 'still'], '0.0', '2023-11-14T22:13:20', '2023-11-14T22:13:20+00:00'],
])('the clock, with %j', (options, took, moment, zoned) => {
  const [outcome] = real(clock, '--observe', 'took, moment, zoned, day', ...options).outcomes
  expect(outcome?.final).toEqual({ took, moment: `'${moment}'`, zoned: `'${zoned}'`, day: "'2023-11-14'" })
})

test('--clock is for --real', () => {
  const { code, stderr } = interleave(['check', clock, '--clock', 'still'])
  expect(code).toBe(2)
  expect(stderr).toContain('write `--real --clock still`')
})

test.each([
  ['lambda: None', 'give it a name: write it as a function of the module'],
  ['local()', 'move it out of the function that it is defined in'],
  ['Some().method', 'write a function of the module that calls it'],
])('what the package cannot call again and again, it says what to do about: %s', (expression, hint) => {
  const file = written(
    'tests.py',
    `import interleave
def local():
    def inner(): pass
    return inner
class Some:
    def method(self): pass
try:
    interleave.explore(${expression})
except ValueError as problem:
    print(problem)
`,
  )
  const { stdout, stderr } = spawnSync('python3', [file], {
    encoding: 'utf8',
    env: { ...process.env, PYTHONPATH: join(root, 'python'), PYTHONDONTWRITEBYTECODE: '1' },
  })
  expect(stderr).toBe('')
  expect(stdout).toContain(hint)
})

test('of an interpreter that code in C blocks it is told where that was called', () => {
  const dump = `Timeout (0:00:30)!
Thread 0x01 (most recent call first):
  File "/agent/scheduler.py", line 120 in hold
  File "${counter}", line 8 in <module>

Thread 0x02 (most recent call first):
  File "/lib/re.py", line 166 in match
  File "${counter}", line 5 in work
  File "/agent/threads.py", line 120 in run
`
  const [diagnostic] = hung(dump, ['/agent', counter])?.diagnostics ?? []
  expect(diagnostic?.message).toContain('keep all other threads from running')
  expect(diagnostic?.span?.start).toBe(readFileSync(counter, 'utf8').indexOf('    counter += 1'))
  expect(hung('Fatal Python error', ['/agent', counter])).toBeNull()
})
