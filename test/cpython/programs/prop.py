import threading
class A:
    def __init__(self):
        self._v = 0
    @property
    def v(self):
        return self._v
    def add(self, n):
        self._v = self.v + n
a = A()
def f():
    a.add(1)
def g():
    a.add(2)
ts = [threading.Thread(target=f), threading.Thread(target=g)]
for t in ts:
    t.start()
for t in ts:
    t.join()
