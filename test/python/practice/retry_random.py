"""Retries with a random delay: an unreliable service that fails by chance."""
import logging
import random
import threading
import time
from functools import wraps

logging.basicConfig(level=logging.INFO, format="%(threadName)s %(message)s")
logger = logging.getLogger(__name__)


class ServiceError(Exception):
    """The service did not answer."""


def retry(times=2, delay=0.01, exceptions=(Exception,)):
    def decorator(fn):
        @wraps(fn)
        def wrapped(*args, **kwargs):
            for attempt in range(1, times + 1):
                try:
                    return fn(*args, **kwargs)
                except exceptions as exc:
                    logger.warning("attempt %d of %s failed: %s", attempt, fn.__name__, exc)
                    if attempt == times:
                        raise
                    time.sleep(delay * random.random())
        return wrapped
    return decorator


attempts = 0
lock = threading.Lock()


@retry(times=2, exceptions=(ServiceError,))
def call_service(name):
    global attempts
    with lock:
        attempts += 1
    if random.choice([True, False]):
        raise ServiceError(f"{name}: no answer")
    return f"hello {name}"


replies = []


def client(name):
    try:
        replies.append(call_service(name))
    except ServiceError:
        logger.exception("giving up")
        replies.append(None)


threads = [threading.Thread(target=client, args=(n,)) for n in ("ann", "bob")]
for t in threads:
    t.start()
for t in threads:
    t.join()

# expect: outcomes attempts = {2, 3, 4}
# expect: possible replies == ["hello bob", None]
# expect: possible replies == [None, None]
# expect: final len(replies) == 2
# expect: no uncaught-exception
# expect: no data-race
