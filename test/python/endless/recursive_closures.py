"""Functions that call themselves: each is in a circle with the variable in which it finds itself."""
import queue
import threading

jobs = queue.Queue(1)


def countdown():
    def job(n):
        return 0 if n == 0 else job(n - 1)

    return job


def maker():
    while True:
        jobs.put(countdown())


def worker():
    while True:
        job = jobs.get()
        assert job(2) == 0


threading.Thread(target=maker).start()
threading.Thread(target=worker).start()


# expect: no uncaught-exception
# expect: no deadlock
