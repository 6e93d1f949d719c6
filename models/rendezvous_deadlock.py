# The same with the two lines swapped: both wait before either tells the other.
# expect: deadlock
# expect: outcomes met = {}
import threading

a_arrived = threading.Semaphore(0)
b_arrived = threading.Semaphore(0)
met = 0


def a():
    global met
    b_arrived.acquire()
    a_arrived.release()
    met += 1


def b():
    global met
    a_arrived.acquire()
    b_arrived.release()
    met += 1


first = threading.Thread(target=a)
second = threading.Thread(target=b)
first.start()
second.start()
first.join()
second.join()
