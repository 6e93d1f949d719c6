"""Stuck threads, from their definition: no terminal state can be reached, and a thread never gets any further."""
from meaning import ENDED


def stuck(space):
    """The threads that are stuck from some state on, with their position there."""
    lost = set(range(len(space.states))) - reaching(space, set(space.ends))
    found = set()
    threads = space.program['threads']
    moving = [reaching(space, {number for number in lost if moves(space, number, at)}) for at in range(len(threads))]
    for at, thread in enumerate(threads):
        for number in lost - moving[at]:
            status, pc = space.states[number][3][at][:2]
            if status in ENDED or status == 'unstarted':
                continue
            awaited = awaited_at(space, number, at)
            if awaited == 'lock' if thread['daemon'] else not excused(space, number, at, moving):
                found.add((at, pc))
    return sorted(found)


def awaited_at(space, number, at):
    """What a blocked thread waits for: 'lock', the number of a thread whose end it awaits, or None."""
    status, pc = space.states[number][3][at][:2]
    loop = space.program['threads'][at].get('loop')
    if loop is not None and space.states[number][5][loop] not in (None, at):
        return None  # its turn
    code = space.program['codes'][space.program['threads'][at]['code']]['instructions']
    first = code[pc + 1] if code[pc]['op'] == 'atomic' else code[pc]
    if first['op'] == 'acquire' or (first['op'] == 'wait' and status != 'sleeping'):
        return 'lock'
    return first['thread'] if first['op'] == 'join' else None


def excused(space, number, at, moving):
    """Whether the thread waits, perhaps through others that do, for the end of one that gets further."""
    seen = set()
    while at not in seen:
        seen.add(at)
        at = awaited_at(space, number, at)
        if not isinstance(at, int):
            return False
        if number in moving[at]:
            return True
    return False


def moves(space, number, at):
    """Whether the thread can take a step there, or a step of another one changes its state."""
    here = space.states[number][3][at][:4]  # moving up in line is not getting any further
    if at in space.successors[number] or at in space.freed[number]:
        return True
    return any(space.states[after][3][at][:4] != here for after in space.next_of(number))


def reaching(space, targets):
    """The states from which one of the targets can be reached."""
    before = [[] for _ in space.states]
    for number in range(len(space.states)):
        for after in space.next_of(number):
            before[after].append(number)
    reached, todo = set(targets), list(targets)
    while todo:
        for number in before[todo.pop()]:
            if number not in reached:
                reached.add(number)
                todo.append(number)
    return reached
