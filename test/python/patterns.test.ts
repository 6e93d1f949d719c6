import { describe, expect, test } from 'vitest'
import { automatonOf } from '../../src/language/claims/automaton.ts'
import { unsupportedIn } from '../../src/language/python/syntax/patterns.ts'
import { python } from './cpython.ts'
import { numbers } from './random-programs.ts'

/** For each pattern, whether it matches each text; null if it is a mistake. */
const matcher = `
import json, re, sys, warnings
warnings.simplefilter("ignore")
for pattern, texts in json.load(sys.stdin):
    try:
        print(json.dumps([re.fullmatch(pattern, each) is not None for each in texts]))
    except re.error:
        print("null")
`

const tokens =
  'a|b|a|b|.|*|+|?|(|)|(|)|[ab]|[^a]|[a-c]|[]b]|[b-]|\\n|\n|\\.|\\\\|\\d|\\w|[\\s]|{|^|$|(?:|[^]|[\\n\\]]|-|]|\\|'.split('|')
const characters = ['a', 'b', 'c', '\n', '.', '-', ']', '\\', '1']

function drawn(seed: number): readonly [string, string[]] {
  const draw = numbers(seed)
  const one = (from: readonly string[]): string => from[draw(from.length)] ?? ''
  const text = (from: readonly string[], most: number): string =>
    Array.from({ length: draw(most + 1) }, () => one(from)).join('')
  const pattern = text([...tokens, '|'], 6)
  return [pattern, ['', ...Array.from({ length: 25 }, () => text(characters, 5))]]
}

describe('patterns of Python', () => {
  test('match what they match in CPython, or are refused', () => {
    const cases = Array.from({ length: 4000 }, (_, index) => drawn(20261129 + index))
    const lines = python(matcher, JSON.stringify(cases), '.').trim().split('\n')
    expect(lines.length).toBe(cases.length)
    let accepted = 0
    for (const [index, [pattern, texts]] of cases.entries()) {
      const automaton = unsupportedIn(pattern) === null ? automatonOf(pattern, ['\n']) : null
      if (automaton === null || 'problem' in automaton) continue
      accepted++
      const found = texts.map((text) => {
        let state = automaton.start
        for (const character of text)
          state = automaton.next[state]?.[automaton.classOf.get(character) ?? automaton.classOf.size] ?? -1
        return automaton.accepting.includes(state)
      })
      expect(found, JSON.stringify([pattern, texts])).toEqual(JSON.parse(lines[index] ?? 'null'))
    }
    expect(accepted).toBeGreaterThan(800)
  })

  test.each([
    ['a+?', /two signs of repetition/],
    ['a**', /two signs of repetition/],
    ['\\d', /`\\d` is not supported/],
    ['[\\w]', /`\\w` is not supported/],
    ['[]a]', /`\]` at the start of a set/],
  ])('%s is refused', (pattern, message) => expect(unsupportedIn(pattern)).toMatch(message))
})
