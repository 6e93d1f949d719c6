import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { Source } from '../../../src/base/source.ts'
import { check } from '../../../src/check/check.ts'
import { type PythonOptions, readPython } from '../../../src/language/python/read.ts'
import type { PoolChoice } from '../../../src/language/python/unfolding/prepare.ts'
import { readUnfolded } from '../../../src/language/python/unfolding/read.ts'
import type { Program } from '../../../src/program/program.ts'
import { python } from '../cpython.ts'
import { compared, type Explored } from '../explored.ts'
import { objectProgram } from './object-programs.ts'
import { machineProgram, type ThreadedProgram, threadedProgram } from './programs.ts'

const runs = Number(process.env.INTERLEAVE_RANDOM_THREADS ?? 7)
const seed = Number(process.env.INTERLEAVE_SEED ?? 20261129)
/** The most executions of a program in CPython, before they are drawn instead. */
const most = Number(process.env.INTERLEAVE_RANDOM_THREADS_MOST ?? 130)
const explorer = `import runpy; runpy.run_path(${JSON.stringify(fileURLToPath(new URL('explorer.py', import.meta.url)))}, run_name="explorer")`

/** A reader of Python: the program, or why it is refused. */
type Reader = (source: Source, options: Partial<PythonOptions>) => Program | string

const quick: Reader = (source, options) => {
  const model = readPython(source, options)
  return model.ok ? model.value.program : (model.errors[0]?.message ?? '')
}

function unfolded(pools: PoolChoice): Reader {
  return (source, options) => {
    const model = readUnfolded(source, options, undefined, pools)
    return model.ok ? model.value.program : (model.errors?.[0]?.message ?? 'nothing to execute')
  }
}

const machine = unfolded('needed')

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
  { name: 'random programs of objects that come and go', program: objectProgram, readers: [['pools', unfolded('always')]] },
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
    expect(wrong.slice(0, 10)).toEqual([])
    // Refusing everything would be right too, and so would allowing everything where only inclusion is looked at.
    expect(counts.refused).toBeLessThan(runs / 3)
    expect(counts.equal).toBeGreaterThan(runs / 3)
  }
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
