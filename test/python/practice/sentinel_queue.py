"""Producers and consumers on a bounded queue; a sentinel object for each consumer ends it."""
import queue
import threading

SENTINEL = object()
CONSUMERS = 2

jobs: "queue.Queue" = queue.Queue(maxsize=2)
results: list = []
errors: list = []


def producer(items, q):
    for item in items:
        q.put(item)
    for _ in range(CONSUMERS):
        q.put(SENTINEL)


def consumer(q):
    while True:
        item = q.get()
        try:
            if item is SENTINEL:
                return
            results.append(10 // item)
        except ZeroDivisionError as e:
            errors.append(str(e))
        finally:
            q.task_done()


threads = [threading.Thread(target=producer, args=([5, 0, 2], jobs), name="producer")]
threads += [threading.Thread(target=consumer, args=(jobs,), daemon=True) for _ in range(CONSUMERS)]
for t in threads:
    t.start()
for t in threads:
    t.join()
jobs.join()

total = sum(results)
left = jobs.qsize()

# expect: outcomes total = {7}
# expect: final left == 0 and len(errors) == 1 and "division" in errors[0]
# expect: possible results == [5, 2]
# expect: possible results == [2, 5]
# expect: no deadlock
