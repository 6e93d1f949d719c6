"""The modules that a program gets in place of Python's own, and those of Python's own that use them."""

import _thread
import atexit
import concurrent
import concurrent.futures
import functools
import logging
import queue
import random
import threading
import time
import types

from . import awaits, chances, clock, draws, exits, futures, locks, memo, queues, threads
from .barriers import Barrier
from .cached import cached_property
from .scheduler import STATE


class QuietRLock(locks.RLock):
    """A lock of a library: no step, as long as nobody has to wait for it."""

    def acquire(self, blocking=True, timeout=-1):
        """Takes it, or takes it once more."""
        if self.s is None:
            self._restore(1)
            return True
        return super().acquire(blocking, timeout)

    def release(self):
        """Gives it back."""
        if self.s is STATE.current:
            self._count -= 1
            if self._count == 0:
                self.s = None


def _made(real, names):
    module = types.ModuleType(real.__name__, real.__doc__)
    module.__dict__.update(real.__dict__)
    module.__dict__.update(names)
    return module


_THREADING = {
    "Thread": threads.Thread,
    "Timer": threads.Timer,
    "Lock": locks.Lock,
    "RLock": locks.RLock,
    "Condition": locks.Condition,
    "Semaphore": locks.Semaphore,
    "BoundedSemaphore": locks.BoundedSemaphore,
    "Event": locks.Event,
    "Barrier": Barrier,
    "current_thread": threads.current_thread,
    "currentThread": threads.current_thread,
    "main_thread": threads.main_thread,
    "active_count": threads.active_count,
    "activeCount": threads.active_count,
    "enumerate": threads.enumerate_threads,
    "get_ident": threads.get_ident,
    "get_native_id": threads.get_ident,
}
_QUEUE = {
    "Queue": queues.Queue,
    "LifoQueue": queues.LifoQueue,
    "PriorityQueue": queues.PriorityQueue,
    "SimpleQueue": queues.SimpleQueue,
}
_FUTURES = {
    "Future": futures.Future,
    "ThreadPoolExecutor": futures.ThreadPoolExecutor,
    "as_completed": awaits.as_completed,
    "wait": awaits.wait,
}

DEFAULT_EXCEPTHOOK = threading.excepthook
THREADING = _made(threading, _THREADING)
_FUTURES_MODULE = _made(concurrent.futures, _FUTURES)

# What is replaced of modules that may be traced.
OVERRIDES = {"functools": {"cached_property": cached_property, "lru_cache": memo.lru_cache, "cache": memo.cache}}

# By the name under which they are imported.
MODULES = {
    "threading": THREADING,
    "queue": _made(queue, _QUEUE),
    "time": _made(time, clock.REPLACED),
    "random": _made(random, {**draws.REPLACED, **chances.REPLACED}),
    "functools": _made(functools, OVERRIDES["functools"]),
    "atexit": _made(atexit, {"register": exits.register, "unregister": exits.unregister}),
    "concurrent": _made(concurrent, {"futures": _FUTURES_MODULE}),
    "concurrent.futures": _FUTURES_MODULE,
    "concurrent.futures.thread": _FUTURES_MODULE,
    "concurrent.futures._base": _FUTURES_MODULE,
}


def _start_new_thread(function, args, kwargs=None):
    thread = threads.Thread(target=function, args=args, kwargs=kwargs, daemon=True)
    thread.start()
    return thread.ident


MODULES["_thread"] = _made(
    _thread,
    {
        "start_new_thread": _start_new_thread,
        "start_new": _start_new_thread,
        "allocate_lock": locks.Lock,
        "allocate": locks.Lock,
        "LockType": locks.Lock,
        "RLock": locks.RLock,
        "get_ident": threads.get_ident,
        "get_native_id": threads.get_ident,
    },
)
_QUIET = _made(THREADING, {"RLock": QuietRLock, "Lock": QuietRLock})


def install_asyncio():
    """Gives programs loops that the search drives. Only for programs that import asyncio: that takes time."""
    from . import aio

    MODULES["asyncio"] = _made(aio.asyncio, aio.REPLACED)
    _RENEWED.append(aio.renew)


# What begins a new execution, besides what `renew` does for all programs.
_RENEWED = []


def install():
    """Gives the libraries that lock around code of the program locks that the scheduler knows."""
    logging.threading = _QUIET
    logging.time = MODULES["time"]
    if hasattr(functools, "RLock"):
        functools.RLock = QuietRLock


def renew():
    """Begins a new execution: nothing is left of what the last one did to the libraries."""
    THREADING.excepthook = DEFAULT_EXCEPTHOOK
    futures.forget()
    for each in _RENEWED:
        each()
    exits.forget()
    logging._lock = QuietRLock()
    root = logging.root
    if root.handlers or root.manager.loggerDict or root.level != logging.WARNING:
        root.handlers.clear()
        root.filters.clear()
        root.manager.loggerDict.clear()
        root.setLevel(logging.WARNING)
    root.manager.disable = 0
    logging._handlers.clear()
    logging._handlerList.clear()
    logging.lastResort.lock = QuietRLock()
