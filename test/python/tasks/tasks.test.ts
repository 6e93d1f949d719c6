import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { check } from '../../../src/check/check.ts'
import { readUnfolded } from '../../../src/language/python/unfolding/read.ts'
import { python } from '../cpython.ts'
import { compared, type Explored } from '../explored.ts'
import { taskProgram } from './programs.ts'

const runs = Number(process.env.INTERLEAVE_RANDOM_TASKS ?? 12)
const seed = Number(process.env.INTERLEAVE_SEED ?? 20261129)
const most = 1500
const explorer = `import runpy; runpy.run_path(${JSON.stringify(fileURLToPath(new URL('explorer.py', import.meta.url)))}, run_name="explorer")`

test(`${runs} random programs of tasks have the outcomes of CPython`, { timeout: 7_200_000 }, async () => {
  const programs = Array.from({ length: runs }, (_, index) => taskProgram(seed + index))
  const input = JSON.stringify(programs.map(({ text, names }) => ({ text, names, most })))
  const explored = python(explorer, input, '.', 600_000)
    .trim()
    .split('\n')
    .map((line): Explored => JSON.parse(line))
  const counts = { equal: 0, included: 0, limit: 0, refused: 0 }
  const refusals = new Map<string, number>()
  const wrong: string[] = []
  for (const [index, program] of programs.entries()) {
    const model = readUnfolded({ name: `tasks-${seed + index}.py`, text: program.text })
    if (!model.ok) {
      const message = model.errors?.[0]?.message ?? ''
      refusals.set(message, (refusals.get(message) ?? 0) + 1)
      counts.refused++
      continue
    }
    const theirs = explored[index]
    if (theirs === undefined) throw new Error('CPython has no answer')
    const verdict = compared(program, await check(model.value.program, { maxStates: 200_000 }), theirs)
    if (typeof verdict === 'object') wrong.push(`--- seed ${seed + index}: ${verdict.why}\n${program.text}`)
    else counts[verdict]++
  }
  const executions = explored.reduce((sum, each) => sum + each.runs, 0)
  if (process.env.INTERLEAVE_RANDOM_TASKS !== undefined) console.log({ ...counts, executions, refusals })
  expect(wrong.slice(0, 10)).toEqual([])
  expect(counts.equal).toBeGreaterThan(runs / 3)
})
