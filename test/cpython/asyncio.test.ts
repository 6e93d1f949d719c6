import { expect, test } from 'vitest'
import type { Execution, Request } from '../../src/stateless/execution.ts'
import { explore } from '../../src/stateless/search.ts'
import { Agent, type Answer, complete, explored, interpreters } from './agent.ts'
import { coroutines } from './programs-asyncio.ts'

const versions = interpreters(['3.9.18', '3.13.0'])

async function withAgent<T>(text: string, use: (agent: Agent) => Promise<T>, python?: string): Promise<T> {
  const agent = new Agent(text, {}, python)
  try {
    expect(await agent.line()).toMatchObject({ hello: { effects: [] } })
    return await use(agent)
  } finally {
    agent.close()
  }
}

function described({ end, outcome }: Answer): string {
  const { globals = {}, exceptions = [] } = outcome
  const values = Object.entries(globals)
    .map(([name, value]) => `${name}=${value}`)
    .sort()
  const raised = exceptions.map(({ thread, type, line }) => `${type} in ${thread} at ${line}`)
  return [end === 'done' ? '' : end, ...(end === 'deadlock' ? [] : values), ...raised].filter(Boolean).join(' ')
}

/** What the search of the library finds: one execution of each class. */
async function searched(agent: Agent): Promise<Answer[]> {
  for (;;) {
    const answers: Answer[] = []
    let grown = false
    const run = async (request: Request): Promise<Execution<Answer['outcome']>> => {
      const answer = await agent.run({ prefix: request.prefix, sleeping: request.sleeping })
      if (answer.end === 'departed' || answer.error) throw new Error(JSON.stringify(answer))
      grown ||= answer.grown === true
      answers.push(answer)
      return { steps: complete(answer), blocked: answer.blocked, end: answer.end, outcome: answer.outcome }
    }
    const all = explore({ run }, { maxSteps: 2000, maxExecutions: 20_000, isOver: () => grown })
    while ((await all.next()).done !== true);
    if (!grown) return answers
  }
}

function results(answers: readonly Answer[]): string[] {
  return [...new Set(answers.filter(({ end }) => end !== 'asleep').map(described))].sort()
}

test.each(coroutines)('all schedules of $name', async ({ text, found, large }) => {
  await withAgent(text, async (agent) => {
    expect(results(await searched(agent))).toEqual([...found].sort())
    if (large !== true) expect(results(await explored(agent))).toEqual([...found].sort())
  })
})

const minor = (python: string): number => Number(/\/3\.(\d+)/.exec(python)?.[1])

test.each(versions)('%s finds the same', { timeout: 60_000 }, async (python) => {
  for (const { name, text, found, since = 9 } of coroutines) {
    if (minor(python) < since) continue
    const answers = await withAgent(text, searched, python)
    expect({ name, found: results(answers) }).toEqual({ name, found: [...found].sort() })
  }
})
