"""Executes a file of Python as it is, again and again, and tells how each execution ended.

Usage: python stress JSON, where the JSON has `file`, `names` (expressions to evaluate at the end), `threads` (functions to
start in threads after the module, with how many of each) and `bound` (the most rounds of a range in a thread, or null).
Writes one line of JSON for each execution, and stops when standard input is closed.
"""

import builtins
import io
import json
import os
import sys
import threading
import types
import _thread

# Seconds after which the interpreter changes threads where it can.
_STEP = 1e-6
# What variables are shown if nobody says which.
_DATA = (bool, int, float, str, bytes, list, tuple, dict, set, frozenset, type(None))


def _watch_input():
    """Ends the process when nobody listens any more."""
    while os.read(0, 4096):
        pass
    os._exit(0)


class _Failures:
    """The exceptions that ended threads in one execution."""

    def __init__(self):
        self.found = []

    def note(self, args):
        """As `threading.excepthook`."""
        if args.exc_type is not SystemExit:
            self.found.append(args.exc_type.__name__)


def _bounded(most):
    main = threading.main_thread()

    def limited(*arguments):
        whole = range(*arguments)
        return whole if threading.current_thread() is main else whole[:most]

    return limited


def _execute(code, asked, failures):
    module = types.ModuleType("__main__")
    namespace = module.__dict__
    namespace.update(__file__=asked["file"], __builtins__=builtins)
    if asked["bound"] is not None:
        namespace["range"] = _bounded(asked["bound"])
    sys.modules["__main__"] = module
    try:
        exec(code, namespace)
        threads = []
        for name, count in asked["threads"]:
            target = eval(name, namespace)
            threads.extend(threading.Thread(target=target) for _ in range(count))
        for each in threads:
            each.start()
    except SystemExit:
        pass
    except BaseException as problem:
        failures.found.append(type(problem).__name__)
    for each in threading.enumerate():
        if each is not threading.current_thread() and not each.daemon:
            each.join()
    names = asked["names"]
    if names is None:
        names = [name for name, value in namespace.items() if not name.startswith("_") and isinstance(value, _DATA)]
    return [[name, _text(name, namespace)] for name in names]


def _text(name, namespace):
    try:
        return repr(eval(name, namespace))
    except NameError:
        return "not set"
    except Exception as problem:
        return type(problem).__name__


def _main():
    asked = json.loads(sys.argv[1])
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    _thread.start_new_thread(_watch_input, ())
    try:
        with open(asked["file"], "rb") as file:
            code = compile(file.read(), asked["file"], "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as problem:
        place = {"line": getattr(problem, "lineno", 1) or 1, "column": getattr(problem, "offset", 1) or 1}
        message = "%s: %s" % (type(problem).__name__, getattr(problem, "msg", problem))
        answers.write(json.dumps({"error": dict(place, message=message, file=asked["file"])}) + "\n")
        answers.flush()
        os._exit(2)
    sys.path.insert(0, os.path.dirname(os.path.abspath(asked["file"])))
    sys.argv = [asked["file"]]
    sys.setswitchinterval(_STEP)
    version = ".".join(str(each) for each in sys.version_info[:3])
    answers.write(json.dumps({"python": version}) + "\n")
    answers.flush()
    while True:
        failures = _Failures()
        threading.excepthook = failures.note
        sys.stdout = sys.stderr = io.StringIO()
        values = _execute(code, asked, failures)
        answers.write(json.dumps({"values": values, "exceptions": sorted(failures.found)}) + "\n")
        answers.flush()


if __name__ == "__main__":
    _main()
