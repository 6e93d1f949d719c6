"""From the trace of an execution that is over to its steps: the events that matter to more than one thread."""

import bisect

from .numbering import as_json
from .scheduler import STATE, SYNC
from .tasks import column, tasks_of_trace


class _Gate:
    """What the next step of a thread waits for, at some point of the trace."""

    __slots__ = ("event", "accesses", "ready")

    def __init__(self, event, accesses, ready):
        self.event = event
        self.accesses = accesses
        self.ready = ready


class Report:
    """The steps of an execution that is over, each with the threads that could go on before it.

    A step is a tuple: its thread, event, site, accesses, choice and number of choices, the threads that could go on, those that
    waited as (thread, event, accesses), and its task or None. Equal steps are equal tuples in all executions.
    """

    def __init__(self, numbering):
        self.numbering = numbering
        self.states = {}  # of objects, by identity, where they are not those of the end
        self.present = []  # the threads that have a step or wait, in order
        self.gates = {}  # by index of a thread, if its next step may have to wait
        self.going_on = None  # what `_going_on` said last, as long as it is still so

    def steps(self):
        """The positions of the steps in the trace, the steps, and the threads that wait at the end."""
        indices = self.numbering.steps_so_far()
        accesses = [self.numbering.accesses(index) for index in indices]
        left = [each for each in STATE.threads if not each.ended and each.pending is not None]
        last = [(each, self.numbering.pending(each)) for each in left]
        for thread, touched in last:
            self._see(thread.index, thread.pending.event, touched, thread.pending.ready)
        if STATE.end == "done":
            blocked = tuple((thread.index, thread.pending.event, touched) for thread, touched in last)
        else:
            blocked = self._blocked(len(STATE.trace))
        return indices, self._backwards(indices, accesses), blocked

    def _see(self, number, event, accesses, ready):
        """Goes back to where a thread is about to take a step."""
        if number not in self.present:
            bisect.insort(self.present, number)
            self.going_on = None
        if ready is not None:
            self.gates[number] = _Gate(event, accesses, ready)
            self.going_on = None
        elif number in self.gates:
            del self.gates[number]
            self.going_on = None

    def _backwards(self, indices, accesses):
        trace, states = STATE.trace, self.states
        tasks = list(tasks_of_trace()) if STATE.switches else None
        steps = []
        end = len(trace)
        for index, touched in zip(reversed(indices), reversed(accesses)):
            for each in range(end - 1, index - 1, -1):
                if trace[each][4] is SYNC:
                    for obj, before in trace[each][3].before:
                        states[id(obj)] = before
                    self.going_on = None
            end = index
            thread, event, site, operation, part, _ = trace[index]
            choice, choices, ready, actor = 0, 1, None, None
            if part is SYNC:
                choice, choices, ready, actor = operation.choice, operation.choices, operation.ready, operation.actor
            self._see(thread.index, event, touched, ready)
            enabled, blocked = self._going_on(index)
            task = None if tasks is None else _column(tasks[index] or actor)
            steps.append((thread.index, event, site, touched, choice, choices, enabled, blocked, task))
        steps.reverse()
        return steps

    def _going_on(self, index):
        """The threads that can go on before a position of the trace, and those that wait."""
        if self.going_on is None or STATE.polls or STATE.threads[self.present[-1]].start >= index:
            blocked = self._blocked(index)
            waiting = [each[0] for each in blocked]
            self.going_on = (tuple([each for each in self.present if each not in waiting]), blocked)
        return self.going_on

    def _blocked(self, index):
        """The threads that wait before a position of the trace, which goes back: threads that began later are gone."""
        while self.present and STATE.threads[self.present[-1]].start >= index:
            self.gates.pop(self.present.pop(), None)
        found = []
        STATE.looking = index
        for number in sorted(self.gates):
            gate = self.gates[number]
            if not gate.ready(self._state):
                found.append((number, gate.event, gate.accesses))
        STATE.looking = None
        return tuple(found)

    def _state(self, obj):
        return self.states[id(obj)] if id(obj) in self.states else obj.s


def _column(task):
    return column(task) if task is not None and task.host is None else None


def waiting_as_json(blocked):
    """Threads that wait as JSON has them."""
    return [{"thread": thread, "event": event, "accesses": as_json(accesses)} for thread, event, accesses in blocked]


def step_as_json(step):
    """A step as JSON has it."""
    thread, event, site, accesses, choice, choices, enabled, blocked, task = step
    made = {
        "thread": thread,
        "event": event,
        "site": site,
        "accesses": as_json(accesses),
        "choice": choice,
        "choices": choices,
        "enabled": list(enabled),
        "blocked": waiting_as_json(blocked),
    }
    if task is not None:
        made["task"] = task
    return made


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
