"""Whole processes, in turn: one round runs each program once, so that what slows the machine slows all of them."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

__all__ = ["Figures", "race"]

_MIB_OF_KIB = 1 / 1024
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""Installed programs have their bytecode beside them; without it each run would compile itself anew."""


class Run(NamedTuple):
    """One run of one program."""

    wall: float
    cpu: float
    peak: float


class Figures(NamedTuple):
    """What a program took: medians over the rounds."""

    wall: float
    """Seconds on the clock."""
    ratio: float
    """Of wall time, to the first program's in the same round."""
    cpu: float
    """Seconds, user and system together."""
    peak: float
    """MiB of memory at the most."""
    size: int
    """Bytes of the result."""


def race(programs: Mapping[str, Sequence[str]], outputs: Mapping[str, Path], rounds: int) -> dict[str, Figures]:
    """Run every program so many times, after a round to warm up if there are several; the first is the yardstick."""
    runs: dict[str, list[Run]] = {name: [] for name in programs}
    for number in range(-1 if rounds > 1 else 0, rounds):
        for name, words in programs.items():
            outputs[name].unlink(missing_ok=True)
            run = _run(words)
            if number >= 0:
                runs[name].append(run)
    yardstick = next(iter(runs.values()))
    return {name: _figures(mine, yardstick, outputs[name]) for name, mine in runs.items()}


def _run(words: Sequence[str]) -> Run:
    start = time.perf_counter()
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    process = subprocess.Popen(words, env=_ENVIRONMENT, **quiet)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        said = process.stderr.read().decode() if process.stderr else ""
        raise RuntimeError(f"{' '.join(words)} ended with {process.returncode}: {said}")
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * _MIB_OF_KIB)


def _figures(mine: list[Run], yardstick: list[Run], output: Path) -> Figures:
    return Figures(
        wall=statistics.median(run.wall for run in mine),
        ratio=statistics.median(run.wall / other.wall for run, other in zip(mine, yardstick, strict=True)),
        cpu=statistics.median(run.cpu for run in mine),
        peak=statistics.median(run.peak for run in mine),
        size=output.stat().st_size,
    )
