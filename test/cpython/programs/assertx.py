import threading
x = 0
def f():
    global x
    x = 1
    assert x == 1
def g():
    global x
    x = 2
ts = [threading.Thread(target=f), threading.Thread(target=g)]
for t in ts:
    t.start()
for t in ts:
    t.join()
