import threading
x = 1
def inc():
    global x
    x += 1
    return x
def f():
    global x
    x = x + inc()
def g():
    global x
    x += inc()
ts = [threading.Thread(target=f), threading.Thread(target=g)]
for t in ts:
    t.start()
for t in ts:
    t.join()
