"""What modules of a program import: modules of its own, replaced ones, and copies of those that are traced.

A module that is traced is executed once more for each execution, and only modules of the program and other traced ones get that
copy. The rest of the library has the original, whose state outlives executions.
"""

import builtins
import importlib
import importlib.util
import os
import sys
import types

from . import replaced
from .scheduler import STATE

_REAL_IMPORT = builtins.__import__


class Imports:
    """What the program of the execution can import."""

    program = None
    copies = {}  # of modules that are traced, by name

    @classmethod
    def begin(cls, program):
        """Prepares for a program, once."""
        cls.program = program

    @classmethod
    def has(cls, name):
        """Whether a module is one of the program, or traced."""
        return cls.program is not None and name in cls.program.sources

    @classmethod
    def is_traced(cls, name):
        """Whether a module is traced."""
        return cls.has(name) and cls.program.sources[name].traced

    @classmethod
    def module(cls, name):
        """A module of the program as this execution has it; None if it was not imported."""
        return cls.copies.get(name) if cls.is_traced(name) else sys.modules.get(name)

    @classmethod
    def forget(cls):
        """Ends an execution."""
        for name in cls.program.sources:
            module = cls.copies.pop(name, None) if cls.is_traced(name) else sys.modules.pop(name, None)
            if module is not None:
                module.__dict__.clear()


def import_module(name, globals=None, locals=None, fromlist=(), level=0):
    """As `__import__`; modules whose threads and clocks are not ours are replaced."""
    full = name
    if level:
        full = importlib.util.resolve_name("." * level + name, (globals or {}).get("__package__") or "")
    if Imports.is_traced(full.partition(".")[0]):
        return _unobserved(lambda: _import_copy(full, fromlist))
    if Imports.has(full) and STATE.others and full not in sys.modules:
        return _unobserved(lambda: _REAL_IMPORT(name, globals, locals, fromlist, level))
    module = _REAL_IMPORT(name, globals, locals, fromlist, level)
    if level or Imports.has(name.partition(".")[0]):
        return module
    return replaced.MODULES.get(name if fromlist else name.partition(".")[0], module)


def _unobserved(importing):
    """Imports without events, once there are threads: within an import there are locks of Python's own."""
    if not STATE.others:
        return importing()
    with STATE.unobserved():
        return importing()


def _import_copy(full, fromlist):
    parts = full.split(".")
    top = module = _copy(parts[0], None)
    for length in range(2, len(parts) + 1):
        module = _copy(".".join(parts[:length]), module)
    if not fromlist:
        return top
    for each in fromlist:
        names = getattr(module, "__all__", ()) if each == "*" else (each,)
        for part in names:
            if not hasattr(module, part) and Imports.is_traced("%s.%s" % (full, part)):
                _copy("%s.%s" % (full, part), module)
    return module


def _copy(name, parent):
    """The copy of a module that is traced, which becomes an attribute of its package; the original of a part that has no copy."""
    known = Imports.copies.get(name)
    if known is not None:
        return known
    original = importlib.import_module(name)
    copy = _executed(name, original) if Imports.is_traced(name) and _is_itself(original, name) else original
    if parent is not None:
        setattr(parent, name.rpartition(".")[2], copy)
    return copy


def _is_itself(original, name):
    """Whether a module is the one of its file; some put another one in their place."""
    path = getattr(original, "__file__", None)
    return isinstance(path, str) and os.path.abspath(path) == Imports.program.sources[name].path


def _executed(name, original):
    copy = types.ModuleType(name)
    for each in ("__spec__", "__loader__", "__package__", "__file__", "__path__"):
        if hasattr(original, each):
            setattr(copy, each, getattr(original, each))
    Imports.copies[name] = copy
    try:
        Imports.program.execute(name, copy.__dict__)
    except BaseException:
        del Imports.copies[name]
        raise
    copy.__dict__.update(replaced.OVERRIDES.get(name, {}))
    return copy
