# `acquire(blocking=False)` does not wait: who does not get the lock does something else.
# expect: outcomes (served, turned_away) = {(1, 1), (2, 0)}
# expect: no deadlock
# expect: no data-race
import threading

lock = threading.Lock()
count = threading.Lock()
served = 0
turned_away = 0


def customer():
    global served, turned_away
    if lock.acquire(blocking=False):
        try:
            with count:
                served += 1
        finally:
            lock.release()
    else:
        with count:
            turned_away += 1


a = threading.Thread(target=customer)
b = threading.Thread(target=customer)
a.start()
b.start()
a.join()
b.join()
