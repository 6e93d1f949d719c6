import threading
sem = threading.Semaphore(1)
x = 0
def f():
    global x
    with sem:
        x += 1
def g():
    global x
    sem.acquire()
    x *= 3
    sem.release()
ts = [threading.Thread(target=f), threading.Thread(target=g)]
for t in ts:
    t.start()
for t in ts:
    t.join()
