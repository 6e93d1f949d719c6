import threading

args = (1, 2)


def g(a, b):
    pass


def f():
    g(*args)

t = threading.Thread(target=f)
t.start()
t.join()
