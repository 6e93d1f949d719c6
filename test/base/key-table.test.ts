import fc from 'fast-check'
import { expect, test } from 'vitest'
import { KeyTable } from '../../src/base/key-table.ts'

test('a table numbers keys in the order in which they first come, whatever their lengths', () => {
  const keys = fc.array(fc.array(fc.integer({ min: -1, max: 2 }), { maxLength: 4 }), { maxLength: 400 })
  fc.assert(
    fc.property(keys, (all) => {
      const table = new KeyTable()
      const known = new Map<string, number>()
      for (const key of all) {
        const text = key.join()
        expect(table.find(Int32Array.from(key))).toBe(known.get(text) ?? -1)
        const isNew = !known.has(text)
        if (isNew) known.set(text, known.size)
        expect(table.add(Int32Array.from(key))).toBe(known.get(text))
        expect(table.added).toBe(isNew)
      }
      expect(table.count).toBe(known.size)
    }),
    { numRuns: 50 },
  )
})

test('a table grows', () => {
  const table = new KeyTable()
  for (let number = 0; number < 20_000; number++) expect(table.add(Int32Array.of(number, number % 7))).toBe(number)
  for (let number = 0; number < 20_000; number++) expect(table.find(Int32Array.of(number, number % 7))).toBe(number)
})
