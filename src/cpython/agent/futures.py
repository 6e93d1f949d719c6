"""Thread pools and futures that the scheduler knows, in place of those of `concurrent.futures`.

A pool starts a thread for each task as long as fewer than `max_workers` run, and a thread that finds no further task
ends. CPython keeps it for the next task; what tasks can do is the same, as tasks are taken in order.
"""

import collections
import concurrent.futures as real
import itertools
import os
import types

from .identity import seen
from .guards import Entered
from .names import variable_of
from .scheduler import GIVE, READ, STATE, TAKE, WRITE, Abandoned, in_vain, sync
from .threads import Thread

_PENDING, _RUNNING, _CANCELLED, _FINISHED = "pending", "running", "cancelled", "finished"
OVER = (_CANCELLED, _FINISHED)


class Future:
    """As `concurrent.futures.Future`; `s` is its state."""

    kind = "future"
    __class_getitem__ = classmethod(types.GenericAlias)
    finished = itertools.count()
    made = itertools.count()

    def __init__(self):
        self.s = _PENDING
        self._number = next(Future.made)
        self._result = None
        self._exception = None
        self._callbacks = []
        self._order = 0

    def __hash__(self):
        return self._number  # not its address: sets of futures have the same order in each execution

    def _begin(self):
        sync(((self, None, WRITE),), text="begin the task of a future")
        if self.s == _CANCELLED:
            return False
        self.s = _RUNNING
        return True

    set_running_or_notify_cancel = _begin

    def _finish(self, state, result, exception):
        sync(((self, None, GIVE),), text="set the result of a future")
        if self.s in OVER:
            raise real.InvalidStateError("%s: %r" % (self.s.upper(), self))
        self.s = state
        self._result = seen(result)
        self._exception = seen(exception)
        self._order = next(Future.finished)
        self._call_back()

    def _call_back(self):
        for callback in self._callbacks:
            try:
                callback(self)
            except Exception:
                pass  # CPython logs it, and goes on

    def set_result(self, result):
        """Ends it with a result."""
        self._finish(_FINISHED, result, None)

    def set_exception(self, exception):
        """Ends it with an exception."""
        self._finish(_FINISHED, None, exception)

    def cancel(self):
        """Cancels it unless it runs or has ended."""
        sync(((self, None, TAKE), (self, None, GIVE)), text="cancel {}")
        if self.s in (_RUNNING, _FINISHED):
            return False
        if self.s != _CANCELLED:
            self.s = _CANCELLED
            self._order = next(Future.finished)
            self._call_back()
        return True

    def _ask(self):
        sync(((self, None, READ),), text="ask for the state of {}")
        return self.s

    def cancelled(self):
        """Whether it was cancelled."""
        return self._ask() == _CANCELLED

    def running(self):
        """Whether its task runs."""
        return self._ask() == _RUNNING

    def done(self):
        """Whether it has ended."""
        return self._ask() in OVER

    def _wait(self, timeout):
        sync(((self, None, TAKE),), lambda state: state(self) in OVER, timeout is not None, "wait for {}")
        in_vain()  # waiting changes nothing
        if self.s == _CANCELLED:
            raise real.CancelledError
        if self.s != _FINISHED:
            raise real.TimeoutError

    def result(self, timeout=None):
        """Waits for the result, or raises what the task raised, CancelledError or TimeoutError."""
        self._wait(timeout)
        if self._exception is not None:
            raise self._exception
        return self._result

    def exception(self, timeout=None):
        """Waits, and returns what the task raised, if it did."""
        self._wait(timeout)
        return self._exception

    def add_done_callback(self, callback):
        """Calls a function when it has ended; at once, if it has."""
        sync(((self, None, WRITE),), text="add a callback to {}")
        if self.s not in OVER:
            self._callbacks.append(callback)
            return
        try:
            callback(self)
        except Exception:
            pass  # as above


class _Gate:
    """Whether an executor was shut down."""

    def __init__(self):
        self.s = False


class ThreadPoolExecutor(Entered):
    """As `concurrent.futures.ThreadPoolExecutor`; `s` is (tasks that wait, threads that run)."""

    kind = "executor"
    running = []
    counter = itertools.count()

    def __init__(self, max_workers=None, thread_name_prefix="", initializer=None, initargs=()):
        if max_workers is None:
            max_workers = min(32, (os.cpu_count() or 1) + 4)
        if max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        self._max_workers = max_workers
        self._has_name = bool(thread_name_prefix)
        self._prefix = thread_name_prefix or "ThreadPoolExecutor-%d" % next(ThreadPoolExecutor.counter)
        self._initializer = (initializer, initargs)
        self._submitted = 0
        self._waiting = collections.deque()
        self._threads = []
        self._slots = []
        self._gate = _Gate()
        self.s = (0, 0)
        ThreadPoolExecutor.running.append(self)

    def submit(self, fn, /, *args, **kwargs):
        """Gives a task to the pool. Raises RuntimeError after a shutdown."""
        return self._submit(Future(), fn, args, kwargs)

    def _submit(self, future, fn, args, kwargs):
        crowded = self._submitted >= self._max_workers
        self._submitted += 1
        accesses = ((self._gate, None, READ),) + (((self, None, GIVE),) if crowded else ())
        sync(accesses, text="submit to {}")
        if self._gate.s:
            raise RuntimeError("cannot schedule new futures after shutdown")
        task = seen((future, fn, args, kwargs))
        waiting, active = self.s
        if active < self._max_workers:
            self.s = (waiting, active + 1)
            self._start(task)
        else:
            self._waiting.append(task)
            self.s = (waiting + 1, active)
        return future

    def _start(self, task):
        slot = next(each for each in itertools.count() if each not in self._slots)
        self._slots.append(slot)
        thread = Thread(name="%s_%d" % (self._prefix, slot), target=self._work, args=(slot, task), daemon=False)
        self._threads.append(thread)
        thread._start("start a thread of {}")
        if not self._has_name:
            thread.tell_as("%s-%d" % (variable_of(self) or "pool", slot + 1))

    def _work(self, slot, task):
        initializer, arguments = self._initializer
        if initializer is not None:
            initializer(*arguments)
        while task is not None:
            self._execute(*task)
            del task
            task = self._next(slot)

    @staticmethod
    def _execute(future, fn, args, kwargs):
        if not future._begin():
            return
        try:
            result = fn(*args, **kwargs)
        except Abandoned:
            raise
        except BaseException as problem:
            future.set_exception(problem)
        else:
            future.set_result(result)

    def _next(self, slot):
        kind = TAKE if self._waiting else READ
        sync(((self, None, kind),), text="ask for a task")
        waiting, active = self.s
        if self._waiting:
            self.s = (waiting - 1, active)
            return self._waiting.popleft()
        self.s = (waiting, active - 1)
        self._slots.remove(slot)
        return None

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        """Calls a function with all arguments; returns the results in their order."""
        futures = [self.submit(fn, *arguments) for arguments in zip(*iterables)]
        return _results(futures, timeout)

    def shutdown(self, wait=True, *, cancel_futures=False):
        """Takes no more tasks; waits for those that there are."""
        sync(((self._gate, None, GIVE),), text="shut down {}")
        self._gate.s = True
        if cancel_futures:
            sync(((self, None, TAKE),), text="cancel the tasks of {}")
            cancelled = list(self._waiting)
            self._waiting.clear()
            self.s = (0, self.s[1])
            for future, *_ in cancelled:
                future.cancel()
        if wait:
            for thread in self._threads:
                thread._join(None, "wait for the threads of {}")

    def __enter__(self):
        self.note_entry(STATE.current.site)
        return self

    def __exit__(self, *problem):
        self.come_back()
        self.shutdown(wait=True)
        return False


def _results(futures, timeout):
    futures.reverse()
    try:
        while futures:
            yield futures.pop().result(timeout)
    finally:
        if not STATE.stopping:
            for future in futures:
                future.cancel()


def forget():
    """Begins a new execution."""
    Future.finished = itertools.count()
    Future.made = itertools.count()
    ThreadPoolExecutor.counter = itertools.count()
    ThreadPoolExecutor.running = []
