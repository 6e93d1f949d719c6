import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { present } from '../../src/base/bug.ts'
import { replayDifference } from '../../src/cpython/replay-report.ts'
import type { Trace } from '../../src/semantics/trace.ts'
import { interleave, scratch } from '../cli/command.ts'
import { differenceIn, type Explored, executed, explored, requestFor } from './replaying.ts'

/** The interpreters: `python3`, unless others are named: `python3.9,python3.13`. */
const pythons = (process.env.INTERLEAVE_REPLAY_PYTHONS ?? 'python3').split(',')
/** The most outcomes of a model that are replayed. */
const mostOutcomes = process.env.INTERLEAVE_REPLAY_ALL === undefined ? 6 : Number.POSITIVE_INFINITY

const folder = join(import.meta.dirname, '../../models')
const files = [folder, join(folder, 'approaches')].flatMap(pythonFiles)

function pythonFiles(path: string): string[] {
  return readdirSync(path).flatMap((name) => (name.endsWith('.py') ? [join(path, name)] : []))
}

/** What cannot be replayed, and why. */
const never: ReadonlyMap<string, string> = new Map([
  ['interleave.py', 'a module that models import: it has no threads'],
  ['ping_pong.py', 'it never ends, and nothing is wrong with it: there is no schedule to replay'],
])

/** Programs with one construct of Python each. */
const programs = pythonFiles(join(import.meta.dirname, 'programs'))

/** Programs as they are written in practice; the time does not suffice for them in each run. */
const practice = mostOutcomes === 6 ? [] : pythonFiles(join(import.meta.dirname, '../python/practice'))

/** Those among them whose schedules cannot all be forced. */
const unforced: ReadonlyMap<string, string> = new Map([
  ['barrier_phases.py', 'the action of a barrier runs within a call of `wait`'],
  ['countdown_latch.py', 'a `notify` that wakes another thread than the one that has waited longest'],
  ['executor_futures.py', 'callbacks of futures run within library code'],
  ['executor_map.py', 'workers that are started and take tasks within one step of the model'],
  ['lru_cache.py', 'several steps of the model with the same text are one call of a method that is written in C'],
  ['pub_sub.py', '`iter` with a sentinel calls `get` within library code'],
  ['retry_random.py', 'chance decides'],
  ['word_count.py', '`Counter.update` is several steps of the model, all with the same text'],
])

/** Functions to start of modules that start no threads, and the most rounds of their loops. */
const lesson = { threads: [{ name: 'deposit_racy', count: 2 }], bound: 1 }

function model(file: string): Promise<Explored> {
  return basename(file) === 'lesson.py' ? explored(file, lesson.threads, lesson.bound) : explored(file)
}

describe.each(pythons)('%s', (python) => {
  test.each(files.filter((file) => !never.has(basename(file))))('does what the model does: %s', async (file) => {
    expect(await differences(python, await model(file), Number.POSITIVE_INFINITY)).toEqual([])
  })

  test.each(programs)('does what the construct does in the model: %s', async (file) => {
    const subject = await explored(file)
    expect(await differences(python, subject, mostOutcomes === 6 ? 1 : Number.POSITIVE_INFINITY)).toEqual([])
  })

  test.each(practice.filter((file) => !unforced.has(basename(file))))('does what the model does: %s', async (file) => {
    expect(await differences(python, await explored(file), 10)).toEqual([])
  })

  const shown = [
    {
      name: 'lesson.py',
      choose: ({ result }: Explored) =>
        present(
          result.outcomes.find(({ final }) => final[0] === 1),
          'outcome',
        ).witness(),
    },
    { name: 'lock_order.py', choose: findingTrace('deadlock') },
    { name: 'missed_signal.py', choose: findingTrace('deadlock') },
    { name: 'finally_missing.py', choose: findingTrace('uncaught-exception') },
  ]
  test.each(shown)('$name comes to the same ten times', async ({ name, choose }) => {
    const subject = await model(join(folder, name))
    const request = requestFor(subject, choose(subject))
    const results: unknown[] = []
    for (let batch = 0; batch < 2; batch++) {
      const five = await Promise.all(Array.from({ length: 5 }, () => executed(python, request)))
      for (const replayed of five) expect(replayDifference({ program: subject.result.program, request, replayed })).toBeNull()
      results.push(...five)
    }
    for (const each of results) expect(each).toEqual(results[0])
  })

  test('says where an execution departs from the schedule', async () => {
    const subject = await model(join(folder, 'dict_counter.py'))
    const request = requestFor(subject, findingTrace('lost-update')(subject))
    const wrong = request.steps.map(({ thread, station }) => ({
      thread,
      station: station?.op === 'write' ? { ...station, value: ["votes['yes']", '7'] as const } : station,
    }))
    const replayed = await executed(python, { ...request, steps: wrong })
    expect(replayed.departure).toEqual({ step: 6, thread: 2, line: 11, message: "votes['yes'] is 1, and in the model 7" })
  })

  test('says which write the model does not have', async () => {
    const singleton = await model(join(folder, 'singleton.py'))
    const request = requestFor(singleton, present(singleton.result.outcomes[0], 'outcome').witness())
    const missing = request.steps.map(({ thread, station }) => ({
      thread,
      station: station?.text.startsWith('write created') ? null : station,
    }))
    const replayed = await executed(python, { ...request, steps: missing })
    expect(replayed.departure?.message).toBe('writes created, and the model has no step there')
    expect(replayed.departure?.line).toBe(15)
  })

  test('other threads change variables of closures while one is held', async () => {
    const file = join(scratch(), 'closure.py')
    writeFileSync(
      file,
      [
        'import threading',
        '',
        'def main():',
        '    total = 0',
        '    def add():',
        '        nonlocal total',
        '        total += 1',
        '    ts = [threading.Thread(target=add) for _ in range(2)]',
        '    for t in ts:',
        '        t.start()',
        '    for t in ts:',
        '        t.join()',
        '    return total',
        '',
        'result = main()',
        '',
      ].join('\n'),
    )
    const subject = await explored(file)
    const ends = await Promise.all(subject.result.outcomes.map((each) => differenceIn(python, subject, each.witness())))
    expect(ends).toEqual(subject.result.outcomes.map(() => null))
    expect(ends).toHaveLength(2)
  })

  test.each([
    ['lesson.py', ['--threads', 'deposit_racy:2', '--bound', '1', '--final', 'balance == 1'], 'At the end balance = 1'],
    ['lock_order.py', ['--finding', 'deadlock'], 'b waits in line 22, in two'],
  ])('a file replays %s by itself', (name, options, said) => {
    const path = join(scratch(), 'repro.py')
    expect(interleave(['replay', join(folder, name), ...options, '--out', path]).code).toBe(0)
    const ran = spawnSync(python, ['-I', path], { encoding: 'utf8' })
    expect({ status: ran.status, stderr: ran.stderr }).toEqual({ status: 1, stderr: '' })
    expect(ran.stdout).toContain(said)
    expect(readFileSync(path, 'utf8')).not.toContain(folder)
  })
})

/** Replays the findings and outcomes of a model, at most so many; returns where CPython did otherwise. */
async function differences(python: string, subject: Explored, most: number): Promise<readonly object[]> {
  const { findings, outcomes } = subject.result
  const traces: (readonly [string, Trace])[] = [
    ...findings.flatMap(({ kind, trace, cycleFrom }) => (cycleFrom === null ? [[kind, trace] as const] : [])),
    ...outcomes.slice(0, mostOutcomes).map((outcome, index) => [`outcome ${index + 1}`, outcome.witness()] as const),
  ].slice(0, most)
  expect(traces.length).toBeGreaterThan(0)
  const found = await Promise.all(
    traces.map(async ([what, trace]) => ({ what, difference: await differenceIn(python, subject, trace) })),
  )
  return found.filter(({ difference }) => difference !== null)
}

function findingTrace(kind: string) {
  return ({ result }: Explored): Trace =>
    present(
      result.findings.find((each) => each.kind === kind),
      'finding',
    ).trace
}

test('the command shows the values of CPython beside the schedule', () => {
  const { stdout, stderr, code } = interleave(['replay', 'models/dict_counter.py'])
  expect(code).toBe(0)
  expect(stderr).toBe('note: executes models/dict_counter.py once with python3, in the order of the schedule\n')
  expect(stdout).toContain("votes['yes'] = 1")
  expect(stdout).toMatch(/models\/dict_counter\.py: 6 steps in CPython 3\.\d+\.\d+, in this order/)
})

test('the command says how the threads of a deadlock wait, as JSON too', () => {
  const { stdout, code } = interleave(['replay', 'models/lock_order.py', '--json'])
  expect(code).toBe(0)
  const report = JSON.parse(stdout)
  expect(report).toMatchObject({ schema: 'interleave/replay@1', agrees: true, end: 'stuck', difference: null })
  expect(report.waiting.map((each: { thread: string; line: number }) => [each.thread, each.line])).toEqual([
    ['main', 30],
    ['a', 15],
    ['b', 22],
  ])
})

test.each([
  [['models/quiz1.ilv'], 'replay: expected a Python file'],
  [['-'], 'replay: expected a file'],
  [['models/dining_philosophers.py', '--set', 'N=3'], 'replay: --set changes the program'],
  [['models/lock_order.py', '--spurious-wakeups'], 'replay: CPython has no spurious wake-ups'],
  [['models/lock_order.py', '--python', 'no-such-python'], 'cannot start no-such-python'],
])('refuses %j', (args, message) => {
  const { stderr, code, stdout } = interleave(['replay', ...args])
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain(message)
})
