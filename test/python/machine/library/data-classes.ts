/** Programs with data classes and copies. */
export const dataClasses: readonly string[] = [
  String.raw`from dataclasses import dataclass, field, FrozenInstanceError, asdict, astuple, replace, fields, InitVar
@dataclass
class P:
    x: int
    y: int = 0
    tags: list = field(default_factory=list)
    hidden: int = field(default=3, repr=False, compare=False)
p = P(1)
q = P(1, 0, [])
print(p, p == q, p.tags is q.tags)
`,
  String.raw`from dataclasses import dataclass, field, FrozenInstanceError, asdict, astuple, replace, fields, InitVar
@dataclass
class P:
    x: int
    y: int = 0
    tags: list = field(default_factory=list)
    hidden: int = field(default=3, repr=False, compare=False)
p = P(1)
for f in (lambda: P(), lambda: P(1,2,3,4,5), lambda: P(1, z=3), lambda: P(1, x=2), lambda: hash(p), lambda: {p: 1}):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
`,
  String.raw`from dataclasses import dataclass, field, FrozenInstanceError, asdict, astuple, replace, fields, InitVar
@dataclass(frozen=True, order=True)
class F:
    a: int
    b: str = 'q'
f = F(1)
try: f.a = 3
except FrozenInstanceError as e: print(e, isinstance(e, AttributeError))
try: del f.a
except AttributeError as e: print(e)
`,
  String.raw`from dataclasses import dataclass, field, FrozenInstanceError, asdict, astuple, replace, fields, InitVar
@dataclass(frozen=True, order=True)
class F:
    a: int
    b: str = 'q'
d = {F(1): 'one', F(2): 'two'}
print(d[F(1, 'q')], F(1) < F(2), sorted([F(3), F(1, 'z'), F(1)]), F(1) in {F(1)})
`,
  String.raw`from dataclasses import dataclass, field, FrozenInstanceError, asdict, astuple, replace, fields, InitVar
@dataclass(frozen=True, order=True)
class F:
    a: int
    b: str = 'q'
try: F(1) < 3
except TypeError as e: print(e)
`,
  String.raw`from dataclasses import dataclass, field, FrozenInstanceError, asdict, astuple, replace, fields, InitVar
@dataclass
class P:
    x: int
    y: int = 0
    tags: list = field(default_factory=list)
    hidden: int = field(default=3, repr=False, compare=False)
p = P(1)
print(asdict(p), astuple(p), replace(p, x=9), [x.name for x in fields(P)])
`,
  String.raw`from dataclasses import dataclass, field, FrozenInstanceError, asdict, astuple, replace, fields, InitVar
from typing import ClassVar, List
@dataclass
class P:
    x: int
    y: int = 0
    tags: list = field(default_factory=list)
    hidden: int = field(default=3, repr=False, compare=False)
@dataclass
class C(P):
    K: ClassVar[int] = 7
    extra: InitVar[int] = 5
    z: int = field(init=False)
    def __post_init__(self, extra):
        self.z = self.x + extra
print(C(1), C(1, extra=2).z, C.K)
`,
  String.raw`from dataclasses import dataclass, field, FrozenInstanceError, asdict, astuple, replace, fields, InitVar
@dataclass(kw_only=True, slots=True)
class K:
    a: int
    b: int = 2
k = K(a=1)
print(k)
`,
  String.raw`from dataclasses import dataclass, field, FrozenInstanceError, asdict, astuple, replace, fields, InitVar
@dataclass(kw_only=True, slots=True)
class K:
    a: int
    b: int = 2
try: K(1)
except TypeError as e: print(e)
`,
  String.raw`from dataclasses import dataclass, field, FrozenInstanceError, asdict, astuple, replace, fields, InitVar
@dataclass(kw_only=True, slots=True)
class K:
    a: int
    b: int = 2
k = K(a=1)
try: k.zz = 1
except AttributeError as e: print(e)
`,
  String.raw`from dataclasses import dataclass, field, FrozenInstanceError, asdict, astuple, replace, fields, InitVar
@dataclass(kw_only=True, slots=True)
class K:
    a: int
    b: int = 2
try: K()
except TypeError as e: print(e)
`,
  String.raw`from dataclasses import dataclass, field, FrozenInstanceError, asdict, astuple, replace, fields, InitVar
@dataclass
class P:
    x: int
    y: int = 0
    tags: list = field(default_factory=list)
    hidden: int = field(default=3, repr=False, compare=False)
p = P(1)
match p:
    case P(x, y): print('m', x, y)
`,
  String.raw`from dataclasses import dataclass, field, FrozenInstanceError, asdict, astuple, replace, fields, InitVar
try:
    @dataclass
    class B:
        x: list = []
except ValueError as e: print(e)
try:
    @dataclass
    class B:
        x: int = 1
        y: int
except TypeError as e: print(e)
`,
  String.raw`from dataclasses import dataclass, field, FrozenInstanceError, asdict, astuple, replace, fields, InitVar
@dataclass(eq=False)
class E: 
    v: int
print(E(1) == E(1), len({E(1), E(1)}))
`,
  String.raw`from dataclasses import dataclass, field, FrozenInstanceError, asdict, astuple, replace, fields, InitVar
@dataclass
class P:
    x: int
    y: int = 0
    tags: list = field(default_factory=list)
    hidden: int = field(default=3, repr=False, compare=False)
p = P(1)
p.tags.append([1])
`,
  String.raw`from dataclasses import dataclass, field, FrozenInstanceError, asdict, astuple, replace, fields, InitVar
@dataclass
class P:
    x: int
    y: int = 0
    tags: list = field(default_factory=list)
    hidden: int = field(default=3, repr=False, compare=False)
p = P(1)
import copy
c = copy.deepcopy(p); c.tags[0].append(2); print(p, c)
`,
  String.raw`from dataclasses import dataclass, field, FrozenInstanceError, asdict, astuple, replace, fields, InitVar
@dataclass
class P:
    x: int
    y: int = 0
    tags: list = field(default_factory=list)
    hidden: int = field(default=3, repr=False, compare=False)
p = P(1)
import copy
c = copy.deepcopy(p); c.tags[0].append(2); print(p, c)
c = copy.copy(p); c.tags.append(2); print(p, c)
`,
  String.raw`from dataclasses import dataclass, field, FrozenInstanceError, asdict, astuple, replace, fields, InitVar
import copy
@dataclass
class Node:
    v: int
    next: 'Node | None' = None
n = Node(1, Node(2)); n2 = copy.deepcopy(n); n2.next.v = 5; print(n, n2)
`,
  String.raw`import copy
a = [1]; a.append(a); b = copy.deepcopy(a); print(b[1] is b, len(b))
`,
  String.raw`from dataclasses import dataclass, field, FrozenInstanceError, asdict, astuple, replace, fields, InitVar
import copy
@dataclass
class Node:
    v: int
    next: 'Node | None' = None
n = Node(1, Node(2)); n2 = copy.deepcopy(n); n2.next.v = 5; print(n, n2)
class G:
    def __getattr__(self, n):
        raise AttributeError(n)
print(hasattr(G(), 'y'), getattr(G(), 'q', 3))
`,
  String.raw`from dataclasses import dataclass, field, FrozenInstanceError, asdict, astuple, replace, fields, InitVar
@dataclass
class P:
    x: int
    y: int = 0
    tags: list = field(default_factory=list)
    hidden: int = field(default=3, repr=False, compare=False)
P()
`,
]
