import { expect, test } from 'vitest'
import { check } from '../../src/check/check.ts'
import { findingSentence } from '../../src/findings/kinds.ts'
import { readInstructionText } from '../../src/language/ilv/read.ts'
import type { Program } from '../../src/program/program.ts'

function programOf(text: string): Program {
  const read = readInstructionText({ name: 'test.ilv', text })
  if (!read.ok) throw new Error(read.errors.map((each) => each.message).join('; '))
  return read.value
}

test('threads in a loop are its tasks', () => {
  const { threads } = programOf(
    'thread A:\nyield\nloop:\nthread B, C:\nyield\nthread D:\nyield\nend\nloop:\nthread E:\nyield\nend\nthread F:\nyield',
  )
  expect(threads.map(({ name, loop }) => [name, loop])).toEqual([
    ['A', undefined],
    ['B', 0],
    ['C', 0],
    ['D', 0],
    ['E', 1],
    ['F', undefined],
  ])
})

test('`loop` is still a label within a thread', () => {
  const { threads } = programOf('thread A:\nloop:\nyield\njump loop\nthread B:\nyield')
  expect(threads.map(({ loop }) => loop)).toEqual([undefined, undefined])
})

test.each([
  ['loop:\nthread A:\nyield', 'this `loop` has no `end`'],
  ['loop:\nthread A:\nyield\nloop:\nthread B:\nyield\nend', 'this `loop` is inside of another one'],
])('%s is refused', (text, message) => {
  const read = readInstructionText({ name: 'test.ilv', text })
  expect(read.ok ? [] : read.errors.map((each) => each.message)).toContain(message)
})

const task = (body: string): string => `shared x\nshared y\nlock m\nsemaphore s = 0\nloop:\n${body}\nend\n`

test.each([
  ['loads and stores', 'thread A, B:\nx += 1', 1],
  ['a lock that is free', 'thread A, B:\nacquire m\nx += 1\nrelease m\nx += 1', 1],
  ['a lock that another thread has', `thread A, B:\nacquire m\nyield\nx += 1\nrelease m\ny = x`, 1],
  ['a semaphore at 0', 'thread A:\nx = 1\nP(s)\ny = x\nthread B:\nx = 2\nV(s)\nx = 3', 2],
  ['yield', 'thread A, B:\nload r, x\nyield\nstore x, r + 1', 2],
])('%s: how many outcomes tasks have', async (_, body, outcomes) => {
  const found = await check(programOf(task(body)))
  expect(found.outcomes.length).toBe(outcomes)
  expect(found.findings.map(({ kind }) => kind)).not.toContain('data-race')
})

test('a task that never waits keeps the loop', async () => {
  const { findings, program } = await check(programOf(task('thread A:\nwhile x == 0:\nend\nthread B:\nx = 1')))
  expect(findings.filter(({ kind }) => kind === 'stuck-thread').map((each) => findingSentence(program, each))).toEqual([
    'stuck thread: from here on B waits for its turn in the event loop, which A keeps, and never takes a step again, although the program continues',
  ])
})

test('a deadlock of tasks is theirs', async () => {
  const body = 'thread A:\nacquire m\nP(s)\nthread B:\nacquire m\nV(s)'
  const { findings, program } = await check(programOf(task(body)))
  expect(findings.filter(({ kind }) => kind === 'deadlock').map((each) => findingSentence(program, each))).toContain(
    'deadlock (cycle): A → s (at 0, B would release it) → m (held by A); each waits for the next, so none can continue',
  )
})

test('tasks race with threads outside of their loop, and with tasks of others', async () => {
  const text = 'shared x\nloop:\nthread A:\nx = 1\nend\nloop:\nthread B:\nx = 2\nend\nthread C:\nx = 3\n'
  const { findings } = await check(programOf(text))
  expect(findings.filter(({ kind }) => kind === 'data-race').map(({ threads }) => threads.join())).toEqual([
    '0,1',
    '0,2',
    '1,2',
  ])
})
