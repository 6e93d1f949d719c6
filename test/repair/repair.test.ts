import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type FixOptions, fix } from '../../src/index.ts'
import { interleave, scratch } from '../cli/command.ts'

/** Repairs a model of the folder, and returns what each proposal does. */
async function texts(file: string, options: FixOptions = {}): Promise<readonly string[]> {
  const { proposals } = await fix({ file: `models/${file}` }, options)
  return proposals.map(({ text }) => text)
}

describe('the classic mistakes', () => {
  test.for<readonly [string, FixOptions, string]>([
    ['lesson.py', { threads: { deposit_racy: 2 }, bound: 1 }, 'put line 9 under `lock`'],
    ['lesson.py', { threads: { deposit_racy: 1, deposit_safe: 1 }, bound: 1 }, 'put line 9 under `lock`'],
    ['quiz1.ilv', {}, 'make the update in line 9 one step'],
    ['quiz2.ilv', {}, 'put lines 17–19 under `m`'],
    ['approaches/none.py', {}, 'make `balance` an `AtomicInt`, whose updates are one step each'],
    ['bank_account.py', {}, 'put line 18 under `self.lock`'],
    ['dict_counter.py', {}, 'put line 11 under a new lock `lock`'],
    ['singleton.py', {}, 'put lines 14–16 under a new lock `lock`'],
    ['check_then_act.ilv', {}, 'put lines 9–21 under `m`'],
    ['deadlock.ilv', {}, 'put lines 7–10 under `m2`'],
    ['lock_order.py', {}, 'put lines 14–16 under `right`'],
    ['dining_philosophers.py', {}, 'take `forks[min(i, (i + 1) % N)]` before `forks[max(i, (i + 1) % N)]` in line 15'],
    ['philosophers.ilv', {}, 'take `fork[min(me, (me + 1) % N)]` before `fork[max(me, (me + 1) % N)]` in lines 9 and 10'],
    ['bounded_buffer_if.py', {}, 'test the condition of line 21 again after the wait'],
    ['missed_signal.py', {}, 'remember in `signalled` that `signal` was signalled, and look at it before the wait'],
    ['exam/missed_notify.ilv', {}, 'remember in `signalled` that `c` was signalled, and look at it before the wait'],
    ['finally_missing.py', { for: ['deadlock'] }, 'add `lock.release()` before line 14'],
    ['event_too_early.py', {}, 'exchange line 13 and line 14'],
    ['double_checked_racy.ilv', {}, 'exchange line 14 and line 15 and declare the variables of line 4 atomic'],
    ['exam/buffer_mutex_first.ilv', {}, 'exchange line 14 and line 15 and exchange line 23 and line 24'],
    ['algorithms/test_then_set.ilv', {}, 'put lines 10–12 under a new lock `m`'],
    ['exam/reader_count.ilv', {}, 'put lines 13–20 under `room`'],
  ])('%s %o', async ([file, options, wanted]) => {
    expect(await texts(file, options)).toContain(wanted)
  })
})

test('where `notify` wakes the wrong thread, no operation is missing: all are to be woken', async () => {
  const text = `from threading import Condition, Thread
buffer = []
changed = Condition()
def produce():
    with changed:
        while len(buffer) == 1:
            changed.wait()
        buffer.append(1)
        changed.notify()
def consume():
    with changed:
        while len(buffer) == 0:
            changed.wait()
        buffer.pop()
        changed.notify()
ts = [Thread(target=each) for each in (produce, produce, consume, consume)]
for t in ts: t.start()
for t in ts: t.join()
`
  const { proposals } = await fix({ name: 'buffer.py', text })
  expect(proposals.slice(0, 2).map((each) => each.text)).toEqual([
    'wake all threads that sleep, in line 9',
    'wake all threads that sleep, in line 15',
  ])
})

test('a double-checked creation that forgets the second check gets it', async () => {
  const text = `import threading
lock = threading.Lock()
instance = None
created = 0
def get():
    global instance, created
    if instance is None:
        with lock:
            created += 1
            instance = "the one"
a = threading.Thread(target=get)
b = threading.Thread(target=get)
a.start()
b.start()
a.join()
b.join()
`
  const { proposals } = await fix({ name: 'once.py', text }, { expect: 'created == 1' })
  expect(proposals.map((each) => each.text)).toContain('put lines 7–10 under `lock`')
  expect(proposals.flatMap(({ changes }) => changes.map(({ kind }) => kind))).not.toContain('remove')
})

test('a buffer with `if` around every `wait` and one `notify` for all is repaired at all places at once', async () => {
  const text = `import threading

buffer = []
SIZE = 1
cond = threading.Condition()


def producer():
    with cond:
        if len(buffer) == SIZE:
            cond.wait()
        buffer.append(1)
        cond.notify()


def consumer():
    with cond:
        if len(buffer) == 0:
            cond.wait()
        buffer.pop(0)
        cond.notify()


threads = [threading.Thread(target=each) for each in (producer, producer, consumer, consumer)]
for t in threads:
    t.start()
for t in threads:
    t.join()
`
  const { proposals } = await fix({ name: 'buffer.py', text })
  expect(proposals.map((each) => each.changes.map(({ kind }) => kind).toSorted())).toContainEqual(['notify-all', 'while'])
  for (const { outcomes, left } of proposals) expect([outcomes, left]).toEqual([[['buffer = []']], []])
})

describe('locks that have other names for each thread are taken in the order of their addresses', () => {
  test.for<readonly [string, string]>([
    [
      'take the locks of `source` and `target` in one order, whoever asks, in line 11',
      `import threading


class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()


def transfer(source, target, amount):
    with source.lock:
        with target.lock:
            source.balance -= amount
            target.balance += amount


a = Account(100)
b = Account(100)
t1 = threading.Thread(target=transfer, args=(a, b, 10))
t2 = threading.Thread(target=transfer, args=(b, a, 20))
t1.start()
t2.start()
t1.join()
t2.join()
`,
    ],
    [
      'take `self.left` and `self.right` in one order, whoever asks, in line 12',
      `import threading


class Philosopher(threading.Thread):
    def __init__(self, name, left, right):
        super().__init__(name=name)
        self.left = left
        self.right = right
        self.meals = 0

    def run(self):
        with self.left:
            with self.right:
                self.meals += 1


forks = [threading.Lock() for _ in range(3)]
philosophers = [Philosopher(str(i), forks[i], forks[(i + 1) % 3]) for i in range(3)]
for p in philosophers:
    p.start()
for p in philosophers:
    p.join()
`,
    ],
  ])('%s', async ([wanted, text]) => {
    const { proposals } = await fix({ name: 'order.py', text })
    expect(proposals[0]?.text).toBe(wanted)
    const { status, stderr } = spawnSync('python3', ['-c', proposals[0]?.changed ?? ''], { encoding: 'utf8', timeout: 10_000 })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  })
})

describe('what is no repair', () => {
  test('no proposal has a mistake, or loses an outcome of a serial execution', async () => {
    const text = 'shared x = 0\nlock m\nthread A:\n  x += 1\nthread B:\n  x += 2\n'
    const { proposals } = await fix({ name: 'x.ilv', text })
    expect(proposals.length).toBeGreaterThan(0)
    for (const { outcomes, left } of proposals) {
      expect(outcomes).toEqual([['x = 3']])
      expect(left).toEqual([])
    }
  })

  test('a program that must deadlock is not repaired by making the rest impossible', async () => {
    const { proposals, partial, best } = await fix({ file: 'models/exam/buffer_if.ilv' }, { timeoutMs: 20_000 })
    expect(proposals).toEqual([])
    expect(partial).toEqual([])
    expect(best?.left).toContain('deadlock')
  })

  test('what repairs a part of the mistakes says what is left', async () => {
    const { proposals, partial } = await fix({ file: 'models/finally_missing.py' }, { timeoutMs: 6000 })
    expect(proposals).toEqual([])
    expect(partial[0]).toMatchObject({ text: 'add `lock.release()` before line 14', left: 'uncaught exception' })
  })

  test('threads are not made to run one after another', async () => {
    const { proposals } = await fix({ file: 'models/dict_counter.py' })
    expect(proposals.flatMap(({ changes }) => changes.map(({ kind }) => kind))).not.toContain('join')
  })
})

test('the goal can be a condition of its own', async () => {
  const text = 'shared balance = 0\natomic done = 0\nthread A, B:\n  balance += 2\n'
  const { expectations, proposals } = await fix({ name: 'b.ilv', text }, { expect: 'balance == 4' })
  expect(expectations).toEqual(['final balance == 4'])
  expect(proposals[0]?.outcomes).toEqual([['balance = 4', 'done = 0']])
})

test('a name that a function assigns is declared global, with the lock that it then needs', async () => {
  const text = `import threading
counter = 0
def work():
    counter += 1
a = threading.Thread(target=work)
b = threading.Thread(target=work)
a.start()
b.start()
a.join()
b.join()
`
  const { proposals } = await fix({ name: 'forgot.py', text })
  const found = proposals.find(({ changes }) => changes.some(({ kind }) => kind === 'declare'))
  expect(found?.changed).toContain('    global counter\n    with lock:\n        counter += 1\n')
  expect(found?.outcomes).toEqual([['counter = 2']])
})

test('only what is there is repaired, and what an option expects is asked for besides', async () => {
  expect((await fix({ file: 'models/deadlock.ilv' }, { for: ['lost-update'] })).proposals).toEqual([])
  const { findings, expectations } = await fix({ file: 'models/quiz1.ilv' }, { for: ['data-race'], expect: 'balance == 2' })
  expect(findings).toEqual(['data-race'])
  expect(expectations).toEqual(['final balance == 2'])
})

test('a program that goes on without end is repaired by what was found, and the report says so', async () => {
  const text =
    'shared x = 0, big = 0\nlock m\nthread A:\n  while true:\n    big += 1\n    acquire m\n    x += 1\n    release m\n  end\nthread B:\n  x += 1\n'
  const { complete, findings } = await fix({ name: 'endless.ilv', text }, { timeoutMs: 3000, max: 1 })
  expect(complete).toBe(false)
  expect(findings).toContain('data-race')
})

describe('the command', () => {
  test('its diff is what `git apply` takes, and the changed Python file runs', () => {
    const folder = scratch()
    cpSync('models/approaches/none.py', join(folder, 'none.py'))
    const { stdout, code } = interleave(['fix', 'none.py', '--format', 'diff', '--number', '2'], { cwd: folder })
    expect(code).toBe(0)
    expect(stdout).toContain('+    with lock:')
    spawnSync('git', ['init', '-q'], { cwd: folder })
    const applied = spawnSync('git', ['apply', '-'], { cwd: folder, input: stdout, encoding: 'utf8' })
    expect(applied.stderr).toBe('')
    const program = `${readFileSync(join(folder, 'none.py'), 'utf8')}\nprint(balance)\n`
    expect(spawnSync('python3', ['-c', program], { encoding: 'utf8' })).toMatchObject({ stdout: '2\n', status: 0 })
  })

  test('`--apply` writes the repair, keeps what else stands there, and nothing is left to do', () => {
    const folder = scratch()
    const text = 'shared x = 0  # ours\r\n\r\nthread A, B:\r\n\tload r, x # read\r\n\tadd r, 1\r\n\tstore x, r\r\n'
    writeFileSync(join(folder, 'x.ilv'), text)
    const ran = interleave(['fix', 'x.ilv', '--apply', '--number', '2', '--quiet'], { cwd: folder })
    expect(ran.code).toBe(0)
    expect(ran.stderr).toBe('changed x.ilv: put lines 4–6 under a new lock `m`\n')
    const changed = readFileSync(join(folder, 'x.ilv'), 'utf8')
    expect(changed).toBe(
      'shared x = 0  # ours\r\nlock m\r\n\r\nthread A, B:\r\n\tacquire m\r\n\tload r, x # read\r\n\tadd r, 1\r\n\tstore x, r\r\n\trelease m\r\n',
    )
    expect(interleave(['fix', 'x.ilv'], { cwd: folder })).toMatchObject({
      code: 0,
      stdout: 'x.ilv: there is nothing to repair: no finding, and what is expected holds\n',
    })
  })

  test.for<readonly [readonly string[], string]>([
    [['models/peterson.s'], '`fix` changes programs in instruction text and Python'],
    [['models/quiz1.ilv', '--for', 'lost-updat'], 'did you mean `lost-update`?'],
    [['models/quiz1.ilv', '--expect', 'balanc == 2'], 'balanc'],
    [['models/quiz1.ilv', '--max', 'x'], '--max x'],
    [['models/quiz1.ilv', '--max', '0'], '--max 0: expected a number from 1'],
    [['models/quiz1.ilv', '--number', '2'], '--number says which repair to apply or print'],
    [['models/quiz1.ilv', '--format', 'diff', '--number', '9'], '--number 9: there are 2 repairs'],
  ])('%o is refused', ([args, message]) => {
    const { code, stderr } = interleave(['fix', ...args])
    expect(stderr).toContain(message)
    expect(code).toBe(2)
  })

  test('JSON has the same', () => {
    const { stdout } = interleave(['fix', 'models/quiz2.ilv', '--json'])
    const report: unknown = JSON.parse(stdout)
    expect(report).toMatchObject({
      schema: 'interleave/fix@1',
      findings: ['lost-update', 'data-race'],
      proposals: [{ text: 'put lines 17–19 under `m`', changedLines: 2, outcomes: [['balance = 2']], left: [] }],
      partial: [],
    })
  })
})
