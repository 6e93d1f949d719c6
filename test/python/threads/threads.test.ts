import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { Source } from '../../../src/base/source.ts'
import { check } from '../../../src/check/check.ts'
import type { CheckResult } from '../../../src/check/result.ts'
import { type PythonOptions, readPython } from '../../../src/language/python/read.ts'
import { readUnfolded } from '../../../src/language/python/unfolding/read.ts'
import { denoted, denotedText } from '../../../src/program/denote.ts'
import type { Program } from '../../../src/program/program.ts'
import { python } from '../cpython.ts'
import { machineProgram, type ThreadedProgram, threadedProgram } from './programs.ts'

const runs = Number(process.env.INTERLEAVE_RANDOM_THREADS ?? 40)
const seed = Number(process.env.INTERLEAVE_SEED ?? 20261129)
/** The most executions of a program in CPython, before they are drawn instead. */
const most = Number(process.env.INTERLEAVE_RANDOM_THREADS_MOST ?? 130)
const explorer = `import runpy; runpy.run_path(${JSON.stringify(fileURLToPath(new URL('explorer.py', import.meta.url)))}, run_name="explorer")`

/** What CPython did under all schedules that were tried. */
interface Explored {
  readonly complete: boolean
  readonly runs: number
  readonly outcomes: readonly (readonly string[])[]
  readonly exceptions: readonly string[]
  readonly deadlock: boolean
}

/** A reader of Python: the program, or why it is refused. */
type Reader = (source: Source, options: Partial<PythonOptions>) => Program | string

const quick: Reader = (source, options) => {
  const model = readPython(source, options)
  return model.ok ? model.value.program : (model.errors[0]?.message ?? '')
}

const machine: Reader = (source, options) => {
  const model = readUnfolded(source, options)
  return model.ok ? model.value.program : (model.errors?.[0]?.message ?? 'nothing to execute')
}

/** What cannot happen is an answer too, so that the program is shown. */
function attempt(reader: Reader, source: Source, options: Partial<PythonOptions>): Program | string {
  try {
    return reader(source, options)
  } catch (error) {
    return `crash: ${error}\n${source.text}`
  }
}

interface Trial {
  readonly name: string
  readonly program: (seed: number) => ThreadedProgram
  readonly readers: readonly (readonly [string, Reader])[]
}

const trials: readonly Trial[] = [
  {
    name: 'random programs',
    program: threadedProgram,
    readers: [
      ['quick', quick],
      ['machine', machine],
    ],
  },
  { name: 'random programs of all of Python', program: machineProgram, readers: [['machine', machine]] },
]

test.each(trials)(`${runs} $name have the outcomes of CPython`, { timeout: 7_200_000 }, async ({ program: make, readers }) => {
  const programs = Array.from({ length: runs }, (_, index) => make(seed + index))
  const explored = programs.length === 0 ? [] : cpythonOutcomes(programs)
  const wrong: string[] = []
  for (const [name, reader] of readers) {
    const counts = { equal: 0, included: 0, limit: 0, refused: 0 }
    const refusals = new Map<string, number>()
    for (const [index, program] of programs.entries()) {
      const read = attempt(
        reader,
        { name: `threads-${seed + index}.py`, text: program.text },
        { capacity: 32, observeOutput: program.text.includes('print(') },
      )
      if (typeof read === 'string') {
        if (read.startsWith('crash')) wrong.push(`${seed + index}: ${read}`)
        refusals.set(read, (refusals.get(read) ?? 0) + 1)
        counts.refused++
        continue
      }
      const theirs = explored[index]
      if (theirs === undefined) throw new Error('CPython has no answer')
      const verdict = compared(program, await check(read, { maxStates: 200_000 }), theirs)
      if (typeof verdict === 'object') wrong.push(`--- ${name}, seed ${seed + index}: ${verdict.why}\n${program.text}`)
      else counts[verdict]++
    }
    const executions = explored.reduce((sum, each) => sum + each.runs, 0)
    if (process.env.INTERLEAVE_RANDOM_THREADS !== undefined) console.log(name, { ...counts, executions, refusals })
    // Refusing everything would be right too, and so would allowing everything where only inclusion is looked at.
    expect(counts.refused).toBeLessThan(runs / 3)
    expect(counts.equal).toBeGreaterThan(runs / 3)
  }
  expect(wrong.slice(0, 10)).toEqual([])
})

/** Executes the programs in CPython under all schedules, some at a time. */
function cpythonOutcomes(programs: readonly ThreadedProgram[]): Explored[] {
  const answers: Explored[] = []
  for (let first = 0; first < programs.length; first += 50) {
    const some = programs.slice(first, first + 50).map(({ text, names }) => ({ text, names, most }))
    const lines = python(explorer, JSON.stringify(some), '.', 600_000).trim().split('\n')
    answers.push(...lines.map((line): Explored => JSON.parse(line)))
  }
  return answers
}

type Verdict = 'equal' | 'included' | 'limit' | { readonly why: string }

function compared({ names, sameFreedom }: ThreadedProgram, result: CheckResult, theirs: Explored): Verdict {
  const kinds = new Set(result.findings.map(({ kind }) => kind))
  if (!result.complete || kinds.has('overflow')) return 'limit'
  const shown = shownNames(result)
  const absent = names.filter((name) => name.startsWith('r') && !shown.has(name))
  if (absent.length > 0) return { why: `not shown: ${absent.join(', ')}` }
  const looked = names.filter((name) => shown.has(name))
  const parts: (readonly [string, Set<string>, Set<string>])[] = [
    ['outcomes', ourOutcomes(result, looked, shown), theirOutcomes(theirs, names, looked, shownLength(result))],
    ['exceptions', ourExceptions(result), new Set(theirs.exceptions)],
    ['deadlock', new Set(kinds.has('deadlock') ? ['yes'] : []), new Set(theirs.deadlock ? ['yes'] : [])],
  ]
  const isExact = theirs.complete && sameFreedom
  for (const [part, ours, cpython] of parts) {
    const missing = [...cpython].filter((each) => !ours.has(each))
    const extra = isExact ? [...ours].filter((each) => !cpython.has(each)) : []
    if (missing.length > 0) return { why: `${part} (${looked}): only CPython has ${missing.slice(0, 5).join(' | ')}` }
    if (extra.length > 0) return { why: `${part} (${looked}): CPython does not have ${extra.slice(0, 5).join(' | ')}` }
  }
  return isExact ? 'equal' : 'included'
}

/** The observed names, and which value of an outcome each is. */
function shownNames({ program, observed }: CheckResult): Map<string, number> {
  return new Map(
    observed.map((name, index) => [name.kind === 'shared' ? (program.shared[name.variable]?.name ?? '') : '', index]),
  )
}

function ourOutcomes(result: CheckResult, names: readonly string[], shown: ReadonlyMap<string, number>): Set<string> {
  return new Set(
    result.outcomes.map(({ final }) =>
      names
        .map((name) => {
          const index = shown.get(name) ?? 0
          const observed = result.observed[index]
          return observed === undefined ? '' : normal(denotedText(denoted(result.program, observed, final[index] ?? 0)))
        })
        .join(' '),
    ),
  )
}

/** How much of a long output is shown. */
function shownLength({ program }: CheckResult): number {
  const output = program.shared.find(({ text }) => text === 'begin')
  return output === undefined ? Number.POSITIVE_INFINITY : (output.length ?? 0) - 1
}

function theirOutcomes({ outcomes }: Explored, names: readonly string[], looked: readonly string[], most: number): Set<string> {
  const shown = (name: string, value: string): string => (name === 'output' ? cut(value, most) : normal(value))
  return new Set(outcomes.map((values) => looked.map((name) => shown(name, values[names.indexOf(name)] ?? '')).join(' ')))
}

/** A text as `repr` shows it, after so many characters. */
function cut(shown: string, most: number): string {
  const text = shown.slice(1, -1).replace(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character))
  return denotedText(text.length > most ? `${text.slice(0, most)}…` : text)
}

function ourExceptions({ findings }: CheckResult): Set<string> {
  return new Set(
    findings.flatMap(({ kind, detail }) =>
      detail.kind === 'uncaught-exception' ? [detail.exception] : kind === 'assertion' ? ['AssertionError'] : [],
    ),
  )
}

/** A variable that holds integers as well as booleans shows `True` as 1. */
function normal(text: string): string {
  return text === 'True' ? '1' : text === 'False' ? '0' : text
}
