"""Which thread goes on: along a prefix of decisions, then freely, but never through a step that is asleep.

Sleep sets: Godefroid, Partial-Order Methods for the Verification of Concurrent Systems, 1996. Priorities that change at
given steps: Burckhardt, Kothari, Musuvathi, Nagarakatte, A randomized scheduler with probabilistic guarantees of
finding bugs, ASPLOS 2010.
"""

from .scheduler import FOREVER, KINDS, QUANTUM, READ, STATE, live
from .compact import decisions
from .numbering import part_text

# Events that touch nothing which threads share count too, but so many times less than steps.
EVENTS_PER_STEP = 200
MOST_EVENTS = 400_000


def dependent(one, other):
    """Whether two lists of accesses, as (object, part, kind), touch the same part of an object and not only read it."""
    for first in one:
        for second in other:
            if first[0] != second[0] or (first[2] == READ and second[2] == READ):
                continue
            if first[1] is None or second[1] is None or first[1] == second[1]:
                return True
    return False


def _texts(accesses):
    return [(number, None if part is None else part_text(part), kind) for number, part, kind in accesses]


def _limits(prefix):
    """For each decision, how far its thread may go: through those that come right after it, too, if they are its own."""
    limits = []
    for position, (thread, event) in reversed(list(enumerate(prefix))):
        limit = None if event is None else event + 1
        if event is not None and position + 1 < len(prefix):
            following, next_event = prefix[position + 1]
            if following == thread and next_event is not None and next_event > event:
                limit = limits[-1]
        limits.append(limit)
    limits.reverse()
    return limits


_STUCK = "the thread cannot go on"


class Sleeper:
    """A thread that must not go on through its event before something dependent on it happened."""

    __slots__ = ("event", "accesses")

    def __init__(self, event, accesses):
        self.event = event
        self.accesses = accesses


class Chooser:
    """Chooses for one request."""

    def __init__(self, request, numbering):
        asked = decisions(request)
        self.prefix = [(thread, event) for thread, event, _ in asked]
        self.results = {(thread, event): choice for thread, event, choice in asked}
        self.limits = _limits(self.prefix)
        self.position = 0
        self.began = None  # how many events the thread of the present decision had when the decision began
        self.free = False
        self.numbering = numbering
        # What the search names is a step, whatever is known of its place.
        numbering.named.update((number, event) for number, event in self.prefix if event is not None)
        self.asleep = {}
        self.asked = request.get("sleeping") or ()
        self.checked = 0
        self.most_steps = request.get("maxSteps") or FOREVER
        self.most_events = min(MOST_EVENTS, self.most_steps * EVENTS_PER_STEP)
        policy = request.get("policy") or {"kind": "first"}
        self.priorities = None
        self.seed = policy.get("seed", 0)
        if policy["kind"] == "priorities":
            self.priorities = dict(enumerate(policy["priorities"]))
            self.changes = set(policy["changes"])
            self.lowest = min(policy["priorities"], default=0)
        self.steps = 0
        self.departed = None

    def choose(self, running):
        """The thread to go on; None if the execution is over, with the reason in `STATE.end`."""
        if not self.free:
            chosen = self._follow()
            if chosen is not None or STATE.end is not None:
                return chosen
        return self._choose_freely(running)

    def result_of(self, thread, event, count):
        """Which of the results of an event is wanted. Raises Abandoned if there is no such result."""
        wanted = self.results.get((thread.index, event))
        if wanted is None:
            return 0 if self.priorities is None else (self.seed + self.steps) % count
        if wanted >= count:
            self._skip_done()
            self.departed = {
                "at": self.position,
                "thread": thread.index,
                "event": event,
                "message": "the step has no result %d" % wanted,
            }
            STATE.finish("departed")
        return wanted

    def _follow(self):
        self._skip_done()
        if self.position < len(self.prefix):
            number, event = self.prefix[self.position]
            thread = self._thread(number)
            if thread is not None and self.began is None:
                self.began = thread.n
            problem = self._problem(thread)
            if problem is None:
                one = event is None or STATE.details is not None
                thread.limit = thread.n + 1 if one else self.limits[self.position]
                return thread
            if problem != _STUCK or thread.n == self.began:
                self.departed = {"at": self.position, "thread": number, "event": event, "message": problem}
                STATE.end = "departed"
                return None
            self._end_early(thread)
        self.free = True
        self._fall_asleep()
        return None

    def _skip_done(self):
        """Goes on to the first decision that is not carried out."""
        while self.position < len(self.prefix):
            number, event = self.prefix[self.position]
            thread = self._thread(number)
            if thread is None or not self._is_done(thread, event):
                return
            is_joined = self.began is not None and event is not None and self.limits[self.position] > event + 1
            self.began = event + 1 if is_joined else None
            self.position += 1

    @staticmethod
    def _thread(number):
        return STATE.threads[number] if number < len(STATE.threads) else None

    def _problem(self, thread):
        """Why the thread of a decision cannot go on; None if it can."""
        if thread is None:
            return "the thread does not exist"
        if thread.ended or self._over():
            return "the thread has ended"
        return None if self._ready(thread) else _STUCK

    def _is_done(self, thread, event):
        """Whether a decision is carried out; one without an event is when its thread has made a step."""
        if event is not None:
            return thread.n > event
        if self.began is None or thread.n == self.began:
            return False
        index = self._last_of(thread)
        return index is not None and self.numbering.is_step(index)

    def is_named_before(self, thread, event):
        """Whether the prefix lets a thread stop just before an event."""
        return not self.free and (thread.index, event - 1) in self.results

    @staticmethod
    def _last_of(thread):
        for index in range(len(STATE.trace) - 1, -1, -1):
            if STATE.trace[index][0] is thread:
                return index
        return None

    def _end_early(self, thread):
        """A thread has to wait on the way to an event: the last one that it managed is a step, and the prefix ends there."""
        last = (thread.index, thread.n - 1)
        self.numbering.name(last)
        if self.position < len(self.prefix) - 1:
            self.asked = ()
        self.prefix = self.prefix[: self.position] + [last]

    @staticmethod
    def _over():
        return all(each.ended or each.daemon for each in STATE.threads)

    @staticmethod
    def _ready(thread):
        ready = thread.pending.ready
        return ready is None or ready(live)

    def _fall_asleep(self):
        """Begins with the sleepers of the request; those that depend on the last step of the prefix wake at once.

        What a step touches can depend on the state, so a sleeper has what the request says and what it would touch now.
        """
        for each in self.asked:
            accesses = [
                (access["object"], access.get("part"), KINDS.index(access["kind"])) for access in each["accesses"]
            ]
            thread = STATE.threads[each["thread"]] if each["thread"] < len(STATE.threads) else None
            if thread is not None and thread.pending is not None and thread.pending.event == each["event"]:
                accesses += _texts(self.numbering.pending(thread))
            self.asleep[each["thread"]] = Sleeper(each["event"], accesses)
        self.checked = self._last_decision()

    def _last_decision(self):
        """The position in the trace of the last step of the prefix."""
        trace = STATE.trace
        for index in range(len(trace) - 1, -1, -1):
            if self.prefix and (trace[index][0].index, trace[index][1]) == self.prefix[-1]:
                return index
        return len(trace)

    def _wake(self):
        """Drops the sleepers that depend on what happened since the last call."""
        trace = STATE.trace
        for index in range(self.checked, len(trace)):
            if not self.asleep:
                break
            if not self.numbering.is_step(index):
                continue
            happened = _texts(self.numbering.accesses(index))
            for number, sleeper in list(self.asleep.items()):
                if number != trace[index][0].index and dependent(sleeper.accesses, happened):
                    del self.asleep[number]
        self.checked = len(trace)

    def _is_asleep(self, thread):
        sleeper = self.asleep.get(thread.index)
        return sleeper is not None and thread.n >= sleeper.event

    def _count(self):
        """Counts steps, as far as it is known that events are steps; lowers priorities where the request says so."""
        steps = self.numbering.steps_so_far()
        for index in steps[self.steps :] if self.priorities is not None else ():
            self.steps += 1
            if self.steps in self.changes:
                self._lower(STATE.trace[index][0])
        self.steps = len(steps)

    def _lower(self, thread):
        self.lowest -= 1
        self.priorities[thread.index] = self.lowest

    def _choose_freely(self, running):
        if self._over():
            STATE.end = "done"
            return None
        self._count()
        if self.steps >= self.most_steps or len(STATE.trace) >= self.most_events:
            STATE.end = "cut"
            return None
        if self.asleep:
            self._wake()
        able = [each for each in STATE.threads if not each.ended and self._ready(each)]
        awake = [each for each in able if not self._is_asleep(each)] if self.asleep else able
        if not awake:
            STATE.end = "asleep" if able else "deadlock"
            return None
        chosen = self._first(running, awake) if self.priorities is None else self._by_priority(running, awake)
        if chosen is not running:
            chosen.since = chosen.n
        self._set_limit(chosen)
        return chosen

    def _first(self, running, awake):
        if running in awake and not running.pending.yields:
            if running.n - running.since < QUANTUM:
                return running
            running.since = running.n
            STATE.stamps += 1
            running.stamp = STATE.stamps
            others = [each for each in awake if each is not running and not each.pending.yields]
            return min(others, key=lambda each: each.stamp) if others else running
        willing = [each for each in awake if not each.pending.yields]
        return willing[0] if willing else min(awake, key=lambda each: each.stamp)

    def _by_priority(self, running, awake):
        if running is not None and not running.ended:
            if running.pending.yields or running.n - running.since >= QUANTUM:
                running.since = running.n
                self._lower(running)
        return max(awake, key=lambda each: (self.priorities.get(each.index, 0), -each.index))

    def _set_limit(self, thread):
        if self.priorities is not None or STATE.details is not None:
            thread.limit = thread.n + 1
            return
        rest = min(self.most_steps - self.steps, self.most_events - len(STATE.trace), QUANTUM)
        thread.limit = thread.n + max(1, rest)
        if self.asleep:
            # While it runs, only what it does itself can wake others; so it does not matter when they wake.
            thread.limit = min(thread.limit, max(thread.n + 1, thread.since + QUANTUM))
            sleeper = self.asleep.get(thread.index)
            if sleeper is not None:
                thread.limit = min(thread.limit, sleeper.event)

