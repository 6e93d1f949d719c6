import { describe, expect, test } from 'vitest'
import { check } from '../../src/check/check.ts'
import type { CheckResult } from '../../src/check/result.ts'
import { readModel } from '../../src/language/read.ts'

type Choices = readonly { readonly name: string; readonly count: number | null }[]

async function read(text: string, threads: Choices) {
  return readModel({ name: 'test.ilv', text }, { threads })
}

async function checked(text: string, threads: Choices): Promise<CheckResult> {
  const model = await read(text, threads)
  if (!model.ok) throw new Error(model.errors.map(({ message, hint }) => `${message}; ${hint}`).join('\n'))
  return check(model.value.program)
}

const named = (...names: readonly string[]): Choices => names.map((name) => ({ name, count: null }))
const adders = 'shared x\nthread P[3]:\n x += 1\nthread Q:\n x += 10\nexpect final x >= 13\n'

describe('threads that start', () => {
  test.each<[string, Choices, number[]]>([
    ['one', named('Q'), [10]],
    ['one of several with an index', named('P[1]'), [1]],
    ['two', named('P[0]', 'Q'), [1, 10, 11]],
    ['all with one name', named('P'), [1, 2, 3]],
    ['the first two of them', [{ name: 'P', count: 2 }], [1, 2]],
  ])('%s', async (_, threads, values) => {
    const { outcomes, expectations } = await checked(adders, threads)
    expect(outcomes.map(({ final }) => final[0])).toEqual(values)
    expect(expectations).toEqual([])
  })

  test('a note says which, and that expectations are not judged', async () => {
    const model = await read(adders, named('P[0]', 'Q'))
    expect(model.ok && model.value.notes).toEqual([
      'only P[0] and Q start; `expect` lines are about all threads, so they are not judged',
    ])
  })

  test.each<[string, string, Choices, string]>([
    ['unknown', adders, named('R'), 'no thread `R`; did you mean `Q`?'],
    [
      'too many',
      adders,
      [{ name: 'P', count: 4 }],
      '4 threads of `P`, of which there are 3; the program declares how many there are',
    ],
    [
      'needed by another',
      'shared x\nthread A:\n join B\nthread B:\n x = 1',
      named('A'),
      'A starts or awaits B (line 3), which is left out; name B too',
    ],
  ])('%s is refused', async (_, text, threads, message) => {
    await expect(checked(text, threads)).rejects.toThrow(message)
  })
})

describe('sets of threads that deadlock by themselves', () => {
  const takes = (name: string, one: string, other: string): string =>
    `thread ${name}:\n acquire ${one}\n acquire ${other}\n release ${other}\n release ${one}\n`
  const locks = 'lock a\nlock b\nlock c\n'

  test.each<[string, string, number[][] | null]>([
    [
      'a pair and three in a ring',
      takes('A', 'a', 'b') + takes('B', 'b', 'c') + takes('C', 'c', 'a') + takes('D', 'c', 'b'),
      [
        [1, 3],
        [0, 1, 2],
      ],
    ],
    [
      'pairs',
      takes('A', 'a', 'b') + takes('B', 'b', 'a') + takes('C', 'b', 'a'),
      [
        [0, 1],
        [0, 2],
      ],
    ],
    ['no deadlock', takes('A', 'a', 'b') + takes('B', 'a', 'b') + takes('C', 'b', 'c'), null],
    ['two threads only', takes('A', 'a', 'b') + takes('B', 'b', 'a'), null],
    ['a signal that is missed is no cycle', `semaphore s = 0\nthread A:\n P(s)\nthread B, C:\n yield`, null],
  ])('%s', async (_, threads, sets) => {
    expect(
      (
        await checked(
          locks + threads,
          named(...[...threads.matchAll(/thread ([\w, ]+):/g)].flatMap(([, it = '']) => it.split(', '))),
        )
      ).deadlockSets,
    ).toEqual(sets)
  })
})
