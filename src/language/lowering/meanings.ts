import { notSet } from '../../program/heap.ts'
import type { Meaning } from '../../program/program.ts'
import type { Pass } from './pass.ts'
import { Kind, noneCode, type Type, unboundCode } from './values.ts'

/**
 * Returns what the integers of a variable stand for in Python, if they are more than integers. It may start as `None`, or without a value.
 */
export function meaningsOf(pass: Pass, type: Type, initial: readonly number[]): Record<string, Meaning> | null {
  const found: Record<string, Meaning> = {}
  if ((type.kinds & Kind.bool) !== 0 && (type.kinds & Kind.int) === 0) Object.assign(found, { 0: false, 1: true })
  if ((type.kinds & Kind.none) !== 0 || initial.includes(noneCode)) found[`${noneCode}`] = null
  if ((type.kinds & Kind.unbound) !== 0 || initial.includes(unboundCode)) found[`${unboundCode}`] = { name: notSet }
  for (const [text, code] of pass.codes.allStrings()) {
    if ((type.kinds & Kind.string) !== 0 || initial.includes(code)) found[`${code}`] = text
  }
  const references = new Set([...type.references, ...initial.filter((code) => pass.objectByCode.has(code))])
  for (const code of references) found[`${code}`] = { name: pass.objectByCode.get(code)?.name ?? 'object' }
  return Object.keys(found).length === 0 ? null : found
}
