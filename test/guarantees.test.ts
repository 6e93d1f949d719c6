import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Assessment, assess } from '../src/check/assess.ts'
import { readModel } from '../src/language/read.ts'

/** What the literature says of each: Herlihy & Shavit, The Art of Multiprocessor Programming, and the papers named there. */
const stated: readonly [string, string][] = [
  ['spin_lock.ilv', 'blocking'],
  ['ticket_lock.ilv', 'blocking'],
  ['polite_threads.ilv', 'blocking'],
  ['polite_philosophers.ilv', 'blocking'],
  ['peterson.ilv', 'blocking'],
  ['dekker.ilv', 'blocking'],
  ['filter_lock.ilv', 'blocking'],
  ['bakery.ilv', 'blocking'],
  ['seqlock.ilv', 'blocking'],
  ['bounded_retry.ilv', 'wait-free'],
  ['treiber_stack.ilv', 'lock-free'],
  ['treiber_tagged.ilv', 'lock-free'],
  ['michael_scott.ilv', 'lock-free'],
  ['approaches/none.ilv', 'wait-free'],
  ['approaches/mutex.ilv', 'blocking'],
  ['approaches/atomic.ilv', 'wait-free'],
  ['approaches/cas.ilv', 'lock-free'],
  ['approaches/lock_free.ilv', 'lock-free'],
  ['approaches/none.py', 'wait-free'],
  ['approaches/mutex.py', 'blocking'],
  ['approaches/atomic.py', 'wait-free'],
  ['approaches/cas.py', 'lock-free'],
  ['approaches/lock_free.py', 'lock-free'],
]

async function assessed(
  name: string,
  text: string,
  forever: boolean,
  maxStates = Number.POSITIVE_INFINITY,
): Promise<Assessment> {
  const read = await readModel({ name, text })
  if (!read.ok) throw new Error(read.errors.map((each) => each.message).join('\n'))
  return assess(read.value.program, { maxStates }, forever)
}

test.each(stated)('%s, its threads repeated for ever, is %s', { timeout: 60_000 }, async (name, guarantee) => {
  const text = readFileSync(join(import.meta.dirname, '../models', name), 'utf8')
  // That a thread can be blocked shows early; the other guarantees are of the whole space.
  const maxStates = guarantee === 'blocking' ? 50_000 : Number.POSITIVE_INFINITY
  expect((await assessed(name, text, true, maxStates)).guarantee?.guarantee).toBe(guarantee)
})

test('a program without a cycle proves nothing', async () => {
  const { guarantee } = await assessed('x.ilv', 'shared x = 0\nthread A, B:\n load r, x\n store x, r + 1\n', false)
  expect(guarantee).toEqual({ guarantee: null, refutations: [] })
})

test('that a thread can be blocked shows in a part of the space too, and nothing else does', async () => {
  const locked = 'shared x = 0\nlock m\nthread A, B:\n acquire m\n load r, x\n store x, r + 1\n release m\n'
  expect((await assessed('x.ilv', locked, true, 500)).guarantee?.guarantee).toBe('blocking')
  const free = 'atomic x = 0\nthread A, B:\n fetch_add r, x, 1\n'
  expect((await assessed('x.ilv', free, true, 500)).guarantee).toBe(null)
})

/** A lock of one's own making, taken by calls: the calls themselves never wait, and yet a thread may get nowhere. */
const tried = `
import threading
from interleave import AtomicInt

taken = AtomicInt(0)

def try_lock():
    return taken.exchange(1) == 0

def unlock():
    taken.store(0)

def work():
    while True:
        while not try_lock():
            pass
        unlock()
        # progress

for _ in range(2):
    threading.Thread(target=work).start()
`

test('calls are operations for the guarantee, but no progress where the text marks its own', async () => {
  const { guarantee, result } = await assessed('x.py', tried, false)
  expect(guarantee?.guarantee).toBe('wait-free')
  expect(result.findings.map(({ detail, lines }) => [detail.kind === 'starvation' ? detail.thread : null, lines])).toEqual([
    [1, [8]],
    [2, [8]],
  ])
})

test('contention grows with a thread more, also where a main thread starts the others', async () => {
  const program = (calls: string): string =>
    `import threading\nbalance = 0\nlock = threading.Lock()\ndef deposit():\n    global balance\n    with lock:\n        balance += 1\n${calls}`
  const two =
    'a = threading.Thread(target=deposit)\nb = threading.Thread(target=deposit)\na.start()\nb.start()\na.join()\nb.join()\n'
  const three = two
    .replace('\na.start', '\nc = threading.Thread(target=deposit)\na.start')
    .replace('b.start()\n', 'b.start()\nc.start()\n')
  const { grown } = await assessed('x.py', program(two), false)
  const { contention } = await assessed('x.py', program(`${three}c.join()\n`), false)
  expect(grown).not.toBe(null)
  expect(grown?.threads.map(({ steps, waits }) => [steps, waits.most])).toEqual(
    contention?.threads.map(({ steps, waits }) => [steps, waits.most]),
  )
})
