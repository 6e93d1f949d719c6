/** A program of processes whose main process prints at its end, and all that it can print, derived by hand. */
export interface ProcessProgram {
  readonly name: string
  readonly text: string
  readonly outputs: readonly string[]
}

const start = `import multiprocessing
from multiprocessing import *
`

const program = (name: string, outputs: readonly string[], text: string): ProcessProgram => ({
  name,
  text: start + text,
  outputs: outputs.map((each) => `${each}\n`),
})

export const processPrograms: readonly ProcessProgram[] = [
  program(
    'two processes that add to a value',
    ['2', '3', '4'],
    `
def work(v):
    for _ in range(2):
        v.value += 1

if __name__ == "__main__":
    v = Value('i', 0)
    all = [Process(target=work, args=(v,)) for _ in range(2)]
    for p in all: p.start()
    for p in all: p.join()
    print(v.value)
`,
  ),
  program(
    'the same with the lock of the value',
    ['4'],
    `
def work(v):
    for _ in range(2):
        with v.get_lock():
            v.value += 1

if __name__ == "__main__":
    v = Value('i', 0)
    all = [Process(target=work, args=(v,)) for _ in range(2)]
    for p in all: p.start()
    for p in all: p.join()
    print(v.value)
`,
  ),
  program(
    'one process takes the lock of the value, the other does not',
    ['1', '2'],
    `
def careful(v):
    with v.get_lock():
        v.value += 1

def careless(v):
    v.value += 1

if __name__ == "__main__":
    v = Value('i', 0)
    all = [Process(target=f, args=(v,)) for f in (careful, careless)]
    for p in all: p.start()
    for p in all: p.join()
    print(v.value)
`,
  ),
  program(
    'a global variable',
    ['0'],
    `
counter = 0

def work():
    global counter
    counter += 1

if __name__ == "__main__":
    all = [Process(target=work) for _ in range(2)]
    for p in all: p.start()
    for p in all: p.join()
    print(counter)
`,
  ),
  program(
    'lists, dicts, objects and closures',
    ["[1] {'a': 1} 1 1 [] 0"],
    `
class Box:
    total = 0
    def __init__(self): self.n = 1; self.all = []

def work(l, d, b, add):
    l.append(2); d['a'] = 5; d['b'] = 6; b.n += 1; add(); b.all.append(3); Box.total += 1

if __name__ == "__main__":
    l, d, b = [1], {'a': 1}, Box()
    def make():
        count = 1
        def add():
            nonlocal count
            count += 1
        def get(): return count
        return add, get
    add, get = make()
    p = Process(target=work, args=(l, d, b, add))
    p.start()
    p.join()
    print(l, d, b.n, get(), b.all, Box.total)
`,
  ),
  program(
    'a copy is made at the start',
    ['[10, 10, 12] 3'],
    `
x = 0
l = []

def work(a, i):
    a[i] = x * 10 + len(l)

if __name__ == "__main__":
    a = Array('i', 3)
    x = 1
    p = Process(target=work, args=(a, 0))
    p.start()
    x = 1
    q = Process(target=work, args=(a, 1))
    q.start()
    l.append(1); l.append(2)
    r = Process(target=work, args=(a, 2))
    r.start()
    l.append(3)
    for each in (p, q, r): each.join()
    print(a[:], len(l))
`,
  ),
  program(
    'a child starts a child',
    ['[1, 2] 0'],
    `
x = 0

def inner(a):
    global x
    x += 1
    a[1] = x

def outer(a):
    global x
    x = 1
    p = Process(target=inner, args=(a,))
    p.start()
    p.join()
    a[0] = x

if __name__ == "__main__":
    a = Array('i', [0, 0])
    p = Process(target=outer, args=(a,))
    p.start()
    p.join()
    print(a[:], x)
`,
  ),
  program(
    'exit codes',
    ['None 0 1 3 1 0'],
    `
import sys

def fail(): raise ValueError
def leave(code): sys.exit(code)

if __name__ == "__main__":
    all = [Process(target=len, args=('',)), Process(target=fail), Process(target=leave, args=(3,)), Process(target=leave, args=('x',)), Process(target=leave, args=(None,))]
    before = all[0].exitcode
    for p in all:
        p.start()
        p.join()
    print(before, *[p.exitcode for p in all])
`,
  ),
  program(
    'is_alive before, while and after',
    ['False True False', 'False False False'],
    `
def work(v): v.value = 1

if __name__ == "__main__":
    v = Value('i', 0)
    p = Process(target=work, args=(v,))
    a = p.is_alive()
    p.start()
    b = p.is_alive()
    p.join()
    print(a, b, p.is_alive())
`,
  ),
  program(
    'a lock of processes',
    ['4'],
    `
def work(v, lock):
    for _ in range(2):
        with lock:
            v.value += 1

if __name__ == "__main__":
    lock = Lock()
    v = Value('i', 0, lock=False)
    all = [Process(target=work, args=(v, lock)) for _ in range(2)]
    for p in all: p.start()
    for p in all: p.join()
    print(v.value)
`,
  ),
  program(
    'the lock of the value is one of the program',
    ['4'],
    `
def work(v, lock):
    for _ in range(2):
        with lock:
            v.value += 1

if __name__ == "__main__":
    lock = RLock()
    v = Value('i', 0, lock=lock)
    all = [Process(target=work, args=(v, lock)) for _ in range(2)]
    for p in all: p.start()
    for p in all: p.join()
    print(v.value)
`,
  ),
  program(
    'a queue of results',
    ['[0, 1, 4]'],
    `
def square(n, q): q.put(n * n)

if __name__ == "__main__":
    q = Queue()
    all = [Process(target=square, args=(n, q)) for n in range(3)]
    for p in all: p.start()
    results = [q.get() for _ in all]
    for p in all: p.join()
    print(sorted(results))
`,
  ),
  program(
    'objects of two processes come in any order, those of one in theirs',
    ['[1, 2, 3]', '[1, 3, 2]', '[3, 1, 2]'],
    `
def send(q, *all):
    for x in all: q.put(x)

if __name__ == "__main__":
    q = Queue()
    a = Process(target=send, args=(q, 1, 2))
    b = Process(target=send, args=(q, 3))
    a.start(); b.start()
    results = [q.get() for _ in range(3)]
    a.join(); b.join()
    print(results)
`,
  ),
  program(
    'what is sent is a copy',
    ["[1] {'k': [1, 2]} 7 True"],
    `
class Job:
    def __init__(self, n): self.n = n

def work(q, back):
    l = q.get()
    l.append(2)
    back.put({'k': l})
    job = q.get()
    job.n += 1
    back.put(job)

if __name__ == "__main__":
    q, back = Queue(), Queue()
    p = Process(target=work, args=(q, back))
    p.start()
    l = [1]
    q.put(l)
    d = back.get()
    q.put(Job(6))
    job = back.get()
    p.join()
    print(l, d, job.n, isinstance(job, Job))
`,
  ),
  program(
    'a sentinel ends a worker',
    ['6'],
    `
def work(q, v):
    while True:
        n = q.get()
        if n is None:
            break
        v.value += n

if __name__ == "__main__":
    q, v = Queue(), Value('i', 0)
    p = Process(target=work, args=(q, v))
    p.start()
    for n in (1, 2, 3): q.put(n)
    q.put(None)
    p.join()
    print(v.value)
`,
  ),
  program(
    'a joinable queue with a daemon',
    ['[2, 4]'],
    `
def work(q, a):
    while True:
        i, n = q.get()
        a[i] = n * 2
        q.task_done()

if __name__ == "__main__":
    q, a = JoinableQueue(), Array('i', 2)
    p = Process(target=work, args=(q, a), daemon=True)
    p.start()
    q.put((0, 1)); q.put((1, 2))
    q.join()
    print(a[:])
`,
  ),
  program(
    'a pipe',
    ["[42, None, 'hello'] pong"],
    `
def work(conn):
    conn.send([42, None, 'hello'])
    if conn.recv() == 'ping':
        conn.send('pong')
    conn.close()

if __name__ == "__main__":
    here, there = Pipe()
    p = Process(target=work, args=(there,))
    p.start()
    first = here.recv()
    here.send('ping')
    second = here.recv()
    p.join()
    print(first, second)
`,
  ),
  program(
    'a pipe with one direction',
    ['3'],
    `
def work(out):
    out.send(1)
    out.send(2)

if __name__ == "__main__":
    into, out = Pipe(duplex=False)
    p = Process(target=work, args=(out,))
    p.start()
    total = into.recv() + into.recv()
    p.join()
    print(total)
`,
  ),
  program(
    'a simple queue',
    ['[1, 2]', '[2, 1]'],
    `
def work(q, n): q.put(n)

if __name__ == "__main__":
    q = SimpleQueue()
    all = [Process(target=work, args=(q, n)) for n in (1, 2)]
    for p in all: p.start()
    print([q.get(), q.get()])
    for p in all: p.join()
`,
  ),
  program(
    'an event',
    ['5'],
    `
def work(e, v):
    e.wait()
    v.value += 1

if __name__ == "__main__":
    e, v = Event(), Value('i', 0)
    p = Process(target=work, args=(e, v))
    p.start()
    v.value = 4
    e.set()
    p.join()
    print(v.value)
`,
  ),
  program(
    'a semaphore',
    ['1', '2'],
    `
def work(s, v):
    with s:
        v.value += 1

if __name__ == "__main__":
    s, v = Semaphore(2), Value('i', 0)
    all = [Process(target=work, args=(s, v)) for _ in range(2)]
    for p in all: p.start()
    for p in all: p.join()
    print(v.value)
`,
  ),
  program(
    'a condition',
    ['2'],
    `
def work(c, v):
    with c:
        while v.value == 0:
            c.wait()
        v.value += 1

if __name__ == "__main__":
    c, v = Condition(), Value('i', 0)
    p = Process(target=work, args=(c, v))
    p.start()
    with c:
        v.value = 1
        c.notify()
    p.join()
    print(v.value)
`,
  ),
  program(
    'a barrier',
    ['[2, 2]'],
    `
def work(b, v, a, i):
    with v.get_lock():
        v.value += 1
    b.wait()
    a[i] = v.value

if __name__ == "__main__":
    b, v, a = Barrier(2), Value('i', 0), Array('i', 2)
    all = [Process(target=work, args=(b, v, a, i)) for i in range(2)]
    for p in all: p.start()
    for p in all: p.join()
    print(a[:])
`,
  ),
  program(
    'a class of processes',
    ['1 5 None'],
    `
class Worker(Process):
    def __init__(self, v):
        super().__init__()
        self.v = v
        self.result = None
    def run(self):
        self.result = 5
        self.v.value = self.result

if __name__ == "__main__":
    v = Value('i', 1)
    w = Worker(v)
    before = v.value
    w.start()
    w.join()
    print(before, v.value, w.result)
`,
  ),
  program(
    'names of processes',
    ['MainProcess Process-1 worker Process-3 Process-4:1'],
    `
def tell(q): q.put(current_process().name)

def nested(q, inner):
    p = Process(target=tell, args=(inner,))
    p.start()
    p.join()

if __name__ == "__main__":
    q = SimpleQueue()
    names = [current_process().name]
    inner = SimpleQueue()
    all = [Process(target=tell, args=(q,)), Process(target=tell, args=(q,), name='worker'), Process(target=tell, args=(q,))]
    for p in all:
        p.start()
        p.join()
        names.append(q.get())
    p = Process(target=nested, args=(q, inner))
    p.name = 'other'
    p.start()
    p.join()
    print(*names, inner.get())
`,
  ),
  program(
    'an array of doubles, and its methods',
    ['[0.5, 1.0, 3.5] 3 3.5 5.0 invalid index'],
    `
def work(a):
    for i in range(len(a)):
        a[i] *= 2
    a[-1] += 0.5

if __name__ == "__main__":
    a = Array('d', [0.25, 0.5, 1.5])
    p = Process(target=work, args=(a,))
    p.start()
    p.join()
    try:
        a[3]
    except IndexError as e:
        what = e
    print(a[:], len(a), a[2], sum(a), what)
`,
  ),
  program(
    'integers wrap as those of C',
    ["-2147483648 1 -1 255 -9223372036854775808 True 'float' object cannot be interpreted as an integer"],
    `
if __name__ == "__main__":
    v = Value('i', 2147483647); v.value += 1
    w = Value('I', 2 ** 32 + 1)
    h = Value('h', 65535)
    b = Value('B', -1)
    q = Value('q', 2 ** 63)
    import ctypes
    t = Value(ctypes.c_bool, 5)
    try:
        v.value = 1.5
    except TypeError as e:
        what = e
    print(v.value, w.value, h.value, b.value, q.value, t.value, what)
    p = Process(target=len, args=('',)); p.start(); p.join()
`,
  ),
  program(
    'what a process may not do with others',
    [
      'can only join a child process|can only test a child process|can only start a process object created by current process|daemonic processes are not allowed to have children',
    ],
    `
def work(q, other, mine):
    for f in (other.join, other.is_alive, mine.start):
        try: f()
        except AssertionError as e: q.put(str(e))

def daemonic(q):
    try: Process(target=len, args=('',)).start()
    except AssertionError as e: q.put(str(e))

if __name__ == "__main__":
    q = SimpleQueue()
    other = Process(target=len, args=('',))
    other.start()
    mine = Process(target=len, args=('',))
    p = Process(target=work, args=(q, other, mine))
    p.start(); p.join(); other.join()
    d = Process(target=daemonic, args=(q,), daemon=True)
    d.start(); d.join()
    print('|'.join([q.get() for _ in range(4)]))
`,
  ),
  program(
    'locks that are released wrongly',
    [
      'semaphore or lock released too many times|attempt to release recursive lock not owned by thread|semaphore or lock released too many times',
    ],
    `
if __name__ == "__main__":
    p = Process(target=len, args=('',)); p.start(); p.join()
    found = []
    for lock in (Lock(), RLock(), BoundedSemaphore(1)):
        try: lock.release()
        except (ValueError, AssertionError) as e: found.append(str(e))
    print('|'.join(found))
`,
  ),
  program(
    'a full queue, and a queue that may look empty',
    ['full 1', 'full empty'],
    `
import queue

if __name__ == "__main__":
    p = Process(target=len, args=('',)); p.start(); p.join()
    q = Queue(1)
    q.put(1)
    try: q.put_nowait(2)
    except queue.Full: a = 'full'
    try: b = q.get_nowait()
    except queue.Empty: b = 'empty'
    print(a, b)
`,
  ),
  program(
    'a pool',
    ['[1, 4, 9] 7 [3, 7] [16] 5'],
    `
def square(x): return x * x
def add(x, y=0): return x + y

if __name__ == "__main__":
    with Pool(2) as pool:
        a = pool.map(square, [1, 2, 3])
        b = pool.apply(add, (3, 4))
        c = pool.starmap(add, [(1, 2), (3, 4)])
        d = pool.map_async(square, [4]).get()
        e = pool.apply_async(add, (2,), {'y': 3}).get()
    print(a, b, c, d, e)
`,
  ),
  program(
    'a pool whose tasks count in their processes',
    ['[1, 1] 0', '[1, 2] 0'],
    `
count = 0
def step(x):
    global count
    count += 1
    return count

if __name__ == "__main__":
    pool = Pool(2)
    found = pool.map(step, [1, 2])
    pool.close()
    pool.join()
    print(found, count)
`,
  ),
  program(
    'an exception in a pool',
    ['bad 3'],
    `
def fail(x):
    if x == 3: raise ValueError(f'bad {x}')
    return x

if __name__ == "__main__":
    with Pool(1) as pool:
        try:
            pool.map(fail, [1, 3])
        except ValueError as e:
            print(e)
`,
  ),
  program(
    'a dict of a manager',
    ['1', '2'],
    `
def add(d):
    d['n'] += 1

if __name__ == "__main__":
    with Manager() as manager:
        d = manager.dict(n=0)
        all = [Process(target=add, args=(d,)) for _ in range(2)]
        for p in all: p.start()
        for p in all: p.join()
        print(d['n'])
`,
  ),
  program(
    'a list of a manager, and what is nested in it',
    ["[[], 1] [[], 1] 2 1 {'k': [5]}"],
    `
def change(l, d):
    l[0].append(5)
    l.append(1)
    inner = d['k']
    inner.append(5)
    d['k'] = inner

if __name__ == "__main__":
    with Manager() as manager:
        l, d = manager.list([[]]), manager.dict({'k': []})
        p = Process(target=change, args=(l, d))
        p.start()
        p.join()
        print(l, list(l), len(l), l[-1], dict(d))
`,
  ),
]
