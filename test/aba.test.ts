import { describe, expect, test } from 'vitest'
import { possibleAbas } from '../src/analysis/aba-monitor.ts'
import { check } from '../src/check/check.ts'
import { readModel } from '../src/language/read.ts'

/** Swaps what it has read before, and changes nothing. */
const swap = `
thread A:
  load old, x
  cas ok, x, old, old
`

const others: readonly [what: string, code: string, isFooled: boolean][] = [
  ['back in another step', 'store x, 1\n  store x, 0', true],
  ['back in the same step', 'atomic:\n    store x, 1\n    store x, 0\n  end', true],
  ['back after other values', 'store x, 1\n  store x, 2\n  store x, 0', true],
  ['never back', 'store x, 1\n  store x, 2\n  store x, 3', false],
  ['never back, in the same step', 'atomic:\n    store x, 1\n    store x, 2\n  end', false],
  ['only upwards', 'repeat 3:\n    fetch_add before, x, 1\n  end', false],
]

describe.each(['plain', 'wasm'] as const)('with the %s engine', (engine) => {
  test.each(others)('a `cas` is fooled or not: %s', async (_, code, isFooled) => {
    const read = await readModel({ name: 'aba.ilv', text: `atomic x = 0\n${swap}\nthread B:\n  ${code}\n` })
    if (!read.ok) throw new Error(read.errors.map((each) => each.message).join('\n'))
    expect(possibleAbas(read.value.program)).toBeGreaterThan(0)
    const { findings } = await check(read.value.program, { engine })
    expect(findings.some(({ kind }) => kind === 'aba')).toBe(isFooled)
  })
})
