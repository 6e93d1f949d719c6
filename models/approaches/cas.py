# Compare-and-swap: write only if nobody wrote since the read, else try again.
# The failed attempt is a retry, not a lost update.
# expect: outcomes balance = {2}
# expect: no lost-update
# expect: no data-race
# mod 8: balance
import threading

from interleave import AtomicInt

balance = AtomicInt(0)


def deposit():
    while True:
        seen = balance.load()
        if balance.compare_exchange(seen, seen + 1):
            break


a = threading.Thread(target=deposit)
b = threading.Thread(target=deposit)
a.start()
b.start()
a.join()
b.join()
