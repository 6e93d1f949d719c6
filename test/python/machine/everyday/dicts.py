#: growing
d = {}
d['a'] = 1
d['b'] = 2
d['a'] = 3
print(d, len(d), d['a'])
del d['a']
d['a'] = 4
print(d, list(d))
#: methods
d = {'x': 1, 'y': 2}
print(d.get('x'), d.get('z'), d.get('z', 0), d.get('x', 9))
print(d.keys(), d.values(), d.items())
print(d.pop('x'), d.pop('q', None), d)
print(d.setdefault('k', []), d.setdefault('y', 7), d)
d.update({'y': 5, 'm': 6}, n=7)
print(d)
print(d.popitem(), d)
d.clear()
print(d, not d)
#: missing key
d = {'a': 1}
try:
    d['b']
except KeyError as e:
    print(e, repr(e), e.args)
d[(1, 2)]
#: pop missing
{'a': 1}.pop('b')
#: popitem empty
{}.popitem()
#: del missing
d = {1: 2}
del d[3]
#: change while iterating
d = {'a': 1, 'b': 2}
for k in d:
    d[k + k] = 1
#: remove while iterating
d = {1: 1, 2: 2, 3: 3}
try:
    for k in d:
        if k == 2:
            del d[k]
except RuntimeError as e:
    print(e)
for k in list(d):
    del d[k]
print(d)
#: change values while iterating
d = {'a': 1, 'b': 2}
for k in d:
    d[k] += 10
for k, v in d.items():
    d[k] = v * 2
print(d)
#: items iteration changed
d = {1: 2}
for k, v in d.items():
    d[k + 1] = v
#: comprehension
squares = {n: n * n for n in range(5)}
print(squares)
print({v: k for k, v in squares.items()})
print({k: v for k, v in squares.items() if k % 2})
#: merge
a = {'x': 1, 'y': 2}
b = {'y': 3, 'z': 4}
print(a | b, b | a, {**a, **b}, {**b, 'x': 0})
a |= b
print(a)
a |= [('q', 1)]
print(a)
#: order after delete
d = dict(a=1, b=2, c=3)
v = d.pop('a')
d['a'] = v
print(list(d), list(reversed(d)), list(d.items())[::-1])
#: nested
tree = {'a': {'b': {'c': 1}}}
tree['a']['b']['d'] = 2
tree['a'].setdefault('e', {})['f'] = 3
print(tree, tree['a']['b']['c'])
#: counting idiom
counts = {}
for word in 'the cat the dog the end'.split():
    counts[word] = counts.get(word, 0) + 1
print(counts, max(counts, key=counts.get), sorted(counts.items(), key=lambda kv: (-kv[1], kv[0])))
#: grouping idiom
groups = {}
for name in ['bob', 'al', 'eve', 'jo', 'ann']:
    groups.setdefault(len(name), []).append(name)
print(groups)
for n in sorted(groups):
    print(n, groups[n])
#: views live
d = {'a': 1}
ks = d.keys()
vs = d.values()
d['b'] = 2
print(ks, vs, len(ks), 'b' in ks, 2 in vs, ('b', 2) in d.items())
print(ks & {'a', 'z'} == {'a'}, sorted(ks | {'z'}), ks == {'a', 'b'})
#: keys equal
d = {1: 'int', True: 'bool', 1.0: 'float'}
print(d, len(d))
d = {0: 'a', False: 'b'}
print(d)
#: tuple keys
grid = {}
for x in range(2):
    for y in range(2):
        grid[x, y] = x * 10 + y
print(grid, grid[1, 0], (0, 1) in grid)
#: unhashable
d = {}
try:
    d[[1]] = 2
except TypeError as e:
    print(e)
try:
    d[{}] = 1
except TypeError as e:
    print(e)
try:
    print([1] in d)
except TypeError as e:
    print(e)
d[(1, [2])] = 3
#: from pairs
print(dict([('a', 1), ('b', 2)]), dict(zip('xy', [1, 2])), dict({'q': 1}, r=2), dict())
print(dict.fromkeys('abc'), dict.fromkeys([1, 2], 0))
#: bad pairs
try:
    dict([(1, 2, 3)])
except ValueError as e:
    print(e)
try:
    dict([1])
except TypeError as e:
    print(e)
dict(5)
#: equality
print({'a': 1, 'b': 2} == {'b': 2, 'a': 1}, {1: 1} != {1: 2}, {} == {}, {1: [1]} == {1: [1]})
print({1: 2} < {1: 3})
#: copy shallow
a = {'k': [1]}
b = a.copy()
c = dict(a)
b['k'].append(2)
b['n'] = 1
print(a, b, c, a is b, a['k'] is c['k'])
#: iteration forms
d = {'one': 1, 'two': 2}
for k in d:
    print(k, end=' ')
for i, (k, v) in enumerate(d.items()):
    print(i, k, v)
print(list(d), tuple(d), sorted(d), len(d), sum(d.values()), min(d), max(d.values()))
#: in and not in
d = {'a': None}
print('a' in d, 'b' in d, 'b' not in d, None in d.values())
#: truth
for d in ({}, {0: 0}):
    print('full' if d else 'empty')
#: invert with lists
d = {'a': 1, 'b': 2, 'c': 1}
inv = {}
for k, v in d.items():
    if v not in inv:
        inv[v] = []
    inv[v] += [k]
print(inv)
#: unpack dict
def f(a, b=2, **rest):
    return a, b, rest
opts = {'b': 5, 'c': 6}
print(f(1, **opts), f(**{'a': 0}))
print([*opts], {*opts} == {'b', 'c'})
a, b = opts
print(a, b)
#: sort dict
d = {'b': 3, 'a': 1, 'c': 2}
print(dict(sorted(d.items())), dict(sorted(d.items(), key=lambda p: p[1])), sorted(d, key=d.get, reverse=True))
#: self reference
d = {}
d['me'] = d
print(d)
#: values are functions
ops = {'+': lambda a, b: a + b, '-': lambda a, b: a - b, '*': lambda a, b: a * b}
for s in '+-*':
    print(s, ops[s](6, 3))
#: update forms
d = {}
d.update(a=1)
d.update([('b', 2)])
d.update({'c': 3}.items())
d.update()
print(d)
d.update([1])
#: memo
memo = {}
def fib(n):
    if n in memo:
        return memo[n]
    memo[n] = n if n < 2 else fib(n - 1) + fib(n - 2)
    return memo[n]
print(fib(90), len(memo))
#: dict methods unbound
print(dict.get({'a': 1}, 'a'), dict.keys({'a': 1}), list(map({'a': 1}.get, 'ab')))
#: delete keys by comprehension
d = {n: n % 3 for n in range(9)}
d = {k: v for k, v in d.items() if v}
for k in [k for k in d if d[k] == 2]:
    del d[k]
print(d)
#: bad attribute
{}.foo
#: items set operations
a = {'x': 1, 'y': 2}.items()
b = {'x': 1, 'y': 3}.items()
print(sorted(a & b), sorted(a - b), sorted(a ^ b), a == b, a <= a)
#: next iter
d = {'k': 'v', 'l': 'w'}
it = iter(d)
print(next(it), next(it), next(it, 'end'))
print(next(iter(d.values())), next(iter(d.items())))
next(it)
#: dict in format
d = {'a': 1.5}
print(f'{d}', f"{d['a']:.2f}", '%s' % d, '{0[a]}'.format(d), '%(a)d' % d)
#: merge not dict
{} | [1]
#: setdefault none
d = {}
d.setdefault('a')
print(d, d.setdefault('a', 3))
#: int keys mixed
d = {2: 'b', 'x': 1, None: 0, (): 2, 1.5: 3}
for k in d: print(repr(k), type(k).__name__)
#: len after ops
d = dict.fromkeys(range(5))
del d[0], d[4]
print(len(d), d)
#: dict called wrong
dict(1, 2)
#: get wrong
{}.get()
#: keys indexing
{'a': 1}.keys()[0]
#: dict of sets
g = {1: {2, 3}, 2: {3}, 3: set()}
seen = []
def visit(n):
    if n not in seen:
        seen.append(n)
        for m in sorted(g[n]):
            visit(m)
visit(1)
print(seen)
#: ordered after update
d = {'a': 1, 'b': 2}
d.update(b=3, a=4, c=5)
print(d)
#: concat keys while iterating values
d = {'a': 1}
for v in d.values():
    d[v] = v
#: refused pop and reinsert while iterating
d = {'a': 1, 'b': 2}
n = 0
for k in d:
    n += 1
    if n > 5:
        break
    d[k] = d.pop(k)
print(n, d)
