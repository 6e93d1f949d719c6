import type { Example } from './programs.ts'

/** A program with coroutines; `since` is the first version of Python that has what it uses. */
export interface Coroutines extends Example {
  readonly since?: number
}

/** Final values of `log`, as the text of lists of letters. */
function logs(letters: readonly string[]): string[] {
  return letters.map((each) => `log=[${[...each].map((letter) => `'${letter}'`).join(', ')}]`)
}

export const coroutines: readonly Coroutines[] = [
  {
    name: 'an update lost over an await',
    text: `import asyncio
balance = 0
async def deposit(amount):
    global balance
    before = balance
    await asyncio.sleep(0.1)
    balance = before + amount
async def main():
    await asyncio.gather(deposit(10), deposit(5))
asyncio.run(main())
`,
    found: ['balance=10', 'balance=5'],
  },
  {
    name: 'an update under a lock',
    text: `import asyncio
balance = 0
async def deposit(lock, amount):
    global balance
    async with lock:
        before = balance
        await asyncio.sleep(0.1)
        balance = before + amount
async def main():
    lock = asyncio.Lock()
    await asyncio.gather(deposit(lock, 10), deposit(lock, 5))
asyncio.run(main())
`,
    found: ['balance=15'],
  },
  {
    name: 'code between two awaits is atomic',
    text: `import asyncio
n = 0
async def work():
    global n
    n += 1
async def main():
    await asyncio.gather(work(), work(), work())
asyncio.run(main())
`,
    found: ['n=3'],
  },
  {
    name: 'the order of ready tasks is that of asyncio',
    text: `import asyncio
log = []
async def work(name):
    log.append(name)
    await asyncio.sleep(0)
    log.append(name)
async def main():
    await asyncio.gather(work('a'), work('b'))
asyncio.run(main())
`,
    found: ["log=['a', 'b', 'a', 'b']"],
  },
  {
    name: 'gather gives results in order, whatever comes first',
    text: `import asyncio
log = []
async def work(name):
    await asyncio.sleep(1)
    log.append(name)
    return name
async def main():
    global results
    results = await asyncio.gather(work('a'), work('b'), work('c'))
asyncio.run(main())
`,
    found: logs(['abc', 'acb', 'bac', 'bca', 'cab', 'cba']).map((log) => `${log} results=['a', 'b', 'c']`),
  },
  {
    name: 'sleeps of different times end in their order',
    text: `import asyncio
log = []
async def work(name, seconds):
    await asyncio.sleep(seconds)
    log.append(name)
async def main():
    await asyncio.gather(work('slow', 0.3), work('fast', 0.1), work('twice', 0.2))
asyncio.run(main())
`,
    found: ["log=['fast', 'twice', 'slow']"],
  },
  {
    name: 'times that are equal but for rounding',
    text: `import asyncio
log = []
async def twice():
    await asyncio.sleep(0.1)
    await asyncio.sleep(0.2)
    log.append('twice')
async def once():
    await asyncio.sleep(0.3)
    log.append('once')
async def main():
    await asyncio.gather(twice(), once())
asyncio.run(main())
`,
    found: ["log=['once', 'twice']", "log=['twice', 'once']"],
  },
  {
    name: 'an answer comes while another task still runs',
    text: `import asyncio
log = []
async def long():
    await asyncio.sleep(1)
    log.append('begin')
    await asyncio.sleep(0)
    log.append('end')
async def short():
    await asyncio.sleep(1)
    log.append('in')
async def main():
    await asyncio.gather(long(), short())
asyncio.run(main())
`,
    found: ["log=['begin', 'end', 'in']", "log=['begin', 'in', 'end']", "log=['in', 'begin', 'end']"],
  },
  {
    name: 'a queue with two consumers',
    text: `import asyncio
done = []
async def consume(name, queue):
    item = await queue.get()
    await asyncio.sleep(1)
    done.append((name, item))
    queue.task_done()
async def main():
    queue = asyncio.Queue(1)
    consumers = [asyncio.create_task(consume(n, queue)) for n in 'ab']
    for item in (1, 2):
        await queue.put(item)
    await queue.join()
    await asyncio.gather(*consumers)
asyncio.run(main())
`,
    found: ["done=[('a', 1), ('b', 2)]", "done=[('b', 2), ('a', 1)]"],
  },
  {
    name: 'an event',
    text: `import asyncio
log = []
async def waiter(event):
    await event.wait()
    log.append('woken')
async def main():
    event = asyncio.Event()
    task = asyncio.create_task(waiter(event))
    await asyncio.sleep(1)
    log.append('set')
    event.set()
    await task
asyncio.run(main())
`,
    found: ["log=['set', 'woken']"],
  },
  {
    name: 'a semaphore of a loop',
    text: `import asyncio
inside = most = 0
async def work(semaphore):
    global inside, most
    async with semaphore:
        inside += 1
        most = max(most, inside)
        await asyncio.sleep(0.1)
        inside -= 1
async def main():
    semaphore = asyncio.Semaphore(2)
    await asyncio.gather(*[work(semaphore) for _ in range(3)])
asyncio.run(main())
`,
    found: ['inside=0 most=2'],
  },
  {
    name: 'a condition of a loop',
    text: `import asyncio
items = []
got = []
async def consume(condition):
    async with condition:
        while not items:
            await condition.wait()
        got.append(items.pop())
async def produce(condition):
    await asyncio.sleep(1)
    async with condition:
        items.append('x')
        condition.notify()
async def main():
    condition = asyncio.Condition()
    await asyncio.gather(consume(condition), produce(condition))
asyncio.run(main())
`,
    found: ["items=[] got=['x']"].map((each) => each.split(' ').sort().join(' ')),
  },
  {
    name: 'a timeout at the same time',
    text: `import asyncio
async def main():
    global result
    try:
        result = await asyncio.wait_for(asyncio.sleep(1, 'done'), 1)
    except asyncio.TimeoutError:
        result = 'late'
asyncio.run(main())
`,
    found: ["result='done'", "result='late'"],
  },
  {
    name: 'timeouts before and after',
    text: `import asyncio
async def main():
    global early, late
    early = await asyncio.wait_for(asyncio.sleep(1, 'done'), 2)
    try:
        late = await asyncio.wait_for(asyncio.sleep(2, 'done'), 1)
    except asyncio.TimeoutError:
        late = 'timeout'
asyncio.run(main())
`,
    found: ["early='done' late='timeout'"],
  },
  {
    name: 'the timeouts of a block',
    since: 11,
    text: `import asyncio
async def main():
    global result
    try:
        async with asyncio.timeout(1):
            await asyncio.sleep(5)
            result = 'done'
    except TimeoutError:
        result = 'late'
asyncio.run(main())
`,
    found: ["result='late'"],
  },
  {
    name: 'a timeout of something that never comes',
    text: `import asyncio
async def main():
    global result
    try:
        await asyncio.wait_for(asyncio.Event().wait(), 60)
    except asyncio.TimeoutError:
        result = 'gave up'
asyncio.run(main())
`,
    found: ["result='gave up'"],
  },
  {
    name: 'a cancellation',
    text: `import asyncio
log = []
async def work():
    try:
        await asyncio.sleep(1)
        log.append('done')
    except asyncio.CancelledError:
        log.append('cancelled')
        raise
    finally:
        log.append('left')
async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(1)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        log.append('seen')
asyncio.run(main())
`,
    found: ["log=['cancelled', 'left', 'seen']", "log=['done', 'left']"],
  },
  {
    name: 'a group of tasks of which one fails',
    since: 11,
    text: `import asyncio
log = []
async def fail():
    await asyncio.sleep(1)
    raise ValueError('x')
async def work():
    try:
        await asyncio.sleep(1)
        log.append('done')
    except asyncio.CancelledError:
        log.append('cancelled')
        raise
async def main():
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(fail())
            group.create_task(work())
    except* ValueError:
        log.append('failed')
asyncio.run(main())
`,
    found: ["log=['cancelled', 'failed']", "log=['done', 'failed']"],
  },
  {
    name: 'the first of two to complete',
    text: `import asyncio
async def work(name):
    await asyncio.sleep(1)
    return name
async def main():
    global first, left
    tasks = {asyncio.create_task(work(name)) for name in 'ab'}
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    first = sorted(task.result() for task in done)
    left = len(pending)
asyncio.run(main())
`,
    found: ["first=['a', 'b'] left=0", "first=['a'] left=1", "first=['b'] left=1"],
  },
  {
    name: 'completions one after another',
    text: `import asyncio
log = []
async def work(name):
    await asyncio.sleep(1)
    return name
async def main():
    for each in asyncio.as_completed([work('a'), work('b')]):
        log.append(await each)
asyncio.run(main())
`,
    found: ["log=['a', 'b']", "log=['b', 'a']"],
  },
  {
    name: 'a shielded task goes on',
    text: `import asyncio
log = []
async def work():
    await asyncio.sleep(2)
    log.append('done')
async def main():
    task = asyncio.create_task(work())
    try:
        await asyncio.wait_for(asyncio.shield(task), 1)
    except asyncio.TimeoutError:
        log.append('late')
    await task
asyncio.run(main())
`,
    found: ["log=['late', 'done']"],
  },
  {
    name: 'calls in other threads',
    text: `import asyncio
n = 0
def work():
    global n
    n += 1
async def main():
    loop = asyncio.get_running_loop()
    await asyncio.gather(asyncio.to_thread(work), loop.run_in_executor(None, work))
asyncio.run(main())
`,
    large: true,
    found: ['n=1', 'n=2'],
  },
  {
    name: 'a call in a thread may take longer than any sleep',
    text: `import asyncio
log = []
async def call():
    log.append(await asyncio.to_thread(lambda: 'answer'))
async def sleep():
    await asyncio.sleep(1)
    log.append('slept')
async def main():
    await asyncio.gather(call(), sleep())
asyncio.run(main())
`,
    large: true,
    found: ["log=['answer', 'slept']", "log=['slept', 'answer']"],
  },
  {
    name: 'a coroutine that another thread submits',
    text: `import asyncio, threading
async def double(x):
    await asyncio.sleep(1)
    return 2 * x
def caller(loop):
    global result
    result = asyncio.run_coroutine_threadsafe(double(4), loop).result()
    loop.call_soon_threadsafe(loop.stop)
loop = asyncio.new_event_loop()
thread = threading.Thread(target=caller, args=(loop,))
thread.start()
loop.run_forever()
thread.join()
loop.close()
`,
    large: true,
    found: ['result=8'],
  },
  {
    name: 'locks of a loop in two orders',
    text: `import asyncio
async def both(first, second):
    async with first:
        await asyncio.sleep(0.1)
        async with second:
            pass
async def main():
    a, b = asyncio.Lock(), asyncio.Lock()
    await asyncio.gather(both(a, b), both(b, a))
asyncio.run(main())
`,
    found: ['deadlock'],
  },
  {
    name: 'a lock of threads over an await',
    text: `import asyncio, threading
lock = threading.Lock()
async def work():
    with lock:
        await asyncio.sleep(1)
async def main():
    await asyncio.gather(work(), work())
asyncio.run(main())
`,
    found: ['deadlock'],
  },
  {
    name: 'an exception that nobody asks for',
    text: `import asyncio
async def work():
    await asyncio.sleep(1)
    raise ValueError('lost')
async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(2)
asyncio.run(main())
`,
    found: ['ValueError in 1 at 4'],
  },
  {
    name: 'a task left at the end',
    text: `import asyncio
async def work():
    await asyncio.sleep(9)
async def main():
    asyncio.ensure_future(work())
    await asyncio.sleep(1)
loop = asyncio.new_event_loop()
loop.run_until_complete(main())
`,
    found: ['PendingTask in 1 at 3'],
  },
  {
    name: 'run cancels what is left',
    text: `import asyncio
log = []
async def work():
    try:
        await asyncio.sleep(9)
    finally:
        log.append('end')
async def main():
    asyncio.create_task(work())
    await asyncio.sleep(1)
asyncio.run(main())
`,
    found: ["log=['end']"],
  },
  {
    name: 'a callback that fails',
    text: `import asyncio
def fail():
    raise KeyError('k')
async def main():
    asyncio.get_running_loop().call_later(1, fail)
    await asyncio.sleep(2)
asyncio.run(main())
`,
    found: ['KeyError in 0 at 3'],
  },
  {
    name: 'every kind of asynchronous statement',
    text: `import asyncio
log = []
class Manager:
    async def __aenter__(self):
        await asyncio.sleep(0)
        return self
    async def __aexit__(self, *problem):
        log.append('exit')
async def count(n):
    for i in range(n):
        yield i
        await asyncio.sleep(0)
async def main():
    async with Manager() as manager:
        async for i in count(2):
            log.append(i)
        else:
            log.append('else')
    log.append([x async for x in count(3) if x])
    log.append({await asyncio.sleep(0, x): x for x in 'ab'})
    total = 0
    def change():
        nonlocal total
        total += 1
    change()
    log.append(total)
asyncio.run(main())
`,
    found: ["log=[0, 1, 'else', 'exit', [1, 2], {'a': 'a', 'b': 'b'}, 1]"],
  },
  {
    name: 'a loop until a time',
    text: `import asyncio, time
async def main():
    loop = asyncio.get_running_loop()
    end = loop.time() + 0.1
    while loop.time() < end:
        await asyncio.sleep(0)
    begun = time.monotonic()
    time.sleep(2)
    await asyncio.sleep(1)
    global slept
    slept = round(time.monotonic() - begun)
asyncio.run(main())
`,
    found: ['slept=3'],
  },
  {
    name: 'a task that polls for another one',
    text: `import asyncio
ready = False
async def work():
    global ready
    await asyncio.sleep(1)
    ready = True
async def main():
    task = asyncio.create_task(work())
    while not ready:
        await asyncio.sleep(0)
    await task
asyncio.run(main())
`,
    found: ['ready=True'],
  },
  {
    name: 'a loop in each of two threads',
    text: `import asyncio, threading
n = 0
async def work():
    global n
    await asyncio.sleep(1)
    n += 1
threads = [threading.Thread(target=lambda: asyncio.run(work())) for _ in range(2)]
for each in threads: each.start()
for each in threads: each.join()
`,
    large: true,
    found: ['n=1', 'n=2'],
  },
  {
    name: 'tasks that begin at once',
    since: 12,
    text: `import asyncio
log = []
async def work(name):
    log.append(name)
    await asyncio.sleep(1)
    log.append(name)
async def main():
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    tasks = [asyncio.create_task(work(name)) for name in 'ab']
    log.append('main')
    await asyncio.gather(*tasks)
asyncio.run(main())
`,
    found: ["log=['a', 'b', 'main', 'a', 'b']", "log=['a', 'b', 'main', 'b', 'a']"],
  },
  {
    name: 'an answer comes while asyncio itself goes on',
    text: `import asyncio
log = []
async def work(name):
    await asyncio.sleep(1)
    log.append(name)
async def after(name, work):
    await asyncio.wait([asyncio.ensure_future(work)])
    log.append(name)
async def main():
    await asyncio.gather(after('A', work('a')), after('B', work('b')), work('c'))
asyncio.run(main())
`,
    // What waits goes on as long after its task as the other one does; `c` ends at any time.
    found: logs(
      ['abAB', 'aAbB', 'baBA', 'bBaA'].flatMap((order) =>
        [0, 1, 2, 3, 4].map((at) => `${order.slice(0, at)}c${order.slice(at)}`),
      ),
    ),
  },
]
