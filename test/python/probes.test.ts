import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compared, type Verdict } from './probes/compare.ts'
import { cpythonResults } from './probes/cpython-results.ts'
import type { Probe } from './probes/places.ts'
import { allProbes } from './probes/probes.ts'
import { subsetPage } from './probes/table.ts'

/** How many of all programs are tried; and only those whose form or text contains a text. */
const wanted = Number(process.env.INTERLEAVE_PROBES ?? 400)
const only = process.env.INTERLEAVE_PROBES_ONLY ?? ''
const offset = Number(process.env.INTERLEAVE_SEED ?? 0)
/** A file for the page about what is accepted, and one for what is wrong. */
const pageFile = process.env.INTERLEAVE_PROBES_PAGE
const wrongFile = process.env.INTERLEAVE_PROBES_WRONG

/** As many programs of each form, as far as there are so many; those of a form are spread evenly. */
function chosenProbes(): Probe[] {
  const byForm = new Map<string, Probe[]>()
  for (const probe of allProbes()) {
    if (!`${probe.form}\n${probe.text}`.includes(only)) continue
    const known = byForm.get(probe.form)
    if (known === undefined) byForm.set(probe.form, [probe])
    else known.push(probe)
  }
  let left = wanted
  const forms = [...byForm.values()].sort((one, other) => one.length - other.length)
  return forms.flatMap((probes, index) => {
    const share = Math.min(probes.length, Math.ceil(left / (forms.length - index)))
    left -= share
    const stride = probes.length / share
    return Array.from({ length: share }, (_, at) => probes[(Math.floor(at * stride) + offset) % probes.length]).flatMap(
      (probe) => probe ?? [],
    )
  })
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
  // Refusing everything would be right too.
  const same = judged.filter(([, { kind }]) => kind === 'same').length
  if (only === '') expect(same).toBeGreaterThan(judged.length / 3)
  expect(wrong.slice(0, 20)).toEqual([])
})
