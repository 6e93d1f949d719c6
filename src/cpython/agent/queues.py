"""Queues that the scheduler knows, in place of those of `queue`."""

import collections
import heapq
import queue
import types

from .identity import seen
from .scheduler import GIVE, READ, STATE, TAKE, in_vain, sync

_ShutDown = getattr(queue, "ShutDown", queue.Empty)


class Queue:
    """As `queue.Queue`; `s` is (length, tasks that are not done, whether it was shut down)."""

    kind = "queue"
    __class_getitem__ = classmethod(types.GenericAlias)

    def __init__(self, maxsize=0):
        self.maxsize = maxsize
        self._init(maxsize)
        self.s = (0, 0, False)

    def _init(self, maxsize):
        self.queue = collections.deque()

    def _qsize(self):
        return len(self.queue)

    def _put(self, item):
        self.queue.append(item)

    def _get(self):
        return self.queue.popleft()

    def _quietly(self, operation, *arguments):
        """Does what a queue does while it has its lock: comparisons of items, for example, are no events."""
        with STATE.unobserved():
            return operation(*arguments)

    def _may_put(self, state):
        size, _, down = state(self)
        return size < self.maxsize or down

    def _may_get(self, state):
        size, _, down = state(self)
        return size > 0 or down

    @staticmethod
    def _check(timeout):
        if timeout is not None and timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")

    def put(self, item, block=True, timeout=None):
        """Adds an item; waits while the queue is full. Raises Full, or ShutDown."""
        if self.maxsize <= 0:
            sync(((self, None, GIVE),), text="put into {}")
        else:
            both = ((self, None, TAKE), (self, None, GIVE))
            if not block:
                sync(both, text="try to put into {}")
            else:
                self._check(timeout)
                sync(both, self._may_put, timeout is not None, "put into {}")
        size, unfinished, down = self.s
        if down:
            raise _ShutDown
        if 0 < self.maxsize <= size:
            in_vain()
            raise queue.Full
        self._quietly(self._put, seen(item))
        self.s = (self._quietly(self._qsize), unfinished + 1, down)

    def get(self, block=True, timeout=None):
        """Takes an item; waits while there is none. Raises Empty, or ShutDown."""
        accesses = ((self, None, TAKE),) if self.maxsize <= 0 else ((self, None, TAKE), (self, None, GIVE))
        if not block:
            sync(accesses, text="try to get from {}")
        else:
            self._check(timeout)
            sync(accesses, self._may_get, timeout is not None, "get from {}")
        size, unfinished, down = self.s
        if size == 0:
            in_vain()
            raise _ShutDown if down else queue.Empty
        item = self._quietly(self._get)
        self.s = (self._quietly(self._qsize), unfinished, down)
        return item

    def put_nowait(self, item):
        """Adds an item, or raises Full."""
        return self.put(item, block=False)

    def get_nowait(self):
        """Takes an item, or raises Empty."""
        return self.get(block=False)

    def task_done(self):
        """Says that a task is done. Raises ValueError if there were not so many."""
        sync(((self, None, GIVE),), text="task done of {}")
        size, unfinished, down = self.s
        if unfinished <= 0:
            raise ValueError("task_done() called too many times")
        self.s = (size, unfinished - 1, down)

    def join(self):
        """Waits until all tasks are done."""
        sync(((self, None, TAKE),), lambda state: state(self)[1] == 0, text="join {}")

    def qsize(self):
        """How many items there are."""
        sync(((self, None, READ),), text="ask the size of {}")
        return self.s[0]

    def empty(self):
        """Whether there is no item."""
        return self.qsize() == 0

    def full(self):
        """Whether no item can be added."""
        return 0 < self.maxsize <= self.qsize()

    @property
    def unfinished_tasks(self):
        """How many tasks are not done."""
        sync(((self, None, READ),), text="ask for the tasks of {}")
        return self.s[1]


def _shutdown(self, immediate=False):
    """Ends the queue: no more puts; gets take what is left."""
    sync(((self, None, TAKE), (self, None, GIVE)), text="shut down {}")
    size, unfinished, _ = self.s
    if immediate:
        while self._qsize():
            self._get()
            unfinished -= 1
        size = 0
    self.s = (size, max(unfinished, 0), True)


if hasattr(queue, "ShutDown"):
    Queue.shutdown = _shutdown


class PriorityQueue(Queue):
    """As `queue.PriorityQueue`."""

    def _init(self, maxsize):
        self.queue = []

    def _put(self, item):
        heapq.heappush(self.queue, item)

    def _get(self):
        return heapq.heappop(self.queue)


class LifoQueue(Queue):
    """As `queue.LifoQueue`."""

    def _init(self, maxsize):
        self.queue = []

    def _get(self):
        return self.queue.pop()


class SimpleQueue(Queue):
    """As `queue.SimpleQueue`."""

    def __init__(self):
        super().__init__()
