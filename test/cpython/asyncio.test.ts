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

const forAll = coroutines.filter(({ since = 9 }) => since <= 11)

test.each(forAll)('all schedules of $name', async ({ text, found, large }) => {
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

function named(name: string): string {
  const program = coroutines.find((each) => each.name === name)
  if (program === undefined) throw new Error(`there is no program '${name}'`)
  return program.text
}

test('a deadlock of tasks says who waits for what, and who has it', async () => {
  await withAgent(named('locks of a loop in two orders'), async (agent) => {
    const { end, outcome } = await agent.run({})
    expect(end).toBe('deadlock')
    expect(outcome).toMatchObject({ threads: ['MainThread', 'both', 'both'], tasks: 2 })
    expect(outcome.waiting).toEqual([
      { thread: 0, line: 9, for: 'the end of thread 1' },
      { thread: 1, line: 5, for: "lock 'b'", heldBy: 2 },
      { thread: 2, line: 5, for: "lock 'a'", heldBy: 1 },
    ])
  })
})

test('a queue that nobody fills is named', async () => {
  const text = `import asyncio
async def main():
    queue = asyncio.Queue()
    await queue.get()
asyncio.run(main())
`
  await withAgent(text, async (agent) => {
    expect((await agent.run({})).outcome.waiting).toEqual([{ thread: 0, line: 4, for: "queue 'queue'" }])
  })
})

test('details say which task does what, and which sleep is over', async () => {
  await withAgent(named('an update lost over an await'), async (agent) => {
    await agent.run({})
    const { steps, outcome } = await agent.run({ details: true })
    expect(outcome.threads).toEqual(['MainThread', 'deposit', 'deposit'])
    expect(steps.map(({ task, text, line, value }) => [task, text, line, value].join(' '))).toEqual([
      '1 read balance 5 0',
      '2 read balance 5 0',
      '1 asyncio.sleep(0.1) is over 6 ',
      '2 asyncio.sleep(0.1) is over 6 ',
      '1 write balance 7 10',
      '2 write balance 7 5',
      ' end  ',
    ])
  })
})

test('tasks have the names that they were given, or those of their coroutines', async () => {
  const text = `import asyncio
async def work(): await asyncio.sleep(1)
async def main():
    group = [asyncio.create_task(work(), name='first'), asyncio.create_task(work())]
    group[1].set_name('second')
    await asyncio.gather(*group, work())
asyncio.run(main())
`
  await withAgent(text, async (agent) => {
    expect((await agent.run({})).outcome.threads).toEqual(['MainThread', 'first', 'second', 'work'])
  })
})

test('a program whose tasks never end is cut', async () => {
  const text = 'import asyncio\nasync def main():\n    while True: await asyncio.sleep(PAUSE)\nasyncio.run(main())\n'
  for (const pause of ['0', '1']) {
    await withAgent(text.replace('PAUSE', pause), async (agent) => {
      expect((await agent.run({ maxSteps: 50 })).end).toBe('cut')
    })
  }
})

test('a result that there is not is a departure', async () => {
  await withAgent(named('an update lost over an await'), async (agent) => {
    await agent.run({})
    const { steps } = await agent.run({})
    const choice = steps.find(({ choices }) => choices === 2)
    if (choice === undefined) throw new Error('there is no choice')
    const before = steps.slice(0, steps.indexOf(choice)).map(({ thread, event, choice }) => ({ thread, event, choice }))
    const departed = await agent.run({ prefix: [...before, { thread: 0, event: choice.event, choice: 2 }] })
    expect(departed).toMatchObject({ end: 'departed', departed: { thread: 0, message: 'the step has no result 2' } })
    expect((await agent.run({})).end).toBe('done')
  })
})

test('equal requests have equal answers, and nothing is left of earlier executions', async () => {
  const programs = ['locks of a loop in two orders', 'calls in other threads', 'a task left at the end', 'a cancellation']
  for (const name of programs) {
    await withAgent(named(name), async (agent) => {
      await agent.run({})
      await agent.run({})
      const first = await agent.run({})
      for (let each = 0; each < 400; each++) expect(await agent.run({})).toEqual(first)
    })
  }
})

test('only networks and processes of asyncio are effects', async () => {
  const agent = new Agent(`import asyncio
from asyncio import start_server
async def main():
    await asyncio.open_connection('localhost', 1)
    await start_server(None)
    await asyncio.create_subprocess_exec('ls')
    await asyncio.get_running_loop().subprocess_shell(None, 'ls')
    await asyncio.sleep(1)
`)
  const { hello } = (await agent.line()) as { hello: { effects: { line: number; what: string }[] } }
  agent.close()
  expect(hello.effects.map(({ line, what }) => `${line} ${what}`)).toEqual([
    '4 uses the network (asyncio.open_connection)',
    '5 uses the network (asyncio.start_server)',
    '6 starts processes (asyncio.create_subprocess_exec)',
    '7 starts processes (subprocess_shell of an event loop)',
  ])
})
