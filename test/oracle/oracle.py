"""Explores programs in the JSON form by brute force, with the steps of meaning.py.

Standard input is a JSON list of programs (`interleave/program@1`); each line of standard output answers for one of them.
The argument is the most states that a program may have; for one that has more, the answer is null.
"""
import json
import sys
from fractions import Fraction

from deadlocks import reason_of
from meaning import ENDED, Failure, State, Step, enabled, evaluate, final
from races import races
from serial import serial_outcomes
from stuck import stuck


class Space:
    """All reachable states of a program. `ends` says of each state without successors what it is."""

    def __init__(self, program, most):
        self.program, self.most = program, most
        self.numbers, self.states, self.successors, self.depths = {}, [], [], []
        self.accesses = []  # of each state and thread that can take a step: what the step accesses, whatever it chooses
        self.executed = []  # the same with the instructions that each successor's step executed
        self.freed = []  # of each state: the threads that a step of another one may take further
        self.failures, self.ends = set(), {}
        step = Step(program, initial(program))
        failure = step.start_all()
        self.add(step.state.frozen(), failure, 0)
        for number, frozen in enumerate(self.states):  # the list grows meanwhile: breadth first
            self.expand(number, frozen)
            if len(self.states) > most:
                return

    def add(self, frozen, failure, depth):
        if frozen not in self.numbers:
            self.numbers[frozen] = len(self.states)
            self.states.append(frozen)
            self.successors.append({})
            self.accesses.append({})
            self.executed.append({})
            self.freed.append(set())
            self.depths.append(depth)
        if failure is not None:
            self.failures.add(failure)
            self.ends[self.numbers[frozen]] = 'failed'
        return self.numbers[frozen]

    def expand(self, number, frozen):
        """The successors by the thread that steps: one entry for each choice."""
        if number in self.ends:
            return
        state = State(self.program, frozen)
        threads = [] if final(self.program, state) else range(len(state.threads))
        able = [at for at in threads if enabled(self.program, state, at)]
        if not able:
            self.ends[number] = 'final' if final(self.program, state) else 'deadlock'
        for at in able:
            results = every_choice(self.program, frozen, at)
            depth = self.depths[number] + 1
            self.successors[number][at] = [self.add(step.state.frozen(), failure, depth) for step, failure in results]
            self.accesses[number][at] = {access for step, _ in results for access in step.accesses}
            self.freed[number].update(other for step, _ in results for other in step.freed)
            self.executed[number][at] = [step.executed for step, _ in results]

    def next_of(self, number):
        """All successors of a state, one that several choices lead to as often."""
        return [after for choices in self.successors[number].values() for after in choices]


def every_choice(program, frozen, at):
    """A step of a thread with each sequence of choices, and the failure if there is one."""
    results, scripts = [], [()]
    while scripts:
        script = scripts.pop()
        step = Step(program, frozen, script)
        failure = step.take(at)
        results.append((step, failure))
        made = [choice for choice, _ in step.made]
        for position in range(len(script), len(step.made)):
            scripts += [(*made[:position], other) for other in range(1, step.made[position][1])]
    return results


def initial(program):
    return (
        tuple(tuple(each['initial']) for each in program['shared']),
        tuple((None, 0) for _ in program['mutexes']),
        tuple(each['initial'] for each in program['semaphores']),
        tuple(
            (thread['start'], 0, (0,) * len(program['codes'][thread['code']]['registers']), 0, 0) for thread in program['threads']
        ),
        tuple(((), False) for _ in program.get('channels', [])),
        (None,) * (1 + max(thread.get('loop', -1) for thread in program['threads'])),
    )


def in_order(space):
    """The states, each after its predecessors; None if there is a cycle."""
    incoming = [0] * len(space.states)
    for number in range(len(space.states)):
        for after in space.next_of(number):
            incoming[after] += 1
    ready, order = [0] if incoming[0] == 0 else [], []
    while ready:
        number = ready.pop()
        order.append(number)
        for after in space.next_of(number):
            incoming[after] -= 1
            if incoming[after] == 0:
                ready.append(after)
    return order if len(order) == len(space.states) else None


def counted(space, order):
    """For each state, its schedules from the beginning and its probability under the uniform scheduler."""
    ways, chance = [0] * len(space.states), [Fraction(0)] * len(space.states)
    ways[0], chance[0] = 1, Fraction(1)
    for number in order:
        for choices in space.successors[number].values():
            share = chance[number] / len(space.successors[number]) / len(choices)
            for after in choices:
                ways[after] += ways[number]
                chance[after] += share
    return ways, chance


def violated(program, states):
    """The invariants that are false or have no value in some state."""
    found = set()
    for frozen in states:
        state = State(program, frozen)
        for number, invariant in enumerate(program['invariants']):
            try:
                holds = evaluate(invariant['condition'], state, None) != 0
            except Failure:
                holds = False
            if not holds:
                found.add(number)
    return sorted(found)


def crashes(program, states):
    """The exceptions that end threads: the name, the thread, and the position of the instruction."""
    codes = [program['codes'][thread['code']]['instructions'] for thread in program['threads']]
    threads = ((at, thread) for state in states for at, thread in enumerate(state[3]))
    return sorted({(codes[at][thread[1]]['exception'], at, thread[1]) for at, thread in threads if thread[0] == 'crashed'})


def endless_alone(space):
    """The cycles of local steps of one thread: the thread, and the positions at which it steps."""
    found = set()
    for at in range(len(space.program['threads'])):
        local = {
            number: choices[at][0] for number, choices in enumerate(space.successors)
            if at in choices and is_local(space, number, at)
        }
        for start in local:
            seen, number = [], start
            while number in local and number not in seen:
                seen.append(number)
                number = local[number]
            if number == start:
                found.add((at, tuple(sorted({space.states[each][3][at][1] for each in seen}))))
    return sorted(found)


def is_local(space, number, at):
    status, pc = space.states[number][3][at][:2]
    code = space.program['codes'][space.program['threads'][at]['code']]['instructions']
    return status == 'running' and code[pc]['op'] in ('set', 'add')


def held_at_exit(states):
    """The threads that have ended in a state in which they hold a lock, with the lock."""
    return sorted({
        (holder, mutex) for _, locks, _, threads, _, _ in states for mutex, (holder, _) in enumerate(locks)
        if holder is not None and threads[holder][0] in ENDED
    })


def outcomes_of(space, ways, chance):
    """The values of all shared variables in final states, in order, with what is counted if the space has no cycle."""
    outcomes = {}
    for number, end in space.ends.items():
        if end == 'final':
            values = sum(space.states[number][0], ())
            count, share = outcomes.get(values, (0, Fraction(0)))
            outcomes[values] = (count + ways[number], share + chance[number]) if ways else (0, Fraction(0))
    return [
        {'values': values, 'interleavings': str(count) if ways else None, 'probability': str(share) if ways else None}
        for values, (count, share) in sorted(outcomes.items())
    ]


def answer(program, most):
    space = Space(program, most)
    if len(space.states) > most:
        return None
    order = in_order(space)
    ways, chance = counted(space, order) if order is not None else (None, None)
    return {
        'states': len(space.states),
        'transitions': sum(len(space.next_of(number)) for number in range(len(space.states))),
        'depth': max(space.depths),
        'interleavings': str(sum(ways[number] for number in space.ends)) if ways else None,
        'outcomes': outcomes_of(space, ways, chance),
        'ends': {
            kind: [space.states[number] for number, end in space.ends.items() if end == kind]
            for kind in ('final', 'deadlock', 'failed')
        },
        'reasons': [reason_of(space, space.states[number]) for number, end in space.ends.items() if end == 'deadlock'],
        'failures': sorted(space.failures),
        'endless': endless_alone(space),
        'crashes': crashes(program, space.states),
        'invariants': violated(program, space.states),
        'held': held_at_exit(space.states),
        'races': races(space),
        'serial': serial_outcomes(space),
        'stuck': stuck(space),
    }


def main():
    most = int(sys.argv[1])
    for program in json.load(sys.stdin):
        print(json.dumps(answer(program, most)))


if __name__ == '__main__':
    main()
