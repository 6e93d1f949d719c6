"""A thread pool written by hand, with futures."""
import threading
from queue import Queue
from typing import Any, Callable


class Future:
    def __init__(self):
        self._done = threading.Event()
        self._result = None
        self._error = None

    def set_result(self, value):
        self._result = value
        self._done.set()

    def set_exception(self, error):
        self._error = error
        self._done.set()

    def result(self):
        self._done.wait()
        if self._error is not None:
            raise self._error
        return self._result


class ThreadPool:
    def __init__(self, size: int):
        self._tasks: Queue = Queue()
        self._workers = [threading.Thread(target=self._work, name=f"pool-{n}") for n in range(size)]
        for w in self._workers:
            w.start()

    def _work(self) -> None:
        while True:
            task = self._tasks.get()
            if task is None:
                break
            future, fn, args, kwargs = task
            try:
                future.set_result(fn(*args, **kwargs))
            except Exception as exc:
                future.set_exception(exc)

    def submit(self, fn: Callable[..., Any], *args, **kwargs) -> Future:
        future = Future()
        self._tasks.put((future, fn, args, kwargs))
        return future

    def shutdown(self) -> None:
        for _ in self._workers:
            self._tasks.put(None)
        for w in self._workers:
            w.join()

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.shutdown()
        return False


def power(base, *, exponent=2):
    return base ** exponent


with ThreadPool(2) as pool:
    good = pool.submit(power, 3, exponent=3)
    bad = pool.submit(int, "abc")
    value = good.result()
    try:
        bad.result()
    except ValueError as e:
        message = str(e)

# expect: outcomes value = {27}
# expect: final message == "invalid literal for int() with base 10: 'abc'"
# expect: no deadlock
# expect: no uncaught-exception
