/** The parts of `multiprocessing` that are made of processes and queues: managers and pools. */
export const processPools: string = String.raw`
def _remote(name, listed=False):
    def method(self, *args, **kwargs):
        self._check()
        args, kwargs = _pickled(args), _pickled(kwargs)
        _begin()
        try:
            found = getattr(self._content, name)(*args, **kwargs)
            return _unpickled(list(found) if listed else found)
        finally:
            _end()
    return method

class _Proxy:
    def __init__(self, manager, content):
        _put(self, '.manager', manager)
        _put(self, '_content', _common(_pickled(content)))
    def _check(self):
        if _own(self, '.manager', None)._closed:
            _native('refused a managed object after the manager has ended')()
    def __str__(self):
        self._check()
        _begin()
        try:
            return repr(self._content)
        finally:
            _end()
    __repr__ = _native('refused the text of a proxy: it shows an address; write str(…)')
    __len__ = _remote('__len__')
    __contains__ = _remote('__contains__')
    __getitem__ = _remote('__getitem__')
    __setitem__ = _remote('__setitem__')
    __delitem__ = _remote('__delitem__')
    pop = _remote('pop')

class DictProxy(_Proxy):
    get = _remote('get')
    setdefault = _remote('setdefault')
    update = _remote('update')
    popitem = _remote('popitem')
    copy = _remote('copy')
    clear = _remote('clear')
    keys = _remote('keys', True)
    values = _remote('values', True)
    items = _remote('items', True)
    __iter__ = _native('refused a loop over a proxy: write a loop over its keys()')

class ListProxy(_Proxy):
    append = _remote('append')
    extend = _remote('extend')
    insert = _remote('insert')
    remove = _remote('remove')
    reverse = _remote('reverse')
    sort = _remote('sort')
    count = _remote('count')
    index = _remote('index')
    __add__ = _remote('__add__')
    __mul__ = _remote('__mul__')
    def __iadd__(self, other):
        self.extend(other)
        return self

class ValueProxy:
    def __init__(self, manager, value):
        _put(self, '.manager', manager)
        _put(self, 'value', _pickled(value))
    def get(self):
        return _unpickled(_load(self, True))
    def set(self, value):
        _store(self, _pickled(value), True)
    value = property(get, set)

class SyncManager:
    _closed = False
    def start(self):
        pass
    def shutdown(self):
        self._closed = True
    def __enter__(self):
        return self
    def __exit__(self, *args):
        self.shutdown()
    def dict(self, *args, **kwargs):
        return DictProxy(self, _dict(*args, **kwargs))
    def list(self, sequence=()):
        return ListProxy(self, _list(sequence))
    def Value(self, typecode, value):
        return ValueProxy(self, value)
    Lock = RLock = Semaphore = Condition = Event = Barrier = _native('refused a lock of a manager: use that of multiprocessing')
    Queue = JoinableQueue = _native('refused a queue of a manager: use that of multiprocessing')
    Namespace = Array = Pool = _native('refused Namespace, Array and Pool of a manager')

_dict, _list = dict, list

def Manager():
    return SyncManager()

class _Results:
    def __init__(self):
        _put(self, '_content', _common([]))
    def new(self):
        _begin()
        self._content.append(None)
        number = len(self._content) - 1
        _end()
        return number
    def put(self, number, result):
        result = _pickled(result)
        _begin()
        self._content[number] = result
        _end()
    def ready(self, number):
        return self._content[number] is not None
    def get(self, number):
        _begin()
        result = self._content[number]
        if result is None:
            _block()
        result = _unpickled(result)
        _end()
        return result

for _each in (DictProxy, ListProxy, ValueProxy, _Results):
    _put(_each, '.is common', True)
    _put(_each, '.is of processes', True)

class AsyncResult:
    def __init__(self, results, number):
        self._results = results
        self._number = number
    def ready(self):
        return self._results.ready(self._number)
    def wait(self, timeout=None):
        if timeout is not None:
            _native('refused a timeout of a result')()
        self._results.get(self._number)
    def get(self, timeout=None):
        if timeout is not None:
            _native('refused a timeout of a result')()
        done, value = self._results.get(self._number)
        if not done:
            raise value
        return value
    def successful(self):
        if not self.ready():
            raise ValueError(f'{self!r} not ready')
        return self._results.get(self._number)[0]

class MapResult:
    def __init__(self, results, numbers):
        self._parts = [AsyncResult(results, number) for number in numbers]
    def ready(self):
        return all([part.ready() for part in self._parts])
    def wait(self, timeout=None):
        for part in self._parts:
            part.wait(timeout)
    def get(self, timeout=None):
        self.wait(timeout)
        failed = [part for part in self._parts if not part.successful()]
        if len(failed) > 1:
            _native('refused several exceptions in one map')()
        for part in failed:
            part.get()
        return [x for part in self._parts for x in part.get()]

def _each_of(f, items):
    return [f(*args) for args in items]

def _work(tasks, results, initializer, initargs):
    if initializer is not None:
        initializer(*initargs)
    while True:
        task = tasks.get()
        if task is None:
            return
        number, f, args, kwargs = task
        try:
            result = (True, f(*args, **kwargs))
        except Exception as e:
            result = (False, e)
        results.put(number, result)

class Pool:
    def __init__(self, processes=None, initializer=None, initargs=(), maxtasksperchild=None):
        if processes is None:
            _native('refused a pool without a number of processes: it differs from machine to machine; write Pool(2)')()
        if maxtasksperchild is not None:
            _native('refused maxtasksperchild')()
        if processes < 1:
            raise ValueError('Number of processes must be at least 1')
        self._state = 'RUN'
        self._tasks = SimpleQueue()
        self._results = _Results()
        self._numbers = []
        self._workers = []
        for _ in range(processes):
            p = Process(target=_work, args=(self._tasks, self._results, initializer, initargs), daemon=True)
            p.start()
            self._workers.append(p)

    def _submit(self, f, args, kwargs):
        if self._state != 'RUN':
            raise ValueError('Pool not running')
        number = self._results.new()
        self._numbers.append(number)
        self._tasks.put((number, f, args, kwargs))
        return number

    def apply_async(self, func, args=(), kwds={}, callback=None, error_callback=None):
        if callback is not None or error_callback is not None:
            _native('refused a callback of a pool')()
        return AsyncResult(self._results, self._submit(func, tuple(args), kwds))

    def apply(self, func, args=(), kwds={}):
        return self.apply_async(func, args, kwds).get()

    def starmap_async(self, func, iterable, chunksize=None):
        items = [tuple(args) for args in iterable]
        if chunksize is None:
            chunksize, extra = divmod(len(items), len(self._workers) * 4)
            chunksize += 1 if extra else 0
        numbers = []
        at = 0
        while at < len(items):
            numbers.append(self._submit(_each_of, (func, items[at:at + chunksize]), {}))
            at += chunksize
        return MapResult(self._results, numbers)

    def map_async(self, func, iterable, chunksize=None):
        return self.starmap_async(func, [(x,) for x in iterable], chunksize)

    def map(self, func, iterable, chunksize=None):
        return self.map_async(func, iterable, chunksize).get()

    def starmap(self, func, iterable, chunksize=None):
        return self.starmap_async(func, iterable, chunksize).get()

    imap = imap_unordered = _native('refused imap: write map')

    def close(self):
        if self._state == 'RUN':
            self._state = 'CLOSE'
            for _ in self._workers:
                self._tasks.put(None)

    def join(self):
        if self._state == 'RUN':
            raise ValueError('Pool is still running')
        if self._state == 'CLOSE':
            for p in self._workers:
                p.join()

    def terminate(self):
        for number in self._numbers:
            if not self._results.ready(number):
                _native('refused ending a pool whose tasks are not done: wait for the results')()
        self._state = 'TERMINATE'

    def __enter__(self):
        if self._state != 'RUN':
            raise ValueError('Pool not running')
        return self

    def __exit__(self, *args):
        self.terminate()
`
