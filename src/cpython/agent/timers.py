"""The timers of an event loop, and the virtual time at which they are over."""

import asyncio

from .clock import STEADY
from .results import decide
from .scheduler import STATE
from .tasks import TASKS

# Timers whose times differ by less are over at once: 0.1 + 0.2 and 0.3.
_SAME = 1e-9
# How often a loop may be asked for its time before that moves on by itself: what waits for a time in a loop ends.
_MOST_ASKED = 1000
_TICK = 0.01
# After so many rounds in which callbacks were ready, the next timer is over nevertheless: tasks may wait in a loop for it.
_MOST_ROUNDS = 100


def task_of(callback):
    """The task of asyncio that a callback lets go on; None if it is another callback."""
    task = getattr(callback, "__self__", None)
    if not isinstance(task, asyncio.Task):
        return None
    name = getattr(callback, "__name__", type(callback).__name__)
    return task if name in ("TaskStepMethWrapper", "TaskWakeupMethWrapper", "task_wakeup") or "__" in name else None


def is_internal(callback):
    """Whether a callback is a function of asyncio itself, other than one that lets a task go on."""
    if task_of(callback) is not None:
        return False
    function = getattr(callback, "func", callback)
    module = getattr(function, "__module__", None) or type(function).__module__
    return module.partition(".")[0] in ("asyncio", "_asyncio") or module.startswith(__name__.rpartition(".")[0])


def has_substance(handles):
    """Whether any of callbacks that are ready lets a task go on or belongs to the program."""
    return any(not each._cancelled and not is_internal(each._callback) for each in handles)


class Timers:
    """The timers of one loop."""

    def __init__(self):
        self.now = STATE.current.clock
        self._thread = STATE.current
        self._slept = STATE.current.slept
        self._asked = 0
        self._rounds = 0
        self._late = []
        self._waiting = []
        self._declined = None

    def time(self):
        """What the loop gives for its time."""
        self._catch_up()
        self._asked += 1
        if self._asked > _MOST_ASKED:
            self.now += _TICK
        return STEADY + self.now

    def add(self, timer):
        """Adds a timer. One whose time has come already is over in the next round, as in asyncio."""
        timer._scheduled = True
        late = timer._when <= STEADY + self.now
        (self._late if late else self._waiting).append(timer)

    def clear(self):
        """Forgets all."""
        self._late.clear()
        self._waiting.clear()

    def _catch_up(self):
        """Adds for how long the thread of the loop has slept meanwhile, with `time.sleep`."""
        self.now += self._thread.slept - self._slept
        self._slept = self._thread.slept

    def enter(self):
        """The thread that runs begins to run the loop."""
        self._thread = STATE.current
        self._slept = STATE.current.slept

    def begin_round(self, ready):
        """Adds the timers whose times had come when they were made."""
        self._catch_up()
        ready.extend(self._late)
        self._late.clear()
        self._waiting = [each for each in self._waiting if not each._cancelled]

    def __bool__(self):
        return bool(self._waiting)

    def complete(self, ready, done):
        """Lets timers be over: one if nothing is ready, and more if tasks are ready. `done` is called with each."""
        self._rounds += 1
        if self._waiting and (not ready or self._rounds > _MOST_ROUNDS):
            self._advance(min(each._when for each in self._waiting))
            due = self._due()
            if not ready:
                self._prune(due)
            self._fire(due[self._choose(due, False)], done)
        if has_substance(ready):
            self.offer(done)

    def offer(self, done):
        """Lets as many timers be over as the search wants, of those whose time has come."""
        while True:
            due = self._due()
            choice = self._choose(due, True) if due else 0
            if choice == len(due):
                self._declined = due
                return
            self._fire(due[choice], done)

    def _due(self):
        limit = STEADY + self.now + _SAME
        return [each for each in self._waiting if each._when <= limit and not each._cancelled]

    def _advance(self, when):
        if when > STEADY + self.now:
            self.now = when - STEADY
            self._asked = 0
        thread = STATE.current
        thread.clock = max(thread.clock, self.now)

    def _prune(self, due):
        """Ends an execution in which a timer was not over when it could be, if nothing has happened since."""
        declined, self._declined = self._declined, None
        if declined and [id(each) for each in declined] == [id(each) for each in due]:
            if STATE.chooser.priorities is None:
                STATE.finish("asleep")

    def _choose(self, due, or_none):
        """Which of the timers is over; their number if none is."""
        ways = [_described(each) for each in due]
        if or_none:
            ways.append(("poll", -1, None))
        return decide((), ways)

    def _fire(self, timer, done):
        self._waiting.remove(timer)
        timer._scheduled = False
        self._declined = None
        self._rounds = 0
        done(timer)


def _described(timer):
    """What it is that a timer ends, where that is awaited, and by whom."""
    argument = timer._args[0] if timer._args else None
    waiting = TASKS.waiting_for(argument) if asyncio.isfuture(argument) else None
    if waiting is None:
        return "a timer is over", STATE.current.site, None
    return "{} is over", waiting.site, waiting
