/** The module `contextlib`. */
export const contextlibModule: string = String.raw`
from functools import wraps as _wraps
from abc import abstractmethod as _abstract

class AbstractContextManager:
    def __class_getitem__(cls, item):
        return cls
    def __enter__(self):
        return self
    @_abstract
    def __exit__(self, exc_type, exc_value, traceback):
        return None

class ContextDecorator:
    def _recreate_cm(self):
        return self

    def __call__(self, func):
        @_wraps(func)
        def inner(*args, **kwds):
            with self._recreate_cm():
                return func(*args, **kwds)
        return inner

class _GeneratorContextManager(ContextDecorator):
    def __init__(self, func, args, kwds):
        self.gen = func(*args, **kwds)
        self.func, self.args, self.kwds = func, args, kwds

    def _recreate_cm(self):
        return self.__class__(self.func, self.args, self.kwds)

    def __enter__(self):
        try:
            return next(self.gen)
        except StopIteration:
            raise RuntimeError("generator didn't yield") from None

    def __exit__(self, typ, value, traceback):
        if typ is None:
            try:
                next(self.gen)
            except StopIteration:
                return False
            raise RuntimeError("generator didn't stop")
        try:
            self.gen.throw(value)
        except StopIteration as exc:
            return exc is not value
        except RuntimeError as exc:
            if exc is value or isinstance(value, StopIteration) and str(exc) == 'generator raised StopIteration':
                return False
            raise
        except BaseException as exc:
            if exc is not value:
                raise
            return False
        raise RuntimeError("generator didn't stop after throw()")

def contextmanager(func):
    @_wraps(func)
    def helper(*args, **kwds):
        return _GeneratorContextManager(func, args, kwds)
    return helper

class closing:
    def __init__(self, thing):
        self.thing = thing
    def __enter__(self):
        return self.thing
    def __exit__(self, *exc_info):
        self.thing.close()

class suppress:
    def __init__(self, *exceptions):
        self._exceptions = exceptions
    def __enter__(self):
        pass
    def __exit__(self, exctype, excinst, exctb):
        return exctype is not None and issubclass(exctype, self._exceptions)

class nullcontext:
    def __init__(self, enter_result=None):
        self.enter_result = enter_result
    def __enter__(self):
        return self.enter_result
    def __exit__(self, *excinfo):
        pass

class ExitStack:
    def __init__(self):
        self._exits = []

    def pop_all(self):
        other = ExitStack()
        other._exits = self._exits
        self._exits = []
        return other

    def push(self, exit):
        own = getattr(type(exit), '__exit__', None)
        if own is None:
            self._exits.append(exit)
        else:
            self._exits.append(exit.__exit__)
        return exit

    def enter_context(self, cm):
        cls = type(cm)
        if getattr(cls, '__enter__', None) is None or getattr(cls, '__exit__', None) is None:
            raise TypeError(f"'{cls.__module__}.{cls.__qualname__}' object does not support the context manager protocol")
        result = cm.__enter__()
        self._exits.append(cm.__exit__)
        return result

    def callback(self, callback, /, *args, **kwds):
        def exit(exc_type, exc, tb):
            callback(*args, **kwds)
        self._exits.append(exit)
        return callback

    def close(self):
        self.__exit__(None, None, None)

    def __enter__(self):
        return self

    def __exit__(self, typ, value, traceback):
        pending = value
        suppressed = False
        while self._exits:
            exit = self._exits.pop()
            try:
                if exit(None if pending is None else type(pending), pending, None) and pending is not None:
                    suppressed = True
                    pending = None
            except BaseException as new:
                suppressed = False
                pending = new
        if pending is not None and pending is not value:
            raise pending
        return value is not None and suppressed

redirect_stdout = redirect_stderr = _native('refused redirect_stdout')
asynccontextmanager = _native('refused asynccontextmanager')
AsyncExitStack = _native('refused AsyncExitStack')
`
