"""The values that CPython has, and whether they are those that the model says."""

import ast
import collections
import copy
import queue
import re

# Expressions without side effects, as far as the library goes; `Index` is of Python 3.8.
_PURE = frozenset(
    ["Expression", "Name", "Attribute", "Subscript", "Index", "Constant", "UnaryOp", "USub", "BinOp", "Add", "Sub", "Mult", "Mod"]
    + ["FloorDiv", "Load", "Store", "Del"]
)


class Checked:
    """A value in CPython beside the model's. `agrees` is None if they cannot be compared."""

    def __init__(self, name, model, real, agrees):
        self.name = name
        self.model = model
        self.real = real
        self.agrees = agrees

    def json(self):
        """As plain data."""
        return {"name": self.name, "model": self.model, "real": self.real, "agrees": self.agrees}


def checked(name, model, value):
    """Compares a value with the model's text of it."""
    plain = _plain(value)
    try:
        expected = ast.literal_eval(model)
    except (SyntaxError, ValueError):
        return Checked(name, model, _text(plain), None)
    return Checked(name, model, _text(plain), plain == expected if _comparable(plain) else None)


def _comparable(value):
    return isinstance(value, (int, float, str, bytes, tuple, list, dict, set, frozenset, type(None)))


def unknown(name, model):
    """A value that cannot be seen from outside."""
    return Checked(name, model, None, None)


def value_in(node, frame):
    """The value of an expression without side effects in a frame; raises if it has none there."""
    if not _is_pure(node):
        raise ValueError("may have side effects")
    tree = ast.Expression(body=_as_read(node))
    return eval(compile(tree, "<value>", "eval", dont_inherit=True), frame.f_globals, frame.f_locals)


def value_of(text, namespace):
    """The value of a name of the model in a module; raises if it has none."""
    if "#" in text:
        raise ValueError("no name of the program")
    node = ast.parse(text, mode="eval")
    if not _is_pure(node):
        raise ValueError("may have side effects")
    return eval(compile(node, "<value>", "eval", dont_inherit=True), namespace)


def _is_pure(node):
    return all(type(each).__name__ in _PURE for each in ast.walk(node))


def _as_read(node):
    read = copy.copy(node)
    read.ctx = ast.Load()
    return read


def _plain(value):
    if isinstance(value, collections.deque):
        return list(value)
    if isinstance(value, queue.Queue):
        return list(value.queue)
    if isinstance(value, collections.OrderedDict):
        return dict(value)
    if type(value).__name__ == "AtomicInt" and type(value).__module__ == "interleave":
        return value._value
    return value


def _text(value):
    try:
        text = repr(value)
    except Exception as problem:
        return type(problem).__name__
    text = re.sub(r" at 0x[0-9a-fA-F]+", "", text)
    return text if len(text) <= 200 else text[:199] + "…"
