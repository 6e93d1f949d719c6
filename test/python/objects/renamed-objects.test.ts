import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { LostUpdateMonitor } from '../../../src/analysis/lost-update-monitor.ts'
import { check } from '../../../src/check/check.ts'
import { Exploration } from '../../../src/explorer/exploration.ts'
import { readUnfolded } from '../../../src/language/python/unfolding/read.ts'
import { encodeProgram } from '../../../src/program/codec.ts'
import { namedTexts } from '../../../src/program/heap.ts'
import type { Identities } from '../../../src/program/identities.ts'
import { defaultRules, type Program } from '../../../src/program/program.ts'
import { identitiesOf } from '../../../src/program/renamed-objects.ts'
import { objectKeys } from '../../../src/reduction/objects.ts'
import { enumerate, stateKey } from '../../../src/semantics/enumerate.ts'
import type { StateSpace } from '../../../src/space/space.ts'
import { objectProgram } from '../threads/object-programs.ts'
import { orbitOf, renamings } from './orbits.ts'

const runs = Number(process.env.INTERLEAVE_POOLS ?? 2)
const seed = Number(process.env.INTERLEAVE_SEED ?? 9000)

/** A program with objects that can be renamed; null if there are none, or if it is refused. */
function programOf(text: string, mostStates = 20_000): Program | null {
  const read = readUnfolded({ name: 'program.py', text }, {}, mostStates, 'always')
  return read.ok && identitiesOf(read.value.program) !== null ? read.value.program : null
}

function known(text: string): Program {
  const program = programOf(text)
  if (program === null) throw new Error('no objects that can be renamed')
  return program
}

const endless = join(import.meta.dirname, '../endless')
const models = join(import.meta.dirname, '../../../models/endless')
const files = [endless, models].flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))

const stack = (threads: number, most: number): string => `import threading
class Node:
    def __init__(self, value, below):
        self.value = value
        self.below = below
top = last = None
size = 0
lock = threading.Lock()
def work(value):
    global top, size, last
    while True:
        node = Node(value, None)
        with lock:
            if size < ${most}:
                node.below = top
                top = node
                size += 1
        with lock:
            if top is not None:
                old = top
                top = old.below
                size -= 1
                last = old
for n in range(${threads}):
    threading.Thread(target=work, args=(n,)).start()
`

const list = (threads: number, rounds: number): string => `import threading
class Node:
    def __init__(self, value):
        self.value = value
        self.next = None
head = None
count = Node(0)
def work(k):
    global head
    for i in range(${rounds}):
        node = Node(k)
        node.next = head
        head = node
        node.value += 1
ts = [threading.Thread(target=work, args=(k,)) for k in range(${threads})]
for t in ts: t.start()
for t in ts: t.join()
`

const tasks = `import queue, threading
class Task:
    def __init__(self, n):
        self.n = n
        self.done = False
q = queue.Queue(2)
done = []
def make():
    for n in range(2): q.put(Task(n))
def take():
    task = q.get()
    task.done = True
    done.append((task, task.n))
ts = [threading.Thread(target=f) for f in (make, make, take, take)]
for t in ts: t.start()
`

const queue = `import queue, threading
class Task:
    def __init__(self):
        self.done = False
q = queue.Queue(2)
def make():
    while True:
        q.put(Task())
def take():
    while True:
        task = q.get()
        task.done = True
for f in (make, take, take):
    threading.Thread(target=f).start()
`

const sets = `import threading
class Task:
    pass
active = set()
first = None
lock = threading.Lock()
def work():
    global first
    while True:
        task = Task()
        with lock:
            if not active: active.add(task)
        first = task
        with lock: active.discard(task)
threading.Thread(target=work).start()
threading.Thread(target=work).start()
`

const written: readonly (readonly [string, string])[] = [
  ['a stack', stack(2, 2)],
  ['a list', list(2, 2)],
  ['tasks', tasks],
  ['sets', sets],
]

const programs: (readonly [string, Program])[] = [
  ...written.map(([name, text]) => [name, known(text)] as const),
  ...files.flatMap((path) => {
    const program = programOf(readFileSync(path, 'utf8'))
    return program === null ? [] : [[path.slice(path.lastIndexOf('/') + 1), program] as const]
  }),
]

function explored(program: Program, isRenaming: boolean, remembers = false): StateSpace {
  const exploration = new Exploration(program, {
    rules: defaultRules,
    maxStates: Number.POSITIVE_INFINITY,
    maxBytes: Number.POSITIVE_INFINITY,
    keepEdges: true,
    monitor: remembers ? new LostUpdateMonitor(program) : null,
    observers: [],
    keys: isRenaming ? (layout, monitor) => objectKeys(program, layout, monitor) : null,
  })
  while (exploration.advance(10_000));
  return exploration.space()
}

/** What a program does in the full space, by key: how its states end, and which keys follow by which step. Each once. */
function behaviours(program: Program, remembers: boolean): Map<string, Set<string>> {
  const monitor = remembers ? new LostUpdateMonitor(program) : null
  const exploration = new Exploration(program, {
    rules: defaultRules,
    maxStates: Number.POSITIVE_INFINITY,
    maxBytes: Number.POSITIVE_INFINITY,
    keepEdges: true,
    monitor,
    observers: [],
  })
  while (exploration.advance(10_000));
  const { layout, count, expanded, edges, labels, terminals, terminalKinds } = exploration.space()
  const keys = objectKeys(program, layout, monitor)
  if (keys === null || edges === null) throw new Error('no keys')
  const state = new Int32Array(layout.slots.length)
  const texts = Array.from({ length: count }, (_, number) => {
    exploration.unpack(number, state)
    return keys.of(state).join()
  })
  const kinds = new Map([...terminals].map((each, at) => [each, terminalKinds[at]]))
  const found = new Map<string, Set<string>>()
  // A monitor that has found everything ends the exploration.
  for (const [number, text] of texts.slice(0, expanded).entries()) {
    const steps: string[] = []
    for (let edge = edges.offsets[number] ?? 0; edge < (edges.offsets[number + 1] ?? 0); edge++) {
      const { thread = -1, choices = [], progressed = [] } = labels[edges.labels[edge] ?? -1] ?? {}
      steps.push(JSON.stringify([thread, choices, progressed, texts[edges.targets[edge] ?? -1]]))
    }
    const behaviour = JSON.stringify([kinds.get(number) ?? null, steps])
    found.set(text, (found.get(text) ?? new Set()).add(behaviour))
  }
  return found
}

test.each(programs)('states with one key go on alike: %s', (_, program) => {
  for (const remembers of [false, true]) {
    const found = behaviours(program, remembers)
    expect([...found.values()].filter((each) => each.size > 1)).toEqual([])
    const { count, expanded } = explored(program, true, remembers)
    if (expanded === count) expect(count).toBe(found.size)
  }
})

/** Random programs with objects that can be renamed, as many as are wanted. */
function* randomPrograms(first: number): Generator<readonly [string, Program]> {
  let count = 0
  for (let index = 0; count < runs; index++) {
    const { text } = objectProgram(first + index, index % 3 === 0 ? null : 1 + (index % 2))
    const program = programOf(text, 2_000)
    if (program === null) continue
    count++
    yield [text, program]
  }
}

test('states with one key go on alike: random programs', { timeout: 60_000 }, () => {
  for (const [text, program] of randomPrograms(seed)) {
    for (const remembers of [false, true]) {
      for (const behaviour of behaviours(program, remembers).values()) expect(behaviour.size, text).toBe(1)
    }
  }
})

/** Renamings are tried one by one. */
const mostEnumerated = 1_500
const few = programs.filter(([, program]) => {
  return (identitiesOf(program)?.objects.length ?? 9) < 5 && explored(program, false).count <= mostEnumerated
})

test.each(few)('the reference interpreter has as many states up to renaming: %s', { timeout: 30_000 }, (_, program) => {
  const states = enumerate(program, mostEnumerated)?.states
  const identities = identitiesOf(program)
  if (states === undefined || identities === null) throw new Error('too many states')
  const all = renamings(identities)
  const orbits = new Set(states.map((each) => orbitOf(program, each, all)))
  expect(explored(program, true).count).toBe(orbits.size)
})

test('there are fewer states', () => {
  const counts = written.map(([name, text]) => {
    const program = known(text)
    return [name, explored(program, false).count, explored(program, true).count]
  })
  expect(counts).toEqual([
    ['a stack', 1494, 545],
    ['a list', 1393, 1051],
    ['tasks', 535, 451],
    ['sets', 642, 206],
  ])
})

async function answer(program: Program, reduce: 'auto' | []): Promise<unknown> {
  const { outcomes, findings, stats, verdict, observed, stopped, complete } = await check(program, { reduce })
  return {
    complete,
    verdict,
    interleavings: stats.interleavings,
    stopped: stopped.map(({ kind, steps, interleavings }) => [kind, steps, interleavings]),
    outcomes: outcomes
      .map(({ final, grade, interleavings, probability, serial, steps }) => {
        return [namedTexts(program, observed, final).join(), grade, interleavings, probability, serial, steps]
      })
      .sort(),
    findings: [...new Set(findings.map(({ kind, lines, threads }) => `${kind} ${[...lines].sort()} ${threads}`))].sort(),
  }
}

test.each(programs)('answers are the same: %s', { timeout: 30_000 }, async (_, program) => {
  expect(await answer(program, 'auto')).toEqual(await answer(program, []))
})

test('answers are the same: random programs', { timeout: 60_000 }, async () => {
  for (const [text, program] of randomPrograms(seed + 500)) {
    expect(await answer(program, 'auto'), text).toEqual(await answer(program, []))
  }
})

/** A program whose states are looked at without a part of what tells them apart. */
function without(program: Program, change: (identities: Identities) => Partial<Identities>): Program {
  const identities = identitiesOf(program)
  if (identities === null) throw new Error('no objects')
  return { ...program, identities: { ...identities, ...change(identities) } }
}

const blind = (program: Program): boolean => {
  const found = behaviours(program, false)
  return [...found.values()].some((each) => each.size > 1)
}

test('each part of the key counts: without it, states with one key go on in different ways', () => {
  const program = known(stack(2, 2))
  const fields = identitiesOf(program)?.objects[0]?.fields.length ?? 0
  expect(fields).toBeGreaterThan(1)
  expect(blind(program)).toBe(false)
  for (let field = 0; field < fields; field++) {
    const objects = ({ objects: all }: Identities) => ({
      objects: all.map((each) => ({ ...each, fields: each.fields.map((at, index) => (index === field ? null : at)) })),
    })
    expect(blind(without(program, objects)), `field ${field}`).toBe(true)
  }
  const empty = new Map()
  const noObjects = ({ positions }: Identities): Partial<Identities> => ({
    positions: positions.map((each) => new Map([...each].map(([at, { shape }]) => [at, { shape, objects: [] }]))),
  })
  expect(blind(without(program, noObjects)), 'objects of threads').toBe(true)
  expect(blind(without(program, ({ positions }) => ({ positions: positions.map(() => empty) }))), 'positions').toBe(true)
  expect(blind(without(program, ({ values }) => ({ values: values.map(() => empty) }))), 'values').toBe(true)
})

test('a program that was changed says nothing of its objects any more, and neither does its JSON form', () => {
  const program = known(stack(2, 2))
  expect(identitiesOf(program)).not.toBe(null)
  const { codes, threads, shared } = program
  for (const changed of [{ codes: [...codes] }, { threads: [...threads] }, { shared: [...shared] }]) {
    expect(identitiesOf({ ...program, ...changed })).toBe(null)
  }
  expect(encodeProgram(program)).not.toHaveProperty('identities')
})

test('an infinite execution goes round until a state comes again, whose objects have the same names', async () => {
  const { findings } = await check(known(queue))
  const lassos = findings.filter(({ cycleFrom }) => cycleFrom !== null)
  expect(lassos.length).toBeGreaterThan(0)
  for (const { trace, cycleFrom } of lassos) {
    const states = [trace.initial, ...trace.steps.map(({ after }) => after)].map(stateKey)
    expect(states.at(-1)).toBe(states[cycleFrom ?? 0])
  }
})
