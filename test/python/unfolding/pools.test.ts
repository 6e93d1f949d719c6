import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { check } from '../../../src/check/check.ts'
import type { PoolChoice } from '../../../src/language/python/unfolding/prepare.ts'
import { readUnfolded } from '../../../src/language/python/unfolding/read.ts'
import { Unfolding } from '../../../src/language/python/unfolding/unfold.ts'
import { namedTexts } from '../../../src/program/heap.ts'
import { objectProgram } from '../threads/object-programs.ts'
import { wrongIn } from './recount.ts'

const runs = Number(process.env.INTERLEAVE_POOLS ?? 6)
const seed = Number(process.env.INTERLEAVE_SEED ?? 7000)

/** So many states of a program are looked at. */
const mostStates = 100

/** What is wrong in states of the programs that a test reads. */
const wrong: string[] = []

/** Looks at states of an unfolding in which everything is known already. */
function recounting(): void {
  const explore = Unfolding.prototype.explore
  vi.spyOn(Unfolding.prototype, 'explore').mockImplementation(function (this: Unfolding, running) {
    const states: (readonly [readonly number[], readonly number[]])[] = []
    const { onState } = this
    this.onState = (nodes, cells) => {
      onState?.(nodes, cells)
      states.push([nodes, cells])
    }
    const isRight = explore.call(this, running)
    const every = Math.ceil(states.length / mostStates)
    const some = isRight ? states.filter((_, index) => index % every === 0) : []
    wrong.push(...some.flatMap(([nodes, cells]) => wrongIn(this, nodes, cells) ?? []).slice(0, 3))
    return isRight
  })
}

beforeEach(recounting)
afterEach(() => {
  vi.restoreAllMocks()
  expect(wrong.splice(0)).toEqual([])
})

const endless = join(import.meta.dirname, '../endless')
const models = join(import.meta.dirname, '../../../models/endless')
const programs: (readonly [string, string, PoolChoice])[] = [
  ...readdirSync(endless).map((name) => [name, join(endless, name), 'always'] as const),
  ...readdirSync(models).map((name) => [name, join(models, name), 'needed'] as const),
]

test.each(programs)(
  '%s makes objects without end and has finitely many states',
  { timeout: 60_000 },
  async (name, path, pools) => {
    const read = readUnfolded({ name, text: readFileSync(path, 'utf8') }, {}, undefined, pools)
    if (!read.ok) throw new Error(read.errors?.map(({ message }) => message).join('\n'))
    const { expectations, complete } = await check(read.value.program)
    expect(complete).toBe(true)
    expect(expectations.length).toBeGreaterThan(1)
    expect(expectations.filter(({ holds }) => holds !== true).map(({ expectation }) => expectation.text)).toEqual([])
  },
)

interface Answer {
  readonly outcomes: ReadonlySet<string>
  readonly findings: ReadonlySet<string>
}

/** What follows from a program, as far as it is the same whatever the objects are called; null if it is refused. */
async function answer(text: string, names: readonly string[], pools: PoolChoice): Promise<Answer | null> {
  const read = readUnfolded({ name: 'program.py', text }, {}, 20_000, pools)
  if (!read.ok) return null
  const { program } = read.value
  const result = await check(program, { maxStates: 100_000 })
  if (!result.complete) return null
  const outcomes = result.outcomes.map(({ final }) =>
    namedTexts(program, result.observed, final).filter((each) => names.some((name) => each.startsWith(`${name} = `))),
  )
  // Objects that only have other names make outcomes differ that are the same, which no serial execution need have.
  const findings = result.findings.flatMap(({ kind, detail }) =>
    kind === 'non-serializable'
      ? []
      : `${kind} ${detail.kind === 'data-race' ? detail.accesses.map(({ line, write }) => `${line}${write}`).sort() : ''}`,
  )
  return { outcomes: new Set(outcomes.map((each) => each.join())), findings: new Set(findings) }
}

test(`${runs} random programs have the same outcomes and findings`, { timeout: 600_000 }, async () => {
  let count = 0
  for (let index = 0; index < runs; index++) {
    const { text, names } = objectProgram(seed + index, 1 + (index % 2))
    const own = await answer(text, names, 'never')
    if (own === null) continue
    count++
    expect(await answer(text, names, 'always'), text).toEqual(own)
  }
  expect(count).toBeGreaterThan(runs / 2)
})

/** A program in which one thread makes objects for another without end, which takes them. */
function maker(classBody: string, use: string): string {
  return `import queue
import threading
class Task:
    def __init__(self):
        ${classBody}
q = queue.Queue(1)
def make():
    while True:
        q.put(Task())
def take():
    while True:
        task = q.get()
        ${use}
threading.Thread(target=make).start()
threading.Thread(target=take).start()
`
}

test.each([
  [
    'self.lock = threading.Lock()',
    'task.lock.acquire()',
    'a lock is held when the last reference to it goes, which is not supported',
  ],
  [
    'self.free = threading.Semaphore(1)',
    'task.free.release()',
    'a semaphore has another value than in the beginning when the last reference to it goes, which is not supported',
  ],
  ['self.number = 1', 'number = id(task)', '`id` of objects that threads make without end is not supported'],
  ['self.number = 1', 'number = hash(task)', '`hash` of objects that threads make without end is not supported'],
  ['self.number = 1', 'kept.append(task)', 'threads have more than 200 objects at a time that others can reach'],
])('what is refused: %s, %s', (classBody, use, message) => {
  const text = `kept = []\n${maker(classBody, use)}`
  const read = readUnfolded({ name: 'program.py', text }, {}, undefined, 'needed')
  expect(read.ok ? [] : read.errors?.map((each) => each.message)).toEqual([message])
})

test('locks and semaphores are used again if they are as they were first', async () => {
  const text = maker('self.lock, self.free = threading.Lock(), threading.Semaphore(2)', 'with task.lock, task.free: pass')
  const read = readUnfolded({ name: 'program.py', text }, {}, undefined, 'needed')
  if (!read.ok) throw new Error(read.errors?.map((each) => each.message).join())
  expect((await check(read.value.program)).verdict).not.toBe('fail')
  expect(read.value.program.semaphores.map(({ initial }) => initial)).toContain(2)
})

/** Threads that compute with an object while another replaces it. */
function replaced(body: readonly string[], threads: string): string {
  return `import threading
class Node:
    def __init__(self, value):
        self.value = value
shared = Node(0)
def change():
    x = shared
    ${body.join('\n    ')}
def replace():
    global shared
    for value in (1, 2, 3):
        shared = Node(value)
def look():
    return shared.value
for t in [threading.Thread(target=f) for f in (${threads}, replace, look)]:
    t.start()
`
}

test.each([
  [['v = x.value', 'x = None', 'y = shared', 'y.value = v + 1'], 'change', false],
  [['x.value += 1'], 'change, change', true],
])('an update of an object is none of a later one with the same identity: %j', async (body, threads, isLost) => {
  const program = (pools: PoolChoice): ReturnType<typeof readUnfolded> =>
    readUnfolded({ name: 'program.py', text: replaced(body, threads) }, {}, undefined, pools)
  for (const read of [program('never'), program('always')]) {
    if (!read.ok) throw new Error(read.errors?.map((each) => each.message).join())
    const { findings } = await check(read.value.program)
    expect(findings.some(({ kind }) => kind === 'lost-update')).toBe(isLost)
  }
})

test('a step is at its place even where what only its thread reads decides which one it is', async () => {
  const text = `import threading
class Counter:
    def __init__(self):
        self.n = 0
        self.last = {}
c = Counter()
found = False
seen = 0
def work():
    global found
    while True:
        x = seen
        c.n = (c.n + 1) % 3
        if c.n == 2:
            found = True
        y = seen
def watch():
    global seen
    while not found:
        seen = 1 - seen
threading.Thread(target=work).start()
threading.Thread(target=watch).start()
`
  const read = readUnfolded({ name: 'program.py', text })
  if (!read.ok) throw new Error('not read')
  const { findings } = await check(read.value.program)
  const written = findings.flatMap(({ detail }) => (detail.kind === 'data-race' ? detail.accesses : []))
  const lines = written.filter(({ write }) => write).map(({ line }) => line)
  expect([...new Set(lines)].sort()).toEqual([15, 20])
})

/** The lines of data races and of exceptions; null if a program is refused. */
async function lines(text: string, pools: PoolChoice): Promise<Set<string> | null> {
  const found = await answer(text, [], pools)
  return found === null ? null : new Set([...found.findings].filter((each) => /^(data-race|uncaught)/.test(each)))
}

test('what goes wrong in two rounds goes wrong in rounds without end', { timeout: 600_000 }, async () => {
  let count = 0
  for (const each of [3004, 3005, 3011]) {
    const forever = await lines(objectProgram(each, null).text, 'always')
    const bounded = forever === null ? null : await lines(objectProgram(each, 2).text, 'never')
    if (forever === null || bounded === null) continue
    count++
    expect([...bounded].filter((one) => !forever.has(one))).toEqual([])
  }
  expect(count).toBeGreaterThan(0)
})
