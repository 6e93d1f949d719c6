"""Executes a file of Python under schedules that requests on standard input ask for."""

import importlib.util
import os
import signal
import sys


# Variables that do not make two executions different.
_KEPT = ("PYTHONHASHSEED", "PYTHONPATH")


def _load():
    """The package of this folder, under a name that no program can import."""
    folder = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [each for each in sys.path if os.path.abspath(each) != folder]
    if sys.pycache_prefix is None:
        sys.dont_write_bytecode = True
    start = os.path.join(folder, "__init__.py")
    spec = importlib.util.spec_from_file_location("<agent>", start, submodule_search_locations=[folder])
    package = importlib.util.module_from_spec(spec)
    sys.modules["<agent>"] = package
    spec.loader.exec_module(package)
    return importlib.import_module("<agent>.session")


def _main():
    if sys.version_info < (3, 9):
        message = "Python 3.9 or newer is needed, and this is %s" % sys.version.split()[0]
        print('{"error":{"message":"%s","line":1,"column":1}}' % message)
        sys.exit(2)
    if sys.flags.hash_randomization or any(name.startswith("PYTHON") and name not in _KEPT for name in os.environ):
        # -I would ignore PYTHONHASHSEED too; without any other variable of Python's, -s does the rest of it.
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON") or name in _KEPT}
        environment["PYTHONHASHSEED"] = "0"
        folder = os.path.dirname(os.path.abspath(__file__))
        os.execve(sys.executable, [sys.executable, "-s", "-B", folder] + sys.argv[1:], environment)
    # Ctrl-C in a terminal reaches this process, too: who asked decides what becomes of it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    status = _load().serve(sys.argv[1:])
    os._exit(status)


if __name__ == "__main__":
    _main()
