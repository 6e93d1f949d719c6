"""A circuit breaker as a decorator: after two failures in a row it opens."""
import functools
import threading
import time


class CircuitOpen(RuntimeError):
    pass


class CircuitBreaker:
    def __init__(self, threshold=2, reset_after=3600.0):
        self.threshold = threshold
        self.reset_after = reset_after
        self.failures = 0
        self.opened_at = None
        self._lock = threading.Lock()

    @property
    def state(self):
        if self.opened_at is None:
            return "closed"
        if time.monotonic() - self.opened_at >= self.reset_after:
            return "half-open"
        return "open"

    def __call__(self, fn):
        @functools.wraps(fn)
        def wrapper(*args, **kwargs):
            with self._lock:
                if self.opened_at is not None:
                    raise CircuitOpen(fn.__name__)
            try:
                result = fn(*args, **kwargs)
            except Exception:
                with self._lock:
                    self.failures += 1
                    if self.failures >= self.threshold:
                        self.opened_at = 0.0
                raise
            with self._lock:
                self.failures = 0
            return result

        return wrapper


breaker = CircuitBreaker()
outcomes = []


@breaker
def fetch(url):
    if "bad" in url:
        raise ConnectionError(f"cannot reach {url}")
    return 200


def client(*urls):
    for url in urls:
        try:
            outcomes.append(fetch(url))
        except CircuitOpen as e:
            outcomes.append(f"open: {e}")
        except ConnectionError as e:
            outcomes.append(str(e))


a = threading.Thread(target=client, args=("http://bad", "http://good"))
b = threading.Thread(target=client, args=("http://bad",))
a.start()
b.start()
a.join()
b.join()
is_open = breaker.opened_at is not None

# expect: outcomes is_open = {True, False}
# expect: possible "open: fetch" in outcomes
# expect: possible outcomes == ["cannot reach http://bad", 200, "cannot reach http://bad"]
# expect: final len(outcomes) == 3
# expect: no uncaught-exception
