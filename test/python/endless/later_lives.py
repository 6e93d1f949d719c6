"""What goes wrong shows only when identities are those of later objects."""
import queue
import threading


class Task:
    def __init__(self, number):
        self.number = number


q = queue.Queue(maxsize=1)
last = None
found = False


def produce():
    number = 0
    while True:
        q.put(Task(number))
        number = (number + 1) % 3


def consume():
    global last
    while True:
        task = q.get()
        last = task
        assert not found or last.number < 2


def watch():
    global found
    while True:
        task = last
        if task is not None and task.number == 2:
            found = True


threading.Thread(target=produce).start()
threading.Thread(target=consume).start()
threading.Thread(target=watch).start()


# expect: uncaught-exception
# expect: stuck-thread
