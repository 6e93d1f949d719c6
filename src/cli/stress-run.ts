import { join } from 'node:path'
import { check } from '../check/check.ts'
import type { Mistake } from '../cpython/agent.ts'
import { type SeenEnd, type Stressed, stressJson, stressText } from '../cpython/stress.ts'
import { denotedText } from '../program/denote.ts'
import { shownNames, shownValues } from '../program/heap.ts'
import { observableText } from '../program/print.ts'
import type { SharedArguments } from './arguments.ts'
import { refuseEffectsOf } from './effects.ts'
import { Exit, Misuse } from './failure.ts'
import { readSource } from './files.ts'
import { clearProgress, interruptionExit, outputStyle } from './host.ts'
import { jsonText } from './json-text.ts'
import { checkOptions, loadModel } from './load.ts'
import { mistakeIn, PythonProcess } from './python-process.ts'

/** How a file is executed many times. */
export interface StressArguments {
  readonly python: string
  readonly seconds: number
  readonly allowEffects: boolean
}

/** What the model says of a file; null if it cannot be read as one. */
interface Known {
  readonly names: readonly string[]
  readonly possible: readonly (readonly string[])[] | null
  readonly mayDeadlock: boolean
}

/** An execution that has not ended after so long is given up: its threads wait for ever, or nearly. */
const patienceMs = 3000

/** Executes a file as it is for some seconds, and prints what was seen beside what is possible. */
export async function stress(
  file: string,
  shared: SharedArguments,
  { python, seconds, allowEffects }: StressArguments,
): Promise<number> {
  readSource(file)
  await refuseEffectsOf(file, python, allowEffects)
  const known = await knownOf(file, shared)
  process.stderr.write(`note: executes ${file} as it is for ${seconds} s with ${python}\n`)
  const seen = await executed(file, shared, known, python, seconds)
  const stressed: Stressed = {
    ...seen,
    names: known?.names ?? seen.names,
    possible: known?.possible ?? null,
    mayDeadlock: known?.mayDeadlock ?? false,
  }
  if (shared.json) process.stdout.write(`${jsonText(stressJson(file, stressed))}\n`)
  else process.stdout.write(stressText(file, stressed, outputStyle(shared)))
  return interruptionExit() ?? Exit.ok
}

async function knownOf(file: string, shared: SharedArguments): Promise<Known | null> {
  try {
    const model = await loadModel(file, shared)
    const options = { ...checkOptions(model, shared), timeoutMs: shared.timeoutMs ?? 60_000 }
    const { program, observed, outcomes, complete, deadlocked } = await checked(model, options)
    clearProgress()
    return {
      names: shownNames(program, observed).map((each) => observableText(program, each)),
      possible: complete ? outcomes.map(({ final }) => shownValues(program, observed, final).map(denotedText)) : null,
      mayDeadlock: deadlocked,
    }
  } catch (error) {
    if (!(error instanceof Misuse)) throw error
    return null
  }
}

async function checked(model: Awaited<ReturnType<typeof loadModel>>, options: Parameters<typeof check>[1]) {
  const result = await check(model.program, options)
  return { ...result, deadlocked: result.findings.some(({ kind }) => kind === 'deadlock') }
}

interface Line {
  readonly python?: string
  readonly error?: Mistake
  readonly values?: readonly (readonly [string, string])[]
  readonly exceptions?: readonly string[]
}

type Executed = Pick<Stressed, 'python' | 'seconds' | 'seen' | 'stuck' | 'names'>

async function executed(
  file: string,
  { threads, bound }: SharedArguments,
  known: Known | null,
  python: string,
  seconds: number,
): Promise<Executed> {
  const asked = {
    file,
    names: known?.names ?? null,
    threads: (threads ?? []).map(({ name, count }) => [name, count ?? 1]),
    bound,
  }
  const start = (): PythonProcess => new PythonProcess(python, [join(__dirname, '../stress'), JSON.stringify(asked)])
  const seen = new Map<string, { -readonly [K in keyof SeenEnd]: SeenEnd[K] }>()
  const begun = Date.now()
  const left = (): number => begun + seconds * 1000 - Date.now()
  let [version, stuck] = ['', 0]
  let names: readonly string[] = []
  let child = start()
  try {
    while (left() > 0 && interruptionExit() === null) {
      const line = (await child.next(patienceMs)) as Line | null
      if (line === null) {
        stuck++
        child.end()
        child = start()
      } else if (line.error !== undefined) throw mistakeIn(file, line.error)
      else if (line.python !== undefined) version = line.python
      else {
        const { values = [], exceptions = [] } = line
        names = values.map(([name]) => name)
        const texts = values.map(([, text]) => text)
        const key = JSON.stringify([texts, exceptions])
        const end = seen.get(key) ?? { values: texts, exceptions, runs: 0 }
        end.runs++
        seen.set(key, end)
      }
    }
  } finally {
    child.end()
  }
  const ends = [...seen.values()].sort((one, other) => other.runs - one.runs)
  return { python: version, seconds: (Date.now() - begun) / 1000, seen: ends, stuck, names }
}
