#: basic
def count(n):
    i = 0
    while i < n:
        yield i
        i += 1
g = count(3)
print(next(g), next(g), list(g), list(g), list(count(2)), sum(count(5)), 3 in count(5))
next(g)
#: generator expression
g = (x * x for x in range(4))
print(next(g), sum(g), sum(x for x in range(4)), max(len(w) for w in ['a', 'bbb']), ','.join(str(x) for x in range(3)), list(x for x in 'ab'))
#: lazy order
def gen():
    print('start')
    yield 1
    print('middle')
    yield 2
    print('end')
g = gen()
print('made')
for x in g: print(x)
#: send
def avg():
    total, n, result = 0, 0, None
    while True:
        v = yield result
        total += v
        n += 1
        result = total / n
a = avg()
print(next(a), a.send(10), a.send(20), a.send(3))
#: send before start
def g(): yield
g().send(1)
#: return value
def g():
    yield 1
    return 'done'
it = g()
next(it)
try:
    next(it)
except StopIteration as e:
    print(e.value, e.args, repr(e))
#: yield from
def inner():
    r = yield 1
    print('got', r)
    yield 2
    return 'inner result'
def outer():
    v = yield from inner()
    print('v', v)
    yield 3
    yield from [4, 5]
    yield from 'ab'
g = outer()
print(next(g), g.send('x'), list(g))
#: close
def g():
    try:
        yield 1
        yield 2
    finally:
        print('closed')
it = g()
print(next(it))
it.close()
print(next(it, 'none'))
#: close catches generator exit
def g():
    try:
        yield 1
    except GeneratorExit:
        print('exit')
        raise
it = g()
next(it)
it.close()
it.close()
#: close ignored
def g():
    try:
        yield 1
    except GeneratorExit:
        yield 2
it = g()
next(it)
it.close()
#: throw
def g():
    while True:
        try:
            v = yield 'ready'
        except ValueError as e:
            print('caught', e)
            yield 'handled'
it = g()
print(next(it), it.throw(ValueError('x')), next(it))
it.throw(KeyError('k'))
#: throw into new
def g(): yield 1
it = g()
try:
    it.throw(ValueError('early'))
except ValueError as e:
    print(e)
print(list(it))
#: throw into finished
def g(): yield 1
it = g()
list(it)
it.throw(ValueError('late'))
#: pipeline
def numbers(n): yield from range(n)
def evens(it): return (x for x in it if x % 2 == 0)
def square(it):
    for x in it: yield x * x
print(list(square(evens(numbers(10)))))
#: infinite with break
def naturals():
    n = 0
    while True:
        yield n
        n += 1
for n in naturals():
    if n > 3: break
    print(n)
print([x for x, _ in zip(naturals(), range(3))])
#: fibonacci
def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
f = fib()
print([next(f) for _ in range(10)])
#: recursion
def walk(t):
    if isinstance(t, list):
        for x in t: yield from walk(x)
    else:
        yield t
print(list(walk([1, [2, [3]], []])))
#: error in generator
def g():
    yield 1
    1 / 0
it = g()
print(next(it))
try:
    next(it)
except ZeroDivisionError as e:
    print(e)
print(list(it))
#: already executing
def g():
    yield next(it)
it = g()
next(it)
#: generator in conditions
g = (x for x in [])
print(bool(g), any(x > 2 for x in [1, 3]), all(x for x in []), next((x for x in range(9) if x > 4), None), next((x for x in [] ), 'none'))
#: scope of generator expression
x = 5
g = (x for x in range(2))
print(list(g), x)
n = 2
g = (n * i for i in range(3))
n = 10
print(list(g))
#: generator first iterable eager
try:
    g = (x for x in 5)
except TypeError as e:
    print('eager', e)
#: unpack generator
def g():
    yield 1
    yield 2
a, b = g()
print(a, b, *g(), [*g()], {*g()}, dict(enumerate(g())))
a, b, c = g()
#: generator method
class C:
    def __init__(self, *v): self.v = v
    def items(self):
        for i, x in enumerate(self.v):
            yield i, x
print(list(C('a', 'b').items()), dict(C(1, 2).items()))
#: map and filter lazy
def show(x):
    print('show', x)
    return x
m = map(show, [1, 2])
print('before')
print(next(m))
f = filter(show, [0, 1])
print(list(f), list(m))
#: zip stops
a = iter([1, 2, 3])
print(list(zip(a, [1])), list(a))
a = iter([1, 2, 3])
print(list(zip([1], a)), list(a))
#: pairs idiom
it = iter([1, 2, 3, 4])
print(list(zip(it, it)), [(a, b) for a, b in zip(*[iter('abcd')] * 2)])
#: enumerate with start
e = enumerate('ab', start=5)
print(next(e), list(e))
for i, (a, b) in enumerate([(1, 2), (3, 4)]): print(i, a, b)
#: iterator protocol
l = [1, 2]
it = iter(l)
print(iter(it) is it, next(it))
l.append(3)
print(list(it), it.__next__ is None)
#: exhausted list iterator stays exhausted
l = [1]
it = iter(l)
list(it)
l.append(2)
print(list(it))
#: generator types
def g(): yield
print(type(g()).__name__, type(x for x in []).__name__, type(iter([])).__name__, type(zip()).__name__, type(map(str, [])).__name__, type(enumerate([])).__name__, type(reversed([])).__name__, type(iter({})).__name__, type(iter('')).__name__, type(range(0).__iter__()).__name__, type(iter(())).__name__, type(iter(set())).__name__, type({}.items()).__name__, type(filter(None, [])).__name__)
#: delegating return chain
def a():
    yield 1
    return 10
def b():
    x = yield from a()
    return x + 1
def c():
    y = yield from b()
    yield y
print(list(c()))
#: coroutine style grep
def grep(p):
    found = []
    while True:
        line = yield found
        if p in line: found.append(line)
g = grep('a')
next(g)
for l in ['abc', 'xyz', 'bar']: r = g.send(l)
print(r)
#: try finally in generator run to end
def g():
    try:
        yield 1
        yield 2
    finally:
        print('fin')
for x in g(): print(x)
#: generator with return in loop
def first_n(it, n):
    for i, x in enumerate(it):
        if i >= n: return
        yield x
print(list(first_n('abcdef', 3)))
#: nested generator expressions
print([list(j for j in range(i)) for i in range(3)], list((a, b) for a in range(2) for b in range(a + 1)), sum(sum(r) for r in [[1, 2], [3]]))
#: comprehension with several conditions
print([x for x in range(30) if x % 2 if x % 3 == 0], {x: y for x in 'ab' for y in range(2)}, [y for x in [[1, 2], [3]] for y in x if y != 2])
#: generator not subscriptable
(x for x in [])[0]
#: generator no len
len(x for x in [])
#: sort of generator
print(sorted(x * -1 for x in range(3)), list(reversed(list(x for x in range(3)))), tuple(x for x in 'ab'), set(x % 2 for x in range(5)))
#: yield in expressions
def g():
    x = (yield 1) or 'default'
    print('x', x)
    y = [(yield 2), (yield 3)]
    return y
it = g()
print(next(it), next(it), it.send('a'))
try:
    it.send('b')
except StopIteration as e:
    print(e.value)
#: generator attribute
def g(): yield
g().foo
#: next on list
next([1])
#: stop iteration passes through next in for
def take(it, n): return [next(it) for _ in range(n)]
it = iter([1, 2])
try:
    print(take(it, 3))
except StopIteration:
    print('stopped')
#: next in generator
def g(it):
    while True:
        yield next(it)
list(g(iter([1])))
