#: inventory
class OutOfStock(Exception):
    def __init__(self, item, wanted, left):
        super().__init__(f'{item}: wanted {wanted}, only {left} left')
        self.item, self.wanted, self.left = item, wanted, left
class Item:
    def __init__(self, name, price, qty=0):
        self.name, self.price, self.qty = name, price, qty
    @property
    def value(self): return self.price * self.qty
    def __repr__(self): return f'Item({self.name!r}, {self.price}, {self.qty})'
    def __eq__(self, o): return isinstance(o, Item) and self.name == o.name
    def __hash__(self): return hash(self.name)
    def __lt__(self, o): return self.value < o.value
class Inventory:
    def __init__(self): self._items = {}
    def __len__(self): return len(self._items)
    def __contains__(self, name): return name in self._items
    def __getitem__(self, name):
        try:
            return self._items[name]
        except KeyError:
            raise KeyError(f'no item {name}') from None
    def __iter__(self): return iter(self._items.values())
    def add(self, item, *more):
        for i in (item, *more):
            if i.name in self: self[i.name].qty += i.qty
            else: self._items[i.name] = i
        return self
    def remove(self, name, n):
        item = self[name]
        if item.qty < n: raise OutOfStock(name, n, item.qty)
        item.qty -= n
    def total(self): return sum(i.value for i in self)
inv = Inventory().add(Item('pen', 1.5, 10), Item('book', 12.25, 3)).add(Item('pen', 1.5, 5))
print(len(inv), 'pen' in inv, 'cup' in inv, inv['pen'], inv.total())
for name, n in [('pen', 3), ('book', 9), ('cup', 1)]:
    try:
        inv.remove(name, n)
    except OutOfStock as e:
        print('!', e, e.left)
    except KeyError as e:
        print('?', e, e.args)
    else:
        print('ok', inv[name])
print(sorted(inv), max(inv), min(inv).name, {i: i.qty for i in inv}[Item('book', 0)])
print('\n'.join(f'{i.name:<8}|{i.price:>8.2f}|{i.qty:>4}|{i.value:>9,.2f}' for i in inv))
#: matrix
class Matrix:
    def __init__(self, rows): self.rows = [list(r) for r in rows]
    @classmethod
    def identity(cls, n): return cls([[int(i == j) for j in range(n)] for i in range(n)])
    @property
    def shape(self): return len(self.rows), len(self.rows[0])
    def __getitem__(self, ij):
        i, j = ij
        return self.rows[i][j]
    def __setitem__(self, ij, v):
        i, j = ij
        self.rows[i][j] = v
    def __add__(self, o):
        if not isinstance(o, Matrix): return NotImplemented
        return Matrix([[a + b for a, b in zip(r, s)] for r, s in zip(self.rows, o.rows)])
    def __mul__(self, o):
        if isinstance(o, (int, float)): return Matrix([[x * o for x in r] for r in self.rows])
        if isinstance(o, Matrix):
            if self.shape[1] != o.shape[0]: raise ValueError(f'shapes {self.shape} and {o.shape} differ')
            return Matrix([[sum(a * b for a, b in zip(r, c)) for c in zip(*o.rows)] for r in self.rows])
        return NotImplemented
    __rmul__ = __mul__
    def __pow__(self, n):
        result, base = Matrix.identity(len(self.rows)), self
        while n:
            if n & 1: result *= base
            base, n = base * base, n >> 1
        return result
    def __eq__(self, o): return self.rows == o.rows
    def __str__(self): return '\n'.join(' '.join(f'{x:3}' for x in r) for r in self.rows)
    def __iter__(self): return (x for r in self.rows for x in r)
m = Matrix([[1, 1], [1, 0]])
print(m ** 10)
print(m + m == 2 * m == m * 2, list(m), m[0, 1], m.shape)
m[0, 0] = 7
print(m * Matrix.identity(2) == m)
for bad in (lambda: m + 1, lambda: m * Matrix([[1]]), lambda: 'a' * m, lambda: m[5, 0], lambda: m[0]):
    try:
        print(bad())
    except (TypeError, ValueError, IndexError) as e:
        print(type(e).__name__, e)
#: tokenizer and evaluator
def tokens(text):
    i = 0
    while i < len(text):
        c = text[i]
        if c.isspace():
            i += 1
        elif c.isdigit() or c == '.':
            j = i
            while j < len(text) and (text[j].isdigit() or text[j] == '.'):
                j += 1
            yield ('num', float(text[i:j]) if '.' in text[i:j] else int(text[i:j]))
            i = j
        elif c in '+-*/()':
            yield ('op', c)
            i += 1
        else:
            raise SyntaxError(f'bad character {c!r} at {i}')
    yield ('end', None)
class Parser:
    def __init__(self, text):
        self.toks = list(tokens(text))
        self.pos = 0
    def peek(self): return self.toks[self.pos]
    def take(self):
        t = self.peek()
        self.pos += 1
        return t
    def expr(self):
        v = self.term()
        while self.peek() in (('op', '+'), ('op', '-')):
            v = v + self.term() if self.take()[1] == '+' else v - self.term()
        return v
    def term(self):
        v = self.factor()
        while self.peek() in (('op', '*'), ('op', '/')):
            v = v * self.factor() if self.take()[1] == '*' else v / self.factor()
        return v
    def factor(self):
        kind, v = self.take()
        if kind == 'num': return v
        if v == '-': return -self.factor()
        if v == '(':
            r = self.expr()
            if self.take() != ('op', ')'): raise SyntaxError('expected )')
            return r
        raise SyntaxError(f'unexpected {v!r}')
for s in ('1 + 2 * 3', '(1 + 2) * 3', '-4 / 2 - .5', '2 * (3 + (4 - 1))', '1 +', '(1', '2 $ 3', '1 / 0'):
    try:
        print(s, '=', Parser(s).expr())
    except (SyntaxError, ZeroDivisionError) as e:
        print(s, '->', type(e).__name__, e)
#: graph algorithms
from collections import deque
graph = {'a': ['b', 'c'], 'b': ['d'], 'c': ['d', 'e'], 'd': ['f'], 'e': ['f'], 'f': []}
def bfs(g, start, goal):
    prev, queue = {start: None}, deque([start])
    while queue:
        n = queue.popleft()
        if n == goal:
            path = []
            while n is not None:
                path.append(n)
                n = prev[n]
            return path[::-1]
        for m in g[n]:
            if m not in prev:
                prev[m] = n
                queue.append(m)
def dfs(g, n, seen=None):
    seen = seen if seen is not None else set()
    if n in seen: return []
    seen.add(n)
    out = [n]
    for m in g[n]: out += dfs(g, m, seen)
    return out
def topo(g):
    indeg = dict.fromkeys(g, 0)
    for ms in g.values():
        for m in ms: indeg[m] += 1
    ready = [n for n in g if not indeg[n]]
    order = []
    while ready:
        n = ready.pop(0)
        order.append(n)
        for m in g[n]:
            indeg[m] -= 1
            if indeg[m] == 0: ready.append(m)
    return order
print(bfs(graph, 'a', 'f'), bfs(graph, 'f', 'a'), dfs(graph, 'a'), topo(graph))
INF = float('inf')
dist = [[0, 4, INF], [INF, 0, 1], [2, INF, 0]]
for k in range(3):
    for i in range(3):
        for j in range(3):
            dist[i][j] = min(dist[i][j], dist[i][k] + dist[k][j])
print(dist)
#: event system
class Event:
    def __init__(self): self._handlers = []
    def __iadd__(self, h):
        self._handlers.append(h)
        return self
    def __isub__(self, h):
        self._handlers.remove(h)
        return self
    def __call__(self, *a, **k):
        return [h(*a, **k) for h in list(self._handlers)]
class Button:
    def __init__(self, label):
        self.label = label
        self.clicked = Event()
    def click(self): return self.clicked(self, n=1)
def log(b, n): return f'log {b.label} {n}'
class Counter:
    total = 0
    def on(self, b, n=0):
        Counter.total += n
        return self.total
b = Button('ok')
c = Counter()
b.clicked += log
b.clicked += c.on
print(b.click(), b.click())
b.clicked -= log
print(b.click())
b.clicked -= c.on
print(b.click(), Counter.total)
b.clicked -= log
#: lru cache class
class LRU:
    def __init__(self, size):
        self.size, self.data = size, {}
        self.hits = self.misses = 0
    def get(self, k, make):
        if k in self.data:
            self.hits += 1
            self.data[k] = self.data.pop(k)
        else:
            self.misses += 1
            if len(self.data) >= self.size:
                oldest = next(iter(self.data))
                del self.data[oldest]
            self.data[k] = make(k)
        return self.data[k]
    def __str__(self): return f'{type(self).__name__}({", ".join(map(repr, self.data))}) {self.hits}/{self.misses}'
c = LRU(2)
for k in 'abacbca':
    c.get(k, str.upper)
    print(k, c)
#: state machine
class State:
    name = 'base'
    def on(self, event): return self
    def __str__(self): return self.name
class Red(State):
    name = 'red'
    def on(self, event): return Green() if event == 'timer' else super().on(event)
class Green(State):
    name = 'green'
    def on(self, event):
        match event:
            case 'timer': return Yellow(2)
            case 'emergency': return Red()
            case _: return self
class Yellow(State):
    def __init__(self, left): self.left = left
    @property
    def name(self): return f'yellow{self.left}'
    def on(self, event): return Yellow(self.left - 1) if self.left > 1 else Red()
s = Red()
for e in ['timer', 'x', 'timer', 'timer', 'timer', 'timer', 'emergency', 'emergency']:
    s = s.on(e)
    print(e, '->', s)
#: bank simulation
class Account:
    _next = 1
    def __init__(self, owner, balance=0.0):
        self.number = Account._next
        Account._next += 1
        self.owner, self._balance, self.history = owner, balance, []
    @property
    def balance(self): return self._balance
    def _record(self, kind, amount):
        self.history.append((kind, amount, round(self._balance, 2)))
    def deposit(self, amount):
        if amount <= 0: raise ValueError('amount must be positive')
        self._balance += amount
        self._record('deposit', amount)
    def withdraw(self, amount):
        if amount > self._balance: raise ValueError(f'insufficient funds: {self._balance:.2f} < {amount:.2f}')
        self._balance -= amount
        self._record('withdraw', amount)
class Bank:
    def __init__(self): self.accounts = {}
    def open(self, *args, **kwargs):
        a = Account(*args, **kwargs)
        self.accounts[a.number] = a
        return a
    def transfer(self, src, dst, amount):
        try:
            self.accounts[src].withdraw(amount)
            self.accounts[dst].deposit(amount)
        except KeyError as e:
            raise LookupError(f'account {e} does not exist') from e
        except ValueError as e:
            return f'failed: {e}'
        else:
            return 'done'
        finally:
            print('transfer', src, dst, amount)
bank = Bank()
a, b = bank.open('ann', balance=100.0), bank.open('bob')
print(bank.transfer(1, 2, 30.5), bank.transfer(2, 1, 99), a.balance, b.balance)
try:
    bank.transfer(1, 9, 5)
except LookupError as e:
    print(type(e).__name__, e, '|', repr(e.__cause__))
print(a.history, b.history, a.balance)
a.balance = 5
#: pipeline of generators
def read():
    for line in ['3 apples', '', '# comment', '12 pears', 'x plums', '5 figs']:
        yield line
def clean(lines):
    for line in lines:
        line = line.strip()
        if not line or line.startswith('#'):
            continue
        yield line
def parse(lines, errors):
    for n, line in enumerate(lines, 1):
        count, _, name = line.partition(' ')
        try:
            yield name, int(count)
        except ValueError as e:
            errors.append((n, str(e)))
def running(pairs):
    total = 0
    for name, n in pairs:
        total += n
        yield name, n, total
errors = []
for row in running(parse(clean(read()), errors)):
    print('%-8s %3d %4d' % row)
print(errors)
#: game of life
def step(cells, w, h):
    def alive(x, y): return (x % w, y % h) in cells
    return {(x, y) for x in range(w) for y in range(h)
            if (n := sum(alive(x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1) if dx or dy)) == 3
            or n == 2 and alive(x, y)}
cells = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}
for _ in range(3):
    print('\n'.join(''.join('#' if (x, y) in cells else '.' for x in range(5)) for y in range(5)), end='\n\n')
    cells = step(cells, 5, 5)
print(sorted(cells), len(cells))
#: text statistics
text = """The quick brown fox. The lazy dog! Is the fox quick?
Yes, the fox is quick; the dog is not."""
words = [w.strip('.,;!?').lower() for w in text.split()]
freq = {}
for w in words: freq[w] = freq.get(w, 0) + 1
top = sorted(freq.items(), key=lambda kv: (-kv[1], kv[0]))[:4]
width = max(len(w) for w, _ in top)
for w, n in top: print(f'{w:>{width}} {"*" * n} {n / len(words):.1%}')
by_len = {}
for w in freq: by_len.setdefault(len(w), set()).add(w)
print({k: sorted(v) for k, v in sorted(by_len.items())})
print(sum(map(len, words)) / len(words), text.count('\n'), [s.strip() for s in text.replace('!', '.').replace('?', '.').split('.') if s.strip()][:2])
vowels = {c: text.lower().count(c) for c in 'aeiou'}
print(vowels, max(vowels, key=vowels.get), ''.join(sorted(set(text.lower()) & set('abcdefghij'))))
#: observer with weak typing
class Meta:
    registry = {}
    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        Meta.registry[cls.__name__.lower()] = cls
    def __new__(cls, *args):
        o = super().__new__(cls)
        o.created = True
        return o
class Square(Meta):
    def __init__(self, s): self.s = s
    def area(self): return self.s ** 2
class Rect(Meta):
    def __init__(self, a, b): self.a, self.b = a, b
    def area(self): return self.a * self.b
def make(spec):
    kind, *args = spec.split()
    cls = Meta.registry.get(kind)
    if cls is None: raise ValueError(f'unknown shape: {kind!r}; known: {sorted(Meta.registry)}')
    return cls(*map(int, args))
for spec in ('square 3', 'rect 2 5', 'rect 2', 'circle 1', 'square x'):
    try:
        s = make(spec)
        print(type(s).__name__, s.area(), s.created, vars(s))
    except (ValueError, TypeError) as e:
        print(f'{type(e).__name__}: {e}')
#: priority queue by hand
class Heap:
    def __init__(self, items=(), key=lambda x: x):
        self.a, self.key = [], key
        for x in items: self.push(x)
    def push(self, x):
        a = self.a
        a.append(x)
        i = len(a) - 1
        while i and self.key(a[i]) < self.key(a[(i - 1) // 2]):
            a[i], a[(i - 1) // 2] = a[(i - 1) // 2], a[i]
            i = (i - 1) // 2
    def pop(self):
        a = self.a
        if not a: raise IndexError('pop from empty heap')
        a[0], a[-1] = a[-1], a[0]
        x = a.pop()
        i = 0
        while True:
            best = min((j for j in (i, 2 * i + 1, 2 * i + 2) if j < len(a)), key=lambda j: self.key(a[j]), default=i)
            if best == i: return x
            a[i], a[best] = a[best], a[i]
            i = best
    def __bool__(self): return bool(self.a)
h = Heap([5, 2, 8, 1, 9, 3])
out = []
while h: out.append(h.pop())
print(out)
h = Heap(['pear', 'fig', 'banana'], key=len)
print(h.pop(), h.pop(), h.pop())
h.pop()
#: decorators galore
def logged(f):
    def w(*a, **k):
        args = ', '.join([repr(x) for x in a] + [f'{n}={v!r}' for n, v in k.items()])
        try:
            r = f(*a, **k)
        except Exception as e:
            print(f'{f.__name__}({args}) raised {e!r}')
            raise
        print(f'{f.__name__}({args}) -> {r!r}')
        return r
    return w
def retry(times, *errors):
    def deco(f):
        def w(*a):
            for n in range(1, times + 1):
                try:
                    return f(*a)
                except errors or Exception as e:
                    last = e
                    print('attempt', n, 'failed:', e)
            raise RuntimeError('gave up') from last
        return w
    return deco
def validate(**types):
    def deco(f):
        def w(**k):
            for n, t in types.items():
                if n not in k: raise TypeError(f'missing {n}')
                if not isinstance(k[n], t): raise TypeError(f'{n} must be {t.__name__}, not {type(k[n]).__name__}')
            return f(**k)
        return w
    return deco
calls = 0
@retry(3, ValueError)
@logged
def flaky(x, y=2):
    global calls
    calls += 1
    if calls < 3: raise ValueError(calls)
    return x * y
print(flaky(5))
@validate(name=str, age=int)
def person(name, age): return f'{name} ({age})'
for kw in ({'name': 'al', 'age': 3}, {'name': 'al'}, {'name': 1, 'age': 2}):
    try:
        print(person(**kw))
    except TypeError as e:
        print(e)
calls = -9
try:
    flaky(1)
except RuntimeError as e:
    print(e, repr(e.__cause__))
#: binary tree
class Node:
    __slots__ = 'key', 'left', 'right'
    def __init__(self, key): self.key, self.left, self.right = key, None, None
class BST:
    def __init__(self, keys=()):
        self.root, self.n = None, 0
        for k in keys: self.insert(k)
    def insert(self, key):
        if self.root is None:
            self.root = Node(key)
        else:
            cur = self.root
            while True:
                side = 'left' if key < cur.key else 'right'
                if key == cur.key: return False
                nxt = getattr(cur, side)
                if nxt is None:
                    setattr(cur, side, Node(key))
                    break
                cur = nxt
        self.n += 1
        return True
    def __iter__(self):
        def walk(n):
            if n:
                yield from walk(n.left)
                yield n.key
                yield from walk(n.right)
        return walk(self.root)
    def __contains__(self, key):
        cur = self.root
        while cur and cur.key != key: cur = cur.left if key < cur.key else cur.right
        return cur is not None
    def height(self, n=...):
        if n is ...: n = self.root
        return 0 if n is None else 1 + max(self.height(n.left), self.height(n.right))
    def __len__(self): return self.n
t = BST([5, 2, 8, 1, 9, 3, 5])
print(list(t), len(t), 3 in t, 7 in t, t.height(), [x for x in t if x % 2], max(t), sum(t))
it = iter(t)
print(next(it), next(it), list(it))
t.insert('a')
#: contexts and cleanup order
class Res:
    log = []
    def __init__(self, n, fail=None): self.n, self.fail = n, fail
    def __enter__(self):
        if self.fail == 'enter': raise OSError(f'cannot open {self.n}')
        self.log.append(f'open {self.n}')
        return self
    def __exit__(self, t, e, tb):
        self.log.append(f'close {self.n} {t.__name__ if t else "-"}')
        if self.fail == 'exit': raise RuntimeError(f'cannot close {self.n}')
        return self.fail == 'swallow'
def use(*specs):
    try:
        with Res('a', specs[0]) as a, Res('b', specs[1]) as b:
            Res.log.append(f'use {a.n}{b.n}')
            if specs[2]: raise specs[2]
            return 'returned'
    except (OSError, RuntimeError, ValueError) as e:
        return f'{type(e).__name__}({e}) from {type(e.__context__).__name__}'
    finally:
        Res.log.append('end')
for s in ((None, None, None), (None, 'enter', None), ('swallow', None, ValueError('v')), (None, 'exit', None), ('exit', 'exit', ValueError('v')), ('swallow', 'exit', None)):
    Res.log.clear()
    print(use(*s), Res.log)
#: money and units
class Money:
    def __init__(self, amount, cur='EUR'): self.cents, self.cur = round(amount * 100), cur
    def _check(self, o):
        if not isinstance(o, Money): return NotImplemented
        if o.cur != self.cur: raise ValueError(f'{self.cur} is not {o.cur}')
        return o
    def __add__(self, o):
        if o == 0: return self
        o = self._check(o)
        if o is NotImplemented: return o
        return Money((self.cents + o.cents) / 100, self.cur)
    __radd__ = __add__
    def __neg__(self): return Money(-self.cents / 100, self.cur)
    def __sub__(self, o): return self + -o
    def __eq__(self, o): return isinstance(o, Money) and (self.cents, self.cur) == (o.cents, o.cur)
    def __lt__(self, o): return self.cents < self._check(o).cents
    def __bool__(self): return self.cents != 0
    def __format__(self, spec): return f'{self.cents / 100:{spec or ".2f"}} {self.cur}'
    def __str__(self): return format(self)
    __repr__ = __str__
    def __hash__(self): return hash((self.cents, self.cur))
a, b = Money(10.5), Money(3)
print(a + b, a - b, -a, sum([a, b, b]), f'{a:>10.1f}', [a, b], sorted([a, b]), max(a, b), bool(Money(0)), a == Money(10.50), a != b, {a: 1}[Money(10.5)])
for bad in (lambda: a + 1, lambda: a + Money(1, 'USD'), lambda: a <= b, lambda: 1 - a, lambda: a * 2):
    try:
        print(bad())
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
#: permutations and n queens
def queens(n, row=0, cols=()):
    if row == n:
        yield cols
        return
    for c in range(n):
        if all(c != k and abs(c - k) != row - r for r, k in enumerate(cols)):
            yield from queens(n, row + 1, cols + (c,))
solutions = list(queens(5))
print(len(solutions), solutions[0], next(queens(6)))
for c in solutions[0]: print('.' * c + 'Q' + '.' * (4 - c))
def subsets(xs):
    if not xs: return [[]]
    rest = subsets(xs[1:])
    return rest + [[xs[0]] + r for r in rest]
print(subsets([1, 2, 3]), len(subsets(list('abcd'))))
def change(amount, coins):
    best = [0] + [None] * amount
    for a in range(1, amount + 1):
        options = [best[a - c] for c in coins if c <= a and best[a - c] is not None]
        best[a] = min(options) + 1 if options else None
    return best[amount]
print(change(11, [1, 5, 6]), change(3, [2]), change(0, []))
#: roman and friends
def roman(n):
    out = ''
    for v, s in ((1000, 'M'), (900, 'CM'), (500, 'D'), (400, 'CD'), (100, 'C'), (90, 'XC'), (50, 'L'), (40, 'XL'), (10, 'X'), (9, 'IX'), (5, 'V'), (4, 'IV'), (1, 'I')):
        count, n = divmod(n, v)
        out += s * count
    return out
def unroman(s):
    vals = dict(zip('IVXLCDM', (1, 5, 10, 50, 100, 500, 1000)))
    total = prev = 0
    for c in reversed(s):
        v = vals[c]
        total += -v if v < prev else v
        prev = max(prev, v)
    return total
print([roman(n) for n in (1, 4, 9, 14, 40, 90, 400, 1994, 2024)], all(unroman(roman(n)) == n for n in range(1, 500)))
def luhn(s): return sum(sum(divmod(2 * int(d), 10)) if i % 2 else int(d) for i, d in enumerate(reversed(s))) % 10 == 0
print(luhn('4539578763621486'), luhn('1234567890123456'))
pascal = [[1]]
for _ in range(5): pascal.append([a + b for a, b in zip([0] + pascal[-1], pascal[-1] + [0])])
print(*('{:^20}'.format(' '.join(map(str, r))) for r in pascal), sep='\n')
print({n: [d for d in range(1, n + 1) if n % d == 0] for n in (6, 28, 7)}, [n for n in range(2, 500) if sum(d for d in range(1, n) if n % d == 0) == n])
#: closures and registries
registry = {}
def command(name=None, *, aliases=()):
    def deco(f):
        for n in (name or f.__name__, *aliases):
            if n in registry: raise KeyError(f'{n} taken')
            registry[n] = f
        return f
    return deco
@command(aliases=['plus'])
def add(*xs): return sum(xs)
@command('mul')
def multiply(a, b=1): return a * b
@command()
def fail(): return 1 // 0
try:
    @command('add')
    def other(): pass
except KeyError as e:
    print(e)
def execute(line):
    name, *args = line.split()
    try:
        f = registry[name]
        return f(*[int(a) for a in args])
    except KeyError: return f'no command {name}'
    except TypeError as e: return f'usage: {e}'
    except (ValueError, ArithmeticError) as e: return f'error: {e}'
for l in ('add 1 2 3', 'plus', 'mul 3', 'mul 2 4', 'mul', 'mul 1 2 3', 'add x', 'fail', 'nope'): print(l, '=>', execute(l))
print(sorted(registry), registry['plus'] is add, multiply.__name__)
#: proxies and descriptors
class Validated:
    def __init__(self, check, default=None): self.check, self.default = check, default
    def __set_name__(self, owner, name): self.name = name
    def __get__(self, obj, owner):
        if obj is None: return self
        return obj.__dict__.get(self.name, self.default)
    def __set__(self, obj, value):
        if not self.check(value): raise ValueError(f'{type(obj).__name__}.{self.name}: bad value {value!r}')
        obj.__dict__[self.name] = value
class User:
    name = Validated(str.isalpha, 'anon')
    age = Validated(lambda v: 0 <= v < 150)
    def __init__(self, **k):
        for n, v in k.items(): setattr(self, n, v)
u = User(name='bob', age=5)
print(u.name, u.age, User().name, User().age, vars(u))
for n, v in (('name', 'b0b'), ('age', 200), ('age', 7)):
    try:
        setattr(u, n, v)
        print('set', n, getattr(u, n))
    except ValueError as e:
        print(e)
class Lazy:
    def __init__(self, f): self.f = f
    def __get__(self, o, t=None):
        if o is None: return self
        print('computing', self.f.__name__)
        v = self.f(o)
        setattr(o, self.f.__name__, v)
        return v
class Data:
    @Lazy
    def total(self): return sum(range(10))
d = Data()
print(d.total, d.total, d.__dict__)
#: simple json
def dump(v, indent=0):
    pad = '  ' * indent
    if isinstance(v, dict):
        if not v: return '{}'
        inner = ',\n'.join(f'{pad}  "{k}": {dump(x, indent + 1)}' for k, x in v.items())
        return '{\n' + inner + '\n' + pad + '}'
    if isinstance(v, (list, tuple)): return '[' + ', '.join(dump(x, indent) for x in v) + ']'
    if isinstance(v, bool): return str(v).lower()
    if v is None: return 'null'
    if isinstance(v, (int, float)): return repr(v)
    if isinstance(v, str): return '"' + v.replace('\\', '\\\\').replace('"', '\\"') + '"'
    raise TypeError(f'{type(v).__name__} cannot be dumped')
print(dump({'a': [1, 2.5, True, None], 'b': {'c': 'q"uo\\te', 'd': {}}, 'e': ()}))
dump({'x': {1, 2}})
