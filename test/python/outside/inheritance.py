import threading


class Base:
    def go(self):
        pass


class Derived(Base):
    pass


def f():
    Derived().go()

t = threading.Thread(target=f)
t.start()
t.join()
