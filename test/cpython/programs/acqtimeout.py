import threading
l = threading.Lock()
ok = 0
def f():
    global ok
    if l.acquire(timeout=0.3):
        ok += 1
        l.release()
def g():
    with l:
        pass
ts = [threading.Thread(target=f), threading.Thread(target=g)]
for t in ts:
    t.start()
for t in ts:
    t.join()
