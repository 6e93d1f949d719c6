import { enumValues } from './enum-values.ts'

/** The module `enum`. Members are made after the body of the class, by `_complete`. */
export const enumModule: string = String.raw`
_own = _native('.own')
_put = _native('.put')
_names = _native('.names')
_allocate = _native('.allocate')
_make_class = _native('.class')
_function = _native('class function')

class auto:
    def __init__(self):
        self.value = None
    def __or__(self, other):
        return _Union(self, other)
    __ror__ = __or__

class _Union(auto):
    def __init__(self, one, other):
        self.value = None
        self.parts = (one, other)

class Enum:
    def __new__(cls, value, names=None):
        if names is None:
            raise TypeError(f'{cls!r} has no members')
        if isinstance(names, str):
            names = names.replace(',', ' ').split()
        members = {}
        if isinstance(names, dict):
            members = dict(names)
        else:
            last = []
            for name in names:
                if isinstance(name, str):
                    members[name] = cls._generate_next_value_(name, 1, len(last), last)
                else:
                    members[name[0]] = name[1]
                    name = name[0]
                last.append(members[name])
        return _make_class(value, (cls,), members)

    def __init__(self, *args, **kwargs):
        pass

    def __repr__(self):
        return f'<{self.__class__.__name__}.{self._name_}: {self._value_!r}>'

    def __str__(self):
        return f'{self.__class__.__name__}.{self._name_}'

    def __format__(self, spec):
        return format(str(self), spec)

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return max(last_values) + 1 if last_values else start

    @property
    def name(self):
        return self._name_

    @property
    def value(self):
        return self._value_

    @name.setter
    def name(self, to):
        raise AttributeError("<enum 'Enum'> cannot set attribute 'name'")

    @value.setter
    def value(self, to):
        raise AttributeError("<enum 'Enum'> cannot set attribute 'value'")

class ReprEnum(Enum):
    pass

class IntEnum(int, ReprEnum):
    pass

class StrEnum(str, ReprEnum):
    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()

class Flag(Enum):
    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        power = start
        for value in last_values:
            while power <= value:
                power *= 2
        return power

    def __repr__(self):
        name = self._name_
        return f'<{self.__class__.__name__}: {self._value_!r}>' if name is None else \
            f'<{self.__class__.__name__}.{name}: {self._value_!r}>'

    def __str__(self):
        name = self._name_
        return f'{self.__class__.__name__}({self._value_!r})' if name is None else f'{self.__class__.__name__}.{name}'

    def _with(self, other, value):
        return _own(self.__class__, f'.flag {value}', None)

    def __or__(self, other):
        if not isinstance(other, self.__class__):
            return NotImplemented
        return self._with(other, self._value_ | other._value_)

    def __and__(self, other):
        if not isinstance(other, self.__class__):
            return NotImplemented
        return self._with(other, self._value_ & other._value_)

    def __xor__(self, other):
        if not isinstance(other, self.__class__):
            return NotImplemented
        return self._with(other, self._value_ ^ other._value_)

    def __invert__(self):
        return self._with(self, _own(self.__class__, '.all', 0) & ~self._value_)

    def __contains__(self, other):
        if not isinstance(other, self.__class__):
            raise TypeError(f"unsupported operand type(s) for 'in': {type(other).__qualname__!r} and {self.__class__.__qualname__!r}")
        return other._value_ & self._value_ == other._value_

    def __bool__(self):
        return self._value_ != 0

    def __iter__(self):
        for m in _own(self.__class__, '.members', ()):
            if m._value_ & self._value_:
                yield m

    def __len__(self):
        return len(list(iter(self)))

class IntFlag(int, ReprEnum, Flag):
    pass

_library = (Enum, ReprEnum, IntEnum, StrEnum, Flag, IntFlag)

def unique(enumeration):
    duplicates = []
    for name, member in enumeration.__members__.items():
        if name != member.name:
            duplicates.append((name, member.name))
    if duplicates:
        details = ', '.join([f'{alias} -> {name}' for alias, name in duplicates])
        raise ValueError(f'duplicate values found in {enumeration!r}: {details}')
    return enumeration

def _is_member(cls, name, value):
    if name.startswith('__') and name.endswith('__') or name.startswith('_') and name.endswith('_'):
        if name == '_ignore_':
            _native('refused _ignore_')()
        return False
    if name.startswith(f'_{cls.__name__}__'):
        return False
    if isinstance(value, type):
        _native('refused a class in an enumeration')()
    return not isinstance(value, (_function, property, classmethod, staticmethod)) and not hasattr(value, '__get__')

def _resolved(cls, name, value, last):
    if isinstance(value, _Union):
        if value.value is None:
            one, other = [_resolved(cls, name, part, last) for part in value.parts]
            value.value = one | other
        return value.value
    if isinstance(value, auto):
        if value.value is None:
            value.value = cls._generate_next_value_(name, 1, len(last), last[:])
        return value.value
    if isinstance(value, tuple):
        return tuple([_resolved(cls, name, part, last) for part in value])
    return value

def _maker(cls):
    for b in cls.__mro__:
        if b in _library:
            return None
        own = _own(b, '__new__', None) if b not in (int, str) else None
        if own is not None:
            return own
    return None

def _complete(cls):
    if cls in _library:
        return cls
    for b in cls.__mro__[1:]:
        if _own(b, '.members', ()):
            raise TypeError(f'<enum {cls.__name__!r}> cannot extend {b!r}')
    for b in (float, bytes, tuple, list, dict, set, frozenset):
        if b in cls.__mro__:
            _native('refused this base of an enumeration')()
    plain = int if int in cls.__mro__ else str if str in cls.__mro__ else None
    entries = [(name, _own(cls, name, None)) for name in _names(cls)]
    entries = [(name, value) for name, value in entries if _is_member(cls, name, value)]
    if plain is not None:
        _mix(cls, plain)
    if not entries:
        return cls
    maker = _maker(cls)
    members = []
    by_name = {}
    last = []
    for name, value in entries:
        value = _resolved(cls, name, value, last)
        last.append(value)
        args = value if isinstance(value, tuple) else (value,)
        if maker is not None:
            member = maker(cls, *args)
            if not hasattr(member, '_value_'):
                member._value_ = value
        else:
            member = _allocate(cls)
            member._value_ = value if plain is None else plain(*args)
        member._name_ = name
        member.__init__(*args)
        found = [m for m in members if m._value_ == member._value_]
        if found:
            member = found[0]
        else:
            members.append(member)
        by_name[name] = member
        _put(cls, name, member)
    _put(cls, '.members', tuple(members))
    _put(cls, '.by name', by_name)
    _put(cls, '.by value', by_name)
    if Flag in cls.__mro__:
        _flags(cls, members)
    return cls

def _flags(cls, members):
    single = [m for m in members if m._value_ > 0 and m._value_ & (m._value_ - 1) == 0]
    if len(single) > 6:
        _native('refused a flag with more than six bits')()
    every = 0
    for m in single:
        every |= m._value_
    known = {m._value_: m for m in members}
    for subset in range(2 ** len(single)):
        parts = [m for i, m in enumerate(single) if subset >> i & 1]
        value = 0
        for m in parts:
            value |= m._value_
        member = known.get(value, None)
        if member is None:
            member = _allocate(cls)
            member._value_ = value
            member._name_ = '|'.join([m._name_ for m in parts]) if parts else None
        _put(cls, f'.flag {value}', member)
    if [v for v in known if v & ~every]:
        _native('refused a flag with bits that have no name')()
    _put(cls, '.members', tuple(single))
    _put(cls, '.all', every)

def _positive(cls, value):
    every = _own(cls, '.all', 0)
    if value < 0 and every & (every + 1) or value < -every - 1:
        _native('refused the complement of a flag in which bits have no name: give each bit a name')()
    return value if value >= 0 else value + every + 1

def _bits(value, length):
    digits = bin(value)[2:] if value else ''
    return '0b0 ' + '0' * (length - len(digits)) + digits

def _missing_flag(cls, value):
    if not isinstance(value, int):
        return None
    value = _positive(cls, value)
    member = _own(cls, f'.flag {value}', None)
    if member is None:
        every = _own(cls, '.all', 0)
        length = max(value.bit_length(), every.bit_length())
        raise ValueError(f'{cls!r} invalid value {value!r}\n    given {_bits(value, length)}\n  allowed {_bits(every, length)}')
    return member

_put(Flag, '_missing_', classmethod(_missing_flag))

${enumValues}
_put(Enum, '.complete', _complete)
_put(Enum, '.kind of enum', True)
_put(Flag, '.kind of enum', True)
EnumMeta = EnumType = _native('refused EnumMeta')
`
