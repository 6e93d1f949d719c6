"""What waits for several futures, in place of `concurrent.futures.as_completed` and `wait`."""

import collections
import concurrent.futures as real

from .futures import OVER
from .scheduler import TAKE, sync


def _finished(futures):
    return sorted((each for each in futures if each.s in OVER), key=lambda each: each._order)


def as_completed(fs, timeout=None):
    """As `concurrent.futures.as_completed`."""
    left = list(dict.fromkeys(fs))
    while left:
        accesses = tuple((each, None, TAKE) for each in left)
        waiting = tuple(left)
        sync(accesses, lambda state: any(state(each) in OVER for each in waiting), timeout is not None, "wait for one of {}")
        finished = _finished(left)
        if not finished:
            raise real.TimeoutError("%d (of %d) futures unfinished" % (len(left), len(left)))
        left.remove(finished[0])
        yield finished[0]


def wait(fs, timeout=None, return_when=real.ALL_COMPLETED):
    """As `concurrent.futures.wait`."""
    futures = tuple(dict.fromkeys(fs))

    def over(state):
        ended = [each for each in futures if state(each) in OVER]
        if return_when == real.FIRST_COMPLETED and ended:
            return True
        if return_when == real.FIRST_EXCEPTION and any(each._exception is not None for each in ended):
            return True
        return len(ended) == len(futures)

    if futures:
        sync(tuple((each, None, TAKE) for each in futures), over, timeout is not None, "wait for {}")
    done = {each for each in futures if each.s in OVER}
    return _DoneAndNotDone(done, set(futures) - done)


_DoneAndNotDone = collections.namedtuple("DoneAndNotDoneFutures", "done not_done")
