import threading
a = [1, 2, 3]
r = None
def f():
    global r
    r = a[1:]
def g():
    a[2] = 9
    a.append(4)
ts = [threading.Thread(target=f), threading.Thread(target=g)]
for t in ts:
    t.start()
for t in ts:
    t.join()
