"""Stuck threads, from their definition: no terminal state can be reached, and a thread never gets any further."""
from meaning import ENDED


def stuck(space):
    """The threads that are stuck from some state on, with their position there."""
    lost = set(range(len(space.states))) - reaching(space, set(space.ends))
    found = set()
    for at, thread in enumerate(space.program['threads']):
        if thread['daemon']:
            continue
        moving = reaching(space, {number for number in lost if moves(space, number, at)})
        for number in lost - moving:
            status, pc = space.states[number][3][at][:2]
            if status not in ENDED and status != 'unstarted':
                found.add((at, pc))
    return sorted(found)


def moves(space, number, at):
    """Whether the thread can take a step there, or a step of another one changes its state."""
    here = space.states[number][3][at]
    return at in space.successors[number] or any(space.states[after][3][at] != here for after in space.next_of(number))


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
