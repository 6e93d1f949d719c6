/** Programs with enumerations. */
export const enumerations: readonly string[] = [
  String.raw`from enum import Enum, IntEnum, StrEnum, auto, unique, Flag
class Color(Enum):
    RED = 1
    GREEN = auto()
    BLUE = auto()
    CRIMSON = 1
    def bright(self): return self.name.lower()
    @property
    def low(self): return self._value_
    @classmethod
    def first(cls): return cls.RED
print(Color.RED, repr(Color.GREEN), Color.BLUE.value, Color.CRIMSON is Color.RED, Color(2), Color['BLUE'], list(Color), len(Color))
print(Color, type(Color.RED), isinstance(Color.RED, Color), Color.RED == 1, Color.RED in {Color.RED: 1}, f'{Color.RED:>12}|{Color.RED!r}')
print(Color.first().bright(), Color.RED.low, Color.__members__, Color.RED in Color)
for f in (lambda: Color(7), lambda: Color['X'], lambda: Color.RED < Color.BLUE, lambda: setattr(Color.RED, 'value', 2)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
`,
  String.raw`from enum import Enum, IntEnum, StrEnum, auto, unique, Flag
class Planet(Enum):
    EARTH = (1, 2.5)
    MARS = (2, 3.5)
    def __init__(self, n, r): self.n = n; self.r = r
    def __str__(self): return f'<{self.n}>'
print(Planet.EARTH, Planet.MARS.r, Planet((1, 2.5)), f'{Planet.MARS}', repr(Planet.MARS))
`,
  String.raw`from enum import Enum, IntEnum, StrEnum, auto, unique, Flag
class N(IntEnum):
    A = 1
    B = 2
print(N.A + 1, N.A < N.B, N.B == 2, {1: 'x'}[N.A], [10, 20, 30][N.B], N.A, repr(N.A), f'{N.B}', sorted([N.B, N.A]), int(N.B), sum([N.A, N.B]), max(N), 5 - N.B, isinstance(N.A, int), range(N.B), N.A & N.B, bool(N.A), hash(N.A), '%d' % N.B, str(N.B))
`,
  String.raw`from enum import Enum, IntEnum, StrEnum, auto, unique, Flag
class S(StrEnum):
    X = auto()
    Y = 'why'
print(S.X, S.Y == 'why', {'x': 3}[S.X], S.Y.upper(), S.X + '!', '!' + S.X, len(S.Y), repr(S.X), f'{S.Y:>5}', ','.join([S.X, S.Y]))
`,
  String.raw`from enum import Enum, IntEnum, StrEnum, auto, unique, Flag
class T(str, Enum):
    A = 'a'
print(T.A, T.A == 'a', T('a'), f'{T.A}', T.A.value)
`,
  String.raw`from enum import Enum, IntEnum, StrEnum, auto, unique, Flag
try:
    @unique
    class D(Enum):
        A = 1
        B = 1
except ValueError as e: print(e)
`,
  String.raw`from enum import Enum, IntEnum, StrEnum, auto, unique, Flag
class Color(Enum):
    RED = 1
    GREEN = auto()
    BLUE = auto()
    CRIMSON = 1
    def bright(self): return self.name.lower()
    @property
    def low(self): return self._value_
    @classmethod
    def first(cls): return cls.RED
try:
    class Sub(Color):
        Z = 9
except TypeError as e: print(e)
`,
  String.raw`from enum import Enum, IntEnum, StrEnum, auto, unique, Flag
class P(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W
p = P.R | P.X
print(p, repr(p), P.R in p, P.W in p, bool(p & P.W), p & P.R is P.R, P.RW, list(p), ~P.R, P(0), P(3), list(P), p ^ P.R, (P.R|P.W) is P.RW)
`,
  String.raw`from enum import Enum, IntEnum, StrEnum, auto, unique, Flag
E2 = Enum('E2', 'A B')
print(list(E2), E2.A.value)
`,
  String.raw`from enum import Enum, IntEnum, StrEnum, auto, unique, Flag
class Color(Enum):
    RED = 1
    GREEN = auto()
    BLUE = auto()
    CRIMSON = 1
    def bright(self): return self.name.lower()
    @property
    def low(self): return self._value_
    @classmethod
    def first(cls): return cls.RED
match Color.RED:
    case Color.GREEN: print('g')
    case Color.RED: print('r')
`,
  String.raw`from enum import Enum, IntEnum, StrEnum, auto, unique, Flag
class Base(Enum):
    def hi(self): return 'hi ' + self.name
class Der(Base):
    Q = 'q'
    @classmethod
    def _missing_(cls, v): return cls.Q
print(Der.Q.hi(), Der('zzz'))
`,
  String.raw`from enum import Enum, IntEnum, StrEnum, auto, unique, Flag
class Color(Enum):
    RED = 1
    GREEN = auto()
    BLUE = auto()
    CRIMSON = 1
    def bright(self): return self.name.lower()
    @property
    def low(self): return self._value_
    @classmethod
    def first(cls): return cls.RED
d = {Color.RED: 1, Color.BLUE: 2}
print(d, d[Color.RED], d.get(Color.GREEN))
`,
  String.raw`from enum import Enum, IntEnum, StrEnum, auto, unique, Flag
class Color(Enum):
    RED = 1
    GREEN = auto()
    BLUE = auto()
    CRIMSON = 1
    def bright(self): return self.name.lower()
    @property
    def low(self): return self._value_
    @classmethod
    def first(cls): return cls.RED
Color(99)
`,
]
