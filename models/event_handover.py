# An Event hands a value over: the reader waits until it is there.
# expect: outcomes received = {42}
# expect: no deadlock
import threading

ready = threading.Event()
message = 0
received = 0


def sender():
    global message
    message = 42
    ready.set()


def receiver():
    global received
    ready.wait()
    received = message


a = threading.Thread(target=receiver)
b = threading.Thread(target=sender)
a.start()
b.start()
a.join()
b.join()
