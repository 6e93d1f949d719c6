import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readModel } from '../../src/language/read.ts'
import { operations } from '../../src/program/operations.ts'
import type { Program } from '../../src/program/program.ts'
import { disciplined } from '../random/disciplined.ts'
import { drawn, programs, withFault, withSpinner, withTwins } from '../random/programs.ts'
import { answersTo, differences } from './compare.ts'
import { corners, cornerText, costlyCorners } from './corners.ts'
import { cases, instructions, textOf } from './enumerate.ts'

const runs = Number(process.env.INTERLEAVE_ORACLE_PROGRAMS ?? 150)
const seed = Number(process.env.INTERLEAVE_SEED ?? 20261129)
const timeout = 3_600_000

/** Programs that have more are not compared. */
const mostStates = 1500

/** How many programs one process of Python is asked about. */
const atOnce = 2000

interface Subject {
  readonly name: string
  readonly program: Program
}

/** What `check` and the oracle disagree about, and how many programs were compared. */
async function disagreements(subjects: readonly Subject[]): Promise<{ found: string[]; compared: number }> {
  const found: string[] = []
  let compared = 0
  for (let from = 0; from < subjects.length; from += atOnce) {
    const some = subjects.slice(from, from + atOnce)
    const answers = answersTo(
      some.map(({ program }) => program),
      mostStates,
    )
    for (const [at, { name, program }] of some.entries()) {
      const answer = answers[at] ?? null
      if (answer === null) continue
      compared++
      for (const difference of await differences(program, answer)) found.push(`${difference}\n${name}`)
    }
  }
  return { found, compared }
}

/** The program of instruction text; null if the language refuses it. */
async function subjectOf(text: string): Promise<Subject | null> {
  const model = await readModel({ name: 'test.ilv', text })
  return model.ok ? { name: text, program: model.value.program } : null
}

async function subjectsOf(texts: readonly string[]): Promise<Subject[]> {
  return (await Promise.all(texts.map(subjectOf))).filter((each) => each !== null)
}

test(`check and the oracle agree on ${runs} random programs`, { timeout }, async () => {
  const taste = { threads: [1, 3], instructions: [1, 6], loops: 20, calls: true } as const
  const endless = { ...taste, loops: 60 } as const
  const made = fc.oneof(
    programs(taste),
    programs(endless),
    programs({ ...taste, talks: true }),
    programs(endless).map(withSpinner),
    programs(taste).map(withTwins),
    programs(taste).map(withFault),
    disciplined,
  )
  const random = fc.sample(made, { numRuns: runs, seed })
  const { found, compared } = await disagreements(random.map((program) => ({ name: JSON.stringify(program), program })))
  expect(found).toEqual([])
  expect(compared).toBeGreaterThan(0.9 * runs)
})

test('every instruction that has a form is enumerated', () => {
  const written = new Set(instructions().flatMap((lines) => lines.map((line) => line.split(' ')[0] ?? '')))
  const opcodes = Object.entries(operations).flatMap(([opcode, { form }]) => (form === null ? [] : [opcode]))
  expect(opcodes.filter((opcode) => !written.has(opcode))).toEqual([])
})

test(`check and the oracle agree on ${runs} of the programs with every instruction at every place`, { timeout }, async () => {
  const all = cases()
  // A stride without a common divisor: few are spread over all kinds and places, and as many as there are include each.
  const chosen = Array.from({ length: runs }, (_, at) => all[(seed + at * 7919) % all.length]).filter(
    (each) => each !== undefined,
  )
  const texts = chosen.flatMap((each, at) =>
    fc.sample(
      drawn((draw) => textOf(each, draw)),
      { numRuns: 1, seed: seed + at },
    ),
  )
  const { found, compared } = await disagreements(await subjectsOf(texts))
  expect(found).toEqual([])
  expect(compared).toBeGreaterThan(0.9 * runs)
})

test('check and the oracle agree on what random programs seldom come to', { timeout }, async () => {
  // The costly ones only if many programs are asked for, that is, if time is no matter.
  const texts = Object.values({ ...corners, ...(runs < 10_000 ? {} : costlyCorners) }).map(cornerText)
  const { found, compared } = await disagreements(await subjectsOf(texts))
  expect(found).toEqual([])
  expect(compared).toBe(texts.length)
})
