# Rendezvous by two semaphores: each thread waits until the other has arrived.
# expect: outcomes (seen_by_a, seen_by_b) = {(1, 1)}
# expect: no deadlock
import threading

a_arrived = threading.Semaphore(0)
b_arrived = threading.Semaphore(0)
a_ready = 0
b_ready = 0
seen_by_a = 0
seen_by_b = 0


def a():
    global a_ready, seen_by_a
    a_ready = 1
    a_arrived.release()
    b_arrived.acquire()
    seen_by_a = b_ready


def b():
    global b_ready, seen_by_b
    b_ready = 1
    b_arrived.release()
    a_arrived.acquire()
    seen_by_b = a_ready


first = threading.Thread(target=a)
second = threading.Thread(target=b)
first.start()
second.start()
first.join()
second.join()
