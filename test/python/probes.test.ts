import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compared, type Verdict } from './probes/compare.ts'
import { cpythonResults } from './probes/cpython-results.ts'
import { allProbes } from './probes/probes.ts'

const wanted = Number(process.env.INTERLEAVE_PROBES ?? 1000)
const only = process.env.INTERLEAVE_PROBES_ONLY ?? ''

test('expressions and statements mean what they mean in CPython, or are refused', { timeout: 3_600_000 }, async () => {
  const all = [...allProbes()].filter(({ form, text }) => `${form}\n${text}`.includes(only))
  const stride = Math.max(1, all.length / wanted)
  const probes = all.filter((_, index) => Math.floor((index + 1) / stride) > Math.floor(index / stride))
  const expected = cpythonResults(probes, '.')
  const counts = new Map<string, number>()
  const wrong: string[] = []
  for (const [index, probe] of probes.entries()) {
    const answer = expected[index]
    if (answer === undefined) continue
    if (process.env.INTERLEAVE_PROBES_NOW !== undefined) writeFileSync(process.env.INTERLEAVE_PROBES_NOW, probe.text)
    const verdict: Verdict = await compared(probe, answer).catch((error: Error) => ({
      kind: 'wrong',
      why: `crash: ${error.message}`,
    }))
    counts.set(verdict.kind, (counts.get(verdict.kind) ?? 0) + 1)
    if (verdict.kind === 'wrong') wrong.push(`--- ${probe.form}, ${probe.place}: ${verdict.why}\n${probe.text}`)
  }
  console.log(probes.length, Object.fromEntries(counts))
  if (process.env.INTERLEAVE_PROBES_OUT !== undefined) writeFileSync(process.env.INTERLEAVE_PROBES_OUT, wrong.join('\n'))
  expect(wrong.slice(0, 20)).toEqual([])
})
