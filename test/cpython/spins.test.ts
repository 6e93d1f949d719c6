import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { present } from '../../src/base/bug.ts'
import { check, exploreSpace } from '../../src/check/check.ts'
import { explorePython } from '../../src/cpython/explore.ts'
import { readObservedModel } from '../../src/language/observed-model.ts'
import { StateKind, type StateSpace, terminalsOf } from '../../src/space/space.ts'
import { interleave, scratch } from '../cli/command.ts'
import { Agent } from './agent.ts'
import { searched } from './searched.ts'
import { spinningProgram } from './spinning.ts'

const runs = Number(process.env.INTERLEAVE_RANDOM_SPINS ?? 5)
const seed = Number(process.env.INTERLEAVE_SEED ?? 100)

interface Ends {
  readonly outcomes: readonly string[]
  /** Whether an execution can be left with threads that wait or spin for ever. */
  readonly stuck: boolean
}

/** What the exact explorer says; null if it says nothing for certain. */
async function modelled(text: string): Promise<Ends | null> {
  const read = await readObservedModel({ name: 'program.py', text }, { observe: 'a, b, c' })
  if (!read.ok) throw new Error(`${read.errors.map(({ message }) => message).join()}\n${text}`)
  const { program, observed } = read.value
  const result = await check(program, { maxStates: 30_000, ...(observed === null ? {} : { observed }) })
  if (!result.complete) return null
  const outcomes = result.outcomes.map(({ final }) => final.join())
  return { outcomes: [...new Set(outcomes)].sort(), stuck: canBeStuck(await exploreSpace(program)) }
}

/** Whether there is a state from which no end of all threads can be reached. */
function canBeStuck(space: StateSpace): boolean {
  const { offsets, targets } = present(space.edges, 'transitions')
  const ending = new Set(terminalsOf(space, StateKind.final))
  for (let isGrown = true; isGrown; ) {
    isGrown = false
    for (let state = space.count - 1; state >= 0; state--) {
      const next = targets.subarray(offsets[state], offsets[state + 1])
      if (ending.has(state) || !next.some((each) => ending.has(each))) continue
      ending.add(state)
      isGrown = true
    }
  }
  return ending.size < space.count
}

/** What CPython does; null if that was too much. */
async function executed(text: string): Promise<Ends | null> {
  const agent = new Agent(text)
  try {
    await agent.line()
    const { outcomes, deadlocks, search } = await explorePython(searched(agent), {
      observe: ['a', 'b', 'c'],
      limits: { maxSteps: 150, maxExecutions: 600, isOver: () => false },
      search: { kind: 'all' },
      helpers: null,
      progress: () => undefined,
    })
    if (!search.complete) return null
    return { outcomes: [...new Set(outcomes.map(({ values }) => values.join()))].sort(), stuck: deadlocks.length > 0 }
  } finally {
    agent.close()
  }
}

test(`${runs} random programs with loops that wait end as in the model`, { timeout: 3_600_000 }, async () => {
  const counts = { alike: 0, unknown: 0 }
  const wrong: string[] = []
  for (let index = 0; index < runs; index++) {
    const text = spinningProgram(seed + index)
    const expected = await modelled(text)
    const found = await executed(text).catch((error: unknown) => {
      throw new Error(`seed ${seed + index}: ${error}\n${text}`)
    })
    if (expected === null || found === null) counts.unknown++
    else if (JSON.stringify(expected) === JSON.stringify(found)) counts.alike++
    else wrong.push(`--- seed ${seed + index}: ${JSON.stringify({ expected, found })}\n${text}`)
  }
  if (process.env.INTERLEAVE_RANDOM_SPINS !== undefined) console.log(counts)
  expect(wrong.slice(0, 3).join('\n')).toBe('')
  expect(counts.alike).toBeGreaterThan(runs / 2)
})

const folder = scratch()

function checked(name: string, lines: readonly string[]): { readonly code: number | null; readonly stdout: string } {
  const file = join(folder, name)
  writeFileSync(file, `import threading, time\n${lines.join('\n')}\n`)
  const { code, stdout } = interleave(['check', file, '--real'], { env: { COLUMNS: '200' } })
  return { code, stdout: stdout.replace(/\s+/g, ' ') }
}

const two = ['ts = [threading.Thread(target=f) for f in (one, two)]', 'for t in ts: t.start()', 'for t in ts: t.join()']

test.each([
  [
    'flag.py',
    ['on = False', 'def one():', '    while not on:', '        pass', 'def two(): pass', ...two],
    'one spins for ever in line 4, since nobody changes on',
  ],
  [
    'event.py',
    ['on = threading.Event()', 'def one():', '    while not on.wait(0.1):', '        pass', 'def two(): on.clear()', ...two],
    'one spins for ever in line 4, since nobody changes on',
  ],
  [
    'timeout.py',
    [
      'cv = threading.Condition()',
      'on = 0',
      'def one():',
      '    with cv:',
      '        while not on:',
      '            cv.wait(timeout=1)',
      'def two():',
      '    with cv: cv.notify()',
      ...two,
    ],
    'livelock: one spins for ever in line 7, since nobody changes on',
  ],
  [
    'both.py',
    [
      'a = b = 0',
      'def one():',
      '    global b',
      '    while not a: time.sleep(1)',
      '    b = 1',
      'def two():',
      '    global a',
      '    while not b: pass',
      '    a = 1',
      ...two,
    ],
    'livelock: one spins for ever in line 5, since nobody changes a; two spins for ever in line 9, since nobody changes b;',
  ],
  [
    'held.py',
    [
      'lock = threading.Lock()',
      'on = False',
      'def one():',
      '    lock.acquire()',
      '    while not on: pass',
      'def two():',
      '    with lock: pass',
      ...two,
    ],
    "two waits for lock 'lock' in line 8, which one has",
  ],
])('a loop that nobody ends is found: %s', (name, lines, message) => {
  const { code, stdout } = checked(name, lines)
  expect(code).toBe(0)
  expect(stdout).toContain('Explored completely')
  expect(stdout).toContain(message)
})

const poll = (loop: string, ...then: readonly string[]): readonly string[] => [
  'on = seen = 0',
  'def one():',
  '    global seen',
  `    ${loop}`,
  '        if on:',
  '            seen = 1',
  '            break',
  '        time.sleep(0.01)',
  ...then,
  'def two():',
  '    global on',
  '    on = 1',
  ...two,
]

/** Final values, and whether all was explored. Derived by hand. */
test.each([
  ['rounds of a range are over, or not', poll('for _ in range(100000):'), ['(1, 0)', '(1, 1)']],
  ['its else', poll('for _ in range(100000):', '    else:', '        seen = 2'), ['(1, 1)', '(1, 2)']],
  ['a loop without an end', poll('for _ in itertools.count():'), ['(1, 1)']],
  ['repeat, which has one', poll('for _ in itertools.repeat(None, 5000):'), ['(1, 0)', '(1, 1)']],
  ['repeat without one', poll('for _ in itertools.repeat(None):'), ['(1, 1)']],
  [
    // Both are there at once: it takes none, both, or one, if only one round is left then.
    'as many rounds as are left',
    [
      'items = taken = 0',
      'lock = threading.Lock()',
      'def one():',
      '    global items, taken',
      '    for _ in range(50):',
      '        with lock:',
      '            if items:',
      '                items -= 1',
      '                taken += 1',
      'def two():',
      '    global items',
      '    with lock:',
      '        items += 2',
      ...two,
    ],
    ['(0, 2)', '(1, 1)', '(2, 0)'],
  ],
  [
    'a wait with a timeout, which is over again and again',
    [
      'cv = threading.Condition()',
      'on = seen = 0',
      'def one():',
      '    global seen',
      '    with cv:',
      '        while not on:',
      '            cv.wait(timeout=1)',
      '        seen = on',
      'def two():',
      '    global on',
      '    with cv:',
      '        on = 1',
      '        cv.notify()',
      ...two,
    ],
    ['(1, 1)'],
  ],
  [
    'two that wait so, of which one ends by a timeout',
    [
      'cv = threading.Condition()',
      'on = seen = 0',
      'def one():',
      '    global seen',
      '    with cv:',
      '        while not on:',
      '            cv.wait(1)',
      '        seen += 1',
      'def two():',
      '    global on',
      '    with cv:',
      '        on = 1',
      '        cv.notify()',
      'ts = [threading.Thread(target=f) for f in (one, one, two)]',
      'for t in ts: t.start()',
      'for t in ts: t.join()',
    ],
    ['(1, 2)'],
  ],
  [
    // It is the number of its timeouts that ends it.
    'so many timeouts',
    [
      'cv = threading.Condition()',
      'on = seen = 0',
      'def one():',
      '    global seen',
      '    with cv:',
      '        for _ in range(2):',
      '            if on: break',
      '            cv.wait(1)',
      '        seen = on',
      'def two():',
      '    global on',
      '    with cv:',
      '        on = 1',
      '        cv.notify()',
      ...two,
    ],
    ['(1, 0)', '(1, 1)'],
  ],
  [
    'a generator',
    [
      'on = seen = 0',
      'def flags():',
      '    while not on: pass',
      '    yield on',
      'def one():',
      '    global seen',
      '    for each in flags(): seen = each',
      'def two():',
      '    global on',
      '    on = 1',
      ...two,
    ],
    ['(1, 1)'],
  ],
  [
    'a coroutine, whose loop another thread ends',
    [
      'import asyncio',
      'on = seen = 0',
      'async def poll():',
      '    global seen',
      '    for _ in range(1000):',
      '        if on:',
      '            seen = 1',
      '            return',
      '    await asyncio.sleep(0)',
      'def one(): asyncio.run(poll())',
      'def two():',
      '    global on',
      '    on = 1',
      ...two,
    ],
    ['(1, 0)', '(1, 1)'],
  ],
  [
    // A variable that is read tells rounds apart: each of them is executed.
    'a counter that is read',
    [
      'on = seen = 0',
      'def one():',
      '    global seen',
      '    for tries in range(3):',
      '        if on: break',
      '    seen = tries',
      'def two():',
      '    global on',
      '    on = 1',
      ...two,
    ],
    ['(1, 0)', '(1, 1)', '(1, 2)'],
  ],
  [
    'the module itself waits, and its variable has its last value',
    [
      'on = 0',
      'def two():',
      '    global on',
      '    on = 1',
      't = threading.Thread(target=two)',
      't.start()',
      'for i in range(9):',
      '    if on: break',
      'seen = "i" in dir() and on',
      't.join()',
    ],
    ['(1, 0)', '(1, 1)'],
  ],
])('loops that only repeat: %s', (name, lines, finals) => {
  const file = join(folder, `${name.replace(/\W+/g, '-')}.py`)
  writeFileSync(file, `import itertools, threading, time\n${lines.join('\n')}\n`)
  const names = lines.some((line) => line.includes('taken')) ? 'items, taken' : 'on, seen'
  const { stdout } = interleave(['check', file, '--real', '--json', '--observe', names])
  const { outcomes, complete }: { outcomes: { final: Record<string, string> }[]; complete: boolean } = JSON.parse(stdout)
  expect(complete).toBe(true)
  expect(outcomes.map(({ final }) => `(${Object.values(final).join(', ')})`)).toEqual(finals)
})

test('a time that passes in vain has passed', () => {
  const { stdout } = checked('clock.py', [
    'on = 0',
    'took = 0',
    'def one():',
    '    global took',
    '    begun = time.monotonic()',
    '    for _ in range(10):',
    '        if on: return',
    '        time.sleep(1)',
    '    took = round(time.monotonic() - begun)',
    'def two():',
    '    global on',
    '    on = 1',
    ...two,
  ])
  expect(stdout).toMatch(/Final values of \(on, took\) \(1, 0\) \d+ executions? \(1, 10\) \d+ executions? /)
})

test('what is left out cannot be forced on the unmodified file, and that is said', () => {
  const file = join(folder, 'poll.py')
  writeFileSync(file, `import threading, time\n${poll('for _ in range(100):').join('\n')}\n`)
  const { code, stderr } = interleave(['replay', file, '--real', '--final', 'seen == 0'])
  expect(code).toBe(2)
  expect(stderr).toContain('the loop in line 5 goes round in vain as often as it can')
})

test.each([
  // Each round of a try differs from the one before: it reads what another one has written.
  [
    'cas.py',
    [
      'n = 0',
      'guard = threading.Lock()',
      'def cas(old, new):',
      '    global n',
      '    with guard:',
      '        if n == old:',
      '            n = new',
      '            return True',
      '        return False',
      'def one():',
      '    while True:',
      '        old = n',
      '        if cas(old, old + 1): break',
      'two = one',
      ...two,
    ],
    'Final values of n 2 ',
  ],
  // The number of rounds counts.
  [
    'rounds.py',
    [
      'n = 0',
      'def one():',
      '    tries = 0',
      '    while not n and tries < 3:',
      '        tries += 1',
      'def two():',
      '    global n',
      '    n = 1',
      ...two,
    ],
    'Final values of n 1 ',
  ],
])('loops that end are executed to their ends: %s', (name, lines, message) => {
  const { code, stdout } = checked(name, lines)
  expect(code).toBe(0)
  expect(stdout).toContain(message)
})

test.each([
  [
    'starts.py',
    ['def one(): pass', 'while True:', '    threading.Thread(target=one).start()'],
    'main starts more than 500 threads, in line 4',
  ],
  [
    'turns.py',
    [
      'a, b = threading.Semaphore(1), threading.Semaphore(0)',
      'def one():',
      '    while True:',
      '        a.acquire(); b.release()',
      'def two():',
      '    while True:',
      '        b.acquire(); a.release()',
      ...two,
    ],
    'did not end within 10,000 steps',
  ],
])('what never ends is told: %s', (name, lines, message) => {
  const { code, stdout } = checked(name, lines)
  expect(code).toBe(3)
  expect(stdout).toContain(message)
})

test('a loop that waits races with who ends it, and nothing else', () => {
  const { stdout } = checked('race.py', [
    'go = data = 0',
    'def one():',
    '    global data',
    '    while go < 2: pass',
    '    data += 1',
    'def two():',
    '    global go, data',
    '    data = 5',
    '    go = 1',
    '    go = 2',
    ...two,
  ])
  expect(stdout).toContain('data race on go: two writes it in line 10 and one reads it in line 5')
  expect(stdout).toContain('Final values of (go, data) (2, 6)')
  expect(stdout).not.toContain('lost update')
})
