"""Which locks threads took while they held others: cycles among them can be deadlocks that were not executed."""

import bisect

from .identity import NAMES
from .locks import Lock, RLock
from .scheduler import GIVE, STATE, SYNC, TAKE


_LOCKS = (Lock, RLock)


class Nesting:
    """A lock that a thread waits for until it has it, and one of those that the thread holds.

    In each odd phase there are other threads than the main one; between two of them it has joined all.
    """

    def __init__(self, entry, lock, outer, held, phase):
        self.thread = entry[0].index
        self.site = entry[2]
        self.lock = lock
        self.outer = outer
        self.held = held  # all locks that the thread holds
        self.phase = phase


class _Held:
    """The locks that each thread holds, along a trace."""

    def __init__(self):
        self.by_thread = {}
        self.numbers = {}

    def follow(self, entry, index):
        """Goes on by an entry; yields what is nested in it."""
        operation = entry[3]
        own = self.by_thread.setdefault(entry[0], [])
        for position, (obj, _, kind) in enumerate(operation.accesses):
            if type(obj) not in _LOCKS:
                continue
            self.numbers[id(obj)] = NAMES.number(obj, entry, index, position)
            if kind == GIVE:
                self._release(obj)
            elif kind == TAKE:
                phase = bisect.bisect_right(STATE.solo, index)
                if operation.ready is not None and phase % 2:
                    yield from [Nesting(entry, obj, outer, list(own), phase) for outer in own if outer is not obj]
                own.append(obj)

    def _release(self, lock):
        for thread, locks in self.by_thread.items():
            self.by_thread[thread] = [each for each in locks if each is not lock]


def nestings(names):
    """Those of the execution, each once, as JSON has them. `names` has the words for locks by identity; None: not asked for."""
    held, found = _Held(), {}
    for index, entry in enumerate(STATE.trace):
        if entry[4] is not SYNC or entry[3].vain or not any(type(each[0]) in _LOCKS for each in entry[3].accesses):
            continue
        for each in held.follow(entry, index):
            described = {
                "thread": each.thread,
                "site": each.site,
                "phase": each.phase,
                "held": held.numbers[id(each.outer)],
                "lock": held.numbers[id(each.lock)],
                "all": sorted(held.numbers[id(lock)] for lock in each.held),
            }
            if names is not None:
                described["names"] = [names(each.outer), names(each.lock)]
            found.setdefault(repr(described), described)
    return list(found.values())
