"""Loops that go round in vain.

A thread that comes to the head of a loop with the local variables of the round before, and that only read in between, would
read the same again for ever, unless somebody writes what it read. So it waits until somebody does: Kokologiannakis, Ren and
Vafeiadis, Dynamic partial order reductions for spinloops, FMCAD 2021. What it waits for are those of its reads of the round
after which nobody has written what they read.

An execution with such rounds ends as the one without them. Rounds that take and release a lock count as reads if nobody
tries to take one without waiting, since only that can notice them.
"""

import collections
import itertools
import operator
import sys

from .kinds import ATOM, KINDS
from .locks import BEGIN_TO_WAIT, REACQUIRE, WAIT, Lock, RLock
from .logical import Pending, Sync
from .results import decide
from .scheduler import GIVE, READ, SEVERAL, STATE, SYNC, TAKE
from .values import iterate

_ABSENT = object()
_OVER = "go round in vain until {} is over"


class Rules:
    """What is known of the program."""

    tries_locks = True


class Loop:
    """One execution of a loop statement; rewritten code asks it at each head."""

    __slots__ = ("mark", "impure", "local", "clock", "waits")

    def __init__(self):
        self.mark = 0
        self.impure = 0
        self.local = None
        self.clock = 0.0
        self.waits = 0  # how often the round before waited on a condition until its time was over

    def round(self):
        """At the head of a `while` loop. Always true."""
        reads, thread = self.vain(sys._getframe(1), None), STATE.current
        thread.poll = None
        if reads and self.waits == 1:
            # Here it may hold a lock that others need: it waits where the round before did.
            thread.poll = _Written(thread, reads)
        elif reads and not self.waits:
            _wait(thread, reads)
        self.begin()
        return True

    def vain(self, frame, counter):
        """At a head: what the thread read in the round before, if it did nothing else; `counter` is a variable that nobody reads."""
        thread = STATE.current
        if not STATE.others or thread is STATE.idle:
            self.local = None
            return None
        before, self.local = self.local, _variables(frame, counter)
        if before is None or self.impure != thread.impure or not _are_same(before, self.local):
            return None
        self.waits = _waits_since(thread, self.mark)
        return _reads_since(thread, self.mark)

    def begin(self):
        """At the begin of a round."""
        thread = STATE.current
        self.mark, self.impure, self.clock = len(STATE.trace), thread.impure, thread.clock


class _Rounds:
    """What a `for` loop goes through that only repeats.

    A round that goes in vain may be repeated as often as there are rounds, and nothing tells how often it was. So the loop may end then;
    and once it has gone on, it may end at each later head.
    """

    __slots__ = ("loop", "rounds", "counter", "site", "loose", "idle_time")

    def __init__(self, rounds, counter, site):
        self.loop = Loop()
        self.rounds = rounds
        self.counter = counter
        self.site = site
        self.loose = False
        self.idle_time = 0.0  # how long a round in vain takes, by the clock

    def __iter__(self):
        return self

    def __next__(self):
        frame = sys._getframe(1)
        reads = self.loop.vain(frame, self.counter)
        left = _length(self.rounds)
        if self.loop.waits:
            reads = None  # the number of rounds is the number of timeouts
        STATE.current.poll = None
        if reads and left is None:
            _wait(STATE.current, reads)
        elif left and self._is_over(reads):
            self._end(frame, left)
        self.loop.begin()
        return next(self.rounds)

    def _is_over(self, reads):
        """Whether the loop ends although there are rounds left, since all of them went in vain."""
        thread = STATE.current
        if reads:
            self.loose, self.idle_time = True, thread.clock - self.loop.clock
            return not _pass(thread, reads, self.site)
        if not self.loose or thread is STATE.idle:
            return False
        return decide((), [("begin another round of {}", self.site, None), (_OVER, self.site, None)]) == 1

    def _end(self, frame, left):
        STATE.current.clock += left * self.idle_time
        last = collections.deque(self.rounds, 1)
        if frame.f_code.co_name == "<module>":
            frame.f_globals[self.counter] = last[0]


def rounds(value, counter, site):
    """What a `for` loop goes through whose variable, `counter`, nobody reads."""
    if type(value) is range:
        return _Rounds(iter(value), counter, site)
    if type(value) in (itertools.count, itertools.repeat):
        return _Rounds(value, counter, site)
    return iterate(value, site)


def _length(rounds):
    """How many rounds are left; None if they do not end."""
    length = operator.length_hint(rounds, -1)
    return None if length < 0 else length


def _variables(frame, counter):
    """The variables that only the frame can change; in a module there are none."""
    code = frame.f_code
    if not code.co_flags & 2:  # CO_NEWLOCALS: a function
        return {}
    values = frame.f_locals
    own = (name for name in code.co_varnames if name not in code.co_cellvars and not name.startswith("<"))
    return {name: values.get(name, _ABSENT) for name in own if name != counter}


def _are_same(one, other):
    return one.keys() == other.keys() and all(_is_same(value, other[name]) for name, value in one.items())


def _is_same(one, other):
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    if type(one) is tuple:
        return len(one) == len(other) and all(map(_is_same, one, other))
    return KINDS.get(type(one)) is ATOM and one == other and repr(one) == repr(other)


def _reads_since(thread, mark):
    """What a thread read since a position of the trace, as {(id, part): (object, part, position, site)}; None if it did more."""
    reads = {}
    held = {}
    for index in range(mark, len(STATE.trace)):
        entry = STATE.trace[index]
        if entry[0] is not thread:
            continue
        accesses = _accesses(entry)
        if entry[4] is SYNC and entry[3].choices > 1:
            return None
        if entry[4] is SYNC and _is_late(entry[3]):
            continue
        if entry[4] is SYNC and not Rules.tries_locks and _holds(entry[3], accesses, held):
            continue
        vain = entry[4] is SYNC and entry[3].vain
        for obj, part, kind in accesses:
            if kind != READ and not vain:
                return None
            reads.setdefault((id(obj), part), (obj, part, index, entry[2]))
    return None if any(held.values()) else list(reads.values())


def _is_late(operation):
    """Whether it belongs to a wait on a condition that changes nothing since its time was over."""
    return operation.text in (BEGIN_TO_WAIT, REACQUIRE) or (operation.text == WAIT and operation.vain)


def _waits_since(thread, mark):
    """How often a thread began to wait on a condition since a position of the trace."""
    own = (entry for entry in STATE.trace[mark:] if entry[0] is thread and entry[4] is SYNC)
    return sum(entry[3].text == BEGIN_TO_WAIT for entry in own)


def _accesses(entry):
    if entry[4] is SYNC:
        return entry[3].accesses
    return entry[3] if entry[4] is SEVERAL else ((entry[3], entry[4], entry[5]),)


def _holds(operation, accesses, held):
    """Whether an operation takes or releases a lock, which is noted."""
    if len(accesses) != 1:
        return False
    obj, _, kind = accesses[0]
    if not isinstance(obj, (Lock, RLock)) or operation.vain or kind not in (TAKE, GIVE):
        return False
    held[id(obj)] = held.get(id(obj), 0) + (1 if kind == TAKE else -1)
    return True


class _Written:
    """Whether somebody has written what a thread read in its last round: what the thread waits for."""

    def __init__(self, thread, reads):
        STATE.polls = True
        self.thread = thread
        self.reads = {}
        for obj, part, index, _ in reads:
            self.reads.setdefault(_key(obj), []).append((obj, part, index))
        self.next = min(index for _, _, index, _ in reads)
        self.found = None
        self.accesses = tuple((obj, part, READ) for obj, part, _, _ in reads)
        self.told = [(obj, part, site) for obj, part, _, site in reads]

    def __call__(self, _state):
        end = len(STATE.trace) if STATE.looking is None else STATE.looking
        while self.found is None and self.next < end:
            if self._is_written_by(self.next):
                self.found = self.next
            self.next += 1
        return self.found is not None and self.found < end

    def _is_written_by(self, index):
        entry = STATE.trace[index]
        if entry[0] is self.thread or (entry[4] is SYNC and entry[3].vain):
            return False
        for obj, part, kind in _accesses(entry):
            if kind == READ:
                continue
            for _, read, position in self.reads.get(_key(obj), ()):
                if position < index and (part is None or read is None or part == read):
                    return True
        return False


def _key(obj):
    return obj if type(obj) is str else id(obj)


def _wait(thread, reads):
    """The event of beginning another round: it waits until that can be of use."""
    ready = _Written(thread, reads)
    n = thread.n
    if n >= thread.limit or not ready(None):
        STATE.hold(thread, Pending(n, ready.accesses, ready, spins=ready.told))
    if STATE.details is not None:
        STATE.details.note_call(thread, False)
    thread.n = n + 1
    # It stands nowhere in the text: the reads that it waits for have places of their own.
    STATE.trace.append((thread, n, -1, Sync(ready.accesses, ready, "look again", False, before=()), SYNC, None))


def _pass(thread, reads, site):
    """The event after which a loop whose rounds end goes on, in a further round of use or in its last one; says whether somebody wrote."""
    written = _Written(thread, reads)
    accesses = written.accesses
    n = thread.n
    if n >= thread.limit or ((STATE.chooser.free or STATE.chooser.is_named_before(thread, n)) and not written(None)):
        STATE.hold(thread, Pending(n, accesses, None, not written(None)))
    if STATE.details is not None:
        STATE.details.note_call(thread, False)
    thread.n = n + 1
    found = written(None)
    text = "look again" if found else _OVER
    STATE.trace.append((thread, n, -1 if found else site, Sync(accesses, None, text, False, before=()), SYNC, None))
    return found
