"""The clock of `check --real`, which only sleeping moves: each thread has its own. The program gets it from `time`."""

import concurrent.futures.thread  # noqa: F401 - so that it keeps Python's own clock
import queue  # noqa: F401
import sys
import threading
import time
import types

_EPOCH = 1700000000.0
_STEADY = 1000.0
# What a reading adds, in seconds.
_TICK = 0.001


class Clocks:
    """The times of threads, in seconds."""

    def __init__(self, still):
        self.times = {}
        self.still = still

    def now(self):
        """The time of the calling thread."""
        return self.times.get(threading.current_thread(), 0.0)

    def move(self, seconds):
        """Moves the clock of the calling thread; returns its time."""
        moved = self.now() + (0 if self.still else seconds)
        self.times[threading.current_thread()] = moved
        return moved

    def started(self, thread):
        """Says that the calling thread starts another one, which begins at its time."""
        self.times[thread] = self.now()

    def joined(self, thread, timeout):
        """Says that the calling thread has waited for another one."""
        if not thread.is_alive():
            self.times[threading.current_thread()] = max(self.now(), self.times.get(thread, 0.0))
        elif timeout is not None:
            self.move(max(timeout, 0))

    def install(self):
        """Gives a module `time` with this clock to all who import it from now on."""
        module = types.ModuleType("time", time.__doc__)
        module.__dict__.update(time.__dict__)
        for name, base, unit in _NAMES:
            setattr(module, name, self._reading(base, unit))
        for name in ("localtime", "gmtime"):
            setattr(module, name, self._converted(time.gmtime))
        module.ctime = self._converted(_as_text)
        module.sleep = self._sleep
        sys.modules["time"] = module
        join = threading.Thread.join

        def joined(thread, timeout=None):
            join(thread, timeout)
            self.joined(thread, timeout)

        threading.Thread.join = joined

    def _reading(self, base, unit):
        def reading():
            moment = base + self.move(_TICK)
            return moment if unit is None else int(moment * unit)

        return reading

    def _converted(self, convert):
        def converted(seconds=None):
            return convert(_EPOCH + self.move(_TICK) if seconds is None else seconds)

        return converted

    def _sleep(self, seconds):
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")
        self.move(seconds)


def _as_text(seconds):
    return time.asctime(time.gmtime(seconds))


_NANO = 1000000000
_NAMES = [("time", _EPOCH, None), ("time_ns", _EPOCH, _NANO)]
for _name in ("monotonic", "perf_counter", "process_time", "thread_time"):
    _NAMES += [(_name, _STEADY, None), (_name + "_ns", _STEADY, _NANO)]
