"""The tasks of event loops: which one runs, under which name reports have it, and how those end that nobody awaits."""

from .scheduler import STATE


class Task:
    """A task of an event loop. `index` numbers the tasks of an execution in the order in which they were made.

    One that a thread waits for in `run` has no number: what it does is what its `host`, the thread, does.
    """

    __slots__ = ("index", "unnamed", "task", "coroutine", "site", "loop", "host")

    def __init__(self, index, task, loop):
        self.index = index
        self.unnamed = task.get_name()
        self.task = task
        self.coroutine = task.get_coro()
        self.site = STATE.current.site
        self.loop = loop
        self.host = None

    @property
    def name(self):
        """The name that the program gave it; else that of its coroutine."""
        name = self.task.get_name()
        return name if name != self.unnamed else getattr(self.coroutine, "__name__", name)

    def done(self):
        """Whether it has ended."""
        return self.task.done()

    def is_unasked(self):
        """Whether it ended by an exception for which nobody asked."""
        return self.task.done() and not self.task.cancelled() and self.task._log_traceback


class Tasks:
    """The tasks of one execution."""

    def __init__(self):
        self.all = []  # those with a number
        self.of = {}  # identity of a task of asyncio -> our record of it
        self.recorder = None

    def begin(self, recorder):
        """Begins an execution."""
        self.recorder = recorder

    def end(self):
        """Ends an execution: coroutines that wait are closed, so that no code of the program runs later."""
        for each in list(self.of.values()):
            if not each.done():
                try:
                    each.coroutine.close()
                except BaseException:
                    pass  # what a program does when it is thrown away is not part of the outcome
        self.all = []
        self.of = {}
        self.recorder = None

    def add(self, task, loop):
        """Makes a task known. Its events and those of others are steps from now on."""
        known = self.of.get(id(task))
        if known is not None:
            return known
        made = Task(len(self.all), task, loop)
        self.all.append(made)
        self.of[id(task)] = made
        STATE.others += 1
        STATE.alone()
        return made

    def run(self, task):
        """A thread begins to wait for a task: it is the thread's own work."""
        record = self.of.get(id(task))
        if record is None or record.host is not None:
            return
        record.host = STATE.current
        self.all.remove(record)
        for index, each in enumerate(self.all):
            each.index = index
        STATE.others -= 1
        STATE.alone()

    def leave(self, loop):
        """Called when a loop is closed: what its tasks did comes before what others do now."""
        STATE.others -= sum(1 for each in self.all if each.loop is loop)
        STATE.alone()

    def of_loop(self, loop):
        """The tasks of a loop that have not ended."""
        return [each for each in self.of.values() if each.loop is loop and not each.done()]

    def waiting_for(self, future):
        """The task that awaits a future; None if there is none."""
        for each in self.of.values():
            if not each.done() and each.task._fut_waiter is future:
                return each
        return None


TASKS = Tasks()


def column(actor):
    """The number of a thread or task as outcomes have it: tasks come after all threads."""
    if type(actor) is Task:
        return len(STATE.threads) + actor.index if actor.host is None else actor.host.index
    return actor.index


def actor_of(thread):
    """The task that runs in a thread, or the thread itself if none does."""
    return thread if thread.task is None else thread.task


def resume(record):
    """A task goes on in the thread that runs."""
    thread = STATE.current
    STATE.switches.append((len(STATE.trace), thread, record))
    thread.task = record
    thread.site, record.site = record.site, thread.site


def suspend(record):
    """It waits or has ended."""
    thread = STATE.current
    STATE.switches.append((len(STATE.trace), thread, None))
    thread.task = None
    thread.site, record.site = record.site, thread.site


def tasks_of_trace():
    """For each entry of the trace the task whose it is; None if it is what its thread itself does."""
    waiting = iter(STATE.switches)
    following = next(waiting, None)
    running = {}
    for index, entry in enumerate(STATE.trace):
        while following is not None and following[0] <= index:
            running[following[1]] = following[2]
            following = next(waiting, None)
        task = running.get(entry[0])
        yield task if task is not None and task.host is None else None
