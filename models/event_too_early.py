# The flag is set before the value: the reader may see the old one.
# expect: outcomes received = {0, 42}
# expect: data-race
import threading

ready = threading.Event()
message = 0
received = 0


def sender():
    global message
    ready.set()
    message = 42


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
