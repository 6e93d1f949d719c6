/** The module `typing`: what annotations need is harmless. */
export const typingModule: string = String.raw`
import collections as _collections
import collections.abc as _abc
from collections.abc import Iterable, Iterator, Generator, Callable, Awaitable, Coroutine, Sequence, MutableSequence
from collections.abc import Mapping, MutableMapping, Collection, Container, Sized, Hashable, Reversible, MutableSet
from collections.abc import AsyncIterator, AsyncIterable, AsyncGenerator, KeysView, ValuesView, ItemsView

_own = _native('.own')
_put = _native('.put')
_names = _native('.names')
_annotations = _native('.annotations')

TYPE_CHECKING = False
AbstractSet = _abc.Set
List = list
Dict = dict
Tuple = tuple
Set = set
FrozenSet = frozenset
Type = type
Deque = _collections.deque
DefaultDict = _collections.defaultdict
OrderedDict = _collections.OrderedDict
Counter = _collections.Counter
Text = str

class _Special:
    def __getitem__(self, item):
        return self
    def __or__(self, other):
        return self
    def __ror__(self, other):
        return self

Any = Optional = Union = Literal = Final = ClassVar = Annotated = NoReturn = Never = Self = LiteralString = _Special()
Concatenate = TypeAlias = TypeGuard = Required = NotRequired = Unpack = AnyStr = SupportsInt = SupportsFloat = _Special()

def TypeVar(name, *constraints, bound=None, covariant=False, contravariant=False):
    return _Special()

class _ParamSpec(_Special):
    args = kwargs = None

def ParamSpec(name, *, bound=None, covariant=False, contravariant=False):
    return _ParamSpec()

TypeVarTuple = TypeVar

def NewType(name, tp):
    return lambda x: x

class Generic:
    def __class_getitem__(cls, item):
        return cls

class Protocol:
    def __class_getitem__(cls, item):
        return cls

class SupportsIndex(Protocol):
    pass

def runtime_checkable(cls):
    required = []
    for c in cls.__mro__:
        if c is not Protocol and c is not Generic and c is not object:
            required += [name for name in _names(c) if not name.startswith('__') or name in ('__call__', '__len__', '__iter__',
                '__enter__', '__exit__', '__getitem__', '__next__', '__contains__')]
            required += [name for name, kind in _annotations(c)]
    _put(cls, '.required', tuple(required))
    return cls

runtime = runtime_checkable

def cast(typ, val):
    return val

def _same(f):
    return f

final = no_type_check = override = _same

def overload(func):
    return _undefined

def _undefined(*args, **kwargs):
    raise NotImplementedError('You should not call an overloaded function. A series of @overload-decorated functions '
        'outside a stub module should always be followed by an implementation that is not @overload-ed.')

def assert_never(arg, /):
    raise AssertionError(f'Expected code to be unreachable, but got: {arg!r}')

def assert_type(val, typ, /):
    return val

def reveal_type(obj, /):
    return obj

get_type_hints = _native('refused get_type_hints')
get_origin = _native('refused get_origin')
get_args = _native('refused get_args')

def _complete_tuple(cls):
    if _own(cls, '_fields', None) is not None:
        return cls
    fields = [name for name, kind in _annotations(cls)]
    namespace = {}
    defaults = []
    first = None
    for name in fields:
        value = _own(cls, name, _nothing)
        if value is not _nothing:
            defaults.append(value)
            first = name if first is None else first
        elif defaults:
            raise TypeError(f'non-default namedtuple field {name} cannot follow default field {first}')
    for name in _names(cls):
        if name not in fields and name not in ('__name__', '__qualname__', '__module__', '__doc__'):
            namespace[name] = _own(cls, name, None)
    return _collections._named_tuple(cls.__name__, tuple(fields), tuple(defaults), namespace)

_nothing = _Special()

class NamedTuple:
    def __new__(cls, typename, fields=(), **kwargs):
        names = [name for name, kind in fields] + list(kwargs)
        return _collections._named_tuple(typename, tuple(names), (), {})

_put(NamedTuple, '.complete', _complete_tuple)

class TypedDict:
    def __new__(cls, *args, **kwargs):
        if cls is TypedDict:
            return dict
        return dict(*args, **kwargs)
`
