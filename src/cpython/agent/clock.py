"""A clock that only sleeping moves. Each thread has its own, so that asking for the time is no access to others."""

import datetime
import time

from .scheduler import STATE, pause

_EPOCH = 1700000000.0

# What `time.monotonic` says at the beginning of an execution.
STEADY = 1000.0

# What a reading of the clock adds to it, in seconds: a loop that waits for a time ends.
_TICK = 0.001


class Clock:
    """How the clock goes."""

    still = False  # whether nothing moves it


def _now():
    thread = STATE.current
    if not Clock.still:
        thread.clock += _TICK
        thread.impure += 1
    return thread.clock


def move(seconds):
    """Lets time pass for the thread that runs."""
    if not Clock.still:
        STATE.current.clock += seconds


def sleep(seconds):
    """As `time.sleep`; others go on first, where nothing says otherwise."""
    if not isinstance(seconds, (int, float)) and not hasattr(seconds, "__index__"):
        raise TypeError("'%s' object cannot be interpreted as an integer" % type(seconds).__name__)
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    move(seconds)
    STATE.current.slept += seconds
    pause()


def wall():
    """As `time.time`."""
    return _EPOCH + _now()


def wall_ns():
    """As `time.time_ns`."""
    return int(wall() * 1000000000)


def steady():
    """As `time.monotonic`, `time.perf_counter` and so on."""
    return STEADY + _now()


def steady_ns():
    """The same in nanoseconds."""
    return int(steady() * 1000000000)


def _broken_down(convert):
    def converted(seconds=None):
        return convert(wall() if seconds is None else seconds)

    return converted


def _formatted(form, moment=None):
    return time.strftime(form, time.gmtime(wall()) if moment is None else moment)


def _as_text(seconds=None):
    return time.asctime(time.gmtime(wall() if seconds is None else seconds))


def instead(method):
    """What is called in place of a method of `datetime.datetime` or `datetime.date`: those that ask for the time."""
    if method.__name__ not in ("now", "utcnow", "today"):
        return method
    if method.__self__ is datetime.date:
        return lambda: _moment().date()
    return lambda tz=None: _moment(tz)


def _moment(tz=None):
    moment = datetime.datetime.fromtimestamp(wall(), datetime.timezone.utc)
    return moment.replace(tzinfo=None) if tz is None else moment.astimezone(tz)


REPLACED = {
    "sleep": sleep,
    "time": wall,
    "time_ns": wall_ns,
    "monotonic": steady,
    "monotonic_ns": steady_ns,
    "perf_counter": steady,
    "perf_counter_ns": steady_ns,
    "process_time": steady,
    "process_time_ns": steady_ns,
    "thread_time": steady,
    "thread_time_ns": steady_ns,
    "localtime": _broken_down(time.gmtime),
    "gmtime": _broken_down(time.gmtime),
    "strftime": _formatted,
    "ctime": _as_text,
}
