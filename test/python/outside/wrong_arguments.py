import threading


def g(a):
    pass


def f():
    g(1, 2)

t = threading.Thread(target=f)
t.start()
t.join()
