/** Programs without threads whose meaning a careless rewriting of accesses changes. Each prints what it does. */
export const tricky: readonly string[] = [
  `def note(x):
    print('note', x)
    return x
items = [0, 0, 0]
i = 0
i, items[i] = 1, 5
items[note(0)], items[note(1)] = note(7), note(8)
print(i, items)
`,
  `class Tracer:
    def __init__(self):
        object.__setattr__(self, 'd', {})
    def __setattr__(self, name, value):
        print('set', name, value)
        self.d[name] = value
    def __getattr__(self, name):
        print('get', name)
        return self.d.get(name, 0)
    def __delattr__(self, name):
        print('del', name)
t = Tracer()
t.a = 1
t.a += 2
t.b = t.c = t.a
del t.a
for t.x in range(2): pass
`,
  `def f():
    print('f'); return {}
def k():
    print('k'); return 'key'
def v():
    print('v'); return 1
f()[k()] = v()
try:
    f()[k()] += v()
except KeyError as e:
    print('KeyError', e)
d = {'key': 1}
def g():
    print('g'); return d
g()[k()] += v()
print(d)
`,
  `class N:
    def __init__(self, v): self.v = v
    def __iadd__(self, other):
        print('iadd', other)
        return N(self.v + other)
    def __add__(self, other):
        print('add', other)
        return N(self.v - other)
    def __radd__(self, other):
        return 'radd %s' % other
    def __matmul__(self, other): return ('@', self.v, other)
n = N(1)
m = n
n += 5
print(n.v, m.v, (n + 1).v, 3 + n, n @ 2)
a = b = [1]
a += (2,)
a *= 2
print(b is a, b)
t = ([1],)
try:
    t[0] += [2]
except TypeError as e:
    print(type(e).__name__, t)
`,
  `x = 'global'
class C:
    x = 'class'
    y = x
    z = [x for _ in range(1)]
    def f(self): return x
    w = lambda self: x
    def __private(self): return 'private'
    def call(self): return self.__private()
    __name = 5
    def name(self):
        self.__name += 1
        return self.__name, C.__name
print(C.y, C.z, C().f(), C().w(), C().call(), C().name())
print(sorted(k for k in vars(C) if not k.startswith('__')))
`,
  `def outer():
    fs = []
    for i in range(3):
        def f(j=i): return i, j
        fs.append(f)
    return [f() for f in fs], [(lambda: i)() for i in range(3)], [f() for f in [lambda: k for k in range(3)]]
print(outer())
def counter():
    n = 0
    def up():
        nonlocal n
        n += 1
        return n
    def get(): return n
    return up, get
up, get = counter()
up(); up()
print(get(), up.__closure__ is not None)
`,
  `def gen():
    x = yield 1
    print('got', x)
    try:
        y = yield x * 2
    except ValueError as e:
        print('caught', e)
        y = yield 'again'
    finally:
        print('finally')
    return y
g = gen()
print(next(g), g.send(10), g.throw(ValueError('bad')))
try:
    g.send('end')
except StopIteration as e:
    print(e.value)
def delegating():
    r = yield from gen()
    print('result', r)
h = delegating()
next(h); h.send(1)
h.close()
print([*gen.__code__.co_varnames][:2])
`,
  `def f():
    print(x)
try:
    f()
except NameError as e:
    print(e)
def g():
    try:
        print(y)
    except UnboundLocalError as e:
        print(type(e).__name__)
    y = 1
    del y
    try:
        y
    except UnboundLocalError as e:
        print(type(e).__name__)
g()
x = 1
f()
del x
try:
    f()
except NameError as e:
    print(e)
`,
  `def a(x): print('a', x); return x
print(a(1) < a(2) < a(3), a(3) < a(2) < a(1), a(1) in [1] in [[1]], 1 == a(1) != a(2) is not None)
print(a(0) and a(1) or a(2), not a([]), a([]) or a({}) or 'end')
if a([]) or not a([0]): print('yes')
else: print('no')
print(a('') if a([1]) else a(3))
`,
  `print([y := 3, y ** 2], y)
def f():
    if (n := len('abc')) > 2: print(n)
    print([last := k for k in range(3)], last)
    return [(m := j, m) for j in 'ab']
print(f())
total = 0
print([total := total + v for v in range(4)], total)
while (total := total - 2) > 0: print(total)
`,
  `import sys
def who(): return sys._getframe(1).f_code.co_name, sys._getframe(1).f_lineno
def caller():
    return who(*[]), who(**{})
print(caller(), who())
class S:
    def __init__(self, *a, **k): print('S', a, k)
class T(S):
    def __init__(self, x):
        super().__init__(x + 1, *[x], k=[x][0], **{'z': x})
        self.t = super().__repr__ is not None
    def loc(self):
        q = [1]
        w = self.t
        def inner(): return q
        return sorted(locals())
print(T(1).loc())
`,
  `class M:
    def __init__(self, value=None): self.value = value or self
    def __enter__(self): print('enter'); return self.value
    def __exit__(self, *e): print('exit', e[0] and e[0].__name__); return True
class O: pass
o = O()
with M() as o.m, M('abc') as (o.a, *o.b):
    print(o.b)
with M():
    raise ValueError
try:
    with M() as o.x:
        print(o.x is not None)
        1 / 0
    print('after')
finally:
    print('done')
`,
  `def f(a, b=[], /, c=3, *args, d, e=5, **kw): return a, b, c, args, d, e, kw
print(f(1, d=4), f(1, 2, *[3, 4], d=5, **{'x': 6}), f(*(i for i in (1, 2)), d=0))
try:
    f(1, d=2, **{'d': 3})
except TypeError as e:
    print(str(e)[-45:])
try:
    f()
except TypeError as e:
    print(e)
b = f(1, d=0)[1]
b.append(9)
print(f(1, d=0)[1])
`,
  `a, (b, *c), d = 1, [2, 3, 4], 5
print(a, b, c, d)
try:
    a, b = [1, 2, 3]
except ValueError as e:
    print(e)
[x, y] = {1: 2, 3: 4}
first, *rest = (i * i for i in range(4))
print(x, y, first, rest)
for i, (p, q) in enumerate({'k': 1}.items()): print(i, p, q)
`,
  `d = {'a': 1}
print(f"{d} {d['a']:>{3 + 1}} {d!r:.5} {'x' if d else 'y'} {len(d)=}")
print('%s %d' % (d, 3), '{0[a]} {1}'.format(d, [1]), '%(a)s' % d)
print([*d, *'xy'], {**d, 'b': 2}, {*d}, (*d, 1))
`,
  `class P:
    def __init__(self): self._v = 1
    @property
    def v(self): print('get'); return self._v
    @v.setter
    def v(self, x): print('set', x); self._v = x
    @v.deleter
    def v(self): print('del')
    @staticmethod
    def s(x): return x
    @classmethod
    def c(cls, x): return cls.__name__, x
    def __getitem__(self, k): return ('item', k)
    def __setitem__(self, k, v): print('setitem', k, v)
    def __delitem__(self, k): print('delitem', k)
    def __contains__(self, k): return k == 1
    def __call__(self, *a): return a
    def __bool__(self): print('bool'); return False
    def __len__(self): return 7
p = P()
p.v += 1
del p.v
p[1:2, ...] = p[0]
p[::2] += (1,)
del p[3]
print(P.s(1), p.s(2), P.c(3), p.c(4), 1 in p, 2 not in p, p(5), len(p), not p)
if p: print('true')
`,
  `class Slots:
    __slots__ = ('a', '__b')
    def __init__(self): self.a = self.__b = 0
    def up(self):
        self.__b += 1
        return self.__b
s = Slots()
s.a += 5
print(s.a, s.up())
try:
    s.c = 1
except AttributeError as e:
    print(type(e).__name__)
class Meta(type):
    def __getattr__(cls, name): return 'meta ' + name
    count = 0
class K(metaclass=Meta):
    count = 1
K.count += 1
print(K.count, Meta.count, K.other)
class L(K): pass
L.count += 10
print(L.count, K.count)
`,
  `def f(n):
    try:
        if n == 0: return 'return'
        if n == 1: raise ValueError('v')
        if n == 2: 1 / 0
        return 'end'
    except (ValueError, TypeError) as e:
        return repr(e)
    except BaseException:
        return 'base'
    else:
        return 'else'
    finally:
        print('finally', n)
print([f(i) for i in range(4)])
def g():
    for i in range(3):
        try:
            continue
        finally:
            if i == 1: break
    else:
        return 'no break'
    return i
print(g())
try:
    try:
        raise KeyError('a')
    except KeyError as e:
        raise ValueError('b') from e
except ValueError as e:
    print(repr(e.__cause__), e.__context__ is e.__cause__)
try: e
except NameError: print('e is gone')
`,
  `import collections, itertools
c = collections.Counter('hello')
c.update('oo'); c['z'] += 1
dd = collections.defaultdict(list)
dd['k'].append(1)
dd['j'] += [2]
od = collections.OrderedDict(a=1); od.move_to_end('a')
dq = collections.deque([1, 2, 3], maxlen=3); dq.append(4); dq.rotate()
print(c.most_common(2), dict(dd), od, dq, list(itertools.islice(itertools.count(), 3)))
print(sorted({3: 'a', 1: 'b'}, key=lambda k: -k), max([[1], [2]]), sum([[1], [2]], []), list(zip(*[[1, 2], [3, 4]])))
l = [3, 1, 2]
l.sort(key=lambda v: -v); l[1:] = [9, 9]; del l[0]
print(l, l.index(9), l == [9, 9], l < [10], [1, 2] + l * 2, l[-1], l[::-1])
for v in l:
    if len(l) < 5: l.append(v + 1)
print(l)
s = {1}; s |= {2}; s.add(3); print(s - {1}, s & {2}, s > {1})
`,
  `import functools
@functools.lru_cache(None)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
def deco(f):
    @functools.wraps(f)
    def w(*a):
        w.calls += 1
        return f(*a)
    w.calls = 0
    return w
@deco
def g(x): 'doc'; return x
g(1); g(2)
class C:
    @functools.cached_property
    def p(self): print('computing'); return 5
    @deco
    def m(self): return self
c = C()
print(fib(30), g.calls, g.__name__, g.__doc__, c.p, c.p, c.m() is c, C.m.calls)
`,
  `def depth(n): return 0 if n == 0 else 1 + depth(n - 1)
print(depth(800))
def forever(n): return forever(n + 1)
try:
    forever(0)
except RecursionError as e:
    print(e.args[0][:32])
`,
  `import traceback
def bad(d):
    return d['x'] + \\
        d['missing']
try:
    bad({'x': 1})
except KeyError as e:
    print([f.lineno for f in traceback.extract_tb(e.__traceback__) if f.filename == __file__])
def doc():
    """docstring"""
    n = 0
    def inner(): return n
    n = 1
    return inner
print(doc.__doc__, doc()(), __name__.startswith('case'), __doc__)
`,
  `from dataclasses import dataclass, field, replace, asdict
from enum import Enum, auto
from typing import NamedTuple, Optional
@dataclass(order=True)
class P:
    x: int
    y: int = 2
    z: list = field(default_factory=list, compare=False)
class E(Enum):
    A = auto()
    B = auto()
    def up(self): return E(self.value % 2 + 1)
class T(NamedTuple):
    a: int
    b: Optional[str] = None
p = P(1)
p.z.append(p.x)
q = replace(p, x=3)
print(p, q > p, p == P(1), asdict(p), E.A.up(), list(E), T(1), T(1)._replace(b='x'))
x: int = 5
x: 'str' = 'a'
print(x, __annotations__)
`,
  `import asyncio
async def work(n):
    await asyncio.sleep(0)
    return n * 2
async def main():
    out = [await work(i) for i in range(2)]
    async def agen():
        yield 1
        yield 2
    return out + [v async for v in agen()]
print(asyncio.run(main()))
`,
  `ns = {}
exec('a = 1\\ndef f(): return a + 1', ns)
print(ns['f'](), eval('a + b', ns, {'b': 2}))
g = globals()
g['made'] = 3
print(made, 'made' in globals(), [k for k in list(globals()) if k.startswith('<')])
def f(a):
    b = a
    return eval('a + b'), dir(), vars()
print(f(1))
`,
  `class It:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration
        return self.n
print(list(It()), [v for v in It()], dict(zip('abc', It())), 2 in It(), sum(It()))
it = iter([1, 2, 3])
for v in it:
    print(v, next(it, None))
e = enumerate('ab', 1)
print(next(e), list(e), list(reversed([1, 2])), list(map(str, [1, 2])), any(x > 1 for x in It()))
d = {1: 2}
for k, v in d.items(): d[k] = v + 1
print(d)
try:
    for k in d: d[k + 1] = 0
except RuntimeError as e:
    print(e)
`,
  `global_list = [1]
def f():
    global global_list, new
    global_list += [2]
    new = global_list
    del global_list
f()
print(new)
try: global_list
except NameError as e: print(e)
import os.path as p, sys as s
from math import *
for new in range(2): pass
with open(__file__) as handle: size = len(handle.readline())
print(new, p.basename('/a/b'), s.maxsize > 0, floor(2.5), size > 0)
def k():
    for v in range(3):
        def inner(): return v
        yield inner
print([h() for h in k()], [h() for h in list(k())])
`,
  `class Base:
    registry = []
    def __init_subclass__(cls, **kw):
        super().__init_subclass__()
        Base.registry.append((cls.__name__, kw))
    def __class_getitem__(cls, k): return cls.__name__, k
class A(Base, tag=1):
    def who(self): return __class__.__name__, super().__thisclass__.__name__
class D:
    def __set_name__(self, owner, name): self.name = name
    def __get__(self, o, t=None): return self if o is None else o.__dict__.get(self.name, 'none')
    def __set__(self, o, v): o.__dict__[self.name] = v * 2
class H:
    d = D()
h = H()
print(h.d); h.d = 2; h.d += 1
print(h.d, Base.registry, A[3], A().who())
def decorate(cls):
    cls.extra = 1
    return cls
@decorate
class Z: pass
Z.extra += 1
print(Z.extra, Z().extra)
`,
  `def make(k):
    class Inner:
        value = k
        def get(self): return k, self.value
    k += 1
    return Inner
print(make(1)().get())
def shadow():
    x = 1
    class C:
        x = x + 1 if False else 2
        def f(self): return x
    x = 5
    return C().x, C().f()
try: print(shadow())
except NameError as e: print('NameError')
def defaults(a, b=lambda: a_global):
    return a, b()
a_global = 4
print(defaults(1))
def rebind(n):
    def f():
        nonlocal n
        n, m = n + 1, n
        for n in range(n, n + 2): pass
        with open(__file__) as n: n = n.name == __file__
        return n, m
    return f(), n
print(rebind(1))
`,
  `lines = []
def log(*a, sep='-', **k):
    print(*a, sep=sep, **k)
    lines.append(a)
log(1, 2); log(); log(3, sep='', end='!\\n')
print(lines, end='\\n\\n')
assert lines, 'never'
try:
    assert not lines, f'{len(lines)} lines'
except AssertionError as e:
    print(e)
try: int('x')
except ValueError as e: print(e)
print(1_000 * 2, 0x10 ** 2 % 7, -7 // 2, 5 & 3 | 4 ^ 1, ~1 << 3, 2 ** -1, 1j * 1j, b'a' + b'b', 'a' * 3 + 'b')
print([[r * c for c in range(3)] for r in range(2)], {k: v for k, v in zip('ab', [1, 2])}, {x % 2 for x in range(4)})
print((lambda *a, **k: (a, k))(1, *[2], x=3), (lambda x=[1]: x)())
`,
]

/** Programs of versions from 3.10 on. */
export const matching: readonly string[] = [
  `def f(p):
    match p:
        case 0: return 'zero'
        case [x, y, *rest] if x > 0: return x, y, rest
        case {'k': v, **other}: return v, other
        case str() | bytes() as s: return 'text', s
        case complex(real=r): return r
        case _: return 'other'
print([f(v) for v in (0, [1, 2, 3], [0, 1], {'k': 1, 'z': 2}, 'a', b'b', 2 + 1j, None)])
command = ['go', 'north']
match command:
    case ['go', direction]: print(direction)
def g(v):
    match v:
        case [a, b]:
            def inner(): return a
            a += 1
            return inner()
print(g([1, 2]))
`,
]
