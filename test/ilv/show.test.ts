import { expect, test } from 'vitest'
import { readInstructionText } from '../../src/language/ilv/read.ts'
import { showText } from '../../src/report/show.ts'
import { plainStyle } from '../../src/report/style.ts'

function rows(text: string): string[] {
  const read = readInstructionText({ name: 'test.ilv', text })
  if (!read.ok) throw new Error(read.errors.map((each) => each.message).join('\n'))
  return showText(read.value, plainStyle)
    .split('\n')
    .flatMap((line) => /\d+: (.*?)\s{2,}\d+ \|/.exec(line)?.[1] ?? [])
}

test.each([
  [
    'a read-modify-write of a variable with a modulus',
    'shared i = 0 mod 4\nthread A:\n fetch_add r, i, 1',
    ['fetch_add r, i, 1'],
  ],
  [
    'a lock whose index is computed',
    'lock m[3]\nthread A:\n set r, 1\n acquire m[r]\n release m[r]',
    ['set r, 1', 'acquire m[r]', 'release m[r]'],
  ],
  ['a print', 'thread A:\n set r, 1\n print "x", r', ['set r, 1', 'print "x", r']],
  ['a block that the text has', 'shared x\nthread A:\n atomic:\n  store x, 1\n end', ['atomic:', 'store x, 1', '(end)']],
])('what is lowered is listed in the words of the text: %s', (_, text, words) => {
  expect(rows(text)).toEqual(words)
})
