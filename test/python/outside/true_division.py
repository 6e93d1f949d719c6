import threading

x = 8


def f():
    global x
    x = x / 2

t = threading.Thread(target=f)
t.start()
t.join()
