import threading
x, y = 1, 2
def f():
    global x, y
    x, y = y, x
def g():
    global x
    x = x + y
ts = [threading.Thread(target=f), threading.Thread(target=g)]
for t in ts:
    t.start()
for t in ts:
    t.join()
