import threading
x = 0
def f():
    global x
    x += 1
def g():
    ts[0].join()
    global_x = x
    print(global_x)
ts = [threading.Thread(target=f), threading.Thread(target=g)]
for t in ts:
    t.start()
for t in ts:
    t.join()
