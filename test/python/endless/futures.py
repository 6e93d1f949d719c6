"""Futures of a pool without end."""
from concurrent.futures import ThreadPoolExecutor

total = 0


def work(n):
    return n + 1


with ThreadPoolExecutor(max_workers=1) as pool:
    n = 0
    while True:
        f = pool.submit(work, n)
        assert f.result() == n + 1
        n = (n + 1) % 2


# expect: no uncaught-exception
# expect: no deadlock
