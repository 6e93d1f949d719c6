"""Tasks whose parts know them, so that only a collection of circles finds them unreachable."""
import queue
import threading


class Task:
    def __init__(self):
        self.parts = [Part(self)]


class Part:
    def __init__(self, task):
        self.task = task


tasks = queue.Queue(1)


def maker():
    while True:
        tasks.put(Task())


def worker():
    while True:
        task = tasks.get()
        assert task.parts[0].task is task


threading.Thread(target=maker).start()
threading.Thread(target=worker).start()


# expect: no uncaught-exception
# expect: no deadlock
