"""Threads that the scheduler starts, in place of those of `threading`."""

import sys

from .clock import move
from .identity import seen
from .locks import Event
from .names import function_of, variable_of
from .pool import POOL
from .scheduler import GIVE, READ, STATE, TAKE, sync


# An execution with more threads is cut.
MOST_THREADS = 500


class _Names:
    """The numbers in names of threads, and the thread that runs the program."""

    def __init__(self):
        self.next = 1
        self.main = None
        self.guard = None
        self.see_modules = None
        self.counts_alive = False


NAMES = _Names()


class _Alive:
    """Which threads are alive: an object for programs that ask."""

    s = 0
    name_for_all = "alive"


class _Starts:
    """The numbers of threads: two threads that start others do that in one order or the other."""

    s = 0
    name_for_all = "starts"


_ALIVE = _Alive()
_STARTS = _Starts()


def _alive_access(kind):
    return ((_ALIVE, None, kind),) if NAMES.counts_alive else ()


def _new_name(target):
    name = "Thread-%d" % NAMES.next
    NAMES.next += 1
    if target is not None and sys.version_info >= (3, 10) and hasattr(target, "__name__"):
        name += " (%s)" % target.__name__
    return name


class Thread:
    """As `threading.Thread`."""

    _logical = None
    _initialized = False
    _variable = None

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
        if group is not None:
            raise AssertionError("group argument must be None for now")
        self._target = target
        self._args = args
        self._kwargs = {} if kwargs is None else kwargs
        self._given = bool(name)
        self._function = function_of(self, target)
        self._name = str(name) if name else _new_name(target)
        self._daemonic = current_thread().daemon if daemon is None else bool(daemon)
        self._initialized = True

    def start(self):
        """Starts the thread. Raises RuntimeError if it was started before."""
        self._start("start {}")

    def _start(self, text):
        if not self._initialized:
            raise RuntimeError("thread.__init__() not called")
        if self._logical is not None:
            raise RuntimeError("threads can only be started once")
        NAMES.see_modules()
        self._variable = variable_of(self)
        seen(self)
        if len(STATE.threads) >= MOST_THREADS:
            STATE.finish("cut")
        logical = POOL.prepare(self._guarded, self._daemonic, self)
        accesses = ((logical, None, GIVE), (_STARTS, None, GIVE)) + _alive_access(GIVE)
        sync(accesses, text=text, always=True)
        if self._logical is not None:
            raise RuntimeError("threads can only be started once")
        self._logical = logical
        logical.start = len(STATE.trace) - 1
        logical.clock = STATE.current.clock
        STATE.add(logical)
        STATE.others += 1
        STATE.alone()
        if self._daemonic:
            STATE.daemons = True

    def _guarded(self):
        NAMES.guard(self, self.run)
        if NAMES.counts_alive:
            sync(_alive_access(GIVE), text="end")
            self._gone = True

    _gone = False

    def run(self):
        """What the thread does."""
        try:
            if self._target is not None:
                self._target(*self._args, **self._kwargs)
        finally:
            del self._target, self._args, self._kwargs

    def join(self, timeout=None):
        """Waits until the thread has ended, or the time is over."""
        self._join(timeout, "join {}")

    def _join(self, timeout, text):
        if not self._initialized:
            raise RuntimeError("Thread.__init__() not called")
        logical = self._logical
        if logical is None:
            raise RuntimeError("cannot join thread before it is started")
        if logical is STATE.current:
            raise RuntimeError("cannot join current thread")
        sync(((logical, None, TAKE),), lambda state: state(logical) == 1, timeout is not None, text, True)
        if logical.s == 1:
            STATE.current.clock = max(STATE.current.clock, logical.clock)
            if not logical.joined:
                logical.joined = True
                STATE.others -= 1
                STATE.alone()
        elif timeout is not None:
            move(max(timeout, 0))

    def is_alive(self):
        """Whether the thread was started and has not ended."""
        logical = self._logical
        if logical is None:
            return False
        sync(((logical, None, READ),), text="ask whether {} is alive", always=True)
        return logical.s == 0

    @property
    def name(self):
        """The name."""
        return self._name

    @name.setter
    def name(self, name):
        self._name = str(name)
        self._given = True

    def told_name(self):
        """The name that the program gives, or the variable; else the function."""
        return self._name if self._given else self._variable or self._function

    def tell_as(self, name):
        """Gives it a name for reports only."""
        self._given = False
        self._variable = self._function = name

    def told_function(self):
        """What it executes."""
        return self._function

    @property
    def daemon(self):
        """Whether the program may end before the thread does."""
        return self._daemonic

    @daemon.setter
    def daemon(self, daemonic):
        if self._logical is not None:
            raise RuntimeError("cannot set daemon status of active thread")
        self._daemonic = bool(daemonic)

    @property
    def ident(self):
        """A number of its own; None before it was started."""
        return None if self._logical is None else self._logical.index + 1

    native_id = ident

    def isDaemon(self):
        return self.daemon

    def setDaemon(self, daemonic):
        self.daemon = daemonic

    def getName(self):
        return self.name

    def setName(self, name):
        self.name = name

    def __repr__(self):
        logical = self._logical
        status = "initial" if logical is None else "stopped %d" % self.ident if logical.s else "started %d" % self.ident
        return "<%s(%s, %s)>" % (type(self).__name__, self._name, status)


class _MainThread(Thread):
    def __init__(self, logical):
        super().__init__(name="MainThread", daemon=False)
        self._logical = logical


class Timer(Thread):
    """As `threading.Timer`: it calls its function unless it was cancelled before; how long it waits is not modelled."""

    def __init__(self, interval, function, args=None, kwargs=None):
        super().__init__()
        self.interval = interval
        self.function = function
        self.args = args if args is not None else []
        self.kwargs = kwargs if kwargs is not None else {}
        self.finished = Event()

    def cancel(self):
        """Lets it end without a call, if it has not begun it."""
        self.finished.set()

    def run(self):
        self.finished.wait(self.interval)
        if not self.finished.s:
            self.function(*self.args, **self.kwargs)
        self.finished.set()


def start_program(logical):
    """Begins with a main thread. Names of threads are counted from 1 again."""
    NAMES.next = 1
    main = _MainThread(logical)
    logical.facade = main
    NAMES.main = main


def main_thread():
    """The thread that executes the module."""
    return NAMES.main


def current_thread():
    """The thread that runs."""
    facade = STATE.current.facade
    return NAMES.main if facade is None else facade


def get_ident():
    """A number for the thread that runs."""
    return current_thread().ident


def enumerate_threads():
    """The threads that are alive."""
    if STATE.current is not STATE.idle:
        sync(((_ALIVE, None, READ),), text="ask which threads are alive")
    return [each.facade for each in STATE.threads if not each.s and not each.facade._gone]


def active_count():
    """How many threads are alive."""
    return len(enumerate_threads())
