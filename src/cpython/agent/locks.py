"""Locks, conditions, semaphores, events and barriers that the scheduler knows, in place of those of `threading`.

Each operation is one step. The state `s` of an object is a value that is never changed in place, and whether a thread
can go on depends on it alone. CPython wakes waiters in the order in which they came, and never without reason.
"""

from .guards import Guard
from .scheduler import GIVE, READ, STATE, TAKE, WRITE, in_vain, late_sync, sync

# The steps of waiting on a condition; the last one only follows a timeout.
BEGIN_TO_WAIT, WAIT, REACQUIRE = "begin to wait on {}", "wait on {}", "reacquire the lock of {}"


def _check(blocking, timeout):
    if not blocking and timeout not in (-1, None):
        raise ValueError("can't specify a timeout for a non-blocking call")
    if blocking and timeout is not None and timeout < 0 and timeout != -1:
        raise ValueError("timeout value must be a non-negative number")


class Lock(Guard):
    """As `threading.Lock`; `s` is the thread that took it."""

    kind = "lock"

    def __init__(self):
        self.s = None

    def _free(self, state):
        return state(self) is None

    def acquire(self, blocking=True, timeout=-1):
        """Takes the lock; False if that was not possible at once, or in time."""
        _check(blocking, timeout)
        if not blocking:
            sync(((self, None, TAKE),), text="try to acquire {}")
        else:
            sync(((self, None, TAKE),), self._free, timeout != -1, "acquire {}")
        if self.s is not None:
            in_vain()
            return False
        self.s = STATE.current
        return True

    acquire_lock = acquire

    def release(self):
        """Gives the lock back; RuntimeError if nobody has it."""
        sync(((self, None, GIVE),), text="release {}")
        if self.s is None:
            raise RuntimeError("release unlocked lock")
        self.s = None

    release_lock = release

    def locked(self):
        """Whether a thread has it."""
        sync(((self, None, READ),), text="ask whether {} is locked")
        return self.s is not None

    def _is_owned(self):
        return self.s is not None

    def _save(self):
        self.s = None
        return 1

    def _restore(self, _count):
        self.s = STATE.current


class RLock(Guard):
    """As `threading.RLock`. What its owner does with it while it keeps it is no step."""

    kind = "lock"

    def __init__(self):
        self.s = None
        self._count = 0

    def _free(self, state):
        return state(self) is None

    def acquire(self, blocking=True, timeout=-1):
        """Takes the lock, or takes it once more."""
        _check(blocking, timeout)
        if self.s is STATE.current:
            self._count += 1
            STATE.current.impure += 1
            return True
        if not blocking:
            sync(((self, None, TAKE),), text="try to acquire {}")
        else:
            sync(((self, None, TAKE),), self._free, timeout != -1, "acquire {}")
        if self.s is not None:
            in_vain()
            return False
        self._restore(1)
        return True

    def release(self):
        """Gives it back, once; RuntimeError if the thread does not have it."""
        if self.s is not STATE.current:
            raise RuntimeError("cannot release un-acquired lock")
        if self._count == 1:
            sync(((self, None, GIVE),), text="release {}")
            self.s = None
        self._count -= 1

    def _is_owned(self):
        return self.s is STATE.current

    def _save(self):
        count = self._count
        self.s = None
        self._count = 0
        return count

    def _restore(self, count):
        self.s = STATE.current
        self._count = count


class Condition:
    """As `threading.Condition`; `s` has a token for each thread that waits for a notification."""

    kind = "condition"

    def __init__(self, lock=None):
        self._lock = RLock() if lock is None else lock
        if not isinstance(self._lock, (Lock, RLock)):
            raise TypeError("a Condition needs a Lock or RLock of threading")
        self.s = ()
        self.acquire = self._lock.acquire
        self.release = self._lock.release

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *problem):
        return self._lock.__exit__(*problem)

    def _is_owned(self):
        return self._lock._is_owned()

    def _own(self, what):
        if not self._is_owned():
            raise RuntimeError("cannot %s un-acquired lock" % what)

    def wait(self, timeout=None):
        """Releases the lock, waits for a notification, and takes the lock again. False if the time was over before."""
        self._own("wait on")
        lock = self._lock
        token = object()
        sync(((self, None, WRITE), (lock, None, GIVE)), text=BEGIN_TO_WAIT)
        self.s += (token,)
        count = lock._save()
        if timeout is None:
            sync(
                ((self, None, TAKE), (lock, None, TAKE)),
                lambda state: token not in state(self) and state(lock) is None,
                text=WAIT,
            )
            lock._restore(count)
            return True
        notified = self._wait_until_late(token)
        self.s = tuple(each for each in self.s if each is not token)
        sync(((lock, None, TAKE),), lock._free, text=REACQUIRE)
        lock._restore(count)
        return notified

    def _wait_until_late(self, token):
        """Waits for a notification, or until the time is over; says which. In a loop that polls in vain that can be of use only once."""
        thread = STATE.current
        poll, thread.poll = thread.poll, None
        accesses = ((self, None, TAKE),)
        if poll is None or thread is STATE.idle:
            sync(accesses, lambda state: token not in state(self), True, WAIT)
        else:
            late_sync(accesses, lambda state: token not in state(self), poll, WAIT)
        if token not in self.s:
            return True
        in_vain()
        return False

    def wait_for(self, predicate, timeout=None):
        """Waits until the predicate holds; returns its last value."""
        thread = STATE.current
        site, call = thread.site, thread.call
        result = predicate()
        while not result:
            thread.site, thread.call = site, call  # the predicate has calls of its own
            if not self.wait(timeout) and timeout is not None:
                return predicate()
            result = predicate()
        return result

    def notify(self, n=1):
        """Wakes threads that wait, the first ones first."""
        self._own("notify on")
        sync(((self, None, GIVE),), text="notify {}")
        self.s = self.s[n:]

    def notify_all(self):
        """Wakes all threads that wait."""
        self._own("notify on")
        sync(((self, None, GIVE),), text="notify all of {}")
        self.s = ()

    notifyAll = notify_all


class Semaphore(Guard):
    """As `threading.Semaphore`; `s` is its value."""

    kind = "semaphore"

    def __init__(self, value=1):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self.s = value

    @property
    def _value(self):
        return self.s

    def acquire(self, blocking=True, timeout=None):
        """Takes one; False if there was none at once, or in time."""
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        if not blocking:
            sync(((self, None, TAKE),), text="try to acquire {}")
        else:
            sync(((self, None, TAKE),), lambda state: state(self) > 0, timeout is not None, "acquire {}")
        if self.s == 0:
            in_vain()
            return False
        self.s -= 1
        return True

    def release(self, n=1):
        """Gives back some."""
        if n < 1:
            raise ValueError("n must be one or more")
        sync(((self, None, GIVE),), text="release {}")
        self._check_release(n)
        self.s += n

    def _check_release(self, n):
        """Nothing to check, without a bound."""


class BoundedSemaphore(Semaphore):
    """As `threading.BoundedSemaphore`."""

    def __init__(self, value=1):
        super().__init__(value)
        self._initial_value = value

    def _check_release(self, n):
        if self.s + n > self._initial_value:
            raise ValueError("Semaphore released too many times")


class Event:
    """As `threading.Event`; `s` is whether it is set."""

    kind = "event"

    def __init__(self):
        self.s = False

    def is_set(self):
        """Whether it is set."""
        sync(((self, None, READ),), text="ask whether {} is set")
        return self.s

    isSet = is_set

    def set(self):
        """Sets it, so that all who wait go on."""
        sync(((self, None, GIVE),), text="set {}")
        self.s = True

    def clear(self):
        """Makes it unset."""
        sync(((self, None, WRITE),), text="clear {}")
        self.s = False

    def wait(self, timeout=None):
        """Waits until it is set; False if the time was over before."""
        sync(((self, None, TAKE),), lambda state: state(self), timeout is not None, "wait for {}")
        in_vain()  # waiting changes nothing
        return self.s
