import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compared, type Verdict } from './probes/compare.ts'
import { cpythonResults } from './probes/cpython-results.ts'
import type { Probe } from './probes/places.ts'
import { allProbes } from './probes/probes.ts'
import { subsetPage } from './probes/table.ts'

/** How many of all programs are tried, spread evenly; and only those whose form or text contains a text. */
const wanted = Number(process.env.INTERLEAVE_PROBES ?? 1000)
const only = process.env.INTERLEAVE_PROBES_ONLY ?? ''
const offset = Number(process.env.INTERLEAVE_SEED ?? 0)
/** A file for the page about what is accepted, and one for what is wrong. */
const pageFile = process.env.INTERLEAVE_PROBES_PAGE
const wrongFile = process.env.INTERLEAVE_PROBES_WRONG

function chosenProbes(): Probe[] {
  const all = [...allProbes()].filter(({ form, text }) => `${form}\n${text}`.includes(only))
  const stride = Math.max(1, all.length / wanted)
  return Array.from({ length: Math.min(wanted, all.length) }, (_, index) => {
    return all[(Math.floor(index * stride) + offset) % all.length]
  }).flatMap((probe) => probe ?? [])
}

test('expressions and statements mean what they mean in CPython, or are refused', { timeout: 7_200_000 }, async () => {
  const probes = chosenProbes()
  const expected = cpythonResults(probes, '.')
  const judged: (readonly [Probe, Verdict])[] = []
  for (const [index, probe] of probes.entries()) {
    const answer = expected[index]
    if (answer === undefined) continue
    const crash = (error: Error): Verdict => ({ kind: 'wrong', why: `crash: ${error.message}` })
    judged.push([probe, await compared(probe, answer).catch(crash)])
  }
  const wrong = judged.flatMap(([{ form, place, text }, verdict]) => {
    return verdict.kind === 'wrong' ? [`--- ${form}, ${place}: ${verdict.why}\n${text}`] : []
  })
  if (pageFile !== undefined) writeFileSync(pageFile, subsetPage(judged))
  if (wrongFile !== undefined) writeFileSync(wrongFile, wrong.join('\n'))
  expect(judged.length).toBe(probes.length)
  expect(wrong.slice(0, 20)).toEqual([])
})
