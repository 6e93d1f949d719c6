"""Executes a file of Python under a schedule. Reads what is asked as one line of JSON; writes the result as one line."""

import json
import os
import sys

from interleave_replay.execution import replay


def _main():
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [each for each in sys.path if os.path.abspath(each) != here]
    asked = json.loads(sys.stdin.readline())
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    sys.stdin = open(os.devnull)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)

    def tell(result):
        answers.write(json.dumps(result) + "\n")
        answers.flush()
        os._exit(0)

    asked["tell"] = tell
    try:
        with open(asked["file"], encoding="utf-8") as file:
            text = file.read()
        tell(replay(asked, text))
    except (SyntaxError, ValueError) as problem:
        place = {"line": getattr(problem, "lineno", 1) or 1, "column": getattr(problem, "offset", 1) or 1}
        message = "%s: %s" % (type(problem).__name__, getattr(problem, "msg", problem))
        tell({"error": dict(place, message=message, file=asked["file"])})


_main()
