"""Orders that CPython leaves to chance: of the elements of a set of futures, each order is explored where there are few."""

import math

from .draws import Draws, has_room
from .results import decide
from .scheduler import STATE


def ordered(values, site):
    """The values in an order, which the search chooses."""
    left = list(values)
    thread = STATE.current
    count = math.factorial(len(left))
    if count < 2 or thread is STATE.idle:
        return left
    explored = Draws.explored and has_room(thread, count)
    Draws.orders[site, explored] = None
    if not explored:
        return left
    thread.impure += 1
    thread.drawn *= count
    found = []
    while len(left) > 1:
        found.append(left.pop(decide((), [("draw part", site, None)] * len(left))))
    return found + left


class FutureSet(set):
    """A set whose elements come in any order."""

    def __init__(self, values, site):
        super().__init__(values)
        self._order = list(values)
        self._site = site

    def __iter__(self):
        return iter(ordered([each for each in self._order if each in self], self._site))

    def pop(self):
        """Removes an element, any of them."""
        for each in self:
            self.remove(each)
            return each
        raise KeyError("pop from an empty set")
