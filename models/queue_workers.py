# Workers take tasks from a queue until they get None. Every task is done once, by either worker.
# expect: outcomes (total, tasks) = {(3, [])}
# expect: no deadlock
# expect: no data-race
import queue
import threading

tasks = queue.Queue()
lock = threading.Lock()
total = 0


def worker():
    global total
    while True:
        task = tasks.get()
        if task is None:
            break
        with lock:
            total += task
        tasks.task_done()


threads = [threading.Thread(target=worker) for _ in range(2)]
for t in threads:
    t.start()
for task in (1, 2):
    tasks.put(task)
tasks.join()
for _ in threads:
    tasks.put(None)
for t in threads:
    t.join()
