"""`functools.lru_cache` and `cache`, with events: threads see what others have stored, and none waits for another's call."""

import collections
import functools
import types

from .identity import seen
from .scheduler import READ, STATE, WRITE, touch

_MISSING = object()
_Info = collections.namedtuple("CacheInfo", "hits misses maxsize currsize")


class _Cached:
    """A function whose results are kept. CPython's looks results up and stores them as a whole, and computes in between."""

    def __init__(self, function, maxsize, typed):
        functools.update_wrapper(self, function)
        self._function = function
        self._maxsize = maxsize
        self._typed = typed
        self.cache_clear()

    def __call__(self, *args, **keywords):
        site = STATE.current.site
        key = functools._make_key(args, keywords, self._typed)
        # A hit changes the order in which a bounded cache forgets.
        touch(self, None, READ if self._maxsize is None else WRITE, site)
        value = self._results.get(key, _MISSING)
        if value is not _MISSING:
            self._hits += 1
            self._results.move_to_end(key)
            return value
        self._misses += 1
        value = self._function(*args, **keywords)
        touch(self, None, WRITE, site)
        if self._maxsize != 0 and key not in self._results:
            self._results[key] = seen(value)
            if self._maxsize is not None and len(self._results) > self._maxsize:
                self._results.popitem(last=False)
        return value

    def __get__(self, instance, owner=None):
        return self if instance is None else types.MethodType(self, instance)

    def cache_info(self):
        """How often results were found, and how many there are."""
        return _Info(self._hits, self._misses, self._maxsize, len(self._results))

    def cache_clear(self):
        """Forgets all results."""
        self._results = collections.OrderedDict()
        self._hits = self._misses = 0

    def cache_parameters(self):
        """The arguments of the decorator."""
        return {"maxsize": self._maxsize, "typed": self._typed}


def lru_cache(maxsize=128, typed=False):
    """As `functools.lru_cache`."""
    if callable(maxsize):
        return _Cached(maxsize, 128, False)
    return lambda function: _Cached(function, None if maxsize is None else max(0, maxsize), typed)


def cache(function):
    """As `functools.cache`."""
    return _Cached(function, None, False)
