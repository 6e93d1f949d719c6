/** Programs with annotations, abstract classes and protocols. */
export const types: readonly string[] = [
  String.raw`from typing import Any, List, Dict, Optional, Union, Callable, TypeVar, Generic, Protocol, NamedTuple, TypedDict, runtime_checkable, Iterable, Sequence, Literal, cast, NewType, TYPE_CHECKING
T = TypeVar('T')
class Stack(Generic[T]):
    def __init__(self) -> None: self.items: List[T] = []
    def push(self, x: T) -> None: self.items.append(x)
s: Stack[int] = Stack[int]()
s.push(3); print(s.items)
`,
  String.raw`J = int | None
print(isinstance(3, J), isinstance(None, J), isinstance('a', J), isinstance(3, int | str))
`,
  String.raw`from typing import Any, List, Dict, Optional, Union, Callable, TypeVar, Generic, Protocol, NamedTuple, TypedDict, runtime_checkable, Iterable, Sequence, Literal, cast, NewType, TYPE_CHECKING
class P(NamedTuple):
    x: int
    y: int = 5
    def total(self): return self.x + self.y
p = P(1)
print(p, p.total(), p._replace(x=3), p == (1, 5), P._fields, p._asdict())
a, b = p; print(a, b)
`,
  String.raw`from typing import Any, List, Dict, Optional, Union, Callable, TypeVar, Generic, Protocol, NamedTuple, TypedDict, runtime_checkable, Iterable, Sequence, Literal, cast, NewType, TYPE_CHECKING
class P(NamedTuple):
    x: int
    y: int = 5
    def total(self): return self.x + self.y
try: P()
except TypeError as e: print(e)
`,
  String.raw`from typing import Any, List, Dict, Optional, Union, Callable, TypeVar, Generic, Protocol, NamedTuple, TypedDict, runtime_checkable, Iterable, Sequence, Literal, cast, NewType, TYPE_CHECKING
class M(TypedDict):
    name: str
print(M(name='x'), {**M(name='z')})
`,
  String.raw`from typing import Any, List, Dict, Optional, Union, Callable, TypeVar, Generic, Protocol, NamedTuple, TypedDict, runtime_checkable, Iterable, Sequence, Literal, cast, NewType, TYPE_CHECKING
@runtime_checkable
class Has(Protocol):
    def run(self): ...
class R:
    def run(self): return 1
print(isinstance(R(), Has), isinstance(3, Has))
`,
  String.raw`from abc import ABC, abstractmethod
class A(ABC):
    @abstractmethod
    def f(self): ...
    @property
    @abstractmethod
    def g(self): ...
try: A()
except TypeError as e: print(e)
`,
  String.raw`from abc import ABC, abstractmethod
class A(ABC):
    @abstractmethod
    def f(self): ...
    @property
    @abstractmethod
    def g(self): ...
class B(A):
    def f(self): return super().f()
    @property
    def g(self): return 2
print(B().f(), B().g)
`,
  String.raw`from typing import Any, List, Dict, Optional, Union, Callable, TypeVar, Generic, Protocol, NamedTuple, TypedDict, runtime_checkable, Iterable, Sequence, Literal, cast, NewType, TYPE_CHECKING
import collections.abc, typing
print(isinstance([], Sequence), isinstance({}, Sequence), isinstance('a', Iterable), isinstance(3, Iterable), isinstance(len, collections.abc.Callable), isinstance({}, collections.abc.Mapping))
`,
  String.raw`import collections.abc, typing
class Map(collections.abc.MutableMapping):
    def __init__(self): self.d = {}
    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): self.d[k] = v
    def __delitem__(self, k): del self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
m = Map(); m['a'] = 1; m.update(b=2); print(m.get('a'), m.get('z'), 'b' in m, m.pop('a'), list(m), dict(m))
`,
  String.raw`from types import SimpleNamespace
n = SimpleNamespace(a=1, b='x'); n.c = 3
print(n, n.a, n == SimpleNamespace(a=1, b='x', c=3))
`,
  String.raw`from typing import Any, List, Dict, Optional, Union, Callable, TypeVar, Generic, Protocol, NamedTuple, TypedDict, runtime_checkable, Iterable, Sequence, Literal, cast, NewType, TYPE_CHECKING
U = NewType('U', int); print(U(3), cast(int, 'x'))
`,
  String.raw`from typing import Any, List, Dict, Optional, Union, Callable, TypeVar, Generic, Protocol, NamedTuple, TypedDict, runtime_checkable, Iterable, Sequence, Literal, cast, NewType, TYPE_CHECKING
class L(List[int]):
    def last(self): return self[-1]
l = L([1,2]); print(l.last(), l)
`,
  String.raw`from typing import Any, List, Dict, Optional, Union, Callable, TypeVar, Generic, Protocol, NamedTuple, TypedDict, runtime_checkable, Iterable, Sequence, Literal, cast, NewType, TYPE_CHECKING
X = NamedTuple('X', [('a', int), ('b', int)]); print(X(1, b=2))
`,
  String.raw`class Reg:
    all = {}
    def __init_subclass__(cls, **kw):
        super().__init_subclass__()
        Reg.all[cls.__name__] = kw
print(Reg.all)
`,
  String.raw`class Desc:
    def __set_name__(self, owner, name): self.name = '_' + name
    def __get__(self, obj, cls=None): return self if obj is None else getattr(obj, self.name, 0)
    def __set__(self, obj, v):
        if v < 0: raise ValueError('neg')
        setattr(obj, self.name, v)
class Uses:
    v = Desc()
u = Uses(); print(u.v); u.v = 4; print(u.v)
`,
  String.raw`class CG:
    def __class_getitem__(cls, i): return (cls.__name__, i)
print(CG[3])
`,
  String.raw`class E1(Exception):
    def __init__(self, code): super().__init__(f'code {code}'); self.code = code
    def __str__(self): return f'E1<{self.code}>'
try: raise E1(4)
except E1 as e: print(e, e.args, repr(e))
`,
]
