import threading


class A:
    pass


a = A()


def f():
    setattr(a, 'x', 1)

t = threading.Thread(target=f)
t.start()
t.join()
