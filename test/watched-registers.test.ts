import { expect, test } from 'vitest'
import { check } from '../src/check/check.ts'
import { readInstructionText } from '../src/language/ilv/read.ts'
import type { Reduction } from '../src/reduction/reduction.ts'

// An invariant may name a register, of which no reduction may skip a value.
const programs: readonly (readonly [string, string])[] = [
  ['in a critical section', 'acquire m\nset tmp, 1\nload y, x\nset tmp, 0\nrelease m'],
  ['between local steps', 'set tmp, 1\nset tmp, 0\nx = 2'],
  ['added to', 'x = 1\nadd tmp, 1\nadd tmp, -1\nx = 2'],
]
const sets: readonly (readonly Reduction[])[] = [
  [],
  ['local'],
  ['atomic'],
  ['ample'],
  ['symmetry'],
  ['local', 'atomic', 'ample'],
]

test.each(programs.flatMap(([name, body]) => sets.map((reduce) => ({ name, body, reduce }))))(
  'a register that an invariant names, $name, reduced by $reduce',
  async ({ body, reduce }) => {
    const text = `lock m\nshared x\nthread A:\n${body}\nthread B:\nacquire m\nx = 1\nrelease m\ninvariant A.tmp == 0`
    const read = readInstructionText({ name: 'test.ilv', text })
    if (!read.ok) throw new Error('refused')
    const { findings } = await check(read.value, { reduce })
    expect(findings.map(({ kind }) => kind)).toContain('invariant')
  },
)
