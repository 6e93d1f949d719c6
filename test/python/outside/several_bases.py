import threading


class A:
    pass


class B(A, threading.Thread):
    pass


def f():
    pass

t = threading.Thread(target=f)
t.start()
t.join()
