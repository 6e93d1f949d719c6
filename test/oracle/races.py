"""Data races, from their definition: two threads about to access a location, one to write, not both synchronised."""
from meaning import State, named


def about_to_access(space, number, at):
    """What the next step of a thread would access in a state, whatever it chooses; for a blocked `await`, what it names."""
    frozen = space.states[number]
    if at in space.successors[number]:
        return space.accesses[number][at]
    state = State(space.program, frozen)
    thread = state.threads[at]
    if thread.status != 'running':
        return set()
    instruction = thread.instruction()
    if instruction['op'] == 'atomic':
        instruction = thread.code[thread.pc + 1]
    if instruction['op'] != 'await':
        return set()
    return {(variable, index, False, False, thread.pc) for variable, index in named(instruction['until'], state, thread)}


def races(space):
    """The variables that threads race for, with the threads and the positions of both steps."""
    found = set()
    for number in range(len(space.states)):
        if space.ends.get(number) == 'failed':
            continue
        every = [about_to_access(space, number, at) for at in range(len(space.program['threads']))]
        for one, accesses in enumerate(every):
            for other in range(one):
                if same_loop(space, one, other):
                    continue
                for first in accesses:
                    found.update(race(one, first, other, second) for second in every[other] if conflict(first, second))
    return sorted(found)


def same_loop(space, one, other):
    threads = space.program['threads']
    return 'loop' in threads[one] and threads[one]['loop'] == threads[other].get('loop')


def conflict(first, second):
    same = first[:2] == second[:2]
    return same and (first[2] or second[2]) and (first[3] or second[3])


def race(one, first, other, second):
    return first[0], one, first[4], other, second[4]
