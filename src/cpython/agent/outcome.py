"""The outcome of an execution: final values, output, exceptions, and who waits for what."""

import collections
import re
import sys
import traceback

from . import replaced
from .awaited import awaited
from .details import value_of
from .kinds import CONTAINERS, MAP, USER, kind_of_type
from .names import told
from .output import STDOUT
from .scheduler import STATE, Abandoned
from .shown import brief, is_data, shown
from .tasks import TASKS, actor_of, column
from .threads import MOST_THREADS


class Recorder:
    """Records one execution of a program."""

    def __init__(self, program):
        self.program = program
        self.exceptions = []
        self.initial = None

    def guard(self, facade, job):
        """Executes what a thread does; an exception that is not caught is part of the outcome."""
        try:
            job()
        except Abandoned:
            raise
        except SystemExit as problem:
            if STATE.stopping:
                raise Abandoned from None
            if facade is replaced.THREADING.main_thread() and problem.code not in (None, 0):
                self.note(STATE.current, problem)
        except BaseException as problem:
            if STATE.stopping:
                raise Abandoned from None
            self._report(facade, problem)

    def _report(self, facade, problem):
        hook = replaced.THREADING.excepthook
        if hook is not replaced.DEFAULT_EXCEPTHOOK and facade is not replaced.THREADING.main_thread():
            hook(replaced.THREADING.ExceptHookArgs((type(problem), problem, problem.__traceback__, facade)))
        else:
            self.note(STATE.current, problem)

    def note(self, actor, problem):
        """Notes an exception that ended a thread or task."""
        with STATE.unobserved():
            try:
                message = str(problem)
            except Exception:
                message = ""
        self._add(actor, type(problem).__name__, message, self._place(problem.__traceback__))

    def _add(self, actor, name, message, place):
        self.exceptions.append((actor, dict(place, type=name, message=_without_addresses(message))))

    def _place(self, trace):
        """Where an exception comes from, as far as that is in the program."""
        paths = {each.path for each in self.program.own()}
        frames = [(frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(trace)]
        places = [(path, line) for path, line in frames if path in paths]
        return self.program.place(*places[-1]) if places else {"line": 0}

    def outcome(self, observe, end, waiting):
        """The outcome as JSON has it."""
        if end == "asleep":
            return {}
        namespace = sys.modules["__main__"].__dict__
        self._look_at_tasks(end)
        exceptions = [dict(described, thread=column(actor)) for actor, described in self.exceptions]
        exceptions.sort(key=lambda each: each["thread"])
        outcome = {"output": _without_addresses(STDOUT.text()), "exceptions": exceptions}
        outcome["threads"] = told([each.facade for each in STATE.threads]) + [each.name for each in TASKS.all]
        if TASKS.all:
            outcome["tasks"] = len(TASKS.all)
        if observe is None:
            outcome["globals"] = self._globals(namespace)
            if self.initial is not None:
                outcome["initial"] = self.initial
        else:
            outcome["observed"] = [self._observed(each, namespace) for each in observe]
        if waiting is not None:
            outcome["waiting"] = waiting
        if end == "cut":
            outcome["busy"] = self._busiest()
        return outcome

    def _look_at_tasks(self, end):
        """Notes what asyncio logs when tasks are deleted."""
        for each in TASKS.all:
            if each.is_unasked():
                self.note(each, each.task.exception())
            elif end == "done" and not each.done():
                self._add(each, "PendingTask", "Task was destroyed but it is pending!", self._place_of(each.site))

    def _place_of(self, site):
        where = self.program.sites.at(site)
        return {"line": 0} if where is None else self.program.place(where.file, where.line)

    def begin(self):
        """Notes the values that variables have when the first thread is started."""
        with STATE.unobserved():
            self.initial = self._globals(sys.modules["__main__"].__dict__)

    def _globals(self, namespace):
        source = self.program.sources["__main__"]
        bindings = source.scopes.module.bindings
        names = []
        for name, value in namespace.items():
            imported = name in bindings and all(way.startswith("import") for way in bindings[name])
            if imported or name in source.loop_names or name.startswith(("__", "<")):
                continue
            if is_data(value):
                names.append(name)
        return dict(zip(names, shown([namespace[name] for name in names])))

    @staticmethod
    def _observed(expression, namespace):
        if expression == "output" and expression not in namespace:
            return repr(_without_addresses(STDOUT.text()))
        with STATE.unobserved():
            try:
                return brief(eval(expression, namespace), 10000)
            except Exception as problem:
                return "%s: %s" % (type(problem).__name__, problem)

    @staticmethod
    def names():
        """Names for the objects that the main module reaches, by identity."""
        return _names(sys.modules["__main__"].__dict__)

    def waiting(self):
        """The threads that wait in a deadlock, each with what for and who has it."""
        names = self.names()
        found = []
        for thread in STATE.threads:
            if thread.ended or thread.pending is None:
                continue
            if thread.loop is not None and thread.task is None:
                found.extend(self._waiting_tasks(thread, names))
                continue
            obj = _awaited(thread.pending)
            owner = getattr(obj, "s", None)
            owner = owner if isinstance(owner, type(thread)) else None
            found.append(self._waiter(actor_of(thread), thread.site, _words(obj, names), owner))
            if thread.pending.spins is not None:
                found[-1].update({"for": self._spun(thread.pending.spins), "spins": True})
        return found

    def _busiest(self):
        """The thread with the most events, and the line that it is in."""
        counts = collections.Counter(entry[0] for entry in STATE.trace)
        thread = max(counts, key=counts.get)
        busy = dict(self._place_of(thread.site), thread=column(thread))
        if len(STATE.threads) >= MOST_THREADS:
            busy["starts"] = True
        return busy

    def _spun(self, reads):
        """What a loop reads in vain, as the text has it; locks and functions do not count."""
        places = [self.program.sites.at(site) for obj, part, site in reads if _is_told(obj, part)]
        words = [each.subject or each.text.partition(" ")[2] for each in places if each is not None]
        return ", ".join(dict.fromkeys(words)) or "what it reads"

    def _waiting_tasks(self, thread, names):
        """The tasks of a loop in which nothing is left that could happen, and its thread."""
        left = TASKS.of_loop(thread.loop)
        if all(each.host is None for each in left):
            yield self._waiter(thread, thread.site, "the event loop", None)
        for each in left:
            words, owner = awaited(each, names)
            yield self._waiter(each, each.site, words, owner)

    def _waiter(self, actor, site, what, owner):
        entry = {"thread": column(actor), **self._place_of(site), "for": what}
        if owner is not None:
            entry["heldBy"] = column(owner)
        return entry


def _is_told(obj, part):
    """Whether it is told that a loop reads this: that it reads which lock or function a name means, is no news."""
    if part is None and not hasattr(obj, "cell_contents"):
        return True
    try:
        return is_data(value_of(obj, part))
    except (LookupError, AttributeError, TypeError, ValueError):
        return True


def _without_addresses(text):
    """A text without the addresses of objects, which differ from execution to execution."""
    return re.sub(r"\bat 0x[0-9a-fA-F]+", "at 0x…", text)


def _awaited(pending):
    """The object that a thread waits for: the first one that does not let it go on."""
    objects = [access[0] for access in pending.accesses]
    lock = objects[-1]
    return lock if getattr(lock, "kind", "") == "lock" and lock.s is not None and len(objects) > 1 else objects[0]


def _words(obj, names):
    if hasattr(obj, "facade"):
        return "the end of thread %d" % obj.index
    kind = getattr(obj, "kind", type(obj).__name__)
    name = names.get(id(obj))
    return kind if name is None else "%s '%s'" % (kind, name)


def _names(namespace):
    """Names for the objects that a module reaches, the shortest ones first found."""
    names = {}
    waiting = [(name, value, 0) for name, value in namespace.items() if not name.startswith(("__", "<"))]
    while waiting and len(names) < 2000:
        name, value, depth = waiting.pop(0)
        if id(value) in names:
            continue
        names[id(value)] = name
        if depth < 3:
            waiting.extend((name + suffix, each, depth + 1) for suffix, each in _parts(value))
    return names


def _parts(value):
    kind = kind_of_type(type(value))
    if kind is USER:
        return [("." + key, each) for key, each in list(getattr(value, "__dict__", {}).items())]
    if kind is MAP:
        return [("[%s]" % brief(key, 20), each) for key, each in list(dict.items(value))[:50]]
    if kind in CONTAINERS or isinstance(value, tuple):
        return [("[%d]" % index, each) for index, each in enumerate(list(value)[:50])]
    return []


