"""Random values as results of steps: where a call of `random` has few, the search explores each of them.

Calls with more values, random floats, and all that follows a seed of the program come from a generator that begins each
execution in the same way.
"""

import collections
import math
import random

from .kinds import CONTAINERS, kind_of_type
from .results import decide
from .scheduler import READ, STATE, WRITE, touch, touch_found
from .shown import brief

# Calls with more values are not explored.
MOST = 8
# Nor are those of a thread that have more combinations than this together with its earlier ones: loops that draw end.
_MOST_OF_THREAD = 256
# The generator of the module.
GENERATOR = random._inst
_below = GENERATOR._randbelow
# Types that a call reads at once, so that nothing of it happens later.
_COPIED = (list, collections.deque, bytearray)
_SEQUENCES = _COPIED + (tuple, str, bytes, range)


class Draws:
    """What is known of random values."""

    explored = True  # whether any are
    seeded = False  # whether the program has given the generator a state in this execution
    sites = collections.OrderedDict()  # (site, whether its value was explored), of this execution
    orders = collections.OrderedDict()  # the same of orders of sets, see orders.py


def begin():
    """Begins an execution."""
    Draws.seeded = False
    Draws.sites.clear()
    Draws.orders.clear()
    random.seed(0)
    GENERATOR._randbelow = _randbelow


def note_fixed(owner, name, site):
    """Notes a call of a method of the generator which does not explore; of others the program has made, it is no chance."""
    if owner is GENERATOR and not Draws.seeded and name not in ("getstate", "setstate", "seed"):
        Draws.sites[site, False] = None


def _randbelow(count):
    """What all that is explored is made of: a number from 0 to below `count`."""
    thread = STATE.current
    if count < 2 or thread is STATE.idle:
        return _below(count)
    thread.draws += 1
    if not thread.exploring:
        return _below(count)
    thread.drawn *= count
    first = decide((), [("draw part", thread.site, None)] * count)
    # What a thread draws first differs from draw to draw, so that loops which wait for a value end.
    value = (first + thread.draws) % count
    if STATE.details is not None:
        STATE.details.draws.append([thread.index, thread.draws, value])
    return value


def _range_count(start, stop=None, step=1):
    return len(range(start) if stop is None else range(start, stop, step))


def length(values):
    return len(values) if type(values) in _SEQUENCES else 0


# By function, how many results it can have, of the same arguments; 0 where that is not known.
_COUNTS = {
    "randint": lambda a, b: b - a + 1,
    "randrange": _range_count,
    "choice": lambda seq: length(seq),
    "sample": lambda population, k: math.perm(length(population), k),
}


def has_room(thread, count):
    """Whether a thread may explore so many results more."""
    return thread.drawn * count <= _MOST_OF_THREAD


def _is_few(count, arguments, keywords):
    """Whether a call of these arguments is explored."""
    thread = STATE.current
    if not Draws.explored or Draws.seeded:
        return False
    try:
        results = count(*arguments, **keywords)
        return 0 < results <= MOST and has_room(thread, results)
    except (TypeError, ValueError):
        return False  # the call itself raises it


def begin_call(few, values, kind, site):
    """The event before a call: it reads the state of the generator, or changes it. Says whether the call is explored."""
    found = [False]
    touched = tuple((each, None, kind) for each in values if kind_of_type(type(each)) in CONTAINERS)

    def find():
        found[0] = few()
        # Who gives the generator a state decides what is drawn later.
        return touched + ((GENERATOR, None, READ if found[0] else WRITE),)

    touch_found(find, site)
    if not Draws.seeded:
        Draws.sites[site, found[0]] = None
    return found[0]


def explored(shown, function, *arguments, **keywords):
    """Calls a method of the generator, each of whose results is explored; the last decision shows what `shown` makes of it."""
    thread = STATE.current
    begun = len(STATE.trace)
    thread.exploring = True
    try:
        result = function(*arguments, **keywords)
    finally:
        thread.exploring = False
    own = [index for index in range(begun, len(STATE.trace)) if STATE.trace[index][0] is thread]
    if own:
        STATE.trace[own[-1]][3].text = "draw"
        if STATE.details is not None:
            STATE.details.values[own[-1]] = brief(shown(result))
    return result


def copied(value):
    return list(value) if type(value) in _COPIED else value


def _drawing(name):
    real, count = getattr(GENERATOR, name), _COUNTS[name]

    def draw(*arguments, **keywords):
        thread = STATE.current
        if thread is STATE.idle:
            return real(*arguments, **keywords)
        thread.impure += 1
        values = arguments + tuple(keywords.values())
        if not begin_call(lambda: _is_few(count, arguments, keywords), values, READ, thread.site):
            return real(*arguments, **keywords)
        copies = {key: copied(value) for key, value in keywords.items()}
        return explored(lambda result: result, real, *map(copied, arguments), **copies)

    draw.__name__ = name
    return draw


def _shuffle(x):
    """As `random.shuffle`: the order is drawn, and then the list changed in one step, unless it has another length by then."""
    thread = STATE.current
    if thread is STATE.idle or type(x) not in _COPIED or not Draws.explored:
        if thread is not STATE.idle:
            thread.impure += 1
            begin_call(lambda: False, (x,), WRITE, thread.site)
        return GENERATOR.shuffle(x)
    thread.impure += 1
    site = thread.site
    while True:
        if not begin_call(lambda: _is_few(math.factorial, (len(x),), {}), (x,), READ, site):
            touch(x, None, WRITE, site)
            return GENERATOR.shuffle(x)
        items = list(x)
        order = list(range(len(items)))
        explored(lambda _: [items[each] for each in order], GENERATOR.shuffle, order)
        touch(x, None, WRITE, site)
        if len(x) == len(order):
            for index, value in enumerate([x[each] for each in order]):
                x[index] = value
            return None


def _seed(a=None, version=2):
    """As `random.seed`; without a seed it is as at the beginning."""
    thread = STATE.current
    thread.impure += 1
    touch(GENERATOR, None, WRITE, thread.site)
    Draws.seeded = a is not None
    GENERATOR.seed(0 if a is None else a, version)


def _set_state(state):
    thread = STATE.current
    thread.impure += 1
    touch(GENERATOR, None, WRITE, thread.site)
    Draws.seeded = True
    GENERATOR.setstate(state)


REPLACED = {name: _drawing(name) for name in _COUNTS}
REPLACED.update(shuffle=_shuffle, seed=_seed, setstate=_set_state)
