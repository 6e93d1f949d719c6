import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { AgentAnswer } from '../../src/cpython/agent.ts'
import { explorePython } from '../../src/cpython/explore.ts'
import { realReplay } from '../../src/cpython/real-replay.ts'
import { replayDifference } from '../../src/cpython/replay-report.ts'
import type { PythonResult } from '../../src/cpython/result.ts'
import { pythonTable } from '../../src/cpython/table.ts'
import { interleave, root, scratch } from '../cli/command.ts'
import { Agent, interpreters } from './agent.ts'
import { executed } from './replaying.ts'
import { searched } from './searched.ts'

/** `python3`; with INTERLEAVE_PYTHONS=all each version that is known to do it. */
const pythons =
  process.env.INTERLEAVE_PYTHONS === 'all' ? interpreters(['3.9.18', '3.10.13', '3.11.7', '3.12.1', '3.13.0']) : ['python3']

function filesIn(folder: string): string[] {
  const path = resolve(root, folder)
  return readdirSync(path).flatMap((name) => (name.endsWith('.py') ? [join(path, name)] : []))
}

/** What is not replayed, and why. */
const never: ReadonlyMap<string, string> = new Map([['balance.py', 'coroutines']])
const wanted = process.env.INTERLEAVE_REAL_REPLAY ?? 'examples/python'
const files = wanted
  .split(',')
  .flatMap(filesIn)
  .filter((file) => !never.has(basename(file)))

/** Executes a text under every schedule, and each of these that is shown once on the file as it is; returns where that was otherwise. */
async function differences(
  python: string,
  text: string,
): Promise<{ readonly forced: number; readonly wrong: readonly string[] }> {
  const agent = new Agent(text, {}, python)
  try {
    await agent.line() // what it says before it is asked
    const result = await explorePython(searched(agent), {
      observe: null,
      limits: { maxSteps: 2000, maxExecutions: 2000, isOver: () => false },
      search: { kind: 'all' },
      helpers: null,
      progress: () => undefined,
    })
    const path = join(agent.folder, 'program.py')
    const shown = answersOf(result)
    const found = await Promise.all(
      shown.map(async ([what, answer]) => ({ what, difference: await differenceIn(python, path, answer) })),
    )
    const wrong = found.flatMap(({ what, difference }) => (difference === null ? [] : [`${what}: ${difference}`]))
    return { forced: shown.length, wrong }
  } finally {
    agent.close()
  }
}

function answersOf({ findings, outcomes }: PythonResult): (readonly [string, AgentAnswer])[] {
  return [
    ...findings.map(({ text, shown }) => [text, shown] as const),
    ...outcomes.map(({ values, shown }) => [values.join(), shown] as const),
  ]
}

async function differenceIn(python: string, path: string, answer: AgentAnswer): Promise<string | null> {
  const final = answer.end === 'done' ? Object.entries(answer.outcome.globals ?? {}) : []
  const replay = realReplay(answer, { file: path, path, call: null, clock: 'virtual', final })
  if ('why' in replay) return replay.why
  const { request, rows } = replay
  const replayed = await executed(python, request)
  return replayDifference({ program: pythonTable(answer, new Map()).program, request, replayed, rows })
}

describe.each(pythons)('%s', (python) => {
  test.each(files)('does unmodified what it did under the search: %s', async (file) => {
    const { forced, wrong } = await differences(python, readFileSync(file, 'utf8'))
    expect(wrong).toEqual([])
    expect(forced).toBeGreaterThan(0)
  })
})

const folder = scratch()

function written(name: string, lines: readonly string[]): string {
  const file = join(folder, name)
  writeFileSync(file, `${lines.join('\n')}\n`)
  return file
}

test('the command forces the schedule of a finding, and one to a final state', () => {
  const { stdout, code } = interleave(['replay', 'examples/python/cache.py', '--real', '--finding', 'lost-update', '--json'])
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ schema: 'interleave/replay@1', agrees: true, end: 'ended' })
  const chosen = interleave(['replay', 'examples/python/words.py', '--real', '--final', "counts['be'] == 1"])
  expect(chosen.code).toBe(0)
  expect(chosen.stdout).toContain("counts = Counter({'to': 1, 'be': 1})")
  const stuck = interleave(['replay', 'examples/python/transfer.py', '--real'])
  expect(stuck.code).toBe(0)
  expect(stuck.stdout).toContain('Then no thread goes on:')
})

test('a file replays a schedule of the program itself', () => {
  const path = join(folder, 'repro.py')
  expect(interleave(['replay', 'examples/python/bucket.py', '--real', '--final', 'admitted == 2', '--out', path]).code).toBe(0)
  const ran = spawnSync('python3', ['-I', path], { encoding: 'utf8' })
  expect({ status: ran.status, stderr: ran.stderr }).toEqual({ status: 1, stderr: '' })
  expect(ran.stdout).toContain('admitted == 2 = True')
})

const start = ['ts = [threading.Thread(target=work) for _ in range(2)]', 'for t in ts: t.start()', 'for t in ts: t.join()']

test('a loop that goes round for ever does so in CPython', () => {
  const file = written('spins.py', [
    'import threading',
    'on = False',
    'n = 0',
    'def work():',
    '    global n',
    '    n += 1',
    '    while not on:',
    '        pass',
    ...start,
  ])
  const { stdout, code } = interleave(['replay', file, '--real', '--finding', 'livelock'])
  expect(code).toBe(0)
  expect(stdout).toContain('Then, after some seconds, still:')
})

const helper = written('helper.py', ['items = []', 'def add(k):', '    items.append(k)'])

test.each([
  ['examples/python/balance.py', [], 'tasks of asyncio are no threads'],
  ['examples/python/words.py', ['--schedule', 'main'], '--schedule is for the model'],
  ['examples/python/words.py', ['--finding', 'starvation'], '--finding starvation: expected deadlock'],
  ['examples/python/words.py', ['--final', 'nothing == 1'], '`nothing == 1` cannot be observed: NameError'],
  [
    written('beside.py', ['import threading, helper', 'def work():', '    helper.add(1)', ...start]),
    [],
    `in line 3 is in another file, ${helper}`,
  ],
  [
    written('library.py', [
      'import threading, queue',
      'jobs = queue.Queue()',
      'ts = [threading.Thread(target=jobs.put, args=(k,)) for k in (1, 2)]',
      'for t in ts: t.start()',
      'first = jobs.get()',
      'for t in ts: t.join()',
    ]),
    [],
    'is done by code of the library',
  ],
])('what cannot be forced is refused: %s %j', (file, options, message) => {
  const { stdout, stderr, code } = interleave(['replay', file, '--real', ...options])
  expect({ stdout, code }).toEqual({ stdout: '', code: 2 })
  expect(stderr).toContain(message)
})

test('says where an execution departs from the schedule', async () => {
  const text = readFileSync(join(root, 'examples/python/results.py'), 'utf8')
  const agent = new Agent(text)
  await agent.line()
  const run = (): Promise<AgentAnswer> =>
    searched(agent).run({ prefix: [], sleeping: [], maxSteps: 2000, observe: null, details: true })
  await run() // after which it is known what threads share
  const shown = await run()
  const steps = shown.steps.map((each) => (each.text === 'write best' ? { ...each, value: '7' } : each))
  const difference = await differenceIn('python3', join(agent.folder, 'program.py'), { ...shown, steps })
  agent.close()
  expect(difference).toMatch(/^step \d+, low \(`write best`\): best is 5, and in the schedule 7, in line 17$/)
})
