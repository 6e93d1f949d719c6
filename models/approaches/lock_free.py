# A lock-free structure: Treiber's stack (1986). Each thread pushes the node that it has, and pops one,
# which it has then. Right, but hard to design: with more nodes and more pops in a row, the ABA problem
# comes in.
# expect: final head == 0
# expect: no non-linearizable

import threading

from interleave import AtomicInt

head = AtomicInt(0)
below = [0, 0, 0]  # below[n] is the node under node n; node 0 means 'none'
has = [1, 2]  # the node that each thread has


def push(node):
    while True:
        top = head.load()
        below[node] = top  # the node is still private, so nobody else reads this
        if head.compare_exchange(top, node):
            return


def pop():
    while True:
        top = head.load()
        under = below[top]
        if head.compare_exchange(top, under):
            return top


def work(me):
    push(has[me])
    has[me] = pop()


a = threading.Thread(target=work, args=(0,))
b = threading.Thread(target=work, args=(1,))
a.start()
b.start()
a.join()
b.join()
