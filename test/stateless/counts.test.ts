import { describe, expect, test } from 'vitest'
import { defaultRules } from '../../src/program/program.ts'
import { ProgramSubject } from '../../src/stateless/program-subject.ts'
import { explore } from '../../src/stateless/search.ts'
import { collect, limits, read } from './compare.ts'

function threads(count: number, body: (thread: number) => string): string {
  return Array.from({ length: count }, (_, thread) => `thread T${thread}:\n${body(thread)}`).join('\n')
}

async function count(
  text: string,
): Promise<{ readonly executions: number; readonly asleep: number; readonly deadlocks: number }> {
  const subject = new ProgramSubject(read(text), defaultRules)
  const { executions, summary } = await collect(explore(subject, limits(20_000, 2000)))
  expect(summary.complete).toBe(true)
  return {
    executions: summary.executions,
    asleep: summary.asleep,
    deadlocks: executions.filter(({ end }) => end === 'deadlock').length,
  }
}

test.each([1, 2, 3, 5, 9])('%i threads that share nothing have one execution', async (n) => {
  const shared = Array.from({ length: n }, (_, thread) => `shared x${thread}`).join('\n')
  const text = `${shared}\n${threads(n, (thread) => `store x${thread}, 1\nload r, x${thread}\nstore x${thread}, r + 1`)}`
  expect(await count(text)).toEqual({ executions: 1, asleep: 0, deadlocks: 0 })
})

test.each([
  [2, 2],
  [3, 6],
  [4, 24],
  [5, 120],
])('%i threads that write one variable have %i executions', async (n, factorial) => {
  expect(await count(`shared x\n${threads(n, (thread) => `store x, ${thread}`)}`)).toEqual({
    executions: factorial,
    asleep: 0,
    deadlocks: 0,
  })
})

test.each([1, 2, 3, 4, 5])('a writer and %i readers of one variable have 2^n executions', async (n) => {
  const text = `shared x\nthread W:\nstore x, 1\n${threads(n, () => 'load r, x')}`
  expect(await count(text)).toEqual({ executions: 2 ** n, asleep: 0, deadlocks: 0 })
})

test('elements of an array are apart', async () => {
  const text = `shared a[3]\n${threads(3, (thread) => `store a[${thread}], 1`)}`
  expect((await count(text)).executions).toBe(1)
})

// Figure 1 of Abdulla, Aronis, Jonsson and Sagonas, Optimal dynamic partial order reduction, POPL 2014.
test('a writer and two readers that read something of their own first have four executions', async () => {
  const text = 'shared x, y, z\nthread P:\nstore x, 1\nthread Q:\nload a, y\nload b, x\nthread R:\nload a, z\nload b, x'
  expect(await count(text)).toEqual({ executions: 4, asleep: 0, deadlocks: 0 })
})

// Figure 4 of the same, with the numbers of traces of its table 1. Source sets with sleep sets execute each trace once and
// start some executions that fall asleep.
describe('lastzero', () => {
  test.each([
    [2, 5],
    [3, 12],
    [4, 28],
    [5, 64],
    [6, 144],
  ])('with %i writers has %i traces', async (n, traces) => {
    const reader = `thread R:\nlet i = ${n}\nload r, a[i]\nwhile r != 0:\nlet i = i - 1\nload r, a[i]\nend`
    const text = `shared a[${n + 1}]\n${reader}\n${threads(n, (thread) => `load r, a[${thread}]\nstore a[${thread + 1}], r + 1`)}`
    const { executions, asleep } = await count(text)
    expect(executions).toBe(traces)
    expect(asleep).toBeLessThan(executions)
  })
})

describe('locks', () => {
  test.each([
    [2, 2],
    [3, 6],
    [4, 24],
  ])('%i threads with a step before a critical section have %i executions, and none besides', async (n, factorial) => {
    const text = `lock m\nshared x\n${threads(n, () => 'yield\nacquire m\nload r, x\nstore x, r + 1\nrelease m\nyield')}`
    expect(await count(text)).toEqual({ executions: factorial, asleep: 0, deadlocks: 0 })
  })

  test('two locks in different orders deadlock in one of three executions', async () => {
    const text =
      'lock a, b\nthread P:\nacquire a\nacquire b\nrelease b\nrelease a\nthread Q:\nacquire b\nacquire a\nrelease a\nrelease b'
    expect(await count(text)).toEqual({ executions: 3, asleep: 0, deadlocks: 1 })
  })

  test('a lock that is never released stops whoever comes second', async () => {
    const text = 'lock m\nthread P:\nacquire m\nthread Q:\nyield\nacquire m\nrelease m'
    expect(await count(text)).toEqual({ executions: 2, asleep: 0, deadlocks: 1 })
  })
})

describe('threads that start others', () => {
  test('have one execution if they share nothing else', async () => {
    const text =
      'shared x, y\nthread M:\nspawn A\nspawn B\njoin A\njoin B\nthread A unstarted:\nstore x, 1\nthread B unstarted:\nstore y, 1'
    expect(await count(text)).toEqual({ executions: 1, asleep: 0, deadlocks: 0 })
  })

  test('that lose updates have four executions', async () => {
    const body = 'load r, x\nstore x, r + 1'
    const text = `shared x\nthread M:\nspawn A\nspawn B\njoin A\njoin B\nthread A unstarted:\n${body}\nthread B unstarted:\n${body}`
    expect((await count(text)).executions).toBe(4)
  })
})

// Flanagan and Godefroid, Dynamic partial-order reduction for model checking software, POPL 2005, figures 1 and 7. Numbers of
// traces as in table 1 of the paper of 2014.
describe('the programs of Flanagan and Godefroid', () => {
  const indexer = (n: number): string =>
    `atomic table[128]\n${threads(
      n,
      (thread) =>
        `repeat 4:\nlet m = m + 1\nlet w = m * 11 + ${thread}\nlet h = (w * 7) % 128\ncas ok, table[h], 0, w\nwhile not ok:\nlet h = (h + 1) % 128\ncas ok, table[h], 0, w\nend\nend`,
    )}`

  test.each([
    [2, 1],
    [11, 1],
    [12, 8],
  ])('indexer with %i threads has %i traces', { timeout: 60_000 }, async (n, traces) => {
    expect(await count(indexer(n))).toEqual({ executions: traces, asleep: 0, deadlocks: 0 })
  })

  const attempt = (block: number, inode: number, otherwise: string): string =>
    `acquire lockb${block}\nload r, busy[${block}]\nif r == 0:\nstore busy[${block}], 1\nstore inode[${inode}], ${block + 1}\nrelease lockb${block}\nelse:\nrelease lockb${block}\n${otherwise}\nend`

  /** Up to 26 threads of which at most two want the same block first, so that the second free one is the next. */
  const fileSystem = (n: number): string => {
    const locks = (name: string, count: number): string =>
      Array.from({ length: count }, (_, index) => `lock ${name}${index}`).join('\n')
    const body = (thread: number): string => {
      const block = (thread * 2) % 26
      const rest = attempt(block, thread, attempt(block + 1, thread, 'assert 0'))
      return `acquire locki${thread}\nload f, inode[${thread}]\nif f == 0:\n${rest}\nend\nrelease locki${thread}`
    }
    return `${locks('locki', 32)}\n${locks('lockb', 26)}\nshared inode[32], busy[26]\n${threads(n, body)}`
  }

  test.each([
    [13, 1],
    [14, 2],
    [16, 8],
  ])('file system with %i threads has %i traces', { timeout: 60_000 }, async (n, traces) => {
    expect(await count(fileSystem(n))).toEqual({ executions: traces, asleep: 0, deadlocks: 0 })
  })
})
