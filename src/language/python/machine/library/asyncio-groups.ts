/** Queues and groups of tasks of `asyncio`. */
export const asyncioGroups: string = `
class Queue:
    def __init__(self, maxsize=0):
        self._maxsize = maxsize
        self._items = []
        self._getters = []
        self._putters = []
        self._unfinished = 0
        self._finished = Event()
        self._finished.set()

    @property
    def maxsize(self):
        return self._maxsize

    def _keep(self, item):
        self._items.append(item)

    def _take(self):
        return self._items.pop(0)

    def qsize(self):
        return len(self._items)

    def empty(self):
        return not self._items

    def full(self):
        return self._maxsize > 0 and len(self._items) >= self._maxsize

    async def put(self, item):
        while self.full():
            me = await _line(self._putters)
            if me._cancelling:
                if me._woken and not self.full():
                    _wake(self._putters, 1)
                _checked(me)
        return self.put_nowait(item)

    def put_nowait(self, item):
        if self.full():
            raise QueueFull()
        self._keep(item)
        # If nothing takes from the number, all that matters is whether it is 0.
        if self._unfinished == 0 or _counts_tasks():
            self._unfinished += 1
        self._finished.clear()
        _wake(self._getters, 1)

    async def get(self):
        while not self._items:
            me = await _line(self._getters)
            if me._cancelling:
                if me._woken and self._items:
                    _wake(self._getters, 1)
                _checked(me)
        return self.get_nowait()

    def get_nowait(self):
        if not self._items:
            raise QueueEmpty()
        item = self._take()
        _wake(self._putters, 1)
        return item

    def task_done(self):
        if self._unfinished <= 0:
            raise ValueError('task_done() called too many times')
        self._unfinished -= 1
        if self._unfinished == 0:
            self._finished.set()

    async def join(self):
        if self._unfinished > 0:
            await self._finished.wait()

class LifoQueue(Queue):
    def _take(self):
        return self._items.pop()

class PriorityQueue(Queue):
    def _take(self):
        least = min(self._items)
        self._items.remove(least)
        return least

class TaskGroup:
    def __init__(self):
        self._tasks = []
        self._done = False
        self._left = 0
        self._closing = False
        self._errors = []
        self._parent = None

    async def __aenter__(self):
        self._parent = _me()
        return self

    def create_task(self, coro, *, name=None, context=None):
        task = create_task(coro, name=name)
        self._tasks.append(task)
        self._left += 1
        task._watchers.append(self)
        return task

    def _note(self, task):
        self._left -= 1
        if task._state == 'FAILED':
            self._errors.append(task._outcome)
            if not self._closing:
                _native('refused a task that fails while the body of its TaskGroup executes')()
            for each in self._tasks:
                each.cancel()
        if self._left == 0:
            self._done = True

    async def __aexit__(self, kind, error, trace):
        self._closing = True
        isCancelled = kind is CancelledError
        if kind is not None:
            for each in self._tasks:
                each.cancel()
        while self._left > 0:
            self._done = False
            me = _until(self, '_done')
            if me._cancelling:
                me._cancelling = False
                isCancelled = True
                for each in self._tasks:
                    each.cancel()
        if isCancelled and not self._errors:
            raise CancelledError()
        if kind is not None and kind is not CancelledError:
            self._errors.append(error)
        if self._errors:
            raise ExceptionGroup('unhandled errors in a TaskGroup', self._errors)
`
