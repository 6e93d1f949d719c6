"""OS threads that execute threads of programs, one execution after another."""

import _thread
import contextvars

from .scheduler import STATE, TAKE, Abandoned, Logical, Pending, new_lock, sync
from .numbering import gives_end

_STACK = 16 << 20


class _Worker:
    def __init__(self):
        self.lock = new_lock()
        self.thread = None
        self.job = None
        _thread.start_new_thread(self._serve, ())

    def _serve(self):
        ident = _thread.get_ident()
        while True:
            self.lock.acquire()
            self.thread.ident = ident
            if not STATE.stopping:
                contextvars.Context().run(_execute, self.thread, self.job)
            self.job = None
            STATE.leave(self.thread)


def _execute(thread, job):
    try:
        sync(((thread, None, TAKE),), text="begin", always=True)
        job()
        sync(gives_end(thread), text="end", always=True)
        thread.s = 1
    except Abandoned:
        pass


class Pool:
    """Workers, of which an execution uses each for one thread only, so that thread-local data are its own."""

    def __init__(self):
        self.free = []
        self.used = []
        _thread.stack_size(_STACK)

    def prepare(self, job, daemon, facade):
        """Makes a thread that will execute `job`, which must not raise."""
        worker = self.free.pop() if self.free else _Worker()
        self.used.append(worker)
        thread = Logical(0, worker.lock, daemon, facade)
        worker.thread = thread
        worker.job = job
        thread.pending = Pending(0, ((thread, None, TAKE),), None, False, "begin")
        return thread

    def recall(self):
        """Makes all workers free; they must have ended what they did."""
        self.free.extend(reversed(self.used))
        self.used = []


POOL = Pool()
