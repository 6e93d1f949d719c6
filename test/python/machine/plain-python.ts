/** Reads cases as JSON and prints what CPython gives for each: an encoded value, or the class and message of an exception. */
export const program = `
import json, math, operator, struct, sys

def decoded(v):
    if v is None or isinstance(v, (bool, str)): return v
    kind, value = v
    if kind == 'int': return int(value, 16)
    if kind == 'float': return math.nan if value == 'nan' else struct.unpack('>d', bytes.fromhex(value))[0]
    if kind == 'bytes': return bytes(value)
    if kind == 'dict': return {decoded(k): decoded(x) for k, x in value}
    return (list if kind == 'list' else tuple)(decoded(x) for x in value)

def encoded(v):
    if v is None or isinstance(v, (bool, str)): return v
    if isinstance(v, int): return ['int', hex(v)]
    if isinstance(v, float): return ['float', 'nan' if v != v else struct.pack('>d', v).hex()]
    if isinstance(v, bytes): return ['bytes', list(v)]
    if isinstance(v, dict): return ['dict', [[encoded(k), encoded(x)] for k, x in v.items()]]
    return [type(v).__name__, [encoded(x) for x in v]]

def compare(a, b):
    return -1 if a < b else 1 if a > b else 0 if a == b else None

operators = {'+': operator.add, '-': operator.sub, '*': operator.mul, '/': operator.truediv, '//': operator.floordiv,
    '%': operator.mod, '**': operator.pow, '<<': operator.lshift, '>>': operator.rshift, '&': operator.and_,
    '|': operator.or_, '^': operator.xor, 'u-': operator.neg, 'u+': operator.pos, 'u~': operator.invert,
    'compare': compare, 'divmod': divmod, 'pow3': pow, 'round': round, 'int': int, 'float': float, 'hash': hash,
    'repr': repr, 'str': str, 'ascii': ascii, 'format': format, 'percent': operator.mod, 'index': operator.getitem,
    'len': len, 'repeat': operator.mul, 'from_bytes': int.from_bytes,
    'slice': lambda s, a, b, c: s[a:b:c], 'indices': lambda a, b, c, n: list(range(n))[a:b:c]}

def run(op, args, keywords):
    if op.startswith('math.'): return getattr(math, op[5:])(*args, **keywords)
    if op.startswith('.'): return getattr(args[0], op[1:])(*args[1:], **keywords)
    return operators[op](*args, **keywords)

def result(op, args, keywords):
    try: return encoded(run(op, [decoded(a) for a in args], {k: decoded(a) for k, a in keywords.items()}))
    except RecursionError: raise
    except KeyError as e: return ['raised', 'KeyError', e.args[0]]
    except Exception as e: return ['raised', type(e).__name__, str(e)]

for line in sys.stdin: print(json.dumps(result(*json.loads(line))))
`
