"""One execution of the program: from a request to its answer."""

import _thread
import contextvars

from . import fresh
from .choosing import Chooser
from .compact import Known
from .details import Details
from .threads import start_program
from .outcome import Recorder
from .pool import POOL
from .scheduler import STATE, Abandoned, Logical, Pending, new_lock, sync
from .nestings import nestings
from .numbering import SHARED, Numbering, gives_end
from .sharing import find_shared
from .steps import Report, compressed, step_as_json, waiting_as_json

_KNOWN = Known()


class Execution:
    """Executes a program for one request."""

    def __init__(self, program, request):
        self.program = program
        self.request = request
        self.numbering = Numbering()
        if request.get("shared") is not None:
            # One of several agents of a file: what counts is what the search knows, not what this one has seen.
            SHARED.clear()
            SHARED.update(request["shared"])
        self.chooser = Chooser(request, self.numbering)
        self.details = Details(program.sites) if request.get("details") else None
        self.recorder = Recorder(program)
        self.waiting = None

    def answer(self):
        """Runs it, and returns the answer as JSON has it."""
        main = Logical(0, new_lock(), False, None)
        STATE.begin(self.chooser, self.details)
        STATE.at_end = self._at_end
        STATE.prints = "output" in (self.request.get("observe") or ())
        fresh.prepare(self.program, self.recorder)
        STATE.add(main)
        main.pending = Pending(0, ())
        main.ident = _thread.get_ident()
        start_program(main)
        try:
            contextvars.Context().run(self._run, main)
            self._at_end()
            STATE.reporting = True
            answer = self._report()
        finally:
            STATE.stopping = True
            for each in STATE.threads:
                each.limit = -1
            STATE.unwind()
            POOL.recall()
            fresh.clear()
            STATE.trace.clear()
        return answer

    def _at_end(self):
        """Notes who waits for what in a deadlock, before anything of it is unwound."""
        if STATE.end == "deadlock" and self.waiting is None:
            with STATE.unobserved():
                self.waiting = self.recorder.waiting()

    def _run(self, main):
        try:
            STATE.current = main
            self.chooser.choose(None)
            if STATE.end is not None:
                return
            self.recorder.guard(main.facade, self.program.run)
            self.recorder.guard(main.facade, fresh.leave_program)
            sync(gives_end(main), text="end", always=True)
            main.s = 1
            STATE.leave(main)
        except Abandoned:
            pass
        finally:
            STATE.current = STATE.idle

    def _report(self):
        if self.details is not None:
            self.details.complete()
        answer = {"steps": [], "end": STATE.end, "blocked": [], "outcome": {}}
        new = find_shared()
        if new:
            answer["grown"], answer["shares"] = True, sorted(new)
            self.numbering.look_again()
        indices, found, blocked = Report(self.numbering).steps()
        if self.details is None and self.request.get("compact"):
            answer.update(_KNOWN.told(found))
        else:
            answer["steps"] = self._written(indices, found)
        answer["blocked"] = waiting_as_json(blocked)
        if STATE.end == "departed":
            answer["departed"] = self.chooser.departed
        else:
            answer["outcome"] = self.recorder.outcome(self.request.get("observe"), STATE.end, self.waiting)
        nested = nestings(None if self.details is None else self._words())
        if nested:
            answer["nested"] = [self._placed(each) for each in nested]
        if self.details is not None and self.details.draws:
            answer["draws"] = self.details.draws
        for name, found in (("unseen", self.program.unseen()), ("drawn", self.program.drawn())):
            if found:
                answer[name] = found
        return answer

    def _written(self, indices, found):
        steps = [step_as_json(each) for each in found]
        if self.details is None:
            return compressed(steps)
        self.details.describe(indices, steps)
        return steps

    def _words(self):
        """What locks are called."""
        known = self.recorder.names()
        return lambda lock: known.get(id(lock), "a lock")

    def _placed(self, nested):
        where = self.program.sites.at(nested["site"])
        return nested if where is None else dict(nested, **self.program.place(where.file, where.line))
