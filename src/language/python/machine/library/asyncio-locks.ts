/** What tasks of `asyncio` wait for each other by. Those that wait are served in their order. */
export const asyncioLocks: string = `
async def _line(waiters):
    me = _me()
    me._woken = False
    waiters.append(me)
    _await(me, me, '_woken')
    waiters.remove(me)
    return me

def _wake(waiters, n):
    for each in waiters:
        if n == 0:
            return
        if not each._woken:
            each._woken = True
            n -= 1

class _Entered:
    async def __aenter__(self):
        await self.acquire()
        return None

    async def __aexit__(self, kind, error, trace):
        self.release()

class Lock(_Entered):
    def __init__(self):
        self._locked = False
        self._waiters = []

    def locked(self):
        return self._locked

    async def acquire(self):
        if not self._locked and not self._waiters:
            self._locked = True
            return True
        me = await _line(self._waiters)
        if me._cancelling:
            if not self._locked:
                _wake(self._waiters[:1], 1)
            _checked(me)
        self._locked = True
        return True

    def release(self):
        if not self._locked:
            raise RuntimeError('Lock is not acquired.')
        self._locked = False
        _wake(self._waiters[:1], 1)

class Event:
    def __init__(self):
        self._value = False
        self._waiters = []

    def is_set(self):
        return self._value

    def set(self):
        if not self._value:
            self._value = True
            _wake(self._waiters, -1)

    def clear(self):
        self._value = False

    async def wait(self):
        if not self._value:
            _checked(await _line(self._waiters))
        return True

class Semaphore(_Entered):
    def __init__(self, value=1):
        if value < 0:
            raise ValueError('Semaphore initial value must be >= 0')
        self._value = value
        self._waiters = []

    def locked(self):
        return self._value == 0 or len(self._waiters) > 0

    async def acquire(self):
        if self._value > 0 and not self._waiters:
            self._value -= 1
            return True
        me = await _line(self._waiters)
        if me._cancelling:
            if me._woken:
                self._value += 1
            self._next()
            _checked(me)
        self._next()
        return True

    def release(self):
        self._value += 1
        self._next()

    def _next(self):
        for each in self._waiters:
            if self._value == 0:
                return
            if not each._woken:
                self._value -= 1
                each._woken = True

class BoundedSemaphore(Semaphore):
    def __init__(self, value=1):
        self._most = value
        super().__init__(value)

    def release(self):
        if self._value >= self._most:
            raise ValueError('BoundedSemaphore released too many times')
        super().release()

class Condition(_Entered):
    def __init__(self, lock=None):
        self._lock = Lock() if lock is None else lock
        self._waiters = []

    def locked(self):
        return self._lock.locked()

    async def acquire(self):
        return await self._lock.acquire()

    def release(self):
        self._lock.release()

    async def wait(self):
        if not self._lock.locked():
            raise RuntimeError('cannot wait on un-acquired lock')
        self._lock.release()
        me = await _line(self._waiters)
        isCancelled = me._cancelling
        me._cancelling = False
        while True:
            try:
                await self._lock.acquire()
                break
            except CancelledError:
                isCancelled = True
        if isCancelled:
            raise CancelledError()
        return True

    async def wait_for(self, predicate):
        result = predicate()
        while not result:
            await self.wait()
            result = predicate()
        return result

    def notify(self, n=1):
        if not self._lock.locked():
            raise RuntimeError('cannot notify on un-acquired lock')
        _wake(self._waiters, n)

    def notify_all(self):
        self.notify(len(self._waiters))
`
