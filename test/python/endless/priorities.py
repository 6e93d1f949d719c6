"""Jobs with an order of their own in a priority queue, and exceptions that hold them."""
import queue
import threading


class Job:
    def __init__(self, level):
        self.level = level

    def __lt__(self, other):
        return self.level < other.level


jobs = queue.PriorityQueue(2)


def produce(level):
    while True:
        jobs.put(Job(level))
        level = 1 - level


def consume():
    while True:
        try:
            job = jobs.get()
            if job.level == 1:
                raise ValueError(job)
        except ValueError as error:
            assert error.args[0].level == 1


threading.Thread(target=produce, args=(0,)).start()
threading.Thread(target=consume).start()


# expect: no uncaught-exception
# expect: no deadlock
