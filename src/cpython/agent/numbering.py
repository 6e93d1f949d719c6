"""Which entries of the trace are steps, and numbers for what they touch.

An event is a step if its place in the text (its site) ever touched something that two threads touch and one of them
writes. The set of these sites only grows, so equal prefixes have equal steps once it does not.
"""

import bisect

from .identity import NAMES
from .scheduler import GIVE, KINDS, READ, SEVERAL, STATE, SYNC


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
    return _of_thread(entry[0], accesses) if entry[0].daemon else accesses


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
        self.numbers = []  # by index of the trace, as far as it is numbered: accesses as (number, part, kind)
        self.named = set()  # (thread, event): steps since the search says so
        self.steps = []  # the indices of the entries that are steps, as far as they were looked at
        self.looked = 0  # how far that is

    def is_step(self, index):
        """Whether the entry at an index of the trace is a step, as far as is known."""
        entry = STATE.trace[index]
        if entry[4] is SYNC:
            if entry[3].always or is_between_threads(index):
                return True
        elif entry[2] in SHARED and is_between_threads(index):
            return True
        return (entry[0].index, entry[1]) in self.named

    def name(self, step):
        """Makes an event, as (thread, event), a step."""
        self.named.add(step)
        self.look_again()

    def look_again(self):
        """Forgets which entries are steps: more are from now on."""
        self.steps = []
        self.looked = 0

    def steps_so_far(self):
        """The indices of the entries that are steps."""
        end = len(STATE.trace)
        self.steps += [each for each in range(self.looked, end) if self.is_step(each)]
        self.looked = end
        return self.steps

    def accesses(self, index):
        """The accesses of the entry at an index, as (number, part, kind). What was touched first before it has its name before."""
        trace, numbers = STATE.trace, self.numbers
        for each in range(len(numbers), index + 1):
            entry = trace[each]
            part = entry[4]
            if part is SYNC or part is SEVERAL or entry[0].daemon:
                numbers.append(_numbered(entry, each))
            else:
                numbers.append(((NAMES.number(entry[3], entry, each, 0), part, entry[5]),))
        return numbers[index]

    def pending(self, thread):
        """The accesses that a thread is about to make, as (number, part, kind)."""
        if STATE.trace:
            self.accesses(len(STATE.trace) - 1)
        found = []
        for position, (obj, part, kind) in enumerate(_of_thread(thread, thread.pending.now())):
            found.append((NAMES.number_of_pending(obj, thread, position), part, kind))
        return tuple(found)


def _numbered(entry, index):
    number = NAMES.number
    return tuple(
        [(number(obj, entry, index, position), part, kind) for position, (obj, part, kind) in enumerate(accesses_of(entry))]
    )


def as_json(accesses):
    """Numbered accesses as JSON has them."""
    return [
        {"object": number, "kind": KINDS[kind]}
        if part is None
        else {"object": number, "part": part_text(part), "kind": KINDS[kind]}
        for number, part, kind in accesses
    ]


def is_between_threads(index):
    """Whether, at an index of the trace, other threads than the main one existed and were not joined."""
    return bisect.bisect_right(STATE.solo, index) % 2 == 1


def gives_end(thread):
    """The accesses of the end of a thread."""
    if STATE.daemons and not thread.daemon:
        return ((thread, None, GIVE), (PROCESS, None, GIVE))
    return ((thread, None, GIVE),)
