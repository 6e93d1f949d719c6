/** Programs with functions of modules, and their errors. */
export const moreFunctions: readonly string[] = [
  String.raw`import functools, itertools, contextlib, collections, operator, heapq, json, statistics, math, copy, sys, string, bisect
from functools import lru_cache, partial, wraps, reduce, cached_property, singledispatch, total_ordering
def logged(level='x'):
    def deco(f):
        @wraps(f)
        def inner(*args, **kwargs):
            print(level, f.__name__, args, kwargs)
            return f(*args, **kwargs)
        return inner
    return deco
class S:
    @logged('m')
    def go(self, x, *, y=1):
        """go doc"""
        return x + y
    @staticmethod
    @logged()
    def st(a): return a
    @classmethod
    @lru_cache(None)
    def cm(cls, n): return n * 2
    @lru_cache(maxsize=4)
    def cached(self, n): print('compute', n); return n
    @functools.singledispatchmethod if False else staticmethod
    def sd(x): return x
print(S.go.__name__, S.go.__doc__, S.cm(3))
`,
  String.raw`import functools, itertools, contextlib, collections, operator, heapq, json, statistics, math, copy, sys, string, bisect
from functools import lru_cache, partial, wraps, reduce, cached_property, singledispatch, total_ordering
def attempt(f, *a, **k):
    try: print(f(*a, **k))
    except BaseException as e: print(type(e).__name__, e)
def logged(level='x'):
    def deco(f):
        @wraps(f)
        def inner(*args, **kwargs):
            print(level, f.__name__, args, kwargs)
            return f(*args, **kwargs)
        return inner
    return deco
class S:
    @logged('m')
    def go(self, x, *, y=1):
        """go doc"""
        return x + y
    @staticmethod
    @logged()
    def st(a): return a
    @classmethod
    @lru_cache(None)
    def cm(cls, n): return n * 2
    @lru_cache(maxsize=4)
    def cached(self, n): print('compute', n); return n
    @functools.singledispatchmethod if False else staticmethod
    def sd(x): return x
attempt(lambda: S.st(4))
`,
  String.raw`import functools, itertools, contextlib, collections, operator, heapq, json, statistics, math, copy, sys, string, bisect
from functools import lru_cache, partial, wraps, reduce, cached_property, singledispatch, total_ordering
def logged(level='x'):
    def deco(f):
        @wraps(f)
        def inner(*args, **kwargs):
            print(level, f.__name__, args, kwargs)
            return f(*args, **kwargs)
        return inner
    return deco
class S:
    @logged('m')
    def go(self, x, *, y=1):
        """go doc"""
        return x + y
    @staticmethod
    @logged()
    def st(a): return a
    @classmethod
    @lru_cache(None)
    def cm(cls, n): return n * 2
    @lru_cache(maxsize=4)
    def cached(self, n): print('compute', n); return n
    @functools.singledispatchmethod if False else staticmethod
    def sd(x): return x
s = S()
print(s.cached(1), s.cached(1), S.cached.cache_info())
`,
  String.raw`import functools, itertools, contextlib, collections, operator, heapq, json, statistics, math, copy, sys, string, bisect
class CountCalls:
    def __init__(self, f): functools.update_wrapper(self, f); self.f = f; self.n = 0
    def __call__(self, *a): self.n += 1; return self.f(*a)
@CountCalls
def ff(x):
    "ffdoc"
    return x
ff(1); ff(2); print(ff.n, ff.__name__, ff.__doc__, ff.__wrapped__(5))
`,
  String.raw`import functools, itertools, contextlib, collections, operator, heapq, json, statistics, math, copy, sys, string, bisect
from functools import lru_cache, partial, wraps, reduce, cached_property, singledispatch, total_ordering
def attempt(f, *a, **k):
    try: print(f(*a, **k))
    except BaseException as e: print(type(e).__name__, e)
attempt(reduce, operator.add, [])
`,
  String.raw`from functools import lru_cache, partial, wraps, reduce, cached_property, singledispatch, total_ordering
def attempt(f, *a, **k):
    try: print(f(*a, **k))
    except BaseException as e: print(type(e).__name__, e)
attempt(partial(int, base=2), '101')
`,
  String.raw`from functools import lru_cache, partial, wraps, reduce, cached_property, singledispatch, total_ordering
p = partial(print, 'a', sep='-'); p('b'); print(p.args, p.keywords, p.func is print)
`,
  String.raw`import functools, itertools, contextlib, collections, operator, heapq, json, statistics, math, copy, sys, string, bisect
def attempt(f, *a, **k):
    try: print(f(*a, **k))
    except BaseException as e: print(type(e).__name__, e)
attempt(lambda: next(itertools.count(3)))
attempt(lambda: list(itertools.islice('abcdef', 1, None, 2)))
attempt(lambda: list(itertools.islice('abcdef', -1)))
attempt(lambda: list(itertools.islice('abcdef', 2)))
attempt(lambda: list(itertools.combinations([1, 2, 3, 4], 3)))
attempt(lambda: list(itertools.permutations('abc')))
`,
  String.raw`import functools, itertools, contextlib, collections, operator, heapq, json, statistics, math, copy, sys, string, bisect
def attempt(f, *a, **k):
    try: print(f(*a, **k))
    except BaseException as e: print(type(e).__name__, e)
attempt(lambda: list(itertools.product(range(2), repeat=2)))
attempt(lambda: list(itertools.product()))
attempt(lambda: list(itertools.repeat('x', 3)))
attempt(lambda: list(map(pow, [1, 2], itertools.repeat(2))))
attempt(lambda: list(zip(itertools.count(1), 'ab')))
attempt(lambda: [(k, len(list(g))) for k, g in itertools.groupby(sorted('mississippi'))])
`,
  String.raw`import functools, itertools, contextlib, collections, operator, heapq, json, statistics, math, copy, sys, string, bisect
def attempt(f, *a, **k):
    try: print(f(*a, **k))
    except BaseException as e: print(type(e).__name__, e)
attempt(lambda: {k: list(v) for k, v in itertools.groupby([1, 3, 2, 4], key=lambda x: x % 2)})
attempt(lambda: list(itertools.chain([1], (2,), {3})))
attempt(lambda: list(itertools.accumulate('abc')))
attempt(lambda: list(itertools.accumulate([3, 1, 2], max)))
`,
  String.raw`import functools, itertools, contextlib, collections, operator, heapq, json, statistics, math, copy, sys, string, bisect
it = iter([1, 2, 3, 4, 5]); print(list(itertools.islice(it, 2)), list(it))
`,
  String.raw`import functools, itertools, contextlib, collections, operator, heapq, json, statistics, math, copy, sys, string, bisect
it = iter([1, 2, 3, 4, 5]); print(list(itertools.islice(it, 2)), list(it))
it = iter(range(10)); print(list(itertools.islice(it, 0, 5, 2)), next(it))
`,
  String.raw`import functools, itertools, contextlib, collections, operator, heapq, json, statistics, math, copy, sys, string, bisect
def attempt(f, *a, **k):
    try: print(f(*a, **k))
    except BaseException as e: print(type(e).__name__, e)
attempt(heapq.heappop, [])
attempt(lambda: heapq.heappush(3, 4))
`,
  String.raw`import functools, itertools, contextlib, collections, operator, heapq, json, statistics, math, copy, sys, string, bisect
h = []
for x in [(3, 'c'), (1, 'a'), (2, 'b'), (1, 'A')]: heapq.heappush(h, x)
print([heapq.heappop(h) for _ in range(4)])
`,
  String.raw`import functools, itertools, contextlib, collections, operator, heapq, json, statistics, math, copy, sys, string, bisect
def attempt(f, *a, **k):
    try: print(f(*a, **k))
    except BaseException as e: print(type(e).__name__, e)
attempt(lambda: operator.itemgetter('a', 'b')({'a': 1, 'b': 2}))
attempt(lambda: max([('a', 2), ('b', 3)], key=operator.itemgetter(1)))
attempt(lambda: statistics.mean([]))
attempt(lambda: statistics.median([]))
attempt(lambda: (statistics.mean([1.5, 2]), statistics.mean([3, 4, 5]), statistics.pvariance([1, 2, 3, 4]), statistics.stdev([1, 2]), statistics.pstdev([0.1, 0.7, 2.3]), statistics.fmean([1, 2]), statistics.median_low([1, 2, 3, 4])))
attempt(json.dumps, {'x': [1, 2, {'y': None}], 3: True, None: 'n', 1.5: (1, 2)})
`,
  String.raw`import functools, itertools, contextlib, collections, operator, heapq, json, statistics, math, copy, sys, string, bisect
def attempt(f, *a, **k):
    try: print(f(*a, **k))
    except BaseException as e: print(type(e).__name__, e)
attempt(json.dumps, [1, [2, []], {}], indent=4)
attempt(json.dumps, 'ü€\U0001F600\x7f\t', ensure_ascii=False)
attempt(json.dumps, 'ü€\U0001F600\x7f\t')
attempt(json.dumps, object())
attempt(json.loads, '[1, -2.5e3, "a\\n\\u00e9", {"k": []}, true]')
attempt(json.dumps, {'k': {1}}, default=list)
`,
  String.raw`import functools, itertools, contextlib, collections, operator, heapq, json, statistics, math, copy, sys, string, bisect
def attempt(f, *a, **k):
    try: print(f(*a, **k))
    except BaseException as e: print(type(e).__name__, e)
attempt(json.dumps, float('inf'))
attempt(json.dumps, {(1, 2): 3})
attempt(json.loads, 3)
`,
  String.raw`import functools, itertools, contextlib, collections, operator, heapq, json, statistics, math, copy, sys, string, bisect
@contextlib.contextmanager
def trans(log):
    log.append('begin')
    try:
        yield log
    except Exception:
        log.append('rollback')
        raise
    else:
        log.append('commit')
log = []
with trans(log) as l: l.append('work')
try:
    with trans(log): raise ValueError('x')
except ValueError as e: log.append(str(e))
`,
  String.raw`log = []
print(log)
`,
  String.raw`import functools, itertools, contextlib, collections, operator, heapq, json, statistics, math, copy, sys, string, bisect
@contextlib.contextmanager
def trans(log):
    log.append('begin')
    try:
        yield log
    except Exception:
        log.append('rollback')
        raise
    else:
        log.append('commit')
log = []
def ret():
    with trans(log): return 'r'
print(ret(), log[-1])
`,
  String.raw`import functools, itertools, contextlib, collections, operator, heapq, json, statistics, math, copy, sys, string, bisect
@contextlib.contextmanager
def trans(log):
    log.append('begin')
    try:
        yield log
    except Exception:
        log.append('rollback')
        raise
    else:
        log.append('commit')
log = []
for i in range(3):
    with trans(log):
        if i == 1: break
`,
  String.raw`log = []
print(log)
`,
  String.raw`import functools, itertools, contextlib, collections, operator, heapq, json, statistics, math, copy, sys, string, bisect
def attempt(f, *a, **k):
    try: print(f(*a, **k))
    except BaseException as e: print(type(e).__name__, e)
@contextlib.contextmanager
def never():
    return
    yield
attempt(lambda: never().__enter__())
`,
  String.raw`import functools, itertools, contextlib, collections, operator, heapq, json, statistics, math, copy, sys, string, bisect
with contextlib.ExitStack() as stack:
    stack.enter_context(contextlib.suppress(KeyError))
    stack.callback(print, 'cleanup')
    raise KeyError('x')
`,
  String.raw`import functools, itertools, contextlib, collections, operator, heapq, json, statistics, math, copy, sys, string, bisect
class Res(contextlib.AbstractContextManager):
    def __exit__(self, *a): print('res', a[0]); return True
with Res() as r: raise ValueError
`,
  String.raw`import functools, itertools, contextlib, collections, operator, heapq, json, statistics, math, copy, sys, string, bisect
class Timer(contextlib.ContextDecorator):
    def __enter__(self): print('t in'); return self
    def __exit__(self, *e): print('t out')
@Timer()
def timed(x): return x
print(timed(3))
`,
  String.raw`from functools import lru_cache, partial, wraps, reduce, cached_property, singledispatch, total_ordering
def attempt(f, *a, **k):
    try: print(f(*a, **k))
    except BaseException as e: print(type(e).__name__, e)
@singledispatch
def area(s): raise TypeError('unknown')
print(area((2, 3)), area(2), area(2.0)); attempt(area, 'x'); attempt(area)
`,
  String.raw`from functools import lru_cache, partial, wraps, reduce, cached_property, singledispatch, total_ordering
class Temp:
    def __init__(self, c): self.c = c
    @cached_property
    def f(self): print('calc'); return self.c * 9 / 5 + 32
t = Temp(100); print(t.f, t.f); del t.f; print(t.f)
`,
  String.raw`from functools import lru_cache, partial, wraps, reduce, cached_property, singledispatch, total_ordering
def attempt(f, *a, **k):
    try: print(f(*a, **k))
    except BaseException as e: print(type(e).__name__, e)
@total_ordering
class Ver:
    def __init__(self, *v): self.v = v
    def __eq__(self, o): return self.v == o.v if isinstance(o, Ver) else NotImplemented
    def __gt__(self, o): return self.v > o.v if isinstance(o, Ver) else NotImplemented
print(Ver(1, 2) < Ver(1, 3), Ver(1) >= Ver(1), Ver(2) <= Ver(1)); attempt(lambda: Ver(1) < 3)
`,
  String.raw`import functools, itertools, contextlib, collections, operator, heapq, json, statistics, math, copy, sys, string, bisect
def attempt(f, *a, **k):
    try: print(f(*a, **k))
    except BaseException as e: print(type(e).__name__, e)
attempt(sys.exit); attempt(sys.exit, 'bye')
`,
  String.raw`import functools, itertools, contextlib, collections, operator, heapq, json, statistics, math, copy, sys, string, bisect
print(string.capwords('a bc'), bisect.bisect_left([1, 2, 2, 3], 2), bisect.bisect_right([1, 2, 2, 3], 2))
print(math.comb(5, 2), math.ceil(2.1), math.floor(-2.1), math.isclose(0.1 + 0.2, 0.3), math.prod([1, 2, 3]), math.log2(8), math.hypot(3, 4))
x = [1, [2, 3], {'a': (4, [5])}]; y = copy.deepcopy(x); y[1].append(9); y[2]['a'][1].append(8); print(x, y)
`,
  String.raw`from functools import lru_cache, partial, wraps, reduce, cached_property, singledispatch, total_ordering
@lru_cache
def two(a, b=2, *, c=3): print('run'); return a + b + c
two(1); two(1); two(1, 2); two(1, c=3); two(1, b=2); print(two.cache_info(), two.cache_parameters())
`,
  String.raw`import functools, itertools, contextlib, collections, operator, heapq, json, statistics, math, copy, sys, string, bisect
sys.stdout.write('done\n'); print('x', file=sys.stdout, end='!\n', flush=True)
`,
]
