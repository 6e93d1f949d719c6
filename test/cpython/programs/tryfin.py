import threading
lock = threading.Lock()
x = 0
def f():
    global x
    try:
        with lock:
            x += 1
            raise ValueError("no")
    except ValueError:
        x += 10
def g():
    global x
    with lock:
        x *= 2
ts = [threading.Thread(target=f), threading.Thread(target=g)]
for t in ts:
    t.start()
for t in ts:
    t.join()
