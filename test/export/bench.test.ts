import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { exportModel } from '../../src/export/export.ts'
import { readModel } from '../../src/language/read.ts'

const folder = 'bench'
const names = readdirSync(folder)
  .filter((each) => each.endsWith('.ilv'))
  .map((each) => basename(each, '.ilv'))

test('the benchmark has models of different character', () => {
  expect(names.length).toBeGreaterThanOrEqual(20)
  expect(names.filter((name) => existsSync(join(folder, `${name}.pml`)))).toEqual(names)
  expect(names.filter((name) => existsSync(join(folder, `${name}.m`))).length).toBeGreaterThanOrEqual(15)
})

test.each(names)('the Promela and Murphi of %s are what its instruction text is in these', async (name) => {
  const file = join(folder, `${name}.ilv`)
  const read = await readModel({ name: file, text: readFileSync(file, 'utf8') })
  if (!read.ok) throw new Error(`${file} cannot be read`)
  for (const [to, extension] of [
    ['promela', 'pml'],
    ['murphi', 'm'],
  ] as const) {
    const path = join(folder, `${name}.${extension}`)
    const exported = exportModel(read.value.program, { to })
    const text = exported.ok ? exported.value.text : null
    const stored = existsSync(path) ? readFileSync(path, 'utf8') : null
    expect(stored, 'run `node scripts/bench/suite.mjs`').toBe(text)
  }
})
