import threading


class A(metaclass=type):
    pass


def f():
    pass

t = threading.Thread(target=f)
t.start()
t.join()
