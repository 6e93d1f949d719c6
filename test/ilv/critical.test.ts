import { expect, test } from 'vitest'
import { check } from '../../src/check/check.ts'
import { readInstructionText } from '../../src/language/ilv/read.ts'
import type { Reduction } from '../../src/reduction/reduction.ts'

async function kinds(text: string, reduce: readonly Reduction[] = []): Promise<string[]> {
  const read = readInstructionText({ name: 'test.ilv', text })
  if (!read.ok) return read.errors.map((each) => each.message)
  const { findings } = await check(read.value, { reduce })
  return findings.map(({ kind }) => kind)
}

const locked = 'acquire m\ncritical:\nyield\nend\nrelease m'
const open = 'critical:\nyield\nend'

test.each([
  ['both take the lock', [locked, locked], []],
  ['one does not', [locked, open], ['overlap']],
  ['neither does', [open, open], ['overlap']],
  ['only one has a critical section', [open, 'yield'], []],
  ['different sections', ['critical A:\nyield\nend', 'critical B:\nyield\nend'], []],
  ['the same named section', ['critical A:\nyield\nend', 'critical A:\nyield\nend'], ['overlap']],
  ['nothing is in one: being in it takes a step', [open, 'critical:\nend'], ['overlap']],
  ['who ends in it has left it', ['critical:\nhalt\nend', open], []],
  ['released too early', ['acquire m\ncritical:\nyield\nrelease m\nyield\nend', locked], ['overlap']],
])('critical sections: %s', async (_, [one, other], expected) => {
  const text = `lock m\nthread A:\n${one}\nthread B:\n${other}`
  expect(await kinds(text)).toEqual(expected)
  expect(await kinds(text, ['local', 'atomic', 'ample', 'symmetry'])).toEqual(expected)
})

test('is no step, and adds no state', async () => {
  const text = (lines: string): string => `lock m\nshared x\nthread A, B:\nacquire m\n${lines}\nrelease m`
  const states = async (lines: string): Promise<number> => {
    const read = readInstructionText({ name: 'test.ilv', text: text(lines) })
    if (!read.ok) throw new Error('refused')
    return (await check(read.value)).stats.states
  }
  expect(await states('critical:\nx += 1\nend')).toBe(await states('x += 1'))
})

test.each([
  ['an operation', 'acquire m\nop a:\ncritical:\nyield\nreturn 1\nend\nend\nrelease m'],
  ['a def with a result', 'acquire m\nx = leave(1)\nrelease m'],
  ['a def that is called in the section', 'acquire m\ncritical:\nx = five(1)\nyield\nend\nrelease m'],
])('a return from %s', async (_, body) => {
  const defs =
    'def leave(v) -> r:\ncritical:\nyield\nif v:\nreturn 2\nend\nyield\nend\nend\n' +
    'def five(v) -> r:\nif v:\nreturn 5\nend\nend\n'
  const text = (lines: string): string => `lock m\nshared x\n${defs}thread A:\n${lines}\nthread B:\n${lines}`
  expect(await kinds(text(body))).toEqual([])
  // What follows the return is outside of the section: without the lock, only the section itself overlaps.
  expect(await kinds(text(`${body}\nyield`))).toEqual([])
  expect(await kinds(text(body.replace('acquire m', 'yield').replace('release m', 'yield')))).toContain('overlap')
})

test('a section in a `def` is one section, however often it is called', async () => {
  const text = (lock: string): string =>
    `lock m\ndef enter:\n${lock}critical:\nyield\nend\n${lock.replace('acquire', 'release')}end\nthread A, B:\ncall enter\ncall enter`
  expect(await kinds(text('acquire m\n'))).toEqual([])
  expect(await kinds(text(''))).toEqual(['overlap'])
  const read = readInstructionText({ name: 'test.ilv', text: text('') })
  expect(read.ok && read.value.codes[0]?.registers).toEqual(['#critical:'])
})

test('entering is progress, so a loop that enters again and again is no livelock', async () => {
  const loop = (lines: string): string =>
    `lock m\natomic flag\nthread A, B:\nlet stop = 0\nwhile not stop:\nacquire m\n${lines}\nrelease m\nstop = flag\nend`
  expect(await kinds(loop('yield'))).toContain('livelock')
  expect(await kinds(loop(open))).not.toContain('livelock')
})

test('three threads: the finding names those that are in it', async () => {
  const read = readInstructionText({ name: 'test.ilv', text: `thread P[3]:\nyield\n${open}` })
  if (!read.ok) throw new Error('refused')
  const [finding] = (await check(read.value)).findings
  expect(finding?.threads).toHaveLength(2)
})

test.each([
  ['critical:\ncritical:\nyield\nend\nend', 'this critical section is inside of itself'],
  ['critical:\njump L\nend\nL:', 'unknown label `L`'],
])('%j: %s', async (body, message) => {
  expect(await kinds(`thread A:\n${body}`)).toEqual([message])
})

/** Returns how often each thread enters while the other waits, at most; the messages if the text is refused. */
async function overtaking(text: string): Promise<readonly (number | string)[]> {
  const read = readInstructionText({ name: 'test.ilv', text })
  if (!read.ok) return read.errors.map((each) => each.message)
  const { overtaking: found } = await check(read.value, { reduce: [] })
  found?.forEach((each) => each.witness?.()) // certifies it
  return (found ?? []).flatMap(({ pairs }) => pairs.map(({ most }) => most))
}

const endless = (lines: string, threads = 2): string => `lock m\natomic x\nthread P[${threads}]:\nwhile true:\n${lines}\nend`
const ever = Number.POSITIVE_INFINITY

test.each([
  ['a lock lets a thread in front of it wait for ever', endless(locked), [ever, ever]],
  ['no loop: who is blocked waits for the one inside', `lock m\nthread P[2]:\n${locked}`, [0, 0]],
  ['three rounds', `lock m\nthread P[2]:\nrepeat 3:\n${locked}\nend`, [2, 2]],
  [
    'who is inside already does not overtake',
    'semaphore s = 0\nthread A:\ncritical:\nyield\nend\nV(s)\nthread B:\nP(s)\ncritical:\nyield\nend',
    [0, 0],
  ],
  ['a thread that only begins later', endless(`yield\n${locked}`), [ever, ever]],
  [
    'tickets',
    'atomic n mod 2\natomic s mod 2\nthread P[2]:\nwhile true:\nfetch_add mine, n, 1\nawait s == mine\ncritical:\nyield\nend\ns += 1\nend',
    [1, 1],
  ],
  [
    'a doorway behind the ticket',
    'atomic n mod 2\natomic s mod 2\nthread P[2]:\nwhile true:\nyield\ndoorway:\nfetch_add mine, n, 1\nend\nawait s == mine\ncritical:\nyield\nend\ns += 1\nend',
    [1, 1],
  ],
  [
    'the same without one',
    'atomic n mod 2\natomic s mod 2\nthread P[2]:\nwhile true:\nyield\nfetch_add mine, n, 1\nawait s == mine\ncritical:\nyield\nend\ns += 1\nend',
    [ever, ever],
  ],
  [
    'a doorway that is passed again silently',
    'atomic taken\nthread P[2]:\nwhile true:\nagain:\ndoorway:\nexchange old, taken, 1\nend\nif old:\njump again\nend\ncritical:\nyield\nend\ntaken = 0\nend',
    [ever, ever],
  ],
  [
    'leaving and entering in one step',
    'thread A:\nyield\nyield\ncritical:\nyield\nend\nthread B:\nwhile true:\ncritical:\nyield\nend\nend',
    [ever, 0],
  ],
  [
    'a section in one block',
    'atomic x\nthread A:\nyield\natomic:\ncritical:\nx = 1\nend\nend\nthread B:\nrepeat 2:\natomic:\ncritical:\nx = 2\nend\nend\nend',
    [2, 0],
  ],
  [
    'who has given up does not wait',
    'lock m\nthread A:\ntry_acquire ok, m\nif ok:\ncritical:\nyield\nend\nrelease m\nend\nyield\nthread B:\nrepeat 4:\nacquire m\ncritical:\nyield\nend\nrelease m\nend',
    [0, 0],
  ],
  [
    'who has ended does not wait',
    'thread A:\ndoorway:\nyield\nend\nhalt\ncritical:\nyield\nend\nthread B:\nrepeat 4:\ncritical:\nyield\nend\nend',
    [0, 0],
  ],
  ['a section of one thread is none', endless('critical A:\nyield\nend', 1), []],
])('overtaking: %s', async (_, text, expected) => {
  expect(await overtaking(text)).toEqual(expected)
})

test.each([
  ['doorway:\nyield\nend', 'no `critical:` follows this doorway'],
  ['doorway A:\nyield\nend\ncritical:\nyield\nend', 'no `critical A:` follows this doorway'],
  ['critical:\nyield\nend\ndoorway:\nyield\nend', 'this doorway is behind its critical section'],
  ['critical:\ndoorway:\nyield\nend\nyield\nend', 'this doorway is inside of its critical section'],
  ['doorway:\ncritical:\nyield\nend\nyield\nend', 'this critical section is inside of its doorway'],
  ['doorway:\ndoorway:\nyield\nend\nend\ncritical:\nyield\nend', 'this doorway is inside of itself'],
  ['doorway x y:', 'unexpected `y`'],
])('%j: %s', async (body, message) => {
  expect((await overtaking(`thread A, B:\n${body}`))[0]).toBe(message)
})

test.each([
  ['doorway:\nend\ncritical:\nyield\nend', ['no step is in this doorway, so a thread has passed it as soon as it comes there']],
  [
    'doorway:\nacquire m\nend\ncritical:\nyield\nend',
    ['a thread can be blocked in this doorway, so others may overtake it there without end'],
  ],
  ['doorway:\nyield\nend\ncritical:\nyield\nend', []],
])('%j warns: %j', (body, messages) => {
  const read = readInstructionText({ name: 'test.ilv', text: `lock m\nthread A, B:\n${body}` })
  expect(read.warnings.map(({ message }) => message)).toEqual(messages)
})

test.each([
  ['overtaking == 2', true],
  ['overtaking <= 2', true],
  ['overtaking <= N', true],
  ['overtaking < 2', false],
  ['overtaking > 2', false],
  ['overtaking >= 2', true],
  ['overtaking bounded', true],
  ['overtaking unbounded', false],
  ['overtaking A == 1', 'unknown critical section `A`'],
  ['overtaking <= 0 - 1', 'a thread overtakes another 0 times or more'],
  ['overtaking', 'unknown finding `overtaking`'],
  ['overtaking <=', 'unexpected end of line'],
])('expect %s: %s', async (claim, expected) => {
  const text = `lock m\nthread P[2]:\nrepeat 3:\n${locked}\nend\nexpect ${claim}`
  const read = readInstructionText({ name: 'test.ilv', text })
  if (!read.ok) return expect(read.errors[0]?.message).toBe(expected)
  const [result] = (await check(read.value, { reduce: [] })).expectations
  expect(result?.holds).toBe(expected)
  expect(result?.shown?.().cycleFrom).toBe(null) // the execution with two entries
  expect((await check(read.value, { reduce: ['local'] })).expectations[0]?.holds).toBe(null)
})

test('of several critical sections an expectation names one', async () => {
  const section = (name: string, lock: string): string => `acquire ${lock}\ncritical ${name}:\nyield\nend\nrelease ${lock}`
  const two = `lock m\nlock n\nthread P[2]:\nrepeat 3:\n${section('A', 'm')}\nend\nrepeat 2:\n${section('B', 'n')}\nend`
  expect(await overtaking(`${two}\nexpect overtaking A == 2\nexpect overtaking B == 2`)).toEqual([2, 2, 2, 2])
  expect(await overtaking(`${two}\nexpect overtaking == 2`)).toEqual(['there are several critical sections'])
  expect(await overtaking('thread P[2]:\nyield\nexpect overtaking == 2')).toEqual([
    'several threads need a critical section for this',
  ])
})
