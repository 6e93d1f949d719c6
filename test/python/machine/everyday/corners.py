#: none everywhere
x = None
def f(a=None, *, b=None): return a, b
class A:
    v = None
    w = v
d = {'k': None}
print(x, f(), f(None, b=1), A.v, A().w, d.get('k', 5), d.pop('k', 6), [None][0], (None,), {None: None}[None], next(iter([None]), 3), getattr(A, 'v', 7), max([1], default=None))
for x in [None, 1, None]: print(x, end=' ')
print([y for y in (None, 0)], {None: 1}.get(None), dict.fromkeys('a')['a'], x)
def g():
    y = None
    def h(): return y
    return h()
print(g(), [None] == [None], None in {None}, sorted([None], key=str))
def gen():
    r = yield None
    print('r', r)
    yield r
it = gen()
print(next(it), it.send(None), next(it, None))
#: none in default dict idioms
d = {}
print(d.setdefault('a', None), d.setdefault('a', 1), 'a' in d, d['a'], d)
v = d.get('a')
print(v, v is None, d.get('b') is None)
#: augmented attribute and item with none
class A:
    x = None
a = A()
a.x = None
print(a.x, a.__dict__)
l = [None] * 3
l[0] = None
print(l, l.count(None), l.index(None))
#: walrus in comprehension
print([last := x for x in range(3)], last)
def f():
    total = 0
    r = [total := total + v for v in [1, 2, 3]]
    return r, total
print(f())
#: nested comprehension scopes
def f(n):
    return [[(i, j, n) for j in range(i)] for i in range(n)]
print(f(3))
class C:
    k = [1, 2]
    pairs = [(a, b) for a in k for b in range(a)]
print(C.pairs)
#: class scope not seen by comprehension
class C:
    n = 2
    try:
        l = [n for _ in range(2)]
    except NameError as e:
        l = str(e)
print(C.l)
#: delete and rebind loops
for i in range(3):
    for i in 'ab': pass
    print(i)
#: modifying range variable
for i in range(3):
    i += 10
    print(i)
#: list multiplication of objects
a = [[]] * 3
a[0].append(1)
print(a, a[0] is a[2])
#: tuple of one and empty
t = (1,)
u = 1,
print(t == u, (), tuple([]), len(((1, 2), 3)), (1, 2)[::-1])
#: bool is int
print(True + 1, [10, 20][True], 'ab' * True, {True: 1, 1: 2}, sum([True, True]), True < 2, isinstance(True, int), f'{True:d}', '%d' % True)
#: integer division and floats
print(7 // 2.0, -7 // 2.0, 7 % -3.0, divmod(7.5, 2), 1e308 * 10, -1e308 * 10, 0.0 == -0.0, 2 ** 0.5, 10 ** -1, 1 / 3 * 3 == 1)
#: float repr
print(0.1, 1 / 3, 1e15, 1e16, 123456789012345678, 1.5e-10, 100 * 1.1, 3.0, 2.50, 1e5, 0.1 * 3, 1.1 + 2.2)
#: compound interest
balance = 1000.0
for year in range(1, 4):
    balance *= 1.05
    print(f'{year}: {balance:.2f}', round(balance, 2))
print(round(1000 * (1 + 0.05) ** 3, 2))
#: temperature table
for c in range(-10, 31, 10):
    print(f'{c:>4}C = {c * 9 / 5 + 32:>6.1f}F')
#: string formatting corner
print('{:>{w}}|{:^{w}}|{:<{w}}'.format('a', 'b', 'c', w=4), '{0:{1}}'.format(5, '03d'), '{!r} {!s} {!a}'.format('é', 'é', 'é'), '{:,.2f}'.format(1234567.891), '{:e}'.format(0), '{:+}'.format(3))
print(f'{1!r:>3}', f'{"a" + "b"}', f'{3.14159:8.3f}|', f"{'nested ' + f'{1 + 1}'}", f'{[1, 2][0]}', f'{{{1}}}', f'{1:,}', f'{1e6:,}')
#: unpack nested in for
for a, (b, *c), d in [(1, (2, 3, 4), 5), (6, [7], 8)]:
    print(a, b, c, d)
for k, v in {'a': (1, 2)}.items(): print(k, *v)
for i, ch in enumerate('ab'): print(i, ch)
#: star in calls and displays
def f(*a, **k): return a, k
l, d = [1, 2], {'x': 3}
print(f(*l, *l, **d, y=4), [*l, *'ab', *d], {**d, 'y': 1}, (*l,), {*l}, f(*(i for i in l)))
print(*[], sep=',')
print(*l, *d, sep=',')
#: chained methods and slices
print('  Hello World '.strip().lower().split()[::-1][0][1:-1].replace('r', 'R').upper())
print([3, 1, 2][::-1][1:][0], {'a': [1, 2]}['a'][-1], (lambda: [1, [2]])()[1][0])
#: identity and equality
a = [1]
b = [1]
c = a
print(a == b, a is b, a is c, a is not b, None is None, [] is [], () == [], 1 is True, 'a' is not 'b' if False else 1)
#: mutable class default versus instance
class A:
    n = 0
    l = []
    def inc(self):
        self.n += 1
        self.l += [self.n]
a, b = A(), A()
a.inc()
a.inc()
b.inc()
print(a.n, b.n, A.n, A.l, a.l is A.l, 'l' in a.__dict__, 'n' in a.__dict__)
#: slice assignment keeps identity
a = [1, 2, 3]
b = a
a[:] = [9]
print(b, a is b)
a = a + [1]
print(b, a is b)
#: sort by several keys
rows = [('b', 2), ('a', 2), ('c', 1)]
rows.sort(key=lambda r: r[0])
rows.sort(key=lambda r: r[1], reverse=True)
print(rows, sorted(rows, key=lambda r: (r[1], r[0])), sorted(rows, key=lambda r: (-r[1], r[0])))
print(sorted(['b10', 'a2', 'B1'], key=lambda s: (s[0].lower(), int(s[1:]))))
#: comparison of mixed containers
print([1, [2, 3]] < [1, [2, 4]], (1, 'a') < (1, 'b'), [1, 2] == [1, 2, 3], {1, 2} == {2, 1}, {'a': 1} == {'a': 1.0}, (1, [2]) == (1, [2]), [] < [1], 'abc' < 'abd')
(1, 'a') < ('a', 1)
#: errors in nested calls
def a(x): return b(x) + 1
def b(x): return c(x) * 2
def c(x): return 10 // x
try:
    print(a(5), a(0))
except ZeroDivisionError as e:
    print('caught', e)
a('x')
#: exception variables and loops
errs = []
for v in ['1', 'x', None, '2']:
    try:
        errs.append(int(v))
    except (ValueError, TypeError) as e:
        errs.append(type(e).__name__)
        continue
    finally:
        errs.append('|')
print(errs)
#: generator with exception cleanup
log = []
def g():
    try:
        for i in range(3):
            try:
                yield i
            except ValueError as e:
                log.append(f'v{e}')
    finally:
        log.append('done')
it = g()
print(next(it), it.throw(ValueError(1)), next(it), next(it, 'end'), log)
#: refused leaving a generator in its try
def g():
    try:
        yield 1
        yield 2
    finally:
        print('cleanup')
for x in g():
    break
#: generator closed explicitly in loop
def g():
    try:
        while True: yield 1
    finally:
        print('bye')
it = g()
for x in it:
    it.close()
print(list(it))
#: yield from with throw
def inner():
    try:
        yield 1
    except KeyError as e:
        yield f'inner {e}'
    return 'ret'
def outer():
    r = yield from inner()
    yield r
it = outer()
print(next(it), it.throw(KeyError('k')), next(it))
try:
    it.throw(ZeroDivisionError)
except ZeroDivisionError as e:
    print(repr(e))
#: yield from with close
def inner():
    try:
        yield 1
    finally:
        print('inner closed')
def outer():
    try:
        yield from inner()
    finally:
        print('outer closed')
it = outer()
next(it)
it.close()
#: recursion with memo default
def fib(n, memo={0: 0, 1: 1}):
    if n not in memo:
        memo[n] = fib(n - 1) + fib(n - 2)
    return memo[n]
print(fib(30), len(fib.__defaults__[0]))
#: deep recursion ok
def depth(n): return 0 if n == 0 else 1 + depth(n - 1)
print(depth(400))
#: ackermann
def ack(m, n): return n + 1 if m == 0 else ack(m - 1, 1) if n == 0 else ack(m - 1, ack(m, n - 1))
print(ack(2, 3))
#: printing nested structures
print([(1, 'a', None), {'k': [True, 1.5]}, {(1, 2): 'x'}], ({},), [[]], [''], ("it's", 'say "hi"', 'both \' "'))
print({'a': {'b': {'c': [1, (2,)]}}}, [None, ...], [print is print], str(['a\n']), repr('\\'))
#: custom exception repr in containers
class E(Exception): pass
print([E(), E('x'), E(1, 2)], {'e': ValueError('v')}, str([KeyError('k')]))
#: property inheritance and override
class A:
    def __init__(self): self._x = 1
    @property
    def x(self): return self._x
    @x.setter
    def x(self, v): self._x = v
class B(A):
    @A.x.setter
    def x(self, v): self._x = v * 2
class C(A):
    x = 5
b = B()
b.x = 4
print(b.x, A().x, C().x, C.x, isinstance(A.x, property))
#: class attributes via type and self
class A:
    count = 0
    def __init__(self): type(self).count += 1
class B(A): pass
A(), B(), B()
print(A.count, B.count, A.__name__, B().__class__.count)
#: method resolution with mixin super calls
class Base:
    def go(self): return ['Base']
class L(Base):
    def go(self): return ['L'] + super().go()
class R(Base):
    def go(self): return ['R'] + super().go()
class D(L, R):
    def go(self): return ['D'] + super().go()
print(D().go(), super(L, D()).go(), [k.__name__ for k in D.__mro__])
#: dunder getattr fallback only
class A:
    x = 1
    def __getattr__(self, n):
        if n.startswith('dyn_'): return n[4:].upper()
        raise AttributeError(f'{type(self).__name__} has no {n}')
a = A()
print(a.x, a.dyn_foo, hasattr(a, 'dyn_z'), hasattr(a, 'other'), getattr(a, 'other', 'dflt'))
a.other
#: refused getattribute
class A:
    def __init__(self): self.v = 1
    def __getattribute__(self, n):
        print('get', n)
        return object.__getattribute__(self, n)
a = A()
print(a.v)
a.w
#: callable class with state and kwargs
class Acc:
    def __init__(self, **start): self.__dict__.update(start)
    def __call__(self, **k):
        for n, v in k.items(): setattr(self, n, getattr(self, n, 0) + v)
        return self
print(vars(Acc(a=1)(a=2, b=3)(b=1)))
#: comparison chain with custom objects
class V:
    def __init__(self, n): self.n = n
    def __lt__(self, o):
        print(self.n, '<', o.n)
        return self.n < o.n
print(V(1) < V(2) < V(0), V(3) > V(1), sorted([V(2), V(1)])[0].n, max(V(1), V(5)).n)
#: iter over object being changed
class Bag:
    def __init__(self): self.items = [1, 2]
    def __iter__(self):
        for x in self.items: yield x
b = Bag()
for x in b:
    if x < 3: b.items.append(x + 2)
print(b.items)
#: multiple assignment evaluation
a = [0, 0]
i = 0
i, a[i] = 1, 5
print(i, a)
a[i], i = 7, 0
print(i, a)
x = y = []
x += [1]
print(y)
#: global and local same name
x = 1
def f():
    x = 2
    def g():
        global x
        x = 3
        return x
    return g(), x
print(f(), x)
#: lambda default capture and immediate
fs = {n: (lambda v, n=n: v ** n) for n in range(3)}
print([fs[n](2) for n in fs], (lambda *a: sum(a))(1, 2, 3), (lambda x: (lambda y: x + y))(1)(2))
#: string methods on edge cases
print(''.split('a'), 'a'.split('a'), 'aXbX'.split('X'), ' '.join([]), 'abc'[5:], ''.join(['a']), 'x'.center(4, '-'), 'ab'.find(''), 'ab'.count(''), 'ab'.replace('', '-'), 'a,b'.partition(';'))
#: int conversions and bases
print(int('101', 2), int('0x1f', 16), int('z', 36), bin(5)[2:].zfill(8), f'{5:08b}', hex(255)[2:], int(' 12\n'), oct(8), int(-3.99), int('-0'))
#: any all laziness
def t(v):
    print('t', v, end=' ')
    return v
print(any(t(x) for x in [0, 1, 2]), all(t(x) for x in [1, 0, 2]), any([]), all([]))
#: zip enumerate reversed combos
print(list(zip(range(3), reversed(range(3)))), dict(enumerate('ab')), list(enumerate(reversed('ab'), 1)), [*zip('ab', [1, 2])][::-1], list(map(list, zip([1, 2], [3, 4]))))
#: dict views in functions
def show(**kw): return list(kw), list(kw.values()), kw.items() == {'a': 1}.items()
print(show(a=1), sorted({'b': 1, 'a': 2}.items()), max({'x': 3, 'y': 5}.items(), key=lambda p: p[1]))
#: refused is on large numbers
a = 1000
b = 10 ** 3
print(a is b)
#: time to live
class TTL:
    def __init__(self, n): self.n = n
    def __enter__(self): return self
    def __exit__(self, *exc): self.n -= 1
t = TTL(2)
while t.n:
    with t: print(t.n)
#: assert messages
def check(v):
    assert isinstance(v, int), f'not an int: {v!r}'
    assert v > 0
    return v
for v in (1, 'a', -1):
    try:
        print(check(v))
    except AssertionError as e:
        print('failed', e, repr(e), e.args)
#: match on objects and types
def kind(v):
    match v:
        case bool(): return 'bool'
        case int() | float() if v < 0: return 'negative'
        case int(): return 'int'
        case str(s) if len(s) > 3: return f'long {s}'
        case str(): return 'str'
        case (x, y): return f'pair {x} {y}'
        case [*xs]: return f'list {len(xs)}'
        case {'kind': k, **kw}: return f'{k} {kw}'
        case None: return 'none'
        case _: return type(v).__name__
for v in (True, 5, -5, -1.5, 'hello', 'hi', (1, 2), [1, 2, 3], [], {'kind': 'z', 'a': 1}, {}, None, {1}): print(kind(v))
#: while with else and complex conditions
n, tries = 10, 0
while n > 1 and tries < 5:
    n, tries = n // 2, tries + 1
    if n == 1: break
else:
    print('else')
print(n, tries)
#: print to stderr is not output
import sys
print('visible')
print('hidden', file=sys.stderr)
#: objects with texts in a spread call
class P:
    def __init__(self, x): self.x = x
    def __repr__(self): return f'P{self.x}'
ps = [P(1), P(2)]
print(*ps)
print(*ps, sep=', ')
print(P(0), *ps, P(3), [*ps])
print('{} {}'.format(*ps), *map(P, 'ab'), *(p for p in ps))
#: iterables of the program in a spread call
class It:
    def __iter__(self):
        yield 'a'
        yield 'b'
print(*[', '], ', '.join(*[It()]), sorted(*[It()], reverse=True), max(*[It()]))
#: repr of own dict classes
class D(dict):
    def __repr__(self): return f'D({dict.__repr__(self)})'
    def __str__(self): return 'str ' + super().__str__()
d = D(a=[1])
print(d, [d], f'{d!r}')
class E(Exception):
    def __str__(self): return 'E: ' + super().__str__()
print(E('x'), repr(E('y')))
