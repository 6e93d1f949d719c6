/**
 * What the machine needs of Python in Python: functions that call code of the program, one instruction at a time. `_native`
 * gives a function of the machine by its path.
 */
export const core: string = String.raw`
def getattr(x, name, default):
    try:
        return _getattr(x, name)
    except AttributeError:
        return default

def hasattr(x, name):
    try:
        _getattr(x, name)
    except AttributeError:
        return False
    return True

_getattr = _find = _native('getattr')
_has = _native('hasattr')

def listed(iterable):
    return [x for x in iterable]

def mapping(m):
    return [(k, m[k]) for k in m.keys()]

def repr(x):
    return x.__repr__()

def str(x):
    return x.__str__()

def item(x, i):
    return x[i]

def contains(c, x):
    for y in c:
        if y is x or y == x:
            return True
    return False

def sequence(s):
    i = 0
    while True:
        try:
            x = s[i]
        except IndexError:
            return
        yield x
        i += 1

def until(f, sentinel):
    while True:
        x = f()
        if x == sentinel:
            return
        yield x

def construct(cls, *args, **kwargs):
    o = cls.__new__(cls, *args, **kwargs)
    if isinstance(o, cls):
        o.__init__(*args, **kwargs)
    return o

def build(meta, name, bases, namespace, keywords):
    cls = meta.__new__(meta, name, bases, namespace, **keywords)
    if isinstance(cls, meta):
        meta.__init__(cls, name, bases, namespace, **keywords)
    return cls

def member(cls, value):
    for m in cls:
        if m._value_ == value:
            return m
    missing = _find(cls, '_missing_', None)
    if missing is not None:
        m = missing(value)
        if m is not None:
            return m
    raise ValueError(f'{value!r} is not a valid {cls.__qualname__}')

fullmatch = _native('.fullmatch')
_sort_pairs = _native('.sort pairs')
_replace_items = _native('.replace items')
_unordered = _native('.unordered')
_pause = _native('.pause')

def sort(list, key, reverse):
    values = list.copy()
    list.clear()
    try:
        values = sorted_(values, key, reverse)
    finally:
        changed = len(list) > 0
        _replace_items(list, values)
    if changed:
        raise ValueError('list modified during sort')

def sorted_(values, key, reverse):
    pairs = []
    for x in values:
        pairs.append((key(x), x))
    return _sort_pairs(pairs, reverse)

def sum(values, start):
    total = start
    for x in values:
        total = total + x
    return total

def any(iterable):
    for x in iterable:
        if x:
            return True
    return False

def all(iterable):
    for x in iterable:
        if not x:
            return False
    return True

def min(values, key):
    best = values[0]
    least = key(best)
    for x in values[1:]:
        k = key(x)
        if k < least:
            best, least = x, k
    return best

def max(values, key):
    best = values[0]
    most = key(best)
    for x in values[1:]:
        k = key(x)
        if k > most:
            best, most = x, k
    return best

def enumerate(iterable, start=0):
    if not isinstance(start, int):
        range(start)
    return enumerate_(iter(iterable), start)

def enumerate_(iterable, start):
    for x in iterable:
        yield start, x
        start += 1

def zip(*iterables, strict=False):
    return zip_([iter(i) for i in iterables], strict)

def zip_(iterators, strict):
    if not iterators:
        return
    while True:
        row = []
        for n, i in _enumerate(iterators):
            x = next(i, _nothing)
            if x is _nothing:
                if strict:
                    if n > 0:
                        raise ValueError(f'zip() argument {n + 1} is shorter than argument' + (' 1' if n == 1 else f's 1-{n}'))
                    for n, i in _enumerate(iterators[1:]):
                        if next(i, _nothing) is not _nothing:
                            raise ValueError(f'zip() argument {n + 2} is longer than argument' + (' 1' if n == 0 else f's 1-{n + 1}'))
                return
            row.append(x)
        yield tuple(row)

_enumerate = enumerate

class _Nothing:
    pass

_nothing = _Nothing()

def map(*args):
    if len(args) < 2:
        raise TypeError('map() must have at least two arguments.')
    return map_(args[0], [iter(i) for i in args[1:]])

def map_(f, iterators):
    if len(iterators) == 1:
        for x in iterators[0]:
            yield f(x)
    else:
        for row in zip(*iterators):
            yield f(*row)

def filter(*args):
    if len(args) != 2:
        raise TypeError(f'filter expected 2 arguments, got {len(args)}')
    return filter_(args[0], iter(args[1]))

def filter_(f, iterable):
    for x in iterable:
        if f(x) if f is not None else x:
            yield x

def attribute(o, name, default):
    try:
        return _getattr(o, name)
    except AttributeError:
        return default

def has(o, name):
    try:
        _getattr(o, name)
    except AttributeError:
        return False
    return True

def computed(getter, args, fallback, name):
    try:
        return getter(*args)
    except AttributeError:
        return fallback(name)

_getattr = _native('getattr')

def close(g):
    try:
        g.throw(GeneratorExit)
    except (GeneratorExit, StopIteration):
        return
    raise RuntimeError('generator ignored GeneratorExit')

def backwards(s):
    i = len(s) - 1
    while i >= 0:
        try:
            x = s[i]
        except IndexError:
            return
        yield x
        i -= 1

def wait_for(condition, predicate, timeout):
    result = predicate()
    while not result:
        if timeout is None:
            condition.wait()
        elif not condition.wait(timeout):
            return predicate()
        result = predicate()
    return result

def notify(condition, n):
    for _ in range(n):
        condition.notify()

def release(semaphore, n):
    for _ in range(n):
        semaphore.release()
`
