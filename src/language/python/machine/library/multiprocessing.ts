import { processPools } from './process-pools.ts'

/** `multiprocessing`: processes are threads of the machine with a copy of the memory each, made at their start. */
export const processModules: readonly (readonly [string, string])[] = [
  [
    'multiprocessing',
    String.raw`
import threading as _threading
import queue as _queue
import ctypes as _ctypes

_put = _native('.put')
_process = _native('.process')
_exit_code = _native('.exit code')
_load = _native('.load')
_store = _native('.store')
_common = _native('.common')
_noted = _native('.is noted')
_note = _native('.note')
_pickled = _native('.pickled')
_unpickled = _native('.unpickled')
_begin = _native('.begin')
_end = _native('.end')
_block = _native('.block')
_choose = _native('.choose')
_thread = _native('class threading.Thread')

TimeoutError = type('TimeoutError', (Exception,), {})
class ProcessError(Exception):
    pass

class Process(_thread):
    def __init__(self, group=None, target=None, name=None, args=(), kwargs={}, *, daemon=None):
        assert group is None, 'group argument must be None for now'
        parent = _process()
        if daemon is None:
            daemon = False if parent is None else parent.daemon
        _thread.__init__(self, None, target, name, args, kwargs, daemon=daemon)
        _put(self, '.parent', parent)

    def start(self):
        parent = _process()
        assert self._is_child(), 'can only start a process object created by current process'
        assert parent is None or not parent.daemon, 'daemonic processes are not allowed to have children'
        _thread.start(self)

    def join(self, timeout=None):
        assert self._is_child(), 'can only join a child process'
        _thread.join(self, timeout)

    def is_alive(self):
        assert self._is_child(), 'can only test a child process'
        return _thread.is_alive(self)

    def _is_child(self):
        return _own(self, '.parent', None) is _process()

    @property
    def exitcode(self):
        return _exit_code(self)

    pid = ident = property(_native('.ident of process'))
    terminate = kill = close = _native('refused terminate, kill and close of a process')

_own = _native('.own')
_put(Process, '.is of processes', True)

class _MainProcess:
    name = 'MainProcess'
    pid = ident = property(_native('.ident of main process'))
    daemon = False
    exitcode = None
    def is_alive(self):
        return True

_main = _MainProcess()

def current_process():
    p = _process()
    return _main if p is None else p

def parent_process():
    p = _process()
    if p is None:
        return None
    p = _own(p, '.parent', None)
    return _main if p is None else p

cpu_count = _native('refused cpu_count: it differs from machine to machine; write a number')
active_children = _native('refused active_children')
freeze_support = lambda: None

def get_start_method(allow_none=False):
    return 'fork'

def set_start_method(method, force=False):
    if method != 'fork':
        _native('refused a start method other than fork')()

def get_context(method=None):
    set_start_method('fork' if method is None else method)
    import multiprocessing
    return multiprocessing

class Lock(_threading.Lock):
    pass

class RLock(_threading.RLock):
    pass

class Semaphore(_threading.Semaphore):
    pass

class BoundedSemaphore(_threading.BoundedSemaphore):
    pass

class Condition(_threading.Condition):
    def __init__(self, lock=None):
        _threading.Condition.__init__(self, RLock() if lock is None else lock)

class Event(_threading.Event):
    pass

class Barrier(_threading.Barrier):
    def __init__(self, parties, action=None, timeout=None):
        _threading.Barrier.__init__(self, parties, action, timeout)
        self._cond = Condition(Lock())

for _each in (Lock, RLock, Semaphore, BoundedSemaphore, Condition, Event, Barrier):
    _put(_each, '.is common', True)
    _put(_each, '.is of processes', True)

_codes = {'b': (8, True), 'B': (8, False), 'h': (16, True), 'H': (16, False), 'i': (32, True), 'I': (32, False),
          'l': (64, True), 'L': (64, False), 'q': (64, True), 'Q': (64, False)}
_integer = _native('.c integer')

def _code(typecode_or_type):
    if isinstance(typecode_or_type, str):
        code = typecode_or_type
    else:
        code = getattr(typecode_or_type, '_code', None)
    if code != 'd' and code != '?' and code not in _codes:
        _native('refused a value of this type')()
    return code

def _converted(code, x):
    if code == 'd':
        if not isinstance(x, (int, float)):
            raise TypeError(f'must be real number, not {type(x).__name__}')
        return float(x)
    if code == '?':
        return bool(x)
    bits, signed = _codes[code]
    return _integer(x, bits, signed)

class _Raw:
    def __init__(self, code, value):
        _put(self, '.code', code)
        _put(self, 'value', _converted(code, value))

    @property
    def value(self):
        return _load(self, False)

    @value.setter
    def value(self, x):
        _store(self, _converted(_own(self, '.code', None), x), False)

class Synchronized:
    def __init__(self, code, value, lock):
        _put(self, '.code', code)
        _put(self, '.lock', RLock() if lock is None else lock)
        if lock is not None:
            _note('the locks of values are used')
        _put(self, 'value', _converted(code, value))

    def get_lock(self):
        _note('the locks of values are used')
        return _own(self, '.lock', None)

    def acquire(self, block=True, timeout=None):
        return self.get_lock().acquire(block, -1 if timeout is None else timeout)

    def release(self):
        return self.get_lock().release()

    def __enter__(self):
        return self.get_lock().__enter__()

    def __exit__(self, *args):
        return self.get_lock().__exit__(*args)

    @property
    def value(self):
        if not _noted('the locks of values are used'):
            return _load(self, True)
        with _own(self, '.lock', None):
            return _load(self, True)

    @value.setter
    def value(self, x):
        x = _converted(_own(self, '.code', None), x)
        if not _noted('the locks of values are used'):
            _store(self, x, True)
            return
        with _own(self, '.lock', None):
            _store(self, x, True)

class _RawArray:
    def __init__(self, code, items):
        _put(self, '.code', code)
        _put(self, '_content', _common([_converted(code, x) for x in items]))

    def _check(self, i):
        if isinstance(i, slice):
            return
        if not isinstance(i, int):
            raise TypeError('indices must be integers')
        if not -len(self) <= i < len(self):
            raise IndexError('invalid index')

    def __len__(self):
        return len(self._content)

    def __getitem__(self, i):
        self._check(i)
        return self._content[i]

    def __setitem__(self, i, x):
        if isinstance(i, slice):
            _native('refused storing a slice of an array')()
        self._check(i)
        self._content[i] = _converted(_own(self, '.code', None), x)

class SynchronizedArray(_RawArray):
    def __init__(self, code, items, lock):
        _RawArray.__init__(self, code, items)
        _put(self, '.lock', RLock() if lock is None else lock)
        if lock is not None:
            _note('the locks of values are used')

    get_lock = Synchronized.get_lock
    acquire = Synchronized.acquire
    release = Synchronized.release
    __enter__ = Synchronized.__enter__
    __exit__ = Synchronized.__exit__

    def get_obj(self):
        _native('refused get_obj')()

    def __getitem__(self, i):
        if not _noted('the locks of values are used'):
            _begin()
            try:
                return _RawArray.__getitem__(self, i)
            finally:
                _end()
        with _own(self, '.lock', None):
            return _RawArray.__getitem__(self, i)

    def __setitem__(self, i, x):
        if not _noted('the locks of values are used'):
            _begin()
            try:
                _RawArray.__setitem__(self, i, x)
            finally:
                _end()
            return
        with _own(self, '.lock', None):
            _RawArray.__setitem__(self, i, x)

for _each in (_Raw, Synchronized, _RawArray, SynchronizedArray):
    _put(_each, '.is common', True)
    _put(_each, '.is of processes', True)

def Value(typecode_or_type, *args, lock=True):
    if len(args) > 1:
        raise TypeError(f'{typecode_or_type} takes at most 1 argument ({len(args)} given)')
    code = _code(typecode_or_type)
    value = args[0] if args else 0
    if lock is False:
        return _Raw(code, value)
    return Synchronized(code, value, None if lock is True or lock is None else lock)

def Array(typecode_or_type, size_or_initializer, *, lock=True):
    code = _code(typecode_or_type)
    items = size_or_initializer
    if isinstance(items, int):
        items = [0] * items
    if lock is False:
        return _RawArray(code, items)
    return SynchronizedArray(code, items, None if lock is True or lock is None else lock)

def RawValue(typecode_or_type, *args):
    return Value(typecode_or_type, *args, lock=False)

def RawArray(typecode_or_type, size_or_initializer):
    return Array(typecode_or_type, size_or_initializer, lock=False)

def _timed(timeout):
    return timeout is not None and timeout >= 0

class SimpleQueue:
    def __init__(self):
        _put(self, '_content', _common([]))

    def put(self, obj):
        _begin()
        self._content.append(_pickled(obj))
        _end()

    def get(self):
        _begin()
        if not self._content:
            _block()
        x = _unpickled(self._content.pop(0))
        _end()
        return x

    def empty(self):
        return not self._content

    def close(self):
        pass

class Queue:
    """Objects of one process arrive in their order. What others have put may come first, and later than it was put."""
    def __init__(self, maxsize=0):
        _put(self, '_content', _common([]))
        _put(self, '.most', maxsize)
        _put(self, 'unfinished', 0)

    def put(self, obj, block=True, timeout=None):
        most = _own(self, '.most', 0)
        _begin()
        if most > 0 and len(self._content) >= most:
            if block and not _timed(timeout):
                _block()
            _end()
            raise _queue.Full
        self._content.append((_process(), _pickled(obj)))
        self.unfinished += 1
        _end()

    def put_nowait(self, obj):
        self.put(obj, False)

    def get(self, block=True, timeout=None):
        waits = block and not _timed(timeout)
        _begin()
        heads = self._heads()
        # What was put may still be on its way.
        if heads and not waits and _choose(2) == 1:
            heads = []
        if not heads:
            if waits:
                _block()
            _end()
            raise _queue.Empty
        at = heads[_choose(len(heads))]
        x = _unpickled(self._content.pop(at)[1])
        _end()
        return x

    def _heads(self):
        seen, heads = [], []
        for i, (sender, _) in enumerate(self._content):
            if sender not in seen:
                seen.append(sender)
                heads.append(i)
        return heads

    def get_nowait(self):
        return self.get(False)

    def empty(self):
        _begin()
        found = not self._content or _choose(2) == 1
        _end()
        return found

    def full(self):
        most = _own(self, '.most', 0)
        return most > 0 and len(self._content) >= most

    qsize = _native('refused qsize')

    def close(self):
        pass

    def join_thread(self):
        pass

    cancel_join_thread = _native('refused cancel_join_thread')

class JoinableQueue(Queue):
    def task_done(self):
        _begin()
        if self.unfinished <= 0:
            _end()
            raise ValueError('task_done() called too many times')
        self.unfinished -= 1
        _end()

    def join(self):
        _begin()
        if self.unfinished > 0:
            _block()
        _end()

class _Connection:
    def __init__(self, readable, writable):
        _put(self, '.in', readable)
        _put(self, '.out', writable)
        self.closed = False

    def send(self, obj):
        self._check('.out', 'read-only')
        content = _own(self, '.out', None)
        _begin()
        content.append(_pickled(obj))
        _end()

    def recv(self):
        self._check('.in', 'write-only')
        content = _own(self, '.in', None)
        _begin()
        if not content:
            self._wait()
        x = _unpickled(content.pop(0))
        _end()
        return x

    def _wait(self):
        if _own(self, '.other', None).closed:
            _native('refused receiving from a pipe whose other end a process has closed')()
        _block()

    def poll(self, timeout=0.0):
        self._check('.in', 'write-only')
        content = _own(self, '.in', None)
        _begin()
        if not content:
            if timeout is None:
                self._wait()
            elif _own(self, '.other', None).closed:
                _native('refused poll of a pipe whose other end a process has closed')()
        found = len(content) > 0
        _end()
        return found

    def _check(self, end, what):
        if self.closed:
            _native('refused a closed pipe')()
        if _own(self, end, None) is None:
            raise OSError(f'connection is {what}')

    def close(self):
        self.closed = True

for _each in (SimpleQueue, Queue, JoinableQueue, _Connection):
    _put(_each, '.is common', True)
    _put(_each, '.is of processes', True)

def Pipe(duplex=True):
    there = _common([])
    back = _common([]) if duplex else None
    one, other = _Connection(there, back), _Connection(back, there)
    _put(one, '.other', other)
    _put(other, '.other', one)
    return one, other

${processPools}`,
  ],
  [
    'multiprocessing.shared_memory',
    String.raw`
SharedMemory = _native('refused SharedMemory')
`,
  ],
  [
    'ctypes',
    String.raw`
class _Type:
    def __init__(self, *args):
        _native('refused an object of ctypes')()

c_byte = type('c_byte', (_Type,), {'_code': 'b'})
c_ubyte = type('c_ubyte', (_Type,), {'_code': 'B'})
c_short = type('c_short', (_Type,), {'_code': 'h'})
c_ushort = type('c_ushort', (_Type,), {'_code': 'H'})
c_int = type('c_int', (_Type,), {'_code': 'i'})
c_uint = type('c_uint', (_Type,), {'_code': 'I'})
c_long = type('c_long', (_Type,), {'_code': 'l'})
c_ulong = type('c_ulong', (_Type,), {'_code': 'L'})
c_longlong = type('c_longlong', (_Type,), {'_code': 'q'})
c_ulonglong = type('c_ulonglong', (_Type,), {'_code': 'Q'})
c_double = type('c_double', (_Type,), {'_code': 'd'})
c_bool = type('c_bool', (_Type,), {'_code': '?'})
c_int32 = type('c_int32', (_Type,), {'_code': 'i'})
c_int64 = type('c_int64', (_Type,), {'_code': 'l'})
c_uint32 = type('c_uint32', (_Type,), {'_code': 'I'})
c_uint64 = type('c_uint64', (_Type,), {'_code': 'L'})
`,
  ],
]
