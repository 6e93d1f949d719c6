/** The module `collections`. */
export const collectionsModule: string = String.raw`
deque = _native('class collections.deque')
_move = _native('dict..move')

class OrderedDict(dict):
    def popitem(self, last=True):
        if not self:
            raise KeyError('dictionary is empty')
        if last:
            return dict.popitem(self)
        key = next(iter(self))
        return key, self.pop(key)

    def move_to_end(self, key, last=True):
        _move(self, key, last)

    def __repr__(self):
        return f'OrderedDict({dict.__repr__(self)})' if self else 'OrderedDict()'

# CPython looks for a key, makes one of these, and stores it at once.
_atomic = (list, dict, set, int, float, str, bool, tuple, frozenset, deque)

class defaultdict(dict):
    def __init__(self, default_factory=None, /, *args, **kwargs):
        if default_factory is not None and not callable(default_factory):
            raise TypeError('first argument must be callable or None')
        self.default_factory = default_factory
        dict.update(self, *args, **kwargs)

    def __missing__(self, key):
        if self.default_factory is None:
            raise KeyError(key)
        value = self.default_factory()
        if self.default_factory in _atomic:
            return self.setdefault(key, value)
        self[key] = value
        return value

    def copy(self):
        return defaultdict(self.default_factory, self)

    def __repr__(self):
        return f'defaultdict({self.default_factory!r}, {dict.__repr__(self)})'

class Counter(dict):
    def __init__(self, iterable=None, /, **kwargs):
        self.update(iterable, **kwargs)

    def __missing__(self, key):
        return 0

    def update(self, iterable=None, /, **kwargs):
        if iterable is not None:
            if isinstance(iterable, dict):
                for key, count in iterable.items():
                    self[key] = count + self.get(key, 0)
            else:
                for key in iterable:
                    self[key] = self.get(key, 0) + 1
        if kwargs:
            self.update(kwargs)

    def subtract(self, iterable=None, /, **kwargs):
        if iterable is not None:
            if isinstance(iterable, dict):
                for key, count in iterable.items():
                    self[key] = self.get(key, 0) - count
            else:
                for key in iterable:
                    self[key] = self.get(key, 0) - 1
        if kwargs:
            self.subtract(kwargs)

    def most_common(self, n=None):
        all = sorted(self.items(), key=lambda pair: pair[1], reverse=True)
        return all if n is None else all[:n]

    def elements(self):
        for key, count in self.items():
            for _ in range(count):
                yield key

    def total(self):
        return sum(self.values())

    def copy(self):
        return Counter(self)

    def __delitem__(self, key):
        if key in self:
            dict.__delitem__(self, key)

    def _kept(self):
        for key in [key for key, count in self.items() if not count > 0]:
            del self[key]
        return self

    def __add__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        result = Counter()
        for key, count in self.items():
            if count + other[key] > 0:
                result[key] = count + other[key]
        for key, count in other.items():
            if key not in self and count > 0:
                result[key] = count
        return result

    def __sub__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        result = Counter()
        for key, count in self.items():
            if count - other[key] > 0:
                result[key] = count - other[key]
        for key, count in other.items():
            if key not in self and count < 0:
                result[key] = 0 - count
        return result

    def __or__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        result = Counter()
        for key, count in self.items():
            most = other[key] if count < other[key] else count
            if most > 0:
                result[key] = most
        for key, count in other.items():
            if key not in self and count > 0:
                result[key] = count
        return result

    def __and__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        result = Counter()
        for key, count in self.items():
            least = count if count < other[key] else other[key]
            if least > 0:
                result[key] = least
        return result

    def __pos__(self):
        return Counter({key: count for key, count in self.items() if count > 0})

    def __neg__(self):
        return Counter({key: -count for key, count in self.items() if count < 0})

    def __iadd__(self, other):
        for key, count in other.items():
            self[key] += count
        return self._kept()

    def __isub__(self, other):
        for key, count in other.items():
            self[key] -= count
        return self._kept()

    def __eq__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return all(self[e] == other[e] for c in (self, other) for e in c)

    def __ne__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return not self == other

    def __repr__(self):
        if not self:
            return 'Counter()'
        return 'Counter({' + ', '.join(f'{k!r}: {v!r}' for k, v in self.most_common()) + '})'

def _complete_tuple(cls):
    names = tuple([n[12:] for n in vars(cls) if n.startswith('.annotation ')])
    return cls

def namedtuple(typename, field_names, *, rename=False, defaults=None, module=None):
    if isinstance(field_names, str):
        field_names = field_names.replace(',', ' ').split()
    return _named_tuple(typename, tuple(field_names), () if defaults is None else tuple(defaults), {})

_make_class = _native('.class')

def _named_tuple(name, fields, defaults, namespace):
    first_default = len(fields) - len(defaults)

    def __new__(cls, *args, **kwargs):
        values = list(args)
        if len(values) > len(fields):
            raise TypeError(f'{name}.__new__() takes {len(fields) + 1} positional arguments but {len(values) + 1} were given')
        missing = []
        for index, field in enumerate(fields):
            if index < len(values):
                if field in kwargs:
                    raise TypeError(f"{name}.__new__() got multiple values for argument '{field}'")
            elif field in kwargs:
                values.append(kwargs.pop(field))
            elif index >= (first_default):
                values.append(defaults[index - first_default])
            else:
                missing.append(repr(field))
                values.append(None)
        if missing:
            if len(missing) > 2:
                text = ', '.join(missing[:-1]) + ', and ' + missing[-1]
            else:
                text = ' and '.join(missing)
            plural = '' if len(missing) == 1 else 's'
            raise TypeError(f'{name}.__new__() missing {len(missing)} required positional argument{plural}: {text}')
        for key in kwargs:
            raise TypeError(f"{name}.__new__() got an unexpected keyword argument '{key}'")
        return tuple.__new__(cls, values)

    def __repr__(self):
        return f'{type(self).__name__}(' + ', '.join(f'{f}={v!r}' for f, v in zip(fields, self)) + ')'

    def _replace(self, **kwargs):
        values = [kwargs.pop(f, v) for f, v in zip(fields, self)]
        if kwargs:
            raise ValueError(f'Got unexpected field names: {list(kwargs)!r}')
        return tuple.__new__(type(self), values)

    def _asdict(self):
        return dict(zip(fields, self))

    def _make(cls, iterable):
        return cls(*iterable)

    members = {
        '__new__': __new__, '__repr__': __repr__, '_replace': _replace, '_asdict': _asdict, '_make': classmethod(_make),
        '_fields': fields, '__match_args__': fields, '__init__': lambda self, *args, **kwargs: None,
        '_field_defaults': dict(zip(fields[first_default : ], defaults)),
    }
    for index, field in enumerate(fields):
        members[field] = property(_getter(index))
    members.update(namespace)
    return _make_class(name, (tuple,), members)

def _getter(index):
    return lambda self: self[index]

ChainMap = _native('refused ChainMap')
`
