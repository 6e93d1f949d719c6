/** The module `dataclasses`. As in CPython, methods are made from texts, so that their mistakes have CPython's words. */
export const dataclassesModule: string = String.raw`
import copy as _copy

_compile = _native('.compile')
_annotations = _native('.annotations')
_own = _native('.own')
_put = _native('.put')
_drop = _native('.drop')
_names = _native('.names')

class FrozenInstanceError(AttributeError):
    pass

class _Missing:
    def __repr__(self):
        return '<dataclasses._MISSING_TYPE object>'

MISSING = _Missing()
KW_ONLY = _Missing()
_FACTORY = _Missing()

class InitVar:
    def __class_getitem__(cls, type):
        return cls

class Field:
    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = {} if metadata is None else metadata
        self.kw_only = kw_only
        self._kind = 'field'

    type = property(_native('refused Field.type'))

def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None, kw_only=MISSING):
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError('cannot specify both default and default_factory')
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)

def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False,
              match_args=True, kw_only=False, slots=False, weakref_slot=False):
    def wrap(cls):
        return _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots)
    return wrap if cls is None else wrap(cls)

def _read_field(cls, name, kind, kw_only):
    default = getattr(cls, name, MISSING)
    f = default if isinstance(default, Field) else field(default=default)
    f.name = name
    if kind == 'ClassVar':
        f._kind = 'ClassVar'
        if f.default_factory is not MISSING:
            raise TypeError(f'field {name} cannot have a default factory')
    elif kind == 'InitVar':
        f._kind = 'InitVar'
        if f.default_factory is not MISSING:
            raise TypeError(f'field {name} cannot have a default factory')
    if f._kind == 'ClassVar':
        if f.kw_only is not MISSING:
            raise TypeError(f'field {name} is a ClassVar but specifies kw_only')
    elif f.kw_only is MISSING:
        f.kw_only = kw_only
    if f._kind == 'field' and f.default.__class__.__hash__ is None:
        raise ValueError(f'mutable default {f.default.__class__} for field {name} is not allowed: use default_factory')
    return f

def _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots):
    fields = {}
    any_frozen = False
    has_bases = False
    for b in cls.__mro__[-1:0:-1]:
        inherited = _own(b, '.fields', None)
        if inherited is not None:
            has_bases = True
            for f in inherited:
                fields[f.name] = f
            if _own(b, '.frozen', False):
                any_frozen = True
    declared = []
    annotated = _annotations(cls)
    for name, kind in annotated:
        if kind == 'KW_ONLY':
            kw_only = True
        else:
            declared.append(_read_field(cls, name, kind, kw_only))
    for f in declared:
        fields[f.name] = f
        if isinstance(getattr(cls, f.name, None), Field):
            if f.default is MISSING:
                _drop(cls, f.name)
            else:
                _put(cls, f.name, f.default)
    known = [name for name, kind in annotated]
    for name in _names(cls):
        if isinstance(_own(cls, name, None), Field) and name not in known:
            raise TypeError(f'{name!r} is a field but has no type annotation')
    if has_bases:
        if any_frozen and not frozen:
            raise TypeError('cannot inherit non-frozen dataclass from a frozen one')
        if not any_frozen and frozen:
            raise TypeError('cannot inherit frozen dataclass from a non-frozen one')
    explicit = _own(cls, '__hash__', MISSING)
    has_hash = not (explicit is MISSING or explicit is None and _own(cls, '__eq__', MISSING) is not MISSING)
    if order and not eq:
        raise ValueError('eq must be true if order is true')
    every = tuple(fields.values())
    _put(cls, '.fields', every)
    _put(cls, '.frozen', frozen)
    taken = [f for f in every if f._kind != 'ClassVar']
    real = [f for f in every if f._kind == 'field']
    ordinary = [f for f in taken if not f.kw_only]
    named = [f for f in taken if f.kw_only]
    if init:
        _add(cls, '__init__', _init(cls, ordinary, named, frozen))
    if repr:
        parts = ', '.join([f.name + '={self.' + f.name + '!r}' for f in real if f.repr])
        _add_text(cls, '__repr__', 'self', ["return f'{self.__class__.__qualname__}(" + parts + ")'"])
    compared = [f.name for f in real if f.compare]
    mine = _tuple_text('self', compared)
    other = _tuple_text('other', compared)
    if eq:
        _add_comparison(cls, '__eq__', mine, '==', other)
    if order:
        for name, sign in (('__lt__', '<'), ('__le__', '<='), ('__gt__', '>'), ('__ge__', '>=')):
            if not _add_comparison(cls, name, mine, sign, other):
                raise TypeError(f'Cannot overwrite attribute {name} in class {cls.__name__}. '
                                'Consider using functools.total_ordering')
    if frozen:
        _freeze(cls, [f.name for f in real], slots)
    if unsafe_hash and has_hash:
        raise TypeError(f'Cannot overwrite attribute __hash__ in class {cls.__name__}')
    if unsafe_hash or eq and frozen and not has_hash:
        hashed = [f.name for f in real if (f.compare if f.hash is None else f.hash)]
        _put(cls, '__hash__', _method(cls, '__hash__', 'self', ['return hash(' + _tuple_text('self', hashed) + ')']))
        _put(cls, '.hash fields', tuple(hashed))
    elif eq and not frozen and not has_hash:
        _put(cls, '__hash__', None)
    if match_args and _own(cls, '__match_args__', MISSING) is MISSING:
        _put(cls, '__match_args__', tuple([f.name for f in ordinary if f.init]))
    if slots:
        _slot(cls, [f.name for f in real])
    return cls

def _slot(cls, names):
    if _own(cls, '__slots__', MISSING) is not MISSING:
        raise TypeError(f'{cls.__name__} already specifies __slots__')
    inherited = []
    for b in cls.__mro__[1:]:
        slots = _own(b, '__slots__', ())
        inherited.extend([slots] if isinstance(slots, str) else slots)
    for name in names:
        if _own(cls, name, MISSING) is not MISSING:
            _drop(cls, name)
    _put(cls, '__slots__', tuple([name for name in names if name not in inherited]))

def _tuple_text(object, names):
    return '(' + ''.join([f'{object}.{name},' for name in names]) + ')'

def _method(cls, name, parameters, body):
    text = f'def _create(_cls):\n def {name}({parameters}):\n  ' + '\n  '.join(body) + f'\n return {name}\n'
    return _compile(text, cls.__qualname__)(cls)

def _add(cls, name, method):
    if _own(cls, name, MISSING) is not MISSING:
        return False
    _put(cls, name, method)
    return True

def _add_text(cls, name, parameters, body):
    return _add(cls, name, _method(cls, name, parameters, body))

def _add_comparison(cls, name, mine, sign, other):
    return _add_text(cls, name, 'self, other', [
        'if other.__class__ is self.__class__:', f' return {mine} {sign} {other}', 'return NotImplemented'])

def _freeze(cls, names, slots):
    def test(name):
        if slots:
            return f'if {name} in {tuple(names)!r}:'
        return f'if type(self) is _cls or {name} in {tuple(names)!r}:'
    # With slots, CPython makes a second class, and super() here is called with the first.
    wrong = "raise TypeError('super(type, obj): obj must be an instance or subtype of type')"
    set_body = [test('name'), " raise FrozenInstanceError(f'cannot assign to field {name!r}')",
                wrong if slots else 'super(_cls, self).__setattr__(name, value)']
    delete_body = [test('name'), " raise FrozenInstanceError(f'cannot delete field {name!r}')",
                   wrong if slots else 'super(_cls, self).__delattr__(name)']
    for name, parameters, body in (('__setattr__', 'self, name, value', set_body), ('__delattr__', 'self, name', delete_body)):
        if not _add_text(cls, name, parameters, body):
            raise TypeError(f'Cannot overwrite attribute {name} in class {cls.__name__}')

def _init(cls, ordinary, named, frozen):
    parameters = []
    body = []
    names = []
    values = []
    seen_default = False
    for f in ordinary + named:
        has_default = f.default is not MISSING or f.default_factory is not MISSING
        if f.init and not f.kw_only:
            if (has_default):
                seen_default = True
            elif (seen_default):
                raise TypeError(f'non-default argument {f.name!r} follows default argument')
        if f is (named[0] if named else None) and any([each.init for each in named]):
            parameters.append('*')
        if (has_default):
            names.append('_default_' + f.name)
            values.append(f.default if f.default_factory is MISSING else f.default_factory)
        value = f.name
        if f.default_factory is not MISSING:
            value = f'_default_{f.name}() if {f.name} is _FACTORY else {f.name}' if f.init else f'_default_{f.name}()'
        if f.init:
            default = '' if not has_default else f'=_default_{f.name}' if f.default_factory is MISSING else '=_FACTORY'
            parameters.append(f.name + default)
        elif f.default_factory is MISSING:
            continue
        if f._kind == 'field':
            if frozen:
                body.append(f"object.__setattr__(__dataclass_self__, '{f.name}', {value})")
            else:
                body.append(f'__dataclass_self__.{f.name} = {value}')
    if getattr(cls, '__post_init__', None) is not None:
        given = ', '.join([f.name for f in ordinary + named if f._kind == 'InitVar'])
        body.append(f'__dataclass_self__.__post_init__({given})')
    if not body:
        body.append('pass')
    self = '__dataclass_self__' if any([f.name == 'self' for f in ordinary + named]) else 'self'
    lines = [line.replace('__dataclass_self__', self) for line in body]
    text = f'def _create({", ".join(names)}):\n def __init__({", ".join([self] + parameters)}):\n  '
    return _compile(text + '\n  '.join(lines) + '\n return __init__\n', cls.__qualname__)(*values)

def _fields_of(x):
    for c in (x if isinstance(x, type) else type(x)).__mro__:
        found = _own(c, '.fields', None)
        if found is not None:
            return found
    return None

def is_dataclass(obj):
    return _fields_of(obj) is not None

def fields(class_or_instance):
    found = _fields_of(class_or_instance)
    if found is None:
        raise TypeError('must be called with a dataclass type or instance')
    return tuple([f for f in found if f._kind == 'field'])

def asdict(obj, *, dict_factory=dict):
    if isinstance(obj, type) or not is_dataclass(obj):
        raise TypeError('asdict() should be called on dataclass instances')
    return _asdict(obj, dict_factory)

def _asdict(obj, dict_factory):
    if not isinstance(obj, type) and is_dataclass(obj):
        return dict_factory([(f.name, _asdict(getattr(obj, f.name), dict_factory)) for f in fields(obj)])
    return _inside(obj, lambda x: _asdict(x, dict_factory))

def _inside(obj, f):
    if isinstance(obj, tuple) and hasattr(obj, '_fields'):
        return type(obj)(*[f(v) for v in obj])
    if isinstance(obj, (list, tuple)):
        return type(obj)([f(v) for v in obj])
    if isinstance(obj, dict):
        return type(obj)([(f(k), f(v)) for k, v in obj.items()])
    return _copy.deepcopy(obj)

def astuple(obj, *, tuple_factory=tuple):
    if isinstance(obj, type) or not is_dataclass(obj):
        raise TypeError('astuple() should be called on dataclass instances')
    return _astuple(obj, tuple_factory)

def _astuple(obj, tuple_factory):
    if not isinstance(obj, type) and is_dataclass(obj):
        return tuple_factory([_astuple(getattr(obj, f.name), tuple_factory) for f in fields(obj)])
    return _inside(obj, lambda x: _astuple(x, tuple_factory))

def replace(obj, /, **changes):
    if isinstance(obj, type) or not is_dataclass(obj):
        raise TypeError('replace() should be called on dataclass instances')
    for f in _fields_of(obj):
        if f._kind == 'ClassVar':
            continue
        if not f.init:
            if f.name in changes:
                raise ValueError(f'field {f.name} is declared with init=False, it cannot be specified with replace()')
        elif f.name not in changes:
            if f._kind == 'InitVar' and f.default is MISSING:
                raise ValueError(f'InitVar {f.name!r} must be specified with replace()')
            changes[f.name] = getattr(obj, f.name)
    return obj.__class__(**changes)

make_dataclass = _native('refused make_dataclass')
`
