import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Agent, type Answer, complete, explored, exploredAsleep, folder, interpreters } from './agent.ts'
import { programs } from './programs.ts'

const all = interpreters(['3.9.18', '3.10.13', '3.12.1', '3.13.0'])

async function withAgent<T>(text: string, use: (agent: Agent) => Promise<T>, python?: string): Promise<T> {
  const agent = new Agent(text, {}, python)
  try {
    expect(await agent.line()).toHaveProperty('hello')
    return await use(agent)
  } finally {
    agent.close()
  }
}

/** What distinguishes the results of executions, sorted. */
function results(answers: readonly Answer[], said: (answer: Answer) => string): string[] {
  return [...new Set(answers.map(said))].sort()
}

function described(answer: Answer): string {
  const { globals = {}, output = '', exceptions = [] } = answer.outcome
  const values = Object.entries(globals)
    .map(([name, value]) => `${name}=${value}`)
    .sort()
  const raised = exceptions.map(({ thread, type, line }) => `${type} in ${thread} at ${line}`)
  return [answer.end === 'done' ? '' : answer.end, ...values, ...raised, output.replaceAll('\n', '|')].filter(Boolean).join(' ')
}

test.each(programs)('all schedules of $name', async ({ text, found, large }) => {
  await withAgent(text, async (agent) => {
    const fewer = await exploredAsleep(agent)
    expect(results(fewer, described)).toEqual([...found].sort())
    if (large) return
    const answers = await explored(agent)
    expect(results(answers, described)).toEqual([...found].sort())
    expect(fewer.length).toBeLessThanOrEqual(answers.length)
  })
})

const lost = programs.find((each) => each.name === 'a lost update')
const cycle = programs.find((each) => each.name === 'locks in two orders')
if (lost === undefined || cycle === undefined) throw new Error('the programs are missing')

test.each(all)('%s finds the same', async (python) => {
  for (const { text, found } of [lost, cycle]) {
    const answers = await withAgent(text, explored, python)
    expect(results(answers, described)).toEqual([...found].sort())
  }
})

test('a deadlock says who waits for what', async () => {
  const answers = await withAgent(cycle.text, explored)
  const stuck = answers.find((each) => each.end === 'deadlock')
  expect(stuck?.outcome.waiting).toEqual([
    { thread: 0, line: 10, for: 'the end of thread 1' },
    { thread: 1, line: 5, for: "lock 'b'", heldBy: 2 },
    { thread: 2, line: 8, for: "lock 'a'", heldBy: 1 },
  ])
  expect(stuck?.blocked.map(({ thread }) => thread)).toEqual([0, 1, 2])
})

test('details say what a step does, where, and with which value', async () => {
  await withAgent(lost.text, async (agent) => {
    const { steps } = await agent.run({ details: true })
    const shown = steps.map(({ thread, text, line, column, value }) => [thread, text, line, column, value].join(' ').trim())
    expect(shown).toEqual([
      '0 start a 7 1',
      '0 start b 7 12',
      '1 begin',
      '1 read n 5 5 0',
      '1 write n 5 5 1',
      '1 end',
      '0 join a 8 1',
      '2 begin',
      '2 read n 5 5 1',
      '2 write n 5 5 2',
      '2 end',
      '0 join b 8 11',
      '0 end',
    ])
  })
})

test('a thread asleep is not let go through its step before a dependent one', async () => {
  await withAgent(lost.text, async (agent) => {
    await agent.run({})
    const first = complete(await agent.run({}))
    const begins = first.findIndex(({ thread, event }) => thread === 1 && event === 0)
    const ends = first.findIndex(({ thread }) => thread === 2)
    const reads = first[begins + 1]
    if (reads === undefined) throw new Error('there is no read')
    // Both threads have begun, and thread 2 goes on: its write wakes thread 1.
    const prefix = [...first.slice(0, begins + 1), ...first.slice(ends, ends + 1)].map(({ thread, event, choice }) => ({
      thread,
      event,
      choice,
    }))
    const sleeping = [{ thread: 1, event: reads.event, choice: 0, accesses: reads.accesses }]
    const woken = await agent.run({ prefix, sleeping })
    expect(woken.end).toBe('done')
    expect(woken.steps.slice(prefix.length, prefix.length + 3).map(({ thread }) => thread)).toEqual([2, 2, 2])
    // Thread 2 asleep too: nothing is left but the steps of sleepers.
    const writer = first[ends + 1]
    if (writer === undefined) throw new Error('there is no second read')
    const both = [...sleeping, { thread: 2, event: writer.event, choice: 0, accesses: writer.accesses }]
    expect(await agent.run({ prefix, sleeping: both })).toMatchObject({ end: 'asleep', outcome: {} })
  })
})

test('a prefix that cannot be followed is said to depart', async () => {
  await withAgent(lost.text, async (agent) => {
    const answer = await agent.run({ prefix: [{ thread: 1, event: 0, choice: 0 }] })
    expect(answer).toMatchObject({ end: 'departed', departed: { at: 0, thread: 1, message: 'the thread does not exist' } })
    expect((await agent.run({})).end).toBe('done')
  })
})

test('equal requests have equal answers, and 3000 executions leave no threads behind', async () => {
  await withAgent(lost.text, async (agent) => {
    await agent.run({})
    const first = await agent.run({})
    for (let each = 0; each < 1500; each++) expect(await agent.run({})).toEqual(first)
  })
  await withAgent(`${cycle.text}import _thread\n`, async (agent) => {
    const answers = await explored(agent)
    expect(answers.length).toBeGreaterThan(500)
    const { outcome } = await agent.run({ observe: ['_thread._count()'] })
    expect(outcome.observed).toEqual(['3']) // two workers, and the watchdog
  })
})

test('a loop without end is cut', async () => {
  const text = 'n = 0\nwhile True:\n    n += 1\n'
  await withAgent(text, async (agent) => {
    expect((await agent.run({ maxSteps: 50 })).end).toBe('cut')
    expect((await agent.run({ maxSteps: 50 })).end).toBe('cut')
  })
})

test('priorities choose the thread, and changes lower them', async () => {
  await withAgent(lost.text, async (agent) => {
    await agent.run({})
    const order = async (priorities: readonly number[], changes: readonly number[]) => {
      const { steps } = await agent.run({ policy: { kind: 'priorities', priorities, changes } })
      return steps.map(({ thread }) => thread).join('')
    }
    expect(await order([3, 2, 1], [])).toBe('0011110222200')
    expect(await order([3, 1, 2], [])).toBe('0022221111000')
    expect(await order([3, 1, 2], [4])).toBe('0022111102200')
  })
})

test('names of the program can be observed', async () => {
  await withAgent(lost.text, async (agent) => {
    const { outcome } = await agent.run({ observe: ['n * 2', 'a.is_alive()', 'nothing'] })
    expect(outcome.observed).toEqual(['4', 'False', "NameError: name 'nothing' is not defined"])
  })
})

test('final values are shown by what they hold, whatever code they have', async () => {
  const text = `import enum, collections, threading
big = 10 ** 5000
class Any:
    def __getattr__(self, name): return 0
class Bad:
    def __repr__(self): raise ValueError
class Text(str): pass
class Color(enum.Enum): RED = 1
any, bad, text, color = Any(), Bad(), Text('x'), Color.RED
loop = []; loop.append(loop)
table = {'k': loop, 3: {1, 'a'}}
queue = collections.deque([1], 3)
lock = threading.Lock(); locks = [lock]; thread = threading.current_thread(); code = len
class Node: __slots__ = ('next', 'value')
a, b = Node(), Node(); a.next = b; b.next = a; a.value = 1
class Weird(dict):
    def items(self): raise ValueError
weird = Weird(a=1)
print(any)
`
  await withAgent(text, async (agent) => {
    const { outcome } = await agent.run({})
    expect(outcome.output).toBe('<__main__.Any object at 0x…>\n')
    expect(outcome.globals).toEqual({
      big: '<int>',
      any: 'Any()',
      bad: 'Bad()',
      text: "Text('x')",
      color: 'Color.RED',
      loop: '[…]',
      table: "{3: {'a', 1}, 'k': […]}",
      queue: 'deque([1])',
      a: 'Node#1(next=Node#2(next=Node#1), value=1)',
      b: 'Node#2',
      weird: "Weird({'a': 1})",
    })
  })
})

test.each([
  ['def f(:\n', 1],
  ['x = 1\n  y = 2\n', 2],
  ['return 1\n', 1],
])('the error of %j has its line', async (text, line) => {
  const agent = new Agent(text)
  expect(await agent.line()).toMatchObject({ error: { line } })
  agent.close()
})

test('effects are found with their lines', async () => {
  const agent = new Agent(
    "import subprocess\nopen('f')\nopen('f', 'w')\nimport os\nos.remove('f')\nfrom urllib.parse import quote\n",
  )
  const { hello } = await agent.line()
  expect(hello).toMatchObject({ effects: [{ line: 1 }, { line: 3 }, { line: 5 }] })
  expect((hello as { effects: unknown[] }).effects).toHaveLength(3)
  agent.close()
})

test('modules beside the file are rewritten too, and start anew in each execution', async () => {
  const program = `import threading
import bank
from helpers import tools
def work():
    bank.total += 1
    tools.note()
threads = [threading.Thread(target=work) for _ in range(2)]
for t in threads: t.start()
for t in threads: t.join()
total, noted = bank.total, tools.noted
`
  const files = {
    'bank.py': 'total = 0\n',
    'helpers/__init__.py': '',
    'helpers/tools.py': 'from . import other\nnoted = 0\ndef note():\n    global noted\n    noted = noted + other.ONE\n',
    'helpers/other.py': 'ONE = 1\n',
  }
  const agent = new Agent(program, files)
  await agent.line()
  const answers = await explored(agent)
  agent.close()
  const found = results(answers, ({ outcome }) => `${outcome.globals?.total} ${outcome.globals?.noted}`)
  expect(found).toEqual(['1 1', '1 2', '2 1', '2 2'])
})

test('a library function of which nothing is known is named', async () => {
  await withAgent(
    'import zipfile\nitems = ["a"]\nzipfile.ZipInfo(items[0])\nzipfile._EndRecData64(None, 1, items) if not items else zipfile.is_zipfile(items)\n',
    async (agent) => {
      const { unseen } = await agent.run({})
      expect(unseen).toMatchObject([
        { module: 'zipfile', function: 'ZipInfo', line: 3 },
        { module: 'zipfile', function: 'is_zipfile', line: 4 },
      ])
    },
  )
})

test('the agent imports nothing but the standard library, and its files are short', () => {
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.py'))) {
    const text = readFileSync(join(folder, name), 'utf8')
    expect(text.split('\n').length, name).toBeLessThanOrEqual(301)
    expect(text, name).toMatch(/^"""/)
  }
})
