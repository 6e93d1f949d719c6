/** `types`, `abc` and `collections.abc`: classes to inherit from. */
export const abstractModules: readonly (readonly [string, string])[] = [
  [
    'abc',
    String.raw`
_put = _native('.put')

class ABCMeta(type):
    pass

class ABC:
    register = _native('refused ABC.register')

def abstractmethod(f):
    _put(f, '__isabstractmethod__', True)
    return f

def abstractproperty(f):
    return property(abstractmethod(f))

def abstractclassmethod(f):
    return classmethod(abstractmethod(f))

def abstractstaticmethod(f):
    return staticmethod(abstractmethod(f))
`,
  ],
  [
    'collections.abc',
    String.raw`
from abc import abstractmethod
import collections as _collections

_put = _native('.put')

class _Base:
    def __class_getitem__(cls, item):
        return cls
    register = _native('refused register')

class Container(_Base):
    @abstractmethod
    def __contains__(self, x):
        return False

class Iterable(_Base):
    @abstractmethod
    def __iter__(self):
        while False:
            yield None

class Iterator(Iterable):
    @abstractmethod
    def __next__(self):
        raise StopIteration
    def __iter__(self):
        return self

class Generator(Iterator):
    pass

class Reversible(Iterable):
    @abstractmethod
    def __reversed__(self):
        while False:
            yield None

class Sized(_Base):
    @abstractmethod
    def __len__(self):
        return 0

class Collection(Sized, Iterable, Container):
    pass

class Callable(_Base):
    @abstractmethod
    def __call__(self, *args, **kwds):
        return False

class Hashable(_Base):
    @abstractmethod
    def __hash__(self):
        return 0

class Awaitable(_Base):
    @abstractmethod
    def __await__(self):
        yield

class Coroutine(Awaitable):
    pass

class Sequence(Reversible, Collection):
    @abstractmethod
    def __getitem__(self, index):
        raise IndexError
    def __iter__(self):
        i = 0
        try:
            while True:
                v = self[i]
                yield v
                i += 1
        except IndexError:
            return
    def __contains__(self, value):
        for v in self:
            if v is value or v == value:
                return True
        return False
    def __reversed__(self):
        for i in reversed(range(len(self))):
            yield self[i]
    def index(self, value):
        for i, v in enumerate(self):
            if v is value or v == value:
                return i
        raise ValueError
    def count(self, value):
        return sum([1 for v in self if v is value or v == value])

class MutableSequence(Sequence):
    @abstractmethod
    def __setitem__(self, index, value):
        raise IndexError
    @abstractmethod
    def __delitem__(self, index):
        raise IndexError
    @abstractmethod
    def insert(self, index, value):
        raise IndexError
    def append(self, value):
        self.insert(len(self), value)
    def extend(self, values):
        for v in list(values):
            self.append(v)
    def pop(self, index=-1):
        v = self[index]
        del self[index]
        return v
    def remove(self, value):
        del self[self.index(value)]

class Set(Collection):
    pass

class MutableSet(Set):
    @abstractmethod
    def add(self, value):
        raise NotImplementedError
    @abstractmethod
    def discard(self, value):
        raise NotImplementedError

class Mapping(Collection):
    @abstractmethod
    def __getitem__(self, key):
        raise KeyError
    def get(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            return default
    def __contains__(self, key):
        try:
            self[key]
        except KeyError:
            return False
        return True
    def keys(self):
        return [key for key in self]
    def items(self):
        return [(key, self[key]) for key in self]
    def values(self):
        return [self[key] for key in self]
    def __eq__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        return dict(self.items()) == dict(other.items())

class MutableMapping(Mapping):
    @abstractmethod
    def __setitem__(self, key, value):
        raise KeyError
    @abstractmethod
    def __delitem__(self, key):
        raise KeyError
    def pop(self, key, *fallback):
        try:
            value = self[key]
        except KeyError:
            if fallback:
                return fallback[0]
            raise
        del self[key]
        return value
    def clear(self):
        for key in list(iter(self)):
            del self[key]
    def update(self, other=(), /, **kwds):
        if isinstance(other, (dict, Mapping)):
            for key in other:
                self[key] = other[key]
        else:
            for key, value in other:
                self[key] = value
        for key, value in kwds.items():
            self[key] = value
    def setdefault(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            self[key] = default
        return default

KeysView = ValuesView = ItemsView = MappingView = ByteString = Collection
AsyncIterable = AsyncIterator = AsyncGenerator = Iterable
_sequences = (list, tuple, str, range, bytes, _collections.deque)
_views = (_native('class dict_keys'), _native('class dict_items'))
_callables = tuple([_native('class ' + name) for name in ('function', 'method', 'builtin_function_or_method')]) + (type, '__call__')
for _of, _known in ((Container, ('__contains__', set, frozenset, dict) + _sequences + _views), (Iterable, ('__iter__',)),
    (Iterator, ('__next__', _native('class iterator'))), (Generator, (_native('class generator'),)),
    (Reversible, ('__reversed__', dict) + _sequences), (Sized, ('__len__', set, frozenset, dict) + _sequences + _views),
    (Collection, (set, frozenset, dict) + _sequences + _views), (Callable, _callables), (Awaitable, ('__await__',)),
    (Coroutine, (_native('class coroutine'),)), (Sequence, _sequences), (MutableSequence, (list, _collections.deque)),
    (Set, (set, frozenset) + _views), (MutableSet, (set,)), (Mapping, (dict,)), (MutableMapping, (dict,))):
    _put(_of, '.instances', _known + (_of,))
`,
  ],
  [
    'types',
    String.raw`
FunctionType = LambdaType = _native('class function')
MethodType = _native('class method')
BuiltinFunctionType = BuiltinMethodType = _native('class builtin_function_or_method')
GeneratorType = _native('class generator')
CoroutineType = _native('class coroutine')
ModuleType = _native('class module')
NoneType = type(None)
TracebackType = NoneType

def MappingProxyType(mapping):
    return _native('refused MappingProxyType')()

class SimpleNamespace:
    def __init__(self, /, **kwargs):
        self.__dict__.update(kwargs)
        for name, value in kwargs.items():
            setattr(self, name, value)
    def __repr__(self):
        return 'namespace(' + ', '.join([f'{name}={value!r}' for name, value in vars(self).items()]) + ')'
    def __eq__(self, other):
        if isinstance(other, SimpleNamespace):
            return vars(self) == vars(other)
        return NotImplemented
`,
  ],
]
