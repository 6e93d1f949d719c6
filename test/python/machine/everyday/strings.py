#: case methods
s = 'Hello World'
print(s.upper(), s.lower(), s.swapcase(), s.title(), s.capitalize(), s.casefold())
print('ß'.upper(), 'they\'re bill\'s'.title())
#: searching
s = 'banana'
print(s.find('an'), s.rfind('an'), s.find('x'), s.index('n'), s.count('a'), s.count('ana'), s.find('a', 2, 4))
s.index('z')
#: strip
s = '  xx hi xx  '
print(repr(s.strip()), repr(s.lstrip()), repr(s.rstrip()), repr(s.strip().strip('x')), 'abcba'.strip('ab'))
#: split
print('a,b,,c'.split(','), 'a b  c '.split(), 'a b  c '.split(' '), 'a-b-c'.split('-', 1), 'a-b-c'.rsplit('-', 1))
print('a\nb\r\nc'.splitlines(), ''.split(), ''.split(','), 'k=v=w'.partition('='), 'kv'.partition('='), 'a.b.c'.rpartition('.'))
'a'.split('')
#: join
print(', '.join(['a', 'b']), '-'.join('abc'), ''.join(str(n) for n in range(5)), '/'.join({'x': 1, 'y': 2}))
', '.join(['a', 1])
#: replace and tests
print('aaa'.replace('a', 'b', 2), 'abc'.startswith('ab'), 'abc'.endswith(('x', 'bc')), 'abc'.startswith('b', 1))
print('12'.isdigit(), 'a1'.isalnum(), 'ab'.isalpha(), ' '.isspace(), 'A'.isupper(), 'x_1'.isidentifier(), ''.isdigit())
#: padding
print('[' + 'ab'.center(7) + ']', 'ab'.ljust(5, '.'), 'ab'.rjust(5, '*'), '7'.zfill(3), '-7'.zfill(4))
#: slices
s = 'abcdefg'
print(s[0], s[-1], s[1:3], s[:2], s[5:], s[::-1], s[::2], s[-3:-1], s[10:], s[5:2], s[5:2:-1])
s[7]
#: immutable
s = 'abc'
s[0] = 'x'
#: immutable del
s = 'abc'
del s[0]
#: add number
'a' + 1
#: number add
1 + 'a'
#: multiply
print('ab' * 3, 3 * '-', 'x' * 0, 'x' * -1)
'a' * 'b'
#: fstring
name, n, x = 'Bob', 42, 3.14159
print(f'{name} is {n}', f'{x:.2f}', f'{n:5d}|{n:<5}|{n:^5}|{n:05}', f'{name!r:>8}', f'{n:x} {n:#b} {n:,}', f'{{}}', f'{n=}', f'{x = :.1f}')
w = 10
print(f'{name:>{w}}', f'{x:{w}.{2}f}', f'{name:*^{w}}')
#: fstring expressions
d = {'k': [1, 2]}
print(f"{d['k'][0]} {len(d)} {'yes' if d else 'no'} {[i * 2 for i in range(3)]} {(lambda v: v + 1)(2)}")
#: format method
print('{} {}'.format(1, 2), '{1} {0}'.format('a', 'b'), '{x} {y!r}'.format(x=1, y='s'), '{:>5}|{:<5}|{:^5}'.format('a', 'b', 'c'))
print('{0.real} {1[0]} {2[k]}'.format(5, [9], {'k': 'v'}), '{:,} {:.3e} {:%}'.format(1234567, 12345.678, 0.25))
'{} {}'.format(1)
#: format errors
try:
    '{x}'.format(y=1)
except KeyError as e:
    print(repr(e))
try:
    format('a', 'd')
except ValueError as e:
    print(e)
f'{1.5:d}'
#: percent
print('%s is %d years' % ('Al', 5), '%5.1f|%-5s|%05d' % (2.345, 'ab', 42), '%x %o %e' % (255, 8, 12345.6), '%%', '%s' % 'a', '%r' % 'a', '%s' % [1], '%s' % (1,), '%c%c' % ('a', 98))
'%d' % 'a'
#: percent args
try:
    '%s %s' % 1
except TypeError as e:
    print(e)
'%s' % (1, 2)
#: iterate
for c in 'héy':
    print(c, ord(c), end=';')
print()
print(list('abc'), sorted('hello'), list(reversed('abc')), max('hello'), min('hello'), len('naïve'), 'ell' in 'hello', '' in 'a')
#: in wrong
1 in 'abc'
#: comparison
print('a' < 'b', 'Z' < 'a', 'abc' < 'abd', 'ab' < 'abc', '10' < '9', 'a' == 'a', 'a' != 'b')
'a' < 1
#: escape and repr
print(repr('a\'b'), repr("a'b\"c"), repr('\n\t\\'), repr('é\x00\x7f'), repr(''), str('x'), ascii('é'))
print("tab\there", 'a\\b', r'a\nb', '\x41\u0042')
#: multi line
text = '''line one
  line two
'''
print(text, end='')
print(len(text.split('\n')), ('impl' 'icit'))
#: caesar
def shift(s, k):
    out = ''
    for c in s:
        if c.isalpha():
            base = ord('A') if c.isupper() else ord('a')
            out += chr((ord(c) - base + k) % 26 + base)
        else:
            out += c
    return out
print(shift('Hello, World!', 3), shift(shift('Hello, World!', 3), -3))
#: palindrome
def pal(s):
    s = ''.join(c.lower() for c in s if c.isalnum())
    return s == s[::-1]
print(pal('A man, a plan, a canal: Panama'), pal('no'))
#: conversions
print(int('42'), int(' -7 '), int('ff', 16), int('0b11', 2), float('1.5'), float('inf'), str(1.0), str(None), str(True), int('1_000'))
int('4x')
#: conversion errors
for f, v in ((int, 'a'), (float, 'b'), (int, '1.5'), (int, None), (float, [])):
    try:
        f(v)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
#: chr ord
print(chr(97), ord('a'), chr(8364), [chr(ord('a') + i) for i in range(3)])
try:
    ord('ab')
except TypeError as e:
    print(e)
chr(-1)
#: translate
table = str.maketrans('abc', 'xyz', 'd')
print('abcd'.translate(table), 'abc'.translate({97: None, 98: 'BB'}))
#: expandtabs and prefix
print('a\tb'.expandtabs(4), 'unhappy'.removeprefix('un'), 'file.py'.removesuffix('.py'))
#: word count
text = 'the quick brown the lazy dog the end'
words = text.split()
print(len(words), {w: words.count(w) for w in words}, ' '.join(w.capitalize() for w in words), ' '.join(reversed(words)))
#: build by list
parts = []
for i in range(3):
    parts.append(f'{i}:{i ** 2}')
print('; '.join(parts))
#: table
rows = [('apple', 1.5, 3), ('fig', 12.25, 10)]
print(f"{'name':<10}{'price':>8}{'n':>5}")
for name, price, n in rows:
    print(f'{name:<10}{price:>8.2f}{n:>5}')
print('-' * 23)
#: methods wrong count
'a'.upper(1)
#: no attribute
'a'.push('b')
#: index type
'abc'['a']
#: index float
'abc'[1.0]
#: str of class things
print(str(3), str([1, 'a']), str((1,)), str({'a': None}), str(range(3)), repr(1.0), str(b'ab'))
#: print sep end
print(1, 2, 3, sep=', ', end='!\n')
print('a', 'b', sep='')
print()
print(*[1, 2, 3])
print(*'abc', sep='-')
print(None, True, 1.0, [None])
print('a', sep=1)
#: bytes
b = 'héllo'.encode()
print(b, len(b), b[0], b[1:3], b.decode(), bytes([65, 66]), b'ab' + b'c', list(b'hi'), b'a' == 'a')
#: format spec numbers
print(f'{5:+d} {-5:+d} {5: d} {1e10:g} {0.1 + 0.2:.20f} {1/3:.3} {1000000:_} {255:08b} {3:e}')
print(f'{True:d} {True} {None} {"a":5}|')
#: format none spec
f'{None:5}'
#: format list spec
f'{[1]:5}'
#: join generator error
''.join(5)
#: nested quotes
who = {'name': 'X'}
print(f"{who['name']}" f'{1 + 1}' '!', f'''{who["name"]!s:>3}''')
#: startswith type
'abc'.startswith(1)
#: string times large
print(len('ab' * 1000), ('ab' * 1000)[-3:])
#: lines
for i, line in enumerate('a\nb\n\nc'.splitlines(), 1):
    print(f'{i:>2}: {line}')
#: refused address
a = 'x'
b = a
print(a is b, a == b, id(a) == id(b))
#: count vowels
print(sum(1 for c in 'programming language' if c in 'aeiou'), sum(c in 'aeiou' for c in 'queue'))
#: anagram
print(sorted('listen') == sorted('silent'), ''.join(sorted('banana')), ''.join(sorted(set('banana'))))
#: unpack string
a, b, c = 'xyz'
first, *rest = 'hello'
print(a, b, c, first, rest)
a, b = 'xyz'
#: str subclass method refs
print(list(map(str.upper, ['a', 'b'])), list(map(str.strip, [' a '])), sorted(['b', 'A', 'c'], key=str.lower), str.join('-', ['a', 'b']))
#: run length
def rle(s):
    out, i = [], 0
    while i < len(s):
        j = i
        while j < len(s) and s[j] == s[i]:
            j += 1
        out.append(s[i] + str(j - i))
        i = j
    return ''.join(out)
print(rle('aaabccd'))
