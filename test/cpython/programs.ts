/** A small program, and what its executions under all schedules come to, as the test of the agent says it. */
export interface Example {
  readonly name: string
  readonly text: string
  readonly found: readonly string[]
  /** It has so many schedules that only one of each class of equivalent ones is executed. */
  readonly large?: true
}

export const programs: readonly Example[] = [
  {
    name: 'a lost update',
    text: `import threading
n = 0
def work():
    global n
    n += 1
a, b = threading.Thread(target=work), threading.Thread(target=work)
a.start(); b.start()
a.join(); b.join()
print(n)
`,
    found: ['n=1 1|', 'n=2 2|'],
  },
  {
    name: 'updates under a lock',
    large: true,
    text: `import threading
n = 0
lock = threading.Lock()
def work():
    global n
    with lock:
        n += 1
ts = [threading.Thread(target=work) for _ in range(2)]
for t in ts: t.start()
for t in ts: t.join()
print(n)
`,
    found: ['n=2 2|'],
  },
  {
    name: 'locks in two orders',
    text: `from threading import Thread, Lock
a, b = Lock(), Lock()
def one():
    with a:
        with b: pass
def two():
    with b:
        with a: pass
x = Thread(target=one); y = Thread(target=two)
x.start(); y.start(); x.join(); y.join()
`,
    found: ['', 'deadlock'],
  },
  {
    name: 'a condition',
    text: `import threading
cond = threading.Condition()
ready = False
seen = []
def consumer():
    with cond:
        while not ready:
            cond.wait()
        seen.append('go')
def producer():
    global ready
    with cond:
        ready = True
        cond.notify()
c = threading.Thread(target=consumer); p = threading.Thread(target=producer)
c.start(); p.start(); c.join(); p.join()
`,
    found: ["ready=True seen=['go']"],
  },
  {
    name: 'a missed notification',
    text: `import threading
cond = threading.Condition()
def consumer():
    with cond:
        cond.wait()
def producer():
    with cond:
        cond.notify()
c = threading.Thread(target=consumer); p = threading.Thread(target=producer)
c.start(); p.start(); c.join(); p.join()
`,
    found: ['', 'deadlock'],
  },
  {
    name: 'a semaphore',
    text: `import threading
s = threading.Semaphore(1)
inside = most = 0
def work():
    global inside, most
    with s:
        inside += 1
        most = max(most, inside)
        inside -= 1
t = threading.Thread(target=work)
t.start()
work()
t.join()
`,
    found: ['inside=0 most=1'],
  },
  {
    name: 'a barrier',
    text: `import threading
b = threading.Barrier(2)
log = []
def work():
    log.append('a')
    b.wait()
t = threading.Thread(target=work)
t.start()
b.wait()
log.append('b')
t.join()
`,
    found: ["log=['a', 'b']"],
  },
  {
    name: 'a queue',
    large: true,
    text: `import threading, queue
q = queue.Queue()
got = []
def producer():
    for i in range(2):
        q.put(i)
    q.put(None)
def consumer():
    while True:
        x = q.get()
        if x is None:
            break
        got.append(x)
p = threading.Thread(target=producer); c = threading.Thread(target=consumer)
p.start(); c.start(); p.join(); c.join()
print(got)
`,
    found: ['got=[0, 1] [0, 1]|'],
  },
  {
    name: 'a bounded queue',
    text: `import threading, queue
q = queue.Queue(maxsize=1)
got = []
def producer():
    q.put('theirs')
p = threading.Thread(target=producer)
p.start()
try:
    q.put_nowait('mine')
    got.append(q.get())
except queue.Full:
    got.append('full')
got.append(q.get())
p.join()
`,
    found: ["got=['full', 'theirs']", "got=['mine', 'theirs']"],
  },
  {
    name: 'a pool',
    text: `from concurrent.futures import ThreadPoolExecutor
total = 0
def add(k):
    global total
    total += k
    return k * k
with ThreadPoolExecutor(max_workers=2) as pool:
    future = pool.submit(add, 3)
    total += 10
    square = future.result()
del future
`,
    found: ['square=9 total=10', 'square=9 total=13', 'square=9 total=3'],
  },
  {
    name: 'a timer that is cancelled',
    text: `import threading
fired = False
def fire():
    global fired
    fired = True
t = threading.Timer(5, fire)
t.start()
t.cancel()
t.join()
`,
    found: ['fired=False', 'fired=True'],
  },
  {
    name: 'a daemon',
    text: `import threading
x = 0
def work():
    global x
    x = 1
    x = 2
threading.Thread(target=work, daemon=True).start()
`,
    found: ['x=0', 'x=1', 'x=2'],
  },
  {
    name: 'an attribute',
    text: `import threading
class Account:
    def __init__(self):
        self.balance = 0
    def deposit(self, amount):
        self.balance += amount
account = Account()
ts = [threading.Thread(target=account.deposit, args=(10 * i + 10,)) for i in range(2)]
for t in ts: t.start()
for t in ts: t.join()
`,
    found: ['account=Account(balance=10)', 'account=Account(balance=20)', 'account=Account(balance=30)'],
  },
  {
    name: 'get or create in a dict',
    text: `import threading
cache = {}
class Thing: pass
def get(k):
    if k not in cache:
        cache[k] = Thing()
    return cache[k]
got = []
def work():
    got.append(get('a'))
t = threading.Thread(target=work)
t.start()
mine = get('a')
t.join()
same = got[0] is mine
del got, cache, mine
`,
    found: ['same=False', 'same=True'],
  },
  {
    name: 'a Counter',
    text: `import threading
from collections import Counter
c = Counter()
def work():
    c['x'] += 1
ts = [threading.Thread(target=work) for i in range(2)]
for t in ts: t.start()
for t in ts: t.join()
`,
    found: ["c=Counter({'x': 1})", "c=Counter({'x': 2})"],
  },
  {
    name: 'a subclass of Thread',
    text: `import threading
class Worker(threading.Thread):
    total = 0
    def run(self):
        Worker.total += 1
        self.done = True
ts = [Worker() for i in range(2)]
for t in ts: t.start()
for t in ts: t.join()
total = Worker.total
done = [t.done for t in ts]
`,
    found: ['done=[True, True] total=1', 'done=[True, True] total=2'],
  },
  {
    name: 'a dataclass',
    text: `import threading
from dataclasses import dataclass, field
@dataclass
class Box:
    value: int = 0
    items: list = field(default_factory=list)
box = Box()
def work():
    v = box.value
    box.value = v + 1
    box.items.append(v)
t = threading.Thread(target=work)
t.start()
work()
t.join()
`,
    found: ['box=Box(value=1, items=[0, 0])', 'box=Box(value=2, items=[0, 1])', 'box=Box(value=2, items=[1, 0])'],
  },
  {
    name: 'a property',
    text: `import threading
class Temp:
    def __init__(self): self._c = 0
    @property
    def c(self): return self._c
    @c.setter
    def c(self, v): self._c = v
t = Temp()
def work(): t.c += 1
ts = [threading.Thread(target=work) for i in range(2)]
for x in ts: x.start()
for x in ts: x.join()
`,
    found: ['t=Temp(_c=1)', 't=Temp(_c=2)'],
  },
  {
    name: 'a generator',
    text: `import threading
def numbers():
    yield 1
    yield 2
g = numbers()
got = []
def work():
    got.append(next(g))
ts = [threading.Thread(target=work) for i in range(2)]
for x in ts: x.start()
for x in ts: x.join()
got.sort()
`,
    found: ['got=[1, 2]'],
  },
  {
    name: 'a variable of a closure',
    text: `import threading
def main():
    n = 0
    def work():
        nonlocal n
        n += 1
    ts = [threading.Thread(target=work) for i in range(2)]
    for x in ts: x.start()
    for x in ts: x.join()
    return n
n = main()
`,
    found: ['n=1', 'n=2'],
  },
  {
    name: '__iadd__ of a list',
    text: `import threading
items = []
alias = items
def work(i):
    global items
    items += [i]
t = threading.Thread(target=work, args=(1,))
t.start()
work(2)
t.join()
`,
    found: ['alias=[1, 2] items=[1, 2]', 'alias=[2, 1] items=[2, 1]'],
  },
  {
    name: 'exceptions in threads',
    text: `import threading
items = [1]
def work():
    if items:
        items.pop()
t = threading.Thread(target=work)
t.start()
work()
t.join()
`,
    found: ['items=[]', 'items=[] IndexError in 0 at 5', 'items=[] IndexError in 1 at 5'],
  },
  {
    name: 'logging',
    text: `import threading, logging, sys
logging.basicConfig(stream=sys.stdout, level=logging.INFO, format='%(threadName)s %(message)s')
def work(i):
    logging.info('hello %d', i)
ts = [threading.Thread(target=work, args=(i,), name='T%d' % i) for i in range(2)]
for x in ts: x.start()
for x in ts: x.join()
`,
    found: ['T0 hello 0|T1 hello 1|', 'T1 hello 1|T0 hello 0|'],
  },
  {
    name: 'an event',
    text: `import threading
e = threading.Event()
x = 0
def waiter():
    global x
    e.wait()
    x += 1
def setter():
    global x
    x = 10
    e.set()
ts = [threading.Thread(target=waiter), threading.Thread(target=setter)]
for t in ts: t.start()
for t in ts: t.join()
`,
    found: ['x=11'],
  },
  {
    name: 'a timeout of a lock',
    text: `import threading
lock = threading.Lock()
res = []
def work():
    if lock.acquire(timeout=1):
        res.append('got')
        lock.release()
    else:
        res.append('late')
lock.acquire()
t = threading.Thread(target=work)
t.start()
lock.release()
t.join()
`,
    found: ["res=['got']", "res=['late']"],
  },
  {
    name: 'a timeout of a condition',
    text: `import threading
cond = threading.Condition()
res = None
def work():
    global res
    with cond:
        res = cond.wait(1)
t = threading.Thread(target=work)
t.start()
with cond:
    cond.notify_all()
t.join()
`,
    found: ['res=False', 'res=True'],
  },
  {
    name: 'thread-local data',
    text: `import threading
d = threading.local()
d.x = 0
def work(i):
    d.x = i
    res.append(d.x)
res = []
t = threading.Thread(target=work, args=(5,))
t.start()
res.append(d.x)
t.join()
x = d.x
`,
    found: ['res=[0, 5] x=0', 'res=[5, 0] x=0'],
  },
  {
    name: 'a reentrant lock',
    large: true,
    text: `import threading
r = threading.RLock()
n = 0
def work():
    global n
    with r:
        with r:
            n += 1
ts = [threading.Thread(target=work) for i in range(2)]
for t in ts: t.start()
for t in ts: t.join()
`,
    found: ['n=2'],
  },
  {
    name: 'an exception within a with',
    text: `import threading
lock = threading.Lock()
n = 0
def work():
    global n
    with lock:
        n += 1
        raise ValueError('no')
t = threading.Thread(target=work)
t.start()
with lock:
    n += 1
t.join()
free = lock.acquire(blocking=False)
`,
    found: ['free=True n=2 ValueError in 1 at 8'],
  },
  {
    name: 'a chained comparison, and a comprehension',
    text: `import threading
n = 2
def work():
    global n
    n = 5
t = threading.Thread(target=work)
t.start()
within = 1 < n < 3
squares = [n * k for k in (1, 2)]
t.join()
`,
    found: [
      'n=5 squares=[2, 10] within=True',
      'n=5 squares=[2, 4] within=True',
      'n=5 squares=[5, 10] within=False',
      'n=5 squares=[5, 10] within=True',
    ],
  },
  {
    name: 'a dict that changes while it is iterated over',
    text: `import threading
d = {1: 1}
def work():
    d[2] = 2
t = threading.Thread(target=work)
t.start()
try:
    seen = list(k for k in d)
except RuntimeError as e:
    seen = str(e)
t.join()
`,
    found: [
      "d={1: 1, 2: 2} seen='dictionary changed size during iteration'",
      'd={1: 1, 2: 2} seen=[1, 2]',
      'd={1: 1, 2: 2} seen=[1]',
    ],
  },
  {
    name: 'a PriorityQueue',
    text: `import threading, queue
q = queue.PriorityQueue()
t = threading.Thread(target=lambda: [q.put(2), q.put(1)])
t.start()
first = q.get()
t.join()
`,
    found: ['first=1', 'first=2'],
  },
  {
    name: 'a partial function, and extend',
    text: `import threading
from functools import partial
items = []
def add(x, y):
    items.append(x + y)
t = threading.Thread(target=partial(add, 1, y=1))
t.start()
items.extend([7, 8])
t.join()
`,
    found: ['items=[2, 7, 8]', 'items=[7, 8, 2]'],
  },
  {
    name: 'unpacking and formatting of a list',
    text: `import threading
point = [0, 0]
def work():
    point[0] = 1
    point[1] = 1
t = threading.Thread(target=work)
t.start()
a, b = point
text = f'{point} {a:>{2}}'
t.join()
print(a, b, text)
del a, b, text
`,
    found: [
      'point=[1, 1] 0 0 [0, 0]  0|',
      'point=[1, 1] 0 0 [1, 0]  0|',
      'point=[1, 1] 0 0 [1, 1]  0|',
      'point=[1, 1] 1 0 [1, 0]  1|',
      'point=[1, 1] 1 0 [1, 1]  1|',
      'point=[1, 1] 1 1 [1, 1]  1|',
    ],
  },
  {
    name: 'objects that threads touch in either order',
    text: `import threading
x = 0
d = {'a': 1}
xs = [1, 2]
def work():
    global x
    d['b'] = xs[0]
    for each in xs[:1]:
        x = 3
t = threading.Thread(target=work)
t.start()
xs[0] = x
t.join()
`,
    found: ["d={'a': 1, 'b': 0} x=3 xs=[0, 2]", "d={'a': 1, 'b': 1} x=3 xs=[0, 2]", "d={'a': 1, 'b': 1} x=3 xs=[3, 2]"],
  },
  {
    name: 'threads that start others',
    large: true,
    text: `import threading
n = 0
def child():
    global n
    n += 1
def parent():
    t = threading.Thread(target=child)
    t.start()
    t.join()
ps = [threading.Thread(target=parent) for _ in range(2)]
for p in ps: p.start()
for p in ps: p.join()
`,
    found: ['n=1', 'n=2'],
  },
  {
    name: 'random numbers',
    text: `import threading, random
got = {}
def work(i):
    got[i] = random.randint(0, 99)
got[0] = got[1] = None
t = threading.Thread(target=work, args=(0,)); t.start(); work(1); t.join()
`,
    found: ['got={0: 49, 1: 97}', 'got={0: 97, 1: 49}'],
  },
  {
    name: 'a stack of nodes',
    large: true,
    text: `import threading
class Node:
    def __init__(self, v, next): self.v = v; self.next = next
class Stack:
    head = None
    def push(self, v):
        n = Node(v, self.head)
        self.head = n
    def pop(self):
        n = self.head
        if n is None: return None
        self.head = n.next
        return n.v
s = Stack()
t = threading.Thread(target=s.push, args=(1,)); t.start()
s.push(2)
x = s.pop()
t.join()
`,
    found: [
      's=Stack(head=Node(v=1, next=Node(v=2, next=None))) x=2',
      's=Stack(head=Node(v=1, next=None)) x=2',
      's=Stack(head=Node(v=2, next=None)) x=1',
      's=Stack(head=None) x=1',
      's=Stack(head=None) x=2',
    ],
  },
  {
    name: 'a lock that an exception leaves locked',
    text: `import threading
lock = threading.Lock()
def a():
    lock.acquire()
    raise RuntimeError('oops')
def b():
    with lock: pass
ts = [threading.Thread(target=f) for f in (a, b)]
for t in ts: t.start()
for t in ts: t.join()
`,
    found: ['RuntimeError in 1 at 5', 'deadlock RuntimeError in 1 at 5'],
  },
  {
    name: 'two locks of accounts',
    large: true,
    text: `import threading
class Account:
    def __init__(self, b):
        self.lock = threading.RLock()
        self.balance = b
    def __eq__(self, o): return self is o
    def __hash__(self): return 1
a, b = Account(10), Account(20)
accounts = {'a': a, 'b': b}
def transfer(x, y, n):
    with x.lock, y.lock:
        x.balance -= n
        y.balance += n
t1 = threading.Thread(target=transfer, args=(a, b, 5), name='first')
t2 = threading.Thread(target=transfer, args=(b, a, 7), name='second')
t1.start(); t2.start(); t1.join(); t2.join()
`,
    found: [
      "a=Account#1(balance=12) accounts={'a': Account#1, 'b': Account#2} b=Account#2(balance=18)",
      "deadlock a=Account#1(balance=10) accounts={'a': Account#1, 'b': Account#2} b=Account#2(balance=20)",
    ],
  },
  {
    name: 'a daemon that works off a queue',
    text: `import queue, threading
q = queue.Queue()
done = []
def worker():
    while True:
        item = q.get()
        try:
            done.append(item * 2)
        finally:
            q.task_done()
threading.Thread(target=worker, daemon=True).start()
for i in range(2): q.put(i)
q.join()
print(sorted(done))
`,
    found: ['done=[0, 2] [0, 2]|'],
  },
  {
    name: 'a buffer with a condition',
    text: `import threading
class Buffer:
    def __init__(self, size):
        self.items = []
        self.size = size
        self.changed = threading.Condition()
    def put(self, item):
        with self.changed:
            self.changed.wait_for(lambda: len(self.items) < self.size)
            self.items.append(item)
            self.changed.notify_all()
    def get(self):
        with self.changed:
            while not self.items:
                self.changed.wait()
            self.changed.notify_all()
            return self.items.pop(0)
buffer = Buffer(1)
t = threading.Thread(target=lambda: [buffer.put(i) for i in range(2)])
t.start()
got = [buffer.get() for _ in range(2)]
t.join()
`,
    found: ['buffer=Buffer(items=[], size=1) got=[0, 1]'],
  },
  {
    name: 'an excepthook',
    text: `import threading
seen = []
def hook(args): seen.append((args.exc_type.__name__, args.thread.name))
threading.excepthook = hook
def work(): raise KeyError('a')
t = threading.Thread(target=work, name='W'); t.start(); t.join()
`,
    found: ["seen=[('KeyError', 'W')]"],
  },
  {
    name: 'atexit, and sys.exit in a thread',
    text: `import threading, sys, atexit
atexit.register(print, 'bye')
def work():
    sys.exit(3)
t = threading.Thread(target=work); t.start(); t.join()
print('x', file=sys.stderr)
sys.exit('message')
`,
    found: ['SystemExit in 0 at 7 bye|'],
  },
  {
    name: 'a key that threads add',
    text: `import threading
d = {'a': 1}
log = []
def work():
    log.append(f'{d}')
    d['b'] = len(d)
t = threading.Thread(target=work)
t.start()
d['a'] = 3
d.setdefault('b', 3)
t.join()
`,
    found: [
      "d={'a': 3, 'b': 1} log=[\"{'a': 1}\"]",
      "d={'a': 3, 'b': 1} log=[\"{'a': 3}\"]",
      "d={'a': 3, 'b': 2} log=[\"{'a': 1}\"]",
      "d={'a': 3, 'b': 2} log=[\"{'a': 3, 'b': 3}\"]",
      "d={'a': 3, 'b': 2} log=[\"{'a': 3}\"]",
    ],
  },
]
