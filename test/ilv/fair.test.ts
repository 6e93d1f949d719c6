import { expect, test } from 'vitest'
import { check } from '../../src/check/check.ts'
import { readInstructionText } from '../../src/language/ilv/read.ts'
import { decodeProgram, encodeProgram } from '../../src/program/codec.ts'
import type { Program } from '../../src/program/program.ts'

function programOf(text: string): Program {
  const read = readInstructionText({ name: 'test.ilv', text })
  if (!read.ok) throw new Error(read.errors.map((each) => each.message).join('; '))
  return read.value
}

test.each([
  ['lock m fair', [{ name: 'm', discipline: 'plain', order: 'fifo' }]],
  ['lock m reentrant fair', [{ name: 'm', discipline: 'reentrant', order: 'fifo' }]],
  ['lock m fair transferable', [{ name: 'm', discipline: 'transferable', order: 'fifo' }]],
  ['lock m[2] fair', ['m[0]', 'm[1]'].map((name) => ({ name, discipline: 'plain', order: 'fifo' }))],
])('%s', (line, mutexes) => {
  expect(programOf(`${line}\nthread A:\n  yield`).mutexes).toEqual(mutexes)
})

test.each([
  ['semaphore s = 0 fair', { name: 's', initial: 0, order: 'fifo' }],
  ['semaphore s = 1 max 1 fair', { name: 's', initial: 1, greatest: 1, order: 'fifo' }],
])('%s', (line, semaphore) => {
  expect(programOf(`${line}\nthread A:\n  yield`).semaphores).toEqual([semaphore])
})

test('the JSON form has the order', () => {
  const program = programOf('lock m fair\nsemaphore s = 0 fair\ncondition c fifo\nthread A:\n  yield')
  const text = JSON.stringify(encodeProgram(program))
  expect(decodeProgram({ name: 'test.json', text })).toEqual({ ok: true, value: program, warnings: [] })
})

test.each([
  ['lock m fifo', 'unknown kind of lock `fifo`', 'write `fair`'],
  ['lock m fair fair', '`fair` stands here twice', null],
  ['lock m recursive', 'unknown kind of lock `recursive`', 'write `reentrant`'],
  [
    'lock m reentrant transferable',
    'a lock cannot be both `reentrant` and `transferable`',
    'only its holder may take a reentrant lock again, so only its holder may release it',
  ],
  ['semaphore s = 1 fifo', 'unknown kind of semaphore `fifo`', 'write `fair`'],
  ['condition c fair', 'unknown kind of condition `fair`', 'write `fifo`'],
])('%s is refused', (line, message, hint) => {
  const read = readInstructionText({ name: 'test.ilv', text: `${line}\nthread A:\n  yield` })
  const errors = read.ok ? [] : read.errors
  expect(errors.map((each) => [each.message, each.hint])).toEqual([[message, hint]])
})

/** Threads that take a lock for ever, and whether one of them may starve. */
const again = (lock: string): string =>
  `${lock}\nthread A, B, C:\n  while true:\n    acquire m\n    progress\n    release m\n  end`
const counted = (semaphore: string): string =>
  `${semaphore}\nthread A, B, C:\n  while true:\n    P(s)\n    progress\n    V(s)\n  end`
/** B and C try again and again; each try passes over those that stand in line. */
const tried = `lock m fair
thread A:
  while true:
    acquire m
    progress
    release m
  end
thread B, C:
  while true:
    try_acquire ok, m
    if ok:
      progress
      yield
      release m
    end
  end`

test.each([
  ['a lock', again('lock m'), true],
  ['a fair lock', again('lock m fair'), false],
  ['a fair reentrant lock', again('lock m reentrant fair'), false],
  ['a semaphore', counted('semaphore s = 1'), true],
  ['a fair semaphore', counted('semaphore s = 1 fair'), false],
  ['a fair semaphore of two', counted('semaphore s = 2 fair'), false],
  ['try_acquire, which overtakes', tried, true],
])('%s: whether a thread may starve', async (_, text, starves) => {
  const { findings } = await check(programOf(text))
  expect(findings.some(({ kind }) => kind === 'starvation')).toBe(starves)
})

test.each([
  ['expect final m == 0', '`m` is held by a thread, or free', 'write `m == A` with the name of a thread, or `m == free`'],
  ['expect final m > A', '`m` is a lock, which is no number', 'write `m == A` with the name of a thread, or `m == free`'],
  [
    'expect possible not m',
    '`m` is a lock, which is held by a thread, or free',
    'write `m == A` with the name of a thread, or `m == free`',
  ],
  ['expect outcomes m = {0}', 'a lock is held by a thread, or free', 'write the name of a thread, or `free`'],
])('%s is refused', (line, message, hint) => {
  const read = readInstructionText({ name: 'test.ilv', text: `lock m\nthread A:\n  acquire m\n${line}` })
  const errors = read.ok ? [] : read.errors
  expect(errors.map((each) => [each.message, each.hint])).toEqual([[message, hint]])
})

test('claims about locks, semaphores and lines', async () => {
  const { expectations } = await check(
    programOf(`lock m
lock f[2]
semaphore s = 1
thread A, B:
  P(s)
  acquire m
  acquire f[me]
expect outcomes (m, s) = {(A, 0), (B, 0)}
expect deadlocks (A.line, B.line) = {(5, 0), (0, 5)}
expect never m == A and B == f[1]
expect reachable all i: f[i] == free
expect never m == B and B.line == 5
expect reachable s == 0 and m == free`),
  )
  expect(expectations.map(({ expectation, holds }) => [expectation.text, holds])).toEqual([
    ['outcomes (m, s) = {(A, 0), (B, 0)}', false],
    ['deadlocks (A.line, B.line) = {(5, 0), (0, 5)}', true],
    ['never m == A and B == f[1]', true],
    ['reachable all i: f[i] == free', true],
    ['never m == B and B.line == 5', true],
    ['reachable s == 0 and m == free', true],
  ])
})
