"""A token bucket by the monotonic clock. The check and the decrement are not one step: too many get through."""
import threading
import time


class RateLimiter:
    def __init__(self, rate: float, burst: int):
        self.rate = rate
        self.burst = burst
        self.tokens = burst
        self.updated = time.monotonic()

    def allow(self) -> bool:
        now = time.monotonic()
        if now - self.updated > 3600:
            self.tokens = self.burst
            self.updated = now
        if self.tokens >= 1:
            self.tokens -= 1
            return True
        return False


limiter = RateLimiter(rate=1.0, burst=1)
granted = []
denied = []


def request(user: str) -> None:
    if limiter.allow():
        granted.append(user)
    else:
        denied.append(user)


threads = [threading.Thread(target=request, args=(u,)) for u in ["ann", "bob"]]
for t in threads:
    t.start()
for t in threads:
    t.join()
served = len(granted)

# expect: possible served == 1
# expect: possible served == 2
# expect: data-race
# expect: lost-update
# expect: final len(granted) + len(denied) == 2
