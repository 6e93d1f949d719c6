"""A lock for many readers or one writer, as everybody writes it with a condition."""
import threading
from contextlib import contextmanager


class RWLock:
    def __init__(self):
        self._cond = threading.Condition(threading.Lock())
        self._readers = 0
        self._writer = False

    @contextmanager
    def read(self):
        with self._cond:
            while self._writer:
                self._cond.wait()
            self._readers += 1
        try:
            yield
        finally:
            with self._cond:
                self._readers -= 1
                if not self._readers:
                    self._cond.notify_all()

    @contextmanager
    def write(self):
        with self._cond:
            self._cond.wait_for(lambda: not self._writer and self._readers == 0)
            self._writer = True
        try:
            yield
        finally:
            with self._cond:
                self._writer = False
                self._cond.notify_all()


lock = RWLock()
config = {"host": "a", "port": 1}
seen = []


def reader():
    with lock.read():
        seen.append((config["host"], config["port"]))


def writer():
    with lock.write():
        config["host"] = "b"
        config["port"] = 2


threads = [threading.Thread(target=f) for f in (reader, writer, reader)]
for t in threads:
    t.start()
for t in threads:
    t.join()

views = sorted(set(seen))

# expect: final set(seen) <= {("a", 1), ("b", 2)}
# expect: possible views == [("a", 1), ("b", 2)]
# expect: possible views == [("b", 2)]
# expect: final len(seen) == 2 and lock._readers == 0
# expect: no deadlock
# expect: no data-race
