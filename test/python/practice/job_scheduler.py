"""Jobs in a heap, most urgent first; workers take them until a job of the least priority says stop."""
import heapq
import itertools
import threading
from dataclasses import dataclass, field
from typing import Any


@dataclass(order=True)
class Job:
    priority: int
    sequence: int
    payload: Any = field(compare=False, default=None)


class Scheduler:
    STOP = object()

    def __init__(self):
        self._heap = []
        self._sequence = itertools.count()
        self._ready = threading.Condition()
        self.closed = False

    def submit(self, payload, priority=10):
        with self._ready:
            if self.closed:
                raise RuntimeError("scheduler is closed")
            heapq.heappush(self._heap, Job(priority, next(self._sequence), payload))
            self._ready.notify()

    def close(self):
        with self._ready:
            self.closed = True
            self._ready.notify_all()

    def take(self):
        with self._ready:
            while not self._heap:
                if self.closed:
                    return self.STOP
                self._ready.wait()
            return heapq.heappop(self._heap).payload


scheduler = Scheduler()
log = []


def worker():
    while True:
        job = scheduler.take()
        if job is Scheduler.STOP:
            break
        log.append(job)


def main():
    scheduler.submit("cleanup", priority=20)
    t = threading.Thread(target=worker, name="worker")
    t.start()
    scheduler.submit("backup")
    scheduler.submit("alarm", priority=1)
    scheduler.close()
    t.join()


main()
order = ", ".join(log)

# expect: final sorted(log) == ["alarm", "backup", "cleanup"]
# expect: possible order == "alarm, backup, cleanup"
# expect: possible order == "cleanup, backup, alarm"
# expect: possible order == "backup, cleanup, alarm"
# expect: no deadlock
# expect: no uncaught-exception
