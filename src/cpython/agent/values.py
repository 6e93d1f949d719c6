"""The hooks before operations on values: operators, truth, iteration, unpacking. Rewritten code calls them."""

import operator

from .identity import seen
from .kinds import ATOM, CONTAINERS, ITERATOR, KINDS, LIBRARY, MAP, VIEW, kind_of_type, reached, underlying
from .memory import KEYS, attribute, get_item, part_of, set_item
from .scheduler import READ, WRITE, touch, touch_found, touch_several

# Kinds of objects that are read and changed as a whole by operators.
_WHOLE = CONTAINERS | {LIBRARY}


def read_all(values, site, deep=False, objects=False, kind=READ, more=()):
    """One event for what an operation on some values touches, if that is anything."""

    def find():
        found = {}
        for value in values:
            if KINDS.get(type(value)) is not ATOM or type(value) is tuple:
                reached(value, deep, found, objects)
        return tuple(more) + tuple((each, None, kind) for each in found.values())

    touch_found(find, site)


def read_value(value, site):
    """Before the parts of a value are used (a star, the right side of an unpacking); returns it."""
    if KINDS.get(type(value)) is not ATOM:
        group = kind_of_type(type(value))
        if group in _WHOLE:
            touch(value, None, READ, site)
        elif group is VIEW or group is ITERATOR:
            touch_several(_iterated(value, group), site)
    return value


def read_deeply(value, site):
    """Before a value becomes text; returns it."""
    if type(value) not in KEYS:
        read_all((value,), site, True)
    return value


def truth(value, site):
    """Before the truth of a value is asked for; returns it."""
    group = KINDS.get(type(value))
    if group is not ATOM and kind_of_type(type(value)) in _WHOLE:
        touch(value, None, READ, site)
    return value


def contains(item, container, site):
    """`item in container`."""
    group = kind_of_type(type(container))
    if group is MAP:
        touch(container, part_of(container, item, group), READ, site)
    elif group in _WHOLE:
        touch(container, None, READ, site)
    elif group is VIEW or group is ITERATOR:
        touch_several(_iterated(container, group), site)
    return item in container


def contains_not(item, container, site):
    """`item not in container`."""
    return not contains(item, container, site)


def _iterated(value, group):
    accesses = tuple((each, None, READ) for each in underlying(value))
    return accesses + ((value, None, WRITE),) if group is ITERATOR else accesses


def _walk(iterator, accesses, site):
    while True:
        touch_several(accesses, site)
        try:
            value = next(iterator)
        except StopIteration:
            return
        yield value


def iterate(value, site):
    """What a loop goes through in place of `value`: the same, with an event before each element."""
    group = kind_of_type(type(value))
    if group in CONTAINERS and type(value).__iter__ in _PLAIN_ITERATION:
        return _walk(iter(value), ((value, None, READ),), site)
    if group is VIEW or (group is ITERATOR and type(value) not in _FRESH):
        return _walk(iter(value), _iterated(value, group), site)
    if group is LIBRARY:
        return _walk(iter(value), ((value, None, WRITE if hasattr(type(value), "__next__") else READ),), site)
    return value


_PLAIN_ITERATION = frozenset(each.__iter__ for each, kind in list(KINDS.items()) if kind in CONTAINERS)
_FRESH = frozenset((type(iter(range(0))), type(iter(""))))


def compared(function):
    """A comparison: it reads all that is in its operands."""

    def compare(left, right, site):
        if type(left) not in KEYS or type(right) not in KEYS:
            found = [each for each in (left, right) if hasattr(type(each), "__dataclass_fields__")]
            read_all((left, right), site, True, bool(found))
        return function(left, right)

    return compare


def computed(function):
    """An operator with two operands: it reads them."""

    def compute(left, right, site):
        if type(left) not in KEYS or type(right) not in KEYS:
            read_all((left, right), site)
        return function(left, right)

    return compute


def changed(function):
    """An operator of an augmented assignment: it changes the left operand if that is a container."""

    def change(left, right, site):
        if type(left) not in KEYS:
            seen(right)
            if kind_of_type(type(left)) in _WHOLE:
                read_all((right,), site, more=((left, None, WRITE),))
            else:
                read_all((right,), site)
        return function(left, right)

    return change


def begin_attribute(obj, name, site):
    """The first half of `obj.name += …`: reads."""
    attribute(obj, name, READ, site)
    return obj, getattr(obj, name)


def end_attribute(begun, right, change, name, site, write_site):
    """The second half: computes, and writes."""
    obj, left = begun
    value = change(left, right, site)
    attribute(obj, name, WRITE, write_site)
    setattr(obj, name, seen(value))


def begin_item(obj, key, site):
    """The first half of `obj[key] += …`: reads."""
    return obj, key, get_item(obj, key, site)


def end_item(begun, right, change, site, write_site):
    """The second half: computes, and writes."""
    obj, key, left = begun
    set_item(obj, key, change(left, right, site), write_site)


BINARY = {
    "Add": (operator.add, operator.iadd), "Sub": (operator.sub, operator.isub), "Mult": (operator.mul, operator.imul),
    "MatMult": (operator.matmul, operator.imatmul), "Div": (operator.truediv, operator.itruediv),
    "FloorDiv": (operator.floordiv, operator.ifloordiv), "Mod": (operator.mod, operator.imod),
    "Pow": (operator.pow, operator.ipow), "LShift": (operator.lshift, operator.ilshift),
    "RShift": (operator.rshift, operator.irshift), "BitOr": (operator.or_, operator.ior),
    "BitXor": (operator.xor, operator.ixor), "BitAnd": (operator.and_, operator.iand),
}
COMPARED = {
    "Eq": operator.eq, "NotEq": operator.ne, "Lt": operator.lt, "LtE": operator.le, "Gt": operator.gt, "GtE": operator.ge,
}
