# The lock is taken by hand and an exception skips the release: the next thread waits for ever.
# expect: deadlock
# expect: uncaught-exception
import threading

lock = threading.Lock()
stock = 0


def sell():
    global stock
    lock.acquire()
    if stock == 0:
        raise ValueError("sold out")
    stock -= 1
    lock.release()


a = threading.Thread(target=sell)
b = threading.Thread(target=sell)
a.start()
b.start()
a.join()
b.join()
