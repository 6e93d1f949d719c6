"""Phases with a barrier that has an action; one thread gives up, and the barrier breaks."""
import threading

phases = []
broken = []
sums = [0, 0]


def merge():
    phases.append(sum(sums))


barrier = threading.Barrier(2, action=merge)


def worker(index, values):
    for value in values:
        sums[index] += value
        try:
            barrier.wait()
        except threading.BrokenBarrierError:
            broken.append(index)
            return
    if not broken:
        barrier.abort()


threads = [
    threading.Thread(target=worker, args=(0, [1, 2])),
    threading.Thread(target=worker, args=(1, [10])),
]
for t in threads:
    t.start()
for t in threads:
    t.join()

was_broken = barrier.broken

# expect: outcomes sums = {[3, 10], [1, 10]}
# expect: final phases == [11]
# expect: final broken == [0] and was_broken
# expect: no deadlock
# expect: no uncaught-exception
