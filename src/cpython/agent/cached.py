"""`functools.cached_property`, with events: what it stores is seen by other threads."""

import sys

from .identity import seen
from .locks import RLock
from .scheduler import READ, STATE, WRITE, touch

_MISSING = object()


class cached_property:  # the name of what it replaces
    """As `functools.cached_property`. Until Python 3.12 it has a lock, which all objects of the class share."""

    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__
        self.lock = RLock() if sys.version_info < (3, 12) else None

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            problem = "Cannot assign the same cached_property to two different names (%r and %r)."
            raise TypeError(problem % (self.attrname, name))

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self.attrname is None:
            raise TypeError("Cannot use cached_property instance without calling __set_name__ on it.")
        value = instance.__dict__.get(self.attrname, _MISSING)
        if value is not _MISSING:
            return value
        if self.lock is None:
            return self._compute(instance)
        with self.lock:
            touch(instance, self.attrname, READ, STATE.current.site)
            value = instance.__dict__.get(self.attrname, _MISSING)
            return self._compute(instance) if value is _MISSING else value

    def _compute(self, instance):
        site = STATE.current.site
        value = self.func(instance)
        touch(instance, self.attrname, WRITE, site)
        instance.__dict__[self.attrname] = seen(value)
        return value
