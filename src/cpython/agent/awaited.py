"""What a task of asyncio waits for, in words, and which task has it."""

from .tasks import TASKS, column


def awaited(record, names):
    """What a task waits for: (in words, the task that has it or None). `names` are names of objects by identity."""
    frames = _frames(record.coroutine)
    future = record.task._fut_waiter
    task = _task_behind(future, frames)
    if task is not None:
        return "the end of thread %d" % column(task), None
    obj = _object(frames)
    if obj is None:
        return "a future", None
    kind = type(obj).__name__.lower()
    name = names.get(id(obj)) or _local_name(record, obj)
    owner = getattr(obj, "owner", None)
    return (kind if name is None else "%s '%s'" % (kind, name)), owner


def _frames(coroutine):
    """The frames of a coroutine that waits, the innermost one first."""
    found = []
    while coroutine is not None:
        inner = frame = None
        for prefix, awaits in (("cr", "await"), ("gi", "yieldfrom"), ("ag", "await")):
            frame = frame or getattr(coroutine, prefix + "_frame", None)
            inner = inner or getattr(coroutine, "%s_%s" % (prefix, awaits), None)
        if frame is None:
            break
        found.insert(0, frame)
        coroutine = inner
    return found


def _task_behind(future, frames):
    """The task that is awaited, directly or among others of which the first that has not ended is returned."""
    record = TASKS.of.get(id(future))
    if record is not None:
        return record
    candidates = list(getattr(future, "_children", ()))
    if not candidates and frames:
        values = frames[0].f_locals
        candidates = list(values.get("fs", ())) if frames[0].f_code.co_name == "_wait" else []
        candidates += [values["fut"]] if "fut" in values and hasattr(values["fut"], "_asyncio_future_blocking") else []
        candidates += list(getattr(values.get("self"), "_tasks", ()))
    left = [TASKS.of[id(each)] for each in candidates if id(each) in TASKS.of and not each.done()]
    return min(left, key=lambda each: each.index) if left else None


def _object(frames):
    """The object of asyncio whose method waits."""
    for frame in frames:
        obj = frame.f_locals.get("self")
        if type(obj).__module__.partition(".")[0] == "asyncio" and not hasattr(obj, "_asyncio_future_blocking"):
            return _outer(obj, frames)
    return None


def _outer(obj, frames):
    """A condition instead of its lock: the outermost object of asyncio on the way."""
    for frame in frames:
        outer = frame.f_locals.get("self")
        if type(outer).__module__.partition(".")[0] == "asyncio":
            obj = outer
        else:
            break
    return obj


def _local_name(record, obj):
    """The name of a local variable: of the function that a thread runs, if there it has one, else of those that wait."""
    tasks = sorted(TASKS.of_loop(record.loop), key=lambda each: (each.host is None, each is not record, each.index))
    for each in tasks:
        for frame in reversed(_frames(each.coroutine)):
            for name, value in frame.f_locals.items():
                if value is obj and name != "self" and not name.startswith("<"):
                    return name
    return None
