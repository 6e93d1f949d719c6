import { expect, test } from 'vitest'
import { check } from '../../../src/check/check.ts'
import { type ReadOptions, readModel } from '../../../src/language/read.ts'
import { denoted, denotedText } from '../../../src/program/denote.ts'

/** The outcomes of a program, and the notes on how it was read. */
async function outcomes(text: string, options: Partial<ReadOptions> = {}): Promise<readonly [string[], readonly string[]]> {
  const read = await readModel({ name: 'program.py', text }, options)
  if (!read.ok) throw new Error(read.errors.map(({ message }) => message).join('\n'))
  const { program, notes } = read.value
  const rules = { spuriousWakeups: options.spuriousWakeups ?? false }
  const result = await check(program, { rules })
  const rows = result.outcomes.map(({ final }) =>
    result.observed.map((each, index) => denotedText(denoted(program, each, final[index] ?? 0))).join(' '),
  )
  return [rows.sort(), notes]
}

const waiting = `import threading
cond = threading.Condition()
items = {}
got = []
def consumer():
    with cond:
        if not items:
            cond.wait()
        got.append(items.get('k', 'nothing'))
def producer():
    with cond:
        items['k'] = f'v{1}'
        cond.notify()
c = threading.Thread(target=consumer)
p = threading.Thread(target=producer)
c.start(); p.start(); c.join(); p.join()
`

test('spurious wakeups are explored if the user asks for them', async () => {
  expect(await outcomes(waiting)).toEqual([["{'k': 'v1'} ['v1']"], []])
  const [rows] = await outcomes(waiting, { spuriousWakeups: true })
  expect(rows).toEqual(["{'k': 'v1'} ['nothing']", "{'k': 'v1'} ['v1']"])
})

const counting = `import threading
N = 2
squares = {}
def work():
    for i in range(100):
        squares[f'n{i}'] = i * N
t = threading.Thread(target=work)
t.start()
t.join()
`

test('a bound cuts ranges of threads, and constants have other values', async () => {
  const [rows, notes] = await outcomes(counting, { bound: 2, constants: new Map([['N', 5]]) })
  expect(rows).toEqual(["{'n0': 0, 'n1': 5}"])
  expect(notes).toEqual(['ranges longer than 2 were cut to 2: line 5'])
})

test('claims are any expression of Python', async () => {
  const text = `${counting}# expect: final sum(squares.values()) == 2 and sorted(squares) == ['n0', 'n1']
# expect: never 'n7' in squares
# expect: possible len(squares) == 2
`
  const read = await readModel({ name: 'program.py', text }, { bound: 2 })
  if (!read.ok) throw new Error('not read')
  const { expectations } = await check(read.value.program)
  expect(expectations.map(({ holds }) => holds)).toEqual([true, true, true])
})
