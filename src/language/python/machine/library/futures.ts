/** The module `concurrent.futures`. Between `_begin` and `_end` is one step, for which CPython holds a lock. */
export const futuresModule: string = String.raw`
import queue
import random
import threading
from collections import namedtuple

FIRST_COMPLETED = 'FIRST_COMPLETED'
FIRST_EXCEPTION = 'FIRST_EXCEPTION'
ALL_COMPLETED = 'ALL_COMPLETED'

class Error(Exception):
    pass

class CancelledError(Error):
    pass

class InvalidStateError(Error):
    pass

class BrokenExecutor(RuntimeError):
    pass

TimeoutError = TimeoutError

_begin = _native('.begin')
_end = _native('.end')
_block = _native('.block')
_ended = ('FINISHED', 'FAILED', 'CANCELLED')

class Future:
    def __init__(self):
        self._state = 'PENDING'
        self._outcome = None
        self._callbacks = ()
        self._waiters = ()

    def _look(self):
        _begin()
        state = self._state
        _end()
        return state

    def _settle(self, state, outcome, before):
        _begin()
        allowed = self._state in before
        if allowed:
            self._outcome = outcome
            self._state = state
            for waiter in self._waiters:
                waiter.finished = waiter.finished + (self,)
        callbacks = self._callbacks
        _end()
        if allowed:
            for callback in callbacks:
                self._call(callback)
        return allowed

    def _call(self, callback):
        try:
            callback(self)
        except Exception:
            pass

    def _wait(self, timeout):
        _begin()
        state = self._state
        if state not in _ended:
            if timeout is None:
                _block()
            state = 'TIMEOUT'
        outcome = self._outcome
        _end()
        if state == 'TIMEOUT':
            raise TimeoutError()
        if state == 'CANCELLED':
            raise CancelledError()
        return state, outcome

    def done(self):
        return self._look() in _ended

    def running(self):
        return self._look() == 'RUNNING'

    def cancelled(self):
        return self._look() == 'CANCELLED'

    def cancel(self):
        return self._settle('CANCELLED', None, ('PENDING',)) or self.cancelled()

    def result(self, timeout=None):
        state, outcome = self._wait(timeout)
        if state == 'FAILED':
            raise outcome
        return outcome

    def exception(self, timeout=None):
        state, outcome = self._wait(timeout)
        return outcome if state == 'FAILED' else None

    def set_result(self, result):
        if not self._settle('FINISHED', result, ('PENDING', 'RUNNING')):
            raise InvalidStateError(self._look())

    def set_exception(self, exception):
        if not self._settle('FAILED', exception, ('PENDING', 'RUNNING')):
            raise InvalidStateError(self._look())

    def set_running_or_notify_cancel(self):
        _begin()
        cancelled = self._state == 'CANCELLED'
        if not cancelled:
            self._state = 'RUNNING'
        _end()
        return not cancelled

    def add_done_callback(self, fn):
        _begin()
        ended = self._state in _ended
        if not ended:
            self._callbacks = self._callbacks + (fn,)
        _end()
        if ended:
            self._call(fn)

class Executor:
    def submit(self, fn, /, *args, **kwargs):
        raise NotImplementedError()

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        futures = [self.submit(fn, *args) for args in zip(*iterables)]
        return _results(futures, timeout)

    def shutdown(self, wait=True, *, cancel_futures=False):
        pass

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.shutdown(wait=True)
        return False

_pools = 0

class ThreadPoolExecutor(Executor):
    def __init__(self, max_workers=None, thread_name_prefix='', initializer=None, initargs=()):
        global _pools
        if max_workers is not None and max_workers <= 0:
            raise ValueError('max_workers must be greater than 0')
        if initializer is not None and not callable(initializer):
            raise TypeError('initializer must be a callable')
        self._max_workers = 4 if max_workers is None else max_workers
        if not thread_name_prefix:
            thread_name_prefix = f'ThreadPoolExecutor-{_pools}'
            _pools += 1
        self._prefix = thread_name_prefix
        self._queue = queue.SimpleQueue()
        self._workers = ()
        self._idle = 0
        self._initializer = initializer
        self._initargs = initargs
        self._shutdown = False

    def submit(self, fn, /, *args, **kwargs):
        future = Future()
        worker = None
        _begin()
        ended = self._shutdown
        if not ended:
            self._queue.put((future, fn, args, kwargs))
            # Whether a worker is idle can be noticed by the calls of the initializer only.
            if self._initializer is not None and self._idle > 0:
                self._idle -= 1
            elif len(self._workers) < self._max_workers:
                worker = threading.Thread(target=self._work, name=f'{self._prefix}_{len(self._workers)}')
                self._workers = self._workers + (worker,)
        _end()
        if ended:
            raise RuntimeError('cannot schedule new futures after shutdown')
        if worker is not None:
            worker.start()
        return future

    def _work(self):
        if self._initializer is not None:
            try:
                self._initializer(*self._initargs)
            except BaseException:
                _native('refused an initializer that fails')()
        while True:
            task = self._queue.get()
            if task is None:
                return
            future, fn, args, kwargs = task
            if future.set_running_or_notify_cancel():
                try:
                    result = fn(*args, **kwargs)
                except BaseException as error:
                    future.set_exception(error)
                else:
                    future.set_result(result)
            if self._initializer is not None:
                _begin()
                self._idle += 1
                _end()

    def shutdown(self, wait=True, *, cancel_futures=False):
        cancelled = []
        _begin()
        workers = self._workers
        if cancel_futures:
            while not self._queue.empty():
                task = self._queue.get()
                if task is not None:
                    cancelled.append(task[0])
        if cancel_futures or not self._shutdown:
            for _ in workers:
                self._queue.put(None)
        self._shutdown = True
        _end()
        for future in cancelled:
            future.cancel()
        if wait:
            for worker in workers:
                worker.join()

def _results(futures, timeout):
    try:
        futures.reverse()
        while futures:
            yield futures.pop().result(timeout)
    finally:
        for future in futures:
            future.cancel()

ProcessPoolExecutor = _native('refused ProcessPoolExecutor')

class _Waiter:
    def __init__(self):
        self.finished = ()

def _watch(futures, waiter):
    """Those that have ended; the waiter is told of the others."""
    done = tuple(f for f in futures if f._state in _ended)
    for f in futures:
        if f not in done:
            f._waiters = f._waiters + (waiter,)
    return done

def as_completed(fs, timeout=None):
    if timeout is not None:
        _native('refused a timeout of as_completed')()
    futures = list(dict.fromkeys(fs))
    waiter = _Waiter()
    _begin()
    done = _watch(futures, waiter)
    _end()
    left = len(futures)
    done = list(done)
    # CPython has them in a set, in the order of their addresses.
    random.shuffle(done)
    while True:
        for future in done:
            left -= 1
            yield future
        if left == 0:
            return
        _begin()
        done = waiter.finished
        if not done:
            _block()
        waiter.finished = ()
        _end()

DoneAndNotDoneFutures = namedtuple('DoneAndNotDoneFutures', 'done not_done')

def _suffices(futures, return_when):
    done = [f._state for f in futures if f._state in _ended]
    if len(done) == len(futures):
        return True
    if return_when == 'FIRST_COMPLETED':
        return bool(done)
    return return_when == 'FIRST_EXCEPTION' and 'FAILED' in done

def wait(fs, timeout=None, return_when=ALL_COMPLETED):
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError(f"Invalid return condition: {return_when!r}")
    futures = list(dict.fromkeys(fs))
    _begin()
    at_once = _suffices(futures, return_when)
    done = {f for f in futures if f._state in _ended}
    _end()
    if not at_once:
        if timeout is None:
            _begin()
            if not _suffices(futures, return_when):
                _block()
            _end()
        # Some more may end while CPython leaves them one after another.
        done = {f for f in futures if f.done()}
    return DoneAndNotDoneFutures(done, set(futures) - done)
`
