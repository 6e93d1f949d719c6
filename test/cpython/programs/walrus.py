import threading
x = 0
r = 0
def f():
    global r
    if (n := x) > 0:
        r = n + x
def g():
    global x
    x = 1
    x = 4
ts = [threading.Thread(target=f), threading.Thread(target=g)]
for t in ts:
    t.start()
for t in ts:
    t.join()
