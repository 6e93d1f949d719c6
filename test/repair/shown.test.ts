import { describe, expect, test } from 'vitest'
import { diffRows } from '../../src/repair/rows.ts'

/** Writes rows as `before | after`, with the numbers of the lines. */
function written(before: string, after: string): readonly string[] {
  return diffRows(before, after).map((row) => {
    if (row.kind === 'gap') return '⋮'
    const sides = [row.before, row.after].map((each) => (each === null ? '' : `${each.line} ${each.text}`))
    return `${sides[0]} ${row.kind === 'same' ? '=' : '|'} ${sides[1]}`
  })
}

describe('two texts side by side', () => {
  test('what took the place of a line stands beside it', () => {
    expect(written('a\nb\nc\n', 'a\nX\nY\nc\n')).toEqual(['1 a = 1 a', '2 b | 2 X', ' | 3 Y', '3 c = 4 c'])
  })

  test('a line that was removed has nothing beside it, and what comes behind keeps its two numbers', () => {
    expect(written('a\nb\nc\n', 'a\nc\n')).toEqual(['1 a = 1 a', '2 b | ', '3 c = 2 c'])
  })

  test('equal lines far from a change are left out', () => {
    const lines = Array.from({ length: 20 }, (_, index) => `${index + 1}`)
    const changed = lines.map((each) => (each === '2' || each === '19' ? `${each}!` : each))
    expect(written(lines.join('\n'), changed.join('\n'))).toEqual([
      '1 1 = 1 1',
      '2 2 | 2 2!',
      '3 3 = 3 3',
      '4 4 = 4 4',
      '5 5 = 5 5',
      '⋮',
      '16 16 = 16 16',
      '17 17 = 17 17',
      '18 18 = 18 18',
      '19 19 | 19 19!',
      '20 20 = 20 20',
    ])
  })

  test('a missing line break at the end is no line, and line breaks of Windows are no change', () => {
    expect(written('a\nb', 'a\nc')).toEqual(['1 a = 1 a', '2 b | 2 c'])
    expect(written('a\r\nb\r\n', 'a\r\nc\r\n')).toEqual(['1 a = 1 a', '2 b | 2 c'])
  })
})
