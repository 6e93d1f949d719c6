# A subclass of Thread; each object counts for itself and for all.
# expect: outcomes Counter.total = {1, 2}
# expect: lost-update
# expect: data-race
import threading


class Counter(threading.Thread):
    total = 0

    def __init__(self, step):
        super().__init__()
        self.step = step

    def run(self):
        Counter.total += self.step


first = Counter(1)
second = Counter(1)
first.start()
second.start()
first.join()
second.join()
