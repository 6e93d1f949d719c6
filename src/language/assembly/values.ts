import { inRange } from '../../base/integer.ts'
import type { ArithmeticOperator } from './tree.ts'

/** The values that a place can have; null: any. */
export type Values = ReadonlySet<number> | null

/** Sets with more values than this become 'any'. */
const mostValues = 128

/** A set of more pairs than this is not computed. */
const mostPairs = 4096

export const zero: Values = new Set([0])

/** Returns the set with one value. */
export function only(value: number): Values {
  return new Set([value])
}

/** Returns the value of a set with one value, else null. */
export function single(values: Values): number | null {
  if (values === null || values.size !== 1) return null
  const [value] = values
  return value ?? null
}

/** Returns the union; one of the arguments itself if it contains the other. */
export function union(one: Values, other: Values): Values {
  if (one === null || other === null) return null
  if (isSubset(other, one)) return one
  const all = new Set([...one, ...other])
  return all.size > mostValues ? null : all
}

function isSubset(part: ReadonlySet<number>, whole: ReadonlySet<number>): boolean {
  for (const value of part) if (!whole.has(value)) return false
  return true
}

/** Returns whether a set contains nothing that another does not contain. */
export function isWithin(part: Values, whole: Values): boolean {
  return whole === null || (part !== null && isSubset(part, whole))
}

/** Returns the results of an operation on values of two sets. Results that do not fit are left out: their step fails. */
export function combined(operator: ArithmeticOperator, one: Values, other: Values): Values {
  if (one === null || other === null || one.size * other.size > mostPairs) return null
  const results = new Set<number>()
  for (const left of one) {
    for (const right of other) {
      const result = operator === '+' ? left + right : operator === '-' ? left - right : left * right
      if (inRange(result)) results.add(result)
    }
  }
  return results.size > mostValues ? null : results
}
