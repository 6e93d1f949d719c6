"""Values as text, the same for equal ones: no addresses, and sets and dicts in order."""

import enum
import types

from .kinds import ITERATOR, MAP, OWN, SEQUENCE, SET, USER, kind_of_type, names_of

_DEPTH = 12
_MOST = 2000


def _plain(value):
    try:
        return repr(value)
    except Exception:  # numbers with very many digits, and what a program does in a class of its own
        return "<%s>" % type(value).__name__


class _Writer:
    def __init__(self, counts):
        self.counts = counts
        self.numbers = {}
        self.next = {}
        self.open = set()

    def text(self, value, depth):
        if isinstance(value, (int, float, complex, str, bytes, type(None))) and not hasattr(value, "__dict__"):
            return _plain(value)
        if depth > _DEPTH:
            return "…"
        if id(value) in self.open and not _is_object(value):
            return "…"
        self.open.add(id(value))
        try:
            return self._inside(value, depth + 1)
        finally:
            self.open.discard(id(value))

    def _inside(self, value, depth):
        cls = type(value)
        kind = kind_of_type(cls)
        if isinstance(value, BaseException):
            return "%s(%s)" % (cls.__name__, ", ".join(self.text(each, depth) for each in value.args))
        if isinstance(value, (set, frozenset)):
            parts = sorted(self.text(each, depth) for each in _elements(value))
            inner = "{%s}" % ", ".join(parts) if parts else ""
            return inner if cls is set and parts else "%s(%s)" % (cls.__name__, inner)
        if kind is MAP:
            pairs = sorted((self._key(key, depth), self.text(each, depth)) for key, each in dict.items(value))
            inner = "{%s}" % ", ".join("%s: %s" % (key[2], each) for key, each in pairs)
            return inner if cls is dict else "%s(%s)" % (cls.__name__, inner)
        if isinstance(value, tuple):
            return self._tuple(value, depth)
        if kind is SEQUENCE:
            inner = "[%s]" % ", ".join(self.text(each, depth) for each in _elements(value))
            return inner if cls is list else "%s(%s)" % (cls.__name__, inner)
        if isinstance(value, (type, types.FunctionType, types.MethodType, types.BuiltinFunctionType)):
            return "<%s>" % value.__qualname__.replace("<locals>.", "")
        if kind is USER:
            return self._object(value, depth)
        return self._other(value, kind)

    def _key(self, key, depth):
        number = isinstance(key, (int, float)) and not isinstance(key, bool)
        text = self.text(key, depth)
        return (0 if number else 1, key if number else 0, text) if number else (1, 0, text)

    def _tuple(self, value, depth):
        parts = [self.text(each, depth) for each in _elements(value)]
        fields = getattr(type(value), "_fields", None)
        if fields is not None:
            return "%s(%s)" % (type(value).__name__, ", ".join("%s=%s" % pair for pair in zip(fields, parts)))
        return "(%s,)" % parts[0] if len(parts) == 1 else "(%s)" % ", ".join(parts)

    def _object(self, value, depth):
        name = type(value).__name__
        if isinstance(value, enum.Enum):
            return "%s.%s" % (name, value._name_)
        if self.counts.get(id(value), 0) > 1:
            number = self.numbers.get(id(value))
            if number is not None:
                return "%s#%d" % (name, number)
            self.next[name] = self.numbers[id(value)] = self.next.get(name, 0) + 1
            name = "%s#%d" % (name, self.numbers[id(value)])
        parts = ["%s=%s" % (key, self.text(each, depth)) for key, each in attributes(value)]
        parts[:0] = [base.__repr__(value) for base in (str, bytes, int, float) if isinstance(value, base)]
        return "%s(%s)" % (name, ", ".join(parts))

    @staticmethod
    def _other(value, kind):
        if kind is OWN:
            return "<%s>" % getattr(value, "kind", type(value).__name__)
        text = _plain(value)
        return "<%s>" % type(value).__name__ if " at 0x" in text else text


def _is_object(value):
    return kind_of_type(type(value)) is USER


def attributes(value):
    """The attributes of an object that are data, in the order in which they were assigned."""
    found = list(names_of(value).items())
    for cls in type(value).__mro__:
        slots = cls.__dict__.get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if hasattr(value, name) and name not in ("__dict__", "__weakref__"):
                found.append((name, getattr(value, name)))
    return [(key, each) for key, each in found if is_data(each) and not key.startswith("<")]


def is_data(value, depth=3):
    """Whether a value is data: neither code nor a module, nor something that threads synchronise with."""
    kind = kind_of_type(type(value))
    if kind in (OWN, ITERATOR) or isinstance(value, type) or type(value).__name__ in _CODE or any(
        each.__module__.startswith(_PACKAGE) for each in type(value).__mro__ if isinstance(each.__module__, str)
    ):
        return False
    if kind in (SEQUENCE, SET, MAP) or type(value) is tuple:
        parts = list(dict.values(value)) if kind is MAP else _elements(value)
        return not parts or not depth or any(is_data(each, depth - 1) for each in parts[:20])
    return True


def _elements(value):
    """The elements of a list, tuple or set, or of a subclass of these, without asking code of the program."""
    for cls in (list, tuple, set, frozenset):
        if isinstance(value, cls):
            return list(cls.__iter__(value))
    return list(value)


_CODE = ("module", "function", "method", "builtin_function_or_method", "_local", "coroutine")
_PACKAGE = __name__.rpartition(".")[0] + "."


def _count(value, counts, depth):
    """Counts the ways to each object of the program."""
    kind = kind_of_type(type(value))
    if isinstance(value, (str, bytes, int, float, type(None))) or depth > _DEPTH or len(counts) > _MOST:
        return
    counts[id(value)] = counts.get(id(value), 0) + 1
    if counts[id(value)] > 1:
        return
    if kind is MAP:
        for key, each in dict.items(value):
            _count(key, counts, depth + 1)
            _count(each, counts, depth + 1)
    elif kind in (SEQUENCE, SET) or isinstance(value, (tuple, frozenset)):
        for each in _elements(value):
            _count(each, counts, depth + 1)
    elif kind is USER:
        for _, each in attributes(value):
            _count(each, counts, depth + 1)


def shown(values):
    """Values as text, with one numbering of the objects that are reached in more than one way."""
    counts = {}
    for each in values:
        _count(each, counts, 0)
    writer = _Writer(counts)
    return [writer.text(each, 0) for each in values]


def brief(value, most=80):
    """A value as text of at most so many characters."""
    text = shown([value])[0]
    return text if len(text) <= most else text[: most - 1] + "…"
