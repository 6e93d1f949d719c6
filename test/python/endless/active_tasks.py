"""Objects as elements of a set and keys of a dict."""
import queue
import threading


class Task:
    def __init__(self, n):
        self.n = n


active = set()
results = {}
lock = threading.Lock()
q = queue.Queue(1)


def maker():
    n = 0
    while True:
        task = Task(n)
        with lock:
            active.add(task)
        q.put(task)
        n = 1 - n


def worker():
    while True:
        task = q.get()
        with lock:
            active.discard(task)
            results[task] = task.n
            while len(results) > 1:
                results.pop(next(iter(results)))
        assert len(active) < 4


threading.Thread(target=maker).start()
threading.Thread(target=worker).start()


# expect: no uncaught-exception
# expect: no deadlock
