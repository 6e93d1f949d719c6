"""Runs the command `interleave check` for tests."""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Finding:
    """Something that is wrong, or may be."""

    kind: str
    severity: str
    message: str
    threads: tuple
    lines: tuple
    schedule: str


@dataclass(frozen=True)
class Report:
    """The answer of a check."""

    verdict: str
    complete: bool
    states: int
    outcomes: tuple
    """The final values by name, one dict for each combination."""
    findings: tuple
    json: dict
    """The whole report, `interleave/report@2`."""


def check(model, *, outcomes=None, strict=True, command=None, **options):
    """Checks a model and returns its report.

    Raises AssertionError, with the traces, if it is wrong or was not explored completely; ValueError if it is no model or an
    option is wrong; FileNotFoundError if there is no command.
    """
    arguments = _arguments(os.fspath(model), strict, options)
    start = list(command) if command is not None else _command()
    code, text, said = _run([*start, *arguments, "--json"])
    if code == 2:
        raise ValueError(_mistakes(text) or said.strip())
    if code not in (0, 1, 3):
        raise RuntimeError(f"interleave ended with code {code}\n{said}")
    report = _report(json.loads(text))
    if code != 0:
        raise AssertionError(_words(start, arguments))
    if outcomes is not None:
        _compare(report, outcomes, lambda: _words(start, arguments))
    return report


def _mistakes(text):
    """What is wrong with the model or an option, a line each."""
    try:
        errors = json.loads(text)["errors"]
    except (ValueError, KeyError, TypeError):
        return ""
    return "\n".join(_mistake(each) for each in errors)


def _mistake(error):
    place = [str(error[key]) for key in ("file", "line", "column") if error[key] is not None]
    where = ":".join(place) + ": " if place else ""
    hint = f"\n  {error['hint']}" if error["hint"] else ""
    return f"{where}error: {error['message']}{hint}"


def _compare(report, expected, words):
    for name, values in expected.items():
        if any(name not in final for final in report.outcomes):
            known = sorted({each for final in report.outcomes for each in final})
            raise ValueError(f"`{name}` is not observed; observed are {', '.join(known)}")
        seen = _different(final[name] for final in report.outcomes)
        wanted = _different(values)
        unexpected = [value for value in seen if value not in wanted]
        impossible = [value for value in wanted if value not in seen]
        if unexpected or impossible:
            parts = [f"possible, but not expected: {name} = {_listed(unexpected)}"] if unexpected else []
            parts += [f"expected, but not possible: {name} = {_listed(impossible)}"] if impossible else []
            raise AssertionError("\n".join([*parts, "", words()]))


def _different(values):
    """The values without repetitions, tuples as lists; 1 and True differ."""
    return sorted({json.dumps(value) for value in values})


def _listed(values):
    return ", ".join(values)


def _arguments(model, strict, options):
    found = ["check", model, *(["--strict"] if strict else [])]
    for name, value in options.items():
        option = "--" + name.replace("_", "-")
        if value is True:
            found.append(option)
        elif value is not None and value is not False:
            for each in value if isinstance(value, (list, tuple)) else [value]:
                found.append(f"{option}={each}")
    return found


def _command():
    given = os.environ.get("INTERLEAVE")
    if given:
        return [given]
    name = "interleave.cmd" if os.name == "nt" else "interleave"
    for folder in [Path.cwd(), *Path.cwd().parents]:
        local = folder / "node_modules" / ".bin" / name
        if local.exists():
            return [str(local)]
    found = shutil.which("interleave")
    if found is None:
        raise FileNotFoundError(
            "the command `interleave` was not found: install the npm package `interleave-checker`, "
            "or set the environment variable INTERLEAVE to the command"
        )
    return [found]


def _run(command):
    done = subprocess.run(command, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL, check=False)
    return done.returncode, done.stdout, done.stderr


def _words(start, arguments):
    """The report for people. It is made by a second run, since only failures need it."""
    _, text, _ = _run([*start, *arguments, "--color=never"])
    return text.rstrip()


def _report(found):
    return Report(
        verdict=found["verdict"],
        complete=found["complete"],
        states=found["stats"]["states"],
        outcomes=tuple(each["final"] for each in found["outcomes"]),
        findings=tuple(_finding(each) for each in found["findings"]),
        json=found,
    )


def _finding(each):
    return Finding(
        kind=each["kind"],
        severity=each["severity"],
        message=each["message"],
        threads=tuple(each["threads"]),
        lines=tuple(each["lines"]),
        schedule=each["schedule"],
    )
