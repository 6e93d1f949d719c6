import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { check } from '../../../src/check/check.ts'
import type { CheckResult } from '../../../src/check/result.ts'
import type { PythonOptions } from '../../../src/language/python/read.ts'
import { readPython } from '../../../src/language/python/read.ts'
import { readUnfolded } from '../../../src/language/python/unfolding/read.ts'
import { denoted, denotedText } from '../../../src/program/denote.ts'
import type { Program } from '../../../src/program/program.ts'
import { threadedProgram } from '../threads/programs.ts'

/** How many random programs are compared, and the first of them. */
const runs = Number(process.env.INTERLEAVE_UNFOLDED ?? 10)
const seed = Number(process.env.INTERLEAVE_SEED ?? 4000)

/** The outcomes of the variables that both readers show, and the kinds of errors; null if there are too many states. */
interface Answer {
  readonly outcomes: readonly string[]
  readonly kinds: readonly string[]
}

function shownNames({ shared }: Program): string[] {
  return shared.filter(({ hidden }) => hidden !== true).map(({ name }) => name)
}

async function answer(program: Program, names: ReadonlySet<string>): Promise<Answer | null> {
  const result = await check(program, { maxStates: 100_000 })
  if (!result.complete) return null
  const rows = result.outcomes.map(({ final, serial }) =>
    [
      `${serial}`,
      ...result.observed
        .flatMap((observable, index) => {
          const name = observable.kind === 'shared' ? (program.shared[observable.variable]?.name ?? '') : ''
          return names.has(name) ? [`${name}=${normal(denotedText(denoted(program, observable, final[index] ?? 0)))}`] : []
        })
        .sort(),
    ].join(' '),
  )
  return { outcomes: [...new Set(rows)].sort(), kinds: kindsOf(result) }
}

/** The unfolding names objects by their variables, and knows whether a value is a boolean. */
function normal(text: string): string {
  const plain = text.replaceAll("'", '')
  return plain === 'True'
    ? '1'
    : plain === 'False'
      ? '0'
      : /^\w+#\d+$|^node$|^short$|^long$|^data$/.test(plain)
        ? 'object'
        : plain
}

/** What follows from the interleavings; that a value was computed from a read may be seen by one reader only. */
function kindsOf({ findings }: CheckResult): string[] {
  const kinds = findings.flatMap(({ kind, detail }) => {
    // Outcomes that no serial execution has are compared with the outcomes; a lost update may explain them.
    if (['lost-update', 'non-serializable', 'non-linearizable', 'lock-order', 'aba'].includes(kind)) return []
    return [detail.kind === 'uncaught-exception' ? `${kind} ${detail.exception}` : kind]
  })
  return [...new Set(kinds)].sort()
}

async function compared(text: string, options: Partial<PythonOptions> = {}): Promise<readonly [Answer | null, Answer | null]> {
  const source = { name: 'program.py', text }
  const quick = readPython(source, options)
  const unfolded = readUnfolded(source, options)
  if (!quick.ok || !unfolded.ok) return [null, null]
  const programs = [quick.value.program, unfolded.value.program] as const
  const others = new Set(shownNames(programs[1]))
  // Variables of closures have the same name, and a number in the order in which each reader comes to them.
  const common = new Set(shownNames(programs[0]).filter((name) => others.has(name) && !/^n(-\d+)?$/.test(name)))
  return [await answer(programs[0], common), await answer(programs[1], common)]
}

describe('both readers of Python give the same answer', () => {
  const folder = new URL('../../../models/', import.meta.url)
  const files = readdirSync(folder).filter((name) => name.endsWith('.py') && name !== 'lesson.py')
  test.each(files)('%s', { timeout: 60_000 }, async (name) => {
    const text = readFileSync(new URL(name, folder), 'utf8').replace(/^# (expect|invariant).*$/gm, '#')
    const [quick, unfolded] = await compared(text)
    expect(unfolded).toEqual(quick)
    expect(unfolded).not.toBeNull()
  })

  test(`on ${runs} random programs`, { timeout: 600_000 }, async () => {
    let count = 0
    const wrong: string[] = []
    for (let index = 0; index < runs; index++) {
      const { text } = threadedProgram(seed + index)
      const [quick, unfolded] = await compared(text, { capacity: 32, observeOutput: text.includes('print(') })
      if (quick === null || unfolded === null) continue
      count++
      const isSame = JSON.stringify(quick) === JSON.stringify(unfolded)
      if (!isSame) wrong.push(`--- seed ${seed + index}: ${JSON.stringify([quick, unfolded]).slice(0, 2000)}\n${text}`)
    }
    expect(wrong).toEqual([])
    expect(count).toBeGreaterThan(runs / 3)
  })
})
