"""What a program registers with `atexit`: it is called when all threads that are no daemons have ended."""

_CALLS = []


def register(function, *args, **kwargs):
    """As `atexit.register`."""
    _CALLS.append((function, args, kwargs))
    return function


def unregister(function):
    """As `atexit.unregister`."""
    _CALLS[:] = [each for each in _CALLS if each[0] != function]


def forget():
    """Begins a new execution."""
    _CALLS.clear()


def waiting():
    """Whether anything is registered."""
    return bool(_CALLS)


def call_all():
    """Calls what was registered, the last one first."""
    while _CALLS:
        function, args, kwargs = _CALLS.pop()
        function(*args, **kwargs)
