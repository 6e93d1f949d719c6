"""What a call touches: the hook before calls. Rewritten functions have events of their own; of others it is known or
assumed what they do with the containers that they get."""

import datetime
import functools
import os
import types

from .chances import COMPARED as CHANCES
from .chances import chance, is_chance
from .clock import instead
from .draws import note_fixed
from .identity import seen
from .kinds import ATOM, CLASS, CONTAINERS, ITERATOR, LIBRARY, MAP, OWN, USER, VIEW, kind_of_type
from .known import DEEP, MUTATORS, NOTHING, PURE, READERS, REPEATABLE, UNSEEN, VIEWS, is_known, module_of
from .memory import attribute, part_of
from .output import STDOUT
from .scheduler import READ, STATE, WRITE, touch, touch_found
from .values import COMPARED, compared as comparison, read_all

# Names of files whose functions have events of their own, or need none.
_FOLDER = os.path.dirname(os.path.abspath(__file__))
FILES = {os.path.join(_FOLDER, name) for name in os.listdir(_FOLDER) if name.endswith(".py")}

# Names of files of modules that are traced: their copies have events, their originals have none.
TRACED_FILES = set()


class _Log:
    """Where `logging` writes: the order of its messages matters."""

    name_for_all = "log"


LOG = _Log()


def _unknown(module, name, args, site, more=()):
    """A function of a library: it may change all that it gets, unless its module is known."""
    top = module.partition(".")[0]
    if top not in ("math", "operator", "_operator"):
        STATE.current.impure += 1
    if name in MUTATORS:
        read_all(args, site, kind=WRITE, more=more)
    elif module in PURE or top in PURE:
        read_all(args, site, True, True, more=more)
    else:
        if module != "builtins":
            UNSEEN.setdefault((module, name, site))
        for each in args:
            seen(each)
        read_all(args, site, True, True, WRITE, more)


def _has_events(function):
    """Whether a function is rewritten, or needs no event."""
    path = function.__code__.co_filename
    if path in TRACED_FILES:
        names = function.__globals__.get("__builtins__")
        return isinstance(names, dict) and "<module>" in names
    return path in FILES


def _call_function(site, function, args):
    if not _has_events(function):
        module = module_of(function)
        if module == "logging":
            STATE.current.impure += 1
            touch(LOG, None, WRITE, site)
        else:
            _unknown(module, function.__name__, args, site)


def _call_bound(site, method, args):
    function = method.__func__
    if type(function) is types.FunctionType and _has_events(function):
        return
    _call_method(site, method.__self__, getattr(method, "__name__", ""), args)


def _call_builtin(site, function, args):
    owner = function.__self__
    if owner is None or type(owner) is types.ModuleType:
        module = module_of(function)
        if module == "builtins":
            _call_function_of_builtins(site, function.__name__, args)
        else:
            _unknown(module, function.__name__, args, site)
    else:
        _call_method(site, owner, function.__name__, args)


def _call_function_of_builtins(site, name, args):
    if name not in REPEATABLE:
        STATE.current.impure += 1
    if name in NOTHING:
        return
    if name in ("getattr", "setattr", "delattr", "hasattr") and len(args) > 1:
        for each in args[2:]:
            seen(each)
        attribute(args[0], args[1], READ if name in ("getattr", "hasattr") else WRITE, site)
    elif name == "next" and args:
        kind = kind_of_type(type(args[0]))
        more = ((args[0], None, WRITE),) if kind in (ITERATOR, LIBRARY) else ()
        read_all(args, site, more=more)
    elif name == "vars" and args:
        attribute(args[0], "__dict__", READ, site)
    else:
        read_all(args, site, name in DEEP)


def _call_method(site, owner, name, args):
    kind = kind_of_type(type(owner))
    note_fixed(owner, name, site)
    if kind in CONTAINERS:
        _call_container(site, owner, kind, name, args)
    elif kind is ATOM or kind is OWN:
        read_all(args, site, more=((owner, None, WRITE),) if owner is STDOUT else ())
    elif kind is CLASS:
        STATE.current.impure += 1
        read_all(args, site)
    elif kind is VIEW:
        read_all((owner,) + args, site)
    elif kind is USER:
        _call_inherited(site, owner, name, args)
    elif type(owner).__module__ == "logging":
        touch(LOG, None, WRITE, site)
    elif kind is ITERATOR:
        read_all((owner,) + args, site, more=((owner, None, WRITE),))
    else:
        _unknown(module_of(type(owner)), name, args, site, ((owner, None, READ if name in READERS and is_known(owner) else WRITE),))


def _call_inherited(site, owner, name, args):
    """A method that a class of the program has from `object` or a library."""
    STATE.current.impure += 1
    if name in ("__setattr__", "__delattr__") and args:
        touch(owner, args[0], WRITE, site)
    elif name == "__getattribute__" and args:
        touch(owner, args[0], READ, site)
    elif name.startswith("__"):
        read_all(args, site)
    else:
        read_all(args, site, more=((owner, None, READ),))


def _call_container(site, owner, kind, name, args):
    if name in VIEWS:
        return
    for each in args:
        seen(each)
    if name == "setdefault" and kind is MAP and args:
        touch_found(lambda: _set_default(owner, args[0]), site)
    elif name in ("get", "__getitem__", "__contains__") and args and (kind is MAP or name == "__getitem__"):
        touch_found(lambda: ((owner, part_of(owner, args[0], kind), READ),), site)
    else:
        change = READ if name in READERS else WRITE
        read_all(tuple(each for each in args if each is not owner), site, more=((owner, None, change),))


def _set_default(owner, key):
    part = part_of(owner, key, MAP)
    return ((owner, part, READ),) if part is not None and dict.__contains__(owner, part) else ((owner, None, WRITE),)


def _call_unbound(site, descriptor, args):
    name = descriptor.__name__
    if not args:
        return
    if name in ("__setattr__", "__delattr__") and len(args) > 1:
        touch(args[0], args[1], WRITE, site)
    elif not name.startswith("__") or kind_of_type(type(args[0])) in CONTAINERS:
        _call_method(site, args[0], name, args[1:])


def _call_class(site, cls, args):
    if kind_of_type(cls) in (USER, OWN) or not args:
        return
    module = module_of(cls)
    if module != "builtins" or cls.__name__ not in REPEATABLE:
        STATE.current.impure += 1
    if module == "builtins" or module in PURE or module.partition(".")[0] in PURE:
        read_all(args, site, cls in (str, bytes))
    elif kind_of_type(cls) is LIBRARY and not issubclass(cls, BaseException):
        _unknown(module, cls.__name__, args, site)


def _call_partial(site, call, args):
    before_call(site, call.func, *call.args, *args)


_CALLS = {
    types.FunctionType: _call_function,
    types.MethodType: _call_bound,
    types.BuiltinFunctionType: _call_builtin,
    types.MethodWrapperType: _call_builtin,
    types.MethodDescriptorType: _call_unbound,
    types.WrapperDescriptorType: _call_unbound,
    type: _call_class,
    functools.partial: _call_partial,
}
_CACHED = type(functools.lru_cache(maxsize=1)(len))


def before_call(site, function, *args):
    """Before `function` is called with `args` (the values of keywords among them); returns the function."""
    thread = STATE.current
    thread.site = site
    thread.call += 1
    call = _CALLS.get(type(function))
    if call is not None:
        call(site, function, args)
    elif type(function) is _CACHED:
        touch(function, None, WRITE, site)
    elif isinstance(function, type):
        _call_class(site, function, args)
    elif kind_of_type(type(function)) is LIBRARY:
        _unknown(module_of(type(function)), type(function).__name__, args, site, ((function, None, WRITE),))
    if type(function) is types.BuiltinFunctionType and (function.__self__ is datetime.datetime or function.__self__ is datetime.date):
        return instead(function)
    return function


def compare_call(site, function, bound, operator, is_left, compared):
    """`function() < bound`, or `bound < function()`; if that is `random.random`, each result is explored."""
    if is_chance(function, bound):
        STATE.current.site = site
        STATE.current.call += 1
        compare = CHANCES[operator]
        return chance((lambda value: compare(value, bound)) if is_left else (lambda value: compare(bound, value)), bound)
    value = call(site, function)
    left, right = (value, bound) if is_left else (bound, value)
    return comparison(COMPARED[operator])(left, right, compared)


def call(site, function, *args, **keywords):
    """Calls a function, with the event before it."""
    return before_call(site, function, *args, *keywords.values())(*args, **keywords)
