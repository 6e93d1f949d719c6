# Threads push to a stack of linked nodes and pop from it for ever. Without the lock, a node would be lost or taken twice.
# expect: no uncaught-exception
# expect: no data-race
# expect: no deadlock
import threading


class Node:
    def __init__(self, value, below):
        self.value = value
        self.below = below


class Stack:
    def __init__(self):
        self.top = None
        self.lock = threading.Lock()
        self.size = 0

    def push(self, value):
        with self.lock:
            if self.size < 2:
                self.top = Node(value, self.top)
                self.size += 1

    def pop(self):
        with self.lock:
            if self.top is None:
                return None
            node = self.top
            self.top = node.below
            self.size -= 1
            return node.value


stack = Stack()


def pusher():
    value = 0
    while True:
        stack.push(value)
        value = 1 - value


def popper():
    while True:
        value = stack.pop()
        assert value in (None, 0, 1)


threading.Thread(target=pusher).start()
threading.Thread(target=popper).start()
