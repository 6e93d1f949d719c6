"""The classes of deadlocks, from their definition: the first that fits."""
from meaning import ENDED, State


def class_of(space, frozen):
    state = State(space.program, frozen)
    waits = [wait for at in range(len(state.threads)) for wait in waits_of(state, at)]
    for name, fits in CLASSES:
        if any(fits(state, waits, wait) for wait in waits):
            return name
    return None


def waits_of(state, at):
    """What a started thread that has not ended waits for: the thread, the kind, and which lock or thread."""
    thread = state.threads[at]
    if thread.status in ENDED or thread.status == 'unstarted':
        return []
    instruction = thread.instruction()
    if thread.status in ('waking', 'expired'):
        return [(at, 'acquire', instruction['mutex'])]
    if instruction['op'] == 'atomic':
        instruction = thread.code[thread.pc + 1]
    return [(at, instruction['op'], instruction.get('mutex', instruction.get('thread')))]


def holder_of(state, wait):
    """The thread that holds the lock that a thread waits for."""
    return state.locks[wait[2]][0] if wait[1] == 'acquire' else None


def needed_by(state, wait):
    """The thread that holds the lock, or whose end, a thread waits for."""
    return wait[2] if wait[1] == 'join' else holder_of(state, wait)


def on_cycle(state, waits, wait):
    needed = {each[0]: needed_by(state, each) for each in waits}
    at, seen = needed[wait[0]], set()
    while at in needed and at not in seen and at != wait[0]:
        seen.add(at)
        at = needed[at]
    return at == wait[0] and len(seen) > 0


def orphaned(state, _, wait):
    holder = holder_of(state, wait)
    return holder is not None and state.threads[holder].status in ENDED


CLASSES = [
    ('cycle', on_cycle),
    ('self', lambda state, _, wait: needed_by(state, wait) == wait[0]),
    ('orphaned-lock', orphaned),
    ('missed-signal', lambda _, __, wait: wait[1] in ('wait', 'sem_acquire', 'await')),
    ('channel', lambda _, __, wait: wait[1] == 'select'),
    ('barrier', lambda _, __, wait: wait[1] == 'barrier_wait'),
    ('join', lambda _, __, wait: wait[1] == 'join'),
]
