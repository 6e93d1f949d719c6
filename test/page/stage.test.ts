import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Program, readModel } from '../../src/index.ts'
import { whyNoStep } from '../../src/page/blocked.ts'
import { endsText } from '../../src/page/ends-text.ts'
import { lockCells, registerCells, sharedCells } from '../../src/page/memory-cells.ts'
import { readsFrom } from '../../src/page/reads-from.ts'
import { laidOut, movedTo, newCourse, possibleSteps, stateOn, taking } from '../../src/page/walk.ts'
import { titlesOf } from '../../src/picture/titles.ts'
import { listingOf } from '../../src/report/listing.ts'
import { root } from '../cli/command.ts'

async function programOf(name: string, text: string): Promise<Program> {
  const read = await readModel({ name, text })
  if (!read.ok) throw new Error(read.errors.map((each) => each.message).join())
  return read.value.program
}

function model(name: string): Promise<Program> {
  return programOf(name, readFileSync(join(root, 'models', name), 'utf8'))
}

const rules = { spuriousWakeups: false }
const moves = (threads: readonly number[]): { thread: number; choices: [] }[] =>
  threads.map((thread) => ({ thread, choices: [] }))

test('the code of a thread stands below its heading, with the steps of each line', async () => {
  const lines = listingOf(await model('bounded_buffer.py'), 2)
  expect(lines.slice(0, 4).map(({ line, text }) => `${line} ${text}`)).toEqual([
    '21 def consumer():',
    '22     global eaten',
    '23     with changed:',
    '24         while len(buffer) == 0:',
  ])
  expect(lines.find((each) => each.text.trim() === 'eaten += 1')?.steps.map((each) => each.text)).toEqual([
    'read eaten',
    'add tmp, 1',
    'write eaten',
  ])
})

test('code outside of functions gets no heading of another', async () => {
  const lines = listingOf(await model('bounded_buffer.py'), 0)
  expect(lines.some((each) => each.text.includes('def '))).toBe(false)
})

test('a schedule is laid out, walked, left and taken up again', async () => {
  const program = await model('quiz1.ilv')
  const whole = laidOut(newCourse(program, rules), moves([0, 1, 0, 0, 1, 1]))
  expect([whole.at, whole.steps.length]).toEqual([0, 6])
  const middle = movedTo(whole, 2)
  const [again] = possibleSteps(middle, 0)
  const [other] = possibleSteps(middle, 1)
  if (again === undefined || other === undefined) throw new Error('both threads can step')
  expect(taking(middle, again).steps.length).toBe(6) // the next step of the schedule: the rest stays
  expect(taking(middle, other).steps.length).toBe(3)
  expect(movedTo(whole, 99).at).toBe(6)
  expect(laidOut(newCourse(program, rules), moves([0, 0, 0, 0])).steps.length).toBe(3) // cut where it does not fit
})

test('what a step wrote is touched, be it the same value again', async () => {
  const program = await model('quiz1.ilv')
  const course = laidOut(newCourse(program, rules), moves([0, 1, 0, 0, 1, 1]))
  const [read, , , first, , second] = course.steps
  if (read === undefined || first === undefined || second === undefined) throw new Error('six steps')
  expect(registerCells(program, read.after, read, 0)).toEqual([{ name: 'tmp', text: '0', before: null, touched: true }])
  expect(sharedCells(program, first.after, first)).toEqual([{ name: 'balance', text: '1', before: '0', touched: true }])
  expect(sharedCells(program, second.after, second)).toEqual([{ name: 'balance', text: '1', before: null, touched: true }])
})

test('a lock shows its owner and who waits, and a blocked thread says why', async () => {
  const program = await model('locked.ilv')
  const course = movedTo(laidOut(newCourse(program, rules), moves([0])), 1)
  const state = stateOn(course)
  expect(lockCells(program, state, course.initial)).toEqual([
    { name: 'm', text: 'held by A', before: 'free', touched: true, owner: 0, waiting: [1] },
  ])
  expect(whyNoStep(program, state, 1)).toBe('blocked: m is held by A')
})

test.each([
  ['semaphore s = 0\nthread A:\n  sem_acquire s\n', 'blocked: s is 0'],
  ['shared x = 0\nthread A:\n  await x == 1\n', 'blocked: x == 1 is false'],
  ['lock m\nthread A:\n  acquire m\n  acquire m\n', 'blocked: it already holds m'],
  ['barrier b = 2\nthread A:\n  barrier_wait b\n', 'blocked: waits at b'],
])('why no step: %j', async (text, why) => {
  const program = await programOf('test.ilv', text)
  let course = newCourse(program, rules)
  for (let [step] = possibleSteps(course, 0); step !== undefined; [step] = possibleSteps(course, 0))
    course = taking(course, step)
  expect(whyNoStep(program, stateOn(course), 0)).toBe(why)
})

test('reads know the write that they saw', async () => {
  const program = await model('locked.ilv')
  const course = laidOut(newCourse(program, rules), moves([0, 0, 0, 0, 0, 1, 1, 1, 1, 1]))
  expect(readsFrom([...course.steps])).toEqual([{ write: 3, read: 6 }])
})

test('scenarios have short titles that tell them apart', () => {
  expect(titlesOf(['models/quiz1.ilv', 'models/bank_account.py'])).toEqual(['quiz1', 'bank account'])
  expect(titlesOf(['models/barrier.ilv', 'models/barrier.py'])).toEqual(['barrier.ilv', 'barrier.py'])
  expect(titlesOf(['a/x.py', 'b/x.py'])).toEqual(['a/x.py', 'b/x.py'])
})

test.each([
  [[0], 2, 'only a'],
  [[0, 1], 2, 'a or b'],
  [[0, 1, 2, 3, 4], 5, 'all 5 final values'],
  [[0, 1, 2, 3, 4], 6, 'only 5 of 6 final values'],
  [[], 2, 'no end: the execution continues forever'],
])('what is still within reach, in words: %j of %i', (within, count, words) => {
  const texts = [...'abcdef'].slice(0, count)
  expect(endsText({ outcomes: within, deadlock: false, failed: false, unexplored: false }, texts)).toBe(words)
})

test('a deadlock and a failure are named beside final values', () => {
  expect(endsText({ outcomes: [0], deadlock: true, failed: true, unexplored: false }, ['a'])).toBe('a, deadlock or failure')
})
