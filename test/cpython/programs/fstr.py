import threading
x = 0
s = ""
def f():
    global s
    s = f"{x}-{x}"
def g():
    global x
    x = 5
ts = [threading.Thread(target=f), threading.Thread(target=g)]
for t in ts:
    t.start()
for t in ts:
    t.join()
