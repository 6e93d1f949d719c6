/** Classes that inherit from numbers, texts, tuples and containers. */
export const valueClasses: readonly string[] = [
  `class A(int):
    pass
print(A(3) + 1, repr(A(4)), A(2) == 2, isinstance(A(1), int))
`,
  `class S(str):
    def shout(self): return self.upper() + '!'
print(S('a').shout(), S('b') + 'c', len(S('abc')), {S('k'): 1}['k'])
`,
  `class F(float):
    pass
print(F(1.5) * 2)
`,
  `class T(tuple):
    def first(self): return self[0]
t = T([1,2]); print(t.first(), t, len(t), t + (3,), t == (1,2))
`,
  `class T(tuple):
    def __new__(cls, a, b): return super().__new__(cls, (a, b))
    @property
    def x(self): return self[0]
t = T(1,2); print(t.x, t)
`,
  `class D(dict):
    def __missing__(self, k): return k * 2
    def __init__(self, *a, **k): super().__init__(*a, **k); self.n = 1
d = D(a=1); print(d['a'], d['bb'], d.n, d, len(d), isinstance(d, dict))
`,
  `class L(list):
    def __init__(self, *a): super().__init__(*a); self.name = 'x'
    def append(self, x): super().append(x * 2)
l = L([1]); l.append(4); print(l, l.name, l + [1], l[0:1], type(l[0:1]).__name__)
`,
  `class S(set):
    def add(self, x): super().add(x + 1)
s = S([1]); s.add(3); print(sorted(s), 4 in s, type(s | {9}).__name__)
`,
  `class E(Exception):
    def __init__(self, a, b=2): super().__init__(a); self.b = b
try: raise E('x', b=3)
except E as e: print(e, e.b, e.args, repr(e))
`,
  `from enum import StrEnum
class C(StrEnum):
    A = 'x'
print(C.A, C.A == 'x', C.A.upper(), repr(C.A))
`,
  `class frozen(frozenset):
    pass
print(sorted(frozen([1,2])), len(frozen([1])))
`,
  `from collections import OrderedDict, defaultdict, Counter, deque
class LRU(OrderedDict):
    def get(self, k):
        self.move_to_end(k); return self[k]
l = LRU(a=1,b=2); l.get('a'); print(list(l))
class CC(Counter): pass
print(CC('aab')['a'])
class DQ(deque): pass
d = DQ([1,2], maxlen=2); d.append(3); print(list(d))
class DD(defaultdict): pass
x = DD(int); x['a'] += 1; print(dict(x))
`,
  `class A(int):
    def __new__(cls, x, y=0):
        self = super().__new__(cls, x + y)
        self.y = y
        return self
    def __add__(self, o): return A(super().__add__(o))
    def __repr__(self): return f'A({int(self)})'
a = A(3, 4)
print(a, a.y, a + 1, type(a + 1).__name__, a - 1, 1 + a, a == 7, 7 == a, a < 8, [0]*A(2), 'abc'[A(1)], [1,2,3][A(1)], range(A(3)), {7: 'x'}[a], hash(a) == hash(7), a & 3, -a, abs(a), divmod(a, 2), bool(A(0)), f'{a:03d}', f'{a}', '%d' % a, a.bit_length(), sum([A(1), A(2)]), max(A(1), 5), isinstance(a, int), int(a), float(a), a ** 2, 2 ** A(2), A(8) // 3, A(8) % 3, 7 / A(2), ~A(1), +A(2), A(1) << 2)
`,
  `class S(str):
    def __new__(cls, v): return super().__new__(cls, v.upper())
    def __eq__(self, o): return str.__eq__(self, o.upper())
    __hash__ = str.__hash__
s = S('abc')
print(s, s == 'abc', s + 'd', 'x' + s, s[0], s[1:], len(s), 'B' in s, s.lower(), s.split('B'), ','.join([s, 'y']), '%s' % s, f'{s:>5}', s * 2, list(s), s.startswith('A'), isinstance(s, str), repr(s), sorted([S('b'), S('a')]), S('b') in 'xBx', str(s), 'a{}b'.format(s), S('b') < S('c'), s.replace('A', 'x'), s.encode(), bool(S('')), not S('x'), int(S('12')), s.find('C'))
`,
  `class F(float):
    def __str__(self): return f'{float(self):.2f}m'
f = F(1.5)
print(f, repr(f), f + 1, 2 * f, f == 1.5, f < 2, round(f), int(f), abs(F(-1)), f'{f}', f'{f:.1f}', f.is_integer(), -f, f ** 2, 3 / f, f // 1, bool(F(0)), isinstance(f, float), sum([f, f]), max(f, 1), hash(f) == hash(1.5))
`,
  `class Id(int): pass
d = {Id(1): 'a'}
print(d[1], Id(1) in d, 1 in {Id(1)}, Id(1) == Id(1), Id(1) is Id(1), str(Id(4)), repr(Id(5)), json_free := 1)
import json
`,
  `class W(str):
    def __init__(self, s): self.size = len(s)
w = W('hello'); print(w.size, w, w.upper())
try: W()
except TypeError as e: print(e)
`,
  `class K(frozenset):
    def total(self): return sum(self)
k = K([1,2]); print(k.total(), len(k), 1 in k, k | {3}, k == frozenset([1,2]), {k: 1}[frozenset([1,2])], type(k).__name__)
`,
  `class Celsius(float):
    @classmethod
    def of(cls, f): return cls((f - 32) / 1.8)
print(Celsius.of(212), type(Celsius.of(32)).__name__)
`,
  `class M(int):
    def __eq__(self, o): return False
try: {M(1)}
except TypeError as e: print(e)
`,
  `class C(int):
    __slots__ = ()
try: C(1).x = 2
except AttributeError as e: print(e)
class D(C): pass
x = D(2); x.z = 5; print(x.z, x + C(1), D(1) == C(1))
`,
  `class T(tuple):
    __slots__ = ()
try: T((1,)).x = 2
except AttributeError as e: print(e)
from typing import NamedTuple
class P(NamedTuple):
    a: int
try: P(1).x = 2
except AttributeError as e: print(e)
`,
  `class V(tuple):
    def __new__(cls, *a): return super().__new__(cls, a)
    def __add__(self, o): return V(*[x + y for x, y in zip(self, o)])
    def __mul__(self, k): return V(*[x * k for x in self])
    def __repr__(self): return f'V{tuple(self)!r}'
print(V(1, 2) + V(3, 4), V(1, 2) * 3, V(1,2)[0], len(V(1)), V(1,2) == (1,2), hash(V(1)) == hash((1,)), {V(1): 2}[(1,)], sorted([V(2), V(1)]), isinstance(V(), tuple), [*V(1,2)], V(1,2)[:1], 1 in V(1))
`,
]
