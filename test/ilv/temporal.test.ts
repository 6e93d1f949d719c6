import { expect, test } from 'vitest'
import { check } from '../../src/check/check.ts'
import type { ExpectationResult } from '../../src/check/result.ts'
import { readModel } from '../../src/language/read.ts'
import { decodeProgram, encodeProgram } from '../../src/program/codec.ts'
import type { Fairness } from '../../src/program/program.ts'
import { noControls } from '../../src/report/controls.ts'
import { whyText } from '../../src/report/reason-text.ts'

interface Judged {
  readonly results: readonly ExpectationResult[]
  readonly why: readonly (string | null)[]
}

/** Judges the `expect` lines of a text; executions that they show are certified. */
async function judged(text: string, fairness: Fairness = 'weak', name = 'test.ilv'): Promise<Judged> {
  const read = await readModel({ name, text })
  if (!read.ok) throw new Error(read.errors.map(({ message }) => message).join('\n'))
  const { program } = read.value
  const decoded = decodeProgram({ name: 'x.json', text: JSON.stringify(encodeProgram(program)) })
  expect(decoded.ok && decoded.value).toEqual(program)
  const { expectations } = await check(program, { reduce: [], fairness })
  for (const { shown } of expectations) shown?.()
  return {
    results: expectations,
    why: expectations.map(({ why }) => (why === null ? null : whyText(why, noControls, program))),
  }
}

async function holds(text: string, fairness: Fairness = 'weak', name = 'test.ilv'): Promise<(boolean | null)[]> {
  return (await judged(text, fairness, name)).results.map((each) => each.holds)
}

/** Two threads: A goes on for ever, B ends. */
const two = 'atomic x = 0 mod 2\natomic y = 0\nthread A:\nwhile true:\nx += 1\nend\nthread B:\ny = 1\n'
/** An await that is enabled again and again, but not always. */
const blinking = 'atomic x = 0\natomic y = 0\nthread A:\nwhile true:\nx = 1\nx = 0\nend\nthread B:\nawait x == 1\ny = 1\n'
const locks = 'lock m\nthread P[2]:\nwhile true:\nacquire m\nyield\nrelease m\nprogress\nend\n'
const spinning =
  'atomic taken = 0\nthread P[2]:\nwhile true:\nold = 1\nwhile old:\nexchange old, taken, 1\nend\nyield\ntaken = 0\nprogress\nend\n'

test.each([
  ['always: an invariant', two, 'always x <= 1', [true, true, true]],
  ['always: false in a state', two, 'always y == 0', [false, false, false]],
  ['eventually needs a turn', two, 'eventually y == 1', [false, true, true]],
  ['eventually needs a turn at the right moment', blinking, 'eventually y == 1', [false, false, true]],
  ['leads-to', blinking, 'x == 1 leads-to y == 1', [false, false, true]],
  ['leads-to at once', two, 'x == 1 leads-to x == 1', [true, true, true]],
  ['leads-to from nowhere', two, 'x == 7 leads-to y == 3', [true, true, true]],
  ['always eventually', two, 'always eventually x == 1', [true, true, true]],
  ['always eventually, not', two, 'always eventually y == 0', [false, false, false]],
  ['eventually always', two, 'eventually always y == 1', [false, true, true]],
  ['eventually always, not', two, 'eventually always x == 1', [false, false, false]],
  ['an end is for ever', 'shared x\nthread A:\nx = 1\nx = 2\n', 'eventually always x == 2', [true, true, true]],
  ['an end is for ever, not', 'shared x\nthread A:\nx = 1\nx = 2\n', 'always eventually x == 1', [false, false, false]],
  [
    'a deadlock is an end',
    'lock m\nshared x\nthread A:\nacquire m\nacquire m\nx = 1\n',
    'eventually x == 1',
    [false, false, false],
  ],
  ['a failure is an end', 'shared x\nthread A:\nyield\nassert x == 1\nx = 1\n', 'eventually x == 1', [false, false, false]],
  [
    'a daemon is cut off',
    'shared x\nthread A:\nyield\nthread D daemon:\nyield\nx = 1\n',
    'eventually x == 1',
    [false, false, false],
  ],
  [
    'a choice need not be fair',
    'atomic x\nthread A:\nwhile x == 0:\nchoose r, 0..1\nx = r\nend\n',
    'eventually x == 1',
    [false, false, false],
  ],
  ['registers', two, 'eventually A.tmp == 1', [true, true, true]],
  ['a condition without a value is false', two, 'eventually 1 // x == 1', [true, true, true]],
  ['a lock: nobody starves if it is strongly fair', locks, 'no starvation', [false, false, true]],
  ['a lock: a thread', locks, 'starvation of P[1]', [true, true, false]],
  ['spinning: strong fairness does not help', spinning, 'starvation of P[0]', [true, true, true]],
  ['no livelock', 'thread A:\nwhile true:\nyield\nend\n', 'no livelock', [true, true, true]],
])('%s', async (_, text, claim, [none, weak, strong]) => {
  const lines = `expect ${claim} under no fairness\nexpect ${claim} under weak fairness\nexpect ${claim} under strong fairness`
  expect(await holds(text + lines)).toEqual([none, weak, strong])
  // Without a suffix, the option says it; a suffix prevails.
  expect(await holds(`${text}expect ${claim}`)).toEqual([weak])
  expect(await holds(`${text}expect ${claim}`, 'none')).toEqual([none])
  expect(await holds(`${text}expect ${claim}\nexpect ${claim} under weak fairness`, 'strong')).toEqual([strong, weak])
})

const arrays = 'atomic want[2] = 0\natomic got[2] = 0\nlock m\nthread P[2]:\nwant[me] = 1\nacquire m\ngot[me] = me\nrelease m\n'

test.each([
  ['all i: want[i] == 1 leads-to got[i] == i', true],
  [
    'all i: want[i] == 1 leads-to got[i] == 1',
    'for i = 0: the first holds, and the second never does from then on, in an execution that ends',
  ],
  ['all i in 1..1: want[i] == 1 leads-to got[i] == 1', true],
  ['all i > 0: want[i] == 1 leads-to got[i] == 1', true],
  ['all i: eventually want[i] == 1', true],
  [
    'all i: all j != i: want[i] == 1 leads-to got[j] == 1',
    'for i = 1, j = 0: the first holds, and the second never does from then on, in an execution that ends',
  ],
  ['(all i: want[i] == 1) leads-to all i: got[i] == i', true],
  ['eventually all i: want[i] == 1', true],
  ['all i: eventually P[i].me_ == 0', 'thread `P[0]` has no register `me_`'],
  ['any i: eventually want[i] == 1', '`any` has no meaning here'],
  ['all N: eventually want[0] == 1', '`N` has a meaning already'],
  ['all want: eventually want[0] == 1', '`want` has a meaning already'],
  ['all i in 0..1000: eventually want[0] == 1', 'this has too many values'],
  ['all i > want[0]: eventually want[i] == 1', 'the condition of this `all` must be known beforehand'],
  ['eventually eventually want[0] == 1', '`eventually eventually` is not supported'],
  ['always eventually always want[0] == 1', '`always eventually always` is not supported'],
  ['eventually want[0] == 1 under fair fairness', 'there is no `fair` fairness'],
  ['no deadlock under strong fairness', '`deadlock` does not depend on fairness'],
  ['no deadlock of P[0]', '`deadlock` is not about one thread'],
  ['no starvation of Q', 'unknown thread `Q`'],
  ['always', 'unknown finding `always`'],
])('expect %s: %s', async (claim, expected) => {
  const read = await readModel({ name: 'test.ilv', text: `${arrays}expect ${claim}` })
  if (!read.ok) return expect(read.errors[0]?.message).toBe(expected)
  const { results, why } = await judged(`${arrays}expect ${claim}`)
  expect(why[0] ?? results[0]?.holds).toBe(expected)
})

test('words of temporal expectations are still names', async () => {
  const text = 'shared always, eventually, leads, to, under, fairness, of\nthread A:\nalways = 1\nleads = 1\n'
  expect(
    await holds(
      `${text}expect always always <= 1\nexpect eventually always == 1\nexpect always - 1 == 0 leads-to leads - to == 1`,
    ),
  ).toEqual([true, true, true])
})

test('a livelock is expected by a line about executions that are as fair', async () => {
  const text = 'atomic x\nthread A, B:\nwhile x == 0:\nend\n'
  const verdict = async (line: string, fairness: Fairness): Promise<string> => {
    const read = await readModel({ name: 'test.ilv', text: text + line })
    return read.ok ? (await check(read.value.program, { fairness })).verdict : 'refused'
  }
  expect(await verdict('', 'weak')).toBe('answered')
  expect(await verdict('expect livelock', 'weak')).toBe('pass')
  expect(await verdict('expect livelock under strong fairness', 'weak')).toBe('pass')
  expect(await verdict('expect livelock under no fairness', 'weak')).toBe('fail')
  expect(await verdict('expect livelock under no fairness', 'none')).toBe('pass')
})

test('in a reduced space they stay open', async () => {
  const read = await readModel({
    name: 'test.ilv',
    text: `${locks}expect always 1 == 1\nexpect no starvation of P[0]\nexpect livelock under strong fairness`,
  })
  if (!read.ok) throw new Error('refused')
  const { expectations } = await check(read.value.program, { reduce: ['local', 'ample'] })
  expect(expectations.map((each) => each.holds)).toEqual([null, null, null])
})

test('they are judged in large spaces without cycles', async () => {
  const lines = Array.from({ length: 60 }, (_, index) => `x = ${index}`).join('\n')
  const text = `atomic x\nthread A, B, C:\n${lines}\nexpect eventually x == 59\nexpect eventually always x == 59\nexpect x == 5 leads-to x == 6`
  expect(await holds(text)).toEqual([true, true, true])
}, 60_000)

test('the output can be waited for', async () => {
  const text = 'thread A:\nprint "a"\nthread B:\nprint "b"\n'
  expect(
    await holds(
      `${text}expect eventually output == "ab"\nexpect output == "a" leads-to output == "ab"\nexpect eventually output matches /ab|ba/`,
    ),
  ).toEqual([false, true, true])
})

const python = `import threading
x = 0
y = 0
def a():
    global x
    while True:
        x = 1
        x = 0
def b():
    global y
    while x == 0:
        pass
    y = 1
t = threading.Thread(target=a, name="one")
u = threading.Thread(target=b, name="two")
t.start()
u.start()
`

test('Python: in comments', async () => {
  const text = `${python}# expect: always x <= 1
# expect: eventually y == 1
# expect: y == 1 leads-to x == 0 and y == 1
# expect: always eventually x == 1
# expect: eventually y == 1 under strong fairness
# expect: starvation of two
# expect: no starvation of one under strong fairness
`
  expect(await holds(text, 'weak', 'test.py')).toEqual([true, false, true, true, false, true, true])
})

test.each([
  ['overtaking <= 1', 'there are no critical sections to overtake in'],
  ['starvation of three', 'unknown thread `three`'],
  ['eventually y == 1 under some fairness', 'there is no `some` fairness'],
  ['always always y == 1', '`always always` is not supported'],
  ['no deadlock of one', '`deadlock` is not about one thread'],
  ['no deadlock under weak fairness', '`deadlock` does not depend on fairness'],
  ['all i: eventually y == i', 'expected'],
])('Python: %s is refused', async (claim, message) => {
  const read = await readModel({ name: 'test.py', text: `${python}# expect: ${claim}\n` })
  expect(read.ok ? [] : read.errors.map((each) => each.message)).toEqual([
    message === 'expected' ? expect.any(String) : message,
  ])
})

test('assembly: in comments', async () => {
  const text =
    '.main\n.top\nmov 2000, %ax\nadd $1, %ax\nmov %ax, 2000\nhalt\n# expect: eventually memory[2000] == 1\n# expect: reachable memory[2000] == 2\n# expect: always memory[2000] < 2\n'
  expect(await holds(text, 'weak', 'test.s')).toEqual([true, true, false])
})
