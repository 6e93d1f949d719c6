"""A latch; `if` instead of `while`, and `notify` instead of `notify_all`: one waiter is left behind."""
import threading


class CountDownLatch:
    def __init__(self, count=1):
        self.count = count
        self.lock = threading.Condition()

    def count_down(self):
        with self.lock:
            self.count -= 1
            if self.count <= 0:
                self.lock.notify()

    def await_(self):
        with self.lock:
            if self.count > 0:
                self.lock.wait()


latch = CountDownLatch(1)
passed = []


def waiter(n):
    latch.await_()
    passed.append(n)


waiters = [threading.Thread(target=waiter, args=(i,), name=f"waiter-{i}") for i in (1, 2)]
opener = threading.Thread(target=latch.count_down, name="opener")
for t in waiters + [opener]:
    t.start()
for t in waiters:
    t.join()
opener.join()

# expect: deadlock
# expect: final sorted(passed) == [1, 2]
# expect: possible passed == [2, 1]
# expect: no uncaught-exception
