import { expect, test } from 'vitest'
import { check } from '../src/check/check.ts'
import { readModel } from '../src/language/read.ts'

const [least, greatest] = [-2147483648, 2147483647]

/** The values are loaded, so that no engine knows them when it compiles the instruction. */
const rows: readonly (readonly [instruction: string, p: number, q: number, overflows: boolean])[] = [
  ['set r, p + q', greatest, 1, true],
  ['set r, p + q', greatest, 0, false],
  ['set r, p - q', least, 1, true],
  ['set r, p * q', 65536, 32768, true],
  ['set r, p * q', 65536, -32768, false],
  ['set r, p // q', least, -1, true],
  ['set r, p // q', least + 1, -1, false],
  ['set r, p // q', least, 1, false],
  ['set r, p % q', least, -1, false],
  ['set r, -p', least, 0, true],
  ['set r, p << q', 1, 31, true],
  ['set r, p << q', -1, 31, false],
  ['add p, q', greatest, 1, true],
  ['add p, q', least, -1, true],
  ['fetch_add r, x, q', greatest, 1, true],
  ['fetch_add r, x, q', greatest, 0, false],
  ['fetch_add r, x, q', least, -1, true],
]

test.each(rows)('%s with p = %d, q = %d: an overflow is %s, on each engine', async (instruction, p, q, overflows) => {
  const text = `shared x = ${p}\nshared y = ${q}\nthread A:\n  load p, x\n  load q, y\n  ${instruction}\nthread B:\n  store y, ${q}\n  store x, ${p}\n  store x, 0\n  store y, 0\n`
  const read = await readModel({ name: 'm.ilv', text })
  if (!read.ok) throw new Error(read.errors.map((each) => each.message).join('\n'))
  for (const engine of ['plain', 'wasm'] as const) {
    const { findings } = await check(read.value.program, { engine })
    expect([engine, findings.some(({ kind }) => kind === 'overflow')]).toEqual([engine, overflows])
  }
})
