"""Data classes and named tuples through a mailbox with a condition."""
import threading
from collections import deque, namedtuple
from dataclasses import dataclass, field

Point = namedtuple('Point', 'x y')


@dataclass
class Job:
    priority: int
    at: Point
    tags: list = field(default_factory=list)


class Mailbox:
    def __init__(self, size):
        self.items = deque()
        self.size = size
        self.changed = threading.Condition()

    def put(self, item):
        with self.changed:
            while len(self.items) >= self.size:
                self.changed.wait()
            self.items.append(item)
            self.changed.notify_all()

    def get(self):
        with self.changed:
            while not self.items:
                self.changed.wait()
            item = self.items.popleft()
            self.changed.notify_all()
            return item


box = Mailbox(1)


def produce():
    n = 0
    while True:
        box.put(Job(n, Point(n, -n), ['x'] * n))
        n = (n + 1) % 3


def consume():
    while True:
        job = box.get()
        job.tags.append('seen')
        assert job.at.x == job.priority and len(job.tags) == job.priority + 1


threading.Thread(target=produce).start()
threading.Thread(target=consume).start()


# expect: no uncaught-exception
# expect: no deadlock
# expect: no data-race
