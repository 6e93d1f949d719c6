# A mutex: correct, since only one thread is between read and write at a time.
# The cost: the other one blocks and waits.
# expect: outcomes balance = {2}
# expect: no lost-update
# expect: no data-race
# expect: no deadlock
# mod 8: balance
import threading

balance = 0
lock = threading.Lock()


def deposit():
    global balance
    with lock:
        balance += 1


a = threading.Thread(target=deposit)
b = threading.Thread(target=deposit)
a.start()
b.start()
a.join()
b.join()
