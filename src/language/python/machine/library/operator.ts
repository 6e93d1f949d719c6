/** Functions for the operators of Python, each with the sign. */
const signs = [
  ...[
    ['add', '+'],
    ['sub', '-'],
    ['mul', '*'],
    ['truediv', '/'],
    ['floordiv', '//'],
    ['mod', '%'],
    ['pow', '**'],
  ],
  ...[
    ['lshift', '<<'],
    ['rshift', '>>'],
    ['and_', '&'],
    ['or_', '|'],
    ['xor', '^'],
    ['concat', '+'],
  ],
  ...[
    ['eq', '=='],
    ['ne', '!='],
    ['lt', '<'],
    ['le', '<='],
    ['gt', '>'],
    ['ge', '>='],
    ['is_', 'is'],
    ['is_not', 'is not'],
  ],
]

const inPlace = ['add', 'sub', 'mul', 'truediv', 'floordiv', 'mod', 'pow', 'lshift', 'rshift', 'and_', 'or_', 'xor', 'concat']

const binaryOperators = [
  ...signs.map(([name, sign]) => `def ${name}(a, b, /):\n    return a ${sign} b\n`),
  ...signs
    .filter(([name = '']) => inPlace.includes(name))
    .map(([name = '', sign]) => `def i${name.replace('_', '')}(a, b, /):\n    a ${sign}= b\n    return a\n`),
].join('\n')

/** The module `operator`. */
export const operatorModule: string = String.raw`
def itemgetter(item, /, *items):
    if not items:
        return lambda obj, /: obj[item]
    items = (item,) + items
    return lambda obj, /: tuple([obj[i] for i in items])

def _attribute(obj, path):
    for name in path.split('.'):
        obj = getattr(obj, name)
    return obj

def attrgetter(attr, /, *attrs):
    if not isinstance(attr, str):
        raise TypeError('attribute name must be a string')
    if not attrs:
        return lambda obj, /: _attribute(obj, attr)
    attrs = (attr,) + attrs
    return lambda obj, /: tuple([_attribute(obj, path) for path in attrs])

def methodcaller(name, /, *args, **kwargs):
    return lambda obj, /: getattr(obj, name)(*args, **kwargs)

def not_(a, /):
    return not a

def truth(a, /):
    return True if a else False

def neg(a, /):
    return -a

def pos(a, /):
    return +a

def invert(a, /):
    return ~a

inv = invert

def abs(a, /):
    return _abs(a)

_abs = _native('abs')

def index(a, /):
    return range(a).stop

def contains(a, b, /):
    return b in a

def getitem(a, b, /):
    return a[b]

def setitem(a, b, c, /):
    a[b] = c

def delitem(a, b, /):
    del a[b]

def countOf(a, b, /):
    n = 0
    for x in a:
        if x is b or x == b:
            n += 1
    return n

def indexOf(a, b, /):
    for i, x in enumerate(a):
        if x is b or x == b:
            return i
    raise ValueError('sequence.index(x): x not in sequence')

def call(obj, /, *args, **kwargs):
    return obj(*args, **kwargs)

${binaryOperators}`
