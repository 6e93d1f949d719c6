import threading
e = threading.Event()
ok = None
def f():
    global ok
    ok = e.wait(0.3)
def g():
    e.set()
ts = [threading.Thread(target=f), threading.Thread(target=g)]
for t in ts:
    t.start()
for t in ts:
    t.join()
