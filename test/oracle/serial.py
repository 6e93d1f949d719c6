"""Serial executions, from their definition: by walking all of them, with what each remembers."""
MOST_WALKED = 20_000
GIVES_WAY = {'spawn', 'join', 'yield', 'wait', 'op_end'}


def serial_outcomes(space):
    """The values of the shared variables in final states that serial executions reach; null if there are too many walks."""
    # A place of a walk: the state, whose turn it is (or None), the states since it is, and whether that may change.
    todo = [(0, None, frozenset(), True)]
    seen, found = set(todo), set()
    while todo:
        number, turn, since, free = todo.pop()
        if space.ends.get(number) == 'final':
            found.add(sum(space.states[number][0], ()))
        for after in continuations(space, number, turn, since, free):
            if after not in seen:
                seen.add(after)
                todo.append(after)
        if len(seen) > MOST_WALKED:
            return None
    return sorted(found)


def continuations(space, number, turn, since, free):
    successors = space.successors[number]
    if turn in successors:
        yield from steps(space, number, turn, since)
    if free or turn not in successors or number in since:
        for other in successors:
            if other != turn:
                yield from steps(space, number, other, frozenset())


def steps(space, number, turn, since):
    for after, executed in zip(space.successors[number][turn], space.executed[number][turn]):
        yield after, turn, since | {number}, bool(executed & GIVES_WAY)
