import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { exportModel } from '../../src/export/export.ts'
import { readModel } from '../../src/language/read.ts'
import type { Program } from '../../src/program/program.ts'
import { kindsIn, StateKind } from '../../src/space/space.ts'
import { exploreAll } from '../differential/spaces.ts'
import { isInstalled, judge } from './spin.ts'

const folder = join(import.meta.dirname, '../../models')
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(ilv|py|s)$/.test(name) && !name.endsWith('interleave.py'))
  .sort()

/** Files that define functions and start no thread. */
const withoutStart = new Map([['lesson.py', { threads: [{ name: 'deposit_racy', count: 2 }], bound: 2 }]])

async function programOf(name: string): Promise<Program> {
  const options = withoutStart.get(name)
  const read = await readModel({ name, text: readFileSync(join(folder, name), 'utf8') }, options)
  if (!read.ok) throw new Error(`${name} cannot be read`)
  return read.value.program
}

/** What the models cannot be exported to, and why. */
const refused: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'exam/task_gives_way',
    'loops/blocking_task',
    'loops/lock_across_await',
    'loops/loop_and_thread',
    'loops/lost_update_await',
    'loops/no_await',
    'loops/two_loops',
  ].map((name) => [`${name}.ilv`, 'tasks of an event loop cannot be exported']),
)

test('models are exported to Promela, apart from some', async () => {
  const found: Record<string, string> = {}
  for (const name of files) {
    const exported = exportModel(await programOf(name), { to: 'promela' })
    if (!exported.ok) found[name] = exported.errors.map(({ message }) => message.replace(/, as .*/, '')).join()
  }
  expect(found).toEqual(refused)
})

/** Larger models are left to `INTERLEAVE_EXPORTED_STATES`. */
const mostStates = Number(process.env.INTERLEAVE_EXPORTED_STATES ?? 1500)
/** One of so many models, unless all are asked for by it. */
const oneOf = process.env.INTERLEAVE_EXPORTED_STATES === undefined ? 3 : 1

test.skipIf(!isInstalled)(
  'SPIN finds the states, transitions and deadlocks of the models',
  { timeout: 3_600_000 },
  async () => {
    const differences: unknown[] = []
    const figures = { models: 0, states: 0, refused: 0, large: 0 }
    for (const name of files.filter((_, index) => index % oneOf === 0)) {
      const program = await programOf(name)
      const exported = exportModel(program, { to: 'promela' })
      if (!exported.ok) {
        figures.refused++
        continue
      }
      const space = exploreAll(program, { spuriousWakeups: false }, mostStates)
      if (space.limit !== null) {
        figures.large++
        continue
      }
      const stuck = kindsIn(space).filter((kind) => kind === StateKind.deadlock || kind === StateKind.failed).length
      const own = { states: space.count, transitions: space.transitions + 1, stuck }
      const judged = judge(exported.value.text)
      const { messages, stuck: theirs } = judged
      // An array with negative elements gets its values in a step that is not of the program.
      const more = exported.value.text.includes('proctype setup') ? 1 : 0
      const [states, transitions] = [judged.states - more, judged.transitions - more]
      figures.models++
      figures.states += states
      if (JSON.stringify({ states, transitions, stuck: theirs }) !== JSON.stringify(own)) {
        differences.push({ name, own, spin: { states, transitions, stuck: theirs }, messages })
      }
    }
    if (process.env.SHOW) console.log(figures)
    expect(differences).toEqual([])
  },
)
