/** The module `functools`. */
export const functoolsModule: string = String.raw`
_own = _native('.own')
_put = _native('.put')
_cached = _native('.cached')
_keep = _native('.keep in cache')
_cache_numbers = _native('.cache numbers')

WRAPPER_ASSIGNMENTS = ('__module__', '__name__', '__qualname__', '__doc__', '__annotations__')
WRAPPER_UPDATES = ('__dict__',)

def update_wrapper(wrapper, wrapped, assigned=('__module__', '__name__', '__qualname__', '__doc__'), updated=('__dict__',)):
    for name in assigned:
        try:
            value = getattr(wrapped, name)
        except AttributeError:
            continue
        setattr(wrapper, name, value)
    for name in updated:
        for key, value in getattr(wrapped, name, {}).items():
            if key not in assigned and key != 'state':
                setattr(wrapper, key, value)
    wrapper.__wrapped__ = wrapped
    return wrapper

def wraps(wrapped, assigned=('__module__', '__name__', '__qualname__', '__doc__'), updated=('__dict__',)):
    return lambda wrapper: update_wrapper(wrapper, wrapped, assigned, updated)

class partial:
    def __init__(self, func, /, *args, **keywords):
        if not callable(func):
            raise TypeError('the first argument must be callable')
        if isinstance(func, partial):
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        self.func = func
        self.args = args
        self.keywords = keywords

    def __call__(self, /, *args, **keywords):
        return self.func(*self.args, *args, **{**self.keywords, **keywords})

class partialmethod:
    def __init__(self, func, /, *args, **keywords):
        self.func = func
        self.args = args
        self.keywords = keywords

    def __get__(self, obj, cls=None):
        if obj is None:
            return lambda self, *args, **keywords: self.func(self, *self.args, *args, **{**self.keywords, **keywords})
        return partial(self.func, obj, *self.args, **self.keywords)

def reduce(function, iterable, initial=_native('.nothing'), /):
    it = iter(iterable)
    if initial is _nothing:
        initial = next(it, _nothing)
        if initial is _nothing:
            raise TypeError('reduce() of empty iterable with no initial value')
    for x in it:
        initial = function(initial, x)
    return initial

_nothing = _native('.nothing')

class _CacheInfo(tuple):
    pass

def lru_cache(maxsize=128, typed=False):
    if isinstance(maxsize, int):
        return lambda f: _cache(f, max(maxsize, 0), typed)
    if maxsize is None:
        return lambda f: _cache(f, None, typed)
    if callable(maxsize):
        return _cache(maxsize, 128, typed)
    raise TypeError('Expected first argument to be an integer, a callable, or None')

def cache(user_function, /):
    return _cache(user_function, None, False)

def _cache(f, maxsize, typed):
    from collections import namedtuple
    cache = {}
    info = namedtuple('CacheInfo', ['hits', 'misses', 'maxsize', 'currsize'])

    def wrapper(*args, **kwargs):
        if kwargs:
            key = (args, _nothing, tuple(kwargs.items()))
        elif len(args) == 1 and type(args[0]) in (int, str):
            key = args[0]
        else:
            key = args if len(args) != 1 else (_nothing, args[0])
        if typed:
            key = (key, tuple([type(v) for v in args]), tuple([type(v) for v in kwargs.values()]))
        found = _cached(cache, key, _nothing)
        if found is not _nothing:
            return found
        result = f(*args, **kwargs)
        _keep(cache, key, result, maxsize)
        return result

    def cache_info():
        hits, misses, size = _cache_numbers(cache, False)
        return info(hits, misses, maxsize, size)

    def cache_clear():
        _cache_numbers(cache, True)

    wrapper.cache_info = cache_info
    wrapper.cache_clear = cache_clear
    wrapper.cache_parameters = lambda: {'maxsize': maxsize, 'typed': typed}
    return update_wrapper(wrapper, f)

class cached_property:
    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError('Cannot assign the same cached_property to two different names '
                            f'({self.attrname!r} and {name!r}).')

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self.attrname is None:
            raise TypeError('Cannot use cached_property instance without calling __set_name__ on it.')
        value = _own(instance, self.attrname, _nothing)
        if value is _nothing:
            value = self.func(instance)
            _put(instance, self.attrname, value)
        return value

def total_ordering(cls):
    for root in ('__lt__', '__le__', '__gt__', '__ge__'):
        if getattr(cls, root, None) is not None:
            for name, method in _ordering[root].items():
                if getattr(cls, name, None) is None:
                    setattr(cls, name, method)
            return cls
    raise ValueError('must define at least one ordering operation: < > <= >=')

_compile = _native('.compile')

def _derived(root, name, text):
    return _compile(f'def _create():\n def {name}(self, other):\n  r = type(self).{root}(self, other)\n'
                    f'  if r is NotImplemented:\n   return r\n  return {text}\n return {name}\n', 'functools')()

_ordering = {root: {name: _derived(root, name, text) for name, text in found} for root, found in (
    ('__lt__', (('__gt__', 'not r and self != other'), ('__le__', 'r or self == other'), ('__ge__', 'not r'))),
    ('__le__', (('__ge__', 'not r or self == other'), ('__lt__', 'r and self != other'), ('__gt__', 'not r'))),
    ('__gt__', (('__lt__', 'not r and self != other'), ('__ge__', 'r or self == other'), ('__le__', 'not r'))),
    ('__ge__', (('__le__', 'not r or self == other'), ('__gt__', 'r and self != other'), ('__lt__', 'not r'))))}

def cmp_to_key(mycmp):
    class K:
        __hash__ = None
        def __init__(self, obj):
            self.obj = obj
        def __lt__(self, other):
            return mycmp(self.obj, other.obj) < 0
        def __gt__(self, other):
            return mycmp(self.obj, other.obj) > 0
        def __eq__(self, other):
            return mycmp(self.obj, other.obj) == 0
        def __le__(self, other):
            return mycmp(self.obj, other.obj) <= 0
        def __ge__(self, other):
            return mycmp(self.obj, other.obj) >= 0
    return K

def singledispatch(func):
    registry = {object: func}

    def dispatch(cls):
        for c in cls.__mro__:
            if c in registry:
                return registry[c]
        return func

    def register(cls, f=None):
        if not isinstance(cls, type):
            _native('refused register() that reads annotations: name the class, register()')()
        if f is None:
            return lambda f: register(cls, f)
        registry[cls] = f
        return f

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f'{func.__name__} requires at least 1 positional argument')
        return dispatch(args[0].__class__)(*args, **kw)

    wrapper.register = register
    wrapper.dispatch = dispatch
    return update_wrapper(wrapper, func)
`
