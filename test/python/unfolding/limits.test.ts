import { expect, test } from 'vitest'
import { check } from '../../../src/check/check.ts'
import { readUnfolded } from '../../../src/language/python/unfolding/read.ts'
import { readModel } from '../../../src/language/read.ts'
import { denotedText } from '../../../src/program/denote.ts'
import { shownValues } from '../../../src/program/heap.ts'

/** A program of one thread, whose body only the machine reads. */
function programOf(body: string): string {
  const lines = body.split('\n').map((line) => `    ${line}`)
  return `import random\nimport threading\nx = {}\ndef work():\n${lines.join('\n')}\nt = threading.Thread(target=work)\nt.start()\nt.join()\n`
}

function refusal(body: string): string | null {
  const read = readUnfolded({ name: 'program.py', text: programOf(body) })
  return read.ok ? null : (read.errors?.[0]?.message ?? 'nothing')
}

async function kinds(body: string): Promise<string[]> {
  const read = readUnfolded({ name: 'program.py', text: programOf(body) })
  if (!read.ok) throw new Error('not read')
  const { findings, complete } = await check(read.value.program)
  expect(complete).toBe(true)
  return findings.map(({ kind }) => kind)
}

test('a loop is endless if its state returns, and refused if it only takes long', async () => {
  expect(await kinds('while True:\n    pass')).toEqual(['divergence'])
  expect(await kinds('for i in range(1000):\n    x["a"] = i')).toEqual([])
  expect(refusal('n = 0\nwhile True:\n    n += 1')).toBe('this takes too long to execute')
  expect(refusal('n = 0\nfor i in range(10 ** 6):\n    n += i')).toBe('this takes too long to execute')
})

test('calls of a thread that nest too deeply are refused', () => {
  const body = 'def f():\n    global x\n    x = str(1)\n    f()\nf()'
  expect(refusal(body)).toBe('the calls of a thread nest too deeply')
})

test.each([
  ['x["a"] = random.random() < 0.5', null],
  ['import time\ntime.sleep(random.uniform(1, 2) / 10)\nx["a"] = 1', null],
  ['x["a"] = random.random() * 10 < 5', '`this use of a random float` is not supported'],
  ['x["a"] = int(random.random() * 10)', '`this use of a random float` is not supported'],
  ['x["a"] = f"{random.random():.2f}"', '`this use of a random float` is not supported'],
])('a random float is a chance, or slept for: %s', (body, message) => {
  expect(refusal(body)).toBe(message)
})

test('integers have any size in programs of which the quick reader could take all but that', async () => {
  const text = `import threading
x = 7000
def square():
    global x
    x = x * x
ts = [threading.Thread(target=square) for _ in range(2)]
for t in ts: t.start()
for t in ts: t.join()
`
  const read = await readModel({ name: 'square.py', text })
  if (!read.ok) throw new Error('not read')
  const result = await check(read.value.program)
  expect(result.stopped).toEqual([])
  const final = result.outcomes.map(({ final }) => shownValues(result.program, result.observed, final).map(denotedText).join())
  expect(final.sort()).toEqual(['2401000000000000', '343000000000', '49000000'])
})
