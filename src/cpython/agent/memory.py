"""The hooks before accesses to memory. Rewritten code calls them; each is an event, or returns at once if none is due."""

import types

from .identity import seen
from .kinds import ATOM, CLASS, CONTAINERS, KINDS, LIBRARY, MAP, MODULE, MODULES, OWN, SEQUENCE, kind_of_type, names_of
from .known import UNSEEN, is_known, module_of
from .scheduler import READ, WRITE, touch, touch_found

KEYS = frozenset((int, str, bool, float, bytes, type(None)))
_MISSING = object()

# (class, attribute) -> how instances come by it; forgotten after each execution
ATTRIBUTES = {}
_INSTANCE, _UNCHANGING = object(), object()
# Methods that are written in C: an object without attributes of its own has no others.
_METHODS = (types.MethodDescriptorType, types.WrapperDescriptorType, types.ClassMethodDescriptorType)


def read_global(module, name, site):
    """Before a read of a variable of a module, which is known by the name of the module. Always true."""
    touch(module, name, READ, site)
    return True


def write_global(value, module, name, site):
    """Before a variable of a module is assigned; returns the value."""
    touch(module, name, WRITE, site)
    return seen(value)


def read_cell(cell, site):
    """Before a read of a variable that inner functions share. Always true."""
    touch(cell, None, READ, site)
    return True


def write_cell(value, cell, site):
    """Before such a variable is assigned; returns the value."""
    touch(cell, None, WRITE, site)
    return seen(value)


_mro_of = type.__dict__["__mro__"].__get__
_names_of_class = type.__dict__["__dict__"].__get__


def _order_of(cls):
    return _mro_of(cls) or (cls,)  # a class that is being made has none yet


def _way(cls, name):
    """How instances of a class come by an attribute: from themselves, without a read of memory, or from the class returned."""
    for each in _order_of(cls):
        value = _names_of_class(each).get(name, _MISSING)
        if value is _MISSING:
            continue
        if isinstance(value, property) or (type(value) in _METHODS and not cls.__dictoffset__):
            return _UNCHANGING
        return _INSTANCE if hasattr(type(value), "__get__") else each
    return _INSTANCE


def _touch_attribute(obj, name, kind, site):
    cls = type(obj)
    way = ATTRIBUTES.get((cls, name))
    if way is None:
        way = ATTRIBUTES[(cls, name)] = _way(cls, name)
    if way is _UNCHANGING:
        return
    if way is _INSTANCE or kind == WRITE:
        touch(obj, name, kind, site)
        return

    def find():
        own = ((obj, name, READ),)
        return own if name in names_of(obj) else own + ((way, name, READ),)

    touch_found(find, site)


def _touch_class_attribute(cls, name, kind, site):
    if kind == WRITE:
        ATTRIBUTES.clear()
        touch(cls, name, WRITE, site)
        return

    def find():
        holders = [each for each in _order_of(cls) if name in _names_of_class(each)][:1]
        return ((cls, name, READ),) + tuple((each, name, READ) for each in holders if each is not cls)

    touch_found(find, site)


def attribute(obj, name, kind, site):
    """An access to an attribute of any object."""
    group = kind_of_type(type(obj))
    if group is ATOM or group is OWN:
        return
    if group is MODULE:
        module = MODULES.get(names_of(obj).get("__name__"))
        if module is not None:
            touch(module, name, kind, site)
    elif group is CLASS:
        _touch_class_attribute(obj, name, kind, site)
    elif name == "__dict__":
        touch(obj, None, WRITE, site)
    else:
        _touch_attribute(obj, name, kind, site)


def read_attribute(obj, name, site):
    """Before a read of an attribute; returns the object."""
    attribute(obj, name, READ, site)
    return obj


def read_library_attribute(obj, name, site):
    """Before a read of an attribute that the program never assigns: only objects of libraries may change it."""
    group = KINDS.get(type(obj))
    if group is LIBRARY or group is MODULE:
        attribute(obj, name, READ, site)
    return obj


def write_attribute(obj, name, site):
    """Before an attribute is assigned or deleted; returns the object."""
    attribute(obj, name, WRITE, site)
    return obj


def part_of(obj, key, group):
    """The part of a container that a key names; None for all of it."""
    if group is SEQUENCE:
        if type(key) is not int:
            return None
        size = len(obj)
        index = key + size if key < 0 else key
        return index if 0 <= index < size else None
    if type(key) in KEYS or (type(key) is tuple and all(type(each) in KEYS for each in key)):
        return key
    return None


def reading_of(obj, key, group):
    """The access of `obj[key]`: to an element, or to all where that cannot be told."""
    part = part_of(obj, key, group)
    if group is MAP and part is not None and hasattr(type(obj), "__missing__") and not dict.__contains__(obj, part):
        return ((obj, None, WRITE),)
    return ((obj, part, READ),)


def writing_of(obj, key, group):
    """The access of `obj[key] = …`: to an element, or to all if there is no such element yet."""
    part = part_of(obj, key, group)
    if group is MAP and part is not None and not dict.__contains__(obj, part):
        part = None
    return ((obj, part, WRITE),)


def _touch_library(obj, method, kind, site):
    """An access to an object of a library as a whole. Of a class of which nothing is known, even a read may be a change."""
    if not is_known(obj):
        UNSEEN.setdefault((module_of(type(obj)), "%s.%s" % (type(obj).__name__, method), site))
    touch(obj, None, kind, site)


def get_item(obj, key, site):
    """`obj[key]`."""
    group = KINDS.get(type(obj))
    if group is None:
        group = kind_of_type(type(obj))
    if group is MAP or group is SEQUENCE:
        touch_found(lambda: reading_of(obj, key, group), site)
    elif group is LIBRARY:
        _touch_library(obj, "__getitem__", READ if is_known(obj) else WRITE, site)
    return obj[key]


def _touch_item(obj, key, site, deletes):
    group = kind_of_type(type(obj))
    if group is LIBRARY:
        _touch_library(obj, "__delitem__" if deletes else "__setitem__", WRITE, site)
        return
    if group not in CONTAINERS:
        return
    if deletes:
        touch(obj, None, WRITE, site)
    else:
        touch_found(lambda: writing_of(obj, key, group), site)


def set_item(obj, key, value, site):
    """`obj[key] = value`."""
    _touch_item(obj, key, site, False)
    seen(key)
    obj[key] = seen(value)


class Item:
    """A target `obj[key]`: what is assigned to its element 0 goes there."""

    __slots__ = ("obj", "key", "site")

    def __init__(self, obj, key, site):
        self.obj = obj
        self.key = key
        self.site = site

    def __setitem__(self, _zero, value):
        set_item(self.obj, self.key, value, self.site)

    def __delitem__(self, _zero):
        _touch_item(self.obj, self.key, self.site, True)
        del self.obj[self.key]


class Cell:
    """A target that is a variable which inner functions share."""

    __slots__ = ("cell", "site")

    def __init__(self, cell, site):
        self.cell = cell
        self.site = site

    def __setitem__(self, _zero, value):
        touch(self.cell, None, WRITE, self.site)
        self.cell.cell_contents = seen(value)

    def __delitem__(self, _zero):
        touch(self.cell, None, WRITE, self.site)
        del self.cell.cell_contents


class Globals:
    """The variables of a module as targets: `globals[name, site] = value`."""

    __slots__ = ("namespace", "module")

    def __init__(self, namespace, module):
        self.namespace = namespace
        self.module = module

    def __setitem__(self, name_and_site, value):
        name, site = name_and_site
        touch(self.module, name, WRITE, site)
        self.namespace[name] = seen(value)

    def __delitem__(self, name_and_site):
        name, site = name_and_site
        touch(self.module, name, WRITE, site)
        try:
            del self.namespace[name]
        except KeyError:
            raise NameError("name '%s' is not defined" % name) from None


def end_execution():
    """Forgets what belongs to an execution."""
    ATTRIBUTES.clear()
