import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applied, areApart, changedLines, type Edit, inserted, removed, replaced } from '../../src/repair/edits.ts'

const text = 'a\nb\nc\nd\n'

describe('edits', () => {
  test.for<readonly [string, readonly Edit[], string, number]>([
    ['nothing', [], 'a\nb\nc\nd\n', 0],
    ['a line before another', [inserted(2, 'x')], 'a\nx\nb\nc\nd\n', 1],
    ['a line at the end', [inserted(5, 'x')], 'a\nb\nc\nd\nx\n', 1],
    ['a blank line, which does not count', [inserted(2, '', 'x')], 'a\n\nx\nb\nc\nd\n', 1],
    ['another line', [replaced(3, 'x')], 'a\nb\nx\nd\n', 1],
    ['one line less', [removed(1)], 'b\nc\nd\n', 1],
    ['two edits, in any order', [removed(4), inserted(1, 'x')], 'x\na\nb\nc\n', 2],
  ])('%s', ([, edits, wanted, count]) => {
    expect(applied(text, edits).text).toBe(wanted)
    expect(changedLines(text, edits)).toBe(count)
  })

  test('are not made together if they overlap', () => {
    expect(areApart([replaced(2, 'x'), replaced(2, 'y')])).toBe(false)
    expect(areApart([{ from: 1, count: 3, lines: [] }, inserted(3, 'x')])).toBe(false)
    expect(areApart([{ from: 1, count: 2, lines: [] }, inserted(3, 'x')])).toBe(true)
  })

  test('lines that stay know where they were', () => {
    const edits = fc.uniqueArray(fc.integer({ min: 1, max: 8 }), { maxLength: 4 })
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('a', 'b', ' ') }), { minLength: 8, maxLength: 8 }),
        edits,
        (lines, at) => {
          const source = `${lines.map((line, index) => `${index}${line}`).join('\n')}\n`
          const changes = at.map((line) => (line % 2 === 0 ? removed(line) : inserted(line, 'new')))
          const { text: changed, origins } = applied(source, changes)
          const old = source.split('\n')
          for (const [index, line] of changed.slice(0, -1).split('\n').entries()) {
            const origin = origins[index] ?? null
            expect(line).toBe(origin === null ? 'new' : old[origin - 1])
          }
        },
      ),
    )
  })
})
