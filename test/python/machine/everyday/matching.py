#: literals
def f(x):
    match x:
        case 0: return 'zero'
        case 1 | 2: return 'small'
        case 'a': return 'letter'
        case None: return 'none'
        case True: return 'true?'
        case -1: return 'minus'
        case 1.5: return 'float'
        case _: return 'other'
print([f(v) for v in (0, 1, 2, 'a', None, True, False, -1, 1.5, 'b', 1.0)])
#: sequences
def f(x):
    match x:
        case []: return 'empty'
        case [a]: return f'one {a}'
        case [a, b]: return f'two {a} {b}'
        case ['go', *rest]: return f'go {rest}'
        case [first, *_, last]: return f'{first}..{last}'
        case _: return 'no'
print([f(v) for v in ([], [1], (1, 2), ['go', 1, 2], [1, 2, 3, 4], 'ab', {1, 2}, range(2))])
#: mappings
def f(x):
    match x:
        case {'type': 'circle', 'r': r}: return 3 * r * r
        case {'type': 'rect', 'w': w, 'h': h, **rest}: return w * h, rest
        case {}: return 'any dict'
        case _: return 'no'
print([f(v) for v in ({'type': 'circle', 'r': 2}, {'type': 'rect', 'w': 2, 'h': 3, 'c': 1}, {'x': 1}, {}, [])])
#: classes
class P:
    __match_args__ = ('x', 'y')
    def __init__(self, x, y): self.x, self.y = x, y
def f(p):
    match p:
        case P(0, 0): return 'origin'
        case P(x=0, y=y): return f'y={y}'
        case P(x, 0): return f'x={x}'
        case P(x, y) if x == y: return 'diagonal'
        case P(): return 'point'
        case int(n): return f'int {n}'
        case str() as s: return f'str {s}'
        case list([a, *_]): return f'list {a}'
        case float() | complex.__class__(): return 'float'
print([f(v) for v in (P(0, 0), P(0, 5), P(5, 0), P(3, 3), P(1, 2), 5, True, 'x', [7, 8], 1.5, None)])
#: commands
def run(cmd):
    match cmd.split():
        case ['quit' | 'exit']: return 'bye'
        case ['get', key]: return f'get {key}'
        case ['set', key, value]: return f'{key}={value}'
        case ['add', *nums] if nums: return sum(int(n) for n in nums)
        case [op, *_]: return f'unknown {op}'
        case []: return 'nothing'
print([run(c) for c in ('quit', 'get a', 'set a 1', 'add 1 2 3', 'add', 'foo bar', '')])
#: dotted constants
class Color:
    RED = 1
    BLUE = 2
def f(c):
    match c:
        case Color.RED: return 'r'
        case Color.BLUE: return 'b'
    return '?'
print(f(1), f(2), f(3))
#: as and nesting
match {'user': {'name': 'bob', 'langs': ['py', 'c']}}:
    case {'user': {'name': str(n) as name, 'langs': [first, *_] as langs}}:
        print(n, name, first, langs)
#: bindings persist
match [1, [2, 3]]:
    case [a, [b, c]]:
        pass
print(a, b, c)
#: no match falls through
match 5:
    case 6: print('six')
print('after')
#: too many positional
class A: pass
match A():
    case A(1): pass
#: guard with side effects
def g(v):
    print('guard', v)
    return v > 1
for v in (1, 2):
    match v:
        case x if g(x): print('yes', x)
        case _: print('no')
#: expression evaluator
def ev(e):
    match e:
        case int() | float(): return e
        case ('+', a, b): return ev(a) + ev(b)
        case ('*', a, b): return ev(a) * ev(b)
        case ('neg', a): return -ev(a)
        case _: raise ValueError(f'bad {e!r}')
print(ev(('+', 1, ('*', 2, ('neg', 3)))))
ev(('/', 1, 2))
