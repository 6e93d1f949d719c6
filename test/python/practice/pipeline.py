"""Stages that are generators, between threads with queues."""
import threading
from queue import Queue
from typing import Callable, Iterable, Iterator

DONE = None


def read(queue: Queue) -> Iterator:
    while (item := queue.get()) is not DONE:
        yield item


def write(items: Iterable, queue: Queue) -> None:
    try:
        for item in items:
            queue.put(item)
    finally:
        queue.put(DONE)


def parse(lines: Iterable[str]) -> Iterator[int]:
    for line in lines:
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        yield int(line)


def running_total(numbers: Iterable[int]) -> Iterator[int]:
    total = 0
    for number in numbers:
        total += number
        yield total


def stage(function: Callable[[Iterable], Iterator], source: Queue, target: Queue) -> threading.Thread:
    thread = threading.Thread(target=lambda: write(function(read(source)), target), name=function.__name__)
    thread.start()
    return thread


lines, numbers, totals = Queue(maxsize=1), Queue(maxsize=1), Queue()
stages = [stage(parse, lines, numbers), stage(running_total, numbers, totals)]
write(["# numbers", " 3", "", "4\n", "5"], lines)
for each in stages:
    each.join()
result = list(read(totals))

# expect: final result == [3, 7, 12]
# expect: final lines.empty() and totals.qsize() == 0
# expect: no deadlock
# expect: no uncaught-exception
