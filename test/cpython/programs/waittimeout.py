import threading
c = threading.Condition()
x = 0
ok = None
def f():
    global ok
    with c:
        ok = c.wait(timeout=0.5)
def g():
    with c:
        c.notify()
ts = [threading.Thread(target=f), threading.Thread(target=g)]
for t in ts:
    t.start()
for t in ts:
    t.join()
