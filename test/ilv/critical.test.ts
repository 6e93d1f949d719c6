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
  ['nothing is in one', [open, 'critical:\nend'], []],
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
