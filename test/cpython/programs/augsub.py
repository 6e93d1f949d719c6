import threading
d = {}
def f():
    d["k"] = d.get("k", 0) + 1
def g():
    d.setdefault("k", 5)
ts = [threading.Thread(target=f), threading.Thread(target=g)]
for t in ts:
    t.start()
for t in ts:
    t.join()
