import { describe, expect, test } from 'vitest'
import { shows } from './run.ts'

type Row = readonly [what: string, shown: readonly string[], program: string]

/** What each program shows was worked out by hand. */
const rows: readonly Row[] = [
  [
    'lists made by tasks of a pool',
    ['x=18'],
    `from concurrent.futures import ThreadPoolExecutor
x = 0
def f(n):
    data = [n, n + 1]
    data.append(5)
    return sum(data)
with ThreadPoolExecutor(2) as p:
    a = p.submit(f, 1)
    b = p.submit(f, 2)
    x = a.result() + b.result()
`,
  ],
  [
    '`else` of a loop that another thread ends',
    ['x=5 y=0', 'x=5 y=1', 'x=5 y=2', 'x=5 y=103', '! data-race'],
    `import threading
x = 0
y = 0
def f():
    global x, y
    for i in range(3):
        if x == 5:
            break
        y += 1
    else:
        y += 100
def g():
    global x
    x = 5
a = threading.Thread(target=f)
b = threading.Thread(target=g)
a.start(); b.start(); a.join(); b.join()
`,
  ],
  [
    'giving up after a timeout',
    ['ready=True got=1', 'ready=True got=2'],
    `import threading
c = threading.Condition()
ready = False
got = 0
def f():
    global got
    with c:
        while not ready:
            if not c.wait(1):
                break
        got = 1 if ready else 2
def g():
    global ready
    with c:
        ready = True
        c.notify()
a = threading.Thread(target=f)
b = threading.Thread(target=g)
a.start(); b.start(); a.join(); b.join()
`,
  ],
  [
    'a thread that is started or not',
    ['x=1 y=0', 'x=1 y=7', '! data-race'],
    `import threading
x = 0
y = 0
def f():
    global x
    x += 1
def g():
    global y
    y = 7
a = threading.Thread(target=f)
b = threading.Thread(target=g)
a.start()
if x == 1:
    b.start()
    b.join()
a.join()
`,
  ],
  [
    'a default that all calls share',
    ['x=3'],
    `import threading
x = 0
def add(v, acc=[]):
    acc.append(v)
    return len(acc)
def f():
    global x
    x = add(1) + add(2)
a = threading.Thread(target=f)
a.start(); a.join()
`,
  ],
  [
    'locks and `finally` on the way of an exception',
    ['x=222', '! data-race'],
    `import threading
m = threading.Lock()
x = 0
def inner():
    global x
    with m:
        try:
            x += 1
            raise KeyError("k")
        finally:
            x += 10
def f():
    global x
    try:
        inner()
    except KeyError:
        with m:
            x += 100
    return x
a = threading.Thread(target=f)
b = threading.Thread(target=f)
a.start(); b.start(); a.join(); b.join()
`,
  ],
  [
    'a wait that gives up all levels of a lock',
    ['x=11'],
    `import threading
c = threading.Condition()
x = 0
def f():
    global x
    with c:
        with c:
            while x == 0:
                c.wait()
        x += 10
def g():
    global x
    with c:
        x = 1
        c.notify_all()
a = threading.Thread(target=f)
b = threading.Thread(target=g)
a.start(); b.start(); a.join(); b.join()
`,
  ],
  [
    'threads started by `while`',
    ['x=3 i=3'],
    `import threading
x = 0
m = threading.Lock()
def f(i):
    global x
    with m:
        x += i
i = 0
ts = []
while i < 3:
    t = threading.Thread(target=f, args=(i,))
    t.start()
    ts.append(t)
    i += 1
while ts:
    ts.pop().join()
`,
  ],
  [
    'an event that is cleared',
    ['x=1', 'x=2', '! lost-update', '! data-race', '! missed-signal'],
    `import threading
e = threading.Event()
x = 0
def f():
    global x
    e.wait()
    e.clear()
    x += 1
a = threading.Thread(target=f)
b = threading.Thread(target=f)
a.start(); b.start()
e.set()
a.join(timeout=1); b.join(timeout=1)
`,
  ],
  [
    'strings as states',
    [
      "state['a']='idle' state['b']='idle' x=0",
      "state['a']='idle' state['b']='idle' x=1",
      "state['a']='idle' state['b']='idle' x=2",
      '! data-race',
    ],
    `import threading
state = {"a": "idle", "b": "idle"}
x = 0
def f(me, other):
    global x
    state[me] = "busy"
    if state[other] != "busy":
        x += 1
    state[me] = "idle"
a = threading.Thread(target=f, args=("a", "b"))
b = threading.Thread(target=f, args=("b", "a"))
a.start(); b.start(); a.join(); b.join()
`,
  ],
  [
    'class attributes, static methods and properties',
    ['C.n=1 C.items=[1] x=2'],
    `import threading
class C:
    n = 0
    items = []
    @staticmethod
    def hit():
        C.n += 1
    @property
    def twice(self):
        return C.n * 2
x = 0
def f():
    global x
    C.hit()
    C.items.append(1)
    x = C().twice
a = threading.Thread(target=f)
a.start(); a.join()
`,
  ],
  [
    'a loop around compare-and-exchange',
    ['v=0 x=0', 'v=0 x=1', 'v=0 x=3', '! data-race'],
    `import threading
from interleave import AtomicInt
v = AtomicInt()
x = 0
def f():
    global x
    old = v.load()
    while not v.compare_exchange(old, old * 2 + 1):
        old = v.load()
    x = v.exchange(0)
a = threading.Thread(target=f)
b = threading.Thread(target=f)
a.start(); b.start(); a.join(); b.join()
`,
  ],
  [
    'assignment in a test',
    ['x=0 y=6'],
    `import threading
x = 3
y = 0
def f():
    global x, y
    while (n := x) > 0:
        x = n - 1
        y += n
a = threading.Thread(target=f)
a.start(); a.join()
`,
  ],
]

describe('programs as people write them', () => {
  test.each(rows)('%s', async (_, shown, program) => expect(await shows(program)).toEqual(shown))
})
