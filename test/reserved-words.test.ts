import { expect, test } from 'vitest'
import { readModel } from '../src/language/read.ts'

async function messagesOf(text: string): Promise<string[]> {
  const read = await readModel({ name: 'test.ilv', text })
  return read.ok ? [] : read.errors.map(({ message, span }) => `${text.slice(span?.start, span?.end)}: ${message}`)
}

const lines = [
  (word: string) => `shared ${word} = 1\nthread A:\n fence\n`,
  (word: string) => `shared x, ${word}\nthread A:\n fence\n`,
  (word: string) => `lock ${word}\nthread A:\n fence\n`,
  (word: string) => `const ${word} = 1\nthread A:\n fence\n`,
  (word: string) => `thread ${word}:\n fence\n`,
  (word: string) => `def ${word}:\nend\nthread A:\n fence\n`,
  (word: string) => `shared x\nthread A:\n load ${word}, x\n`,
  (word: string) => `shared x\nthread A:\n load r, ${word}\n`,
]

const reserved = ['shared', 'lock', 'semaphore', 'condition', 'barrier', 'const', 'thread', 'def', 'invariant', 'expect']
const blocks = ['repeat', 'if', 'elif', 'else', 'while', 'end', 'and', 'or']

test.each([...reserved, ...blocks])('`%s` is said to be a reserved word wherever a name is expected', async (word) => {
  for (const line of lines) {
    const [first] = await messagesOf(line(word)) // what follows the line may be out of place then
    expect(first, line(word)).toBe(`${word}: \`${word}\` is a reserved word, not a name`)
  }
})

test('names that only begin like reserved words are names', async () => {
  expect(await messagesOf('shared locked, ended, android\nthread A:\n load r, ended\n')).toEqual([])
})
