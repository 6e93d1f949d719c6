"""A memoising decorator whose lookup and store are not one step: a value may be computed twice, never wrongly."""
import functools
import threading


def memoize(fn):
    cache = {}

    @functools.wraps(fn)
    def wrapper(*args):
        if args not in cache:
            wrapper.misses += 1
            cache[args] = fn(*args)
        return cache[args]

    wrapper.misses = 0
    wrapper.cache = cache
    return wrapper


executions = 0


@memoize
def slow_add(a, b):
    """Adds slowly."""
    global executions
    executions += 1
    return a + b


answers = []


def task(a, b):
    answers.append(slow_add(a, b))


t1 = threading.Thread(target=task, args=(1, 2))
t2 = threading.Thread(target=task, args=(1, 2))
t1.start(); t2.start()
t1.join(); t2.join()

misses = slow_add.misses
known = len(slow_add.cache)

# expect: outcomes (executions, misses) = {(1, 1), (2, 2), (2, 1), (1, 2)}
# expect: final answers == [3, 3] and known == 1 and slow_add.__name__ == "slow_add"
# expect: lost-update
# expect: data-race
# expect: no uncaught-exception
