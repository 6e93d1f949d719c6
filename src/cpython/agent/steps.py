"""From the trace of an execution to its steps: the events that matter to more than one thread.

An event is a step if its place in the text (its site) ever touched something that two threads touch and one of them
writes. The set of these sites only grows, so equal prefixes have equal steps once it does not.
"""

from .identity import NAMES
from .scheduler import GIVE, KINDS, READ, SEVERAL, STATE, SYNC
from .tasks import column


class Process:
    """The process, which ends with the last thread that is no daemon: what daemons do, they do before."""

    s = 0
    name_for_all = "process"


PROCESS = Process()

# The sites whose events are steps.
SHARED = set()


def accesses_of(entry):
    """The accesses of an entry of the trace, as (object, part, kind)."""
    part = entry[4]
    if part is SYNC:
        accesses = entry[3].accesses
    elif part is SEVERAL:
        accesses = entry[3]
    else:
        accesses = ((entry[3], part, entry[5]),)
    return _of_thread(entry[0], accesses)


def _of_thread(thread, accesses):
    return tuple(accesses) + ((PROCESS, None, READ),) if thread.daemon else accesses


def part_text(part):
    """A part as text; parts that Python holds for equal have equal texts."""
    if type(part) is str:
        return part
    if isinstance(part, (bool, float)) and part == part // 1:
        return str(int(part))
    if type(part) is tuple:
        return "(%s)" % ", ".join(part_text(each) for each in part)
    return repr(part)


class Numbering:
    """Says which entries of the trace are steps, and numbers what they touch."""

    def __init__(self):
        self.next = 0
        self.named = set()  # (thread, event): steps since the search says so

    def is_step(self, index):
        """Whether the entry at an index of the trace is a step, as far as is known."""
        entry = STATE.trace[index]
        if entry[4] is SYNC and entry[3].always:
            return True
        if (entry[0].index, entry[1]) in self.named:
            return True
        if not _between_threads(index):
            return False
        return entry[4] is SYNC or entry[2] in SHARED

    def _advance(self, end):
        """Gives names to what was touched first before an index."""
        trace = STATE.trace
        for index in range(self.next, end):
            self._numbered(trace[index], index)
        self.next = max(self.next, end)

    def numbered_step(self, index):
        """The accesses of the step at an index, as (number, text of the part, kind); none if it is no step."""
        self._advance(index + 1)
        return self._numbered(STATE.trace[index], index) if self.is_step(index) else []

    @staticmethod
    def _numbered(entry, index):
        found = []
        for position, (obj, part, kind) in enumerate(accesses_of(entry)):
            found.append((NAMES.number(obj, entry, index, position), part, kind))
        return found

    def written(self, index):
        """The accesses of the step at an index as JSON has them."""
        self._advance(index + 1)
        return [_as_json(*each) for each in self._numbered(STATE.trace[index], index)]

    def numbered_pending(self, thread):
        """The accesses that a thread is about to make, as (number, part, kind)."""
        self._advance(len(STATE.trace))
        found = []
        for position, (obj, part, kind) in enumerate(_of_thread(thread, thread.pending.now())):
            found.append((NAMES.number_of_pending(obj, thread, position), part, kind))
        return found

    def written_pending(self, thread):
        """The same as JSON has them."""
        return [_as_json(*each) for each in self.numbered_pending(thread)]


def _as_json(number, part, kind):
    if part is None:
        return {"object": number, "kind": KINDS[kind]}
    return {"object": number, "part": part_text(part), "kind": KINDS[kind]}


def _between_threads(index):
    """Whether, at an index of the trace, other threads than the main one existed and were not joined."""
    alone = True
    for position in STATE.solo:
        if index < position:
            break
        alone = not alone
    return not alone


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


def find_shared():
    """Adds to SHARED the sites of this execution that share; returns those that are new."""
    touched = {}
    bits = {}
    for entry, actor in _unordered():
        bit = bits.setdefault(actor, 1 << len(bits))
        for obj, part, kind in accesses_of(entry):
            parts = touched.setdefault(id(obj), {})
            known = parts.get(part)
            if known is None:
                known = parts[part] = [0, 0, set()]
            known[0] |= bit
            if kind != READ:
                known[1] |= bit
            known[2].add(entry[2])
    found = set()
    for parts in touched.values():
        found.update(_shared_sites(parts))
    found.update(entry[2] for entry in STATE.trace if _daemon_writes(entry))
    found -= SHARED
    SHARED.update(found)
    return found


def _unordered():
    """The memory accesses of the trace that starts and joins do not order with all others, each with who makes it."""
    solo = STATE.solo
    for (index, entry), task in zip(enumerate(STATE.trace), tasks_of_trace()):
        if entry[4] is not SYNC and solo and index >= solo[0] and (len(solo) < 2 or _between_threads(index)):
            yield entry, (entry[0], task)


def _daemon_writes(entry):
    if not entry[0].daemon or entry[4] is SYNC:
        return False
    return any(access[2] != READ for access in accesses_of(entry))


def _shared_sites(parts):
    whole = parts.get(None)
    every = [0, 0]
    for known in parts.values():
        every[0] |= known[0]
        every[1] |= known[1]
    for part, (threads, writers, sites) in parts.items():
        if part is None:
            threads, writers = every
        elif whole is not None:
            threads, writers = threads | whole[0], writers | whole[1]
        if writers and threads & (threads - 1):
            yield from sites


def _pending(thread, numbering):
    pending = thread.pending
    accesses = numbering.written_pending(thread)
    return {"thread": thread.index, "event": pending.event, "accesses": accesses}


class _Next:
    """The next step of a thread at some point of the trace, and what it waits for."""

    __slots__ = ("event", "accesses", "ready")

    def __init__(self, event, accesses, ready):
        self.event = event
        self.accesses = accesses
        self.ready = ready


class Report:
    """The steps of an execution that is over, each with the threads that could go on before it."""

    def __init__(self, numbering):
        self.numbering = numbering
        self.states = {}
        self.after = {}  # index of a thread -> its next step

    def steps(self):
        """The steps in order, and (as JSON) the threads that wait at the end."""
        indices = [index for index in range(len(STATE.trace)) if self.numbering.is_step(index)]
        written = [self.numbering.written(index) for index in indices]
        for thread in STATE.threads:
            if not thread.ended and thread.pending is not None:
                pending = thread.pending
                accesses = _pending(thread, self.numbering)["accesses"]
                self.after[thread.index] = _Next(pending.event, accesses, pending.ready)
        blocked = self._blocked(len(STATE.trace)) if STATE.end != "done" else self._daemons()
        steps = self._backwards(indices, written)
        return indices, steps, blocked

    def _backwards(self, indices, written):
        steps = [None] * len(indices)
        position = len(indices) - 1
        for index in range(len(STATE.trace) - 1, -1, -1):
            entry = STATE.trace[index]
            if entry[4] is SYNC:
                for obj, before in entry[3].before:
                    self.states[id(obj)] = before
            if position < 0 or indices[position] != index:
                continue
            ready = entry[3].ready if entry[4] is SYNC else None
            self.after[entry[0].index] = _Next(entry[1], written[position], ready)
            blocked = self._blocked(index)
            waiting = [each["thread"] for each in blocked]
            steps[position] = {
                "thread": entry[0].index,
                "event": entry[1],
                "site": entry[2],
                "accesses": written[position],
                "choice": entry[3].choice if entry[4] is SYNC else 0,
                "choices": entry[3].choices if entry[4] is SYNC else 1,
                "enabled": [each for each in self._present(index) if each not in waiting],
                "blocked": blocked,
            }
            position -= 1
        if STATE.switches:
            tasks = list(tasks_of_trace())
            for index, step in zip(indices, steps):
                entry = STATE.trace[index]
                task = tasks[index] or (entry[3].actor if entry[4] is SYNC else None)
                if task is not None and task.host is None:
                    step["task"] = column(task)
        return steps

    def _state(self, obj):
        state = self.states.get(id(obj), self)
        return obj.s if state is self else state

    def _present(self, index):
        return [number for number in sorted(self.after) if STATE.threads[number].start < index]

    def _blocked(self, index):
        found = []
        STATE.looking = index
        for number in self._present(index):
            following = self.after[number]
            if following.ready is not None and not following.ready(self._state):
                found.append({"thread": number, "event": following.event, "accesses": following.accesses})
        STATE.looking = None
        return found

    def _daemons(self):
        left = [each for each in STATE.threads if not each.ended and each.pending is not None]
        return [_pending(each, self.numbering) for each in left]


def compressed(steps):
    """Leaves `enabled` and `blocked` out of steps where they are those of the step before."""
    last = {"enabled": None, "blocked": None}
    for step in steps:
        for field in ("enabled", "blocked"):
            if step[field] == last[field]:
                del step[field]
            else:
                last[field] = step[field]
    return steps


def gives_end(thread):
    """The accesses of the end of a thread."""
    if STATE.daemons and not thread.daemon:
        return ((thread, None, GIVE), (PROCESS, None, GIVE))
    return ((thread, None, GIVE),)
