#: try else finally
def f(x):
    try:
        r = 10 / x
    except ZeroDivisionError as e:
        print('caught', e)
        return 'err'
    else:
        print('else')
        return r
    finally:
        print('finally')
print(f(2), f(0))
#: own hierarchy
class AppError(Exception): pass
class NotFound(AppError): pass
class Denied(AppError):
    def __init__(self, who): self.who = who
for e in (NotFound('x'), Denied('bob'), AppError(), AppError(1, 2)):
    try:
        raise e
    except NotFound as n:
        print('nf', n, n.args)
    except Denied as d:
        print('denied', d.who, d, d.args)
    except AppError as a:
        print('app', a, repr(a), a.args)
#: several classes
for v in ('a', None, []):
    try:
        int(v)
    except (ValueError, TypeError) as e:
        print(type(e).__name__)
#: exception group of tuple name
errors = (KeyError, IndexError)
try:
    [][0]
except errors as e:
    print('got', e)
#: lookup error
for f in (lambda: {}[1], lambda: [][1]):
    try:
        f()
    except LookupError as e:
        print(type(e).__name__, e)
#: order of handlers
try:
    raise KeyError('k')
except Exception as e:
    print('first', e)
except KeyError:
    print('second')
#: bare except
try:
    raise SystemExit(3)
except:
    print('bare')
#: reraise
def f():
    try:
        raise ValueError('v')
    except ValueError:
        print('log')
        raise
try:
    f()
except ValueError as e:
    print('outer', e)
#: reraise nothing
raise
#: raise class
try:
    raise ValueError
except ValueError as e:
    print(repr(e), str(e) == '', e.args)
#: raise non exception
raise 5
#: raise string
try:
    raise 'oops'
except TypeError as e:
    print(e)
#: raise from
try:
    try:
        {}['a']
    except KeyError as e:
        raise ValueError('bad') from e
except ValueError as e:
    print(e, repr(e.__cause__), e.__cause__ is e.__context__, e.__suppress_context__)
#: context
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise KeyError('k')
except KeyError as e:
    print(repr(e.__context__), e.__cause__)
#: raise from none
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise KeyError('k') from None
except KeyError as e:
    print(e.__cause__, e.__suppress_context__)
#: finally overrides return
def f():
    try:
        return 1
    finally:
        return 2
def g():
    for i in range(3):
        try:
            continue
        finally:
            print('f', i)
    while True:
        try:
            break
        finally:
            print('brk')
print(f(), g())
#: finally swallows
def f():
    try:
        1 / 0
    finally:
        return 'swallowed'
print(f())
#: finally value kept
def f():
    x = 1
    try:
        return x
    finally:
        x = 2
        print('x', x)
print(f())
#: finally raises
try:
    try:
        raise ValueError('a')
    finally:
        raise KeyError('b')
except KeyError as e:
    print(repr(e), repr(e.__context__))
#: nested try
def f(n):
    try:
        try:
            if n == 0: raise ValueError('v')
            if n == 1: raise KeyError('k')
            return 'fine'
        except ValueError:
            return 'inner'
        finally:
            print('in', n)
    except KeyError as e:
        return f'outer {e}'
    finally:
        print('out', n)
print([f(i) for i in range(3)])
#: exception in handler
try:
    try:
        raise ValueError('one')
    except ValueError as e:
        int('x')
except ValueError as e:
    print(e, '|', e.__context__)
#: exception in else
try:
    try:
        pass
    except ValueError:
        print('no')
    else:
        raise ValueError('else')
except ValueError as e:
    print(e)
#: name unbound after
def f():
    try:
        raise ValueError
    except ValueError as e:
        pass
    print(e)
f()
#: keep exception
saved = None
try:
    raise ValueError('keep')
except ValueError as e:
    saved = e
print(saved, type(saved), saved.args[0], isinstance(saved, Exception))
#: messages
tests = [lambda: [][0], lambda: {}['x'], lambda: {}[1], lambda: int('z'), lambda: 1 / 0, lambda: nope, lambda: None.x, lambda: 'a' + 1, lambda: len(3), lambda: [1, 2, 3].index(9), lambda: (1, 2)[5], lambda: 'abc'[9], lambda: float('q'), lambda: [].pop(), lambda: set().pop(), lambda: {}.popitem(), lambda: next(iter([])), lambda: chr(-5), lambda: abs('a'), lambda: sum(['a']), lambda: sorted([1, 'a']), lambda: int([]), lambda: round('a'), lambda: 'x'.join([1]), lambda: [] < {}, lambda: max([]), lambda: range('a'), lambda: dict([1]), lambda: list(1), lambda: tuple(1), lambda: set(1), lambda: enumerate(1), lambda: zip(1), lambda: map(1), lambda: hash([]), lambda: iter(1), lambda: reversed(1), lambda: isinstance(1, 1), lambda: ord('ab'), lambda: ord(1), lambda: bin('a'), lambda: divmod(1, 'a'), lambda: pow('a', 2), lambda: 'a' in 1, lambda: print(sep=1), lambda: len(), lambda: len(1, 2), lambda: int('1', 99), lambda: str(1, 2, 3, 4), lambda: any(1), lambda: min(1), lambda: max(1, 'a'), lambda: 'a' % 1, lambda: '%d' % 'x', lambda: all(), lambda: callable(), lambda: input.x, lambda: type().x, lambda: next(5), lambda: next([1]), lambda: sorted(), lambda: sorted([1], 2), lambda: range(), lambda: filter(None), lambda: getattr(1, 'q'), lambda: getattr(1, 2), lambda: setattr(1, 'a', 2), lambda: issubclass(1, int), lambda: super()]
for t in tests:
    try:
        t()
        print('no error')
    except Exception as e:
        print(f'{type(e).__name__}: {e}')
#: repr of exceptions
for e in (ValueError(), ValueError('a'), ValueError('a', 1), KeyError('k'), KeyError(1), KeyError(), IndexError('i'), StopIteration(5), RuntimeError(['l']), AssertionError(None)):
    print(str(e), '|', repr(e), '|', e.args)
#: custom str
class E(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code
    def __str__(self): return f'code={self.code}'
try:
    raise E(5)
except E as e:
    print(e, repr(e), e.args, f'{e}')
raise E(7)
#: not calling super init
class E(Exception):
    def __init__(self, a, b): self.a, self.b = a, b
try:
    raise E(1, b=2)
except E as e:
    print(e.a, e.b, e.args, str(e))
#: attributes with default
class HttpError(Exception):
    status = 500
    def __init__(self, msg='server error', **info):
        super().__init__(msg)
        self.info = info
class Missing(HttpError):
    status = 404
for e in (HttpError(), Missing('gone', path='/x')):
    print(type(e).__name__, e.status, e, e.info)
#: exception equality and truth
e = ValueError('a')
print(e == ValueError('a'), e == e, bool(e), e in [e])
#: exception without message
class Empty(Exception):
    """Doc."""
raise Empty
#: exception with multiple args
raise ValueError('a', 1, None)
#: raise with not class
class A: pass
raise A()
#: raise uninstantiable
class E(Exception):
    def __init__(self, a): pass
raise E
#: catching non exception
try:
    1 / 0
except 5:
    pass
#: add note
e = ValueError('x')
e.add_note('note')
print(e.__notes__)
#: with traceback
try:
    raise ValueError('x').with_traceback(None)
except ValueError as e:
    print(e)
#: os error hierarchy
print(issubclass(FileNotFoundError, OSError), IOError is OSError, issubclass(KeyError, LookupError), issubclass(ZeroDivisionError, ArithmeticError), issubclass(UnicodeDecodeError, ValueError), ModuleNotFoundError.__mro__[1].__name__, issubclass(TimeoutError, OSError), issubclass(KeyboardInterrupt, Exception), issubclass(RecursionError, RuntimeError), issubclass(NotImplementedError, RuntimeError), BaseException.__bases__)
#: retry loop
attempts = 0
def flaky():
    global attempts
    attempts += 1
    if attempts < 3:
        raise ConnectionError(f'try {attempts}')
    return 'ok'
while True:
    try:
        print(flaky())
        break
    except ConnectionError as e:
        print('retry', e)
        continue
    finally:
        print('attempt over')
#: validate input
def parse(s):
    try:
        v = float(s)
    except ValueError:
        raise ValueError(f'not a number: {s!r}') from None
    if v < 0:
        raise ValueError('negative')
    return v
for s in ('1.5', 'abc', '-2'):
    try:
        print(parse(s))
    except ValueError as e:
        print('Error:', e)
#: return in except
def f():
    try:
        raise KeyError('x')
    except KeyError as e:
        return e.args[0]
    finally:
        print('cleanup')
print(f())
#: try in loop with else
for v in [1, 0, 'a']:
    try:
        r = 1 / v
    except ZeroDivisionError:
        print('zero')
    except TypeError as e:
        print('type:', e)
    else:
        print(r)
        continue
    print('after')
#: generator exit not exception
print(issubclass(GeneratorExit, Exception), issubclass(StopIteration, Exception))
#: suppress by context manager class
class ignore:
    def __init__(self, *types): self.types = types
    def __enter__(self): pass
    def __exit__(self, t, e, tb): return t is not None and issubclass(t, self.types)
with ignore(KeyError, IndexError):
    {}['a']
print('on')
with ignore(KeyError):
    1 / 0
#: exception subclass two bases
class MyKey(KeyError, AttributeError): pass
try:
    raise MyKey('m')
except AttributeError as e:
    print(e, isinstance(e, KeyError))
#: except star free raise in finally order
log = []
def f():
    try:
        log.append('try')
        raise ValueError
    except ValueError:
        log.append('except')
        return log.append('ret')
    else:
        log.append('else')
    finally:
        log.append('finally')
f()
print(log)
#: stop iteration in generator
def g():
    yield 1
    raise StopIteration('x')
it = g()
print(next(it))
next(it)
#: exit code
raise SystemExit('bye')
#: context chain length
def chain(n):
    try:
        if n: chain(n - 1)
        else: raise ValueError(0)
    except ValueError as e:
        raise ValueError(n)
try:
    chain(3)
except ValueError as e:
    k = 0
    while e:
        k += 1
        e = e.__context__
    print(k)
#: del in handler
try:
    raise ValueError('x')
except ValueError as e:
    del e
print('ok')
#: refused import error
try:
    import no_such_module_xyz
except ImportError as e:
    print('missing')
#: unpacking messages
for f in (lambda: [a for a, b in [(1, 2, 3)]], lambda: [a for a, b in [1]], lambda: [a for a, b in [(1,)]], lambda: [a for a, *b in [()]]):
    try:
        f()
    except (ValueError, TypeError) as e:
        print(e)
#: error in comprehension condition
try:
    [x for x in [1, 0] if 1 / x]
except ZeroDivisionError as e:
    print('z', e)
#: error types of iteration
for v in (5, None, True, 1.5):
    try:
        for x in v: pass
    except TypeError as e:
        print(e)
#: attribute errors of builtin values
for v in ([], {}, 'a', 1, 1.5, None, (), set(), len, range(1), lambda: 0, int, ValueError('x')):
    try:
        v.zork
    except AttributeError as e:
        print(e)
#: set attribute errors
for v in ([], {}, 'a', 1, None, (), len, int):
    try:
        v.zork = 1
    except (AttributeError, TypeError) as e:
        print(type(e).__name__, e)
#: call errors
for v in ([], {}, 'a', 1, None, (), range(1), ...):
    try:
        v()
    except TypeError as e:
        print(e)
