/** Programs with enumerations of integers and texts, and with flags. */
export const moreEnumerations: readonly string[] = [
  String.raw`from enum import Enum, auto, IntEnum, Flag, unique
class State(Enum):
    IDLE = auto()
    BUSY = auto()
    DONE = auto()
    @classmethod
    def final(cls): return {cls.DONE}
    @property
    def is_final(self): return self in State.final()
    def next(self):
        members = list(State)
        return members[(members.index(self) + 1) % len(members)]
print(State.IDLE.next(), State.DONE.next(), State.DONE.is_final, State(3), State['BUSY'].value)
`,
  String.raw`from enum import Enum, auto, IntEnum, Flag, unique
class State(Enum):
    IDLE = auto()
    BUSY = auto()
    DONE = auto()
    @classmethod
    def final(cls): return {cls.DONE}
    @property
    def is_final(self): return self in State.final()
    def next(self):
        members = list(State)
        return members[(members.index(self) + 1) % len(members)]
s2 = {State.IDLE: 'a', State.BUSY: 'b'}
for st, v in s2.items(): print(st.name, v)
`,
  String.raw`from enum import Enum, auto, IntEnum, Flag, unique
class State(Enum):
    IDLE = auto()
    BUSY = auto()
    DONE = auto()
    @classmethod
    def final(cls): return {cls.DONE}
    @property
    def is_final(self): return self in State.final()
    def next(self):
        members = list(State)
        return members[(members.index(self) + 1) % len(members)]
s = State.IDLE
print(s is State.IDLE, s == State.IDLE, s != State.BUSY, s in (State.IDLE, State.BUSY), s.name, str(s), repr(s), f'{s}', '%s' % s, '{}'.format(s), [s], (s,))
match s:
    case State.IDLE | State.BUSY: print('active')
    case _: print('other')
`,
  String.raw`from enum import Enum, auto, IntEnum, Flag, unique
def attempt(f, *a, **k):
    try: print(f(*a, **k))
    except Exception as e: print(type(e).__name__, e)
class State(Enum):
    IDLE = auto()
    BUSY = auto()
    DONE = auto()
    @classmethod
    def final(cls): return {cls.DONE}
    @property
    def is_final(self): return self in State.final()
    def next(self):
        members = list(State)
        return members[(members.index(self) + 1) % len(members)]
s = State.IDLE
attempt(State, 9); attempt(lambda: State['NO']); attempt(lambda: s < State.BUSY); attempt(lambda: s + 1); attempt(lambda: setattr(s, 'name', 'x')); attempt(State, 'x')
`,
  String.raw`from enum import Enum, auto, IntEnum, Flag, unique
class Coin(IntEnum):
    A = 1
    B = 5
    C = 10
print(sum(Coin), Coin.A + Coin.B, Coin.C > 3, Coin(5), Coin.B * 2, -Coin.A, Coin.C // 3, 7 % Coin.B, Coin.A == 1, Coin.A is Coin(1), [1, 2, 3][Coin.A], range(Coin.B)[-1], Coin.A.bit_length(), max(Coin).name, sorted(Coin, reverse=True), isinstance(Coin.A, int), 'x' * Coin.B, abs(Coin.A), divmod(Coin.C, 3), float(Coin.A), Coin.A / 2, Coin.A ** 2, 2 ** Coin.B, bool(Coin.A), Coin.A < Coin.B <= 5, 5 == Coin.B, Coin.A != 2)
print(f'{Coin.A:03d} {Coin.B!r} {Coin.C}', str(Coin.A), {Coin.A: 'x', 5: 'y'}[5], {1: 'one'}.get(Coin.A), Coin.A in [1], 1 in {Coin.A})
`,
  String.raw`from enum import Enum, auto, IntEnum, Flag, unique
def attempt(f, *a, **k):
    try: print(f(*a, **k))
    except Exception as e: print(type(e).__name__, e)
class Coin(IntEnum):
    A = 1
    B = 5
    C = 10
attempt(lambda: Coin.A + 'x'); attempt(lambda: Coin(3))
`,
  String.raw`import enum
def attempt(f, *a, **k):
    try: print(f(*a, **k))
    except Exception as e: print(type(e).__name__, e)
class Level(enum.Enum):
    LOW = 1
    HIGH = 2
    def __lt__(self, other):
        if self.__class__ is other.__class__: return self.value < other.value
        return NotImplemented
attempt(lambda: Level.LOW < Level.HIGH); attempt(lambda: Level.LOW < 3); attempt(lambda: sorted([Level.HIGH, Level.LOW]))
`,
  String.raw`from enum import Enum, auto, IntEnum, Flag, unique
class Op(Enum):
    ADD = '+'
    SUB = '-'
    def __call__(self, a, b): return a + b if self is Op.ADD else a - b
    def __str__(self): return self.value
print(Op.ADD(1, 2), Op('-')(3, 1), Op.ADD, f'{Op.SUB}', repr(Op.SUB))
`,
  String.raw`from enum import Enum, auto, IntEnum, Flag, unique
class WithInit(Enum):
    A = ('a', 1)
    B = ('b', 2)
    def __init__(self, label, num): self.label = label; self._num = num
print(WithInit.A.label, WithInit.B._num, WithInit.A.value)
`,
  String.raw`from enum import Enum, auto, IntEnum, Flag, unique
class WithNew(Enum):
    A = 1
    B = 2
    def __new__(cls, v):
        o = object.__new__(cls)
        o._value_ = v * 10
        o.extra = 'e'
        return o
print(WithNew.A.value, WithNew(20), WithNew.A.extra)
`,
  String.raw`from enum import Enum, auto, IntEnum, Flag, unique
class StrE(str, Enum):
    X = 'x'
    Y = 'y'
print(StrE.X == 'x', StrE.X.upper(), StrE.X + 'z', StrE('y'), StrE.X in ('x',), {'x': 1}[StrE.X], StrE.X.value, f'{StrE.X}', str(StrE.Y), repr(StrE.X), 'x' == StrE.X, StrE.X != 'y', StrE.X < StrE.Y, len(StrE.X), ''.join([StrE.X, 'q']), StrE.X.startswith('x'), 'axb'.replace(StrE.X, '-'), isinstance(StrE.X, str), sorted([StrE.Y, StrE.X]))
`,
  String.raw`import enum
from enum import Enum, auto, IntEnum, Flag, unique
class State(Enum):
    IDLE = auto()
    BUSY = auto()
    DONE = auto()
    @classmethod
    def final(cls): return {cls.DONE}
    @property
    def is_final(self): return self in State.final()
    def next(self):
        members = list(State)
        return members[(members.index(self) + 1) % len(members)]
class Coin(IntEnum):
    A = 1
    B = 5
    C = 10
print(enum.Enum, State, Coin, list(State.__members__), len(State), State.IDLE in State, list(reversed(State)))
`,
  String.raw`from enum import Enum, auto, IntEnum, Flag, unique
class Fl(Flag):
    A = 1
    B = 2
    C = 4
f = Fl.A | Fl.C
print(f, f.value, Fl.A in f, Fl.B in f, bool(f & Fl.B), f & ~Fl.A, f ^ Fl.B, f == Fl.C | Fl.A, Fl(5) is f, f.name, Fl(0).name)
f |= Fl.B; print(f, repr(f))
`,
  String.raw`from enum import Enum, auto, IntEnum, Flag, unique
def attempt(f, *a, **k):
    try: print(f(*a, **k))
    except Exception as e: print(type(e).__name__, e)
class Fl(Flag):
    A = 1
    B = 2
    C = 4
attempt(lambda: Fl.A | 3)
`,
  String.raw`from enum import Enum, auto, IntEnum, Flag, unique
@unique
class Uq(Enum):
    A = 1
    B = 2
print(Uq.A)
`,
  String.raw`from enum import Enum, auto, IntEnum, Flag, unique
class Mixin:
    def hello(self): return f'hello {self.name}'
class M(Mixin, Enum):
    Z = 0
print(M.Z.hello(), bool(M.Z), M(0))
`,
  String.raw`from enum import Enum, auto, IntEnum, Flag, unique
class Dyn(Enum):
    @staticmethod
    def _generate_next_value_(name, start, count, last): return name.lower() + str(count)
    ONE = auto()
    TWO = auto()
print(Dyn.ONE.value, Dyn.TWO.value)
`,
  String.raw`from enum import Enum, auto, IntEnum, Flag, unique
E3 = Enum('E3', ['P', 'Q']); print(E3.P, E3.Q.value, Enum('E4', {'a': 5}).a)
`,
  String.raw`from enum import Enum, auto, IntEnum, Flag, unique
class State(Enum):
    IDLE = auto()
    BUSY = auto()
    DONE = auto()
    @classmethod
    def final(cls): return {cls.DONE}
    @property
    def is_final(self): return self in State.final()
    def next(self):
        members = list(State)
        return members[(members.index(self) + 1) % len(members)]
import copy; print(copy.deepcopy(State.IDLE) is State.IDLE, copy.copy(State.IDLE) is State.IDLE)
`,
  String.raw`from enum import Enum, auto, IntEnum, Flag, unique
class State(Enum):
    IDLE = auto()
    BUSY = auto()
    DONE = auto()
    @classmethod
    def final(cls): return {cls.DONE}
    @property
    def is_final(self): return self in State.final()
    def next(self):
        members = list(State)
        return members[(members.index(self) + 1) % len(members)]
d = {}
d.setdefault(State.IDLE, []).append(1); print(d)
`,
]
