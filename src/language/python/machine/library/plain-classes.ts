/** Methods of objects that are integers, floats or texts: operators on their values. */
export const plainMethods: string = String.raw`
_operand = _native('.meant')

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
_int_methods['__pos__'] = lambda self: self._value_
_float_methods = _methods(_comparisons + [('add', '+'), ('sub', '-'), ('mul', '*'), ('truediv', '/'), ('floordiv', '//'),
    ('mod', '%'), ('pow', '**')], (int, float), {})
_float_methods['__float__'] = _float_methods['__pos__'] = lambda self: self._value_
_float_methods['__neg__'] = lambda self: -self._value_
_str_methods = _methods(_comparisons + [('add', '+'), ('mul', '*'), ('mod', '%')], str, {'*': int, '%': object})
_str_methods['__contains__'] = lambda self, part: part in self._value_
_str_methods['__getitem__'] = lambda self, index: self._value_[index]
_str_methods['__len__'] = lambda self: len(self._value_)
_str_methods['__iter__'] = lambda self: iter(self._value_)
`

/** What classes of the program get that inherit from `int`, `float` or `str`. */
export const plainClasses: string = String.raw`
_own = _native('.own')
_put = _native('.put')
${plainMethods}
def _number_format(self, spec):
    return format(self._value_, spec) if spec else self.__str__()

for _each in (_int_methods, _float_methods):
    _each['__repr__'] = lambda self: repr(self._value_)
    _each['__str__'] = lambda self: self.__repr__()
    _each['__format__'] = _number_format
_str_methods['__repr__'] = lambda self: repr(self._value_)
_str_methods['__str__'] = lambda self: self._value_
_str_methods['__format__'] = lambda self, spec: format(self.__str__(), spec)

def _found(cls, name):
    for b in cls.__mro__:
        method = _own(b, name, complete)
        if method is not complete:
            return method

def complete(cls):
    bases = [b for b in (int, float, str) if b in cls.__mro__]
    methods = _int_methods if bases[0] is int else _float_methods if bases[0] is float else _str_methods
    for name, method in methods.items():
        for b in cls.__mro__:
            if b is bases[0] or b is object:
                _put(cls, name, method)
                break
            if _own(b, name, complete) is not complete:
                break
    if _found(cls, '__hash__') is methods['__hash__'] and _found(cls, '__eq__') is methods['__eq__']:
        _put(cls, '.plain', True)
    return cls
`
