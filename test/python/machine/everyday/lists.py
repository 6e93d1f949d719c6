#: basics
a = [3, 1, 2]
a.append(5)
a.insert(0, 9)
a.extend([7, 8])
print(a, len(a), a[0], a[-1], a.index(2), a.count(1))
print(a.pop(), a.pop(0), a)
a.remove(1)
a.reverse()
print(a, a.copy(), a.clear(), a)
#: index errors
a = [1]
try:
    a[1]
except IndexError as e:
    print(e)
try:
    a[5] = 2
except IndexError as e:
    print(e)
try:
    del a[-2]
except IndexError as e:
    print(e)
try:
    [].pop()
except IndexError as e:
    print(e)
a.pop(3)
#: value errors
try:
    [1].remove(2)
except ValueError as e:
    print(e)
[1].index(2)
#: index with range
a = [1, 2, 3, 2]
print(a.index(2, 2), a.index(2, -1))
a.index(1, 1)
#: slices read
a = list(range(10))
print(a[2:5], a[:3], a[7:], a[::3], a[::-1], a[8:2:-2], a[-3:], a[:-3], a[20:], a[:])
a[::0]
#: slice assign
a = list(range(6))
a[1:3] = ['x']
print(a)
a[1:1] = [7, 8]
print(a)
a[::2] = 'abc' + 'd'[:len(a[::2]) - 3]
print(a)
a[2:] = []
print(a)
a[len(a):] = (1, 2)
print(a)
a[::2] = [1]
#: slice delete
a = list(range(10))
del a[2:4], a[0]
print(a)
del a[::2]
print(a)
del a[:]
print(a)
#: slice assign not iterable
a = [1, 2]
a[0:1] = 5
#: sort
a = [5, 2, 9, 1]
a.sort()
print(a)
a.sort(reverse=True)
print(a, sorted(a), sorted('bca', reverse=True), sorted([(2, 'a'), (1, 'b'), (1, 'a')]))
words = ['banana', 'fig', 'apple', 'kiwi']
print(sorted(words, key=len), sorted(words, key=lambda w: (len(w), w)), sorted(words, key=str.upper, reverse=True))
[1, 'a'].sort()
#: sort stable
people = [('bob', 30), ('al', 25), ('eve', 30), ('jo', 25)]
people.sort(key=lambda p: p[1])
print(people)
people.sort(key=lambda p: p[1], reverse=True)
print(people)
#: sort result none
a = [2, 1]
print(a.sort(), a)
sorted(5)
#: sort none values
sorted([3, None, 1])
#: nested
m = [[1, 2, 3], [4, 5, 6]]
print([row[1] for row in m], [[r[i] for r in m] for i in range(3)], list(zip(*m)), [x for row in m for x in row], sum(map(sum, m)))
m[0][1] = 9
print(m)
#: aliasing rows
grid = [[0] * 3] * 2
grid[0][0] = 1
print(grid)
grid = [[0] * 3 for _ in range(2)]
grid[0][0] = 1
print(grid)
#: copy
a = [1, [2, 3]]
b = a[:]
c = list(a)
b[1].append(4)
b.append(5)
print(a, b, c, a is b, a == c, a[1] is b[1])
#: star unpack
first, *middle, last = [1, 2, 3, 4]
print(first, middle, last)
*init, end = 'ab'
print(init, end)
(a, b), [c, *d] = (1, 2), [3, 4, 5]
print(a, b, c, d)
print([*range(3), *'ab', 9], (*[1], 2))
a, *b = []
#: unpack errors
try:
    a, b = [1]
except ValueError as e:
    print(e)
try:
    a, b = 1, 2, 3
except ValueError as e:
    print(e)
try:
    a, *b, c = [1]
except ValueError as e:
    print(e)
a, b = 5
#: swap
a, b, c = 1, 2, 3
a, b = b, a
a, b, c = c, a, b
print(a, b, c)
x = [1, 2]
i = 0
i, x[i] = 1, 9
print(i, x)
#: comprehension
print([x * x for x in range(5) if x % 2 == 0], [(x, y) for x in range(2) for y in 'ab'], [x if x > 1 else -x for x in range(3)])
x = 'outer'
print([x for x in range(3)], x)
#: comprehension closures
fs = [lambda: i for i in range(3)]
print([f() for f in fs])
fs = [lambda i=i: i for i in range(3)]
print([f() for f in fs])
#: concatenation
a = [1]
b = a
a += [2]
a = a + [3]
print(a, b, [0] * 3, [1, 2] * 2, 2 * [5])
a + (1,)
#: iadd iterable
a = [1]
a += (2, 3)
a += 'ab'
a += range(2)
print(a)
a += 5
#: remove while iterating
a = [1, 2, 3, 4]
for x in a:
    if x % 2 == 0:
        a.remove(x)
    else:
        a.append(x + 9) if len(a) < 7 else None
print(a)
#: grow while iterating
a = [1]
for x in a:
    if x < 20:
        a.append(x * 2)
print(a)
#: equality and order
print([1, 2] == [1, 2], [1, 2] < [1, 3], [1] < [1, 0], [] < [0], [1, 2] != (1, 2), [[1]] == [[1.0]], [2] > [1, 9])
[1] < ['a']
#: list and tuple order
[1] < (2,)
#: contains
print(3 in [1, 2, 3], [1] in [[1]], 'a' not in ['b'], None in [None], 1.0 in [1], True in [1])
#: self containing
a = [1]
a.append(a)
print(a, a[1] is a, a[1][1][0])
#: builtins on lists
a = [3, 1, 2]
print(sum(a), min(a), max(a), len(a), sorted(a), list(reversed(a)), any(a), all([1, 0]), list(enumerate(a, 1)))
print(sum([[1], [2]], []), sum([0.5, 1]), max([1, 5], [2]), min('b', 'a'), max(a, key=lambda v: -v), max([], default=0))
max([])
#: reversed and iter
r = reversed([1, 2, 3])
print(next(r), list(r), list(r))
it = iter([1, 2])
print(list(it), list(it), next(it, None))
#: zip
print(list(zip([1, 2], 'ab')), list(zip([1, 2, 3], 'a')), dict(zip('ab', [1, 2])), list(zip()), [a + b for a, b in zip([1, 2], [3, 4])])
list(zip([1], [1, 2], strict=True))
#: map filter
print(list(map(str, [1, 2])), list(map(lambda a, b: a * b, [1, 2], [3, 4])), list(filter(None, [0, 1, '', 'a'])), list(filter(lambda v: v > 1, [1, 2, 3])))
#: tuple basics
t = 1, 'a', 2.5
print(t, t[0], t[-1], t[1:], len(t), t + (3,), t * 2, (1,), (), tuple('ab'), t.index('a'), t.count(1), 'a' in t)
t[0] = 5
#: tuple errors
t = (1, 2)
try:
    t.append(3)
except AttributeError as e:
    print(e)
try:
    del t[0]
except TypeError as e:
    print(e)
t[5]
#: tuple with list
t = ([1], 2)
t[0].append(3)
print(t)
try:
    t[0] += [4]
except TypeError as e:
    print(e)
print(t)
#: tuple compare
print((1, 2) < (1, 3), (1, 'b') > (1, 'a'), max([(1, 'x'), (2, 'a')]), (1,) == (1.0,), (1, 2) + () == (1, 2), sorted([(2, 1), (1, 2)]))
#: set basics
s = {3, 1, 2}
s.add(4)
s.discard(9)
s.remove(1)
print(sorted(s), len(s), 2 in s, s == {4, 3, 2}, s - {2} == {3, 4}, s | {9} == {2, 3, 4, 9}, s & {2, 5}, s ^ {2, 3, 4, 5})
s.remove(7)
#: set of ints printed
print({1, 2, 3}, set(), {5}, frozenset([1]), frozenset(), set([2, 2, 2]))
#: set methods
a, b = {1, 2, 3}, {3, 4}
print(a.union(b) == {1, 2, 3, 4}, a.intersection(b), sorted(a.difference(b)), sorted(a.symmetric_difference(b)))
print({1}.issubset(a), a.issuperset({1, 2}), a.isdisjoint({9}), {1} < a, a <= a, a < a, a > {1, 2})
a.update([7], (8,))
a.difference_update({1})
a.intersection_update({2, 7, 9})
print(sorted(a), a.copy() == a)
a |= {1}
a -= {2}
a &= {1, 7}
a ^= {7, 5}
print(sorted(a))
#: set errors
try:
    {[1]}
except TypeError as e:
    print(e)
try:
    set().pop()
except KeyError as e:
    print(e)
try:
    {1}.add([2])
except TypeError as e:
    print(e)
{1} + {2}
#: set ops with list
try:
    {1} | [2]
except TypeError as e:
    print(e)
print({1} .union([2]) == {1, 2}, {1, 2} == [1, 2], {1} == frozenset({1}))
#: unique ordered
a = [3, 1, 3, 2, 1]
print(list(dict.fromkeys(a)), sorted(set(a)), len(set(a)))
seen = set()
print([x for x in a if not (x in seen or seen.add(x))])
#: set comprehension
print(sorted({x % 3 for x in range(10)}), {len(w) for w in ['a', 'bb', 'cc']} == {1, 2}, sorted({c for c in 'hello'}))
#: frozenset key
d = {frozenset({1, 2}): 'x'}
print(d[frozenset([2, 1])], frozenset({1}) | {2} == {1, 2})
frozenset().add(1)
#: set change while iterating
s = {1, 2}
for x in s:
    s.add(x + 10)
#: refused set of strings order
for c in {'a', 'b', 'c'}:
    print(c)
#: refused sum over a set of strings
print(sum(len(w) for w in {'a', 'bb'}))
#: sets of strings sorted
s = {'pear', 'fig', 'apple'}
print(sorted(s), len(s), 'fig' in s, max(s), min(s), sorted(s, key=len, reverse=True)[0])
#: any order does not matter
s = {'a', 'bb', 'ccc'}
print(any([len(w) > 2 for w in sorted(s)]), sum(map(len, sorted(s))))
#: single string set
s = {'only'}
print(s, list(s), next(iter(s)), *s)
for x in s:
    print(x)
#: matrix multiply
def mul(a, b):
    return [[sum(x * y for x, y in zip(r, c)) for c in zip(*b)] for r in a]
print(mul([[1, 2], [3, 4]], [[5, 6], [7, 8]]))
#: bubble sort
def bubble(a):
    n = len(a)
    for i in range(n):
        for j in range(n - i - 1):
            if a[j] > a[j + 1]:
                a[j], a[j + 1] = a[j + 1], a[j]
    return a
print(bubble([5, 3, 8, 1]), bubble(list('hello')))
#: quicksort
def qs(a):
    if len(a) < 2:
        return a
    p, *rest = a
    return qs([x for x in rest if x < p]) + [p] + qs([x for x in rest if x >= p])
print(qs([3, 6, 1, 8, 2, 9, 2]))
#: binary search
def find(a, x):
    lo, hi = 0, len(a)
    while lo < hi:
        mid = (lo + hi) // 2
        if a[mid] < x:
            lo = mid + 1
        else:
            hi = mid
    return lo if lo < len(a) and a[lo] == x else -1
print([find([1, 3, 5, 7], x) for x in range(9)])
#: sieve
n = 30
p = [True] * (n + 1)
p[0:2] = [False, False]
for i in range(2, int(n ** 0.5) + 1):
    if p[i]:
        p[i * i::i] = [False] * len(p[i * i::i])
print([i for i, v in enumerate(p) if v])
#: deque
from collections import deque
q = deque([1, 2, 3], maxlen=4)
q.append(4)
q.append(5)
q.appendleft(0)
print(q, len(q), q[0], q[-1], q.popleft(), q.pop(), list(q), q.maxlen)
q.rotate(1)
print(q, 3 in q, deque('ab'), deque())
q.extendleft([7, 8])
print(q, q.count(7), q.index(7))
q.clear()
q.popleft()
#: deque errors
from collections import deque
try:
    deque().pop()
except IndexError as e:
    print(e)
try:
    deque([1])[3]
except IndexError as e:
    print(e)
q = deque([1, 2, 3])
for x in q:
    q.append(x)
#: list index type
[1, 2]['a']
#: list call
[1, 2](0)
#: list attribute
[].foo = 3
#: list multiply
[1] * 'a'
#: list minus
[1, 2] - [1]
#: range
r = range(2, 10, 3)
print(r, list(r), len(r), r[1], r[-1], 5 in r, 6 in r, r[::-1], r == range(2, 11, 3), r.index(5), r.start, r.stop, r.step, list(range(5, 0, -2)), range(0), bool(range(0)))
range(1)[3]
#: range errors
try:
    range(1, 2, 0)
except ValueError as e:
    print(e)
range(1.5)
#: while pop
stack = [1, 2, 3]
out = []
while stack:
    out.append(stack.pop())
print(out, not stack)
#: del name
a = [1, 2, 3]
b = a
del a[1]
del a
print(b)
a
#: chunks and windows
a = list(range(7))
print([a[i:i + 3] for i in range(0, len(a), 3)], [a[i:i + 2] for i in range(len(a) - 1)], a[1:] + a[:1], list(zip(a, a[1:]))[:2])
#: insert positions
a = [1, 2]
a.insert(-1, 'x')
a.insert(100, 'y')
a.insert(-100, 'z')
print(a)
#: list from things
print(list('ab'), list({'k': 1}), list((1, 2)), list(range(2)), list(map(abs, [-1])), list())
list(5)
#: append wrong
[].append(1, 2)
#: flatten
def flat(x):
    for e in x:
        if isinstance(e, (list, tuple)):
            yield from flat(e)
        else:
            yield e
print(list(flat([1, [2, (3, [4])], []])))
#: slice objects
s = slice(1, 4)
print([0, 1, 2, 3, 4, 5][s], 'abcdef'[s], s, s.start, s.stop, s.step, slice(None, None, -1))
#: sort key error leaves
a = [3, 'x', 1]
try:
    a.sort(key=lambda v: v + 1)
except TypeError as e:
    print(e)
print(a)
#: sort mutates during key
print(sorted([3, 1, 2], key=lambda v: -v), sorted(range(3), reverse=True), sorted({'b': 1, 'a': 2}))
#: bool of containers
print([bool(v) for v in ([], [0], (), (0,), set(), {0}, '', ' ', 0, 0.0, None, range(0))])
