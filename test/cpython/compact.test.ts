import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { Agent, type Answer, complete, exploredAsleep, interpreters } from './agent.ts'
import { programs } from './programs.ts'
import { coroutines } from './programs-asyncio.ts'

const all = interpreters(['3.9.18', '3.10.13', '3.12.1', '3.13.0'])
const texts = [...programs.filter(({ large }) => !large).slice(0, 3), ...coroutines.slice(0, 1)]

test('few numbers say the same as all words', async () => {
  for (const { text } of texts) {
    const agent = new Agent(text)
    await agent.line()
    const told: Answer['steps'][number][] = []
    for (const answer of (await exploredAsleep(agent)).slice(0, 5)) {
      const prefix = answer.steps.map(({ thread, event, choice }) => ({ thread, event, choice }))
      const plain = await agent.run({ prefix })
      const compact = await agent.run({ prefix: prefix.flatMap(Object.values), compact: true })
      told.push(...compact.steps)
      const { known = [], ...rest } = compact
      expect(known.map((number) => told[number])).toEqual(complete(plain))
      expect({ ...rest, steps: [] }).toEqual({ ...plain, steps: [] })
    }
    agent.close()
  }
})

test.each(['python3', ...all])('a program does not notice on which processor it is: %s', async (python) => {
  const asked = 'sorted(os.sched_getaffinity(0))'
  const agent = new Agent(`import os\ntold = ${asked}\n`, {}, python)
  await agent.line()
  for (let run = 0; run < 40; run++) await agent.run({}) // after some it keeps to one
  const { outcome } = await agent.run({})
  agent.close()
  const expected = execFileSync(python, ['-c', `import os; print(${asked})`], { encoding: 'utf8' })
  expect(outcome.globals?.told).toBe(expected.trim())
})
