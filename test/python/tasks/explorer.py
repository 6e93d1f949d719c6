"""Executes programs of asyncio in CPython under every order in which their tasks can go on.

Reads a JSON list of {"text", "names", "most"} and prints one JSON line for each: the values of the names at the end of every
execution, the exceptions that leave the module, whether some execution is a deadlock, and whether every order was executed.

Tasks are CPython's own, on an event loop that chooses which of them goes on. `sleep` takes any time.
"""

import asyncio
import asyncio.futures
import asyncio.tasks
import json
import random
import sys

run = None


class Stuck(BaseException):
    """No task can go on."""


class Run:
    """One execution. `prefix` has its first choices; `pick` makes the others."""

    def __init__(self, prefix, pick):
        self.prefix, self.pick, self.trail = prefix, pick, []
        self.stuck = False

    def choose(self, count):
        if count < 2:
            return 0
        depth = len(self.trail)
        pick = self.prefix[depth] if depth < len(self.prefix) else self.pick(count)
        self.trail.append((pick, count))
        return pick


def is_step(handle):
    """Whether a task goes on; the rest is what a future tells those that wait for it."""
    owner = getattr(handle._callback, "__self__", None)
    return isinstance(owner, asyncio.Task)


class Loop(asyncio.SelectorEventLoop):
    def _run_once(self):
        told = next((each for each in self._ready if not is_step(each)), None)
        if told is None:
            timers = [each for each in self._scheduled if not each._cancelled]
            all = [*self._ready, *timers]
            if not all:
                run.stuck = True
                raise Stuck
            told = all[run.choose(len(all))]
        (self._ready if told in self._ready else self._scheduled).remove(told)
        if not told._cancelled:
            told._run()


async def sleep(delay, result=None):
    await asyncio.tasks.__sleep0()
    return result


class Policy(asyncio.DefaultEventLoopPolicy):
    def new_event_loop(self):
        return Loop()


def executed(text, names, prefix, pick):
    global run
    run = Run(prefix, pick)
    scope = {"__name__": "__main__", "output": ""}

    def printed(*args, sep=" ", end="\n"):
        scope["output"] += sep.join(str(each) for each in args) + end

    scope["print"] = printed
    error = None
    try:
        exec(compile(text, "program.py", "exec"), scope)
    except BaseException as raised:
        error = type(raised).__name__
    outcome = None if run.stuck else tuple(shown(scope.get(name)) for name in names)
    return run, outcome, None if run.stuck else error


def shown(value):
    if isinstance(value, str):
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'"
    return repr(value) if value is None or isinstance(value, (bool, int, str)) else "other"


def explore(text, names, most):
    outcomes, exceptions, deadlock, runs = set(), set(), False, 0
    prefix, complete = [], False
    draw = random.Random(1)
    while runs < 2 * most:
        isDrawn = runs >= most
        made, outcome, error = executed(text, names, [] if isDrawn else prefix, draw.randrange if isDrawn else lambda _: 0)
        runs += 1
        deadlock = deadlock or made.stuck
        if outcome is not None:
            outcomes.add(outcome)
        if error is not None:
            exceptions.add(error)
        if isDrawn:
            continue
        trail = made.trail
        while trail and trail[-1][0] + 1 == trail[-1][1]:
            trail.pop()
        if not trail:
            complete = True
            break
        prefix = [each for each, _ in trail]
        prefix[-1] += 1
    return {
        "complete": complete,
        "runs": runs,
        "outcomes": sorted(outcomes),
        "exceptions": sorted(exceptions),
        "deadlock": deadlock,
    }


if __name__ == "explorer":
    import logging
    import warnings

    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    sys.unraisablehook = lambda _: None
    # Tasks of Python's own code, whose callbacks say whose they are.
    asyncio.Task = asyncio.tasks.Task = asyncio.tasks._PyTask
    asyncio.Future = asyncio.futures.Future = asyncio.futures._PyFuture
    asyncio.sleep = sleep
    asyncio.set_event_loop_policy(Policy())
    for each in json.load(sys.stdin):
        print(json.dumps(explore(each["text"], each["names"], each["most"])), flush=True)
