import threading


class A:
    def __add__(self, other):
        return self


def f():
    pass

t = threading.Thread(target=f)
t.start()
t.join()
