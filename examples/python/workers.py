"""Workers that take jobs from a queue until a sentinel comes, and log what they do."""
import logging
import queue
import threading

logging.basicConfig(level=logging.INFO, format='%(message)s')
log = logging.getLogger('jobs')
jobs = queue.Queue()
done = []
STOP = object()


def worker():
    while True:
        job = jobs.get()
        if job is STOP:
            break
        log.info('job %s', job)
        done.append(job * job)


workers = [threading.Thread(target=worker) for _ in range(2)]
for each in workers:
    each.start()
for job in (1, 2):
    jobs.put(job)
for _ in workers:
    jobs.put(STOP)
for each in workers:
    each.join()
total = sum(done)
print(total)
