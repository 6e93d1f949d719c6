import threading
lock = threading.RLock()
x = 0
def h():
    global x
    with lock:
        x += 1
def f():
    with lock:
        h()
def g():
    h()
ts = [threading.Thread(target=f), threading.Thread(target=g)]
for t in ts:
    t.start()
for t in ts:
    t.join()
