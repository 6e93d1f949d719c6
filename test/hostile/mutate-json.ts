import { type Draw, oddNames, oddPieces, oneOf } from './draw.ts'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** A value and where it stands. */
interface Slot {
  readonly holder: Json[] | { [key: string]: Json }
  readonly key: string
  readonly value: Json
}

function slotsOf(value: Json): Slot[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, each]) => [{ holder: value, key, value: each }, ...slotsOf(each)])
}

function put({ holder, key }: Slot, value: Json): void {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true })
}

function remove({ holder, key }: Slot): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1)
  else delete holder[key]
}

const oddNumbers = [0, -1, 1, 2, 31, 255, 2 ** 31 - 1, -(2 ** 31), 2 ** 31, 2 ** 53, 0.5, 1e308]

/** A value of the same kind that is likely to be wrong. */
function oddValue({ value }: Slot, draw: Draw): Json {
  if (typeof value === 'number') return oneOf(draw, [...oddNumbers, value + 1, value - 1])
  if (typeof value === 'string') return oneOf(draw, [...oddNames, ...oddPieces, ''])
  return oneOf<Json>(draw, [null, true, 0, '', [], {}, [[]], { __proto__: null, op: 'load' }])
}

const changes: readonly ((slots: readonly Slot[], others: readonly Slot[], draw: Draw) => void)[] = [
  (slots, _, draw) => remove(oneOf(draw, slots)),
  (slots, _, draw) => {
    const slot = oneOf(draw, slots)
    put(slot, oddValue(slot, draw))
  },
  (slots, _, draw) => {
    const slot = oneOf(
      draw,
      slots.filter(({ value }) => typeof value === 'number'),
    )
    put(slot, oneOf(draw, oddNumbers))
  },
  (slots, _, draw) => {
    const { holder, key, value } = oneOf(draw, slots)
    if (Array.isArray(holder)) holder.splice(Number(key), 0, structuredClone(value))
    else put({ holder, key: oneOf(draw, oddNames), value }, value)
  },
  (slots, _, draw) => put(oneOf(draw, slots), structuredClone(oneOf(draw, slots).value)),
  (slots, others, draw) => put(oneOf(draw, slots), structuredClone(oneOf(draw, others).value)),
  // What stands under the same key in another program fits better.
  (slots, others, draw) => {
    const slot = oneOf(draw, slots)
    const alike = others.filter(({ key }) => key === slot.key)
    if (alike.length > 0) put(slot, structuredClone(oneOf(draw, alike).value))
  },
]

/** Returns the JSON text of a program with some of its values removed, replaced, repeated or moved. */
export function mutatedJson(text: string, other: string, draw: Draw): string {
  const value: Json = JSON.parse(text)
  const others = slotsOf(JSON.parse(other))
  for (let left = 1 + draw(1 + draw(3)); left > 0; left--) {
    const slots = slotsOf(value)
    if (slots.some((each) => typeof each.value === 'number')) oneOf(draw, changes)(slots, others, draw)
  }
  return JSON.stringify(value)
}
