"""A read-write lock of one's own."""
import threading


class ReadWriteLock:
    def __init__(self):
        self.changed = threading.Condition()
        self.readers = 0
        self.writing = False

    def acquire_read(self):
        with self.changed:
            while self.writing:
                self.changed.wait()
            self.readers += 1

    def release_read(self):
        with self.changed:
            self.readers -= 1
            self.changed.notify_all()

    def acquire_write(self):
        with self.changed:
            while self.writing or self.readers > 0:
                self.changed.wait()
            self.writing = True

    def release_write(self):
        with self.changed:
            self.writing = False
            self.changed.notify_all()


lock = ReadWriteLock()
first = second = 0
seen = None


def writer():
    global first, second
    lock.acquire_write()
    first += 1
    second += 1
    lock.release_write()


def reader():
    global seen
    lock.acquire_read()
    seen = (first, second)
    lock.release_read()


threads = [threading.Thread(target=writer), threading.Thread(target=reader)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(first, second, seen)
