import threading
c = threading.Condition()
ready = False
x = 0
def f():
    global x
    with c:
        c.wait_for(lambda: ready)
        x = 1
def g():
    global ready
    with c:
        ready = True
        c.notify()
ts = [threading.Thread(target=f), threading.Thread(target=g)]
for t in ts:
    t.start()
for t in ts:
    t.join()
