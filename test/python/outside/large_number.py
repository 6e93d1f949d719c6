import threading

x = 0


def f():
    global x
    x = 10_000_000_000

t = threading.Thread(target=f)
t.start()
t.join()
