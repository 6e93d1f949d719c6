"""An event loop whose time is virtual and whose completions are chosen by the search, in place of asyncio's.

Tasks, futures, locks and queues stay those of asyncio: only the loop that runs their callbacks is ours. Callbacks that
are ready run in the order in which they became ready, as asyncio runs them. That is determined by the program, and so it
is no choice. What is a choice is when something from outside completes:

* A timer (`sleep`, `call_later`, a timeout) is over when the loop has nothing else to do and its time has come. Nothing
  else takes time, so timers of different times come in the order of these. Timers of the same time stand for answers of a
  network: they come in any order, and each comes together with the one before, or after whatever that one led to, or
  between two rounds of the loop.
* A call in another thread (`to_thread`, `run_in_executor`) completes when its thread says so; that is one of the threads
  among which the search chooses. The loop sees it between two rounds, as it sees what a network gives. (CPython lets such
  a callback stand even between two that become ready in the same round. That order is not explored.)

Callbacks of asyncio itself that make nothing ready, such as that of `gather` which counts the tasks that ended, are taken
not to depend on what completes meanwhile: nothing completes in a round that has no others. An execution in which the loop
did not let a timer be over, though nothing else happened after that than such callbacks, ends: it is equivalent to the one
in which it did.
"""

import asyncio
import asyncio.base_events
import asyncio.events
import asyncio.tasks
import itertools

from .futures import Future, ThreadPoolExecutor
from .promises import wrapped
from .scheduler import GIVE, READ, STATE, TAKE, Abandoned, sync, touch
from .tasks import TASKS, resume, suspend
from .threads import NAMES
from .timers import Timers, has_substance, is_internal, task_of


class _Arrivals:
    """What other threads gave to a loop; `s` is how many callbacks since the loop looked."""

    def __init__(self):
        self.s = 0
        self.handles = []

    def take(self):
        """Takes all."""
        handles, self.handles, self.s = self.handles, [], 0
        return handles


class _Task(asyncio.Task):
    """As `asyncio.Task`, but its hash is a number, not an address: sets of tasks have the same order in all executions."""

    numbers = itertools.count()

    def __init__(self, *args, **options):
        self._number = next(_Task.numbers)
        super().__init__(*args, **options)

    def __hash__(self):
        return self._number

    def __eq__(self, other):
        return self is other


_Task.__name__ = _Task.__qualname__ = "Task"
_Task.__module__ = "_asyncio"


def forget_tasks():
    """Begins a new execution: nothing is left of the tasks of the last one."""
    _Task.numbers = itertools.count()
    for name in ("_all_tasks", "_scheduled_tasks", "_eager_tasks"):
        known = getattr(asyncio.tasks, name, None)
        if known is not None:
            known.clear()


class EventLoop(asyncio.base_events.BaseEventLoop):
    """As the loops of asyncio, without a network."""

    def __init__(self):
        super().__init__()
        self._arrivals = _Arrivals()
        self._timers = Timers()
        self._site = -1
        self._made = 0

    def time(self):
        """Seconds of virtual time; the same clock as `time.monotonic`."""
        return self._timers.time()

    def create_task(self, coro, *, name=None, **options):
        """As that of asyncio; the numbers in names are those of the loop, not of the process."""
        self._made += 1
        unnamed = "Task-%d" % self._made
        if self._task_factory is None:
            self._check_closed()
            task = _Task(coro, loop=self, name=unnamed, **options)
        else:
            task = super().create_task(coro, name=unnamed, **options)
        self._know(task)
        if name is not None:
            task.set_name(name)
        return task

    def run_until_complete(self, future):
        """As that of asyncio."""
        self._check_closed()
        task = asyncio.ensure_future(future, loop=self)
        TASKS.run(task)
        if task is not future:
            task._log_destroy_pending = False
        return super().run_until_complete(task)

    def _know(self, task):
        """What is known of a task; None of those by which asyncio ends a loop."""
        qualified = getattr(task.get_coro(), "__qualname__", "")
        if qualified.endswith(("EventLoop.shutdown_asyncgens", "EventLoop.shutdown_default_executor")):
            return None
        NAMES.see_modules()
        return TASKS.add(task, self)

    def call_soon_threadsafe(self, callback, *args, context=None):
        """As that of asyncio."""
        self._check_closed()
        if STATE.current.loop is self:
            return self.call_soon(callback, *args, context=context)
        sync(((self._arrivals, None, GIVE),), text="schedule")
        self._check_closed()
        handle = asyncio.events.Handle(callback, args, self, context)
        self._arrivals.handles.append(handle)
        self._arrivals.s += 1
        return handle

    def call_at(self, when, callback, *args, context=None):
        """As that of asyncio."""
        self._check_closed()
        timer = asyncio.events.TimerHandle(when, callback, args, self, context)
        self._timers.add(timer)
        return timer

    def _timer_handle_cancelled(self, handle):
        """Timers that were cancelled are dropped where timers are looked at."""

    def run_forever(self):
        """As that of asyncio."""
        thread = STATE.current
        outer, thread.loop = thread.loop, self
        self._site = thread.site
        self._timers.enter()
        try:
            super().run_forever()
        finally:
            thread.loop = outer

    def _run_once(self):
        if STATE.stopping:
            raise Abandoned
        STATE.current.site = self._site
        self._timers.begin_round(self._ready)
        while self._ready and self._ready[0]._cancelled:
            self._ready.popleft()
        self._poll()
        if not self._stopping:
            self._timers.complete(self._ready, self._complete)
        is_quiet = not has_substance(self._ready)
        self._run_ready()
        if is_quiet and self._ready and not self._stopping:
            self._complete_late()

    def _run_ready(self):
        for _ in range(len(self._ready)):
            self._run_handle(self._ready.popleft())

    def _complete_late(self):
        """What completes in a round in which only asyncio's own callbacks ran: it belongs to the end of this round."""
        following = list(self._ready)
        self._ready.clear()
        if len(STATE.threads) > 1:
            self._take_arrivals(None)
        self._timers.offer(self._complete)
        self._run_ready()
        self._ready.extendleft(reversed(following))

    def _run_handle(self, handle):
        if handle._cancelled:
            return
        task = task_of(handle._callback)
        record = None if task is None else self._know(task)
        if record is None:
            handle._run()
        else:
            resume(record)
            handle._run()
            suspend(record)
        if STATE.stopping:
            raise Abandoned  # asyncio keeps what a task or callback raises

    def _poll(self):
        """Takes what other threads gave; waits for it if there is nothing else to do."""
        arrivals = self._arrivals
        idle = not self._ready and not self._stopping
        others = len(STATE.threads) > 1 and (idle or has_substance(self._ready))
        if others or (idle and not self._timers):
            self._take_arrivals((lambda state: state(arrivals) > 0) if idle else None)
        else:
            touch(self, None, READ, self._site)  # so that rounds count as events, and a program without end is cut

    def _take_arrivals(self, ready):
        sync(((self._arrivals, None, TAKE),), ready, bool(self._timers), "poll")
        for each in self._arrivals.take():
            self._complete(each)

    def _complete(self, handle):
        """Something from outside has completed: calls what asyncio itself does then, as that only makes others ready."""
        if is_internal(handle._callback):
            self._run_handle(handle)
        else:
            self._ready.append(handle)

    def run_in_executor(self, executor, func, *args):
        """As that of asyncio; the threads are those of the search."""
        self._check_closed()
        if executor is None:
            if self._executor_shutdown_called:
                raise RuntimeError("Executor shutdown has been called")
            if self._default_executor is None:
                self._default_executor = ThreadPoolExecutor(thread_name_prefix="asyncio")
            executor = self._default_executor
        if not isinstance(executor, ThreadPoolExecutor):
            raise TypeError("an executor must be a ThreadPoolExecutor")
        future = Future()
        promised = wrapped(future, self)  # before the thread is there, so that it cannot end first
        executor._submit(future, func, args, {})
        return promised

    def set_default_executor(self, executor):
        """As that of asyncio."""
        self._default_executor = executor

    async def shutdown_default_executor(self, timeout=None):
        """As that of asyncio."""
        self._executor_shutdown_called = True
        if self._default_executor is not None:
            self._default_executor.shutdown(wait=True)

    def close(self):
        """As that of asyncio."""
        if not self._closed and not self.is_running():
            self._timers.clear()
            if not STATE.stopping:
                TASKS.leave(self)
        super().close()

    def call_exception_handler(self, context):
        """As that of asyncio; what nobody handles is part of the outcome."""
        message = context.get("message", "")
        if STATE.stopping or message.endswith(("was never retrieved", "but it is pending!")):
            return  # asyncio says so when an object is deleted; it is found at the end of the execution anyway
        if self._exception_handler is not None:
            super().call_exception_handler(context)
        elif context.get("exception") is not None:
            TASKS.recorder.note(TASKS.of.get(id(context.get("task"))) or STATE.current, context["exception"])

    def add_signal_handler(self, sig, callback, *args):
        """Does nothing: no signals come."""

    def remove_signal_handler(self, sig):
        """Does nothing; says that there was no handler."""
        return False

    def _process_events(self, event_list):
        """There are none."""

    def _write_to_self(self):
        """Nobody waits in a system call."""
