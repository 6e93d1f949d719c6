import threading
x = 1
r = 0
def f():
    global r
    r = 0 < x < 3
def g():
    global x
    x = 5
ts = [threading.Thread(target=f), threading.Thread(target=g)]
for t in ts:
    t.start()
for t in ts:
    t.join()
