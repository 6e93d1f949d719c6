"""A test that holds under every schedule of its threads, and one that does not: `pytest examples/pytest`."""
import threading

import interleave


class Counter:
    def __init__(self):
        self.value = 0
        self.lock = threading.Lock()

    def add(self):
        self.value += 1

    def add_safely(self):
        with self.lock:
            self.value += 1


def run(*jobs):
    threads = [threading.Thread(target=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def two_with_a_lock():
    counter = Counter()
    run(counter.add_safely, counter.add_safely)
    assert counter.value == 2


def two_without():
    counter = Counter()
    run(counter.add, counter.add)
    assert counter.value == 2


def test_with_a_lock():
    interleave.explore(two_with_a_lock)


def test_without():
    try:
        interleave.explore(two_without)
    except AssertionError as problem:
        assert "lost update on self.value" in str(problem)
    else:
        raise AssertionError("the lost update was not found")
