"""Numbers for objects that mean the same object in all executions that equal each other up to its creation.

An object is named by the event at which it was first seen: when it is touched, or when its thread puts it where others
can find it. Both are done by the thread that made it, as no other thread has it before; so its name does not depend on
what other threads do meanwhile.
"""

import collections
import functools
import hashlib
import types

from .kinds import CLASS, LIBRARY, MAP, MODULES, OWN, SEQUENCE, USER, kind_of_type, names_of
from .scheduler import STATE, Logical

_ATOMS = frozenset((int, str, bool, float, bytes, type(None), complex, range, slice))

# The most objects that are named at one event.
_MOST = 5000

# From names to numbers, as far as these were asked for.
_NUMBERS = {}


def _numbered(name):
    """The number of a name, which is the same in all processes: agents that execute one file together name alike.

    Of a thousand names, two have the same number with a probability of 2e-9.
    """
    number = _NUMBERS.get(name)
    if number is None:
        digest = hashlib.blake2b(repr(name).encode(), digest_size=6).digest()
        number = _NUMBERS[name] = int.from_bytes(digest, "big")
    return number


class Names:
    """The names of the objects of one execution."""

    def __init__(self):
        self.seen = {}  # identity -> (length of the trace then, name), of what was put where others can find it
        self.touched = {}  # identity -> number, of what an entry touched that has been looked at
        self.kept = []  # the objects, so that no other one gets the identity of one that was seen

    def clear(self):
        """Begins a new execution."""
        self.seen.clear()
        self.touched.clear()
        self.kept.clear()

    def see(self, value):
        """Names what a value reaches, as far as it has no name."""
        thread = STATE.current
        if thread is STATE.idle:
            return
        moment, waiting, count = len(STATE.trace), [value], 0
        seen, keep = self.seen, self.kept.append
        while waiting and count < _MOST:
            each = waiting.pop()
            cls = type(each)
            if cls in _ATOMS or id(each) in seen:
                continue
            seen[id(each)] = (moment, ("seen", thread.index, thread.n, count))
            keep(each)
            count += 1
            find = _PARTS.get(cls)
            parts = _parts(each, cls) if find is None else find(each)
            if parts:
                parts.reverse()
                waiting += parts

    def number(self, obj, entry, index, position):
        """The number of an object that an entry of the trace touches, as the access at a position of it.

        Entries are looked at in their order, but it does not matter when: what was seen later than touched has the name of the touch.
        """
        number = self.touched.get(id(obj))
        if number is None:
            name = _fixed_name(obj)
            if name is None:
                seen = self.seen.get(id(obj))
                is_seen = seen is not None and seen[0] <= index
                name = seen[1] if is_seen else _name_at_touch(obj, entry[0], entry[1], position)
            number = self.touched[id(obj)] = _numbered(name)
        return number

    def number_of_pending(self, obj, thread, position):
        """The number of an object that a thread is about to touch."""
        number = self.touched.get(id(obj))
        if number is not None:
            return number
        name = _fixed_name(obj)
        if name is None:
            seen = self.seen.get(id(obj))
            name = _name_at_touch(obj, thread, thread.n, position) if seen is None else seen[1]
        return _numbered(name)


def _name_at_touch(obj, thread, event, position):
    """A name for what was never put anywhere: its thread has made it, unless it belongs to a library."""
    cls = type(obj)
    if kind_of_type(cls) is LIBRARY:
        return ("library", cls.__module__, cls.__qualname__)
    return ("touched", thread.index, event, position)


def _fixed_name(obj):
    if type(obj) is str:
        return ("module", obj)
    if type(obj) is Logical:
        return ("thread", obj.index)
    return getattr(obj, "name_for_all", None) if kind_of_type(type(obj)) is OWN else None


def _parts(value, cls):
    """What can be reached in one step from a value of a class without an entry in `_PARTS`."""
    kind = kind_of_type(cls)
    if kind is CLASS:
        return list(vars(value).values()) if value.__module__ in MODULES else []
    found = list(names_of(value).values()) if kind in (USER, MAP, SEQUENCE, OWN) else []
    if kind is MAP:
        found += list(dict.values(value)) + list(dict.keys(value))
    elif kind is USER:
        found += _slots(value)
    return found


def _content(cell):
    try:
        return [cell.cell_contents]
    except ValueError:
        return []


def _slots(value):
    found = []
    for cls in type(value).__mro__:
        for descriptor in vars(cls).values():
            if type(descriptor) is types.MemberDescriptorType:
                try:
                    found.append(descriptor.__get__(value))
                except AttributeError:
                    pass  # it is not assigned
    return found


def _of_function(value):
    if value.__closure__ is None and value.__defaults__ is None and value.__kwdefaults__ is None:
        return None
    return list(value.__closure__ or ()) + list(value.__defaults__ or ()) + list((value.__kwdefaults__ or {}).values())


# By class, what can be reached from a value in one step, as a new list, in an order that does not depend on addresses.
_PARTS = {
    list: list,
    tuple: list,
    collections.deque: list,
    types.FunctionType: _of_function,
    types.MethodType: lambda value: [value.__self__, value.__func__],
    types.CellType: _content,
    functools.partial: lambda value: [value.func, value.args, value.keywords],
}

NAMES = Names()


def seen(value):
    """Names what a value reaches; returns it. Called before the value is put where other threads can find it."""
    if type(value) not in _ATOMS:
        NAMES.see(value)
    return value
