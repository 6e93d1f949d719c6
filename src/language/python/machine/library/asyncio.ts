import { asyncioGroups } from './asyncio-groups.ts'
import { asyncioLocks } from './asyncio-locks.ts'

/**
 * The module `asyncio`. A task is a thread of an event loop: no other task takes a step before it waits, so that what is here
 * needs no locks. `_until` waits; it comes back early if the task is cancelled.
 */
export const asyncioModule: string = `
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
_counts_tasks = _native('.counts tasks')

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
        self._function = getattr(coro, '__name__', 'Task')
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
${asyncioLocks}
${asyncioGroups}
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
