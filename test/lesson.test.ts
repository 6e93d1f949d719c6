import { expect, test } from 'vitest'
import { check } from '../src/check/check.ts'
import { readModel } from '../src/language/read.ts'
import type { Program } from '../src/program/program.ts'

// The lesson at its own size: two threads, 100,000 deposits each.

async function program(body: string, declarations = 'shared balance = 0\nlock m'): Promise<Program> {
  const lines = body.split('; ').map((line) => `        ${line}`)
  const text = [declarations, 'thread A, B:', '    repeat 100000:', ...lines, '    end', ''].join('\n')
  const model = await readModel({ name: 'lesson.ilv', text }, { language: null, constants: new Map() })
  if (!model.ok) throw new Error(model.errors.map((each) => each.message).join())
  return model.value.program
}

test('locked deposits: explored completely, one final value, nothing found', { timeout: 120_000 }, async () => {
  const locked = await program('acquire m; load tmp, balance; add tmp, 1; store balance, tmp; release m')
  const { complete, outcomes, findings, stats } = await check(locked)
  expect({ complete, finals: outcomes.map((each) => each.final), findings }).toEqual({
    complete: true,
    finals: [[200000]],
    findings: [],
  })
  expect(stats.states).toBe(200_001)
})

test('atomic deposits: the same', { timeout: 120_000 }, async () => {
  const { complete, outcomes, findings } = await check(await program('fetch_add old, balance, 1', 'atomic balance = 0'))
  expect({ complete, finals: outcomes.map((each) => each.final), findings }).toEqual({
    complete: true,
    finals: [[200000]],
    findings: [],
  })
})

test('racy deposits: the lost update with its shortest trace, and a final value, though the space is never finished', {
  timeout: 120_000,
}, async () => {
  const racy = await program('load tmp, balance; add tmp, 1; store balance, tmp')
  const { complete, verdict, outcomes, findings } = await check(racy)
  expect({ complete, verdict }).toEqual({ complete: false, verdict: 'incomplete' })
  expect(outcomes.map((each) => each.final)).toEqual([[200000]])
  expect(findings.find((each) => each.kind === 'lost-update')?.trace.steps).toHaveLength(6)
})
