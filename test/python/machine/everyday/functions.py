#: defaults
def f(a, b=2, *args, c=3, **kw):
    return a, b, args, c, kw
print(f(1), f(1, 5), f(1, 2, 3, 4), f(1, c=9), f(1, z=0), f(b=1, a=2))
print(f(*[1, 2, 3], **{'c': 4, 'd': 5}), f(*(), a=1))
#: mutable default
def f(x, acc=[]):
    acc.append(x)
    return acc
print(f(1), f(2), f(3, []), f.__defaults__)
#: default evaluated once
n = 1
def f(a=n):
    return a
n = 2
print(f())
#: missing argument
def f(a, b): pass
f(1)
#: missing two
def f(a, b, c): pass
f()
#: too many
def f(a): pass
f(1, 2)
#: too many none
def f(): pass
f(1)
#: too many with defaults
def f(a, b=1): pass
f(1, 2, 3)
#: unexpected keyword
def f(a): pass
f(1, b=2)
#: multiple values
def f(a): pass
f(1, a=2)
#: keyword only
def f(*, a, b=2):
    return a, b
print(f(a=1), f(b=1, a=0))
try:
    f(1)
except TypeError as e:
    print(e)
f()
#: positional only
def f(a, /, b):
    return a, b
print(f(1, 2), f(1, b=2))
f(a=1, b=2)
#: duplicate keyword from dict
def f(**kw): return kw
f(a=1, **{'a': 2})
#: spread of int
def f(*a): return a
f(*5)
#: double spread of list
def f(**a): return a
f(**[1])
#: keywords must be strings
def f(**a): return a
f(**{1: 2})
#: closures
def counter():
    n = 0
    def inc(by=1):
        nonlocal n
        n += by
        return n
    return inc
a, b = counter(), counter()
print(a(), a(5), b(), a())
#: late binding
fs = []
for i in range(3):
    def g():
        return i
    fs.append(g)
print([g() for g in fs])
#: closure shares
def pair():
    v = [0]
    x = 0
    def get(): return x
    def set_(n):
        nonlocal x
        x = n
        v.append(n)
    return get, set_, v
get, set_, v = pair()
set_(4)
print(get(), v)
#: global
count = 0
def bump():
    global count, fresh
    count += 1
    fresh = 'new'
bump()
bump()
print(count, fresh)
#: unbound local
x = 1
def f():
    print(x)
    x = 2
f()
#: unbound in branch
def f(flag):
    if flag:
        y = 1
    return y
print(f(True))
f(False)
#: undefined name
def f():
    return undefined_thing
f()
#: free before assignment
def outer():
    def inner():
        return later
    inner()
    later = 1
outer()
#: deleted local
def f():
    a = 1
    del a
    return a
f()
#: except name deleted
try:
    1 / 0
except ZeroDivisionError as e:
    pass
e
#: decorator
def twice(f):
    def wrapper(*args, **kwargs):
        f(*args, **kwargs)
        return f(*args, **kwargs)
    return wrapper
@twice
def hi(name):
    print('hi', name)
    return len(name)
print(hi('bob'))
#: decorator with argument
def repeat(n):
    def deco(f):
        def wrapper(*args):
            return [f(*args) for _ in range(n)]
        return wrapper
    return deco
@repeat(3)
def one(): return 1
print(one(), one.__name__)
#: stacked decorators
def tag(t):
    return lambda f: lambda *a: f'<{t}>{f(*a)}</{t}>'
@tag('b')
@tag('i')
def text(s): return s
print(text('x'))
#: class decorator
class CountCalls:
    def __init__(self, f):
        self.f, self.calls = f, 0
    def __call__(self, *args):
        self.calls += 1
        return self.f(*args)
@CountCalls
def add(a, b): return a + b
print(add(1, 2), add(3, 4), add.calls)
#: decorator on class
def register(cls):
    registry.append(cls.__name__)
    cls.tag = 'x'
    return cls
registry = []
@register
class A: pass
print(registry, A.tag, A().tag)
#: functions are values
def add(a, b): return a + b
def apply(f, *args): return f(*args)
print(apply(add, 1, 2), [f(3) for f in (abs, str, lambda x: x * 2)], add.__name__, (lambda: 0).__name__, callable(add), callable(1))
#: compose
def compose(*fs):
    def run(x):
        for f in reversed(fs):
            x = f(x)
        return x
    return run
print(compose(str, lambda x: x + 1, abs)(-3))
#: recursion
def fact(n): return 1 if n <= 1 else n * fact(n - 1)
def power(b, n): return 1 if n == 0 else b * power(b, n - 1)
print(fact(10), fact(25), power(2, 10))
#: fibonacci
def fib(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a
print([fib(i) for i in range(12)], fib(100))
#: hanoi
moves = []
def hanoi(n, a, b, c):
    if n:
        hanoi(n - 1, a, c, b)
        moves.append((a, b))
        hanoi(n - 1, c, b, a)
hanoi(3, 'A', 'C', 'B')
print(len(moves), moves)
#: infinite recursion
def f(n): return f(n + 1)
try:
    f(0)
except RecursionError as e:
    print(type(e).__name__, str(e)[:32])
#: mutual recursion
def even(n): return n == 0 or odd(n - 1)
def odd(n): return n != 0 and even(n - 1)
print(even(10), odd(7), even(3))
#: permutations
def perms(a):
    if len(a) <= 1:
        return [a]
    return [[x] + p for i, x in enumerate(a) for p in perms(a[:i] + a[i + 1:])]
print(perms([1, 2, 3]))
#: gcd
def gcd(a, b):
    while b:
        a, b = b, a % b
    return a
print(gcd(48, 18), gcd(17, 5), gcd(0, 4))
#: return nothing
def f(): pass
def g(): return
print(f(), g(), f() is None)
#: return tuple
def f(): return 1, 2
a, b = f()
print(f(), a, b)
#: lambda
print((lambda x, y=2, *a, **k: (x, y, a, k))(1, 5, 6, z=7), sorted([3, -1, 2], key=lambda v: abs(v)), (lambda: (yield))().__class__.__name__)
#: nested functions and shadowing
x = 'g'
def outer():
    x = 'o'
    def inner():
        x = 'i'
        return x
    return inner(), x
print(outer(), x)
#: conditional function
if True:
    def f(): return 1
else:
    def f(): return 2
print(f())
#: attributes of functions
def f():
    f.calls += 1
f.calls = 0
f()
f()
print(f.calls, f.__name__, f.__qualname__, hasattr(f, 'nope'))
f.nope
#: docstring
def f():
    """Does nothing."""
class A:
    'A class.'
    def m(self): 'A method.'
print(f.__doc__, A.__doc__, A.m.__doc__, (lambda: 0).__doc__)
#: annotations ignored
def f(a: int, b: 'str' = 's', *args: int) -> list:
    x: int = a
    return [x, b]
print(f(1))
#: calling non callable
x = 5
x()
#: calling none
None()
#: none attribute
def f(): pass
f().value
#: walrus
if (n := len('abc')) > 2:
    print(n)
print([y for x in range(5) if (y := x * 2) > 4], y)
data = [1, 2, 0, 4]
while (v := data.pop(0)):
    print(v)
#: chained comparison
x = 5
print(1 < x < 10, 1 < x > 3, 1 == 1.0 == True, 3 > x > 1, x == 5 != 6)
def f(v):
    print('f', v)
    return v
print(f(1) < f(0) < f(5))
#: short circuit
def t(v):
    print('t', v)
    return v
print(t(0) or t(2) or t(3), t(1) and t(0) and t(9), not t(''), t(None) or 'd', [] or {} or 0)
#: conditional
x = 3
print('pos' if x > 0 else 'neg' if x < 0 else 'zero', (1 if x else 2) + 1)
#: iter sentinel
it = iter([1, 2, 3, 0, 5].__iter__().__next__, 0)
print(list(it))
vals = [5, 4, 3]
print(list(iter(vals.pop, 4)), vals)
#: for else
for n in range(2, 10):
    for d in range(2, n):
        if n % d == 0:
            break
    else:
        print(n, end=' ')
print()
#: while else
n = 3
while n:
    n -= 1
    if n == 5:
        break
else:
    print('done', n)
while True:
    break
else:
    print('never')
#: continue
for i in range(5):
    if i % 2:
        continue
    print(i)
print('last', i)
#: loop variable stays
for i in range(3): pass
print(i)
for j in []: pass
j
#: nested break
for i in range(3):
    for j in range(3):
        if j == i:
            break
        print(i, j)
#: args modified
def f(*args, **kw):
    kw['x'] = 1
    return args, kw
d = {'y': 2}
print(f(*[1], **d), d)
#: reference passing
def change(a, b):
    a.append(1)
    b = [9]
    return b
x, y = [], []
print(change(x, y), x, y)
#: evaluation order
def p(v):
    print(v, end=' ')
    return v
def f(*a, **k): return a, k
print(f(p(1), *[p(2)], x=p(3), **{'y': p(4)}))
print({p('k'): p('v')}, [p(1), p(2)][p(0)], p(2) + p(3) * p(4))
d = {}
d[p('key')] = p('value')
print(d)
#: augmented evaluation order
def lst():
    print('lst')
    return a
def idx():
    print('idx')
    return 0
a = [1]
lst()[idx()] += 10
print(a)
#: chained assignment
a = b = []
a.append(1)
print(a, b, a is b)
x = y = z = 0
x += 1
print(x, y, z)
i = 0
i = a[i] = 0
print(i, a)
#: global in comprehension
k = 2
def f(): return [k * x for x in range(3)]
k = 3
print(f())
#: nonlocal deep
def a():
    x = 1
    def b():
        def c():
            nonlocal x
            x += 1
        c()
        return x
    return b()
print(a())
#: memo decorator
def memo(f):
    cache = {}
    def w(*a):
        if a not in cache:
            cache[a] = f(*a)
        return cache[a]
    w.cache = cache
    return w
@memo
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(50), len(fib.cache))
#: curry
def add(a):
    return lambda b: lambda c: a + b + c
print(add(1)(2)(3))
#: builtins as arguments
print(list(map(len, ['a', 'bb'])), list(map(int, '123')), list(map(max, [1, 5], [3, 2])), max(map(abs, [-3, 2])), sum(map(bool, [0, 1, 2])))
#: shadowing builtins
list_ = list
def f(list):
    return len(list)
sum = 5
print(f([1]), sum, list_('a'))
del sum
print(sum([1, 2]))
#: print returns none
print(print('x'))
#: assert
assert True, 'fine'
assert 1 + 1 == 3, 'math is broken'
#: assert without message
assert []
#: assert with value
assert False, [1, 2]
#: local function name in error
def outer():
    def inner(a): pass
    inner()
outer()
#: method argument error
class A:
    def m(self, a): pass
A().m()
#: init argument error
class A:
    def __init__(self, a): pass
A()
#: too many to method
class A:
    def m(self): pass
A().m(1)
#: class takes no arguments
class A: pass
A(1)
#: lambda error
(lambda a: a)()
#: del and reuse
x = [1, 2, 3]
del x[0]
y = x
del x
print(y)
try:
    x
except NameError as e:
    print(e)
#: del global in function
g = 1
def f():
    global g
    del g
f()
g
#: default argument uses previous value
def make(n):
    def f(x, n=n):
        return x * n
    return f
print([make(i)(10) for i in range(3)])
