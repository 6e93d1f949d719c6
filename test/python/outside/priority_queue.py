import queue
import threading

q = queue.PriorityQueue()


def f():
    q.put(1)

t = threading.Thread(target=f)
t.start()
t.join()
