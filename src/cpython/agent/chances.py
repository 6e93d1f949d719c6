"""Random floats that are explored: `random.random()` where it is compared at once, and `choices` of few results."""

import operator

from .draws import GENERATOR, MOST, Draws, begin_call, copied, explored, has_room, length
from .results import decide
from .scheduler import READ, STATE, WRITE

COMPARED = {"Lt": operator.lt, "LtE": operator.le, "Gt": operator.gt, "GtE": operator.ge}


def draw_float():
    """As `random.random`, whose value is used otherwise: the same in each execution."""
    thread = STATE.current
    if thread is not STATE.idle:
        thread.impure += 1
        thread.draws += 1
        begin_call(lambda: False, (), WRITE, thread.site)
    return GENERATOR.random()


def _decided(count):
    """Which of so many results a call has. The first differs from draw to draw, so that loops which wait for one end."""
    thread = STATE.current
    thread.drawn *= count
    first = decide((), [("draw part", thread.site, None)] * count) if count > 1 else 0
    return (first + thread.draws) % count


def _note(value):
    thread = STATE.current
    if STATE.details is not None:
        STATE.details.draws.append([thread.index, thread.draws, value])


def is_chance(function, bound):
    """Whether a comparison of what a function returns has two results that can be explored."""
    return function is draw_float and type(bound) in (int, float) and STATE.current is not STATE.idle


def chance(holds, bound):
    """The result of comparing `random.random()` with a number; `holds` compares a float with it."""
    thread = STATE.current
    values = {}
    for each in (bound / 2, (1 + bound) / 2, 0.0, 0.5, bound):
        if 0 <= each < 1:
            values.setdefault(holds(each), float(each))
    results = sorted(values)
    thread.impure += 1
    thread.draws += 1

    def few():
        return Draws.explored and not Draws.seeded and has_room(thread, len(results))

    def decided():
        result = results[_decided(len(results))]
        _note(values[result])
        return result

    if not begin_call(few, (), READ, thread.site):
        return holds(GENERATOR.random())
    return explored(lambda result: result, decided)


def choices(population, weights=None, *, cum_weights=None, k=1):
    """As `random.choices`."""
    thread = STATE.current
    if thread is STATE.idle:
        return GENERATOR.choices(population, weights, cum_weights=cum_weights, k=k)
    thread.impure += 1
    thread.draws += 1
    possible = _possible(length(population), weights, cum_weights)
    count = len(possible) ** k if type(k) is int and 0 <= k <= MOST else 0

    def few():
        return Draws.explored and not Draws.seeded and 0 < count <= MOST and has_room(thread, count)

    if not begin_call(few, (population, weights, cum_weights), READ, thread.site):
        return GENERATOR.choices(population, weights, cum_weights=cum_weights, k=k)
    values = copied(population)

    def decided():
        number = _decided(count)
        places = [possible[number // len(possible) ** each % len(possible)] for each in range(k)]
        _note(places)
        return [values[each] for each in places]

    return explored(lambda result: result, decided)


def _possible(count, weights, cum_weights):
    """The positions that `choices` can take; none where that is not known, or the call raises."""
    if weights is not None and cum_weights is not None:
        return []
    try:
        if cum_weights is not None:
            cumulated = list(cum_weights)
            weights = [each - before for before, each in zip([0] + cumulated, cumulated)]
        weights = [1] * count if weights is None else list(weights)
        return [place for place, each in enumerate(weights) if each > 0] if len(weights) == count and min(weights) >= 0 else []
    except (TypeError, ValueError):
        return []


REPLACED = {"random": draw_float, "choices": choices}
