import { expect, test } from 'vitest'
import { readInstructionText } from '../../src/language/ilv/read.ts'

function initial(text: string): unknown {
  const read = readInstructionText({ name: 'test.ilv', text: `const N = 4\n${text}\nthread A:\n yield` })
  if (!read.ok) return read.errors.map(({ message, hint }) => (hint === null ? message : `${message}; ${hint}`))[0]
  const { shared, semaphores, barriers } = read.value
  return [
    ...shared.map((each) => each.initial),
    ...semaphores.map((each) => each.initial),
    ...barriers.map((each) => each.parties),
  ]
}

test.each<[string, unknown]>([
  ['shared a[N] = 1, 0, ...', [[1, 0, 0, 0]]],
  ['shared a[N] = 5, ...', [[5, 5, 5, 5]]],
  ['shared a[N] = 1, 2, 3, 4, ...', [[1, 2, 3, 4]]],
  ['atomic a[2] = 7, ..., x = 3', [[7, 7], [3]]],
  ['semaphore turn[N] = 1, 0, ...', [1, 0, 0, 0]],
  ['barrier b[3] = 2, 1, ...', [2, 1, 1]],
  ['shared x = 4, ...', [[4]]],
  ['shared a[2] = 1, 2, 3, ...', '`a`: expected 2 values, found 3'],
  ['shared a[N] = 1, ..., 2', 'a value behind `...`; write `...` last'],
  ['shared a[N] = 1, 2', '`a`: expected 4 values, found 2; for the same in all others, write `1, 0, ...`'],
])('%s', (text, values) => {
  expect(initial(text)).toEqual(values)
})
