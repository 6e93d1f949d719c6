/** Programs with flags. */
const head = String.raw`import enum
from enum import IntEnum, IntFlag, StrEnum, Flag, auto
def attempt(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
`

export const flags: readonly string[] = [
  String.raw`class P(IntFlag):
    R = 4
    W = 2
    X = 1
    RW = 6
class Q(IntFlag):
    NONE = 0
    A = auto()
    B = auto()
    C = auto()
print(repr(P.R | P.W), str(P.R | P.W), f'{P.R}', '%s %d' % (P.R, P.W), repr(P.R | P.X), P.RW is P.R | P.W)
print(repr(~P.R), ~P.R == 3, P.R + 1, type(P.R + 1).__name__, repr(P(0)), bool(P(0)), bool(P.X), repr(Q(0)), repr(~Q.A), repr(~Q(7)))
print(P.R in P.RW, P.X in P.RW, P.R | 1, repr(P.R | 1), repr(1 | P.R), repr(P.RW & 4), repr(7 & P.R), repr(P.R ^ P.RW), repr(5 ^ P.R), repr(P.R | True))
`,
  String.raw`class P(IntFlag):
    R = 4
    W = 2
    X = 1
    RW = 6
class Q(IntFlag):
    NONE = 0
    A = auto()
    B = auto()
    C = auto()
attempt(lambda: 4 in P.R)
attempt(lambda: P.R | 'a')
attempt(lambda: P.R | None)
attempt(lambda: P('a'))
`,
  String.raw`class P(IntFlag):
    R = 4
    W = 2
    X = 1
    RW = 6
class Q(IntFlag):
    NONE = 0
    A = auto()
    B = auto()
    C = auto()
print(list(P), list(P.RW), len(P.RW), len(P), P.RW.name, (P.R | P.X).name, P(0).name, P.R.value, P['W'], P(6), repr(P(5)), repr(P(-1)), repr(P(-5)))
print(P.R == 4, 4 == P.R, P.R < P.RW, hash(P.R) == hash(4), {4: 'a'}[P.R], [10, 11, 12, 13, 14][P.R], P.R << 1, type(P.R << 1).__name__, -P.R, P.R - P.W, P.R * 2, divmod(P.RW, 4))
print(P, Q.B, isinstance(P.R, int), isinstance(P.R | P.X, P), P.__members__.keys(), max(P), sorted([P.R, P.X]), int(P.R), format(P.RW, '03b'), bin(P.RW), hex(P.R))
`,
  String.raw`class P(IntFlag):
    R = 4
    W = 2
    X = 1
    RW = 6
class Q(IntFlag):
    NONE = 0
    A = auto()
    B = auto()
    C = auto()
x = P.R
x |= P.X
x &= ~P.R
print(repr(x), x is P.X, P.R & Q.C, repr(P.R & Q.C), repr(Q.C & P.R), P.R | Q.A)
match P.R | P.W:
    case P.RW: print('rw')
`,
  String.raw`class Own(IntFlag):
    A = 1
    B = 2
    def both(self): return self | Own.A
    def __str__(self): return f'own {self.value}'
print(Own.B.both(), repr(Own.B.both()), f'{Own.A}', '{}'.format(Own.A))
`,
  String.raw`class P(IntFlag):
    R = 4
    W = 2
    X = 1
    RW = 6
class Q(IntFlag):
    NONE = 0
    A = auto()
    B = auto()
    C = auto()
print({P.R | P.W: 1}[P.RW], P.R if P.R & P.RW else None, not P(0), sum([P.R, P.W]), str(P(0)), [P.R, P.R | P.W])
`,
  String.raw`class F(Flag):
    A = auto()
    B = auto()
    AB = A | B
print(F.A | F.B is F.AB, F.AB, repr(F.A ^ F.B), ~F.A, repr(F(0)), F.A in F.AB, bool(F.A & F.B), list(F.AB), F.A | F.B)
attempt(lambda: F.A | 1)
attempt(lambda: F(9))
attempt(lambda: F(-1))
attempt(lambda: F(4))
attempt(lambda: F('x'))
`,
  String.raw`class N(IntEnum):
    A = 1
    def __str__(self): return f'n{self.value}'
class S(StrEnum):
    A = 'a'
    def __str__(self): return f's{self.value}'
print(f'{N.A} {N.A:3} {S.A} {S.A:3}|', '{} {:d}'.format(N.A, N.A))
`,
  String.raw`class Sparse(IntFlag):
    A = 1
    C = 4
print(repr(Sparse.A | Sparse.C), Sparse(5) & Sparse.C, Sparse.A ^ 5, repr(Sparse(0)))
class Sub(Flag):
    A = 1
    C = 4
attempt(lambda: Sub(2))
attempt(lambda: Sub(8))
print(~Sub.A, ~Sub.A is Sub.C)
`,
].map((text) => head + text)
