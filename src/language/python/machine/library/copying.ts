/** The module `copy`. */
export const copyModule: string = String.raw`
_own = _native('.own')
_put = _native('.put')
_fields = _native('.names')
_allocate = _native('.allocate')
_is_plain = _native('.is immutable')

class Error(Exception):
    pass

error = Error

def copy(x):
    own = getattr(x, '__copy__', None)
    if own is not None and not isinstance(x, type):
        return own()
    if _is_plain(x):
        return x
    if type(x) in (tuple, frozenset):
        return x
    if isinstance(x, tuple):
        return tuple.__new__(type(x), x)
    if isinstance(x, (list, set, dict, _deque)):
        return x.copy()
    _check(x)
    y = _allocate(type(x))
    for name in _fields(x):
        _put(y, name, _own(x, name, None))
    return y

_deque = _native('class collections.deque')

def _check(x):
    if getattr(x, '__reduce_ex__', None) is not None or getattr(x, '__getstate__', None) is not None:
        _native('refused copy of an object with __getstate__ or __reduce_ex__')()
    if type(x).__module__ == 'threading':
        name = {'Lock': '_thread.lock', 'RLock': '_thread.RLock'}.get(type(x).__name__)
        if name is not None:
            raise TypeError(f"cannot pickle '{name}' object")
        _native('refused copy of a lock')()

def deepcopy(x, memo=None):
    return _deep(x, [] if memo is None else memo if isinstance(memo, list) else [])

def _deep(x, memo):
    if _is_plain(x):
        return x
    for old, new in memo:
        if old is x:
            return new
    own = getattr(x, '__deepcopy__', None)
    if own is not None and not isinstance(x, type):
        y = own(memo)
        memo.append((x, y))
        return y
    if isinstance(x, tuple):
        items = [_deep(v, memo) for v in x]
        for old, new in memo:
            if old is x:
                return new
        for old, new in zip(x, items):
            if old is not new:
                y = tuple(items) if type(x) is tuple else type(x)(*items)
                memo.append((x, y))
                return y
        return x
    if isinstance(x, frozenset):
        return frozenset([_deep(v, memo) for v in _unordered(x)])
    if isinstance(x, set):
        y = set([_deep(v, memo) for v in _unordered(x)])
        memo.append((x, y))
        return y
    if type(x) in (list, _deque):
        y = type(x)() if type(x) is list or x.maxlen is None else _deque([], x.maxlen)
        memo.append((x, y))
        for v in x:
            y.append(_deep(v, memo))
        return y
    if type(x) is dict:
        y = {}
        memo.append((x, y))
        for key, value in x.items():
            y[_deep(key, memo)] = _deep(value, memo)
        return y
    if isinstance(x, dict):
        y = x.copy()
        y.clear()
        memo.append((x, y))
        for key, value in x.items():
            y[_deep(key, memo)] = _deep(value, memo)
        return y
    if isinstance(x, list):
        _native('refused deepcopy of a subclass of list')()
    _check(x)
    y = _allocate(type(x))
    memo.append((x, y))
    for name in _fields(x):
        _put(y, name, _deep(_own(x, name, None), memo))
    return y

_unordered = _native('.unordered')
`
