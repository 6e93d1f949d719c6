import threading
d = {"a": 1}
r = 0
def f():
    global r
    if "a" in d:
        r = d["a"]
    else:
        r = 9
def g():
    del d["a"]
ts = [threading.Thread(target=f), threading.Thread(target=g)]
for t in ts:
    t.start()
for t in ts:
    t.join()
