import type { DataRegister } from './machine.ts'
import { type Known, relations } from './states.ts'
import type { Condition, Input } from './tree.ts'
import type { Values } from './values.ts'

const { none, less, equal, greater }: Readonly<Record<keyof typeof relations, number>> = relations

/** The results of a `test` with which each jump jumps; none jumps before the first `test`. */
export const jumpsOn: Readonly<Record<Condition, readonly number[]>> = {
  je: [equal],
  jne: [less, greater],
  jlt: [less],
  jlte: [less, equal],
  jgt: [greater],
  jgte: [equal, greater],
}

/** Returns the result of `test first, second`. */
export function relationOf(first: number, second: number): number {
  return second < first ? less : second === first ? equal : greater
}

/** Returns the results that a `test` of values of two sets can have. */
export function relationsOf(first: Values, second: Values): ReadonlySet<number> {
  const found = new Set<number>()
  if (first === null || second === null) return new Set([less, equal, greater])
  for (const one of first) for (const other of second) found.add(relationOf(one, other))
  return found
}

/**
 * Returns what is known where a conditional jump is taken, or not; null if it cannot be. Registers that the `test`
 * compared keep the values with which it had one of the results.
 */
export function restricted(
  known: Known,
  condition: Condition,
  taken: boolean,
  valuesOf: (input: Input) => Values,
): Known | null {
  const wanted = jumpsOn[condition]
  const all = [none, less, equal, greater].filter((each) => known.relation.has(each) && wanted.includes(each) === taken)
  if (all.length === 0) return null
  const narrowed = { ...known, relation: new Set(all) }
  if (known.tested === null) return narrowed
  const { first, second } = known.tested
  const [one, other] = [valuesOf(first), valuesOf(second)]
  const allows = (left: number, right: number): boolean => all.includes(relationOf(left, right))
  const isEqual = all.every((each) => each === equal)
  const left = kept(one, other, isEqual, allows)
  const right = kept(other, one, isEqual, (value, partner) => allows(partner, value))
  if (left?.size === 0 || right?.size === 0) return null
  return { ...narrowed, registers: withInput(withInput(known.registers, first, left), second, right) }
}

function kept(values: Values, partners: Values, isEqual: boolean, allows: (value: number, partner: number) => boolean): Values {
  if (partners === null) return values
  if (values === null) return isEqual ? partners : null
  return new Set([...values].filter((value) => [...partners].some((partner) => allows(value, partner))))
}

function withInput(
  registers: ReadonlyMap<DataRegister, Values>,
  input: Input,
  values: Values,
): ReadonlyMap<DataRegister, Values> {
  if (input.kind !== 'register' || input.register === 'sp') return registers
  return new Map(registers).set(input.register, values)
}
