"""A stack without a lock: no node comes back while a thread still compares with it, so that there is no ABA problem."""
import threading


class Node:
    def __init__(self, value, below):
        self.value = value
        self.below = below


top = None
m = threading.Lock()


def swap(old, new):
    global top
    with m:
        if top is not old:
            return False
        top = new
        return True


def push(value):
    while True:
        old = top
        if swap(old, Node(value, old)):
            return


def pop():
    while True:
        old = top
        if old is None:
            return None
        if swap(old, old.below):
            return old.value


def work(value):
    while True:
        push(value)
        assert pop() is not None


threading.Thread(target=work, args=(0,)).start()
threading.Thread(target=work, args=(1,)).start()


# expect: no uncaught-exception
# expect: data-race
