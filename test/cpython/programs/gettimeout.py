import threading
import queue
q = queue.Queue()
r = 0
def f():
    global r
    try:
        r = q.get(timeout=0.3)
    except queue.Empty:
        r = -1
def g():
    q.put(7)
ts = [threading.Thread(target=f), threading.Thread(target=g)]
for t in ts:
    t.start()
for t in ts:
    t.join()
