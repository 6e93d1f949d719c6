"""Begins and ends executions: each starts from the same state of the interpreter."""

import gc
import io
import sys
import types

from . import draws, exits, identity, known, memory, replaced
from .futures import ThreadPoolExecutor
from .imports import Imports
from .kinds import forget_classes
from .output import STDERR, STDOUT
from .scheduler import STATE
from .tasks import TASKS
from .threads import NAMES

# Executions after which garbage is looked for; collections run only between executions, so that they are no chance.
_COLLECT = 300


# Python's limit, and what the agent itself needs.
_DEPTH = 1050


class _Counter:
    executions = 0


def install(program):
    """Prepares the interpreter, once."""
    replaced.install()
    if program.uses_asyncio():
        replaced.install_asyncio()
    Imports.begin(program)
    sys.argv = [program.path]
    sys.stdout, sys.stderr = STDOUT, STDERR
    gc.disable()
    gc.collect()
    gc.freeze()


def prepare(program, recorder):
    """Begins an execution."""
    main = types.ModuleType("__main__")
    main.__file__ = program.path
    for each in program.own():
        sys.modules.pop(each.name, None)
    sys.modules["__main__"] = main
    sys.stdout, sys.stderr, sys.stdin = STDOUT, STDERR, io.StringIO()
    STDOUT.parts.clear()
    STDERR.parts.clear()
    sys.setrecursionlimit(_DEPTH)
    draws.begin()
    known.UNSEEN.clear()
    replaced.renew()
    forget_classes()
    memory.end_execution()
    TASKS.begin(recorder)
    NAMES.guard = recorder.guard
    NAMES.counts_alive = program.asks_alive
    NAMES.see_modules = _Seeing(program, recorder)
    identity.NAMES.clear()


class _Seeing:
    """Names all that modules hold, before the first thread is started."""

    def __init__(self, program, recorder):
        self.program = program
        self.recorder = recorder
        self.done = False

    def __call__(self):
        if self.done:
            return
        self.done = True
        if STATE.details is not None:
            self.recorder.begin()
        for name in self.program.sources:
            module = Imports.module(name)
            if module is not None:
                identity.seen([each for key, each in module.__dict__.items() if key != "__builtins__"])


def leave_program():
    """What the interpreter does when the main module has ended: pools end their threads."""
    for executor in list(ThreadPoolExecutor.running):
        for thread in executor._threads:
            thread._join(None, "wait for the threads of a pool")
    if exits.waiting():
        for thread in list(STATE.threads):
            if thread is not STATE.current and not thread.daemon:
                thread.facade._join(None, "wait for the threads")
        exits.call_all()


def clear():
    """Ends an execution."""
    TASKS.end()
    Imports.forget()
    forget_classes()
    memory.end_execution()
    identity.NAMES.clear()
    _Counter.executions += 1
    if _Counter.executions % _COLLECT == 0:
        gc.collect()
