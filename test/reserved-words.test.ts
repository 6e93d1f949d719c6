import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readModel } from '../src/language/read.ts'

const grammar = readFileSync('src/language/grammar/ilv.grammar', 'utf8')
const words = [...new Set([...grammar.matchAll(/kw<"(\w+)">/g)].map(([, word = '']) => word))]

async function messages(text: string): Promise<string[]> {
  const read = await readModel({ name: 'x.ilv', text })
  return read.ok ? [] : read.errors.map(({ span, message }) => `${span?.start} ${message}`)
}

describe('a name that is a reserved word', () => {
  test('the grammar reserves words', () => {
    expect(words).toContain('lock')
    expect(words.length).toBeGreaterThan(15)
  })

  test.each(words)('`%s`', async (word) => {
    for (const before of [
      'shared ',
      'shared a, ',
      'atomic ',
      'lock ',
      'lock m, ',
      'semaphore ',
      'barrier ',
      'condition ',
      'const ',
      'def ',
      'thread ',
      'set ',
      'load ',
      'load r, ',
      'jump ',
      'call ',
      'expect possible ',
    ]) {
      const after = before === 'def ' || before === 'thread ' ? ':' : before === 'set ' || before === 'load ' ? ', 1' : ' = 1'
      const text = `${before}${word}${/jump|call|load r|condition|lock|possible/.test(before) ? '' : after}\n`
      expect(await messages(text), text).toContain(`${before.length} \`${word}\` is a reserved word, not a name`)
    }
  })

  test.each(['end', 'lock', 'shared', 'not', 'expect'])('the label `%s:`', async (word) => {
    expect(await messages(`thread A:\n${word}:\n`)).toEqual([`10 \`${word}\` is a reserved word, not a name`])
  })
})

test.each([
  ['lock', 'unexpected end of line'],
  ['lock = 1', 'unexpected `=`'],
  ['thread A:\n while:', 'unexpected `:`'],
  ['thread A:\n if:', 'unexpected `:`'],
  ['thread A:\n set r, 1 and', 'unexpected end of line'],
  ['expect possible', 'unknown finding `possible`'],
])('%j is another mistake', async (text, message) => {
  expect((await messages(`${text}\n`)).join('\n')).toContain(message)
})

test('names that only begin like reserved words are names', async () => {
  expect(await messages('shared locked, ended, android\nthread A:\n load r, ended\n')).toEqual([])
})
