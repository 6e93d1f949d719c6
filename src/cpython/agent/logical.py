"""Threads of the program, and what they are about to do or have done."""


class Logical:
    """A thread of the program. As the object that starts and joins synchronise on, its state `s` is 1 once it ended."""

    __slots__ = (
        "index", "n", "limit", "site", "pending", "ended", "lock", "since", "stamp", "daemon", "facade", "clock",
        "s", "start", "joined", "ident", "slept", "task", "loop", "call", "entered",
        "impure", "poll", "draws", "drawn", "exploring", "__weakref__",
    )

    def __init__(self, index, lock, daemon=False, facade=None):
        self.index = index
        self.n = 0
        self.limit = 0
        self.site = -1
        self.pending = None
        self.ended = False
        self.lock = lock
        self.since = 0
        self.stamp = 0
        self.daemon = daemon
        self.facade = facade
        self.clock = 0.0
        self.s = 0
        self.start = -1
        self.joined = False
        self.ident = 0
        self.slept = 0.0  # seconds, in all
        self.task = None  # of those that an event loop runs in this thread, the one that runs
        self.loop = None  # the event loop that runs in this thread
        self.call = 0  # how many calls of the program it has begun: several steps may belong to one
        self.impure = 0  # how often it did something of which it is not known that doing it again changes nothing
        self.poll = None  # whether somebody has written what its loop reads, which waits with a timeout in vain; see spins.py
        self.draws = 0  # how many random numbers below others it has drawn
        self.drawn = 1  # how many combinations those have that are explored
        self.exploring = False  # whether those that it draws now are
        self.entered = []  # the guards that it has entered by `with`, each with where that stands


class Pending:
    """What a thread is about to do. `ready` gets a function from objects to their states; None: it never waits."""

    __slots__ = ("event", "accesses", "ready", "yields", "text", "find", "spins")

    def __init__(self, event, accesses, ready=None, yields=False, text="", find=None, spins=None):
        self.event = event
        self.accesses = accesses
        self.ready = ready
        self.yields = yields
        self.text = text
        self.find = find
        self.spins = spins  # of a loop that goes round in vain: what it reads, and where

    def now(self):
        """Its accesses in the present state."""
        return self.accesses if self.find is None else self.find()


class Sync:
    """A synchronisation operation in the trace, with the states of its objects before it."""

    __slots__ = ("accesses", "ready", "before", "text", "always", "choice", "choices", "actor", "vain")

    def __init__(self, accesses, ready, text, always, choice=0, choices=1, actor=None, before=None):
        self.accesses = accesses
        self.ready = ready
        self.before = [(access[0], access[0].s) for access in accesses] if before is None else before
        self.text = text
        self.always = always
        self.choice = choice
        self.choices = choices
        self.actor = actor
        self.vain = False  # whether it changed nothing: a lock that was not free, a timeout
