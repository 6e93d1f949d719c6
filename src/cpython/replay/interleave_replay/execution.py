"""Executes a program of one file under the tracer, and tells what happened."""

import builtins
import io
import linecache
import os
import queue
import sys
import threading
import types
import _thread

from .clocks import Clocks
from .draws import install_draws
from .forcing import Departed, Forcing
from .places import Tree
from .plan import Plan
from .threads import Tracer

# Seconds that the program may take after the schedule.
_AFTERWARDS = 3.0


class _Output(io.StringIO):
    """What the program prints."""

    encoding = "utf-8"


def replay(asked, text):
    """Executes the text of a program as `asked` says; returns the result as plain data. Call it once in a process."""
    filename = asked["file"]
    code = compile(text, filename, "exec", dont_inherit=True)
    linecache.cache[filename] = (len(text), None, text.splitlines(True), filename)
    plan = Plan(asked, Tree(text))
    unplaced = [each for each in plan.order if each.place is None and each.span is not None]
    news = queue.SimpleQueue()
    tracer = Tracer(plan, filename, news)
    forcing = Forcing(plan, tracer, news)
    output = _Output()
    tracer.output = output.getvalue
    exceptions = []
    answer = queue.SimpleQueue()
    if unplaced:
        first = unplaced[0]
        departure = Departed(first, first.thread, "there is no such text in the file", first.line)
        return _result(forcing, departure, "ended", exceptions, "")
    _thread.start_new_thread(_lead, (forcing, answer, output, exceptions))
    _execute(code, asked, tracer, news, output, exceptions)
    return answer.get()


def _lead(forcing, answer, output, exceptions):
    """Leads the execution, in a thread of its own; the last thing that the process does is what follows in `done`."""
    departure = None
    try:
        forcing.run()
    except Departed as problem:
        departure = problem
    except BaseException as problem:
        # A mistake of the tracer must not leave the program held for ever.
        departure = Departed(None, 0, "the tracer failed: %s: %s" % (type(problem).__name__, problem))
    forcing.release()
    end = forcing.settle(_AFTERWARDS if departure is None else 0.5)
    result = _result(forcing, departure, end, exceptions, output.getvalue())
    if end == "ended":
        answer.put(result)
    else:
        forcing.plan.asked["tell"](result)


def _result(forcing, departure, end, exceptions, output):
    plan = forcing.plan
    told = None
    if departure is not None:
        station = departure.station
        told = {
            "step": None if station is None else station.number,
            "thread": departure.thread,
            "line": departure.line,
            "message": str(departure),
        }
    final = forcing.tracer.final(plan.asked["final"]) if end == "ended" else []
    return {
        "python": ".".join(str(each) for each in sys.version_info[:3]),
        "rows": [[number, row] for number, row in sorted(forcing.rows.items())],
        "departure": told,
        "end": end,
        "waiting": [] if end == "ended" else forcing.waiting(),
        "exceptions": list(exceptions),
        "output": output,
        "final": final,
    }


def _execute(code, asked, tracer, news, output, exceptions):
    module = types.ModuleType("__main__")
    namespace = module.__dict__
    namespace.update(__file__=asked["file"], __builtins__=builtins)
    call = asked.get("call")
    if call is not None:
        name = os.path.splitext(os.path.basename(asked["file"]))[0]
        namespace["__name__"] = name
        sys.modules[name] = module
    tracer.namespace = namespace
    if asked["bound"] is not None:
        namespace["range"] = _bounded(asked["bound"])
    sys.modules["__main__"] = module
    sys.path.insert(0, os.path.dirname(os.path.abspath(asked["file"])))
    sys.argv = [asked["file"]]
    threading.excepthook = lambda args: _note(exceptions, tracer, args.exc_type, args.exc_value)
    start = threading.Thread.start
    clocks = Clocks(asked.get("clock") == "still")
    if asked.get("exact"):
        # As in the execution whose schedule it is.
        install_draws(asked.get("draws", ()), tracer)
        clocks.install()

    def noted(thread):
        tracer.started(thread)
        clocks.started(thread)
        start(thread)

    threading.Thread.start = noted
    real = sys.stdout, sys.stderr
    sys.stdout = output
    sys.stderr = io.StringIO()
    tracer.adopt_main()
    threading.settrace(tracer.on_call)
    # Python 3.12 reports instructions only if they were asked for before: https://github.com/python/cpython/issues/114480
    sys._getframe().f_trace_opcodes = True
    sys.settrace(tracer.on_call)
    try:
        tracer.goes_on = call is not None
        exec(code, namespace)
        if call is not None:
            try:
                namespace[call]()
            finally:
                tracer.leave_main()
        for name, count in asked["start"]:
            target = eval(name, namespace)
            for _ in range(count):
                threading.Thread(target=target).start()
    except SystemExit:
        pass
    except BaseException as problem:
        _note(exceptions, tracer, type(problem), problem)
    # The trace function stays: Python 3.12 crashes if one thread takes it away while another is in it.
    for each in threading.enumerate():
        if each is not threading.current_thread() and not each.daemon:
            each.join()
    news.put(("over", True))
    sys.stdout, sys.stderr = real


def _note(exceptions, tracer, kind, value):
    if kind is SystemExit:
        return
    track = tracer.track()
    exceptions.append({"thread": None if track is None else track.index, "kind": kind.__name__, "text": str(value)})


def _bounded(most):
    main = threading.main_thread()

    def limited(*arguments):
        whole = range(*arguments)
        return whole if threading.current_thread() is main else whole[:most]

    return limited
