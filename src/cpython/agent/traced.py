"""Modules of Python's library and installed packages that `--trace-module` has rewritten, as if they lay beside the file."""

import functools
import importlib.machinery
import os
import pkgutil
import sys

from .replaced import MODULES, OVERRIDES

# Modules whose originals the interpreter, `copy` or weak references call by themselves: a copy would be another module.
_INTERPRETER = frozenset(
    "abc codecs copyreg encodings genericpath importlib io ntpath os posixpath runpy site stat sys weakref zipimport"
    " _collections_abc _sitebuiltins _weakrefset".split()
)
# Modules with operations that are steps already, besides those that are replaced.
_STEPS = frozenset(("asyncio", "logging"))


class Refused(Exception):
    """Why a module cannot be traced."""


def find(name):
    """The file of a top-level module and whether it is a package, without executing anything; `Refused` if it cannot be traced."""
    top = name.partition(".")[0]
    if top in _STEPS or (top in MODULES and top not in OVERRIDES):
        raise Refused("`%s` cannot be traced: its operations are steps already" % name)
    if top in _INTERPRETER:
        raise Refused("`%s` cannot be traced: the interpreter itself uses it" % name)
    if top in sys.builtin_module_names:
        raise Refused("`%s` cannot be traced: it is written in C, and each call of it is one step" % name)
    spec = importlib.machinery.PathFinder.find_spec(top)
    if spec is None:
        raise Refused("there is no module `%s`%s" % (top, _meant(top)))
    if top != name:
        raise Refused("`%s` is a part of `%s`: write `--trace-module %s`" % (name, top, top))
    return _source_of(name, spec)


def _source_of(name, spec):
    origin = spec.origin or ""
    if origin.endswith(tuple(importlib.machinery.EXTENSION_SUFFIXES)):
        raise Refused("`%s` cannot be traced: it is written in C, and each call of it is one step" % name)
    if not origin.endswith(".py") or not os.path.isfile(origin):
        raise Refused("`%s` cannot be traced: it has no file of Python" % name)
    return os.path.abspath(origin), spec.submodule_search_locations is not None


def _meant(name):
    import difflib  # only a mistake needs it

    known = {each.name for each in pkgutil.iter_modules()} | set(sys.builtin_module_names)
    close = difflib.get_close_matches(name, sorted(known), 1)
    return "; did you mean `%s`?" % close[0] if close else ""


def find_part(name, folder):
    """The file of a module of a package that is traced, in the package's folder, and whether it is a package; None if it has none."""
    base = os.path.join(folder, name.rpartition(".")[2])
    for path, package in ((os.path.join(base, "__init__.py"), True), (base + ".py", False)):
        if os.path.isfile(path):
            return path, package
    return None


@functools.lru_cache(maxsize=None)
def traceable(module):
    """The name to give to `--trace-module` for a module; None if it cannot be traced."""
    name = module.partition(".")[0]
    try:
        find(name)
    except Refused:
        return None
    return name
