"""The random values of a schedule: those that `check --real` explored; all others come from the generator as they did there."""

import random


def install_draws(drawn, tracer):
    """Lets `random` give the values of `drawn`, which are (thread, which of its draws, value)."""
    values = {(thread, number): value for thread, number, value in drawn}
    numbers = {}
    generator = random._inst
    below, seed = generator._randbelow, generator.seed

    def scripted(count):
        track = tracer.track()
        if count < 2 or track is None:
            return below(count)
        number = numbers[track.index] = numbers.get(track.index, 0) + 1
        value = values.get((track.index, number))
        return below(count) if value is None else value

    generator._randbelow = scripted
    random.seed = lambda a=None, version=2: seed(0 if a is None else a, version)
    seed(0)
