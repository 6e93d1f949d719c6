import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Naturals } from '../src/analysis/naturals.ts'

const factor = fc.oneof(
  fc.integer({ min: 0, max: 9 }),
  fc.integer({ min: 0, max: 2 ** 20 }),
  fc.integer({ min: 0, max: 2 ** 32 - 1 }),
)
/** Adds the product of a number and some factors to another, and perhaps gives the number up. */
const sum = fc.record({ from: fc.nat(3), factors: fc.array(factor, { maxLength: 4 }), to: fc.nat(3), clears: fc.boolean() })

test('naturals calculate as integers without bound do', () => {
  fc.assert(
    fc.property(fc.array(sum, { maxLength: 40 }), (sums) => {
      const [naturals, expected] = [new Naturals(4), [0n, 0n, 0n, 0n]]
      naturals.setToOne(0)
      expected[0] = 1n
      for (const { from, factors, to, clears } of sums) {
        naturals.addProduct(from, factors, to)
        expected[to] = (expected[to] ?? 0n) + factors.reduce((product, each) => product * BigInt(each), expected[from] ?? 0n)
        if (!clears) continue
        naturals.clear(from)
        expected[from] = 0n
      }
      expect(expected.map((_, index) => naturals.at(index))).toEqual(expected)
    }),
    { numRuns: 2000 },
  )
})
