"""`@synchronized(lock)` for functions, and `@synchronized` for methods, where one method was forgotten."""
import threading
from functools import wraps

registry_lock = threading.Lock()


def synchronized(lock):
    def decorate(function):
        @wraps(function)
        def locked(*args, **kwargs):
            with lock:
                return function(*args, **kwargs)
        return locked
    return decorate


def synchronized_method(method):
    @wraps(method)
    def locked(self, *args, **kwargs):
        with self._lock:
            return method(self, *args, **kwargs)
    return locked


registry = []


@synchronized(registry_lock)
def register(name):
    if name not in registry:
        registry.append(name)
    return len(registry)


class Stock:
    def __init__(self, amount):
        self._lock = threading.RLock()
        self.amount = amount

    @synchronized_method
    def add(self, n=1):
        self.amount += n

    @synchronized_method
    def add_twice(self, n):
        self.add(n)
        self.add(n)

    def remove(self, n=1):  # forgotten
        self.amount -= n


stock = Stock(amount=5)


def buyer():
    register("stock")
    stock.remove(2)


def seller():
    register("stock")
    stock.add_twice(n=1)


threads = [threading.Thread(target=buyer), threading.Thread(target=seller)]
[t.start() for t in threads]
[t.join() for t in threads]
amount = stock.amount

# expect: outcomes amount = {3, 4, 5, 7}
# expect: final registry == ["stock"]
# expect: lost-update
# expect: data-race
# expect: no deadlock
