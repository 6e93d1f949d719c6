# `try`/`finally` releases on every way out, also when an exception leaves the block.
# expect: no deadlock
# expect: no lock-held-at-exit
# expect: outcomes (stock, missed) = {(0, 1)}
import threading

lock = threading.Lock()
stock = 1
missed = 0


def sell():
    global stock
    lock.acquire()
    try:
        if stock == 0:
            raise ValueError("sold out")
        stock -= 1
    finally:
        lock.release()


def customer():
    global missed
    try:
        sell()
    except ValueError:
        with lock:
            missed += 1


a = threading.Thread(target=customer)
b = threading.Thread(target=customer)
a.start()
b.start()
a.join()
b.join()
