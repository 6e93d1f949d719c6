import { expect, test } from 'vitest'
import { patternOf } from '../src/report/patterns.ts'

function series(from: number, values: readonly (number | null)[]): { at: number; value: number | null }[] {
  return values.map((value, index) => ({ at: from + index, value }))
}

test.each([
  [series(1, [1, 2, 2, 2]), '2 for every N from 2 to 4'],
  [series(1, [2, 4, 6]), '2N for every N from 1 to 3'],
  [series(1, [2, 3, 5, 7]), '2N - 1 for every N from 2 to 4'],
  [series(0, [0, 1, 4, 9]), 'N² for every N from 0 to 3'],
  [series(1, [3, 9, 27, 81]), null],
  [series(1, [5, 5]), null],
  [series(1, [4, 4, 4, null]), '4 for every N from 1 to 3'],
] as const)('%j is %s', (values, words) => {
  expect(patternOf(values, 'N')).toBe(words)
})
