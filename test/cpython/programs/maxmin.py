import threading
a = 3
b = 5
r = 0
def f():
    global r
    r = max(a, b) - min(a, b)
def g():
    global a, b
    a = 9
    b = 1
ts = [threading.Thread(target=f), threading.Thread(target=g)]
for t in ts:
    t.start()
for t in ts:
    t.join()
