# Clients send requests to a server for ever; each request has an event by which the client waits for the answer.
# Every answer belongs to its request, however long this goes on: what nobody refers to any more is no part of a state.
# expect: no uncaught-exception
# expect: no deadlock
# expect: no data-race
# expect: no starvation
import queue
import threading


class Request:
    def __init__(self, number):
        self.number = number
        self.done = threading.Event()
        self.answer = None


requests = queue.Queue(maxsize=2)


def client():
    number = 0
    while True:
        request = Request(number)
        requests.put(request)
        request.done.wait()
        assert request.answer == number + 1
        number = (number + 1) % 2


def server():
    while True:
        request = requests.get()
        request.answer = request.number + 1
        request.done.set()


threading.Thread(target=client).start()
threading.Thread(target=client).start()
threading.Thread(target=server).start()
