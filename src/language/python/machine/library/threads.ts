/** The modules about threads, queues and time that are not written in the machine itself. */
export const threadModules: readonly (readonly [string, string])[] = [
  [
    'threading',
    String.raw`
Lock = _native('class threading.Lock')
RLock = _native('class threading.RLock')
Condition = _native('class threading.Condition')
Semaphore = _native('class threading.Semaphore')
BoundedSemaphore = _native('class threading.BoundedSemaphore')
Event = _native('class threading.Event')
Thread = _native('class threading.Thread')
BrokenBarrierError = _native('class threading.BrokenBarrierError')
ThreadError = RuntimeError
TIMEOUT_MAX = 9223372036.0
_current = _native('.current thread')
_put = _native('.put')

def current_thread():
    t = _current()
    return _main if t is None else t

currentThread = current_thread

def main_thread():
    return _main

_own_ident = _native('.own ident')
_ident_of = _native('.ident of')
_alive = _native('.alive threads')

def get_ident():
    return _own_ident('ident')

def get_native_id():
    return _own_ident('native id')

class _MainThread(Thread):
    def __init__(self):
        Thread.__init__(self, name='MainThread', daemon=False)
    ident = property(lambda self: _native('.ident')('ident'))
    native_id = property(lambda self: _native('.ident')('native id'))
    def is_alive(self):
        return True
    def start(self):
        raise RuntimeError('threads can only be started once')
    def join(self, timeout=None):
        if current_thread() is self:
            raise RuntimeError('cannot join current thread')
        _native('refused join of the main thread')()

_main = _MainThread()

def enumerate():
    return [_main, *_alive()]

def active_count():
    return len(enumerate())

activeCount = active_count

local = _native('class threading.local')

class Timer(Thread):
    def __init__(self, interval, function, args=None, kwargs=None):
        Thread.__init__(self)
        self.interval = interval
        self.function = function
        self.args = args if args is not None else []
        self.kwargs = kwargs if kwargs is not None else {}
        self.finished = Event()

    def cancel(self):
        self.finished.set()

    def run(self):
        if not self.finished.wait(self.interval):
            self.function(*self.args, **self.kwargs)
        self.finished.set()

class Barrier:
    def __init__(self, parties, action=None, timeout=None):
        if parties < 1:
            raise ValueError('parties must be > 0')
        self._cond = Condition(Lock())
        self._action = action
        self._timeout = timeout
        self._parties = parties
        self._state = 0
        self._count = 0

    def wait(self, timeout=None):
        if timeout is None:
            timeout = self._timeout
        with self._cond:
            self._enter()
            index = self._count
            self._count += 1
            try:
                if index + 1 == self._parties:
                    self._release()
                else:
                    self._wait(timeout)
                return index
            finally:
                self._count -= 1
                self._exit()

    def _enter(self):
        while self._state in (-1, 1):
            self._cond.wait()
        if self._state < 0:
            raise BrokenBarrierError

    def _release(self):
        try:
            if self._action:
                self._action()
            self._state = 1
            self._cond.notify_all()
        except:
            self._break()
            raise

    def _wait(self, timeout):
        if not self._cond.wait_for(lambda: self._state != 0, timeout):
            self._break()
            raise BrokenBarrierError
        if self._state < 0:
            raise BrokenBarrierError

    def _exit(self):
        if self._count == 0:
            if self._state in (-1, 1):
                self._state = 0
                self._cond.notify_all()

    def reset(self):
        with self._cond:
            if self._count > 0:
                if self._state == 0:
                    self._state = -1
                elif self._state == -2:
                    self._state = -1
            else:
                self._state = 0
            self._cond.notify_all()

    def abort(self):
        with self._cond:
            self._break()

    def _break(self):
        self._state = -2
        self._cond.notify_all()

    @property
    def parties(self):
        return self._parties

    @property
    def n_waiting(self):
        if self._state == 0:
            return self._count
        return 0

    @property
    def broken(self):
        return self._state == -2

_put(Thread, 'ident', property(lambda self: _ident_of(self, 'ident')))
_put(Thread, 'native_id', property(lambda self: _ident_of(self, 'native id')))
settrace = _native('refused settrace')
excepthook = _native('refused excepthook')
`,
  ],
  [
    'queue',
    String.raw`
Queue = _native('class queue.Queue')
LifoQueue = _native('class queue.LifoQueue')
PriorityQueue = _native('class queue.PriorityQueue')
SimpleQueue = _native('class queue.SimpleQueue')
Empty = _native('class queue.Empty')
Full = _native('class queue.Full')
`,
  ],
  [
    'time',
    String.raw`
_pause = _native('.pause')

def sleep(secs):
    if isinstance(secs, (int, float)) and secs < 0:
        raise ValueError('sleep length must be non-negative')
    _pause()

def time():
    return 0.0

def monotonic():
    return 0.0

def perf_counter():
    return 0.0

def process_time():
    return 0.0

def thread_time():
    return 0.0

def time_ns():
    return 0

def monotonic_ns():
    return 0

def perf_counter_ns():
    return 0
`,
  ],
  [
    'random',
    String.raw`
_choose = _native('.choose')

def randrange(start, stop=None, step=1):
    if stop is None:
        start, stop = 0, start
    values = range(start, stop, step)
    if not values:
        raise ValueError(f'empty range for randrange() ({start}, {stop}, {stop - start})')
    return values[_choose(len(values))]

def randint(a, b):
    return randrange(a, b + 1)

def getrandbits(k):
    return randrange(2 ** k)

def choice(seq):
    if not len(seq):
        raise IndexError('Cannot choose from an empty sequence')
    return seq[_choose(len(seq))]

def shuffle(x):
    for i in reversed(range(1, len(x))):
        j = _choose(i + 1)
        x[i], x[j] = x[j], x[i]

def sample(population, k):
    left = list(population)
    if k > len(left):
        raise ValueError('Sample larger than population or is negative')
    found = []
    for _ in range(k):
        found.append(left.pop(_choose(len(left))))
    return found

def choices(population, weights=None, *, cum_weights=None, k=1):
    return [population[_choose(len(population))] for _ in range(k)]

_refuse = _native('refused this use of a random float')

class _Float:
    """A random float: it can only be slept for, or, between 0 and 1, be compared with a chance."""
    def _other(self, *args):
        return _refuse()
    __int__ = __float__ = __index__ = __bool__ = __repr__ = __str__ = __format__ = __hash__ = __eq__ = __ne__ = _other
    __lt__ = __le__ = __gt__ = __ge__ = __round__ = __abs__ = __neg__ = __trunc__ = __floor__ = __ceil__ = _other
    __floordiv__ = __mod__ = __pow__ = __rfloordiv__ = __rmod__ = __rpow__ = __rtruediv__ = __divmod__ = _other
    def _float(self, other):
        return _Float()
    __mul__ = __rmul__ = __add__ = __radd__ = __sub__ = __rsub__ = __truediv__ = _float

class _Chance(_Float):
    def __lt__(self, p):
        if p <= 0:
            return False
        return True if p >= 1 else _choose(2) == 0
    def __le__(self, p):
        return self < p
    def __gt__(self, p):
        if p < 0:
            return True
        return False if p >= 1 else _choose(2) == 0
    def __ge__(self, p):
        return self > p

def random():
    return _Chance()

def uniform(a, b):
    return _Float()

def seed(a=None):
    pass

Random = _native('refused Random')
`,
  ],
]
