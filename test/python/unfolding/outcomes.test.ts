import { expect, test } from 'vitest'
import { check } from '../../../src/check/check.ts'
import { readModel } from '../../../src/language/read.ts'
import { denotedText } from '../../../src/program/denote.ts'
import { shownValues } from '../../../src/program/heap.ts'

/** The outcomes of a program whose threads are its functions `f` and `g`. */
async function outcomesOf(text: string): Promise<string[]> {
  const threads = 'ts = [threading.Thread(target=each) for each in (f, g)]\nfor t in ts: t.start()\nfor t in ts: t.join()\n'
  const read = await readModel({ name: 'objects.py', text: `import threading\n${text}${threads}` })
  if (!read.ok) throw new Error(read.errors.map(({ message }) => message).join('\n'))
  const { program, observed, outcomes, complete } = await check(read.value.program)
  expect(complete).toBe(true)
  return outcomes.map(({ final }) => shownValues(program, observed, final).map(denotedText).join('; ')).sort()
}

const made = (one: string, other: string): string =>
  `out = []\ndef f():\n    ${one}\n    out.append(x)\ndef g():\n    ${other}\n    out.append(x)\n`

test.each([
  ['sets', made('x = {"k", "l"}', 'x = {"l", "k"}'), ["[{'k', 'l'}, {'k', 'l'}]"]],
  ['dicts', made('x = {"k": 1, "l": 2}', 'x = {"l": 2, "k": 1}'), ["[{'k': 1, 'l': 2}, {'k': 1, 'l': 2}]"]],
  [
    'objects',
    `class Box:\n    pass\n${made('x = Box(); x.p = 1; x.q = 2', 'x = Box(); x.q = 2; x.p = 1')}`,
    ['[Box(p=1, q=2), Box(p=1, q=2)]'],
  ],
  ['exceptions', made('x = ValueError("a")', 'x = ValueError("a")'), ["[ValueError('a'), ValueError('a')]"]],
])('equal %s are one outcome, in whatever order their parts came', async (_, text, outcomes) => {
  expect(await outcomesOf(text)).toEqual(outcomes)
})

test.each([
  ['contents', made('x = {"k"}', 'x = {"l"}'), ["[{'k'}, {'l'}]", "[{'l'}, {'k'}]"]],
  [
    'messages of exceptions',
    made('x = KeyError("a")', 'x = KeyError("b")'),
    ["[KeyError('a'), KeyError('b')]", "[KeyError('b'), KeyError('a')]"],
  ],
  [
    'which of them are one object',
    'out = []\nspare = None\ndef f():\n    x = [1]\n    out.append(x)\n    out.append(x)\ndef g():\n    out.append([1])\n',
    ['[[1], list#1[1], list#1]', '[list#1[1], [1], list#1]', '[list#1[1], list#1, [1]]'],
  ],
])('objects differ by their %s', async (_, text, outcomes) => {
  expect((await outcomesOf(text)).map((each) => each.split('; ')[0])).toEqual(outcomes)
})

test('a set that has its elements back is the set that it was', async () => {
  const text =
    'seen = {"b", "a"}\nn = 0\ndef f():\n    seen.discard("a")\n    seen.add("a")\ndef g():\n    global n\n    n = f"{len(seen)}"\n'
  expect(await outcomesOf(text)).toEqual(["{'a', 'b'}; '1'", "{'a', 'b'}; '2'"])
})

test.each([
  ['a member of an enumeration', 'Enum', 'IDLE = 1\n    BUSY = 2', 'P.IDLE', 'P.BUSY', ['P.BUSY', 'P.IDLE']],
  ['a combination of flags', 'IntFlag', 'R = 2\n    W = 1', 'P(0)', 'mode | P.W', ['P(0)', 'P.R', 'P.R|W', 'P.W']],
])('%s has its name, also where a variable begins with one', async (_, kind, body, first, next, names) => {
  const text = `from enum import Enum, IntFlag
class P(${kind}):
    ${body}
mode = ${first}
def f():
    global mode
    mode = ${next}
def g():
    global mode
    mode = ${kind === 'Enum' ? first : '(mode | P.R) & ~P.W if mode else P(0)'}
`
  const found = await outcomesOf(text)
  expect(found.length).toBeGreaterThan(1)
  expect(found.filter((each) => !names.includes(each))).toEqual([])
})
