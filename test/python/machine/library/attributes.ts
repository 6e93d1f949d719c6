/** Attributes and methods of primitive values, and of threads. */
export const attributes: readonly string[] = [
  `print(range(2,20,3)[1:3], range(2,20,3)[::-1], range(2,20,3)==range(2,19,3), hash(range(0))==hash(range(1,1)))
`,
  `print({range(3): 1}[range(3)], range(3) in {range(0,3)})
`,
  `print(range(10).index(3.0), range(5).count(True))
`,
  String.raw`print((5).bit_length(), (1024).to_bytes(2, 'big'), int.from_bytes(b'\x04\x00', 'big'), (3.0).is_integer(), (0.1).hex(), (5).bit_count(), (0.5).as_integer_ratio())
`,
  `print(float.fromhex('0x1.8p+1'))
`,
  `print(float.fromhex('-0x.1p-3'), float.fromhex('inf'), float.fromhex('  10 '))
`,
  `print((5).__add__(3), (5).__class__, (5).__bool__(), (5).__index__(), (2.5).__trunc__(), (7).__divmod__(2))
`,
  `print('abc'.__len__(), 'abc'.__contains__('b'), 'a'.__add__('b'), 'abc'.__getitem__(1), (1).__eq__(2), (1).__lt__(2), 'a'.__hash__() == hash('a'))
`,
  `print([1,2].__len__(), [1].__contains__(1), {}.__len__(), (1,2).__getitem__(0))
`,
  `print('%s' % range(3), str(range(1, 5, 2)))
`,
  `print('abc'.__iter__().__next__(), list('ab'.__iter__()))
`,
  `print((1,2,1).count(1), (1,2).index(2), (1,2).__add__((3,)), (1,).__mul__(2), hash((1,2)) == hash((1,2)))
`,
  `print(slice(1,2).start, slice(1,10,2).indices(5), slice(1,2) == slice(1,2))
`,
  `print('abc'.maketrans({'a':'b'}), 'a'.isascii(), 'abc'.removeprefix('a'), 'ß'.casefold(), 'a,b'.rpartition(','), 'Ab'.swapcase(), 'x'.isidentifier(), '½'.isnumeric(), 'abc'.expandtabs())
`,
  `print([3,1,2].copy(), [1,2,3].__getitem__(slice(1,3)), list.__name__, dict.fromkeys('ab'), [1].__eq__([1]), {1:2}.__contains__(1), {1:2}.__getitem__(1))
`,
  `print((1).__str__(), (1).__repr__(), 'a'.__repr__(), (1).__format__('03d'), [].__repr__(), (1).__hash__())
`,
  `print({1,2}.__len__(), {1}.__or__({2}), {1}.__contains__(1), frozenset({1}).__len__())
`,
  `print(True.__and__(False), True.bit_length(), True.to_bytes(1,'big'), (True).__add__(1))
`,
  `print((10).__floordiv__(3), (10).__mod__(3), (2).__pow__(5), (-3).__abs__(), (3).__neg__(), (3).__float__(), (3.7).__int__(), (3).__radd__(4), (3).__rsub__(4), (-0.0).__neg__(), (6).__rxor__(2))
`,
  `a = slice(1, 2)
print(a == slice(1, 2), a != slice(1, 3), slice(None) == slice(None, None))
`,
  `class L(list):
    __slots__ = ()
    def __add__(self, other): return 'own'
    def __rmul__(self, n): return 'mine'
print(L([1]) + [2], 2 * L([1]), [1] + L([2]))
try: L().x = 1
except AttributeError as e: print(e)
`,
  `class R(list):
    def __radd__(self, other): return NotImplemented
print([1] + R([2]))
`,
  `class A(int): pass
a = A(3)
a.k = 1
print(a.__dict__, vars(a))
import copy
b = copy.copy(a)
print(b, b.k, type(b).__name__)
`,
  `import threading
t = threading.Thread(target=print, daemon=True)
print(t.ident, t.native_id, t.isDaemon(), t.getName(), t.name)
t.setDaemon(False)
t.setName('x')
print(t.daemon, t.name, threading.active_count(), [x.name for x in threading.enumerate()], threading.main_thread() is threading.current_thread(), threading.get_ident() == threading.main_thread().ident)
`,
  `import threading
m = threading.main_thread()
print(m.is_alive(), m.name, m.daemon, isinstance(m, threading.Thread), m.getName())
try: m.start()
except RuntimeError as e: print(e)
try: m.join()
except RuntimeError as e: print(e)
`,
  `import threading
d = {threading.get_ident(): 1}
print(d[threading.get_ident()], threading.get_ident() in d, bool(threading.get_ident()), threading.get_ident() is None, threading.get_native_id() == threading.main_thread().native_id)
`,
]
