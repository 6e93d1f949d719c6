# A lock-free stack (Treiber 1986): nodes are made first, and linked in with one compare-and-swap.
# Node 0 means 'none'. Both pushes arrive, in either order, and nobody waits.
# expect: outcomes (head, below) = {(1, [0, 2, 0]), (2, [0, 0, 1])}
# expect: no data-race
# expect: no deadlock
import threading

from interleave import AtomicInt

head = AtomicInt(0)
below = [0, 0, 0]  # below[n] is the node under node n


def push(node):
    while True:
        top = head.load()
        below[node] = top  # the node is still private, so nobody else reads this
        if head.compare_exchange(top, node):
            return


a = threading.Thread(target=push, args=(1,))
b = threading.Thread(target=push, args=(2,))
a.start()
b.start()
a.join()
b.join()
