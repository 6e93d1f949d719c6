import threading

x = 0


def f():
    global x
    x += 1
    f()

t = threading.Thread(target=f)
t.start()
t.join()
