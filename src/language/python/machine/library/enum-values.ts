/** The part of the module `enum` about members that are integers or texts. */
export const enumValues: string = String.raw`
def _mix(cls, plain):
    methods = _int_methods if plain is int else _str_methods
    for name, method in methods.items():
        _default(cls, name, method)
    for name in ('__repr__', '__str__', '__format__'):
        method = _own(Enum, name, None)
        if name != '__repr__' and ReprEnum in cls.__mro__:
            method = _plain_methods[name]
        _default(cls, name, method)
    _put(cls, '.plain', True)

def _default(cls, name, method):
    for b in cls.__mro__:
        if b in _library or b in (int, str):
            _put(cls, name, method)
            return
        if _own(b, name, None) is not None:
            return

def _operand(x):
    return x._value_ if isinstance(x, Enum) and isinstance(x, (int, str)) else x

def _operator(text):
    f = _native('.compile')(f'def _create(_operand, kinds):\n def f(self, other):\n  if not isinstance(other, kinds):\n'
        f'   return NotImplemented\n  return {text}\n return f\n', 'int')
    return f

def _methods(signs, ordinary, of_sign):
    found = {}
    for name, sign in signs:
        kinds = of_sign.get(sign, ordinary)
        found[f'__{name}__'] = _operator(f'self._value_ {sign} _operand(other)')(_operand, kinds)
        if sign not in ('==', '!=', '<', '<=', '>', '>='):
            found[f'__r{name}__'] = _operator(f'_operand(other) {sign} self._value_')(_operand, kinds)
    found['__hash__'] = lambda self: hash(self._value_)
    found['__bool__'] = lambda self: bool(self._value_)
    return found

_comparisons = [('eq', '=='), ('ne', '!='), ('lt', '<'), ('le', '<='), ('gt', '>'), ('ge', '>=')]
_int_methods = _methods(_comparisons + [('add', '+'), ('sub', '-'), ('mul', '*'), ('truediv', '/'), ('floordiv', '//'),
    ('mod', '%'), ('pow', '**'), ('and', '&'), ('or', '|'), ('xor', '^'), ('lshift', '<<'), ('rshift', '>>')],
    (int, float), {'*': (int, float, str, list, tuple)})
_int_methods['__index__'] = _int_methods['__int__'] = lambda self: self._value_
_int_methods['__neg__'] = lambda self: -self._value_
_int_methods['__invert__'] = lambda self: ~self._value_
_str_methods = _methods(_comparisons + [('add', '+'), ('mul', '*'), ('mod', '%')], str, {'*': int, '%': object})
_str_methods['__contains__'] = lambda self, part: part in self._value_
_str_methods['__getitem__'] = lambda self, index: self._value_[index]
_str_methods['__len__'] = lambda self: len(self._value_)
_str_methods['__iter__'] = lambda self: iter(self._value_)
_plain_methods = {'__str__': lambda self: str(self._value_), '__format__': lambda self, spec: format(self._value_, spec)}
`
