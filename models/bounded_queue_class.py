# A bounded queue as a class, with two conditions on one lock. The consumer gets everything, in order.
# expect: outcomes (q.items, got) = {([], [0, 1])}
# expect: no deadlock
# expect: no data-race
import threading
from threading import Lock, Thread
from collections import deque

class BoundedQueue:
    """A queue."""
    def __init__(self, size: int) -> None:
        self.size = size
        self.items: deque = deque()
        self.lock = Lock()
        self.not_empty = threading.Condition(self.lock)
        self.not_full = threading.Condition(self.lock)

    def put(self, item: int) -> None:
        with self.not_full:
            while len(self.items) >= self.size:
                self.not_full.wait()
            self.items.append(item)
            self.not_empty.notify()

    def get(self) -> int:
        with self.not_empty:
            while not self.items:
                self.not_empty.wait()
            item = self.items.popleft()
            self.not_full.notify()
            return item

q = BoundedQueue(1)
got = []

def producer(n: int) -> None:
    for i in range(n):
        q.put(i)

def consumer(n: int) -> None:
    for _ in range(n):
        v = q.get()
        got.append(v)

def run_all(targets):
    ts = [Thread(target=t, args=(2,), name=f"worker {i}") for i, t in enumerate(targets)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()

def main():
    run_all([producer, consumer])

if __name__ == "__main__":
    main()
