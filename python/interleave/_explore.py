"""Executes a function of a test under every schedule of the threads that it starts."""

import inspect
import json

from interleave._check import _arguments, _command, _mistakes, _run, _words


def explore(function, *, command=None, **options):
    """Calls a function again and again, under every schedule of its threads, and returns what `interleave check --real` says.

    The function is one of a module, without arguments; what it asserts must hold under every schedule. Raises AssertionError,
    with the schedule as a table, if an exception ends a thread or the function, or threads wait for ever; and if not every
    schedule was executed. Raises ValueError if the function cannot be called so, or an option is wrong.
    """
    file = inspect.getsourcefile(function)
    if file is None or not function.__qualname__.isidentifier():
        raise ValueError(_no_function_of_a_module(function.__qualname__))
    arguments = _arguments(file, False, {"real": True, "call": function.__name__, **options})
    start = list(command) if command is not None else _command()
    code, text, said = _run([*start, *arguments, "--json"])
    if code == 2:
        raise ValueError(_mistakes(text) or said.strip())
    if code not in (0, 1, 3):
        raise RuntimeError(f"interleave ended with code {code}\n{said}")
    found = json.loads(text)
    wrong = [each for each in found["findings"] if each["kind"] in ("deadlock", "livelock", "uncaught-exception")]
    if wrong or not found["complete"]:
        raise AssertionError(_words(start, arguments))
    return found


def _no_function_of_a_module(name):
    if name.endswith("<lambda>"):
        how = "give it a name: write it as a function of the module"
    elif "<locals>" in name:
        how = "move it out of the function that it is defined in; what it uses of that, it can make itself"
    else:
        how = "write a function of the module that calls it"
    return f"`{name}` is no function of a module, which is what can be called again and again: {how}"
