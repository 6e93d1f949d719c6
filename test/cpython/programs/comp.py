import threading
a = [1, 2]
r = None
def f():
    global r
    r = [v * 2 for v in a]
def g():
    a.append(3)
ts = [threading.Thread(target=f), threading.Thread(target=g)]
for t in ts:
    t.start()
for t in ts:
    t.join()
