"""What kind of object a value is, as far as its accesses go, and which containers a value reaches."""

import array
import collections
import datetime
import decimal
import enum
import fractions
import functools
import gc
import itertools
import operator
import pathlib
import re
import sys
import types
import weakref

ATOM, SEQUENCE, MAP, SET, VIEW, ITERATOR, USER, MODULE, OWN, LIBRARY, CLASS = range(11)
CONTAINERS = frozenset((SEQUENCE, MAP, SET))

# Names of modules whose code is rewritten.
MODULES = {}
# Those of them that are traced: the library has their originals, whose code is not rewritten.
TRACED = set()

_ITERABLE = ([], {}, set(), (), "", b"", bytearray(), range(0), range(1 << 70), collections.deque())
_ITERATORS = {type(iter(each)) for each in _ITERABLE}
_ITERATORS.update(type(reversed(each)) for each in ([], (), {}, range(0), collections.deque()))
_ITERATORS.update(type(iter(view)) for view in ({}.keys(), {}.values(), {}.items()))
_ITERATORS.update((type(iter(lambda: 0, 0)), enumerate, zip, map, filter, reversed, types.GeneratorType))
_ITERATORS.update(value for value in vars(itertools).values() if isinstance(value, type))

_FIXED = {
    ATOM: (
        int, float, complex, bool, str, bytes, type(None), type(NotImplemented), type(Ellipsis), tuple, frozenset, range,
        slice, types.FunctionType, types.MethodType, types.BuiltinFunctionType, types.MethodWrapperType, types.CodeType,
        types.MethodDescriptorType, types.WrapperDescriptorType, types.GetSetDescriptorType, types.MappingProxyType,
        types.CellType, types.FrameType, types.TracebackType, property, staticmethod, classmethod, object,
        datetime.date, datetime.datetime, datetime.time, datetime.timedelta, datetime.timezone, decimal.Decimal,
        fractions.Fraction, re.Pattern, re.Match, pathlib.PosixPath, pathlib.PurePosixPath, operator.itemgetter,
        operator.attrgetter, operator.methodcaller, functools.partial, weakref.ref,
    ),
    SEQUENCE: (list, collections.deque, array.array, bytearray),
    MAP: (dict, collections.defaultdict, collections.OrderedDict, collections.Counter),
    SET: (set,),
    VIEW: (type({}.keys()), type({}.values()), type({}.items()), memoryview),
    ITERATOR: tuple(_ITERATORS),
    MODULE: (types.ModuleType,),
    CLASS: (type,),
}
_BASE = {each: kind for kind, types_ in _FIXED.items() for each in types_}

# The kinds of types: the fixed ones, and those that were met in this execution.
KINDS = dict(_BASE)

_OWN_PACKAGE = __name__.rpartition(".")[0] + "."


def forget_classes():
    """Forgets the classes of an execution."""
    KINDS.clear()
    KINDS.update(_BASE)


def kind_of_type(cls):
    """The kind of the instances of a class."""
    kind = KINDS.get(cls)
    if kind is None:
        kind = KINDS[cls] = _classify(cls)
    return kind


def _classify(cls):
    module = cls.__dict__.get("__module__", None)
    if isinstance(module, str) and module.startswith(_OWN_PACKAGE) and cls.__name__ not in ("Thread", "Timer"):
        return OWN
    if issubclass(cls, (list, collections.deque, array.array, bytearray)):
        return SEQUENCE
    if issubclass(cls, dict):
        return MAP
    if issubclass(cls, set):
        return SET
    if issubclass(cls, type):
        return CLASS
    if issubclass(cls, types.ModuleType):
        return MODULE
    if issubclass(cls, (enum.Enum, int, str, float, bytes, tuple)) and not hasattr(cls, "__dict__"):
        return ATOM
    if module in TRACED and _is_original(cls, module):
        return LIBRARY
    if module in MODULES or (isinstance(module, str) and module.startswith(_OWN_PACKAGE)):
        return USER
    if issubclass(cls, BaseException):
        return USER
    return LIBRARY


def _is_original(cls, module):
    """Whether a class is of the original of a module that is traced, in which its name leads to it."""
    found = sys.modules.get(module)
    for name in cls.__qualname__.split("."):
        found = getattr(found, name, None)
    return found is cls


def names_of(obj):
    """The attributes that an object has of its own, without asking code of the program."""
    try:
        names = object.__getattribute__(obj, "__dict__")
    except AttributeError:
        return {}
    return names if isinstance(names, dict) else {}


def underlying(value, depth=4):
    """The containers that an iterator or a view goes through."""
    found = []
    for each in gc.get_referents(value):
        kind = kind_of_type(type(each))
        if kind in CONTAINERS:
            found.append(each)
        elif kind in (ITERATOR, VIEW) and depth and type(each) is not types.GeneratorType:
            found.extend(underlying(each, depth - 1))
    return found


# How many objects an operation on a value is taken to touch at most; it has more parts than that only in bulk data.
_MOST = 300


def reached(value, deep, found, objects=False):
    """Adds to `found` (a dict by identity) the containers and objects of libraries that `value` is or, if `deep`, that are in it.

    With `objects` it adds instances of the program's classes too.
    """
    kind = kind_of_type(type(value))
    if kind is ATOM and type(value) is not tuple:
        return
    if id(value) in found or len(found) > _MOST:
        return
    if kind in CONTAINERS:
        found[id(value)] = value
    elif kind is LIBRARY:
        found[id(value)] = value
        return
    elif kind is VIEW or (kind is ITERATOR and type(value) is not types.GeneratorType):
        for each in underlying(value):
            reached(each, deep, found, objects)
        return
    elif kind is USER and objects:
        found[id(value)] = value
        if deep:
            for each in list(names_of(value).values()):
                reached(each, deep, found, objects)
        return
    elif type(value) is not tuple:
        return
    if deep or type(value) is tuple:
        for each in _parts(value, kind):
            reached(each, deep, found, objects)


def _parts(value, kind):
    if type(value) in (bytearray, array.array):
        return ()
    if kind is MAP:
        return list(dict.values(value)) + list(dict.keys(value))
    return list(value) if type(value) in (list, tuple, set, collections.deque) else ()
