import threading
x = 0
y = 0
z = 0
def f():
    global z
    if x and not y or x > y:
        z = 1
    z += x if y else 2
def g():
    global x, y
    x = 1
    y = 1
ts = [threading.Thread(target=f), threading.Thread(target=g)]
for t in ts:
    t.start()
for t in ts:
    t.join()
