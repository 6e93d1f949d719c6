"""Answers requests, one line of JSON each, until there are no more."""

import _thread
import faulthandler
import hashlib
import json
import os
import signal
import sys
import time
import traceback

from . import fresh
from .callees import FILES, TRACED_FILES
from .clock import Clock
from .draws import Draws
from .execution import Execution
from .processor import Processor
from .program import Finder, Program
from .scheduler import STATE
from .source import Mistake
from .traced import traceable

# Seconds without an event after which a program is taken to hang.
_PATIENCE = 10
# Seconds after which it is taken to hang in code that does not let other threads run.
_LAST_PATIENCE = 30
# How deeply expressions may be nested, in frames of the rewriter.
_DEEP = 6000


class _Channel:
    """Standard input and output, of which the program gets neither."""

    def __init__(self):
        self.encode = json.JSONEncoder(separators=(",", ":")).encode
        self.requests = os.fdopen(os.dup(0), "r", encoding="utf-8")
        self.answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
        nothing = os.open(os.devnull, os.O_RDWR)
        os.dup2(nothing, 0)
        os.dup2(nothing, 1)
        os.close(nothing)

    def answer(self, value):
        """Writes one line."""
        self.answers.write(self.encode(value) + "\n")
        self.answers.flush()


class _Watchdog:
    """Ends the process if a program hangs, with a message that says where."""

    def __init__(self, channel, program):
        self.channel = channel
        self.program = program
        self.sleep = time.sleep
        self.busy = False
        self._wait_on()
        _thread.start_new_thread(self._watch, ())

    @staticmethod
    def _wait_on():
        faulthandler.dump_traceback_later(_LAST_PATIENCE, exit=True, file=2)

    def _watch(self):
        last, since = None, 0
        while True:
            self.sleep(1)
            self._wait_on()
            now = (self.busy, id(STATE.current), STATE.current.n, len(STATE.trace))
            since = since + 1 if now == last and self.busy and not STATE.reporting else 0
            last = now
            if since >= _PATIENCE:
                self._stop()

    def _stop(self):
        paths = {each.path for each in self.program.own()}
        place = sys._current_frames().get(STATE.current.ident)
        where = self._within(place, paths)
        while place is not None and place.f_code.co_filename not in paths:
            place = place.f_back
        message = "the program does nothing that can be seen for %d seconds%s" % (_PATIENCE, where)
        error = {"message": message, "line": 0, "column": 1, "file": self.program.path}
        if place is not None:
            error.update(line=place.f_lineno, file=place.f_code.co_filename)
        self.channel.answer({"error": error})
        os._exit(3)

    @staticmethod
    def _within(frame, paths):
        """Which module it is in, if that can be traced."""
        while frame is not None and frame.f_code.co_filename not in paths:
            name = traceable(frame.f_globals.get("__name__") or "")
            if name is not None:
                return ", in code of `%s`; `--trace-module %s` explores that" % (name, name)
            frame = frame.f_back
        return ""


def _hash(program):
    digest = hashlib.sha256()
    for path in sorted(FILES | TRACED_FILES):
        with open(path, "rb") as file:
            digest.update(file.read())
    digest.update(sys.version.encode())
    return digest.hexdigest()


def _draws(name):
    return name.partition(".")[0] in ("secrets", "uuid")


def _hello(program):
    found = []
    for source in program.own():
        found.extend(source.effects)
    return {
        "python": ".".join(str(each) for each in sys.version_info[:3]),
        "effects": found,
        "asserts": any(source.asserts for source in program.own()),
        "random": any(_draws(name) for source in program.sources.values() for name in source.imported),
        "hash": "sha256:" + _hash(program),
    }


def _read(path, call, traced):
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(_DEEP)
    try:
        return Program(path, call, traced)
    except OSError as problem:
        raise Mistake("%s: %s" % (path, problem.strerror or problem), path, 1, 1) from None
    except RecursionError:
        raise Mistake("an expression is nested too deeply", path, 1, 1) from None
    finally:
        sys.setrecursionlimit(limit)


def _ours(problem):
    """What is said of a mistake of the agent."""
    where = traceback.extract_tb(problem.__traceback__)[-1]
    place = "%s:%d" % (os.path.basename(where.filename), where.lineno)
    return {"message": "mistake of the agent: %r (%s)" % (problem, place), "line": 0, "column": 1, "internal": True}


def _options(arguments):
    """The options of the command line, each with its values; None if they are no pairs of names and values."""
    options = {name: [] for name in ("--call", "--clock", "--random-values", "--trace-module")}
    if len(arguments) % 2 or not set(arguments[::2]) <= set(options):
        return None
    for name, value in zip(arguments[::2], arguments[1::2]):
        options[name].append(value)
    return options


def serve(arguments):
    """Serves the requests for the file that the arguments of the command line name."""
    channel = _Channel()
    options = _options(arguments[1:])
    if not arguments or options is None:
        channel.answer({"error": {"message": "give one file of Python", "line": 1, "column": 1}})
        return 2
    Clock.still = options["--clock"] == ["still"]
    Draws.explored = options["--random-values"] != ["fixed"]
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        program = _read(arguments[0], next(iter(options["--call"]), None), options["--trace-module"])
    except Mistake as problem:
        channel.answer({"error": problem.described})
        return 2
    sys.meta_path.insert(0, Finder(program))
    fresh.install(program)
    channel.answer({"hello": _hello(program)})
    watchdog = _Watchdog(channel, program)
    processor = Processor()
    for line in channel.requests:
        if not line.strip():
            continue
        try:
            request = json.loads(line)
        except ValueError as problem:
            channel.answer({"error": {"message": "this is no JSON: %s" % problem, "line": 1, "column": 1}})
            continue
        watchdog.busy = True
        try:
            answer = processor.during(Execution(program, request).answer)
        except Exception as problem:
            channel.answer({"error": _ours(problem)})
            return 70
        watchdog.busy = False
        channel.answer(answer)
    return 0
