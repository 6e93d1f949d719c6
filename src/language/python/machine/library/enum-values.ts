import { plainMethods } from './plain-classes.ts'

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

${plainMethods}
_plain_methods = {'__str__': lambda self: str(self._value_), '__format__': lambda self, spec: format(self._value_, spec)}
`
