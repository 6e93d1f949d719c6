"""The names that modules of a program see as builtins: Python's own, the hooks, and what is replaced."""

import builtins
import sys

from . import callees, identity, memory, spins, values
from .imports import import_module
from .output import printed
from .scheduler import STATE, Abandoned


def again():
    """At the beginning of a handler that catches all: an execution that is over unwinds nevertheless."""
    if STATE.stopping:
        raise Abandoned


def enter(manager, site):
    """Notes where a `with` or an `await` stands; returns what it enters or awaits."""
    thread = STATE.current
    thread.site = site
    thread.call += 1
    return manager


def visible(names):
    """The names of local variables without those that are ours."""
    if isinstance(names, dict):
        return {name: value for name, value in names.items() if not name.startswith("<")}
    return [name for name in names if not name.startswith("<")]


def _input(prompt="", /):
    printed(prompt, end="")
    line = sys.stdin.readline()
    if not line:
        raise EOFError("EOF when reading a line")
    return line[:-1] if line.endswith("\n") else line


def _hooks():
    hooks = {
        "read global": memory.read_global,
        "write global": memory.write_global,
        "read cell": memory.read_cell,
        "write cell": memory.write_cell,
        "cell target": memory.Cell,
        "read attribute": memory.read_attribute,
        "read library attribute": memory.read_library_attribute,
        "write attribute": memory.write_attribute,
        "get item": memory.get_item,
        "item target": memory.Item,
        "slice": slice,
        "tuple": tuple,
        "read value": values.read_value,
        "read deeply": values.read_deeply,
        "truth": values.truth,
        "iterate": values.iterate,
        "In": values.contains,
        "NotIn": values.contains_not,
        "begin attribute": values.begin_attribute,
        "end attribute": values.end_attribute,
        "begin item": values.begin_item,
        "end item": values.end_item,
        "call": callees.before_call,
        "call through": callees.call,
        "chance": callees.compare_call,
        "with": enter,
        "await": enter,
        "again": again,
        "loop": spins.Loop,
        "rounds": spins.rounds,
        "visible": visible,
        "seen": identity.seen,
    }
    for name, (plain, changing) in values.BINARY.items():
        hooks[name] = values.computed(plain)
        hooks[name + "="] = values.changed(changing)
    for name, function in values.COMPARED.items():
        hooks[name] = values.compared(function)
    return {"<%s>" % name: hook for name, hook in hooks.items()}


_BUILTINS = dict(vars(builtins))
_BUILTINS.update(_hooks())
_BUILTINS.update({"print": printed, "__import__": import_module, "input": _input})


def builtins_of(module, namespace):
    """The builtins of one module of the program."""
    names = _BUILTINS.copy()
    names["<module>"] = module
    names["<globals>"] = memory.Globals(namespace, module)
    return names


