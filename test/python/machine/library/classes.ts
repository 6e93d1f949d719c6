/** Programs with classes, exceptions and collections. */
export const classes: readonly string[] = [
  String.raw`from collections import namedtuple, defaultdict, Counter, OrderedDict, deque
import copy, functools, enum, dataclasses
P = namedtuple('P', 'x y', defaults=[3])
p = P(1); print(p, p.x, p._replace(y=9), P._fields, copy.copy(p) is p, copy.deepcopy(p))
`,
  String.raw`import copy, functools, enum, dataclasses
class Money:
    __slots__ = ('amount', 'cur')
    def __init__(self, amount, cur='EUR'): self.amount, self.cur = amount, cur
    def __add__(self, o): return Money(self.amount + o.amount)
    def __radd__(self, o): return self if o == 0 else NotImplemented
    def __repr__(self): return f'Money({self.amount!r})'
    def __copy__(self): return Money(self.amount, 'C')
    def __deepcopy__(self, memo): return Money(self.amount, 'D')
print(sum([Money(1), Money(2)]), copy.copy(Money(1)).cur, copy.deepcopy([Money(1)])[0].cur)
`,
  String.raw`class Meta:
    registry = []
    def __init_subclass__(cls, /, name=None, **kw):
        super().__init_subclass__(**kw)
        cls.registry.append((cls.__name__, name))
print(Meta.registry)
`,
  String.raw`class Lazy:
    def __getattr__(self, name):
        if name.startswith('x'): return name * 2
        raise AttributeError(f'no {name}')
print(Lazy().xa, getattr(Lazy(), 'b', 'def'), hasattr(Lazy(), 'x'))
try: Lazy().zz
except AttributeError as e: print(e)
`,
  String.raw`class Prop:
    def __init__(self): self._v = 0
    @property
    def v(self):
        "the v"
        return self._v
    @v.setter
    def v(self, n):
        if n < 0: raise ValueError('negative')
        self._v = n
    @v.deleter
    def v(self): self._v = None
q = Prop(); q.v = 3; print(q.v); del q.v; print(q.v)
`,
  String.raw`class Prop:
    def __init__(self): self._v = 0
    @property
    def v(self):
        "the v"
        return self._v
    @v.setter
    def v(self, n):
        if n < 0: raise ValueError('negative')
        self._v = n
    @v.deleter
    def v(self): self._v = None
q = Prop(); q.v = 3; print(q.v); del q.v; print(q.v)
try: q.v = -1
except ValueError as e: print(e)
`,
  String.raw`class Ex(Exception):
    def __init__(self, msg, code=0):
        super().__init__(msg)
        self.code = code
class Ex2(Ex): pass
try:
    try: raise KeyError('k')
    except KeyError as e: raise Ex2('m', code=4) from e
except Ex as e: print(type(e).__name__, e, e.code, repr(e.__cause__), e.args)
`,
  String.raw`import copy, functools, enum, dataclasses
@dataclasses.dataclass(order=True)
class Task:
    priority: int
    name: str = dataclasses.field(compare=False)
import heapq
h = []
for i, n in enumerate('cab'): heapq.heappush(h, Task(i % 2, n))
`,
  String.raw`import heapq
h = []
print(heapq.heappop(h), h)
`,
  String.raw`import copy, functools, enum, dataclasses
from typing import Any, Dict, Generic, Optional, TypeVar
@dataclasses.dataclass
class Cfg:
    opts: Dict[str, int] = dataclasses.field(default_factory=dict)
    level: 'int' = 3
    lock: Any = None
c = Cfg(); c.opts['a'] = 1; print(c, Cfg(), dataclasses.asdict(c), c == Cfg({'a': 1}), dataclasses.is_dataclass(c))
`,
  String.raw`import copy, functools, enum, dataclasses
class Status(enum.Enum):
    OPEN = 'open'
    CLOSED = 'closed'
    def __bool__(self): return self is Status.OPEN
    @staticmethod
    def parse(s): return Status[s.upper()]
    def __eq__(self, o): return self.value == getattr(o, 'value', o)
    def __hash__(self): return 1
print(bool(Status.OPEN), bool(Status.CLOSED), Status.parse('open'), Status.OPEN == 'open')
`,
  String.raw`import copy, functools, enum, dataclasses
class Meta:
    registry = []
    def __init_subclass__(cls, /, name=None, **kw):
        super().__init_subclass__(**kw)
        cls.registry.append((cls.__name__, name))
class A(Meta, name='a'): pass
class B(A): pass
class Ordered(enum.Enum):
    A = 1
    B = 2
    def __lt__(self, o): return self.value < o.value
print(sorted([Ordered.B, Ordered.A]), max(Ordered), {Ordered.A: 'x'}[Ordered.A], [m.name for m in Ordered], {m.value: m for m in Ordered}[2])
`,
  String.raw`from collections import namedtuple, defaultdict, Counter, OrderedDict, deque
cnt = Counter('abracadabra'); print(cnt.most_common(2), cnt['z'], sum(cnt.values()))
dd = defaultdict(list); dd['a'].append(1); print(dd, dict(dd))
`,
  String.raw`import copy, functools, enum, dataclasses
from typing import Any, Dict, Generic, Optional, TypeVar
@dataclasses.dataclass
class Cfg:
    opts: Dict[str, int] = dataclasses.field(default_factory=dict)
    level: 'int' = 3
    lock: Any = None
c = Cfg(); c.opts['a'] = 1; print(c, Cfg(), dataclasses.asdict(c), c == Cfg({'a': 1}), dataclasses.is_dataclass(c))
def f(a, /, b, *, c=1): "doc"; return a, b, c
print(functools.partial(f, 1, c=3)(2), f.__doc__)
`,
  String.raw`from typing import Any, Dict, Generic, Optional, TypeVar
class Node(Generic[TypeVar('T')]):
    pass
print(Node[int]().__class__.__name__, isinstance(Node(), Node))
`,
  String.raw`from typing import Any, Dict, Generic, Optional, TypeVar
def typed(x: Optional[int] = None, *a: int, **k: Any) -> 'Node': return x
print(typed(), type(typed).__name__)
`,
  String.raw`class Callable2:
    def __call__(self, x, *, y=2): return x + y
print(Callable2()(1), callable(Callable2()), callable(3))
`,
  String.raw`class It:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n <= 0: raise StopIteration
        self.n -= 1
        return self.n
print(list(It(3)), sum(It(4)), max(It(3)), sorted(It(3)), tuple(It(2)), set(It(2)), dict(zip('ab', It(2))), 1 in It(3), [*It(2)])
`,
  String.raw`class Cm:
    def __enter__(self): print('enter'); return self
    def __exit__(self, t, v, tb): print('exit', t and t.__name__, v); return t is ValueError
with Cm() as x: raise ValueError('sup')
with Cm(): print('ok')
`,
  String.raw`print(*map(str, range(3)), sep='-')
`,
  String.raw`from collections import namedtuple, defaultdict, Counter, OrderedDict, deque
P = namedtuple('P', 'x y', defaults=[3])
print('{:>5}|{!r}|{x.y}'.format(3, 'a', x=type('o', (), {'y': 4}) if False else P(1, y=2)))
`,
  String.raw`class Ex(Exception):
    def __init__(self, msg, code=0):
        super().__init__(msg)
        self.code = code
class Ex2(Ex): pass
raise Ex2('final', 3)
`,
  String.raw`class E(Exception):
    def __str__(self): return 'E:' + super().__str__()
    def __repr__(self): return '<' + super().__repr__() + '>'
print(E('a'), repr(E(1, 2)), str(E(1, 2)))
`,
  String.raw`class L(list):
    def __repr__(self): return 'L' + super().__repr__()
    def append(self, x): super().append(x * 2)
l = L([1]); l.append(2); print(l, str(l), len(l), l == [1, 4])
`,
  String.raw`class D(dict):
    def __setitem__(self, k, v): super().__setitem__(k, v + 1)
    def __missing__(self, k): return k
d = D(); d['a'] = 1; print(d, d['q'], d.get('q'))
`,
]
