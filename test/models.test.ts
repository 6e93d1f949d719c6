import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { check } from '../src/check/check.ts'
import { readModel } from '../src/language/read.ts'
import { decodeProgram, encodeProgram } from '../src/program/codec.ts'
import { checkJson } from '../src/report/check-json.ts'
import { reportMistakes } from '../src/report/report-form.ts'

const folder = join(import.meta.dirname, '../models')
const models = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(ilv|s)$/.test(name))

test.each(models)('%s shows what its `expect` lines say, and nothing else is wrong', async (name) => {
  const text = readFileSync(join(folder, name), 'utf8')
  expect(text).toMatch(/^# \S/) // a comment that teaches
  const read = await readModel({ name, text })
  if (!read.ok) throw new Error(read.errors.map((each) => each.message).join('\n'))
  expect(read.warnings).toEqual([])
  const { program } = read.value
  expect(program.expectations.length).toBeGreaterThan(0)
  const result = await check(program)
  expect(result.expectations.filter((each) => each.holds !== true)).toEqual([])
  expect(result.verdict).toBe('pass')
})

test.each(models)('%s comes back unchanged from its JSON form', async (name) => {
  const read = await readModel({ name, text: readFileSync(join(folder, name), 'utf8') })
  if (!read.ok) throw new Error('unreadable')
  const json = JSON.stringify(encodeProgram(read.value.program))
  const decoded = decodeProgram({ name: 'x.json', text: json })
  if (!decoded.ok) throw new Error(decoded.errors.map((each) => each.message).join('\n'))
  expect(decoded.value).toEqual(read.value.program)
})

test('there are models for every lesson, exam questions and published algorithms', () => {
  const inFolder = (folder: string): number => models.filter((name) => name.startsWith(folder)).length
  expect(models.length).toBeGreaterThanOrEqual(18)
  expect(inFolder('exam')).toBeGreaterThanOrEqual(40)
  expect(inFolder('algorithms')).toBeGreaterThanOrEqual(30)
})

const programs = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(ilv|py|s)$/.test(name))

test.each(programs)('the report about %s has the form that its schema says', async (name) => {
  const read = await readModel({ name, text: readFileSync(join(folder, name), 'utf8') })
  if (!read.ok) return expect(name).toMatch(/interleave\.py$|lesson\.py$/) // these start no threads
  const report = checkJson(await check(read.value.program, { maxStates: 5000 }), name)
  expect(reportMistakes(JSON.parse(JSON.stringify(report)))).toEqual([])
})

test('a report that has another form is refused', () => {
  expect(reportMistakes({ schema: 'interleave/report@2', outcomes: [{}] })).not.toEqual([])
})
