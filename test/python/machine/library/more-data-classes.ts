/** Programs with data classes: their errors, inheritance and options. */
export const moreDataClasses: readonly string[] = [
  String.raw`from dataclasses import KW_ONLY, MISSING, asdict, astuple, dataclass, field, fields, replace
@dataclass(frozen=True)
class Pt:
    x: int
    y: int
    def shift(self, dx=0): return replace(self, x=self.x + dx)
    @property
    def norm(self): return abs(self.x) + abs(self.y)
    @classmethod
    def origin(cls): return cls(0, 0)
print(Pt.origin().shift(3), Pt(1, -2).norm, hash(Pt(1, 2)) == hash(Pt(1, 2)), {Pt(1, 2), Pt(1, 2)})
`,
  String.raw`from dataclasses import KW_ONLY, MISSING, asdict, astuple, dataclass, field, fields, replace
@dataclass(frozen=True)
class Pt:
    x: int
    y: int
    def shift(self, dx=0): return replace(self, x=self.x + dx)
    @property
    def norm(self): return abs(self.x) + abs(self.y)
    @classmethod
    def origin(cls): return cls(0, 0)
@dataclass(frozen=True)
class Pt3(Pt):
    z: int = 0
print(Pt3(1, 2), Pt3(1, 2) == Pt(1, 2), {Pt3(1, 2, 3): 'a'}[Pt3(1, 2, 3)])
`,
  String.raw`from dataclasses import KW_ONLY, MISSING, asdict, astuple, dataclass, field, fields, replace
def attempt(f, *a, **k):
    try: print(f(*a, **k))
    except Exception as e: print(type(e).__name__, e)
@dataclass(frozen=True)
class Pt:
    x: int
    y: int
    def shift(self, dx=0): return replace(self, x=self.x + dx)
    @property
    def norm(self): return abs(self.x) + abs(self.y)
    @classmethod
    def origin(cls): return cls(0, 0)
attempt(Pt, 1)
attempt(Pt)
attempt(Pt, 1, 2, 3)
attempt(Pt, 1, 2, z=3)
`,
  String.raw`from dataclasses import KW_ONLY, MISSING, asdict, astuple, dataclass, field, fields, replace
@dataclass(frozen=True)
class Pt:
    x: int
    y: int
    def shift(self, dx=0): return replace(self, x=self.x + dx)
    @property
    def norm(self): return abs(self.x) + abs(self.y)
    @classmethod
    def origin(cls): return cls(0, 0)
class Sub(Pt):
    pass
print(Sub(1, 2), Sub(1, 2) == Pt(1, 2), Sub(1, 2) in {Sub(1, 2): 3})
`,
  String.raw`from dataclasses import KW_ONLY, MISSING, asdict, astuple, dataclass, field, fields, replace
def attempt(f, *a, **k):
    try: print(f(*a, **k))
    except Exception as e: print(type(e).__name__, e)
@dataclass(frozen=True)
class Pt:
    x: int
    y: int
    def shift(self, dx=0): return replace(self, x=self.x + dx)
    @property
    def norm(self): return abs(self.x) + abs(self.y)
    @classmethod
    def origin(cls): return cls(0, 0)
class Sub(Pt):
    pass
attempt(setattr, Sub(1, 2), 'x', 3)
`,
  String.raw`from dataclasses import KW_ONLY, MISSING, asdict, astuple, dataclass, field, fields, replace
@dataclass(frozen=True)
class Pt:
    x: int
    y: int
    def shift(self, dx=0): return replace(self, x=self.x + dx)
    @property
    def norm(self): return abs(self.x) + abs(self.y)
    @classmethod
    def origin(cls): return cls(0, 0)
class Sub(Pt):
    pass
s = Sub(1, 2); s.other = 5; print(s.other)
`,
  String.raw`from dataclasses import KW_ONLY, MISSING, asdict, astuple, dataclass, field, fields, replace
def attempt(f, *a, **k):
    try: print(f(*a, **k))
    except Exception as e: print(type(e).__name__, e)
@dataclass(frozen=True)
class Pt:
    x: int
    y: int
    def shift(self, dx=0): return replace(self, x=self.x + dx)
    @property
    def norm(self): return abs(self.x) + abs(self.y)
    @classmethod
    def origin(cls): return cls(0, 0)
attempt(setattr, Pt(1, 2), 'other', 3)
`,
  String.raw`from dataclasses import KW_ONLY, MISSING, asdict, astuple, dataclass, field, fields, replace
@dataclass
class KW:
    a: int
    _: KW_ONLY
    b: int = 5
    c: int = field(kw_only=True, default=6)
print(KW(1, b=2), KW.__match_args__)
`,
  String.raw`from dataclasses import KW_ONLY, MISSING, asdict, astuple, dataclass, field, fields, replace
def attempt(f, *a, **k):
    try: print(f(*a, **k))
    except Exception as e: print(type(e).__name__, e)
@dataclass
class KW:
    a: int
    _: KW_ONLY
    b: int = 5
    c: int = field(kw_only=True, default=6)
attempt(KW, 1, 2)
`,
  String.raw`from dataclasses import KW_ONLY, MISSING, asdict, astuple, dataclass, field, fields, replace
@dataclass(unsafe_hash=True)
class U:
    a: int
    b: list = field(default_factory=list, hash=False)
print(U(1) in {U(1)}, hash(U(3)) == hash(U(3)))
`,
  String.raw`from dataclasses import KW_ONLY, MISSING, asdict, astuple, dataclass, field, fields, replace
@dataclass
class Own:
    a: int
    def __repr__(self): return 'own'
    def __eq__(self, other): return True
    def __init__(self): self.a = 7
print(Own(), Own() == 3, Own().a)
`,
  String.raw`from dataclasses import KW_ONLY, MISSING, asdict, astuple, dataclass, field, fields, replace
@dataclass(repr=False, init=False)
class NoInit:
    a: int = 3
print(NoInit().a)
`,
  String.raw`from dataclasses import KW_ONLY, MISSING, asdict, astuple, dataclass, field, fields, replace
def attempt(f, *a, **k):
    try: print(f(*a, **k))
    except Exception as e: print(type(e).__name__, e)
@dataclass
class Own:
    a: int
    def __repr__(self): return 'own'
    def __eq__(self, other): return True
    def __init__(self): self.a = 7
attempt(lambda: dataclass(frozen=True)(type(Own)) if False else fields(3))
`,
  String.raw`from dataclasses import KW_ONLY, MISSING, asdict, astuple, dataclass, field, fields, replace
def attempt(f, *a, **k):
    try: print(f(*a, **k))
    except Exception as e: print(type(e).__name__, e)
attempt(lambda: asdict(3))
`,
  String.raw`from dataclasses import KW_ONLY, MISSING, asdict, astuple, dataclass, field, fields, replace
def attempt(f, *a, **k):
    try: print(f(*a, **k))
    except Exception as e: print(type(e).__name__, e)
@dataclass
class Own:
    a: int
    def __repr__(self): return 'own'
    def __eq__(self, other): return True
    def __init__(self): self.a = 7
attempt(lambda: replace(Own, a=3))
`,
  String.raw`from dataclasses import KW_ONLY, MISSING, asdict, astuple, dataclass, field, fields, replace
import enum, typing, abc, copy
from typing import Any, Callable, Generic, TypeVar, Literal, Final
@dataclass
class Acc:
    total: int = 0
    log: list[str] = field(default_factory=list)
    cb: Callable[[int], None] | None = None
    K: typing.ClassVar[int] = 3
    def add(self, n):
        self.total += n
        self.log.append(f'+{n}')
        if self.cb is not None: self.cb(n)
a = Acc(cb=print); a.add(3); print(a.total, a.log)
print(asdict(Acc(log=['x'])), astuple(Acc()))
`,
  String.raw`from dataclasses import KW_ONLY, MISSING, asdict, astuple, dataclass, field, fields, replace
@dataclass(frozen=True)
class Pt:
    x: int
    y: int
    def shift(self, dx=0): return replace(self, x=self.x + dx)
    @property
    def norm(self): return abs(self.x) + abs(self.y)
    @classmethod
    def origin(cls): return cls(0, 0)
@dataclass
class Nest:
    p: Pt
    m: dict
print(asdict(Nest(Pt(1, 2), {'k': Pt(3, 4), 'l': [Pt(5, 6)]})))
`,
  String.raw`from dataclasses import KW_ONLY, MISSING, asdict, astuple, dataclass, field, fields, replace
import enum, typing, abc, copy
from typing import Any, Callable, Generic, TypeVar, Literal, Final
@dataclass
class Acc:
    total: int = 0
    log: list[str] = field(default_factory=list)
    cb: Callable[[int], None] | None = None
    K: typing.ClassVar[int] = 3
    def add(self, n):
        self.total += n
        self.log.append(f'+{n}')
        if self.cb is not None: self.cb(n)
print([ (f.name, f.default is MISSING, f.init) for f in fields(Acc)])
`,
  String.raw`from dataclasses import KW_ONLY, MISSING, asdict, astuple, dataclass, field, fields, replace
class Base:
    def __init__(self): self.base = 1
@dataclass
class Der(Base):
    q: int
    def __post_init__(self):
        super().__init__()
d = Der(3); print(d, d.base)
`,
  String.raw`from dataclasses import KW_ONLY, MISSING, asdict, astuple, dataclass, field, fields, replace
@dataclass
class Par:
    x: int = 1
@dataclass
class Chi(Par):
    y: int = 2
    x: int = 10
print(Chi(), Chi(5), [f.name for f in fields(Chi)])
`,
  String.raw`from dataclasses import KW_ONLY, MISSING, asdict, astuple, dataclass, field, fields, replace
@dataclass
class Par:
    x: int = 1
try:
    @dataclass
    class Bad(Par):
        z: int
except TypeError as e: print(e)
`,
  String.raw`from dataclasses import KW_ONLY, MISSING, asdict, astuple, dataclass, field, fields, replace
try:
    @dataclass(order=True)
    class Bad2:
        x: int
        def __lt__(self, o): return True
except TypeError as e: print(e)
`,
  String.raw`from dataclasses import KW_ONLY, MISSING, asdict, astuple, dataclass, field, fields, replace
@dataclass(frozen=True)
class Pt:
    x: int
    y: int
    def shift(self, dx=0): return replace(self, x=self.x + dx)
    @property
    def norm(self): return abs(self.x) + abs(self.y)
    @classmethod
    def origin(cls): return cls(0, 0)
try:
    @dataclass
    class Bad3(Pt):
        z: int = 3
except TypeError as e: print(e)
`,
  String.raw`from dataclasses import KW_ONLY, MISSING, asdict, astuple, dataclass, field, fields, replace
import enum, typing, abc, copy
from typing import Any, Callable, Generic, TypeVar, Literal, Final
@dataclass
class Acc:
    total: int = 0
    log: list[str] = field(default_factory=list)
    cb: Callable[[int], None] | None = None
    K: typing.ClassVar[int] = 3
    def add(self, n):
        self.total += n
        self.log.append(f'+{n}')
        if self.cb is not None: self.cb(n)
a = Acc(cb=print); a.add(3); print(a.total, a.log)
@dataclass(slots=True, frozen=True)
class SF:
    a: int = 1
    b: str = 'x'
print(SF(), SF(2).a, SF() == SF(1, 'x'), SF.__slots__)
`,
  String.raw`from dataclasses import KW_ONLY, MISSING, asdict, astuple, dataclass, field, fields, replace
import enum, typing, abc, copy
from typing import Any, Callable, Generic, TypeVar, Literal, Final
def attempt(f, *a, **k):
    try: print(f(*a, **k))
    except Exception as e: print(type(e).__name__, e)
@dataclass
class Acc:
    total: int = 0
    log: list[str] = field(default_factory=list)
    cb: Callable[[int], None] | None = None
    K: typing.ClassVar[int] = 3
    def add(self, n):
        self.total += n
        self.log.append(f'+{n}')
        if self.cb is not None: self.cb(n)
a = Acc(cb=print); a.add(3); print(a.total, a.log)
@dataclass(slots=True, frozen=True)
class SF:
    a: int = 1
    b: str = 'x'
attempt(setattr, SF(), 'zz', 1)
`,
  String.raw`from dataclasses import KW_ONLY, MISSING, asdict, astuple, dataclass, field, fields, replace
@dataclass(frozen=True)
class Pt:
    x: int
    y: int
    def shift(self, dx=0): return replace(self, x=self.x + dx)
    @property
    def norm(self): return abs(self.x) + abs(self.y)
    @classmethod
    def origin(cls): return cls(0, 0)
match Pt(1, 2):
    case Pt(x=1, y=yy): print('y', yy)
`,
  String.raw`from dataclasses import KW_ONLY, MISSING, asdict, astuple, dataclass, field, fields, replace
@dataclass
class Par:
    x: int = 1
@dataclass
class Chi(Par):
    y: int = 2
    x: int = 10
match Chi():
    case Chi(1, 2): print('no')
    case Chi(10, y): print('yes', y)
`,
  String.raw`from dataclasses import KW_ONLY, MISSING, asdict, astuple, dataclass, field, fields, replace
@dataclass(frozen=True)
class Pt:
    x: int
    y: int
    def shift(self, dx=0): return replace(self, x=self.x + dx)
    @property
    def norm(self): return abs(self.x) + abs(self.y)
    @classmethod
    def origin(cls): return cls(0, 0)
print(Pt.__name__, Pt.__doc__ if False else '', Pt(1, 2).__class__ is Pt, Pt.__init__.__name__)
`,
  String.raw`from dataclasses import KW_ONLY, MISSING, asdict, astuple, dataclass, field, fields, replace
from typing import Any, Callable, Generic, TypeVar, Literal, Final
T = TypeVar('T')
@dataclass
class Box(Generic[T]):
    v: T
print(Box[int](3), Box('a'))
`,
  String.raw`from dataclasses import KW_ONLY, MISSING, asdict, astuple, dataclass, field, fields, replace
import enum, typing, abc, copy
@dataclass(frozen=True)
class Pt:
    x: int
    y: int
    def shift(self, dx=0): return replace(self, x=self.x + dx)
    @property
    def norm(self): return abs(self.x) + abs(self.y)
    @classmethod
    def origin(cls): return cls(0, 0)
x = Pt(1, 2); y = copy.copy(x); print(y == x, y is x, copy.deepcopy([x, x])[0] == x)
`,
  String.raw`from dataclasses import KW_ONLY, MISSING, asdict, astuple, dataclass, field, fields, replace
@dataclass(frozen=True)
class Pt:
    x: int
    y: int
    def shift(self, dx=0): return replace(self, x=self.x + dx)
    @property
    def norm(self): return abs(self.x) + abs(self.y)
    @classmethod
    def origin(cls): return cls(0, 0)
print(Pt(1, 2) < Pt(2, 3))
`,
]
