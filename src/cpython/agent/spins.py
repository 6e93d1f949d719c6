"""Loops that go round in vain.

A thread that comes to the head of a loop with the local variables of the round before, and that only read in between, would
read the same again for ever, unless somebody writes what it read. So it waits until somebody does: Kokologiannakis, Ren and
Vafeiadis, Dynamic partial order reductions for spinloops, FMCAD 2021. What it waits for are those of its reads of the round
after which nobody has written what they read.

An execution with such rounds ends as the one without them. Rounds that take and release a lock count as reads if nobody
tries to take one without waiting, since only that can notice them.
"""

import sys

from .kinds import ATOM, KINDS
from .locks import Lock, RLock
from .logical import Pending, Sync
from .scheduler import GIVE, READ, SEVERAL, STATE, SYNC, TAKE

_ABSENT = object()


class Rules:
    """What is known of the program."""

    tries_locks = True


class Loop:
    """One execution of a loop statement; rewritten code asks it at each head."""

    __slots__ = ("mark", "impure", "local")

    def __init__(self):
        self.mark = 0
        self.impure = 0
        self.local = None

    def round(self):
        """At the head of the loop. Always true."""
        thread = STATE.current
        if STATE.others and thread is not STATE.idle:
            self._look(thread, sys._getframe(1))
        else:
            self.local = None
        return True

    def _look(self, thread, frame):
        before, local = self.local, _variables(frame)
        if before is not None and self.impure == thread.impure and _are_same(before, local):
            reads = _reads_since(thread, self.mark)
            if reads:
                _wait(thread, reads)
        self.mark, self.impure, self.local = len(STATE.trace), thread.impure, local


def _variables(frame):
    """The variables that only the frame can change; in a module there are none."""
    code = frame.f_code
    if not code.co_flags & 2:  # CO_NEWLOCALS: a function
        return {}
    values = frame.f_locals
    own = (name for name in code.co_varnames if name not in code.co_cellvars and not name.startswith("<"))
    return {name: values.get(name, _ABSENT) for name in own}


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
        if entry[4] is SYNC and not Rules.tries_locks and _holds(entry[3], accesses, held):
            continue
        vain = entry[4] is SYNC and entry[3].vain
        for obj, part, kind in accesses:
            if kind != READ and not vain:
                return None
            reads.setdefault((id(obj), part), (obj, part, index, entry[2]))
    return None if any(held.values()) else list(reads.values())


def _accesses(entry):
    if entry[4] is SYNC:
        return entry[3].accesses
    return entry[3] if entry[4] is SEVERAL else ((entry[3], entry[4], entry[5]),)


def _holds(operation, accesses, held):
    """Whether an operation takes or releases a lock, which is noted."""
    obj, _, kind = accesses[0]
    if len(accesses) != 1 or not isinstance(obj, (Lock, RLock)) or operation.vain or kind not in (TAKE, GIVE):
        return False
    held[id(obj)] = held.get(id(obj), 0) + (1 if kind == TAKE else -1)
    return True


class _Written:
    """Whether somebody has written what a thread read in its last round: what the thread waits for."""

    def __init__(self, thread, reads):
        self.thread = thread
        self.reads = {}
        for obj, part, index, _ in reads:
            self.reads.setdefault(_key(obj), []).append((obj, part, index))
        self.next = min(index for _, _, index, _ in reads)
        self.found = None

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
    accesses = tuple((obj, part, READ) for obj, part, _, _ in reads)
    n = thread.n
    if n >= thread.limit or not ready(None):
        STATE.hold(thread, Pending(n, accesses, ready, spins=[(obj, part, site) for obj, part, _, site in reads]))
    if STATE.details is not None:
        STATE.details.note_call(thread, False)
    thread.n = n + 1
    # It stands nowhere in the text: the reads that it waits for have places of their own.
    STATE.trace.append((thread, n, -1, Sync(accesses, ready, "look again", False, before=()), SYNC, None))
