"""Barriers that the scheduler knows."""

import threading

from .scheduler import GIVE, READ, TAKE, sync


class Barrier:
    """As `threading.Barrier`; `s` is (rounds that were completed, whether it is broken, how often it was reset)."""

    kind = "barrier"

    def __init__(self, parties, action=None, timeout=None):
        if parties < 1:
            raise ValueError("parties must be > 0")
        self.parties = parties
        self._action = action
        self._timeout = timeout
        self._entering = 0
        self._count = 0
        self.s = (0, False, 0)

    def wait(self, timeout=None):
        """Waits until all parties are here; returns how many came before. Raises BrokenBarrierError."""
        timeout = self._timeout if timeout is None else timeout
        sync(((self, None, TAKE), (self, None, GIVE)), text="arrive at {}")
        _, broken, resets = self.s
        if broken:
            raise threading.BrokenBarrierError
        index = self._count
        mine = self._entering
        self._count += 1
        if self._count == self.parties:
            self._entering += 1
            self._count = 0
            self._complete()
            return index
        sync(
            ((self, None, TAKE),),
            lambda state: state(self)[0] > mine or state(self)[1] or state(self)[2] != resets,
            timeout is not None,
            "wait at {}",
        )
        if self.s[0] > mine:
            return index
        if self.s[2] == resets:
            self._break()
        raise threading.BrokenBarrierError

    def _complete(self):
        try:
            if self._action is not None:
                self._action()
        except BaseException:
            self._break()
            raise
        completed, broken, resets = self.s
        self.s = (completed + 1, broken, resets)

    def _break(self):
        self.s = (self.s[0], True, self.s[2])

    def reset(self):
        """Makes it as new; who waits gets an error."""
        sync(((self, None, TAKE), (self, None, GIVE)), text="reset {}")
        self.s = (self.s[0], False, self.s[2] + 1)
        self._count = 0

    def abort(self):
        """Breaks it: who waits or comes gets an error."""
        sync(((self, None, GIVE),), text="abort {}")
        self._break()

    @property
    def n_waiting(self):
        """How many wait."""
        sync(((self, None, READ),), text="count who waits at {}")
        return self._count

    @property
    def broken(self):
        """Whether it is broken."""
        sync(((self, None, READ),), text="ask whether {} is broken")
        return self.s[1]
