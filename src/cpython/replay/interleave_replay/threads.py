"""The threads of the program, each at an instruction of its own code, asleep in a library, or running."""

import linecache
import sys
import threading
import _thread

from .bytecode import table_of
from .values import checked, unknown, value_in, value_of

_WAIT = threading.Condition.wait.__code__
_START = threading.Thread.start.__code__


def again_lines():
    """The lines of `Condition.wait` that acquire the lock again."""
    found = set()
    for instruction in table_of(_WAIT).values():
        if instruction.name == "_acquire_restore":
            found.add(instruction.line)
    return found


_AGAIN = again_lines()

# In place of the frame of the module, between its end and the end of the function that is called then.
_BETWEEN = object()


class Track:
    """A thread of the model in CPython."""

    def __init__(self, index, stations, ends):
        self.index = index
        self.stations = stations
        self.ends = ends
        self.cursor = 0
        self.ident = None
        self.thread = None
        # 'unborn', 'parked', 'running', 'held' (before it acquires a lock again), 'outside' (of the program's file), 'dead'
        self.state = "unborn"
        # The station that is being executed, and where.
        self.pending = None
        self.pending_frame = None
        self.pending_offset = None
        self.base = None
        self.armed = None
        # Set once the thread has no more stations and runs to its end.
        self.finishing = False
        self.line = None
        self._passing = _thread.allocate_lock()
        self._gate = _thread.allocate_lock()
        self._gate.acquire()

    def next_station(self):
        """The station that is due; None after the last."""
        return self.stations[self.cursor] if self.cursor < len(self.stations) else None

    def pass_station(self, station):
        """Notes that a step within a call is done, unless the thread has done so itself."""
        with self._passing:
            self.cursor = max(self.cursor, self.stations.index(station) + 1)

    def pass_call(self):
        """Notes that the further steps of a call are done when it is; returns their numbers."""
        passed = []
        with self._passing:
            while self.cursor < len(self.stations) and self.stations[self.cursor].continues:
                passed.append(self.stations[self.cursor].number)
                self.cursor += 1
        return passed

    def let_go(self):
        """Lets the thread continue."""
        self.state = "running"
        if self._gate.locked():
            self._gate.release()

    def stop(self):
        """Called in the thread: waits until it is let go."""
        self._gate.acquire()

    def frame(self):
        """The frame that the thread executes; None if it has ended."""
        return sys._current_frames().get(self.ident)


def is_asleep(frame):
    """Whether a thread sleeps in a library until another one wakes it. `start` waits only until the new thread runs."""
    code = frame.f_code
    if code.co_filename != threading.__file__:
        return False
    text = linecache.getline(code.co_filename, frame.f_lineno)
    above = frame
    while above is not None and above.f_code is not _START:
        above = above.f_back
    return above is None and (".acquire(" in text or ".join(" in text)


def _evaluated(text, namespace):
    try:
        return eval(text, namespace)
    except Exception as problem:
        return Failed("%s: %s" % (type(problem).__name__, problem))


class Failed:
    """In place of a value: the expression has none."""

    def __init__(self, text):
        self.text = text

    def __repr__(self):
        return self.text


class Tracer:
    """The trace functions: they stop each thread where its next station is. `news` takes what happens, as tuples."""

    def __init__(self, plan, filename, news):
        self.plan = plan
        self.filename = filename
        self.news = news
        self.free = False
        # Whether main calls a function of the module once that is executed, as `--call` asks.
        self.goes_on = False
        self.namespace = {}
        self.tracks = [Track(index, plan.of_thread[index], plan.ends[index]) for index in range(len(plan.names))]
        self._by_ident = {}
        self._by_thread = {}
        self._spawned = list(plan.spawned)
        # The shared names whose changes the model would have to know; empty while there is one thread only.
        self.watched = frozenset()
        self.output = lambda: ""

    # Threads.

    def started(self, thread):
        """Notes that a thread is being started: it is the next one that the schedule starts."""
        if self._spawned and not self.free:
            track = self.tracks[self._spawned.pop(0)]
            track.thread = thread
            self._by_thread[thread] = track
            self.watched = frozenset(self.plan.asked["shared"])

    def adopt_main(self):
        """Makes the calling thread the model's main thread, if it has one."""
        if self.plan.main is not None:
            track = self.tracks[self.plan.main]
            track.thread = threading.current_thread()
            self._by_thread[track.thread] = track

    def track(self):
        """The track of the calling thread; None if the model does not know it."""
        ident = _thread.get_ident()
        found = self._by_ident.get(ident)
        if found is None or found.thread is not threading.current_thread():
            found = self._by_thread.get(threading.current_thread())
            if found is not None:
                found.ident = ident
                self._by_ident[ident] = found
        return found

    # Events.

    def on_call(self, frame, event, arg):
        """The global trace function."""
        code = frame.f_code
        if self.free:
            return None
        if code.co_filename == self.filename:
            track = self.track()
            if track is None:
                return None
            # Python 3.13 reports instructions of a frame that has a trace function when they are asked for.
            frame.f_trace = self.on_event
            frame.f_trace_opcodes = True
            frame.f_trace_lines = False
            if track.base is None:
                track.base = frame
                if not track.finishing:
                    self._park(track, frame, ("here", track))
            return self.on_event
        if code is _WAIT:
            track = self.track()
            if track is not None and track.pending is not None:
                return self.on_wait
        if code.co_name == "_worker" and code.co_filename.replace("\\", "/").endswith("concurrent/futures/thread.py"):
            return self.on_worker
        return None

    def on_worker(self, frame, event, arg):
        """The local trace function of the workers of a pool: each stops before it takes a task."""
        if event == "line" and not self.free and ".get" in linecache.getline(frame.f_code.co_filename, frame.f_lineno):
            track = self.track()
            due = None if track is None else track.next_station()
            if due is not None and due.op == "take":
                self._park(track, frame, ("held", track), "held")
        return self.on_worker

    def on_wait(self, frame, event, arg):
        """The local trace function of `Condition.wait`: a thread stops before it acquires the lock again."""
        if event == "line" and frame.f_lineno in _AGAIN and not self.free:
            track = self.track()
            due = None if track is None else track.next_station()
            if due is not None and due.again and not track.finishing:
                self._park(track, frame, ("held", track), "held")
        return self.on_wait

    def on_event(self, frame, event, arg):
        """The local trace function of the program's own frames."""
        if self.free:
            return None
        track = self.track()
        if track.pending is not None and frame is track.pending_frame:
            if event == "opcode" and table_of(frame.f_code)[frame.f_lasti].offset == track.pending_offset:
                return self.on_event  # the operation itself, after the extension of its argument
            self._complete(track, frame, arg[0].__name__ if event == "exception" else None)
        if event == "opcode" and not self.free:
            self._look(track, frame)
        elif event == "return" and frame is track.base:
            if self.goes_on and self._is_main(track):
                track.base = _BETWEEN
            else:
                self._leave(track)
        return self.on_event

    def leave_main(self):
        """Says that the main thread has left what `goes_on` stands for."""
        if self.plan.main is not None:
            self._leave(self.tracks[self.plan.main])

    def _leave(self, track):
        track.base = None
        track.state = "outside"
        self.news.put(("left", track))

    def _is_main(self, track):
        return self.plan.main is not None and track is self.tracks[self.plan.main]

    # What a thread does at an instruction.

    def _look(self, track, frame):
        instruction = table_of(frame.f_code)[frame.f_lasti]
        due = track.next_station()
        if due is not None and due.place is not None and not track.finishing and self._fits(track, frame, due, instruction):
            self._begin(track, frame, instruction)
            return
        if instruction.op in ("STORE_GLOBAL", "STORE_NAME") and instruction.name in self.watched and not track.finishing:
            self.news.put(("unforeseen", track, instruction.line, instruction.name))

    def _fits(self, track, frame, station, instruction):
        place, code, tree = station.place, frame.f_code, self.plan.tree
        if place.armed and track.armed is not station:
            if any(rule.fits(code, instruction, tree) for rule in place.armed):
                track.armed = station
            return False
        return any(rule.fits(code, instruction, tree) for rule in place.rules)

    def _begin(self, track, frame, instruction):
        station = track.stations[track.cursor]
        track.cursor += 1
        track.pending, track.pending_frame, track.pending_offset = station, frame, instruction.offset
        track.armed = None
        found = []
        if station.value is not None and station.op == "read":
            found.append(self._value(station, frame))
        self.news.put(("begun", track, station, frame.f_lineno, [each.json() for each in found]))

    def _complete(self, track, frame, raised):
        station = track.pending
        found = []
        if raised is None:
            if station.value is not None and station.op != "read":
                found.append(self._value(station, frame))
            if station.place.changes:
                found.extend(self._named(name, text) for name, text in station.after)
        track.pending = track.pending_frame = None
        inside = track.pass_call()
        self._park(track, frame, ("done", track, station, [each.json() for each in found], raised, inside))

    def _value(self, station, frame):
        name, model = station.value
        target = station.place.target
        try:
            if target is not None:
                return checked(name, model, value_in(target, frame))
        except Exception:
            pass  # the name may still mean something in the module
        return self._named(name, model)

    def _named(self, name, model):
        if name == "output" and name not in self.namespace:
            return checked(name, model, self.output())
        try:
            return checked(name, model, value_of(name, self.namespace))
        except Exception:
            return unknown(name, model)

    def final(self, names):
        """The values of names at the end; after an execution of the program itself they can be any expressions."""
        if self.plan.asked.get("exact"):
            return [checked(name, model, _evaluated(name, self.namespace)).json() for name, model in names]
        return [self._named(name, model).json() for name, model in names]

    def _park(self, track, frame, what, state="parked"):
        if track.finishing:
            self.news.put(what)
            return
        track.state = state
        track.line = frame.f_lineno
        self.news.put(what)
        track.stop()
        # What other threads stored in variables of closures meanwhile would be overwritten by old copies of these:
        # https://github.com/python/cpython/issues/74929
        frame.f_locals  # noqa: B018
