"""A counter that looks free of locks: `next` of `itertools.count` is one step, `+=` on a property is not."""
import itertools
import threading


class AtomicCounter:
    def __init__(self):
        self._increments = itertools.count()
        self._reads = 0
        self._lock = threading.Lock()

    def increment(self):
        return next(self._increments)

    @property
    def value(self):
        with self._lock:
            value = next(self._increments) - self._reads
            self._reads += 1
        return value


class NaiveCounter:
    def __init__(self, value=0):
        self._value = value

    @property
    def value(self):
        return self._value

    @value.setter
    def value(self, new):
        self._value = new

    def __iadd__(self, n):
        self.value += n
        return self


good = AtomicCounter()
bad = NaiveCounter()
tickets = []


def hit(times):
    global bad
    for _ in range(times):
        tickets.append(good.increment())
        bad += 1


threads = [threading.Thread(target=hit, args=(n,)) for n in (1, 2)]
for t in threads:
    t.start()
for t in threads:
    t.join()

exact = good.value
wrong = bad.value

# expect: outcomes exact = {3}
# expect: outcomes wrong = {1, 2, 3}
# expect: final sorted(tickets) == [0, 1, 2]
# expect: lost-update
# expect: data-race
# expect: no uncaught-exception
