"""What a file that replays a schedule by itself does: executes it, and prints each step with its values."""

import json
import os
import sys

from .execution import replay

# Exit codes.
_SHOWN = 1
_DEPARTED = 2


def main(schedule, title, program):
    """Executes a program under a schedule, prints what happened, and ends the process."""
    asked = json.loads(schedule)
    asked["tell"] = lambda result: _finish(asked, title, result)
    asked["tell"](replay(asked, program))


def _finish(asked, title, result):
    lines = _report(asked, title, result)
    out = sys.__stdout__
    # A console that cannot show a character shows its number.
    encoding = out.encoding or "ascii"
    out.write("\n".join(lines).encode(encoding, "backslashreplace").decode(encoding) + "\n")
    out.flush()
    os._exit(_SHOWN if _difference(asked, result) is None else _DEPARTED)


def _report(asked, title, result):
    names = [each["name"] for each in asked["threads"]]
    rows = {number: row for number, row in result["rows"]}
    lines = ["%s: %s, in CPython %s" % (asked["file"], title, result["python"]), ""]
    table = []
    for number, step in enumerate(asked["steps"]):
        station, row = step["station"], rows.get(number)
        if station is not None:
            real = "not reached" if row is None else _real(row)
            table.append((str(number + 1), names[step["thread"]], station["text"], str(station["line"]), real))
    lines.extend(_aligned([("step", "thread", "the schedule", "line", "CPython")] + table))
    lines.append("")
    difference = _difference(asked, result)
    if difference is not None:
        lines.append("Departs from the schedule: " + difference)
    for each in result["final"]:
        lines.append("At the end %s = %s" % (each["name"], each["real"]))
    for each in result["waiting"]:
        lines.append("%s waits in line %s, in %s" % (names[each["thread"]], each["line"], each["function"]))
    for each in result["exceptions"]:
        thread = "a thread" if each["thread"] is None else names[each["thread"]]
        lines.append("%s ended by %s: %s" % (thread, each["kind"], each["text"]))
    if result["output"]:
        lines.extend(["The program printed:"] + ["  " + each for each in result["output"].splitlines()])
    return lines


def _real(row):
    if row["raised"] is not None:
        return "raises " + row["raised"]
    if row["how"] == "inside":
        return "in the same call"
    return ", ".join("%s = %s" % (each["name"], each["real"]) for each in row["values"] if each["real"] is not None)


def _aligned(rows):
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return ["  ".join(text.ljust(width) for text, width in zip(row, widths)).rstrip() for row in rows]


def _difference(asked, result):
    departure = result["departure"]
    if departure is not None:
        step = departure["step"]
        where = "after the last step" if step is None else "step %d" % (step + 1)
        return "%s, %s %s" % (where, asked["threads"][departure["thread"]]["name"], departure["message"])
    for each in result["final"]:
        if each["agrees"] is False:
            return "at the end %s is %s, and in the schedule %s" % (each["name"], each["real"], each["model"])
    if asked["stuck"] and result["end"] != "stuck":
        return "no thread should go on, and some do"
    if asked["over"] and result["end"] != "ended":
        return "the program does not end"
    return None
