"""The module `asyncio` as programs get it: its own, but its loops, and what leads to other threads, are ours."""

import asyncio
import asyncio.events
import asyncio.locks
import sys

from . import futures
from .loop import EventLoop, forget_tasks
from .promises import wrapped
from .scheduler import STATE
from .tasks import actor_of


class Lock(asyncio.locks.Lock):
    """As `asyncio.Lock`. `owner` is the task that has it, so that a deadlock can say so."""

    owner = None

    async def acquire(self):
        """Takes it."""
        taken = await super().acquire()
        self.owner = actor_of(STATE.current)
        return taken

    def release(self):
        """Gives it back."""
        super().release()
        self.owner = None


# It is taken for what it replaces, by whoever asks.
Lock.__module__ = "asyncio.locks"


# Python 3.14 calls it private.
_BASE = getattr(asyncio.events, "BaseDefaultEventLoopPolicy", None) or asyncio.events._BaseDefaultEventLoopPolicy


class Policy(_BASE):
    """Makes our loops wherever asyncio makes one."""

    _loop_factory = EventLoop


def _wrap_future(future, *, loop=None):
    if asyncio.isfuture(future):
        return future
    return wrapped(future, asyncio.get_event_loop() if loop is None else loop)


def _run_coroutine_threadsafe(coro, loop):
    if not asyncio.iscoroutine(coro):
        raise TypeError("A coroutine object is required")
    future = futures.Future()

    def begin():
        task = asyncio.ensure_future(coro, loop=loop)
        task.add_done_callback(lambda _task: _finish(future, task))
        future.add_done_callback(lambda _future: _cancel(future, task, loop))

    loop.call_soon_threadsafe(begin)
    return future


def _finish(future, task):
    if task.cancelled():
        future.cancel()
    elif future._begin():
        if task.exception() is not None:
            future.set_exception(task.exception())
        else:
            future.set_result(task.result())


def _cancel(future, task, loop):
    if future.s == "cancelled" and not loop.is_closed():
        loop.call_soon_threadsafe(task.cancel)


def _tasks(fs):
    """What is to be awaited, as tasks that were made in order: asyncio makes them in the order of a set of coroutines."""
    return fs if asyncio.isfuture(fs) or asyncio.iscoroutine(fs) else [asyncio.ensure_future(each) for each in fs]


def _as_completed(fs, **options):
    return asyncio.as_completed(_tasks(fs), **options)


async def _wait(fs, **options):
    coroutines = sys.version_info < (3, 11) and not asyncio.isfuture(fs) and not asyncio.iscoroutine(fs)
    return await asyncio.wait(_tasks(fs) if coroutines else fs, **options)


REPLACED = {
    "as_completed": _as_completed,
    "wait": _wait,
    "Lock": Lock,
    "SelectorEventLoop": EventLoop,
    "DefaultEventLoopPolicy": Policy,
    "wrap_future": _wrap_future,
    "run_coroutine_threadsafe": _run_coroutine_threadsafe,
}


def renew():
    """Begins a new execution: no loop is set, and new ones are ours."""
    asyncio.events._event_loop_policy = Policy()
    forget_tasks()
