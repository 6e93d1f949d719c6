import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { explorePython } from '../../src/cpython/explore.ts'
import type { PythonSearch } from '../../src/cpython/options.ts'
import type { PythonResult } from '../../src/cpython/result.ts'
import { root, scratch } from '../cli/command.ts'
import { Agent } from './agent.ts'
import { drawing } from './programs-random.ts'
import { searched } from './searched.ts'

const example = (name: string): readonly [string, string] => [name, readFileSync(join(root, 'examples/python', name), 'utf8')]
const texts: readonly (readonly [string, string])[] = [
  ...['cache.py', 'bucket.py'].map(example),
  ...drawing.slice(0, 1).map(({ name, text }) => [name, text] as const),
  [
    'calls of which nothing is known',
    'import threading, zipfile\nxs = []\ndef work(): zipfile.is_zipfile(xs)\nts = [threading.Thread(target=work) for _ in range(3)]\nfor t in ts: t.start()\nfor t in ts: t.join()\n',
  ],
]

/** Explores a text with several interpreters from the first execution on, which all execute the same file. */
async function exploredBy(
  text: string,
  folder: string,
  workers: number,
  search: PythonSearch,
): Promise<{ result: PythonResult; helped: number }> {
  const agent = new Agent(text, {}, 'python3', folder)
  const others: Agent[] = []
  const start = async (): Promise<ReturnType<typeof searched>> => {
    const other = new Agent(text, {}, 'python3', folder)
    others.push(other)
    await other.line()
    return searched(other)
  }
  try {
    await agent.line()
    const result = await explorePython(searched(agent), {
      observe: null,
      limits: { maxSteps: 2000, maxExecutions: 120, isOver: () => false },
      search,
      helpers: workers === 1 ? null : { most: workers, after: 0, start },
      progress: () => undefined,
    })
    return { result, helped: others.reduce((sum, { executions }) => sum + executions, 0) }
  } finally {
    for (const each of [...others, agent]) each.close()
  }
}

const folder = scratch()

const searches: readonly PythonSearch[] = [{ kind: 'all' }, { kind: 'bounded', most: 1 }]

test.each(texts)('several interpreters give the same answer as one: %s', async (_, text) => {
  for (const search of searches) {
    const alone = await exploredBy(text, folder, 1, search)
    const both = await exploredBy(text, folder, 2, search)
    expect(both.result).toEqual(alone.result)
    if (alone.result.search.executions > 20) expect(both.helped).toBeGreaterThan(0)
  }
})

test('what an interpreter answers does not depend on what it has executed before', async () => {
  const [, text] = example('cache.py')
  const [one, other] = [new Agent(text, {}, 'python3', folder), new Agent(text, {}, 'python3', folder)]
  try {
    await Promise.all([one.line(), other.line()])
    const { shares = [] } = await one.run({ shared: [] })
    const { steps } = await one.run({ shared: shares })
    const prefix = steps.map(({ thread, event, choice }) => ({ thread, event, choice }))
    // Another order of the threads, in which objects are met in another order.
    const changed = await one.run({ shared: shares, prefix: [...prefix.slice(0, 4), { thread: 2, event: 0, choice: 0 }] })
    const asked = { shared: shares, prefix: [] }
    const again = await one.run(asked)
    await other.run({
      shared: shares,
      prefix: changed.steps.map(({ thread, event, choice }) => ({ thread, event, choice })),
    })
    expect(await other.run(asked)).toEqual(again)
  } finally {
    one.close()
    other.close()
  }
})
