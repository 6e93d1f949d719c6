import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { check } from '../../src/check/check.ts'
import { aliasNames } from '../../src/language/ilv/aliases.ts'
import { instructionForms } from '../../src/language/ilv/forms.ts'
import { readInstructionText } from '../../src/language/ilv/read.ts'
import { ilvWords } from '../../src/language/ilv/words.ts'
import { findingKinds } from '../../src/program/program.ts'

const grammar = readFileSync('src/language/grammar/ilv.grammar', 'utf8')
const page = readFileSync('docs/language.md', 'utf8')

const keywords = [...grammar.matchAll(/(?:kw|soft)<"([a-z_]+)">/g)].map(([, word = '']) => word)
const instructions = [...instructionForms.keys(), ...aliasNames]
const words = [...new Set([...keywords, ...instructions, 'reentrant', 'transferable', 'fair', 'fifo', 'unstarted', 'daemon'])]

test('there are words', () => {
  expect(keywords.length).toBeGreaterThan(50)
  expect(instructions.length).toBeGreaterThan(40)
})

test.each(words)('the editor explains %s', (word) => {
  expect(ilvWords[word]).toMatch(/\S/)
})

test.each([...words, ...findingKinds])('the language page has %s', (word) => {
  expect(page).toMatch(new RegExp(`(?<![\\w-])${word}(?![\\w])`))
})

test('nothing is explained that is no word of the language', () => {
  const others = ['me', 'N', 'true', 'false', 'len', 'let', 'output', 'count', 'loop', 'mod']
  expect(Object.keys(ilvWords).filter((word) => ![...words, ...others].includes(word))).toEqual([])
})

test('the page fits on a screen', () => {
  expect(page.split('\n').length).toBeLessThanOrEqual(55)
})

test('its example holds', async () => {
  const text = /```ilv\n([^`]+)```/.exec(page)?.[1] ?? ''
  const read = readInstructionText({ name: 'page.ilv', text })
  if (!read.ok) throw new Error(read.errors.map((each) => each.message).join('\n'))
  const { expectations, verdict } = await check(read.value)
  expect(expectations.map(({ holds }) => holds)).toEqual([true, true, true])
  expect(verdict).toBe('pass')
})
