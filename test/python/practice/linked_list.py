"""A stack as a linked list, whose nodes threads make, and a tree with a lock in each node."""
from __future__ import annotations

import threading
from typing import Generic, Iterator, Optional, TypeVar

T = TypeVar("T")


class Node(Generic[T]):
    __slots__ = ("value", "next")

    def __init__(self, value: T, next: Optional[Node[T]] = None):
        self.value = value
        self.next = next


class LinkedStack(Generic[T]):
    """Without a lock: a push can be lost."""

    def __init__(self) -> None:
        self.head: Optional[Node[T]] = None

    def push(self, value: T) -> None:
        node = Node(value, self.head)
        self.head = node

    def __iter__(self) -> Iterator[T]:
        node = self.head
        while node is not None:
            yield node.value
            node = node.next

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Tree:
    def __init__(self, key):
        self.key = key
        self.left = self.right = None
        self.lock = threading.Lock()

    def insert(self, key):
        with self.lock:
            side = "left" if key < self.key else "right"
            child = getattr(self, side)
            if child is None:
                setattr(self, side, Tree(key))
                return
        child.insert(key)

    def walk(self):
        if self.left is not None:
            yield from self.left.walk()
        yield self.key
        if self.right:
            yield from self.right.walk()


stack: LinkedStack[str] = LinkedStack()
tree = Tree(5)


def worker(name: str, key: int) -> None:
    tree.insert(key)
    stack.push(name)


threads = [threading.Thread(target=worker, args=(n, k)) for n, k in [("a", 3), ("b", 1)]]
for t in threads:
    t.start()
for t in threads:
    t.join()

content = "".join(stack)
keys = list(tree.walk())

# expect: outcomes content = {"a", "b", "ab", "ba"}
# expect: final keys == [1, 3, 5] and len(stack) == len(content)
# expect: possible tree.left.key == 1 and tree.left.right.key == 3
# expect: possible tree.left.key == 3 and tree.left.left.key == 1
# expect: data-race
# expect: no uncaught-exception
