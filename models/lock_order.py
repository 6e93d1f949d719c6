# Two locks taken in different orders: each thread can hold one and wait for the other's.
# expect: deadlock
# expect: lock-order
# expect: possible done == 2
import threading

left = threading.Lock()
right = threading.Lock()
done = 0


def one():
    global done
    with left:
        with right:
            done += 1


def two():
    global done
    with right:
        with left:
            done += 1


a = threading.Thread(target=one)
b = threading.Thread(target=two)
a.start()
b.start()
a.join()
b.join()
