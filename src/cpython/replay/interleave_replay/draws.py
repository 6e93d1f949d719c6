"""The random values of a schedule: those that `check --real` explored; all others come from the generator as they did there."""

import random


def install_draws(drawn, tracer):
    """Lets `random` give the values of `drawn`, which are (thread, which of its draws, value)."""
    values = {(thread, number): value for thread, number, value in drawn}
    numbers = {}
    generator = random._inst
    below, seed = generator._randbelow, generator.seed

    def scripted():
        """What the next draw of the thread gives; None if the generator says it."""
        track = tracer.track()
        if track is None:
            return None
        number = numbers[track.index] = numbers.get(track.index, 0) + 1
        return values.get((track.index, number))

    def number_below(count):
        value = scripted() if count > 1 else None
        return below(count) if value is None else value

    def draw_float():
        value = scripted()
        return generator.random() if value is None else value

    def choices(population, weights=None, *, cum_weights=None, k=1):
        places = scripted()
        if places is None:
            return generator.choices(population, weights, cum_weights=cum_weights, k=k)
        return [population[each] for each in places]

    generator._randbelow = number_below
    random.random, random.choices = draw_float, choices
    random.seed = lambda a=None, version=2: seed(0 if a is None else a, version)
    seed(0)
