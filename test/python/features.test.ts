import { describe, expect, test } from 'vitest'
import { shows } from './run.ts'

/** Starts functions as threads, and waits for them. */
function started(...functions: string[]): string {
  const lines = functions.map((name, index) => `t${index} = threading.Thread(target=${name})`)
  const each = (what: string): string[] => functions.map((_, index) => `t${index}.${what}()`)
  return [...lines, ...each('start'), ...each('join'), ''].join('\n')
}

type Row = readonly [what: string, program: string, shown: readonly string[]]

const head = 'import threading\nx = 0\ny = 0\n'

/** Two threads that both write `x`, so that it is shared; `body` is what `f` does. */
function two(body: string, before = ''): string {
  const lines = body.split('\n').map((line) => `    ${line}`)
  return `${head}${before}def f():\n    global x, y\n${lines.join('\n')}\n${started('f', 'f')}`
}

/** One thread and the main thread, which looks at the end. */
function one(body: string, before = ''): string {
  const lines = body.split('\n').map((line) => `    ${line}`)
  return `${head}${before}def f():\n    global x, y\n${lines.join('\n')}\n${started('f')}`
}

async function table(rows: readonly Row[]): Promise<void> {
  for (const [what, program, shown] of rows) {
    const got = await shows(program).catch((error: Error) => [error.message])
    expect(got, `${what}\n${program}`).toEqual(shown)
  }
}

describe('locks', () => {
  test('mutual exclusion, by hand and by `with`', () =>
    table([
      ['with', two('with m:\n    x += 1', 'm = threading.Lock()\n'), ['x=2']],
      ['acquire and release', two('m.acquire()\nx += 1\nm.release()', 'm = threading.Lock()\n'), ['x=2']],
      ['two at once', two('with m, n:\n    x += 1', 'm = threading.Lock()\nn = threading.Lock()\n'), ['x=2']],
      ['reentrant', two('with m:\n    with m:\n        x += 1', 'm = threading.RLock()\n'), ['x=2']],
      ['twice the same', one('with m:\n    with m:\n        x = 1', 'm = threading.Lock()\n'), ['! self']],
      ['released by return', two('with m:\n    x += 1\n    return', 'm = threading.Lock()\n'), ['x=2']],
      ['by break', two('for i in range(3):\n    with m:\n        x += 1\n        break', 'm = threading.Lock()\n'), ['x=2']],
      [
        'by continue',
        two('for i in range(2):\n    with m:\n        x += 1\n        continue', 'm = threading.Lock()\n'),
        ['x=4'],
      ],
      [
        'by an exception',
        two('with m:\n    x += 1\n    raise ValueError()', 'm = threading.Lock()\n'),
        ['x=2', '! ValueError'],
      ],
      [
        'not released',
        two('m.acquire()\nx += 1\nraise ValueError()', 'm = threading.Lock()\n'),
        ['! orphaned-lock', '! ValueError'],
      ],
      ['released unheld', one('m.release()', 'm = threading.Lock()\n'), ['', '! RuntimeError']],
      ['and caught', one('try:\n    m.release()\nexcept RuntimeError:\n    x = 5', 'm = threading.Lock()\n'), ['x=5']],
      [
        'released by another',
        `${head}m = threading.Lock()\nm.acquire()\ndef f():\n    global x\n    x = 1\n    m.release()\ndef g():\n    global y\n    m.acquire()\n    y = x\n${started('f', 'g')}`,
        ['x=1 y=1'],
      ],
      [
        'not waiting',
        two('if m.acquire(blocking=False):\n    x = 1\n    m.release()\nelse:\n    y = 1', 'm = threading.Lock()\n'),
        ['x=1 y=0', 'x=1 y=1'],
      ],
      [
        'a timeout',
        two('if m.acquire(timeout=1):\n    x = 1\n    m.release()\nelse:\n    y = 1', 'm = threading.Lock()\n'),
        ['x=1 y=0', 'x=1 y=1'],
      ],
      [
        'kept in a variable',
        two('ok = m.acquire(False)\nif ok:\n    x = 1\n    m.release()', 'm = threading.Lock()\n'),
        ['x=1'],
      ],
      ['locked()', one('with m:\n    if m.locked():\n        x = 1', 'm = threading.Lock()\n'), ['x=1']],
      [
        'taken before threads start',
        `${head}m = threading.Lock()\nwith m:\n    x = 5\ndef f():\n    global x\n    with m:\n        x += 1\n${started('f')}`,
        ['x=6'],
      ],
      [
        'of a list',
        two('for i in range(2):\n    with ms[i]:\n        x = i', 'ms = [threading.Lock(), threading.Lock()]\n'),
        ['x=1', '! data-race'],
      ],
    ]))
})

describe('conditions, semaphores, events and barriers', () => {
  const wait = (rest: string): string =>
    `${head}c = threading.Condition()\ndef f():\n    global y\n${rest}\ndef g():\n    global x\n    with c:\n        x = 1\n        c.notify()\n${started('f', 'g')}`
  test('they wait and wake', () =>
    table([
      ['while', wait('    with c:\n        while x == 0:\n            c.wait()\n        y = x'), ['x=1 y=1']],
      ['wait_for', wait('    with c:\n        c.wait_for(lambda: x == 1)\n        y = x'), ['x=1 y=1']],
      ['no test', wait('    with c:\n        c.wait()\n        y = x'), ['x=1 y=1', '! missed-signal']],
      ['a timeout', wait('    with c:\n        y = 2 if c.wait(timeout=1) else 3'), ['x=1 y=2', 'x=1 y=3']],
      [
        'wait_for with a timeout',
        wait(
          '    with c:\n        if c.wait_for(lambda: x == 1, timeout=1):\n            y = 2\n        else:\n            y = 3',
        ),
        ['x=1 y=2', 'x=1 y=3'],
      ],
      ['no lock', one('c.wait()', 'c = threading.Condition()\n'), ['', '! RuntimeError']],
      ['notify without lock', one('c.notify()', 'c = threading.Condition()\n'), ['', '! RuntimeError']],
      [
        'a lock of its own',
        one('with m:\n    c.notify_all()\n    x = 1', 'm = threading.Lock()\nc = threading.Condition(m)\n'),
        ['x=1'],
      ],
      ['a semaphore', two('with s:\n    x += 1', 's = threading.Semaphore(1)\n'), ['x=2']],
      [
        'two at a time',
        two('with s:\n    x += 1', 's = threading.Semaphore(2)\n'),
        ['x=1', 'x=2', '! lost-update', '! data-race'],
      ],
      [
        'released twice',
        one('s.release()\ns.release()\ns.acquire()\ns.acquire()\nx = 1', 's = threading.Semaphore(0)\n'),
        ['x=1'],
      ],
      ['release(2)', one('s.release(2)\ns.acquire()\ns.acquire()\nx = 1', 's = threading.Semaphore(0)\n'), ['x=1']],
      [
        'bounded',
        one(
          's.acquire()\ns.release()\ntry:\n    s.release()\nexcept ValueError:\n    x = 1',
          's = threading.BoundedSemaphore(1)\n',
        ),
        ['x=1'],
      ],
      ['bounded, with', two('with s:\n    x += 1', 's = threading.BoundedSemaphore(1)\n'), ['x=2']],
      ['not waiting', one('x = 1 if s.acquire(blocking=False) else 2', 's = threading.Semaphore(0)\n'), ['x=2']],
      [
        'an event',
        `${head}e = threading.Event()\ndef f():\n    global x\n    x = 1\n    e.set()\ndef g():\n    global y\n    e.wait()\n    y = x\n${started('f', 'g')}`,
        ['x=1 y=1'],
      ],
      ['never set', one('e.wait()\nx = 1', 'e = threading.Event()\n'), ['! missed-signal']],
      ['set before', one('e.wait()\nx = 1', 'e = threading.Event()\ne.set()\n'), ['x=1']],
      [
        'is_set',
        `${head}e = threading.Event()\ndef f():\n    e.set()\ndef g():\n    global y\n    y = 1 if e.is_set() else 2\n${started('f', 'g')}`,
        ['y=1', 'y=2'],
      ],
      ['a barrier', two('x = 1\nb.wait()\ny = 1', 'b = threading.Barrier(2)\n'), ['x=1 y=1', '! data-race']],
      ['too few', one('b.wait()\nx = 1', 'b = threading.Barrier(2)\n'), ['! barrier']],
    ]))
})

describe('threads', () => {
  test('they start, end and are named', () =>
    table([
      [
        'arguments',
        `${head}def f(a, b=2, *, c=3):\n    global x\n    x = a * 100 + b * 10 + c\nt = threading.Thread(target=f, args=(1,), kwargs={"c": 5})\nt.start()\nt.join()\n`,
        ['x=125'],
      ],
      [
        'in a list',
        `${head}def f(n):\n    global x\n    with m:\n        x += n\nm = threading.Lock()\nts = []\nfor i in range(3):\n    t = threading.Thread(target=f, args=(i,))\n    ts.append(t)\n    t.start()\nfor t in ts:\n    t.join()\nassert x == 3\n`,
        ['x=3'],
      ],
      [
        'a comprehension',
        `${head}def f(n):\n    global x\n    x = n\nts = [threading.Thread(target=f, args=(i,)) for i in (1, 2)]\n[t.start() for t in ts]\n`,
        ['x=1', 'x=2', '! data-race'],
      ],
      [
        'in main()',
        `${head}def f():\n    global x\n    x += 1\ndef main():\n    t = threading.Thread(target=f)\n    t.start()\n    t.join()\n    if x != 1:\n        raise RuntimeError("no")\nif __name__ == "__main__":\n    main()\n`,
        ['x=1'],
      ],
      [
        'a lambda',
        `${head}def f(n):\n    global x\n    x = n\nt = threading.Thread(target=lambda: f(7))\nt.start()\n`,
        ['x=7'],
      ],
      [
        'lambdas in a loop see its last value',
        `${head}def f(n):\n    global x\n    x = n\nts = []\nfor i in range(3):\n    ts.append(threading.Thread(target=lambda: f(i)))\nfor t in ts:\n    t.start()\nfor t in ts:\n    t.join()\n`,
        ['x=2', '! data-race'],
      ],
      [
        'a subclass',
        'import threading\nclass W(threading.Thread):\n    def __init__(self, n):\n        super().__init__(daemon=False)\n        self.n = n\n        self.done = 0\n    def run(self):\n        self.done = self.n\na = W(1)\nb = W(2)\na.start()\nb.start()\na.join()\nb.join()\n',
        ['a.done=1 b.done=2'],
      ],
      [
        'started twice',
        `${head}def f():\n    pass\nt = threading.Thread(target=f)\nt.start()\ntry:\n    t.start()\nexcept RuntimeError:\n    x = 1\n`,
        ['x=1'],
      ],
      [
        'a daemon',
        `${head}def f():\n    global x\n    x = 1\n    x = 2\nt = threading.Thread(target=f, daemon=True)\nt.start()\n`,
        ['x=0', 'x=1', 'x=2'],
      ],
      [
        'join with a timeout',
        `${head}def f():\n    global x\n    x = 1\nt = threading.Thread(target=f)\nt.start()\nt.join(timeout=1)\ny = x\n`,
        ['x=1 y=0', 'x=1 y=1', '! data-race'],
      ],
      [
        'nonlocal',
        `import threading\ndef main():\n    n = 0\n    def f():\n        nonlocal n\n        n += 1\n    a = threading.Thread(target=f)\n    b = threading.Thread(target=f)\n    a.start()\n    b.start()\n    a.join()\n    b.join()\nmain()\n`,
        ['n=1', 'n=2', '! lost-update', '! data-race'],
      ],
      [
        'from a thread',
        `${head}def g():\n    global x\n    x = 1\ndef f():\n    t = threading.Thread(target=g)\n    t.start()\n    t.join()\n    global y\n    y = x\n${started('f')}`,
        ['x=1 y=1'],
      ],
      [
        'an exception ends one thread',
        two('x += 1\nif x == 1:\n    raise KeyError(x)'),
        ['x=1', 'x=2', '! lost-update', '! data-race', '! KeyError'],
      ],
      ['sleep', `${head}import time\ndef f():\n    global x\n    time.sleep(0.1)\n    x += 1\n${started('f')}`, ['x=1']],
      [
        'random',
        `${head}import random\ndef f():\n    global x\n    x = random.randint(1, 3)\n    if random.random() < 0.5:\n        x = random.choice([10, 20])\n${started('f')}`,
        ['x=1', 'x=2', 'x=3', 'x=10', 'x=20'],
      ],
    ]))
})

describe('exceptions', () => {
  test('they go where Python sends them', () =>
    table([
      ['by class', one('try:\n    y = [1][x + 3]\nexcept (KeyError, LookupError):\n    x = 1'), ['x=1']],
      ['not this one', one('try:\n    y = 1 // x\nexcept IndexError:\n    x = 1'), ['', '! ZeroDivisionError']],
      [
        'else and finally',
        one('try:\n    x = 1\nexcept ValueError:\n    x = 2\nelse:\n    x += 10\nfinally:\n    x += 100'),
        ['x=111'],
      ],
      [
        'own classes',
        one(
          'try:\n    raise Low("x")\nexcept Base:\n    x = 1',
          'class Base(Exception):\n    pass\nclass Low(Base):\n    pass\n',
        ),
        ['x=1'],
      ],
      [
        'raised again',
        one(
          'try:\n    try:\n        raise ValueError()\n    except ValueError:\n        x = 1\n        raise\nexcept ValueError:\n    x += 1',
        ),
        ['x=2'],
      ],
      ['return in finally', one('x = g()', 'def g():\n    try:\n        return 1\n    finally:\n        return 2\n'), ['x=2']],
      [
        'finally on return',
        one('y = g()', 'def g():\n    global x\n    try:\n        return x\n    finally:\n        x = 5\n'),
        ['x=5 y=0'],
      ],
      ['assert', one('assert x == 1'), ['', '! AssertionError']],
      ['KeyError', one('try:\n    x = d["b"]\nexcept KeyError as e:\n    x = 3', 'd = {"a": 1}\n'), ['x=3']],
      ['None + 1', one('try:\n    x = r + 1\nexcept TypeError:\n    x = 9', 'r = None\n'), ['x=9']],
      ['unbound', one('try:\n    if x == 1:\n        z = 1\n    y = z\nexcept UnboundLocalError:\n    x = 4'), ['x=4']],
      ['attribute of None', one('try:\n    r.x = 1\nexcept AttributeError:\n    x = 9', 'r = None\n'), ['x=9']],
    ]))
})

describe('containers', () => {
  const q = 'import queue\nq = queue.Queue()\n'
  test('each call is one step', () =>
    table([
      ['append', two('data.append(1)', 'data = []\n'), ['data=[1, 1]']],
      ['insert and pop(0)', two('data.insert(0, 5)\ny = data.pop(0)', 'data = [1]\n'), ['y=5 data=[1]', '! data-race']],
      ['pop of nothing', two('data.pop()', 'data = [1]\n'), ['data=[]', '! IndexError']],
      [
        'a deque',
        `${head}from collections import deque\nd = deque([1, 2])\ndef f():\n    global x\n    x = d.popleft()\ndef g():\n    d.appendleft(7)\n${started('f', 'g')}`,
        ['x=1 d=[7, 2]', 'x=7 d=[1, 2]'],
      ],
      [
        'in',
        `${head}data = [1]\ndef f():\n    global x\n    if 2 in data:\n        x = 1\ndef g():\n    data.append(2)\n${started('f', 'g')}`,
        ['x=0 data=[1, 2]', 'x=1 data=[1, 2]'],
      ],
      ['more than --capacity', two('for i in range(5):\n    data.append(i)', 'data = []\n'), ['! assertion']],
      [
        'lists of lists',
        two('grid[1][0] += 1', 'grid = [[0, 0], [0, 0]]\n'),
        ['grid[1]=[1, 0]', 'grid[1]=[2, 0]', '! lost-update', '! data-race'],
      ],
      [
        'a loop over a shared list',
        two('for v in data:\n    x += v\ndata[0] = 2', 'data = [1, 1]\nm = threading.Lock()\n')
          .replace('f():\n    global x, y\n', 'f():\n    global x, y\n    m.acquire()\n')
          .replace('    data[0] = 2\n', '    data[0] = 2\n    m.release()\n'),
        ['x=5 data=[2, 1]'],
      ],
      ['remove', two('if 1 in data:\n    data.remove(1)', 'data = [1, 1]\n'), ['data=[]']],
      [
        'a queue',
        `${head}${q}def f():\n    q.put(3)\ndef g():\n    global x\n    x = q.get()\n${started('f', 'g')}`,
        ['x=3 q=[]'],
      ],
      [
        'a full queue',
        `${head}import queue\nq = queue.Queue(maxsize=1)\ndef f():\n    q.put(1)\n    q.put(2)\n${started('f')}`,
        ['! missed-signal'],
      ],
      ['not waiting', one('try:\n    q.get_nowait()\nexcept queue.Empty:\n    x = 1', q), ['x=1 q=[]']],
      [
        'a timeout',
        `${head}${q}def f():\n    q.put(1)\ndef g():\n    global x\n    try:\n        x = q.get(timeout=1)\n    except queue.Empty:\n        x = 2\n${started('f', 'g')}`,
        ['x=1 q=[]', 'x=2 q=[1]'],
      ],
      [
        'join',
        `${head}${q}def f():\n    global x\n    x = q.get()\n    q.task_done()\nq.put(4)\nt = threading.Thread(target=f)\nt.start()\nq.join()\ny = x\n`,
        ['x=4 y=4 q=[]'],
      ],
      ['last in, first out', one('q.put(1)\nq.put(2)\nx = q.get()', 'import queue\nq = queue.LifoQueue()\n'), ['x=2 q=[1]']],
    ]))
})

describe('pools', () => {
  const pool = 'from concurrent.futures import ThreadPoolExecutor\n'
  test('tasks are executed by whichever worker is free', () =>
    table([
      [
        'map',
        `${pool}x = 0\ndef f(n):\n    return n * n\nwith ThreadPoolExecutor(max_workers=2) as p:\n    x = sum(p.map(f, [1, 2, 3]))\n`,
        ['x=14'],
      ],
      [
        'an exception',
        `${pool}x = 0\ndef f():\n    raise ValueError()\nwith ThreadPoolExecutor(1) as p:\n    r = p.submit(f)\n    try:\n        r.result()\n    except ValueError:\n        x = 1\n`,
        ['x=1'],
      ],
      [
        'not awaited',
        `${pool}x = 0\ndef f():\n    global x\n    x += 1\np = ThreadPoolExecutor(2)\np.submit(f)\np.submit(f)\n`,
        ['x=1', 'x=2', '! lost-update', '! data-race'],
      ],
      [
        'one worker',
        `${pool}x = 0\ndef f():\n    global x\n    x += 1\nwith ThreadPoolExecutor(1) as p:\n    p.submit(f)\n    p.submit(f)\n`,
        ['x=2'],
      ],
    ]))
})

describe('programs as people write them', () => {
  test('a linked stack whose nodes are made by threads', () =>
    table([
      [
        'nodes',
        `${head}class Node:\n    def __init__(self, value):\n        self.value = value\n        self.next = None\ntop = None\nlock = threading.Lock()\ndef push(value):\n    global top\n    node = Node(value)\n    with lock:\n        node.next = top\n        top = node\ndef pop():\n    global top, x\n    with lock:\n        if top is not None:\n            x = top.value\n            top = top.next\na = threading.Thread(target=push, args=(1,))\nb = threading.Thread(target=push, args=(2,))\na.start()\nb.start()\na.join()\nb.join()\nc = threading.Thread(target=pop)\nc.start()\nc.join()\ny = x * 10\n`,
        ['x=1 y=10 top=node node.next=node node.next-2=None', 'x=2 y=20 top=node node.next=None node.next-2=node'],
      ],
      [
        'results at the end of the module',
        `${head}def f(n):\n    global x\n    with m:\n        x += n\nm = threading.Lock()\nts = [threading.Thread(target=f, args=(n,)) for n in (1, 2)]\nfor t in ts:\n    t.start()\nfor t in ts:\n    t.join()\nbest = max(x, 2)\nif best == 3:\n    verdict = "right"\nelse:\n    verdict = "wrong"\n`,
        ["x=3 best=3 verdict='right'"],
      ],
    ]))
})

describe('values', () => {
  test('None, booleans and strings are shown as such', () =>
    table([
      ['a label', one('state = "busy"', 'state = "idle"\n').replace('global x, y', 'global state'), ["state='busy'"]],
      ['None', one('r = 5', 'r = None\n').replace('global x, y', 'global r'), ['r=5']],
      ['a flag', one('r = not r', 'r = False\n').replace('global x, y', 'global r'), ['r=True']],
      [
        'a dataclass',
        'import threading\nfrom dataclasses import dataclass\n@dataclass\nclass P:\n    a: int\n    b: int = 2\np = P(1)\ndef f():\n    p.a += p.b\nt = threading.Thread(target=f)\nt.start()\nt.join()\n',
        ['p.a=3'],
      ],
      [
        'an object in a shared variable',
        `${head}class N:\n    def __init__(self, v):\n        self.v = v\na = N(1)\nb = N(2)\nnow = a\ndef f():\n    global now\n    now = b\ndef g():\n    global x\n    x = now.v\n${started('f', 'g')}`,
        ['x=1 now=b', 'x=2 now=b', '! data-race'],
      ],
      ['a swap reads before it writes', two('x, y = y, x + 1'), ['x=0 y=1', 'x=1 y=1', '! data-race']],
    ]))

  test('what is printed can be observed', async () => {
    const text = `import threading\ndef f(n):\n    print("thread", n)\na = threading.Thread(target=f, args=(1,))\nb = threading.Thread(target=f, args=(2,))\na.start()\nb.start()\n`
    expect(await shows(text)).toEqual([''])
    expect(await shows(text, { observeOutput: true })).toEqual([
      "output='thread 1\\nthread 2\\n'",
      "output='thread 2\\nthread 1\\n'",
    ])
  })

  test('--set gives constants another value', async () => {
    const text = `import threading\nN = 1\nx = 0\ndef f():\n    global x\n    x = N * 10\nt = threading.Thread(target=f)\nt.start()\n`
    expect(await shows(text, { set: new Map([['N', 3]]) })).toEqual(['x=30'])
    await expect(shows(text, { set: new Map([['M', 3]]) })).rejects.toThrow('unknown module-level constant `M`')
  })
})
