"""A watchdog by `threading.Timer`, which the work cancels when it is done in time."""
import threading


class Watchdog:
    def __init__(self, seconds, on_timeout):
        self._timer = threading.Timer(seconds, self._expired)
        self._on_timeout = on_timeout
        self.expired = False

    def _expired(self):
        self.expired = True
        self._on_timeout()

    def __enter__(self):
        self._timer.start()
        return self

    def __exit__(self, exc_type, exc, tb):
        self._timer.cancel()
        self._timer.join()


alarms = []
done = threading.Event()


def job():
    with Watchdog(5.0, lambda: alarms.append("late")):
        done.wait()


def helper():
    done.set()


t = threading.Thread(target=job)
h = threading.Thread(target=helper)
t.start()
h.start()
t.join()
h.join()
late = bool(alarms)

# expect: outcomes late = {True, False}
# expect: final len(alarms) <= 1
# expect: no deadlock
# expect: no uncaught-exception
