# An atomic counter: read, add and write are one indivisible instruction.
# Correct for one variable, and nobody ever waits.
# expect: outcomes balance = {2}
# expect: no lost-update
# expect: no data-race
# mod 8: balance
import threading

from interleave import AtomicInt

balance = AtomicInt(0)


def deposit():
    balance.fetch_add(1)


a = threading.Thread(target=deposit)
b = threading.Thread(target=deposit)
a.start()
b.start()
a.join()
b.join()
