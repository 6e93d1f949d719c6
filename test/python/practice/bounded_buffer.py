"""A bounded buffer with two conditions on one lock, after the documentation of Python."""
import threading
from abc import ABC, abstractmethod
from typing import Protocol


class Sink(Protocol):
    def put(self, item) -> None: ...


class Buffer(ABC):
    @abstractmethod
    def put(self, item) -> None:
        """Adds an item."""

    @abstractmethod
    def take(self):
        raise NotImplementedError


class BoundedBuffer(Buffer):
    def __init__(self, capacity):
        self.items = [None] * capacity
        self.putptr = self.takeptr = self.count = 0
        self.lock = threading.Lock()
        self.not_full = threading.Condition(self.lock)
        self.not_empty = threading.Condition(self.lock)

    def put(self, item):
        with self.lock:
            while self.count == len(self.items):
                self.not_full.wait()
            self.items[self.putptr] = item
            self.putptr = (self.putptr + 1) % len(self.items)
            self.count += 1
            self.not_empty.notify()

    def take(self):
        with self.lock:
            while self.count == 0:
                self.not_empty.wait()
            item = self.items[self.takeptr]
            self.takeptr = (self.takeptr + 1) % len(self.items)
            self.count -= 1
            self.not_full.notify()
            return item


buffer = BoundedBuffer(1)
taken = []


def fill(sink: Sink, *items) -> None:
    for item in items:
        sink.put(item)


def drain(count: int) -> None:
    for _ in range(count):
        taken.append(buffer.take())


threads = [
    threading.Thread(target=fill, args=(buffer, "a", "b")),
    threading.Thread(target=drain, args=(1,)),
    threading.Thread(target=drain, args=(1,)),
]
for t in threads:
    t.start()
for t in threads:
    t.join()

# expect: outcomes taken = {["a", "b"], ["b", "a"]}
# expect: final buffer.count == 0
# expect: no deadlock
# expect: no data-race
# expect: no uncaught-exception
