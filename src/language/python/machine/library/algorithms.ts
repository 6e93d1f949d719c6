/** Modules with algorithms on sequences, numbers and texts. */
export const algorithmModules: readonly (readonly [string, string])[] = [
  [
    'math',
    String.raw`
def prod(iterable, /, *, start=1):
    for x in iterable:
        start = start * x
    return start
`,
  ],
  [
    'heapq',
    String.raw`
heappush = _native('heapq.heappush')
heappop = _native('heapq.heappop')
heapify = _native('heapq.heapify')
heappushpop = _native('heapq.heappushpop')
heapreplace = _native('heapq.heapreplace')

def nlargest(n, iterable, key=None):
    return sorted(iterable, key=key, reverse=True)[:max(n, 0)]

def nsmallest(n, iterable, key=None):
    return sorted(iterable, key=key)[:max(n, 0)]

def merge(*iterables, key=None, reverse=False):
    waiting = []
    for it in [iter(i) for i in iterables]:
        for x in it:
            waiting.append([x if key is None else key(x), x, it])
            break
    while waiting:
        best = waiting[0]
        for each in waiting[1:]:
            if best[0] < each[0] if reverse else each[0] < best[0]:
                best = each
        yield best[1]
        for x in best[2]:
            best[0], best[1] = x if key is None else key(x), x
            break
        else:
            waiting = [each for each in waiting if each is not best]
`,
  ],
  [
    'bisect',
    String.raw`
_left = _native('.bisect_left')
_right = _native('.bisect_right')
_insert_left = _native('.insort_left')
_insert_right = _native('.insort_right')

def bisect_left(a, x, lo=0, hi=None, *, key=None):
    return _left(a if key is None else [key(v) for v in a], x, lo, hi)

def bisect_right(a, x, lo=0, hi=None, *, key=None):
    return _right(a if key is None else [key(v) for v in a], x, lo, hi)

def insort_left(a, x, lo=0, hi=None, *, key=None):
    if key is None:
        _insert_left(a, x, lo, hi)
    else:
        a.insert(bisect_left(a, key(x), lo, hi, key=key), x)

def insort_right(a, x, lo=0, hi=None, *, key=None):
    if key is None:
        _insert_right(a, x, lo, hi)
    else:
        a.insert(bisect_right(a, key(x), lo, hi, key=key), x)

bisect = bisect_right
insort = insort_right
`,
  ],
  [
    'string',
    String.raw`
ascii_lowercase = 'abcdefghijklmnopqrstuvwxyz'
ascii_uppercase = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
ascii_letters = ascii_lowercase + ascii_uppercase
digits = '0123456789'
hexdigits = digits + 'abcdef' + 'ABCDEF'
octdigits = '01234567'
whitespace = ' \t\n\r\v\f'
punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_' + chr(96) + '{|}~'
printable = digits + ascii_letters + punctuation + whitespace

def capwords(s, sep=None):
    return (sep or ' ').join([word.capitalize() for word in s.split(sep)])
`,
  ],
  [
    'textwrap',
    String.raw`
def dedent(text):
    lines = [line if line.strip(' \t') else '' for line in text.split('\n')]
    margin = None
    for line in lines:
        if line:
            indent = line[:len(line) - len(line.lstrip(' \t'))]
            if margin is None or indent.startswith(margin):
                margin = indent if margin is None else margin
            else:
                n = 0
                while n < len(indent) and n < len(margin) and indent[n] == margin[n]:
                    n += 1
                margin = margin[:n]
    return '\n'.join([line[len(margin or ''):] for line in lines])

def indent(text, prefix, predicate=None):
    found = []
    for line in text.splitlines(True):
        found.append(prefix + line if (predicate(line) if predicate is not None else line.strip()) else line)
    return ''.join(found)
`,
  ],
  [
    'numbers',
    String.raw`
_put = _native('.put')

class Number:
    pass

class Complex(Number):
    pass

class Real(Complex):
    pass

class Rational(Real):
    pass

class Integral(Rational):
    pass

for _of in (Number, Complex, Real):
    _put(_of, '.instances', (int, float, _of))
for _of in (Rational, Integral):
    _put(_of, '.instances', (int, _of))
`,
  ],
  [
    'statistics',
    String.raw`
import math as _math

class StatisticsError(ValueError):
    pass

def _fraction(data):
    total, below = 0, 1
    kind = int
    for x in data:
        if isinstance(x, float):
            if _math.isnan(x) or _math.isinf(x):
                _native('refused statistics of numbers that are not finite')()
            kind = float
            n, d = x.as_integer_ratio()
        elif isinstance(x, int):
            n, d = x, 1
        else:
            _native('refused statistics of values that are no numbers')()
        total, below = total * d + n * below, below * d
    return kind, total, below

def _number(kind, n, d):
    if kind is int and n % d == 0:
        return n // d
    return n / d

def mean(data):
    data = list(data)
    if not data:
        raise StatisticsError('mean requires at least one data point')
    kind, n, d = _fraction(data)
    return _number(kind, n, d * len(data))

def fmean(data):
    data = list(data)
    if not data:
        raise StatisticsError('fmean requires at least one data point')
    return _math.fsum(data) / len(data)

def median(data):
    data = sorted(data)
    n = len(data)
    if n == 0:
        raise StatisticsError('no median for empty data')
    return data[n // 2] if n % 2 == 1 else (data[n // 2 - 1] + data[n // 2]) / 2

def median_low(data):
    data = sorted(data)
    if not data:
        raise StatisticsError('no median for empty data')
    return data[(len(data) - 1) // 2]

def median_high(data):
    data = sorted(data)
    if not data:
        raise StatisticsError('no median for empty data')
    return data[len(data) // 2]

def mode(data):
    counts = {}
    for x in data:
        counts[x] = counts.get(x, 0) + 1
    if not counts:
        raise StatisticsError('no mode for empty data')
    return max(counts.items(), key=lambda pair: pair[1])[0]

def _squares(data):
    # n * sum(x * x) - sum(x) ** 2, over n times the square of the common divisor
    kind, n, d = _fraction(data)
    above, below = 0, 1
    for x in data:
        a, b = x.as_integer_ratio() if isinstance(x, float) else (x, 1)
        above, below = above * b * b + a * a * below, below * b * b
    count = len(data)
    return kind, count * above * d * d - n * n * below, count * below * d * d

def pvariance(data, mu=None):
    data = list(data)
    if not data:
        raise StatisticsError('pvariance requires at least one data point')
    kind, n, d = _squares(data)
    return _number(kind, n, d * len(data))

def variance(data, xbar=None):
    data = list(data)
    if len(data) < 2:
        raise StatisticsError('variance requires at least two data points')
    kind, n, d = _squares(data)
    return _number(kind, n, d * (len(data) - 1))

def _root(n, d):
    shift = max(0, 64 + (d.bit_length() - n.bit_length()) // 2)
    square = (n << 2 * shift) // d
    root = _math.isqrt(square)
    if root * root * d != n << 2 * shift:
        root = root << 1 | 1
        shift += 1
    return root / (1 << shift)

def pstdev(data, mu=None):
    data = list(data)
    if not data:
        raise StatisticsError('pstdev requires at least one data point')
    kind, n, d = _squares(data)
    return _root(n, d * len(data))

def stdev(data, xbar=None):
    data = list(data)
    if len(data) < 2:
        raise StatisticsError('stdev requires at least two data points')
    kind, n, d = _squares(data)
    return _root(n, d * (len(data) - 1))
`,
  ],
]
