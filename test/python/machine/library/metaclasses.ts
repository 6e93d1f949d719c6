/** Programs with metaclasses. */
export const metaclasses: readonly string[] = [
  String.raw`class Meta(type):
    _inst = {}
    def __call__(cls, *a, **k):
        if cls not in cls._inst: cls._inst[cls] = super().__call__(*a, **k)
        return cls._inst[cls]
class Conf(metaclass=Meta):
    def __init__(self, v=1): self.v = v
print(Conf(5) is Conf(6), Conf().v, type(Conf).__name__, isinstance(Conf(), Conf))
`,
  String.raw`class Reg(type):
    classes = []
    def __new__(mcs, name, bases, ns, **kw):
        c = super().__new__(mcs, name, bases, ns)
        mcs.classes.append(name)
        return c
    def __init__(cls, name, bases, ns, **kw):
        super().__init__(name, bases, ns)
        cls.tag = name.lower()
    @property
    def label(cls): return 'L' + cls.tag
    def make(cls, *a): return cls(*a)
class R1(metaclass=Reg):
    def __init__(self, x=0): self.x = x
class R2(R1): pass
print(Reg.classes, R2.tag, R2.label, R2.make(3).x)
`,
  String.raw`class Plugin(type):
    def __iter__(cls): return iter(['a', 'b'])
    def __len__(cls): return 2
    def __contains__(cls, x): return x == 'a'
    def __getitem__(cls, k): return k * 2
    def __getattr__(cls, name): return 'dyn ' + name
class Pl(metaclass=Plugin):
    "plugdoc"
    def __init__(self): super().__init__()
print(list(Pl), len(Pl), 'a' in Pl, Pl['q'], Pl.foo, Pl.__doc__, Pl.__name__, repr(Pl), Pl().__class__ is Pl)
`,
  String.raw`class Reg(type):
    classes = []
    def __new__(mcs, name, bases, ns, **kw):
        c = super().__new__(mcs, name, bases, ns)
        mcs.classes.append(name)
        return c
    def __init__(cls, name, bases, ns, **kw):
        super().__init__(name, bases, ns)
        cls.tag = name.lower()
    @property
    def label(cls): return 'L' + cls.tag
    def make(cls, *a): return cls(*a)
class R1(metaclass=Reg):
    def __init__(self, x=0): self.x = x
D = type('D', (R1,), {'k': 1, 'f': lambda self: self.x}); print(D(4).f(), D.k, D.__name__, Reg.classes, D.tag)
`,
  String.raw`P = type('P', (), {'v': 2}); print(P().v, type(P) is type)
`,
  String.raw`import abc, threading
class SingletonMeta(abc.ABCMeta):
    _instances = {}
    _lock = threading.Lock()
    def __call__(cls, *args, **kwargs):
        with cls._lock:
            if cls not in cls._instances:
                instance = super().__call__(*args, **kwargs)
                cls._instances[cls] = instance
        return cls._instances[cls]
class Db(metaclass=SingletonMeta):
    def __init__(self, url): self.url = url
    @abc.abstractmethod
    def q(self): ...
class Db2(Db):
    def q(self): return self.url
print(Db2('u') is Db2('v'), Db2('w').q())
`,
  String.raw`import abc, threading
class SingletonMeta(abc.ABCMeta):
    _instances = {}
    _lock = threading.Lock()
    def __call__(cls, *args, **kwargs):
        with cls._lock:
            if cls not in cls._instances:
                instance = super().__call__(*args, **kwargs)
                cls._instances[cls] = instance
        return cls._instances[cls]
class Db(metaclass=SingletonMeta):
    def __init__(self, url): self.url = url
    @abc.abstractmethod
    def q(self): ...
Db('x')
`,
]
