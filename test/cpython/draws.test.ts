import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { explorePython } from '../../src/cpython/explore.ts'
import { realReplay } from '../../src/cpython/real-replay.ts'
import { replayDifference } from '../../src/cpython/replay-report.ts'
import type { PythonResult } from '../../src/cpython/result.ts'
import { pythonTable } from '../../src/cpython/table.ts'
import { interleave, scratch } from '../cli/command.ts'
import { Agent, type Answer, explored, interpreters } from './agent.ts'
import { drawing } from './programs-random.ts'
import { executed } from './replaying.ts'
import { searched } from './searched.ts'

async function withAgent<T>(text: string, use: (agent: Agent) => Promise<T>, python = 'python3'): Promise<T> {
  const agent = new Agent(text, {}, python)
  try {
    expect(await agent.line()).toHaveProperty('hello')
    return await use(agent)
  } finally {
    agent.close()
  }
}

function described({ end, outcome }: Pick<Answer, 'end' | 'outcome'>): string {
  const values = Object.entries(outcome.globals ?? {}).map(([name, value]) => `${name}=${value}`)
  return [end === 'done' ? '' : end, ...values.sort()].filter(Boolean).join(' ')
}

function search(agent: Agent): Promise<PythonResult> {
  return explorePython(searched(agent), {
    observe: null,
    limits: { maxSteps: 2000, maxExecutions: 5000, isOver: () => false },
    search: { kind: 'all' },
    helpers: null,
    progress: () => undefined,
  })
}

test.each(drawing)('every value and schedule: $name', async ({ text, found, large }) => {
  await withAgent(text, async (agent) => {
    const result = await search(agent)
    expect(result.search.complete).toBe(true)
    expect(result.outcomes.map(({ shown }) => described(shown)).sort()).toEqual([...found].sort())
    if (large !== true) expect([...new Set((await explored(agent)).map(described))].sort()).toEqual([...found].sort())
  })
})

/** Every version calls the generator in the same way. */
const pythons = ['python3', ...interpreters(['3.9.18', '3.10.13', '3.12.1', '3.13.0'])]

test.each(pythons)('%s gives the unmodified file the same values', async (python) => {
  const text = `import random, threading
log = []
def work():
    log.append(random.choice('ab'))
    log.append(random.sample([1, 2, 3], 1)[0])
    log.append(random.random())
    log.append(random.random() < 0.25)
    log.append(random.choices('cd', [1, 3])[0])
t = threading.Thread(target=work)
t.start()
log.append(random.randint(1, 100))
xs = [1, 2]
random.shuffle(xs)
t.join()
`
  await withAgent(
    text,
    async (agent) => {
      const path = join(agent.folder, 'program.py')
      const { outcomes } = await search(agent)
      // The fixed values come from one generator, so that the order of the draws decides.
      expect(outcomes.length).toBeGreaterThan(2 * 3 * 2 * 2 * 2)
      const some = outcomes.filter((_, index) => index % 12 === 0)
      const differences = some.map(async ({ shown }) => {
        const final = Object.entries(shown.outcome.globals ?? {})
        const replay = realReplay(shown, { file: path, path, call: null, clock: 'virtual', final })
        if ('why' in replay) return replay.why
        const { request, rows } = replay
        const replayed = await executed(python, request)
        return replayDifference({ program: pythonTable(shown, new Map()).program, request, replayed, rows })
      })
      expect(await Promise.all(differences)).toEqual(some.map(() => null))
    },
    python,
  )
})

const folder = scratch()
const file = join(folder, 'coin.py')
writeFileSync(
  file,
  `import random, threading
n = 0
def work():
    global n
    n += random.choice([1, 2])
t = threading.Thread(target=work)
t.start(); t.join()
m = random.randint(1, 100)
`,
)

test.each([
  [[], ['n: 1', 'n: 2'], 'each value of the random calls in line 5 was explored', 'random values of line 8 are'],
  [['--random-values', 'fixed'], ['n: 2'], 'random values of lines 5, 8 are', 'with these random numbers'],
])('the report says what was explored: %j', (options, values, ...notes) => {
  const { stdout, code } = interleave(['check', file, '--real', ...options])
  expect(code).toBe(0)
  for (const note of notes) expect(stdout.replace(/\s+/g, ' ')).toContain(note)
  const json = JSON.parse(interleave(['check', file, '--real', '--json', '--observe', 'n', ...options]).stdout)
  expect(json.outcomes.map(({ final }: { final: { n: string } }) => `n: ${final.n}`)).toEqual(values)
})
