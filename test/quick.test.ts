import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { check } from '../src/check/check.ts'
import { readModel } from '../src/language/read.ts'
import type { Program } from '../src/program/program.ts'

const folder = 'models/exam'
const names = readdirSync(folder).filter((each) => each.endsWith('.ilv'))

async function programOf(name: string, text: string): Promise<Program> {
  const read = await readModel({ name, text })
  if (!read.ok) throw new Error(`${name} cannot be read`)
  return read.value.program
}

/** What only cycles and serial executions show. */
const left = ['livelock', 'starvation', 'non-serializable', 'stuck-thread']

test.each(names)('a quick check of %s finds what single executions show, and nothing else', async (name) => {
  const program = await programOf(name, readFileSync(join(folder, name), 'utf8'))
  const [full, quick] = [await check(program), await check(program, { quick: true })]
  const whole = full.findings.map(({ kind }) => kind)
  const found = quick.findings.map(({ kind }) => kind)
  expect(found.filter((kind) => !whole.includes(kind))).toEqual([])
  expect(whole.filter((kind) => !found.includes(kind) && !left.includes(kind))).toEqual([])
  expect(quick.outcomes.map(({ final }) => final)).toEqual(full.outcomes.map(({ final }) => final))
  expect(quick.outcomes.every(({ serial }) => serial === null)).toBe(true)
})

test('beside a space that has filled the memory, little more is kept for what needs a memory of its own', async () => {
  const endless =
    'shared x = 0\nlock m\nsemaphore s = 0\nthread A, B:\n  while true:\n    acquire m\n    x += 1\n    x = 0\n    release m\n    V(s)\n  end\n'
  const maxBytes = 16 * 2 ** 20
  const bytes: number[] = []
  let now = 0
  const result = await check(await programOf('endless.ilv', endless), {
    maxBytes,
    engine: 'plain',
    clock: () => (now += 40),
    onProgress: (each) => bytes.push(each.bytes),
  })
  expect(result.limit?.limit.kind).toBe('memory')
  // The first exploration ends where the numbers fall.
  const second = bytes.slice(bytes.findIndex((each, index) => each < (bytes[index - 1] ?? 0)))
  expect(bytes.reduce((most, each) => Math.max(most, each), 0)).toBeGreaterThan(maxBytes)
  expect(second.length).toBeGreaterThan(0)
  expect(second.reduce((most, each) => Math.max(most, each), 0)).toBeLessThan(maxBytes / 4)
})
