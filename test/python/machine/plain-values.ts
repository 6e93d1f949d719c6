import { asInt, Bytes, Float, type Plain } from '../../../src/language/python/machine/values.ts'

/** Numbers between 0 and 1, the same ones for the same seed. */
export function random(seed: number): () => number {
  let state = seed * 2654435761
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export function chosen<T>(next: () => number, values: readonly T[]): T {
  return values[Math.floor(next() * values.length)] as T
}

export const smallInts: readonly number[] = [0, 1, -1, 2, 3, -3, 7, 10]

const bigInts = [
  2 ** 31,
  -(2 ** 31),
  2 ** 53 - 1,
  2n ** 53n,
  -(2n ** 53n) - 1n,
  2n ** 64n,
  10n ** 30n,
  -(10n ** 30n),
  2n ** 61n - 1n,
  10n ** 400n,
]

const floats = [
  0,
  -0,
  1,
  -1,
  0.5,
  -0.5,
  1.5,
  2.5,
  0.1,
  2.675,
  1e15,
  1e16,
  1e17,
  123456789.125,
  9007199254740994,
  1e22,
  1e23,
  1e100,
  1e308,
  1.7976931348623157e308,
  5e-324,
  -5e-324,
  2.2250738585072014e-308,
  1e-5,
  0.0001,
  1e-7,
  Infinity,
  -Infinity,
  Number.NaN,
  Math.PI,
]

/** Numbers at the edges of what can happen. */
export const numbers: readonly Plain[] = [true, false, ...smallInts, ...bigInts, ...floats.map((value) => new Float(value))]

/** A number of any size, an integer if asked for. */
export function someNumber(next: () => number, whole = false): Plain {
  const kind = next()
  if (kind < 0.05) return next() < 0.5
  if (kind < 0.4) return Math.floor((next() - 0.5) * 200)
  if (kind < 0.55) return Math.floor((next() - 0.5) * 2 ** 53)
  if (kind < 0.65 || whole) {
    const digits = Array.from({ length: 1 + Math.floor(next() * 30) }, () => Math.floor(next() * 10)).join('')
    return asInt(BigInt(digits) * (next() < 0.5 ? -1n : 1n))
  }
  if (kind < 0.8) return new Float(Math.floor((next() - 0.5) * 2000) / chosen(next, [1, 2, 4, 8, 10, 100]))
  return new Float((next() - 0.5) * 10 ** Math.floor(next() * 40 - 20))
}

const characters = [...'aAbBzZ019 \t\n\r.,-_+\'"\\éßÄñΣσςΑ€中一²½٣ıİŉǆǅ😀𝟘𝒜\u00a0\u2028\u3000\x1c\x7f\x00\u0301ﬁ']

/** A short text with characters of all kinds. */
export function someText(next: () => number): string {
  const plain = next() < 0.5
  return Array.from({ length: Math.floor(next() * 7) }, () => chosen(next, plain ? characters.slice(0, 22) : characters)).join(
    '',
  )
}

/** The bytes of the lower halves of the characters of a text. */
export function bytes(text: string): Bytes {
  return new Bytes(Array.from(text, (character) => String.fromCharCode((character.codePointAt(0) ?? 0) & 0xff)).join(''))
}
