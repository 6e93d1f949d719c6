"""Messages as tuples, with a list and a queue for the reply in each."""
import queue
import threading

inbox = queue.Queue(1)


def client():
    while True:
        reply = queue.Queue(1)
        inbox.put(("ask", [1, 2], reply))
        assert reply.get() == 3


def server():
    while True:
        kind, numbers, reply = inbox.get()
        reply.put(sum(numbers))


threading.Thread(target=client).start()
threading.Thread(target=server).start()


# expect: no uncaught-exception
# expect: no deadlock
