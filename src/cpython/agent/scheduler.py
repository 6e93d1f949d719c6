"""Executes one thread at a time and hands over between them at events.

A thread of the program is an OS thread that waits for its own lock; who holds on hands over by releasing the lock of
the next. An event that may go on costs one comparison (`n >= limit`) and one entry of the trace.
"""

import _thread
import contextlib

from .logical import Logical, Pending, Sync

READ, WRITE, TAKE, GIVE = range(4)
KINDS = ("read", "write", "take", "give")
FOREVER = 1 << 60

# In place of a part, in an entry of the trace: that the entry is not a single access.
SEVERAL = object()
SYNC = object()

# After so many events in a row others get a turn, if the request leaves the choice to us: loops that spin then end.
QUANTUM = 300


class Abandoned(BaseException):
    """Unwinds a thread of an execution that is over."""


def live(obj):
    """The state that an object has now."""
    return obj.s


class Scheduler:
    """The state of the execution that runs."""

    def __init__(self):
        self.trace = []
        self.idle = Logical(-1, None)
        self.idle.limit = FOREVER
        self.current = self.idle
        self.threads = []
        self.stopping = False
        self.chooser = None
        self.end = None
        self.at_end = None  # called when an execution ends before its main thread does, while all is as it was
        self.details = None
        self.prints = False  # whether somebody looks at the output
        self.solo = []  # positions in the trace at which the main thread stops being alone, is alone again, and so on
        self.others = 0
        self.daemons = False
        self.stamps = 0
        self.polls = False  # whether a thread waited for anything else than states of objects
        self.reporting = False  # whether the program has done all that it does
        self.looking = None  # a position in the trace at which somebody asks who can go on; None: now
        self.switches = []  # (length of the trace then, thread, task): what the events of a thread from then on belong to

    def begin(self, chooser, details):
        """Starts an execution; its main thread is the one that calls this."""
        self.trace.clear()
        self.threads = []
        self.stopping = False
        self.end = None
        self.chooser = chooser
        self.details = details
        self.solo = []
        self.others = 0
        self.daemons = False
        self.stamps = 0
        self.switches = []
        self.polls = False
        self.reporting = False

    def add(self, thread):
        """Makes a thread known; it stands before its first event."""
        thread.index = len(self.threads)
        self.threads.append(thread)

    def alone(self):
        """Notes that the number of threads which were started and not joined is one again, or no longer."""
        if (len(self.solo) % 2 == 0) == (self.others > 0):
            self.solo.append(len(self.trace))

    def hold(self, thread, pending):
        """Waits until `thread` may do what it is about to do. Raises Abandoned if the execution is over."""
        if self.stopping:
            raise Abandoned
        if self.details is not None:
            self.details.complete()
        thread.pending = pending
        if pending.yields:
            self.stamps += 1
            thread.stamp = self.stamps
        chosen = self.chooser.choose(thread)
        if chosen is not thread:
            self._hand_over(chosen)
            thread.lock.acquire()
            if self.stopping:
                raise Abandoned
        thread.pending = None

    def _hand_over(self, chosen):
        """Lets another thread run; for None, which says that the execution is over, the main one, to report it."""
        if chosen is None:
            self.at_end()
            self.stopping = True
            for each in self.threads:
                each.limit = -1
            main = self.threads[0]
            if self.current is main:
                raise Abandoned
            chosen = main
        self.current = chosen
        chosen.lock.release()

    def finish(self, end):
        """Ends the execution, from the thread that runs: raises Abandoned."""
        self.end = end
        thread = self.current
        self._hand_over(None)
        thread.lock.acquire()
        raise Abandoned

    @contextlib.contextmanager
    def unobserved(self):
        """While this lasts, code of the program has no events: it is asked for values, or imported."""
        thread, end = self.current, len(self.trace)
        self.current = self.idle
        try:
            yield
        finally:
            del self.trace[end:]
            self.current = thread

    def leave(self, thread):
        """Called by a thread that ended, as its last act: others go on."""
        thread.ended = True
        if self.stopping:
            self.current = self.threads[0]
            self.current.lock.release()
            return
        chosen = self.chooser.choose(thread)
        if chosen is None and thread is self.threads[0]:
            self.stopping = True
            for each in self.threads:
                each.limit = -1
            return
        self._hand_over(chosen)
        if thread is self.threads[0]:
            thread.lock.acquire()

    def unwind(self):
        """Ends all threads that are left. The main thread calls it, with all others waiting."""
        main = self.threads[0]
        for thread in self.threads[1:]:
            if not thread.ended:
                self.current = thread
                thread.lock.release()
                main.lock.acquire()
        self.current = self.idle


STATE = Scheduler()
_append = STATE.trace.append


def touch(obj, part, kind, site):
    """An access to memory: the caller does it right after this returns."""
    thread = STATE.current
    n = thread.n
    if n >= thread.limit:
        STATE.hold(thread, Pending(n, ((obj, part, kind),)))
        if STATE.details is not None:
            STATE.details.note(obj, part, kind)
    thread.n = n + 1
    thread.site = site
    _append((thread, n, site, obj, part, kind))


def touch_several(accesses, site, text=""):
    """An operation that accesses several objects at once."""
    thread = STATE.current
    n = thread.n
    if n >= thread.limit:
        STATE.hold(thread, Pending(n, accesses))
        if STATE.details is not None:
            STATE.details.complete()
    thread.n = n + 1
    thread.site = site
    _append((thread, n, site, accesses, SEVERAL, text))


def touch_found(find, site):
    """An event whose accesses depend on the state: `find` is asked for them again if others went on before it.

    Nothing happens if it finds none at first.
    """
    accesses = find()
    if not accesses:
        return
    thread = STATE.current
    n = thread.n
    if n >= thread.limit:
        STATE.hold(thread, Pending(n, accesses, find=find))
        accesses = find()
        if STATE.details is not None and len(accesses) == 1:
            STATE.details.note(*accesses[0])
    thread.n = n + 1
    thread.site = site
    if len(accesses) == 1:
        _append((thread, n, site) + accesses[0])
    else:
        _append((thread, n, site, accesses, SEVERAL, ""))


def pause():
    """An event that touches nothing and lets others go first: a sleep."""
    thread = STATE.current
    n = thread.n
    if thread is not STATE.idle and (n >= thread.limit or STATE.chooser.free or STATE.chooser.is_named_before(thread, n)):
        STATE.hold(thread, Pending(n, (), None, True))
    thread.n = n + 1
    if thread is not STATE.idle:
        _append((thread, n, thread.site, (), SEVERAL, ""))  # a step if its thread has to wait right after it


def sync(accesses, ready=None, timed=False, text="", always=False):
    """A synchronisation operation: the caller does it right after this returns.

    `accesses` are (object, part, kind), of objects with a state `s`. With `ready` the thread waits until it holds; a
    `timed` operation never has to wait: while `ready` does not hold, its turn means that its time is over.
    Raises RuntimeError if no execution runs and it would wait.
    """
    thread = STATE.current
    waits = ready is not None and not ready(live)
    if thread is STATE.idle:
        if waits and not timed:
            raise RuntimeError("this would wait for ever: all threads have ended")
        return
    n = thread.n
    if n >= thread.limit or (waits and (not timed or STATE.chooser.free or STATE.chooser.is_named_before(thread, n))):
        if timed:
            STATE.hold(thread, Pending(n, accesses, None, ready is not None and waits, text))
        else:
            STATE.hold(thread, Pending(n, accesses, ready, False, text))
    if STATE.details is not None:
        STATE.details.note_call(thread, timed and ready is not None and not ready(live))
    thread.n = n + 1
    _append((thread, n, thread.site, Sync(accesses, None if timed else ready, text, always), SYNC, None))


def late_sync(accesses, ready, poll, text):
    """As `sync` with a timeout that is only over once `poll` holds. `accesses` are those whose objects have states."""
    thread = STATE.current
    n = thread.n
    everything = accesses + poll.accesses

    def due(state):
        return ready(state) or poll(state)

    if n >= thread.limit or not due(live):
        STATE.hold(thread, Pending(n, everything, due, False, text, spins=poll.told))
    if STATE.details is not None:
        STATE.details.note_call(thread, not ready(live))
    thread.n = n + 1
    before = [(access[0], access[0].s) for access in accesses]
    _append((thread, n, thread.site, Sync(everything, due, text, False, before=before), SYNC, None))


def in_vain():
    """Says that the last operation of the thread that runs changed nothing."""
    if STATE.current is not STATE.idle:
        STATE.trace[-1][3].vain = True


def new_lock():
    """A lock that is held."""
    lock = _thread.allocate_lock()
    lock.acquire()
    return lock
