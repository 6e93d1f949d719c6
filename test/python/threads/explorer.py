"""Executes programs of threads in CPython, one thread at a time, under every schedule or under many random ones.

Reads a JSON list of {"text", "names", "most"} and prints one JSON line for each: the values of the names at the end of every
execution, the exceptions that nothing caught, whether some execution is a deadlock, and whether every schedule was executed.

The program is executed as it is. A trace function for opcodes stops a thread before it touches what another thread touches
too, and the primitive lock of `threading` is replaced; conditions, events, semaphores and queues are CPython's own code on it.
What is shared is found on the way: where a location turns out to be shared, the exploration begins again.
"""

import ast
import collections
import dis
import json
import queue
import random
import sys
import threading
import _thread

FILE = "program.py"
CONTAINERS = (list, dict, set, collections.deque)
READERS = {"len", "sum", "min", "max", "any", "all", "sorted", "next"}
MAKERS = {"list", "tuple", "dict", "set", "str", "repr"}
LITERALS = (ast.List, ast.Set, ast.Dict, ast.Tuple)
run = None


class Abort(BaseException):
    """Ends the threads of an execution that is not continued."""


class Task:
    """A thread of an execution, and what it is about to do."""

    def __init__(self, path, thread):
        self.path = path
        self.thread = thread
        self.gate = _thread.allocate_lock()
        self.gate.acquire()
        self.exited = _thread.allocate_lock()
        self.exited.acquire()
        self.ready = None
        self.starter = None
        self.finished = False
        self.children = self.locks = 0
        self.last = hash(path)


class Execution:
    """One execution. `prefix` has its first choices; `pick` makes the others, or ends it by None."""

    def __init__(self, program, shared, prefix, pick):
        self.program, self.shared, self.prefix, self.pick = program, shared, prefix, pick
        self.tasks, self.trail = [], []
        self.events = {}
        self.users, self.found = {}, set()
        self.aborted = False
        self.deadlock = False
        self.exceptions = set()
        self.done = _thread.allocate_lock()
        self.done.acquire()

    def execute(self):
        global run
        run = self
        self.scope = {"__name__": "__main__", "print": printed, "output": ""}
        self.current = self.add((), threading.main_thread())
        _thread.start_new_thread(self.body, (self.current, lambda: exec(self.program.code, self.scope)))
        self.done.acquire()
        self.aborted = True
        for task in self.tasks:
            if task.ready is not None:
                task.gate.release()
            task.exited.acquire()

    def add(self, path, thread):
        task = Task(path, thread)
        self.tasks.append(task)
        return task

    def body(self, task, function):
        sys.setprofile(trace_calls_of_builtins)
        sys.settrace(trace_functions)
        try:
            function()
        except Abort:
            pass
        except BaseException as error:
            if not self.aborted:
                self.exceptions.add(type(error).__name__)
        sys.settrace(None)
        sys.setprofile(None)
        if not self.aborted:
            task.finished = True
            self.record(("thread", task.path), True)
            if task.starter is not None:
                self.give_back(task)
            else:
                self.pass_on(task)
        task.exited.release()

    def start(self, thread):
        """A new thread executes up to its first access of something shared; then its starter continues."""
        starter = self.current
        thread.task = task = self.add((*starter.path, starter.children), thread)
        starter.children += 1
        self.record(("thread", task.path), True)
        task.last = hash((task.last, starter.last))
        task.starter = starter
        self.current = task
        _thread.start_new_thread(self.body, (task, thread.run))
        starter.gate.acquire()

    def give_back(self, task):
        starter, task.starter = task.starter, None
        self.current = starter
        starter.gate.release()

    def point(self, location, writes, ready=lambda: True):
        """The current thread is about to do something: whoever is chosen continues."""
        if self.aborted:
            raise Abort
        task = self.current
        task.ready = ready
        if task.starter is not None:
            self.give_back(task)
            task.gate.acquire()
        elif not self.pass_on(task):
            task.gate.acquire()
        task.ready = None
        if self.aborted:
            raise Abort
        self.record(location, writes)

    def pass_on(self, task):
        """Lets the next thread continue; true if it is this one."""
        ready = [each for each in self.tasks if each.ready is not None and each.ready()]
        chosen = self.choose(ready)
        if chosen is None:
            self.deadlock = not ready and not all(each.finished for each in self.tasks)
            self.done.release()
            return False
        self.current = chosen
        if chosen is not task:
            chosen.gate.release()
        return chosen is task

    def choose(self, ready):
        if len(ready) < 2:
            return ready[0] if ready else None
        depth = len(self.trail)
        key = tuple(sorted((each.path, each.last) for each in self.tasks))
        pick = self.prefix[depth] if depth < len(self.prefix) else self.pick(key, len(ready))
        if pick is None:
            return None
        self.trail.append((pick, len(ready)))
        return ready[pick]

    def record(self, location, writes):
        """Two executions with the same order of all accesses that conflict are in the same state."""
        write, reads = self.events.get(location, (0, 0))
        task = self.current
        task.last = hash((task.last, location, writes, write, reads if writes else 0))
        self.events[location] = (task.last, 0) if writes else (write, reads ^ task.last)

    def access(self, location, writes):
        if self.aborted:
            raise Abort
        if len(self.tasks) > 1:
            tasks, written = self.users.get(location, (frozenset(), False))
            self.users[location] = tasks, written = (tasks | {self.current.path}, written or writes)
            if written and len(tasks) > 1:
                self.found.add(location)
        if location in self.shared:
            self.point(location, writes)


class Program:
    """The code of a program, and which of its instructions touch what."""

    def __init__(self, text):
        tree = ast.parse(text, FILE)
        self.code = compile(tree, FILE, "exec", dont_inherit=True)
        self.hasTries = any(word in text for word in ("acquire(False", "timeout", "blocking", "locked("))
        self.makesEntries = "defaultdict" in text
        self.ranges, self.makers, self.extended = set(), set(), set()
        for node in ast.walk(tree):
            place = position(node)
            if isinstance(node, ast.For) and is_call_of(node.iter, {"range"}):
                self.ranges.add(place)
            elif is_call_of(node, MAKERS):
                self.makers.add(place)
            elif isinstance(node, ast.AugAssign) and isinstance(node.value, LITERALS):
                self.extended.add(place)
            elif isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Mult):
                self.extended.add(place)
            elif isinstance(node, ast.BinOp) and isinstance(node.right, LITERALS):
                self.makers.add(place)
            elif isinstance(node, ast.Compare) and isinstance(node.comparators[-1], LITERALS):
                self.makers.add(place)
            elif isinstance(node, ast.Dict) and None in node.keys:
                self.makers.add(place)
        self.tables = {}

    def accesses(self, code):
        if code not in self.tables:
            places = list(code.co_positions())
            all = list(dis.get_instructions(code))
            self.tables[code] = {
                each.offset: found
                for before, each in zip([None, *all], all)
                if (found := self.access(before, each, places[each.offset // 2])) is not None
            }
        return self.tables[code]

    def access(self, before, instruction, place):
        name, value = instruction.opname, instruction.argval
        if name in ("LOAD_GLOBAL", "LOAD_NAME"):
            return ("global", value), False
        if name in ("STORE_GLOBAL", "STORE_NAME"):
            return ("global", value), True
        if name in ("LOAD_DEREF", "STORE_DEREF"):
            return ("closure", value), name == "STORE_DEREF"
        if name in ("LOAD_ATTR", "LOAD_METHOD", "STORE_ATTR"):
            return ("attribute", value), name == "STORE_ATTR"
        if name == "BINARY_SUBSCR":
            return ("elements",), self.makesEntries
        if name in ("CONTAINS_OP", "UNPACK_SEQUENCE", "UNPACK_EX", "FORMAT_VALUE") or (name == "FOR_ITER" and place not in self.ranges):
            return ("elements",), False
        if name in ("STORE_SUBSCR", "DELETE_SUBSCR") or (name == "BINARY_OP" and place in self.extended):
            return ("elements",), True
        isTruth = name == "UNARY_NOT" or "IF_FALSE" in name or "IF_TRUE" in name
        # The truth of a variable, which may be that of a list.
        isTruth = isTruth and before is not None and before.opname.startswith("LOAD_") and before.opname != "LOAD_CONST"
        if isTruth or (name in ("CALL", "BINARY_OP", "COMPARE_OP", "DICT_UPDATE") and place in self.makers):
            return ("elements",), False
        return None


def is_call_of(node, names):
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names


def position(node):
    names = ("lineno", "end_lineno", "col_offset", "end_col_offset")
    return tuple(getattr(node, name, None) for name in names)


def is_of_program(frame):
    """Methods that `dataclass` makes are in a file called <string>."""
    return frame.f_code.co_filename in (FILE, "<string>")


def trace_functions(frame, event, _):
    if not is_of_program(frame):
        return None
    frame.f_trace_opcodes = True
    frame.f_trace_lines = False
    return trace_opcodes


def trace_opcodes(frame, event, _):
    if event == "opcode":
        access = run.program.accesses(frame.f_code).get(frame.f_lasti)
        if access is not None:
            run.access(*access)
    return trace_opcodes


def trace_calls_of_builtins(frame, event, function):
    if event != "c_call" or not is_of_program(frame):
        return
    if isinstance(function.__self__, CONTAINERS):
        run.access(("elements",), True)
    elif function.__name__ in READERS:
        run.access(("elements",), False)


def printed(*args, sep=" ", end="\n"):
    """`print`, which writes all of it in one step; the program cannot read the variable `output`."""
    text = sep.join(str(each) for each in args) + end
    run.access(("output",), True)
    run.scope["output"] += text


class Lock:
    """`threading.Lock`, with the choice of who gets it next."""

    def __init__(self):
        self.held = False
        self.name = ("lock", run.current.path, run.current.locks)
        run.current.locks += 1

    def acquire(self, blocking=True, timeout=-1):
        if not blocking and timeout != -1:
            raise ValueError("can't specify a timeout for a non-blocking call")
        waits = blocking and timeout < 0
        run.point(self.name, True, (lambda: not self.held) if waits else lambda: True)
        if self.held:
            return False
        self.held = True
        return True

    def release(self):
        if run.program.hasTries:
            run.point(self.name, True)
        elif run.aborted:
            raise Abort
        else:
            run.record(self.name, True) # nobody can see that it is held a moment longer
        if not self.held:
            raise RuntimeError("release unlocked lock")
        self.held = False

    def locked(self):
        run.point(self.name, False)
        return self.held

    def _is_owned(self):
        return self.held

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *_):
        self.release()


class Waiter(Lock):
    """The lock on which a thread sleeps in `Condition.wait`: it takes it twice."""

    def acquire(self, blocking=True, timeout=-1):
        if not self.held:
            self.held = True
            return True
        return super().acquire(blocking, timeout)

    def release(self):
        run.record(self.name, True)
        self.held = False


class ReentrantLock(threading._PyRLock):
    def __init__(self):
        super().__init__()
        self._block = Lock()


class Event(threading.Event):
    """It is asked without its lock."""

    def is_set(self):
        run.point(self._cond._lock.name, False)
        return super().is_set()


class Thread(threading.Thread):
    """`threading.Thread`, except how it starts and who waits for it."""

    task = None

    def start(self):
        if not self._initialized:
            raise RuntimeError("thread.__init__() not called")
        if self.task is not None:
            raise RuntimeError("threads can only be started once")
        run.start(self)

    def join(self, timeout=None):
        if self.task is None:
            raise RuntimeError("cannot join thread before it is started")
        if self.task is run.current:
            raise RuntimeError("cannot join current thread")
        run.point(("thread", self.task.path), False, lambda: timeout is not None or self.task.finished)

    def is_alive(self):
        if self.task is None:
            return False
        run.point(("thread", self.task.path), False)
        return not self.task.finished


threading.Lock = Lock
threading._allocate_lock = Waiter
threading.RLock = ReentrantLock
threading.Thread = Thread
threading.Event = Event
threading.current_thread = lambda: run.current.thread
queue.SimpleQueue = queue._PySimpleQueue


class Explorer:
    """What all executions of a program do."""

    def __init__(self, text, names, most):
        self.program, self.names, self.most = Program(text), names, most
        self.shared = set()
        self.outcomes, self.exceptions, self.deadlock, self.runs = set(), set(), False, 0

    def explore(self):
        complete = self.explore_all()
        if not complete:
            draw = random.Random(1)
            for _ in range(self.most):
                self.execute([], lambda key, count: draw.randrange(count))
        return {
            "complete": complete,
            "runs": self.runs,
            "outcomes": sorted(self.outcomes),
            "exceptions": sorted(self.exceptions),
            "deadlock": self.deadlock,
        }

    def explore_all(self):
        """Depth first; false if there are too many."""
        seen, prefix, first = set(), [], self.runs

        def pick(key, count):
            if key in seen:
                return None
            seen.add(key)
            return 0

        while self.runs - first < self.most:
            before = len(self.shared)
            trail = self.execute(prefix, pick)
            if len(self.shared) > before:
                return self.explore_all()
            while trail and trail[-1][0] + 1 == trail[-1][1]:
                trail.pop()
            if not trail:
                return True
            prefix = [each for each, _ in trail]
            prefix[-1] += 1
        return False

    def execute(self, prefix, pick):
        execution = Execution(self.program, self.shared, prefix, pick)
        execution.execute()
        self.runs += 1
        self.shared |= execution.found
        self.deadlock = self.deadlock or execution.deadlock
        self.exceptions |= execution.exceptions
        if all(each.finished for each in execution.tasks):
            self.outcomes.add(tuple(shown(execution.scope.get(name)) for name in self.names))
        return execution.trail


def shown(value):
    if isinstance(value, str):
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'"
    return repr(value) if value is None or isinstance(value, (bool, int, str)) else "other"


for each in json.load(sys.stdin):
    print(json.dumps(Explorer(each["text"], each["names"], each["most"]).explore()), flush=True)
