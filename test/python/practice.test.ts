import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { check } from '../../src/check/check.ts'
import { readModel } from '../../src/language/read.ts'

const folder = join(import.meta.dirname, 'practice')
const files = readdirSync(folder).filter((name) => name.endsWith('.py'))

test('there are programs of many kinds', () => expect(files.length).toBeGreaterThanOrEqual(30))

/** Programs as they are written in practice, which nobody has made simpler for the checker. */
test.each(files)('%s shows what its `expect` lines say', { timeout: 120_000 }, async (name) => {
  const read = await readModel({ name, text: readFileSync(join(folder, name), 'utf8') })
  if (!read.ok) throw new Error(read.errors.map((each) => each.message).join('\n'))
  const { program } = read.value
  expect(program.expectations.length).toBeGreaterThan(0)
  const result = await check(program, { maxStates: 300_000 })
  const failed = result.expectations.filter(({ holds }) => holds !== true)
  expect(failed.map(({ expectation, why }) => `${expectation.text}: ${why}`)).toEqual([])
  expect(result.verdict).toBe('pass')
})
