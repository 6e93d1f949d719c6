import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  explore,
  ModelError,
  type Program,
  type ProgramBuilder,
  program,
  readModel,
  type ThreadBuilder,
} from '../../src/index.ts'

/** A program without what only says where it was written. */
async function shapeOf(given: Program | string): Promise<unknown> {
  const read = typeof given === 'string' ? await readModel({ name: 'a.ilv', text: given }) : null
  if (read !== null && !read.ok) throw new Error(read.errors.map(({ message }) => message).join())
  const built = typeof given === 'string' ? read?.value.program : given
  return JSON.parse(
    JSON.stringify({ ...built, source: null }, (key, value) => (key === 'line' || key === 'span' ? null : value)),
  )
}

interface Case {
  readonly of: string
  readonly build: (t: ProgramBuilder) => void
  readonly text: string
}

/** A program with one thread that has the given code, and with an object of each kind. */
function inThread(of: string, code: (a: ThreadBuilder, given: Given) => void, text: string): Case {
  const head =
    'shared x = 0\nshared a[2] = 0, 0\nlock m\nsemaphore s = 1\ncondition c\nbarrier b = 1\nchannel h capacity 1\n' +
    'thread Other unstarted:\n  yield\nthread A:\n'
  const build = (t: ProgramBuilder): void => {
    const given = declare(t)
    t.thread('A', (a) => code(a, given))
  }
  return { of, build, text: head + text.replace(/^/gm, '  ') }
}

type Given = ReturnType<typeof declare>

function declare(t: ProgramBuilder) {
  return {
    x: t.shared('x'),
    a: t.array('a', [0, 0]),
    m: t.lock('m'),
    s: t.semaphore('s', 1),
    c: t.condition('c'),
    b: t.barrier('b', 1),
    h: t.channel('h', 1),
    other: t.thread('Other', (each) => each.yield(), { unstarted: true }),
  }
}

const instructions: readonly Case[] = [
  inThread('load', (a, { x }) => void a.load(x, 'r'), 'load r, x'),
  inThread('load of an element', (a, { a: array }) => void a.load(array.at(a.set('i', 1)), 'r'), 'set i, 1\nload r, a[i]'),
  inThread('store', (a, { x }) => a.store(x, -1), 'store x, -1'),
  inThread('set', (a) => void a.set('r', a.me.plus(2).times(3)), 'set r, (me + 2) * 3'),
  inThread('add', (a) => a.add(a.set('r', 1), 2), 'set r, 1\nadd r, 2'),
  inThread('increment', (a, { x }) => a.increment(x, 2, 'r'), 'load r, x\nadd r, 2\nstore x, r'),
  inThread('fetchAdd', (a, { x }) => void a.fetchAdd(x, 1), 'fetch_add r1, x, 1'),
  inThread('exchange', (a, { x }) => void a.exchange(x, 1), 'exchange r1, x, 1'),
  inThread('compareAndSwap', (a, { x }) => void a.compareAndSwap(x, 0, 1, 'won'), 'cas won, x, 0, 1'),
  inThread(
    'acquire, release',
    (a, { m }) => {
      a.acquire(m)
      a.release(m)
    },
    'acquire m\nrelease m',
  ),
  inThread('locked', (a, { m, x }) => a.locked(m, () => a.store(x, 1)), 'acquire m\nstore x, 1\nrelease m'),
  inThread('tryAcquire', (a, { m }) => void a.tryAcquire(m, 'ok'), 'try_acquire ok, m'),
  inThread(
    'wait',
    (a, { m, c }) => {
      a.acquire(m)
      a.wait(c, m)
    },
    'acquire m\nwait c, m',
  ),
  inThread(
    'notify, notifyAll',
    (a, { c }) => {
      a.notify(c)
      a.notifyAll(c)
    },
    'notify c\nnotify_all c',
  ),
  inThread(
    'down, up',
    (a, { s }) => {
      a.down(s)
      a.up(s)
    },
    'down s\nup s',
  ),
  inThread('arrive', (a, { b }) => a.arrive(b), 'barrier_wait b'),
  inThread(
    'send, receive, close',
    (a, { h }) => {
      a.send(h, 3)
      a.receive(h, 'r')
      a.close(h)
    },
    'send h, 3\nreceive r, h\nclose h',
  ),
  inThread(
    'await',
    (a, { x, a: array }) => a.await(x.value.equals(0).or(array.at(1).value.atLeast(1))),
    'await x == 0 or a[1] >= 1',
  ),
  inThread('choose', (a) => void a.choose(-1, 2, 'r'), 'choose r, -1..2'),
  inThread(
    'spawn, join',
    (a, { other }) => {
      a.spawn(other)
      a.join(other)
    },
    'spawn Other\njoin Other',
  ),
  inThread('print', (a) => a.print('a "quoted" text', a.set('r', 1), 2), 'set r, 1\nprint "a \\"quoted\\" text", r, 2'),
  inThread('assert', (a) => a.assert(a.set('r', 1).differs(0)), 'set r, 1\nassert r != 0'),
  inThread(
    'yield, halt',
    (a) => {
      a.yield()
      a.halt()
    },
    'yield\nhalt',
  ),
  inThread('if', (a, { x }) => a.if(a.load(x, 'r').not(), () => a.store(x, 1)), 'load r, x\nif not r:\n  store x, 1\nend'),
  inThread(
    'if, else',
    (a, { x }) =>
      a.if(
        a.load(x, 'r').greaterThan(1).and(1),
        () => a.store(x, 1),
        () => a.store(x, 2),
      ),
    'load r, x\nif r > 1 and 1:\n  store x, 1\nelse:\n  store x, 2\nend',
  ),
  inThread(
    'while',
    (a, { x }) => {
      const r = a.load(x, 'r')
      a.while(r.lessThan(2), () => a.load(x, r))
    },
    'load r, x\nwhile r < 2:\n  load r, x\nend',
  ),
  inThread(
    'repeat',
    (a, { x }) => a.repeat(3, () => a.increment(x)),
    'repeat 3:\n  load r1, x\n  add r1, 1\n  store x, r1\nend',
  ),
  inThread('atomic', (a, { x }) => a.atomic(() => a.increment(x)), 'atomic:\n  load r1, x\n  add r1, 1\n  store x, r1\nend'),
  inThread('critical', (a, { x }) => a.critical(() => a.store(x, 1)), 'critical:\n  store x, 1\nend'),
  inThread('operation', (a, { x }) => a.operation('put', () => a.store(x, 1)), 'op put:\n  store x, 1\nend'),
  inThread('code', (a) => a.code('x += 1\nfence'), 'x += 1\nfence'),
  inThread(
    'operators',
    (a) => void a.set('r', a.set('q', 7).minus(1).dividedBy(2).modulo(2).atMost(1)),
    'set q, 7\nset r, ((q - 1) // 2) % 2 <= 1',
  ),
]

const declarations: readonly Case[] = [
  {
    of: 'variables',
    build: (t) => {
      t.shared('x', -1)
      t.shared('y', 2, { atomic: true })
      t.array('a', [1, 2, 3])
      t.array('b', [0], { atomic: true })
      t.thread('A', (each) => each.yield())
    },
    text: 'shared x = -1\natomic y = 2\nshared a[3] = 1, 2, 3\natomic b[1] = 0\nthread A:\n  yield\n',
  },
  {
    of: 'objects',
    build: (t) => {
      t.lock('m', { reentrant: true, fair: true })
      t.channel('c')
      t.thread('A', (each) => each.yield())
    },
    text: 'lock m reentrant fair\nchannel c\nthread A:\n  yield\n',
  },
  {
    of: 'threads, and what is right',
    build: (t) => {
      const x = t.shared('x')
      t.threads('P', 2, (p) => p.store(x, p.me))
      t.thread('D', (d) => d.yield(), { daemon: true })
      t.expect('outcomes x = {0, 1}')
      t.invariant('x >= 0')
    },
    text: 'shared x = 0\nthread P[2]:\n  store x, me\nthread D daemon:\n  yield\nexpect outcomes x = {0, 1}\ninvariant x >= 0\n',
  },
]

describe('what is built is what the same text gives', () => {
  test.each([...instructions, ...declarations])('$of', async ({ build, text }) => {
    expect(await shapeOf(program(build))).toEqual(await shapeOf(text))
  })

  test('every instruction of the builder is among these', () => {
    const used = new Set(instructions.flatMap(({ build }) => [...`${build}`.matchAll(/\.(\w+)\(/g)].map(([, name]) => name)))
    const written = readFileSync('test/library/builder.test.ts', 'utf8')
    const methods = [...readFileSync('src/library/builder/thread-builder.ts', 'utf8').matchAll(/^ {2}(\w+)\(/gm)]
    expect(methods.length).toBeGreaterThan(25)
    expect(used.size).toBeGreaterThan(0)
    for (const [, name = ''] of methods) if (name !== 'constructor') expect(written, name).toContain(`.${name}(`)
  })
})

describe('what is built can be explored', () => {
  test('a locked counter', async () => {
    const counter = program((t) => {
      const balance = t.shared('balance')
      const m = t.lock('m')
      t.threads('P', 2, (p) => p.locked(m, () => p.increment(balance)))
      t.expect('outcomes balance = {2}')
    })
    const report = await explore(counter)
    expect(report.verdict).toBe('pass')
    expect(report.outcomes.map((each) => each.final)).toEqual([{ balance: 2 }])
  })

  test('lines of findings are those of its text', async () => {
    const racy = program((t) => {
      const x = t.shared('x')
      t.threads('P', 2, (p) => p.increment(x))
    })
    const [lost] = (await explore(racy)).findings
    const lines = racy.source?.text.split('\n') ?? []
    expect(lost?.lines.map((line) => lines[line - 1]?.trim())).toContain('store x, r1')
  })
})

describe('mistakes', () => {
  test.each<{ of: string; build: (t: ProgramBuilder) => unknown; says: RegExp; type: typeof ModelError | typeof TypeError }>([
    { of: 'a name with more in it', build: (t) => t.shared('x = 1\nthread B:'), says: /expected a name/, type: TypeError },
    { of: 'a reserved word', build: (t) => t.shared('lock'), says: /`lock` is a reserved word/, type: ModelError },
    { of: 'a name twice', build: (t) => [t.shared('x'), t.lock('x')], says: /x/, type: ModelError },
    { of: 'a fraction', build: (t) => t.shared('x', 0.5), says: /expected an integer, found 0.5/, type: TypeError },
    { of: 'two lines', build: (t) => t.expect('no deadlock\nthread B:'), says: /on one line/, type: TypeError },
    {
      of: 'a shared variable in an expression',
      build: (t) => {
        const x = t.shared('x')
        // @ts-expect-error: only `await` reads shared variables
        t.thread('A', (a) => a.store(x, x.value.plus(1)))
      },
      says: /`x \+ 1` reads a shared variable/,
      type: TypeError,
    },
    {
      of: 'a semaphore for a lock',
      build: (t) => {
        const s = t.semaphore('s', 1)
        // @ts-expect-error: a semaphore is not a lock
        t.thread('A', (a) => a.acquire(s))
      },
      says: /s/,
      type: ModelError,
    },
  ])('$of', ({ build, says, type }) => {
    expect(() => program(build)).toThrow(type)
    expect(() => program(build)).toThrow(says)
  })
})
