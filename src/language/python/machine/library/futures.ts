/** The module `concurrent.futures`. */
export const futuresModule: string = String.raw`
import threading
import queue

FIRST_COMPLETED = 'FIRST_COMPLETED'
FIRST_EXCEPTION = 'FIRST_EXCEPTION'
ALL_COMPLETED = 'ALL_COMPLETED'

class TimeoutError(Exception):
    pass

class CancelledError(Exception):
    pass

class InvalidStateError(Exception):
    pass

_await = _native('.await')

class Future:
    def __init__(self):
        self._state = 'PENDING'
        self._outcome = None
        self._callbacks = []

    def _settle(self, state, outcome):
        self._outcome = outcome
        self._state = state
        for f in self._callbacks:
            f(self)

    def done(self):
        return self._state in ('FINISHED', 'FAILED', 'CANCELLED')

    def running(self):
        return self._state == 'RUNNING'

    def cancelled(self):
        return self._state == 'CANCELLED'

    def cancel(self):
        if self._state in ('RUNNING', 'FINISHED', 'FAILED'):
            return False
        self._settle('CANCELLED', None)
        return True

    def result(self, timeout=None):
        _await(self, '_state', ('FINISHED', 'FAILED', 'CANCELLED'))
        if self._state == 'CANCELLED':
            raise CancelledError()
        if self._state == 'FAILED':
            raise self._outcome
        return self._outcome

    def exception(self, timeout=None):
        _await(self, '_state', ('FINISHED', 'FAILED', 'CANCELLED'))
        return self._outcome if self._state == 'FAILED' else None

    def set_result(self, result):
        self._settle('FINISHED', result)

    def set_exception(self, exception):
        self._settle('FAILED', exception)

    def set_running_or_notify_cancel(self):
        if self._state == 'CANCELLED':
            return False
        self._state = 'RUNNING'
        return True

    def add_done_callback(self, fn):
        if self.done():
            fn(self)
        else:
            self._callbacks.append(fn)

class ThreadPoolExecutor:
    def __init__(self, max_workers=None, thread_name_prefix='', initializer=None, initargs=()):
        if max_workers is not None and max_workers <= 0:
            raise ValueError('max_workers must be greater than 0')
        self._max_workers = 4 if max_workers is None else max_workers
        self._queue = queue.SimpleQueue()
        self._workers = []
        self._initializer = initializer
        self._initargs = initargs
        self._shutdown = False

    def submit(self, fn, /, *args, **kwargs):
        if self._shutdown:
            raise RuntimeError('cannot schedule new futures after shutdown')
        future = Future()
        self._queue.put((future, fn, args, kwargs))
        if len(self._workers) < self._max_workers:
            worker = threading.Thread(target=self._work, name=f'worker-{len(self._workers) + 1}')
            self._workers.append(worker)
            worker.start()
        return future

    def _work(self):
        if self._initializer is not None:
            self._initializer(*self._initargs)
        while True:
            task = self._queue.get()
            if task is None:
                return
            future, fn, args, kwargs = task
            if not future.set_running_or_notify_cancel():
                continue
            try:
                result = fn(*args, **kwargs)
            except BaseException as error:
                future.set_exception(error)
            else:
                future.set_result(result)

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        futures = [self.submit(fn, *args) for args in zip(*iterables)]
        return _results(futures)

    def shutdown(self, wait=True, *, cancel_futures=False):
        if not self._shutdown:
            self._shutdown = True
            for _ in self._workers:
                self._queue.put(None)
        if wait:
            for worker in self._workers:
                worker.join()

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.shutdown(wait=True)
        return False

def _results(futures):
    for future in futures:
        yield future.result()

ProcessPoolExecutor = _native('refused ProcessPoolExecutor')

def as_completed(fs, timeout=None):
    pending = list(fs)
    while pending:
        _await_any(pending)
        done = [f for f in pending if f.done()]
        for f in done:
            pending.remove(f)
            yield f

def _await_any(futures):
    _native('.await any')(futures, '_state', ('FINISHED', 'FAILED', 'CANCELLED'))

class _Waited:
    def __init__(self, done, not_done):
        self.done = done
        self.not_done = not_done
    def __iter__(self):
        yield self.done
        yield self.not_done

def wait(fs, timeout=None, return_when='ALL_COMPLETED'):
    fs = list(fs)
    if return_when == 'FIRST_COMPLETED':
        if fs:
            _await_any(fs)
    else:
        for f in fs:
            _await(f, '_state', ('FINISHED', 'FAILED', 'CANCELLED'))
            if return_when == 'FIRST_EXCEPTION' and f._state == 'FAILED':
                break
    return _Waited({f for f in fs if f.done()}, {f for f in fs if not f.done()})
`
