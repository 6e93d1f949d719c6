"""Leads the threads of the program through a schedule, one step after the other."""

import queue
import time

from .threads import is_asleep

# Seconds after which a thread that does not come to its next place has departed from the schedule.
_PATIENCE = 5.0
# Seconds between looks at what sleeping threads do.
_POLL = 0.002
# Seconds in which no thread may do anything before all are said to be stuck.
_STILL = 0.3


class Departed(Exception):
    """The execution departs from the schedule."""

    def __init__(self, station, thread, message, line=None):
        super().__init__(message)
        self.station = station
        self.thread = thread
        self.message = message
        self.line = line


class Forcing:
    """The steps that were executed so far. `tracer` stops the threads; what they report comes by `news`."""

    def __init__(self, plan, tracer, news):
        self.plan = plan
        self.tracer = tracer
        self.news = news
        self.rows = {}
        self.over = None
        # The stations whose instructions are done, with their values taken.
        self.completed = set()

    def run(self):
        """Executes the schedule. Raises `Departed`."""
        main = self.plan.main
        if main is not None:
            self._await(self.tracer.tracks[main], "parked", None)
        for station in self.plan.order:
            self._step(station)
        self._take_news(0)

    def _row(self, number, line):
        return self.rows.setdefault(number, {"how": "done", "values": [], "raised": None, "line": line})

    # One step.

    def _step(self, station):
        track = self.tracer.tracks[station.thread]
        row = self._row(station.number, station.line)
        if station.of_pool:
            self._worker_step(track, station)
        if station.place is None:
            row["how"] = "library"
            return
        self._take_news(0)
        if track.cursor > track.stations.index(station):
            row["how"] = "inside"
            self._finish(track)
            return
        if track.pending is not None and station.continues:
            self._inside(track, station, row)
            return
        self._await(track, "parked", station)
        track.let_go()
        self._executed(track, station)

    def _executed(self, track, station):
        deadline = time.monotonic() + _PATIENCE
        while True:
            self._take_news(_POLL)
            if track.cursor > track.stations.index(station):
                if station in self.completed:
                    break
                if station.sleeps and self._is_asleep(track):
                    return
                later = track.stations[track.cursor] if track.cursor < len(track.stations) else None
                if track.pending is station and later is not None and later.continues and self._is_asleep(track):
                    return
            self._check_alive(track, station)
            if time.monotonic() > deadline:
                raise self._late(track, station)
        if station.sleeps:
            raise Departed(station, track.index, "does not wait", track.line)
        self._finish(track)

    def _worker_step(self, track, station):
        """A worker takes a task and comes to the function of it; or its function ends, and it comes to the next task."""
        self._await(track, "held" if station.op == "take" else "parked", station)
        track.cursor += 1
        track.let_go()
        deadline = time.monotonic() + _PATIENCE
        while track.state not in ("parked", "held") and track.thread.is_alive() and not self._is_idle(track):
            self._take_news(_POLL)
            if time.monotonic() > deadline:
                raise self._late(track, station)

    def _is_idle(self, track):
        """Whether a worker waits for a task, in a queue that is written in C."""
        frame = track.frame()
        return track.state == "outside" and frame is not None and frame.f_code.co_name == "_worker"

    def _inside(self, track, station, row):
        """A further step of a call in which the thread is."""
        call = track.pending
        row["how"] = "inside"
        if station.again:
            # It stops there because this is its next step.
            self._await(track, "held", station, 2 * _PATIENCE)
        track.pass_station(station)
        if station.op == "expire":
            return
        due = track.next_station()
        more = due is not None and due.continues and not due.again
        if station.again:
            track.let_go()
        elif more or station.sleeps or (due is not None and due.again):
            return
        if call is None:
            return
        deadline = time.monotonic() + _PATIENCE
        while call not in self.completed:
            self._take_news(_POLL)
            if track.pending is call and due is not None and due.continues and self._is_asleep(track):
                return
            self._check_alive(track, station)
            if time.monotonic() > deadline:
                raise self._late(track, station)
        self._finish(track)

    def _finish(self, track):
        """Lets a thread that has no more steps, and ends in the model, run to its end."""
        if not track.ends or track.next_station() is not None or track.finishing or track.state != "parked":
            return
        track.finishing = True
        track.let_go()
        if track.index == self.plan.main:
            return
        deadline = time.monotonic() + _PATIENCE
        while track.state == "running":
            self._take_news(_POLL)
            if not track.thread.is_alive():
                track.state = "dead"
            if time.monotonic() > deadline:
                raise Departed(None, track.index, "does not come to its end", self._line(track))

    # What happens.

    def _await(self, track, state, station, patience=_PATIENCE):
        deadline = time.monotonic() + patience
        while track.state != state or (state == "parked" and track.pending is not None):
            self._take_news(_POLL)
            if state == "parked" and track.state == "outside":
                return  # between two tasks of a pool
            self._check_alive(track, station)
            if time.monotonic() > deadline:
                raise self._late(track, station)

    def _take_news(self, timeout):
        try:
            news = self.news.get(timeout=timeout) if timeout else self.news.get_nowait()
        except queue.Empty:
            return
        while news is not None:
            self._take(*news)
            try:
                news = self.news.get_nowait()
            except queue.Empty:
                news = None

    def _take(self, what, track=None, *more):
        if what == "begun":
            station, line, values = more
            row = self._row(station.number, line)
            row["values"].extend(values)
            row["line"] = line
        elif what == "done":
            station, values, raised, inside = more
            for number in inside:
                self._row(number, track.line)["how"] = "inside"
            row = self.rows[station.number]
            row["values"].extend(values)
            row["raised"] = raised
            self.completed.add(station)
            self._judge(track, station, row)
        elif what == "here":
            self._finish_empty(track)
        elif what == "unforeseen":
            line, name = more
            due = track.next_station()
            raise Departed(due, track.index, "writes %s, and the %s has no step there" % (name, self.plan.source), line)
        elif what == "over":
            self.over = track

    def _judge(self, track, station, row):
        for value in row["values"]:
            if value["agrees"] is False:
                message = "%s is %s, and in the %s %s" % (value["name"], value["real"], self.plan.source, value["model"])
                raise Departed(station, track.index, message, row["line"])

    def _finish_empty(self, track):
        if track.ends and not track.stations:
            track.finishing = True
            track.let_go()

    def _is_asleep(self, track):
        frame = track.frame()
        return track.state == "held" or (frame is not None and is_asleep(frame))

    def _check_alive(self, track, station):
        if track.state == "running" and track.thread is not None and track.ident is not None and not track.thread.is_alive():
            raise Departed(station, track.index, "has ended before")
        if self.over is not None and track.index == self.plan.main:
            raise Departed(station, track.index, "has ended before")

    def _line(self, track):
        frame = track.frame()
        while frame is not None and frame.f_code.co_filename != self.tracer.filename:
            frame = frame.f_back
        return None if frame is None else frame.f_lineno

    def _late(self, track, station):
        if track.state == "unborn":
            return Departed(station, track.index, "has not been started")
        if track.pending is not None:
            return Departed(station, track.index, "does not come back from line %d" % track.pending.line, self._line(track))
        return Departed(station, track.index, "does not come to this step", self._line(track))

    # Afterwards.

    def release(self):
        """Lets all threads run as they like, unless the program is over in the model: then only daemons are left."""
        if self.plan.asked["over"]:
            return
        self.tracer.free = True
        for track in self.tracer.tracks:
            if track.state in ("parked", "held"):
                track.let_go()

    def settle(self, seconds):
        """Waits until the program has ended, all of its threads stand still, or time is up. Returns which."""
        spins = self.plan.asked.get("spins")  # whoever spins may stand still for a while, since others hold the interpreter
        deadline = time.monotonic() + seconds
        last, since = None, time.monotonic()
        while time.monotonic() < deadline:
            self._take_quietly()
            if self.over is not None:
                return "ended"
            now = [self._position(track) for track in self.tracer.tracks]
            if now != last:
                last, since = now, time.monotonic()
            elif time.monotonic() - since > _STILL and not self.plan.asked["over"] and not spins:
                return "stuck"
        still = last is not None and time.monotonic() - since > seconds / 2
        return "stuck" if still and not spins else "running"

    def _take_quietly(self):
        try:
            news = self.news.get(timeout=0.005)
        except queue.Empty:
            return
        if news[0] == "over":
            self.over = news[1]

    def _position(self, track):
        frame = track.frame()
        return None if frame is None else (id(frame), frame.f_lasti)

    def waiting(self):
        """Where each thread that has not ended is: its line, and the function in which it waits."""
        found = []
        for track in self.tracer.tracks:
            frame = track.frame() if track.thread is not None and track.thread.is_alive() else None
            if frame is None:
                continue
            what = frame.f_code.co_name
            own = self._line(track)
            found.append({"thread": track.index, "line": own, "function": what})
        return found
