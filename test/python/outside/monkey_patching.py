import threading


class A:
    def go(self):
        pass


a = A()
a.go = 5


def f():
    a.go()

t = threading.Thread(target=f)
t.start()
t.join()
