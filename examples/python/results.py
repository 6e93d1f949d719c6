"""A subclass of Thread that keeps its result; the best one is kept without a lock."""
import threading

best = None


class Search(threading.Thread):
    def __init__(self, name, numbers):
        super().__init__(name=name)
        self.numbers = numbers
        self.result = None

    def run(self):
        global best
        self.result = max(self.numbers)
        if best is None or self.result > best:
            best = self.result


searches = [Search('low', [1, 5]), Search('high', [9, 2])]
for each in searches:
    each.start()
for each in searches:
    each.join()

results = [each.result for each in searches]
print(best, results)
