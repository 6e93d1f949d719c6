"""The names of threads in reports: those that the program gives, else of variables, else of functions."""

import collections
import sys

from .callees import FILES


class Loops:
    """The names that loops of the program assign: they name one thread after the other."""

    names = frozenset()


def variable_of(thread):
    """The variable that has a thread, or a pool, when a thread starts: the module's before those of functions, or None."""
    frames = []
    frame = sys._getframe(1)
    while frame is not None:
        if frame.f_code.co_filename in FILES:
            frames.append(frame)
        frame = frame.f_back
    for each in reversed(frames):
        code = each.f_code
        parameters = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
        for name, value in list(each.f_locals.items()):
            if value is thread and name not in parameters and name not in Loops.names:
                return name
    return None


def function_of(thread, target):
    """The function that a thread executes, or its class, if that is one of the program."""
    if target is None:
        name = type(thread).__name__
        return "thread" if type(thread).__module__ == __package__ + ".threads" else name
    name = getattr(target, "__name__", "thread")
    return "thread" if name == "<lambda>" else name


def told(facades):
    """The names of threads, of which several may be equal: a name of its own that several have tells less than the function."""
    count = collections.Counter(each.told_name() for each in facades)
    return [each.told_name() if count[each.told_name()] == 1 else each.told_function() for each in facades]
