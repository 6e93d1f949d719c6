import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { check } from '../../src/check/check.ts'
import { explorePython } from '../../src/cpython/explore.ts'
import type { PythonResult } from '../../src/cpython/result.ts'
import { readModel } from '../../src/language/read.ts'
import { root } from '../cli/command.ts'
import { compared, type Explored } from '../python/explored.ts'
import { type ThreadedProgram, threadedProgram } from '../python/threads/programs.ts'
import { Agent } from './agent.ts'
import { searched } from './searched.ts'

const runs = Number(process.env.INTERLEAVE_RANDOM_REAL ?? 4)
const seed = Number(process.env.INTERLEAVE_SEED ?? 5000)
const maxExecutions = Number(process.env.INTERLEAVE_REAL_MOST ?? 800)

/** Executes a program under every schedule, up to a limit. */
async function executed(text: string, names: readonly string[]): Promise<PythonResult> {
  const agent = new Agent(text)
  try {
    await agent.line() // what it says before it is asked
    return await explorePython(searched(agent), {
      observe: names,
      limits: { maxSteps: 5000, maxExecutions, isOver: () => false },
      search: { kind: 'all' },
      helpers: null,
      progress: () => undefined,
    })
  } finally {
    agent.close()
  }
}

function exploredBy({ outcomes, deadlocks, search }: PythonResult): Explored {
  return {
    complete: search.complete,
    runs: search.executions,
    outcomes: outcomes.map(({ values }) => values),
    exceptions: [
      ...new Set(
        [...outcomes, ...deadlocks.map(({ shown }) => shown.outcome)].flatMap(({ exceptions }) =>
          exceptions.map(({ type }) => type),
        ),
      ),
    ],
    deadlock: deadlocks.length > 0,
  }
}

/** Compares the exact explorer with the interpreter; null if they agree as far as both went. */
async function difference(program: ThreadedProgram): Promise<string | null | 'limit' | 'refused'> {
  const options = { capacity: 32, observeOutput: program.names.includes('output') }
  const read = await readModel({ name: 'program.py', text: program.text }, options)
  if (!read.ok) return 'refused'
  const result = await check(read.value.program, { maxStates: 100_000 })
  // What `@dataclass` generates is a library function for the interpreter: one step, where the model has several.
  const sameFreedom = program.sameFreedom && !program.text.includes('order=True')
  const verdict = compared({ ...program, sameFreedom }, result, exploredBy(await executed(program.text, program.names)))
  // The model shows a list that has a name of its own by that name, inside of another one.
  if (typeof verdict === 'object' && /not .*\b(short|long)\b/.test(verdict.why)) return 'limit'
  return typeof verdict === 'object' ? `${verdict.why}\n${program.text}` : verdict === 'limit' ? verdict : null
}

/** Models whose executions never end. */
const endless = new Set(['ping_pong.py'])
const models = readdirSync(join(root, 'models')).filter(
  (name) => name.endsWith('.py') && name !== 'interleave.py' && name !== 'lesson.py' && !endless.has(name),
)

test.each(models)('the model and CPython agree about %s', { timeout: 300_000 }, async (name) => {
  const text = readFileSync(join(root, 'models', name), 'utf8')
  const read = await readModel({ name, text })
  if (!read.ok) throw new Error(read.errors[0]?.message)
  const { program } = read.value
  // Objects of the library are shown with their contents by the model, and by their kind by the interpreter.
  const names = program.shared.flatMap((each) => (each.hidden === true || each.name.includes('#') ? [] : [each.name]))
  const plain = names.filter((each) => !['tasks', 'q.items'].includes(each))
  expect(await difference({ text, names: plain, sameFreedom: true })).toBeNull()
})

test(`the model and CPython agree about ${runs} random programs`, { timeout: 7_200_000 }, async () => {
  const wrong: string[] = []
  const counts = { agree: 0, limit: 0, refused: 0 }
  for (let index = 0; index < runs; index++) {
    const verdict = await difference(threadedProgram(seed + index))
    if (verdict === 'limit' || verdict === 'refused') counts[verdict]++
    else if (verdict === null) counts.agree++
    else wrong.push(`--- seed ${seed + index}: ${verdict}`)
  }
  if (process.env.INTERLEAVE_RANDOM_REAL !== undefined) console.log(counts)
  expect(wrong.slice(0, 5)).toEqual([])
  expect(counts.agree).toBeGreaterThan(runs / 2)
})
