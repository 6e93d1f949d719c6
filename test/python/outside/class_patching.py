import threading


class A:
    def go(self):
        pass


A.stop = 5


def f():
    pass

t = threading.Thread(target=f)
t.start()
t.join()
