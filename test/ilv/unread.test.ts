import { expect, test } from 'vitest'
import { readInstructionText } from '../../src/language/ilv/read.ts'

function warnings(text: string): string[] {
  const { warnings: found } = readInstructionText({ name: 'test.ilv', text })
  return found.map(({ message, hint }) => `${message}; ${hint}`)
}

test.each([
  ['assigned in two threads', 'thread A:\n x = 1\nthread B:\n x = 2', 'x', 'A'],
  ['mistyped', 'shared count = 0\nthread A:\n cuont = count + 1', 'cuont', 'A'],
])('a register that is only %s is told', (_, text, name, thread) => {
  expect(warnings(text)).toEqual([
    `\`${name}\` is a register of ${thread}, and nothing reads it; if threads share it, declare \`shared ${name} = 0\``,
  ])
})

test('a register that is read before it is written may be meant to be shared', () => {
  expect(warnings('thread A:\n x += 1\n assert x == 1')).toEqual([
    'the register `x` is read before it is written; its value is 0 here; if threads share it, declare `shared x = 0`',
  ])
})

test.each([
  ['read later', 'shared y\nthread A:\n r = 1\n y = r'],
  ['named by a claim', 'thread A:\n r = 1\nexpect final A.r == 1'],
  ['observed', 'thread A:\n r = 1\nexpect outcomes A.r = {1}'],
  ['loaded and not used', 'shared y\nthread A:\n r = y'],
  ['a shared variable', 'shared x\nthread A:\n x = 1'],
])('nothing is said of one that is %s', (_, text) => {
  expect(warnings(text)).toEqual([])
})
