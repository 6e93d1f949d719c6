/**
 * The module `asyncio`. A task is a thread of an event loop: no other task takes a step before it waits, so that what is here
 * needs no locks. `_until` waits; it comes back early if the task is cancelled.
 */
export const asyncioModule: string = String.raw`
import threading

CancelledError = _native('class asyncio.CancelledError')
TimeoutError = TimeoutError
FIRST_COMPLETED = 'FIRST_COMPLETED'
FIRST_EXCEPTION = 'FIRST_EXCEPTION'
ALL_COMPLETED = 'ALL_COMPLETED'

class InvalidStateError(Exception):
    pass

class QueueEmpty(Exception):
    pass

class QueueFull(Exception):
    pass

class BrokenBarrierError(RuntimeError):
    pass

_current = _native('.current thread')
_start = _native('.start task')
_yield = _native('.yield')
_await = _native('.until')

class _Main:
    def __init__(self):
        self._cancelling = False
        self._woken = False

class _Loop:
    def __init__(self):
        self.tasks = []
        self.runs = False

_main = _Main()
_loop = _Loop()

def _me():
    task = _current()
    return _main if task is None else task

def _until(thing, name):
    me = _me()
    _await(me, thing, name)
    return me

def _checked(me):
    if me._cancelling:
        me._cancelling = False
        raise CancelledError()

class Future:
    def __init__(self, *, loop=None):
        self._done = False
        self._state = 'PENDING'
        self._outcome = None
        self._watchers = []

    def _settle(self, state, outcome):
        self._outcome = outcome
        self._state = state
        self._done = True
        for each in self._watchers:
            each._note(self)

    def done(self):
        return self._done

    def cancelled(self):
        return self._state == 'CANCELLED'

    def result(self):
        if not self._done:
            raise InvalidStateError('Result is not set.')
        if self._state == 'CANCELLED':
            raise CancelledError()
        if self._state == 'FAILED':
            raise self._outcome
        return self._outcome

    def exception(self):
        if not self._done:
            raise InvalidStateError('Exception is not set.')
        if self._state == 'CANCELLED':
            raise CancelledError()
        return self._outcome if self._state == 'FAILED' else None

    def set_result(self, result):
        if self._done:
            raise InvalidStateError('invalid state')
        self._settle('FINISHED', result)

    def set_exception(self, exception):
        if self._done:
            raise InvalidStateError('invalid state')
        self._settle('FAILED', exception() if isinstance(exception, type) else exception)

    def cancel(self, msg=None):
        if self._done:
            return False
        self._settle('CANCELLED', None)
        return True

    def add_done_callback(self, fn, *, context=None):
        _native('refused add_done_callback')()

    def __await__(self):
        me = _until(self, '_done') if not self._done else None
        if me is not None and me._cancelling:
            me._cancelling = False
            if self._done or not self.cancel():
                raise CancelledError()
            _await(None, self, '_done')
        return self.result()
        yield

class Task(threading.Thread, Future):
    def __init__(self, coro, name):
        threading.Thread.__init__(self, name=name)
        Future.__init__(self)
        self._cancelling = False
        self._woken = False

    def set_result(self, result):
        raise RuntimeError('Task does not support set_result operation')

    def set_exception(self, exception):
        raise RuntimeError('Task does not support set_exception operation')

    def get_name(self):
        return self.name

    def set_name(self, value):
        self.name = str(value)

    def cancel(self, msg=None):
        if self._done:
            return False
        self._cancelling = True
        return True

def _execute(task, coro):
    try:
        if task._cancelling:
            task._cancelling = False
            coro.close()
            raise CancelledError()
        coro.send(None)
        _native('refused a coroutine that yields to the event loop itself')()
    except StopIteration as end:
        task._settle('FINISHED', end.value)
    except CancelledError:
        task._settle('CANCELLED', None)
    except Exception as error:
        task._settle('FAILED', error)

def create_task(coro, *, name=None, context=None):
    if not _loop.runs:
        raise RuntimeError('no running event loop')
    task = Task(coro, name)
    _loop.tasks.append(task)
    _start(task, coro, _execute)
    return task

def ensure_future(coro_or_future, *, loop=None):
    if isinstance(coro_or_future, Future):
        return coro_or_future
    return create_task(coro_or_future)

def run(main, *, debug=None, loop_factory=None):
    if _loop.runs:
        raise RuntimeError('asyncio.run() cannot be called from a running event loop')
    if _current() is not None:
        _native('refused asyncio.run in a thread')()
    _loop.runs = True
    try:
        main.send(None)
        _native('refused a coroutine that yields to the event loop itself')()
    except StopIteration as end:
        return end.value
    finally:
        left = [each for each in _loop.tasks if not each._done]
        for each in left:
            each.cancel()
        for each in left:
            _await(None, each, '_done')
        _loop.tasks.clear()
        _loop.runs = False

async def sleep(delay, result=None):
    _yield()
    _checked(_me())
    return result

class _Gathering:
    def __init__(self, futures, stops):
        self._done = False
        self._left = len(futures)
        self._stops = stops
        self._error = None
        self._failed = False
        for each in futures:
            if each._done:
                self._note(each)
            else:
                each._watchers.append(self)

    def _note(self, future):
        self._left -= 1
        if self._stops and not self._failed and future._state != 'FINISHED':
            self._failed = True
            self._error = CancelledError() if future._state == 'CANCELLED' else future._outcome
            self._done = True
        if self._left == 0:
            self._done = True

def gather(*coros_or_futures, return_exceptions=False):
    seen = []
    futures = []
    for each in coros_or_futures:
        future = ensure_future(each)
        futures.append(future)
        if future not in seen:
            seen.append(future)
    return _Gathered(futures, _Gathering(seen, not return_exceptions), return_exceptions)

class _Gathered:
    def __init__(self, futures, gathering, keeps):
        self._futures = futures
        self._gathering = gathering
        self._keeps = keeps

    def __await__(self):
        g = self._gathering
        if self._futures:
            me = _until(g, '_done') if not g._done else None
            if me is not None and me._cancelling:
                me._cancelling = False
                for each in self._futures:
                    each.cancel()
                for each in self._futures:
                    _await(None, each, '_done')
                raise CancelledError()
        if g._failed:
            raise g._error
        found = []
        for each in self._futures:
            if self._keeps and each._state == 'FAILED':
                found.append(each._outcome)
            elif self._keeps and each._state == 'CANCELLED':
                found.append(CancelledError())
            else:
                found.append(each.result())
        return found
        yield

async def wait_for(fut, timeout):
    if timeout is None:
        return await fut
    future = ensure_future(fut)
    if timeout <= 0 and future._done:
        return future.result()
    if not future._done:
        _yield()
        _checked_for(future)
    if future._done:
        return future.result()
    future.cancel()
    _checked(_until(future, '_done'))
    if future._state == 'CANCELLED':
        raise TimeoutError()
    return future.result()

def _checked_for(future):
    me = _me()
    if me._cancelling:
        me._cancelling = False
        if future._done:
            _native('refused cancelling a wait_for that has its result')()
        future.cancel()
        _checked(_until(future, '_done'))
        raise CancelledError()

class _Watch:
    def __init__(self, futures, how):
        self._done = False
        self._how = how
        self._left = len(futures)
        for each in futures:
            if each._done:
                self._note(each)
            else:
                each._watchers.append(self)

    def _note(self, future):
        self._left -= 1
        isFailure = self._how == 'FIRST_EXCEPTION' and future._state == 'FAILED'
        if self._left == 0 or self._how == 'FIRST_COMPLETED' or isFailure:
            self._done = True

async def wait(fs, *, timeout=None, return_when='ALL_COMPLETED'):
    if timeout is not None:
        _native('refused asyncio.wait with a timeout')()
    futures = list(fs)
    if not futures:
        raise ValueError('Set of Tasks/Futures is empty.')
    for each in futures:
        if not isinstance(each, Future):
            raise TypeError('Passing coroutines is forbidden, use tasks explicitly.')
    watch = _Watch(futures, return_when)
    if not watch._done:
        _checked(_until(watch, '_done'))
    return {f for f in futures if f._done}, {f for f in futures if not f._done}

async def _line(waiters):
    me = _me()
    me._woken = False
    waiters.append(me)
    _await(me, me, '_woken')
    waiters.remove(me)
    return me

def _wake(waiters, n):
    for each in waiters:
        if n == 0:
            return
        if not each._woken:
            each._woken = True
            n -= 1

class _Entered:
    async def __aenter__(self):
        await self.acquire()
        return None

    async def __aexit__(self, kind, error, trace):
        self.release()

class Lock(_Entered):
    def __init__(self):
        self._locked = False
        self._waiters = []

    def locked(self):
        return self._locked

    async def acquire(self):
        if not self._locked and not self._waiters:
            self._locked = True
            return True
        me = await _line(self._waiters)
        if me._cancelling:
            if not self._locked:
                _wake(self._waiters[:1], 1)
            _checked(me)
        self._locked = True
        return True

    def release(self):
        if not self._locked:
            raise RuntimeError('Lock is not acquired.')
        self._locked = False
        _wake(self._waiters[:1], 1)

class Event:
    def __init__(self):
        self._value = False
        self._waiters = []

    def is_set(self):
        return self._value

    def set(self):
        if not self._value:
            self._value = True
            _wake(self._waiters, -1)

    def clear(self):
        self._value = False

    async def wait(self):
        if not self._value:
            _checked(await _line(self._waiters))
        return True

class Semaphore(_Entered):
    def __init__(self, value=1):
        if value < 0:
            raise ValueError('Semaphore initial value must be >= 0')
        self._value = value
        self._waiters = []

    def locked(self):
        return self._value == 0 or len(self._waiters) > 0

    async def acquire(self):
        if self._value > 0 and not self._waiters:
            self._value -= 1
            return True
        me = await _line(self._waiters)
        if me._cancelling:
            if me._woken:
                self._value += 1
            self._next()
            _checked(me)
        self._next()
        return True

    def release(self):
        self._value += 1
        self._next()

    def _next(self):
        for each in self._waiters:
            if self._value == 0:
                return
            if not each._woken:
                self._value -= 1
                each._woken = True

class BoundedSemaphore(Semaphore):
    def __init__(self, value=1):
        self._most = value
        super().__init__(value)

    def release(self):
        if self._value >= self._most:
            raise ValueError('BoundedSemaphore released too many times')
        super().release()

class Condition(_Entered):
    def __init__(self, lock=None):
        self._lock = Lock() if lock is None else lock
        self._waiters = []

    def locked(self):
        return self._lock.locked()

    async def acquire(self):
        return await self._lock.acquire()

    def release(self):
        self._lock.release()

    async def wait(self):
        if not self._lock.locked():
            raise RuntimeError('cannot wait on un-acquired lock')
        self._lock.release()
        me = await _line(self._waiters)
        isCancelled = me._cancelling
        me._cancelling = False
        while True:
            try:
                await self._lock.acquire()
                break
            except CancelledError:
                isCancelled = True
        if isCancelled:
            raise CancelledError()
        return True

    async def wait_for(self, predicate):
        result = predicate()
        while not result:
            await self.wait()
            result = predicate()
        return result

    def notify(self, n=1):
        if not self._lock.locked():
            raise RuntimeError('cannot notify on un-acquired lock')
        _wake(self._waiters, n)

    def notify_all(self):
        self.notify(len(self._waiters))

class Queue:
    def __init__(self, maxsize=0):
        self._maxsize = maxsize
        self._items = []
        self._getters = []
        self._putters = []
        self._unfinished = 0
        self._finished = Event()
        self._finished.set()

    @property
    def maxsize(self):
        return self._maxsize

    def _keep(self, item):
        self._items.append(item)

    def _take(self):
        return self._items.pop(0)

    def qsize(self):
        return len(self._items)

    def empty(self):
        return not self._items

    def full(self):
        return self._maxsize > 0 and len(self._items) >= self._maxsize

    async def put(self, item):
        while self.full():
            me = await _line(self._putters)
            if me._cancelling:
                if me._woken and not self.full():
                    _wake(self._putters, 1)
                _checked(me)
        return self.put_nowait(item)

    def put_nowait(self, item):
        if self.full():
            raise QueueFull()
        self._keep(item)
        self._unfinished += 1
        self._finished.clear()
        _wake(self._getters, 1)

    async def get(self):
        while not self._items:
            me = await _line(self._getters)
            if me._cancelling:
                if me._woken and self._items:
                    _wake(self._getters, 1)
                _checked(me)
        return self.get_nowait()

    def get_nowait(self):
        if not self._items:
            raise QueueEmpty()
        item = self._take()
        _wake(self._putters, 1)
        return item

    def task_done(self):
        if self._unfinished <= 0:
            raise ValueError('task_done() called too many times')
        self._unfinished -= 1
        if self._unfinished == 0:
            self._finished.set()

    async def join(self):
        if self._unfinished > 0:
            await self._finished.wait()

class LifoQueue(Queue):
    def _take(self):
        return self._items.pop()

class PriorityQueue(Queue):
    def _take(self):
        least = min(self._items)
        self._items.remove(least)
        return least

class TaskGroup:
    def __init__(self):
        self._tasks = []
        self._done = False
        self._left = 0
        self._closing = False
        self._errors = []
        self._parent = None

    async def __aenter__(self):
        self._parent = _me()
        return self

    def create_task(self, coro, *, name=None, context=None):
        task = create_task(coro, name=name)
        self._tasks.append(task)
        self._left += 1
        task._watchers.append(self)
        return task

    def _note(self, task):
        self._left -= 1
        if task._state == 'FAILED':
            self._errors.append(task._outcome)
            if not self._closing:
                _native('refused a task that fails while the body of its TaskGroup executes')()
            for each in self._tasks:
                each.cancel()
        if self._left == 0:
            self._done = True

    async def __aexit__(self, kind, error, trace):
        self._closing = True
        isCancelled = kind is CancelledError
        if kind is not None:
            for each in self._tasks:
                each.cancel()
        while self._left > 0:
            self._done = False
            me = _until(self, '_done')
            if me._cancelling:
                me._cancelling = False
                isCancelled = True
                for each in self._tasks:
                    each.cancel()
        if isCancelled and not self._errors:
            raise CancelledError()
        if kind is not None and kind is not CancelledError:
            self._errors.append(error)
        if self._errors:
            raise ExceptionGroup('unhandled errors in a TaskGroup', self._errors)

Barrier = _native('refused asyncio.Barrier')
timeout = _native('refused asyncio.timeout')
shield = _native('refused asyncio.shield')
as_completed = _native('refused asyncio.as_completed')
to_thread = _native('refused asyncio.to_thread')
current_task = _native('refused asyncio.current_task')
all_tasks = _native('refused asyncio.all_tasks')
get_event_loop = _native('refused asyncio.get_event_loop')
get_running_loop = _native('refused asyncio.get_running_loop')
new_event_loop = _native('refused asyncio.new_event_loop')
Runner = _native('refused asyncio.Runner')
run_coroutine_threadsafe = _native('refused asyncio.run_coroutine_threadsafe')
`
