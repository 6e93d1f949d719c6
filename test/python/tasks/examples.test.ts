import { expect, test } from 'vitest'
import { check } from '../../../src/check/check.ts'
import { readUnfolded } from '../../../src/language/python/unfolding/read.ts'
import { denoted, denotedText } from '../../../src/program/denote.ts'

interface Answer {
  readonly finals: readonly string[]
  readonly kinds: readonly string[]
}

/** The values of a variable at the end of all executions, and what was found; or why the program is refused. */
async function answer(name: string, text: string): Promise<Answer | string> {
  const model = readUnfolded({ name: 'program.py', text })
  if (!model.ok) return model.errors?.[0]?.message ?? 'nothing to execute'
  const { program } = model.value
  const result = await check(program, { maxStates: 100_000 })
  const at = result.observed.findIndex((each) => each.kind === 'shared' && program.shared[each.variable]?.name === name)
  const observed = result.observed[at]
  const finals = result.outcomes.map(({ final }) =>
    observed === undefined ? '' : denotedText(denoted(program, observed, final[at] ?? 0)),
  )
  return { finals: [...new Set(finals)].sort(), kinds: [...new Set(result.findings.map(({ kind }) => kind))].sort() }
}

const account = (body: string): string => `import asyncio
balance = 0
lock = asyncio.Lock()
async def deposit():
    global balance
${body.replace(/^/gm, '    ')}
async def main():
    await asyncio.gather(deposit(), deposit())
asyncio.run(main())
`

test('an await between reading and writing loses an update', async () => {
  const text = account('current = balance\nawait asyncio.sleep(0)\nbalance = current + 1')
  expect(await answer('balance', text)).toEqual({ finals: ['1', '2'], kinds: ['lost-update'] })
})

test('without an await between them no other task comes in between', async () => {
  const text = account('await asyncio.sleep(0)\nbalance = balance + 1')
  expect(await answer('balance', text)).toEqual({ finals: ['2'], kinds: [] })
})

test('a lock holds over an await', async () => {
  const text = account('async with lock:\n    current = balance\n    await asyncio.sleep(0)\n    balance = current + 1')
  expect(await answer('balance', text)).toEqual({ finals: ['2'], kinds: [] })
})

test('locks in different orders are a deadlock', async () => {
  const text = `import asyncio
a = asyncio.Lock()
b = asyncio.Lock()
async def work(one, other):
    async with one:
        await asyncio.sleep(0)
        async with other:
            pass
async def main():
    await asyncio.gather(work(a, b), work(b, a))
asyncio.run(main())
`
  expect(await answer('a', text)).toMatchObject({ kinds: ['deadlock'] })
})

test('tasks that nobody awaits are cancelled when the main one has ended', async () => {
  const text = `import asyncio
done = 0
async def work():
    global done
    try:
        await asyncio.Event().wait()
    finally:
        done += 1
async def main():
    asyncio.create_task(work())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
asyncio.run(main())
`
  expect(await answer('done', text)).toEqual({ finals: ['0', '1'], kinds: [] })
})

test('a task that waits for threads is refused', async () => {
  const text = account('with threading.Lock():\n    balance += 1').replace('import asyncio', 'import asyncio, threading, queue')
  expect(await answer('balance', text)).toMatchObject({ finals: ['2'] })
  const waits = account('q.get()').replace('import asyncio', 'import asyncio, queue\nq = queue.Queue()')
  expect(await answer('balance', waits)).toContain('stops its whole event loop')
})

test('a thread keeps what it wrote before it waits for what never comes', async () => {
  const text = `import threading
x = 0
ev = threading.Event()
def work():
    global x
    x = 1
    ev.wait()
def other():
    global y
    y = x
y = 0
threads = [threading.Thread(target=work, daemon=True), threading.Thread(target=other)]
for t in threads:
    t.start()
threads[1].join()
`
  expect(await answer('y', text)).toMatchObject({ finals: ['0', '1'] })
})

test('an operation may fail as the last one of a thread', async () => {
  const text = `import threading
rl = threading.RLock()
flag = False
def work():
    rl.release()
def other():
    global flag
    flag = rl.acquire(blocking=False)
threads = [threading.Thread(target=work), threading.Thread(target=other)]
for t in threads:
    t.start()
for t in threads:
    t.join()
`
  expect(await answer('flag', text)).toEqual({ finals: ['True'], kinds: ['lock-held-at-exit', 'uncaught-exception'] })
})
