import { plainMethods } from './plain-classes.ts'

/** The part of the module `enum` about members that are integers or texts. */
export const enumValues: string = String.raw`
def _mix(cls, plain):
    methods = _int_methods if plain is int else _str_methods
    is_flag = IntFlag in cls.__mro__
    for name, method in methods.items():
        _default(cls, name, _flag_methods.get(name, method) if is_flag else method)
    for name in ('__repr__', '__str__', '__format__'):
        method = _own(Flag if is_flag and name == '__repr__' else Enum, name, None)
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

${plainMethods}
_flag_methods = {}

def _flag_operator(text):
    f = _native('.compile')(f'def _create(_operand, of):\n def f(self, other):\n  if not isinstance(other, int):\n'
        f'   return NotImplemented\n  return of(self.__class__, {text})\n return f\n', 'int')
    return f(_operand, _flag_of)

def _flag_of(cls, value):
    member = _own(cls, f'.flag {_positive(cls, value)}', None)
    if member is None:
        _native('refused an IntFlag in which bits have no name: give each bit a name')()
    return member

for _name, _sign in (('or', '|'), ('and', '&'), ('xor', '^')):
    _flag_methods[f'__{_name}__'] = _flag_operator(f'self._value_ {_sign} _operand(other)')
    _flag_methods[f'__r{_name}__'] = _flag_operator(f'_operand(other) {_sign} self._value_')
_flag_methods['__invert__'] = lambda self: _flag_of(self.__class__, ~self._value_)

def _missing_int_flag(cls, value):
    if isinstance(value, int):
        return _flag_of(cls, _operand(value))

_put(IntFlag, '_missing_', classmethod(_missing_int_flag))
_plain_methods = {'__str__': lambda self: str(self._value_), '__format__': lambda self, spec: format(self._value_, spec) if spec else self.__str__()}
`
