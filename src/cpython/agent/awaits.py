"""What waits for several futures, in place of `concurrent.futures.as_completed` and `wait`."""

import collections
import concurrent.futures as real

from .futures import OVER
from .orders import FutureSet, ordered
from .scheduler import STATE, TAKE, sync


def _finished(futures):
    return sorted((each for each in futures if each.s in OVER), key=lambda each: each._order)


def as_completed(fs, timeout=None):
    """As `concurrent.futures.as_completed`."""
    return _completed(list(dict.fromkeys(fs)), timeout, STATE.current.site)


def _completed(left, timeout, site):
    """Those that have ended at first come in any order, as elements of a set; the others as they end."""
    count = len(left)
    ended = None
    while left:
        if not ended:
            _wait_for_one(tuple(left), timeout is not None, site)
            finished = _finished(left)
            if not finished:
                raise real.TimeoutError("%d (of %d) futures unfinished" % (len(left), count))
            ended = ordered(finished, site) if ended is None else finished[:1]
        following = ended.pop(0)
        left.remove(following)
        yield following


def _wait_for_one(futures, timed, site):
    thread = STATE.current
    if thread is not STATE.idle:
        thread.site = site
        thread.call += 1
    accesses = tuple((each, None, TAKE) for each in futures)
    sync(accesses, lambda state: any(state(each) in OVER for each in futures), timed, "wait for one of {}")


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
    site = STATE.current.site
    done = [each for each in futures if each.s in OVER]
    return _DoneAndNotDone(FutureSet(done, site), FutureSet([each for each in futures if each not in done], site))


_DoneAndNotDone = collections.namedtuple("DoneAndNotDoneFutures", "done not_done")
