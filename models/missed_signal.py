# `notify` wakes nobody if nobody waits yet, and there is no flag to look at: the signal is missed.
# expect: deadlock
# expect: possible done == 1
import threading

signal = threading.Condition()
done = 0


def waiter():
    global done
    with signal:
        signal.wait()
    done = 1


def notifier():
    with signal:
        signal.notify()


a = threading.Thread(target=waiter)
b = threading.Thread(target=notifier)
a.start()
b.start()
a.join()
b.join()
