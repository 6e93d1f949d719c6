"""Functions as jobs: what is made is a function and the variable that it shares with its maker."""
import queue
import threading

jobs = queue.Queue(1)
done = [0]


def maker():
    n = 0
    while True:
        def job(m=n):
            done[0] = (m + n) % 2
        jobs.put(job)
        n = 1 - n


def worker():
    while True:
        job = jobs.get()
        job()


threading.Thread(target=maker).start()
threading.Thread(target=worker).start()


# expect: data-race
# expect: no uncaught-exception
