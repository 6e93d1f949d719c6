"""Which places in the text share: they touch what two threads, or tasks, touch and one of them writes."""

from .numbering import SHARED, accesses_of
from .scheduler import READ, STATE, SYNC
from .tasks import tasks_of_trace


def find_shared():
    """Adds to SHARED the sites of this execution that share; returns those that are new."""
    found = _newly_shared(*_unordered())
    if STATE.daemons:
        found.update(entry[2] for entry in STATE.trace if _daemon_writes(entry))
        found -= SHARED
    SHARED.update(found)
    return found


def _newly_shared(entries, actors):
    """Those of the sites of entries that share and are not known to: only what they touch has to be looked at."""
    fresh = [entry for entry in entries if entry[2] not in SHARED]
    unknown = {(id(obj), part) for entry in fresh for obj, part, _ in accesses_of(entry)}
    objects = {obj for obj, _ in unknown}
    touched = {}
    bits = {}
    for entry, actor in zip(entries, actors) if unknown else ():
        for obj, part, kind in accesses_of(entry):
            # All of an object has to do with each of its parts.
            if id(obj) in objects and (part is None or (id(obj), part) in unknown or (id(obj), None) in unknown):
                bit = bits.setdefault(actor, 1 << len(bits))
                _note(touched.setdefault(id(obj), {}), part, kind, bit, entry[2])
    found = set()
    for parts in touched.values():
        found.update(_shared_sites(parts))
    return found - SHARED


def _note(parts, part, kind, bit, site):
    known = parts.get(part)
    if known is None:
        known = parts[part] = [0, 0, set()]
    known[0] |= bit
    if kind != READ:
        known[1] |= bit
    known[2].add(site)


def _unordered():
    """The memory accesses of the trace that starts and joins do not order with all others, and who makes each of them."""
    trace, solo = STATE.trace, STATE.solo
    parts = [range(*bounds) for bounds in zip(solo[::2], solo[1::2] + [len(trace)])]
    indices = [index for part in parts for index in part if trace[index][4] is not SYNC]
    entries = [trace[index] for index in indices]
    if not STATE.switches:
        return entries, [entry[0] for entry in entries]
    tasks = list(tasks_of_trace())
    return entries, [(entry[0], tasks[index]) for entry, index in zip(entries, indices)]


def _daemon_writes(entry):
    if not entry[0].daemon or entry[4] is SYNC:
        return False
    return any(access[2] != READ for access in accesses_of(entry))


def _shared_sites(parts):
    whole = parts.get(None)
    every = [0, 0]
    for known in parts.values():
        every[0] |= known[0]
        every[1] |= known[1]
    for part, (threads, writers, sites) in parts.items():
        if part is None:
            threads, writers = every
        elif whole is not None:
            threads, writers = threads | whole[0], writers | whole[1]
        if writers and threads & (threads - 1):
            yield from sites
