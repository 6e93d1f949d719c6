import threading
a = [1, 2]
r = 0
def f():
    global r
    for v in a:
        r += v
def g():
    a.append(3)
ts = [threading.Thread(target=f), threading.Thread(target=g)]
for t in ts:
    t.start()
for t in ts:
    t.join()
