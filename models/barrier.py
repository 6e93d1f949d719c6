# `threading.Barrier` does the same in one line: nobody starts to sum before all have written.
# expect: outcomes (parts, sums) = {([1, 2], [3, 3])}
# expect: no deadlock
import threading

barrier = threading.Barrier(2)
parts = [0, 0]
sums = [0, 0]


def worker(i):
    parts[i] = i + 1
    barrier.wait()
    sums[i] = parts[0] + parts[1]


threads = [threading.Thread(target=worker, args=(i,)) for i in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
