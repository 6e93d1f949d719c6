/** The module `itertools`. What threads may share is an iterator of the machine, and the others are generators. */
export const itertoolsModule: string = String.raw`
_iterator = _native('.iterator')
_nothing = _native('.nothing')

def count(start=0, step=1):
    return _iterator('count', start, step)

def cycle(iterable):
    if isinstance(iterable, (list, tuple, str, range)):
        return _iterator('cycle', tuple(iterable), None)
    return _cycle(iterable)

def _cycle(iterable):
    saved = []
    for x in iterable:
        yield x
        saved.append(x)
    while saved:
        for x in saved:
            yield x

def repeat(object, times=None):
    return _iterator('repeat', object, times if times is None or times > 0 else 0)

def chain(*iterables):
    return _chain(iterables)

def _chain(iterables):
    for iterable in iterables:
        for x in iterable:
            yield x

chain.from_iterable = _chain

def islice(iterable, *args):
    s = _bounds(*args)
    return _islice(iter(iterable), *s)

def _bounds(start, *rest):
    if not rest:
        start, stop, step = 0, start, 1
    else:
        stop = rest[0]
        step = rest[1] if len(rest) > 1 else 1
    start = 0 if start is None else start
    step = 1 if step is None else step
    if not isinstance(stop, int) and stop is not None or isinstance(stop, int) and stop < 0:
        raise ValueError('Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.')
    if not isinstance(start, int) or start < 0:
        raise ValueError('Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.')
    if not isinstance(step, int) or step < 1:
        raise ValueError('Step for islice() must be a positive integer or None.')
    return start, stop, step

def _islice(it, start, stop, step):
    index = 0
    while stop is None or index < stop:
        for x in it:
            break
        else:
            return
        if index >= start and (index - start) % step == 0:
            yield x
        index += 1
        if stop is not None and index >= start:
            left = (index - start) % step
            if left and index + step - left >= stop:
                while index < stop:
                    for x in it:
                        break
                    else:
                        return
                    index += 1

def takewhile(predicate, iterable, /):
    for x in iterable:
        if not predicate(x):
            break
        yield x

def dropwhile(predicate, iterable, /):
    it = iter(iterable)
    for x in it:
        if not predicate(x):
            yield x
            break
    for x in it:
        yield x

def filterfalse(predicate, iterable, /):
    for x in iterable:
        if not (x if predicate is None else predicate(x)):
            yield x

def compress(data, selectors):
    for x, s in zip(data, selectors):
        if s:
            yield x

def starmap(function, iterable, /):
    for args in iterable:
        yield function(*args)

def pairwise(iterable, /):
    it = iter(iterable)
    for a in it:
        break
    else:
        return
    for b in it:
        yield a, b
        a = b

def batched(iterable, n):
    if n < 1:
        raise ValueError('n must be at least one')
    batch = []
    for x in iterable:
        batch.append(x)
        if len(batch) == n:
            yield tuple(batch)
            batch = []
    if batch:
        yield tuple(batch)

def accumulate(iterable, func=None, *, initial=None):
    it = iter(iterable)
    total = initial
    if initial is None:
        for total in it:
            break
        else:
            return
    yield total
    for x in it:
        total = total + x if func is None else func(total, x)
        yield total

def zip_longest(*iterables, fillvalue=None):
    iterators = [iter(i) for i in iterables]
    ended = [False for i in iterators]
    while not all(ended) and iterators:
        row = []
        for n, it in enumerate(iterators):
            x = _nothing if ended[n] else next(it, _nothing)
            if x is _nothing:
                ended[n] = True
                x = fillvalue
            row.append(x)
        if all(ended):
            return
        yield tuple(row)

def product(*iterables, repeat=1):
    return _product([tuple(i) for i in iterables] * repeat)

def _product(pools):
    at = [0 for p in pools]
    if not all([len(p) > 0 for p in pools]):
        return
    while True:
        yield tuple([p[i] for p, i in zip(pools, at)])
        for n in range(len(pools) - 1, -1, -1):
            at[n] += 1
            if at[n] < len(pools[n]):
                break
            at[n] = 0
        else:
            return

def permutations(iterable, r=None):
    pool = tuple(iterable)
    r = len(pool) if r is None else r
    if r < 0:
        raise ValueError('r must be non-negative')
    return _chosen(pool, r, lambda chosen: [i for i in range(len(pool)) if i not in chosen])

def combinations(iterable, r):
    pool = tuple(iterable)
    if r < 0:
        raise ValueError('r must be non-negative')
    return _chosen(pool, r, lambda chosen: range(chosen[-1] + 1 if chosen else 0, len(pool)))

def combinations_with_replacement(iterable, r):
    pool = tuple(iterable)
    if r < 0:
        raise ValueError('r must be non-negative')
    return _chosen(pool, r, lambda chosen: range(chosen[-1] if chosen else 0, len(pool)))

def _chosen(pool, r, following, chosen=()):
    if len(chosen) == r:
        yield tuple([pool[i] for i in chosen])
        return
    for i in following(chosen):
        for found in _chosen(pool, r, following, chosen + (i,)):
            yield found

def tee(iterable, n=2, /):
    it = iter(iterable)
    waiting = [[] for _ in range(n)]

    def one(mine):
        while True:
            if not mine:
                x = next(it, _nothing)
                if x is _nothing:
                    return
                for each in waiting:
                    each.append(x)
            yield mine.pop(0)
    return tuple([one(mine) for mine in waiting])

class groupby:
    def __init__(self, iterable, key=None):
        self._it = iter(iterable)
        self._key = key
        self._group = None
        self._value = self._current = _nothing

    def __iter__(self):
        return self

    def _advance(self):
        x = next(self._it, _nothing)
        self._value = x
        if x is not _nothing:
            self._current = x if self._key is None else self._key(x)
        return x is not _nothing

    def __next__(self):
        if self._group is None:
            if not self._advance():
                raise StopIteration
        else:
            while self._value is not _nothing and self._current == self._group[0]:
                if not self._advance():
                    raise StopIteration
            if self._value is _nothing:
                raise StopIteration
        self._group = (self._current,)
        return self._current, self._members(self._group)

    def _members(self, group):
        while self._group is group and self._value is not _nothing and self._current == group[0]:
            yield self._value
            if not self._advance():
                return
`
