import threading

x = 0


def f():
    global x
    x = x + 0.5

t = threading.Thread(target=f)
t.start()
t.join()
