#: arithmetic
print(7 + 2, 7 - 2, 7 * 2, 7 / 2, 7 // 2, 7 % 2, 7 ** 2, -7 // 2, -7 % 2, 7 // -2, 7 % -2, 2 ** -1, 0 ** 0)
#: floats
print(0.1 + 0.2, 1 / 3, 1e100, 1e-7, 1.0, 100.0, 1e16, 123456789.123, -0.0, 5.0 // 2, -5.5 % 2, 2.5 ** 2, 1.5e300 * 1e300)
#: big ints
print(2 ** 100, 10 ** 20 + 1, -(2 ** 64), 2 ** 64 // 3, 2 ** 64 % 1000, (2 ** 70) / (2 ** 68), 3 ** 50 - 3 ** 49, len(str(2 ** 200)))
x = 2 ** 53
print(x, x + 1, x * 2 - x, x == float(x), x + 1 == float(x + 1))
#: zero division
for f in (lambda: 1 / 0, lambda: 1 // 0, lambda: 1 % 0, lambda: 1.0 / 0, lambda: 1.0 // 0, lambda: 1.0 % 0, lambda: divmod(1, 0), lambda: 0 ** -1):
    try:
        f()
    except ZeroDivisionError as e:
        print(e)
#: bits
print(5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 10, 1024 >> 3, -1 >> 5, 0xff, 0b101, 0o17, 1_000, bin(10), hex(255), oct(8), bin(-5))
1 << -1
#: bool arithmetic
print(True + True, True * 5, sum([True, False, True]), True == 1, True is True, not True, True & False, True | 1, True ^ True, int(True), float(False), ~True, -True)
#: bool values
print(bool(0), bool(''), bool([]), bool('False'), bool(0.0), bool(-1), bool(None), 1 and 2, 0 or 3, not 0)
#: rounding
print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234, -2), round(5), round(1.5, 0), round(0.5), round(1e20), int(-3.7), int(3.7))
#: builtins
print(abs(-3), abs(-2.5), divmod(17, 5), divmod(-17, 5), pow(2, 10), pow(2, 10, 1000), pow(2, -1), pow(3, -1, 7), min(1, 2.0), max(1, 1.0), sum([1, 2.5]))
#: conversions
print(int(3.9), int('12'), float('3'), float(2), str(1e3), int('-5'), complex if False else 0, int(), float(), float('-inf'), float('nan'))
#: comparisons
print(1 == 1.0, 1 < 1.5, 2 ** 60 > 1e10, float('nan') == float('nan'), float('inf') > 10 ** 400, 1 is 1, 0.1 + 0.2 == 0.3, -0.0 == 0)
#: type errors
for f in (lambda: 1 + '1', lambda: 'a' - 'b', lambda: [] + 1, lambda: None + 1, lambda: {} + {}, lambda: 1 + None, lambda: -'a', lambda: ~1.5, lambda: 1.5 << 1, lambda: 'a' ** 2, lambda: [1] * 1.5, lambda: 1 < 'a', lambda: None < 1, lambda: {} > {}, lambda: print < 1):
    try:
        f()
    except TypeError as e:
        print(e)
#: augmented type errors
x = 1
try:
    x += 'a'
except TypeError as e:
    print(e)
s = 'a'
try:
    s += 1
except TypeError as e:
    print(e)
s -= 1
#: int methods
print((255).bit_length(), (5).to_bytes(2, 'big'), int.from_bytes(b'\x01\x00', 'big'), (3).real, (2.5).is_integer(), (4.0).is_integer(), 0.5.as_integer_ratio(), (10).conjugate(), (7).numerator)
#: isinstance
print(isinstance(1, int), isinstance(True, int), isinstance(1, bool), isinstance(1.0, (int, float)), isinstance('a', str), isinstance(None, type(None)), isinstance([], object), type(1) is int, type(True) == int, isinstance(1, int | str), issubclass(bool, int))
#: type names
for v in (1, 1.0, 'a', None, True, [], (), {}, set(), print, len, int, lambda: 0, range(1), b'', ...):
    print(type(v).__name__, end=' ')
print(type(1), type('a'), type(None), int, type)
#: collatz
n, steps = 27, 0
while n != 1:
    n = n // 2 if n % 2 == 0 else 3 * n + 1
    steps += 1
print(steps)
#: digits
n = 9875
print(sum(int(d) for d in str(n)), [n // 10 ** i % 10 for i in range(4)], int(str(n)[::-1]))
#: primes
print([n for n in range(2, 40) if all(n % d for d in range(2, int(n ** 0.5) + 1))])
#: newton
x = 2.0
for _ in range(6):
    x = (x + 2 / x) / 2
print(x, abs(x * x - 2) < 1e-9)
#: average
scores = [90, 85, 77]
print(sum(scores) / len(scores), round(sum(scores) / len(scores), 2), sum(scores) // len(scores))
#: mean of nothing
sum([]) / len([])
#: base conversion
def base(n, b):
    out = ''
    while n:
        n, r = divmod(n, b)
        out = '0123456789abcdef'[r] + out
    return out or '0'
print(base(255, 16), base(10, 2), base(0, 2))
#: math module
import math
print(math.sqrt(16), math.floor(-1.5), math.ceil(1.2), math.pi, math.gcd(12, 18), math.factorial(10), math.inf, math.isclose(0.1 + 0.2, 0.3), math.hypot(3, 4), math.log(1), math.prod([1, 2, 3]))
math.sqrt(-1)
#: from math
from math import floor, pi as PI, sqrt
print(floor(2.7), round(PI, 3), sqrt(2))
#: power
print((-2) ** 2, -2 ** 2, 2 ** 3 ** 2, 4 ** 0.5, (-8) ** 3, 10 ** -2, 2.0 ** 10, 1 ** 1000)
#: hash of numbers
print(hash(1) == hash(1.0) == hash(True), hash(5), hash(-1), hash(2 ** 61))
#: operators precedence
print(2 + 3 * 4, (2 + 3) * 4, not 1 == 2, 1 + 2 < 4, -3 ** 2, 5 - 3 - 1, 2 * 3 % 4, 1 | 2 & 3, 1 if 0 else 2 + 1, not True or True, 6 / 2 * 3)
#: int of float errors
for v in ('inf', 'nan'):
    try:
        int(float(v))
    except (OverflowError, ValueError) as e:
        print(type(e).__name__, e)
2.0 ** 10000
#: int parsing
for t in ('12', '-3', '+4', '1_0', '0x1', '', ' ', '1 2', '٣', '1e3'):
    try:
        print(int(t))
    except ValueError as e:
        print(e)
#: index out of int
'abc'[2 ** 70]
#: unsupported in place
a = [1]
a -= [1]
#: float formatting
for v in (1.0, 0.1, 1e22, 1e21, 123456.789e3, 1e-5, 0.0001, 1.7976931348623157e308, 5e-324, float('inf')):
    print(v, repr(v), str(v), f'{v:.3g}')
#: sum float
print(sum([0.1] * 10), sum([0.1] * 10) == 1.0, sum([1, 2], 10), sum((x / 2 for x in range(3)), 0.0))
#: is none
x = None
print(x is None, x is not None, x == None, [] is None, None or 1, str(None), None == 0, not None)
#: clamp
def clamp(v, lo, hi): return max(lo, min(v, hi))
print([clamp(v, 0, 10) for v in (-5, 5, 15)])
#: min max errors
try:
    max(1, 'a')
except TypeError as e:
    print(e)
try:
    min(5)
except TypeError as e:
    print(e)
max()
#: attribute of int
(5).foo
#: set attribute of int
(5).foo = 1
#: iterate int
for x in 5:
    pass
#: len int
len(5)
#: subscript int
x = 5
x[0]
#: subscript assign
x = 5
x[0] = 1
#: subscript delete
x = 5
del x[0]
#: subscript none
None[0]
#: in int
1 in 5
#: round types
print(type(round(1.5)), type(round(1.5, 1)), round(True), round(-0.4), round(12345.678, -2))
#: underscores and literals
print(0xFF, 0B11, 1e3, 1E-2, .5, 5., 1_000.5, 10 ** 2 // 3)
