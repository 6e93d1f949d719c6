"""Map and reduce on a pool, with a global counter that is not protected."""
import concurrent.futures
from functools import partial, reduce
from operator import add

processed = 0


def square(offset, n):
    global processed
    processed += 1
    return n * n + offset


def main(numbers):
    with concurrent.futures.ThreadPoolExecutor(max_workers=2, thread_name_prefix="pool") as pool:
        squares = list(pool.map(partial(square, 1), numbers))
    return reduce(add, squares, 0)


total = main([1, 2])

# expect: outcomes total = {7}
# expect: outcomes processed = {1, 2}
# expect: lost-update
# expect: data-race
# expect: no deadlock
