#: basic class
class Dog:
    kind = 'canine'
    def __init__(self, name):
        self.name = name
        self.tricks = []
    def add(self, t):
        self.tricks.append(t)
        return self
d, e = Dog('Fido'), Dog('Rex')
d.add('roll').add('sit')
print(d.name, d.tricks, e.tricks, d.kind, Dog.kind)
Dog.kind = 'x'
e.kind = 'own'
print(d.kind, e.kind, Dog.kind)
#: missing attribute
class A: pass
A().nope
#: missing class attribute
class A: pass
A.nope
#: missing attribute of instance with name
class Account:
    def __init__(self):
        self.balance = 0
a = Account()
try:
    a.balanse += 1
except AttributeError as e:
    print(e)
print(a.__dict__, vars(a), hasattr(a, 'balance'), getattr(a, 'x', 'dflt'))
#: shared class list
class A:
    items = []
    def add(self, x): self.items.append(x)
a, b = A(), A()
a.add(1)
b.add(2)
print(a.items, A.items is b.items)
#: inheritance
class Animal:
    def __init__(self, name): self.name = name
    def speak(self): return '...'
    def __str__(self): return f'{self.name} says {self.speak()}'
class Dog(Animal):
    def speak(self): return 'Woof'
class Puppy(Dog):
    def __init__(self, name, age):
        super().__init__(name)
        self.age = age
    def speak(self): return super().speak().lower() + '!'
for a in (Animal('x'), Dog('d'), Puppy('p', 1)):
    print(a, isinstance(a, Dog), type(a).__name__)
print(issubclass(Puppy, Animal), Puppy.__bases__ == (Dog,), [c.__name__ for c in Puppy.__mro__])
#: diamond
class A:
    def f(self): return ['A']
class B(A):
    def f(self): return ['B'] + super().f()
class C(A):
    def f(self): return ['C'] + super().f()
class D(B, C):
    def f(self): return ['D'] + super().f()
print(D().f(), [c.__name__ for c in D.mro()])
#: bad mro
class A: pass
class B(A): pass
class C(A, B): pass
#: super forms
class A:
    def f(self): return 'A'
    @classmethod
    def c(cls): return 'A' + cls.__name__
class B(A):
    def f(self): return super(B, self).f() + A.f(self) + 'B'
    @classmethod
    def c(cls): return super().c() + '!'
print(B().f(), B.c(), B().c(), super(B, B()).f())
#: super missing
class A:
    def f(self): return super().f()
A().f()
#: property
class Temp:
    def __init__(self, c): self._c = c
    @property
    def f(self): return self._c * 9 / 5 + 32
    @f.setter
    def f(self, v): self._c = (v - 32) * 5 / 9
    @f.deleter
    def f(self):
        print('deleted')
        self._c = 0
t = Temp(100)
print(t.f)
t.f = 32
print(t._c)
del t.f
print(t._c)
#: property read only
class A:
    @property
    def x(self): return 1
a = A()
print(a.x)
a.x = 2
#: property no delete
class A:
    @property
    def x(self): return 1
del A().x
#: property validation
class Age:
    def __init__(self, v): self.v = v
    @property
    def v(self): return self._v
    @v.setter
    def v(self, n):
        if n < 0:
            raise ValueError(f'bad age: {n}')
        self._v = n
print(Age(5).v)
Age(-1)
#: property with attribute error
class A:
    @property
    def x(self): return self.missing
A().x
#: static and class methods
class A:
    n = 0
    @staticmethod
    def s(a, b): return a + b
    @classmethod
    def make(cls, *a):
        cls.n += 1
        return cls()
class B(A): pass
print(A.s(1, 2), A().s(3, 4), type(B.make()).__name__, A.n, B.n)
#: repr and str
class P:
    def __init__(self, x): self.x = x
    def __repr__(self): return f'P({self.x!r})'
print(P(1), [P('a')], {1: P(2)}, (P(3),), f'{P(4)} {P(5)!r:>6}|', '%s %r' % (P(6), P(7)), str(P(8)))
#: str and format
class M:
    def __str__(self): return 'M!'
    def __repr__(self): return '<M>'
    def __format__(self, spec): return f'fmt[{spec}]'
m = M()
print(m, [m], f'{m}', f'{m:abc}', f'{m!s:>4}', '{:x}'.format(m), format(m), '%s' % m)
#: refused default repr
class A: pass
print(A())
#: refused default repr in list
class A: pass
print([A()])
#: equality
class P:
    def __init__(self, x, y): self.x, self.y = x, y
    def __eq__(self, o):
        if not isinstance(o, P): return NotImplemented
        return (self.x, self.y) == (o.x, o.y)
print(P(1, 2) == P(1, 2), P(1, 2) != P(1, 2), P(1, 2) == 5, P(1, 2) != 5, P(1, 2) in [P(1, 2)], [P(1, 1)].index(P(1, 1)), [P(0, 0)] == [P(0, 0)])
{P(1, 2): 1}
#: hash and eq
class P:
    def __init__(self, x, y): self.x, self.y = x, y
    def __eq__(self, o): return isinstance(o, P) and (self.x, self.y) == (o.x, o.y)
    def __hash__(self): return hash((self.x, self.y))
d = {P(1, 2): 'a'}
d[P(1, 2)] = 'b'
print(d[P(1, 2)], len(d), P(1, 2) in d, P(0, 0) in d, len({P(1, 1), P(1, 1), P(2, 2)}))
#: hash by name
class K:
    def __init__(self, n): self.n = n
    def __eq__(self, o): return self.n == o.n
    def __hash__(self): return hash(self.n)
d = {K('a'): 1, K('b'): 2}
d[K('a')] += 5
print([(k.n, v) for k, v in d.items()], d.get(K('z'), 0))
#: identity keys
class A: pass
a, b = A(), A()
d = {a: 1, b: 2}
print(d[a], d[b], len({a, b, a}), a in d, A() in d, a == a, a == b)
#: ordering
class V:
    def __init__(self, *v): self.v = v
    def __lt__(self, o): return self.v < o.v
    def __repr__(self): return 'V' + str(self.v)
vs = [V(2, 1), V(1, 3), V(1, 2)]
print(sorted(vs), min(vs), max(vs), V(1) < V(2), V(1) > V(2))
V(1) <= V(2)
#: arithmetic
class Vec:
    def __init__(self, x, y): self.x, self.y = x, y
    def __add__(self, o): return Vec(self.x + o.x, self.y + o.y)
    def __sub__(self, o): return Vec(self.x - o.x, self.y - o.y)
    def __mul__(self, k): return Vec(self.x * k, self.y * k)
    __rmul__ = __mul__
    def __neg__(self): return Vec(-self.x, -self.y)
    def __abs__(self): return (self.x ** 2 + self.y ** 2) ** 0.5
    def __matmul__(self, o): return self.x * o.x + self.y * o.y
    def __repr__(self): return f'Vec({self.x}, {self.y})'
a, b = Vec(1, 2), Vec(3, 4)
print(a + b, a - b, a * 2, 3 * a, -a, abs(b), a @ b)
a += b
print(a, sum([a, b], Vec(0, 0)))
a + 1
#: arithmetic not implemented
class N:
    def __init__(self, v): self.v = v
    def __add__(self, o): return NotImplemented
    def __radd__(self, o): return f'radd {o}'
print(1 + N(2), 'a' + N(1), [1] + N(1) if False else '')
N(1) + 2
#: reflected by subclass
class A:
    def __add__(self, o): return 'A.add'
    def __radd__(self, o): return 'A.radd'
class B(A):
    def __radd__(self, o): return 'B.radd'
print(A() + B(), B() + A(), A() + A(), 5 + A())
#: in place
class L:
    def __init__(self): self.v = []
    def __iadd__(self, x):
        self.v.append(x)
        return self
a = b = L()
a += 1
a += 2
print(a.v, a is b)
#: all operators
class T:
    def __getattr__(self, n): raise AttributeError(n)
    def __truediv__(self, o): return '/'
    def __floordiv__(self, o): return '//'
    def __mod__(self, o): return '%'
    def __pow__(self, o): return '**'
    def __lshift__(self, o): return '<<'
    def __rshift__(self, o): return '>>'
    def __and__(self, o): return '&'
    def __or__(self, o): return '|'
    def __xor__(self, o): return '^'
    def __invert__(self): return '~'
    def __pos__(self): return '+'
    def __divmod__(self, o): return 'dm'
    def __int__(self): return 7
    def __float__(self): return 7.5
    def __index__(self): return 2
    def __round__(self, n=None): return 'r'
t = T()
print(t / 1, t // 1, t % 1, t ** 1, t << 1, t >> 1, t & 1, t | 1, t ^ 1, ~t, +t, divmod(t, 1), int(t), float(t), [1, 2, 3][t], round(t), hex(t), range(5)[t], 'ab' * t)
#: container protocol
class Bag:
    def __init__(self): self.d = {}
    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): self.d[k] = v
    def __delitem__(self, k): del self.d[k]
    def __len__(self): return len(self.d)
    def __contains__(self, k): return k in self.d
    def __iter__(self): return iter(self.d)
b = Bag()
b['x'] = 1
b['y'] = 2
b['x'] += 10
del b['y']
print(b['x'], len(b), 'x' in b, 'y' in b, list(b), bool(b), bool(Bag()), [*b], sorted(b), dict.fromkeys(b))
b['q']
#: getitem only
class S:
    def __getitem__(self, i):
        if i >= 3: raise IndexError
        return i * i
print(list(S()), 4 in S(), [x for x in S()], S()[2], tuple(S()), max(S()))
a, b, c = S()
print(a, b, c)
#: getitem slices
class S:
    def __getitem__(self, i): return i
s = S()
print(s[1], s[1:2], s[::3], s['a'], s[1, 2], s[...], s[1:2, 3])
#: iterator class
class Count:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n <= 0: raise StopIteration
        self.n -= 1
        return self.n
print(list(Count(3)), sum(Count(4)), [x for x in Count(2)], max(Count(5)), list(zip(Count(2), 'ab')))
c = Count(1)
print(next(c), next(c, 'none'))
next(c)
#: iterable with generator
class Tree:
    def __init__(self, v, left=None, right=None): self.v, self.l, self.r = v, left, right
    def __iter__(self):
        if self.l: yield from self.l
        yield self.v
        if self.r: yield from self.r
t = Tree(2, Tree(1), Tree(4, Tree(3)))
print(list(t), sum(t), 3 in t, sorted(t, reverse=True))
#: not iterable
class A: pass
for x in A(): pass
#: not container
class A: pass
1 in A()
#: not subscriptable
class A: pass
A()[0]
#: class not subscriptable
class A: pass
A[0]
#: no item assignment
class A: pass
A()[0] = 1
#: no len
class A: pass
len(A())
#: not callable
class A: pass
A()()
#: unsupported operand
class A: pass
A() + 1
#: unsupported comparison
class A: pass
A() < A()
#: bad len
class A:
    def __len__(self): return -1
len(A())
#: bad bool
class A:
    def __bool__(self): return 5
if A(): pass
#: bad str
class A:
    def __str__(self): return 5
print(A())
#: bad repr
class A:
    def __repr__(self): return None
repr(A())
#: bad iter
class A:
    def __iter__(self): return 5
for x in A(): pass
#: bad init
class A:
    def __init__(self): return 5
A()
#: call
class Adder:
    def __init__(self, n): self.n = n
    def __call__(self, x, *, k=0): return self.n + x + k
add = Adder(5)
print(add(3), add(3, k=2), list(map(add, [1, 2])), callable(add), sorted([3, 1], key=Adder(0)))
#: truth
class A:
    def __init__(self, n): self.n = n
    def __bool__(self): return self.n > 0
class B:
    def __len__(self): return 0
print(bool(A(1)), bool(A(0)), not A(0), 'y' if B() else 'n', A(0) or 'other', [x.n for x in [A(0), A(2)] if x], any([A(0), A(1)]))
#: getattr
class Proxy:
    def __init__(self, t): self._t = t
    def __getattr__(self, n):
        print('get', n)
        return getattr(self._t, n)
p = Proxy([3, 1])
p.append(2)
print(p._t, p.count(1))
p.missing
#: setattr
class A:
    def __setattr__(self, n, v):
        print('set', n, v)
        super().__setattr__(n, v)
    def __delattr__(self, n):
        print('del', n)
        object.__delattr__(self, n)
a = A()
a.x = 1
a.x += 1
del a.x
print(hasattr(a, 'x'))
#: dynamic attributes
class A: pass
a = A()
setattr(a, 'x', 5)
for n in 'ab':
    setattr(a, n, n * 2)
print(a.x, a.a, getattr(a, 'b'), vars(a), a.__dict__, hasattr(a, 'q'))
delattr(a, 'x')
del a.a
print(a.__dict__)
del a.zzz
#: slots
class P:
    __slots__ = ('x', 'y')
    def __init__(self, x, y): self.x, self.y = x, y
p = P(1, 2)
p.x = 5
print(p.x, p.y)
p.z = 3
#: slots unset
class P:
    __slots__ = ('x',)
P().x
#: private names
class A:
    def __init__(self): self.__x = 1
    def get(self): return self.__x
    def __hidden(self): return 'h'
    def call(self): return self.__hidden()
a = A()
print(a.get(), a._A__x, a.call(), a.__dict__)
a.__x
#: class body scope
class A:
    x = 1
    y = x + 1
    z = [x for _ in range(2)] if False else [1]
    def f(self): return self.x + A.y
print(A.x, A.y, A().f())
class B:
    n = 5
    def g(self): return n
B().g()
#: class attribute list comprehension
class A:
    base = [1, 2]
    doubled = [v * 2 for v in base]
    total = sum(doubled)
print(A.doubled, A.total)
#: methods as values
class A:
    def __init__(self, n): self.n = n
    def f(self, x): return self.n + x
a = A(1)
g = a.f
h = A.f
print(g(2), h(a, 3), list(map(a.f, [1, 2])), a.f.__name__, g == a.f, a.f is a.f)
a.f = lambda x: 'own'
print(a.f(1), A.f(a, 1))
#: class variables counter
class A:
    count = 0
    def __init__(self):
        A.count += 1
        self.id = A.count
print([A().id for _ in range(3)], A.count)
#: linked list
class Node:
    def __init__(self, v, nxt=None): self.v, self.next = v, nxt
class Linked:
    def __init__(self): self.head, self.size = None, 0
    def push(self, v):
        self.head = Node(v, self.head)
        self.size += 1
    def reverse(self):
        prev, cur = None, self.head
        while cur:
            cur.next, prev, cur = prev, cur, cur.next
        self.head = prev
    def __iter__(self):
        n = self.head
        while n:
            yield n.v
            n = n.next
    def __len__(self): return self.size
    def __repr__(self): return ' -> '.join(map(str, self))
l = Linked()
for i in range(4): l.push(i)
print(l, len(l))
l.reverse()
print(l, list(l))
#: stack and queue
class Stack:
    def __init__(self): self._items = []
    def push(self, x): self._items.append(x)
    def pop(self):
        if not self._items: raise IndexError('stack is empty')
        return self._items.pop()
    @property
    def empty(self): return not self._items
s = Stack()
s.push(1)
s.push(2)
print(s.pop(), s.pop(), s.empty)
s.pop()
#: abstract by error
class Shape:
    def area(self): raise NotImplementedError
class Sq(Shape):
    def __init__(self, s): self.s = s
    def area(self): return self.s ** 2
print(Sq(3).area())
Shape().area()
#: not implemented message
class Shape:
    def area(self): raise NotImplementedError('subclass must')
Shape().area()
#: singleton by new
class S:
    _i = None
    def __new__(cls, *a):
        if cls._i is None: cls._i = super().__new__(cls)
        return cls._i
    def __init__(self, v): self.v = v
a, b = S(1), S(2)
print(a is b, a.v)
#: mixins
class J:
    def js(self): return '{' + ', '.join(f'{k}={v}' for k, v in self.__dict__.items()) + '}'
class A:
    def __init__(self, a): self.a = a
class B(J, A):
    def __init__(self, a, b):
        super().__init__(a)
        self.b = b
print(B(1, 2).js())
#: context manager
class CM:
    def __init__(self, n): self.n = n
    def __enter__(self):
        print('enter', self.n)
        return self.n
    def __exit__(self, t, v, tb):
        print('exit', self.n, t.__name__ if t else None, v)
        return self.n == 'quiet'
with CM('a') as x, CM('b'):
    print('body', x)
with CM('quiet'):
    raise ValueError('hidden')
with CM('loud'):
    raise KeyError('k')
#: with not a manager
class A: pass
with A(): pass
#: with no exit
class A:
    def __enter__(self): pass
with A(): pass
#: with return and break
class CM:
    def __enter__(self): return self
    def __exit__(self, *a): print('exit', a[0])
def f():
    with CM():
        return 1
print(f())
for i in range(2):
    with CM():
        if i == 0: continue
        break
#: exit raises
class CM:
    def __enter__(self): return self
    def __exit__(self, *a): raise RuntimeError('from exit')
with CM():
    raise ValueError('inner')
#: class names
class Outer:
    class Inner:
        def f(self): pass
print(Outer, Outer.Inner, Outer.__name__, Outer.Inner.__qualname__, Outer.Inner.f.__qualname__, type(Outer()), Outer.__module__, type(Outer))
#: isinstance with type
class A: pass
class B(A): pass
print(type(B()) == B, type(B()) is A, isinstance(B(), A), isinstance(A(), B), isinstance(B, type), issubclass(B, (int, A)), B().__class__.__name__)
isinstance(1, 5)
#: class with eq no hash in set
class A:
    def __eq__(self, o): return True
{A()}
#: new attribute through class
class A: pass
a = A()
A.f = lambda self: 'added'
A.x = 5
print(a.f(), a.x)
#: descriptors
class Typed:
    def __set_name__(self, o, n): self.n = '_' + n
    def __get__(self, i, o=None): return self if i is None else getattr(i, self.n, 'unset')
    def __set__(self, i, v):
        if not isinstance(v, int): raise TypeError(f'{self.n[1:]} must be int')
        setattr(i, self.n, v)
class A:
    x = Typed()
a = A()
print(a.x)
a.x = 3
print(a.x, a.__dict__)
a.x = 'a'
#: init subclass
class Base:
    subs = []
    def __init_subclass__(cls, tag=None, **k):
        super().__init_subclass__(**k)
        Base.subs.append((cls.__name__, tag))
class A(Base): pass
class B(Base, tag='b'): pass
print(Base.subs)
#: subclass list
class Stack(list):
    def push(self, x): self.append(x)
    def peek(self): return self[-1]
s = Stack([1])
s.push(2)
print(s, s.peek(), len(s), isinstance(s, list), s + [3], s == [1, 2])
#: subclass dict
class D(dict):
    def __missing__(self, k): return k * 2
    def __getattr__(self, k): return self[k]
d = D(a=1)
print(d['a'], d['b'], d.a, d.zz, d, 'b' in d, d.get('b'))
#: subclass dict setitem
class D(dict):
    def __setitem__(self, k, v):
        super().__setitem__(k, v * 2)
d = D()
d['a'] = 1
d.update(b=1)
print(d)
#: bank account
class InsufficientFunds(Exception):
    def __init__(self, need, have):
        super().__init__(f'need {need}, have {have}')
        self.need, self.have = need, have
class Account:
    rate = 0.02
    def __init__(self, owner, balance=0): self.owner, self.balance = owner, balance
    def withdraw(self, n):
        if n > self.balance: raise InsufficientFunds(n, self.balance)
        self.balance -= n
    def interest(self): self.balance *= 1 + self.rate
class Savings(Account):
    rate = 0.5
a = Savings('Al', 100)
a.interest()
a.withdraw(30)
print(a.balance, a.owner)
try:
    a.withdraw(1000)
except InsufficientFunds as e:
    print(e, e.need - e.have, e.args)
#: multiple inheritance with init
class A:
    def __init__(self, **k):
        super().__init__(**k)
        print('A')
class B:
    def __init__(self, b, **k):
        super().__init__(**k)
        print('B', b)
class C(A, B):
    def __init__(self):
        super().__init__(b=1)
        print('C')
C()
#: object methods
class A: pass
a = A()
print(a == a, a != a, hash(a) == hash(a), a.__class__ is A, isinstance(a, object), A.__bases__[0] is object, object().__class__.__name__)
object().x = 1
#: metaclass-free registry
handlers = {}
def handles(kind):
    def deco(cls):
        handlers[kind] = cls
        return cls
    return deco
@handles('add')
class Add:
    def run(self, a, b): return a + b
@handles('mul')
class Mul:
    def run(self, a, b): return a * b
for k in sorted(handlers): print(k, handlers[k]().run(3, 4))
#: calling unbound without self
class A:
    def f(): return 1
print(A.f())
A().f()
#: super attribute in property
class A:
    @property
    def v(self): return 1
class B(A):
    @property
    def v(self): return super().v + 1
print(B().v)
#: comparison all methods
class A:
    def __init__(self, n): self.n = n
    def __eq__(self, o): return self.n == o.n
    def __ne__(self, o): return 'ne'
    def __lt__(self, o): return 'lt'
    def __le__(self, o): return 'le'
    def __gt__(self, o): return 'gt'
    def __ge__(self, o): return 'ge'
a, b = A(1), A(2)
print(a == b, a != b, a < b, a <= b, a > b, a >= b, a < b < a)
#: eq returning non bool
class E:
    def __eq__(self, o): return 'eq!'
print(E() == 1, 1 == E(), E() != 1, [E()] == [1], 5 in [E()])
#: reversed and contains by iter
class A:
    def __len__(self): return 3
    def __getitem__(self, i): return 'abc'[i]
    def __reversed__(self): return iter('zyx')
print(list(reversed(A())), 'b' in A(), list(A()))
#: polymorphism
class Shape:
    def area(self): return 0
class Circle(Shape):
    def __init__(self, r): self.r = r
    def area(self): return 3 * self.r ** 2
class Rect(Shape):
    def __init__(self, w, h): self.w, self.h = w, h
    def area(self): return self.w * self.h
class Square(Rect):
    def __init__(self, s): super().__init__(s, s)
shapes = [Circle(1), Rect(2, 3), Square(2), Shape()]
print([s.area() for s in shapes], sum(s.area() for s in shapes), sorted(shapes, key=lambda s: s.area())[-1].__class__.__name__)
