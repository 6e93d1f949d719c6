"""Why a state is a deadlock, from the definition: the first class that fits, and the threads that are the reason."""
from itertools import permutations

from meaning import ENDED, State


def reason_of(space, frozen):
    """The class, and the positions of the threads in its core."""
    state = State(space.program, frozen)
    waits = dict(wait for at in range(len(state.threads)) for wait in waits_of(state, at))
    place = lambda at: (at, state.threads[at].pc)
    given = {at: [other for other in waits if gives(space.program, state, waits, other, at)] for at in waits}
    cycles = [
        path
        for size in range(2, len(waits) + 1)
        for path in permutations(waits, size)
        if all(path[(index + 1) % size] in given[at] for index, at in enumerate(path))
    ]
    if cycles:
        line = lambda at: state.threads[at].instruction()['line']
        return 'cycle', [place(at) for at in min(cycles, key=lambda path: (len(path), sorted(line(at) for at in path)))]
    own = [at for at in waits if at in given[at]]
    if own:
        return 'self', [place(own[0])]
    orphaned = [at for at in waits if waits[at][0] == 'acquire' and state.threads[holder(state, waits[at])].status in ENDED]
    if orphaned:
        return 'orphaned-lock', [place(at) for at in orphaned]
    for name, kinds in (
        ('missed-signal', ('wait', 'sem_acquire')),
        ('never-true', ('await',)),
        ('channel', ('select',)),
        ('barrier', ('barrier_wait',)),
        ('join', ('join',)),
    ):
        core = [at for at in waits if waits[at][0] in kinds and not given[at]]
        if core:
            return name, [place(at) for at in core]
    return None, []


def waits_of(state, at):
    """What a started thread that has not ended waits for: the thread, and the operation with its instruction."""
    thread = state.threads[at]
    if thread.status in ENDED or thread.status == 'unstarted':
        return []
    instruction = thread.instruction()
    if thread.status in ('waking', 'expired'):
        return [(at, ('acquire', instruction))]
    if instruction['op'] == 'atomic':
        instruction = thread.code[thread.pc + 1]
    return [(at, (instruction['op'], instruction))]


def holder(state, wait):
    """The thread that holds the lock that a thread waits for."""
    return state.locks[wait[1]['mutex']][0]


def gives(program, state, waits, giver, at):
    """Whether a waiting thread could give one, or itself, what it waits for, if it went on."""
    op, wanted = waits[at]
    if op == 'acquire':
        return holder(state, waits[at]) == giver
    if op == 'join':
        return wanted['thread'] == giver
    code, pc = state.threads[giver].code, state.threads[giver].pc
    if op == 'sem_acquire':
        return surplus(code, pc, wanted['semaphore'])
    if giver == at:
        return False
    later = [code[each] for each in reachable(code, pc)]
    if op == 'wait':
        notifies = any(each['op'] in ('notify', 'notify_all') and each['condition'] == wanted['condition'] for each in later)
        return notifies and state.threads[giver].status != 'sleeping'
    if op == 'barrier_wait':
        there = waits[giver]
        if there[0] == 'barrier_wait' and there[1]['barrier'] == wanted['barrier']:
            return False
        return any(each['op'] == 'barrier_wait' and each['barrier'] == wanted['barrier'] for each in later)
    return op == 'await' and any(writes(each, read) for each in later for read in reads(wanted['until']))


def reads(expression):
    """The variables in a condition, each with its index."""
    if isinstance(expression, list):
        return [read for each in expression for read in reads(each)]
    if not isinstance(expression, dict):
        return []
    own = [(expression['variable'], constant(expression.get('index')))] if expression.get('kind') == 'shared' else []
    return own + [read for each in expression.values() for read in reads(each)]


def constant(expression):
    return expression['value'] if expression and expression['kind'] == 'constant' else None


def writes(instruction, read):
    if 'place' not in instruction or instruction['op'] == 'load':
        return False
    variable, index = instruction['place']['variable'], constant(instruction['place'].get('index'))
    return variable == read[0] and (index is None or read[1] is None or index == read[1])


def next_of(code, pc):
    instruction = code[pc]
    if instruction['op'] in ('halt', 'raise'):
        return []
    if instruction['op'] == 'jump':
        return [instruction['target']]
    if instruction['op'] in ('offer_send', 'offer_receive'):
        return [instruction['target'], pc + 1]
    if instruction['op'] != 'branch':
        return [pc + 1]
    truth = certain(instruction['condition'])
    return [each for each, fits in ((instruction['target'], truth is not False), (pc + 1, truth is not True)) if fits]


def certain(condition):
    """Whether a condition is a constant, or the negation of one."""
    if condition['kind'] == 'constant':
        return condition['value'] != 0
    if condition['kind'] == 'unary' and condition['operator'] == 'not':
        inner = certain(condition['operand'])
        return None if inner is None else not inner
    return None


def reachable(code, start):
    found, todo = set(), [start]
    while todo:
        pc = todo.pop()
        if pc < len(code) and pc not in found:
            found.add(pc)
            todo += next_of(code, pc)
    return found


def surplus(code, start, semaphore):
    """Whether some way from a position releases more units of a semaphore than it has taken before."""
    best, todo = {}, [(start, 0)]
    while todo:
        pc, balance = todo.pop()
        if pc >= len(code) or balance < -20 or balance <= best.get(pc, -21):
            continue
        best[pc] = balance
        instruction = code[pc]
        if instruction.get('semaphore') == semaphore:
            balance += {'sem_release': 1, 'sem_acquire': -1}.get(instruction['op'], 0)
        if balance > 0:
            return True
        todo += [(after, balance) for after in next_of(code, pc)]
    return False
