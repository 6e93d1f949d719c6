"""What is shown of steps: where they stand in the text, what they do in words, and the values read and written."""

import collections

from .imports import Imports
from .scheduler import READ, SYNC, STATE
from .shown import brief


# Operations that are no line of the program.
_UNSAID = ("begin", "end", "poll", "schedule", "draw part")


class Details:
    """Collects the values that the events of one execution read and write."""

    def __init__(self, sites):
        self.sites = sites
        self.values = {}
        self.calls = {}  # of synchronisation: the call of its thread that it belongs to
        self.late = set()  # those whose time was over
        self.draws = []  # (thread, which of its draws, value), of those that are explored
        self.unfinished = None

    def note(self, obj, part, kind):
        """Called when an event is about to happen, which will be the next entry of the trace."""
        self.complete()
        index = len(STATE.trace)
        if kind == READ:
            self._keep(index, obj, part)
        else:
            self.unfinished = (index, obj, part)

    def note_call(self, thread, late):
        """Called when a synchronisation operation is about to happen: the call that it belongs to, and whether time is over."""
        self.complete()
        index = len(STATE.trace)
        self.calls[index] = thread.call
        if late:
            self.late.add(index)

    def complete(self):
        """Called when the last event has happened: what was written can be read."""
        if self.unfinished is not None:
            index, obj, part = self.unfinished
            self.unfinished = None
            self._keep(index, obj, part)

    def _keep(self, index, obj, part):
        with STATE.unobserved():
            try:
                self.values[index] = brief(value_of(obj, part))
            except (LookupError, AttributeError, TypeError, ValueError):
                pass  # there is no value: a variable that is not assigned, a key that is not there

    def describe(self, indices, steps):
        """Adds to steps what is known of them."""
        for index, step in zip(indices, steps):
            entry = STATE.trace[index]
            where = self.sites.at(entry[2])
            operation = entry[3].text if entry[4] is SYNC else "{}"
            step["text"] = _text(operation, where)
            if where is not None and operation not in _UNSAID:
                step["line"], step["column"], step["file"] = where.line, where.column, where.file
                step["node"], step["span"] = where.node, where.span
                step["enters"] = where.text.startswith("enter ")
            if index in self.calls:
                step["operation"] = " ".join(operation.replace("{}", "").split())
                step["call"] = self.calls[index]
                step["late"] = index in self.late
            if where is not None and any(access["kind"] == "write" for access in step["accesses"]):
                step["from"] = self.sites.sources(entry[2])
            if index in self.values:
                step["value"] = self.values[index]


def _text(operation, where):
    if operation == "{}":
        return "" if where is None else where.text
    subject = "" if where is None else where.subject
    return " ".join(operation.replace("{}", subject).split())


def value_of(obj, part):
    """The value of a part of an object; None or an error of LookupError's kind if it has none."""
    if isinstance(obj, str):
        return Imports.module(obj).__dict__[part]
    if hasattr(obj, "cell_contents"):
        return obj.cell_contents
    if part is None:
        return obj
    if isinstance(obj, (list, dict, collections.deque)) and part in (obj if isinstance(obj, dict) else range(len(obj))):
        return obj[part]
    if part in getattr(obj, "__dict__", ()):
        return obj.__dict__[part]
    descriptor = getattr(type(obj), part, None)
    if type(descriptor).__name__ == "member_descriptor":
        return descriptor.__get__(obj)
    raise LookupError(part)
