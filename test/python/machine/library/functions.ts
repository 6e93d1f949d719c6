/** Programs with modules of functions. */
export const functions: readonly string[] = [
  String.raw`from functools import wraps, partial, reduce, lru_cache, cache, total_ordering, cmp_to_key, singledispatch, cached_property
def deco(f):
    @wraps(f)
    def w(*a, **k): return f(*a, **k) + 1
    return w
@deco
def g(x):
    "doc g"
    return x * 2
print(g(3), g.__name__, g.__doc__, g.__wrapped__(3))
`,
  String.raw`import functools, itertools, operator, heapq, bisect, string, math, sys, logging, os, statistics, textwrap, traceback, warnings, json, contextlib, numbers
from functools import wraps, partial, reduce, lru_cache, cache, total_ordering, cmp_to_key, singledispatch, cached_property
print(partial(pow, 2)(5), reduce(lambda a, b: a * b, [1, 2, 3, 4]), reduce(operator.add, [], 5))
`,
  String.raw`from functools import wraps, partial, reduce, lru_cache, cache, total_ordering, cmp_to_key, singledispatch, cached_property
@lru_cache(maxsize=None)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(20), fib.cache_info()); fib.cache_clear(); print(fib.cache_info(), fib.__name__)
`,
  String.raw`from functools import wraps, partial, reduce, lru_cache, cache, total_ordering, cmp_to_key, singledispatch, cached_property
@lru_cache(maxsize=2)
def sq(x): print('c', x); return x * x
[sq(v) for v in (1, 2, 1, 3, 2, 1)]; print(sq.cache_info())
try: sq([])
except TypeError as e: print(e)
`,
  String.raw`from functools import wraps, partial, reduce, lru_cache, cache, total_ordering, cmp_to_key, singledispatch, cached_property
@total_ordering
class V:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
print(V(1) <= V(1), V(2) > V(1), V(1) >= V(2))
`,
  String.raw`from functools import wraps, partial, reduce, lru_cache, cache, total_ordering, cmp_to_key, singledispatch, cached_property
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))
`,
  String.raw`from functools import wraps, partial, reduce, lru_cache, cache, total_ordering, cmp_to_key, singledispatch, cached_property
@singledispatch
def show(x): return 'obj'
print(show(1), show([]), show('a'), show(True))
`,
  String.raw`from functools import wraps, partial, reduce, lru_cache, cache, total_ordering, cmp_to_key, singledispatch, cached_property
class CP:
    @cached_property
    def big(self): print('once'); return 42
c = CP(); print(c.big, c.big, c.__dict__)
`,
  String.raw`import functools, itertools, operator, heapq, bisect, string, math, sys, logging, os, statistics, textwrap, traceback, warnings, json, contextlib, numbers
print(list(itertools.islice(itertools.count(5, 2), 3)), list(itertools.chain([1], 'ab')), list(itertools.chain.from_iterable([[1], [2]])))
`,
  String.raw`import functools, itertools, operator, heapq, bisect, string, math, sys, logging, os, statistics, textwrap, traceback, warnings, json, contextlib, numbers
from functools import wraps, partial, reduce, lru_cache, cache, total_ordering, cmp_to_key, singledispatch, cached_property
@singledispatch
def show(x): return 'obj'
@show.register(int)
def _(x): return 'int'
@show.register(list)
def _(x): return 'list'
cy = itertools.cycle('ab'); print([next(cy) for _ in range(5)], list(itertools.repeat(7, 2)), next(itertools.count()))
`,
  String.raw`import functools, itertools, operator, heapq, bisect, string, math, sys, logging, os, statistics, textwrap, traceback, warnings, json, contextlib, numbers
print(list(itertools.takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(itertools.dropwhile(lambda x: x < 3, [1, 2, 3, 1])), list(itertools.zip_longest([1, 2], 'a', fillvalue=0)))
print(list(itertools.product('ab', [1, 2])), list(itertools.permutations([1, 2, 3], 2)), list(itertools.combinations('abc', 2)), list(itertools.combinations_with_replacement('ab', 2)))
print(list(itertools.accumulate([1, 2, 3])), list(itertools.accumulate([1, 2, 3], operator.mul, initial=1)), [(k, list(v)) for k, v in itertools.groupby('aabbba')], list(itertools.starmap(pow, [(2, 3)])))
a, b = itertools.tee([1, 2, 3]); print(list(a), list(b), list(itertools.pairwise([1, 2, 3])), list(itertools.compress('abc', [1, 0, 1])), list(itertools.filterfalse(None, [0, 1])))
`,
  String.raw`import functools, itertools, operator, heapq, bisect, string, math, sys, logging, os, statistics, textwrap, traceback, warnings, json, contextlib, numbers
from functools import wraps, partial, reduce, lru_cache, cache, total_ordering, cmp_to_key, singledispatch, cached_property
@total_ordering
class V:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
print(operator.itemgetter(1)([1, 2]), operator.itemgetter(0, 1)('ab'), operator.attrgetter('v')(V(3)), operator.methodcaller('upper')('x'), operator.add(1, 2), operator.contains([1], 1))
`,
  String.raw`import functools, itertools, operator, heapq, bisect, string, math, sys, logging, os, statistics, textwrap, traceback, warnings, json, contextlib, numbers
h = [5, 3, 8, 1, 9, 2]; heapq.heapify(h); print(h); heapq.heappush(h, 0); print(h, heapq.heappop(h), h, heapq.nlargest(2, h), heapq.nsmallest(2, h), heapq.heappushpop(h, 4), heapq.heapreplace(h, 7), h, list(heapq.merge([1, 4], [2, 3])))
l = [1, 3, 5]; bisect.insort(l, 4); print(l, bisect.bisect_left(l, 3), bisect.bisect(l, 3))
print(string.ascii_letters, string.digits, repr(string.punctuation), math.pi, math.sqrt(4), math.gcd(4, 6), math.inf)
print(sys.maxsize, os.path.join('a', 'b'), os.path.basename('/x/y.txt'), os.path.splitext('a.tar.gz'), sys.stdout.write('hey\n'))
print('err', file=sys.stderr); print('out', file=sys.stdout); sys.stdout.flush(); sys.stderr.write('x')
logging.basicConfig(level=logging.INFO, format='%(message)s'); log = logging.getLogger(__name__); log.info('x %s', 1); log.setLevel(logging.DEBUG); print(log.name, log.level, log is logging.getLogger('__main__'), log.isEnabledFor(10))
`,
  String.raw`import functools, itertools, operator, heapq, bisect, string, math, sys, logging, os, statistics, textwrap, traceback, warnings, json, contextlib, numbers
print(statistics.mean([1, 2, 3]), statistics.mean([1, 2]), statistics.median([3, 1, 2, 4]), statistics.pstdev([1, 2, 3, 4]), statistics.stdev([1.5, 2.5, 4]), statistics.mode('aab'), statistics.mean([0.1, 0.2]), statistics.variance([1, 2, 4]))
print(repr(textwrap.dedent('''
    a
      b

    c
''')))
print(json.dumps({'a': [1, 2.5, None, True], 'b': {'c': 'é"\n'}}), json.dumps([1, {'z': 1, 'a': 2}], indent=2, sort_keys=True), json.loads('{"a": [1, 2.0, "x\\u0041", null]}'), json.dumps({}), json.dumps((1,), separators=(',', ':')))
try: json.dumps({1, 2})
except TypeError as e: print(e)
`,
  String.raw`import functools, itertools, operator, heapq, bisect, string, math, sys, logging, os, statistics, textwrap, traceback, warnings, json, contextlib, numbers
@contextlib.contextmanager
def cm(x):
    print('in', x)
    try: yield x
    except ValueError as e: print('caught', e)
    finally: print('out', x)
with cm(1) as v: print(v)
with cm(2): raise ValueError('bad')
try:
    with cm(3): raise KeyError('k')
except KeyError as e: print('k', e)
`,
  String.raw`import functools, itertools, operator, heapq, bisect, string, math, sys, logging, os, statistics, textwrap, traceback, warnings, json, contextlib, numbers
with contextlib.suppress(ZeroDivisionError): 1 / 0
`,
  String.raw`import functools, itertools, operator, heapq, bisect, string, math, sys, logging, os, statistics, textwrap, traceback, warnings, json, contextlib, numbers
@contextlib.contextmanager
def cm(x):
    print('in', x)
    try: yield x
    except ValueError as e: print('caught', e)
    finally: print('out', x)
@cm(5)
def dd(): print('body')
dd(); dd()
`,
  String.raw`import functools, itertools, operator, heapq, bisect, string, math, sys, logging, os, statistics, textwrap, traceback, warnings, json, contextlib, numbers
@contextlib.contextmanager
def cm(x):
    print('in', x)
    try: yield x
    except ValueError as e: print('caught', e)
    finally: print('out', x)
with contextlib.ExitStack() as st:
    st.enter_context(cm('a')); st.callback(print, 'cb', 1); st.enter_context(cm('b'))
`,
  String.raw`import functools, itertools, operator, heapq, bisect, string, math, sys, logging, os, statistics, textwrap, traceback, warnings, json, contextlib, numbers
with contextlib.nullcontext(4) as n: print(n)
`,
  String.raw`import functools, itertools, operator, heapq, bisect, string, math, sys, logging, os, statistics, textwrap, traceback, warnings, json, contextlib, numbers
class Cl:
    def close(self): print('closed')
with contextlib.closing(Cl()): pass
`,
  String.raw`import functools, itertools, operator, heapq, bisect, string, math, sys, logging, os, statistics, textwrap, traceback, warnings, json, contextlib, numbers
@contextlib.contextmanager
def bad(): yield 1; yield 2
try:
    with bad(): pass
except RuntimeError as e: print(e)
`,
  String.raw`import functools, itertools, operator, heapq, bisect, string, math, sys, logging, os, statistics, textwrap, traceback, warnings, json, contextlib, numbers
print(isinstance(3, numbers.Number), isinstance(3.0, numbers.Integral))
try: raise ValueError('q')
except ValueError: traceback.print_exc()
warnings.warn('x')
sys.exit(3)
`,
]
