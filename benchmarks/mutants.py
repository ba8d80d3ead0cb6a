"""Do the tests notice what is wrong? Small changes are made in `normalize/`, one at a time, and tests run against each.

Run from a quiet copy of the repository, for what is changed under its hands is judged by the wrong tests:

    git worktree add /somewhere HEAD && cd /somewhere
    python benchmarks/mutants.py --sample 500 --jobs 2 --out survivors.md

All happens in one pytest session. Every test runs once, and which lines it comes through is kept; for each mutant then,
a child of the process puts the changed code in place of the right one and runs the tests that come through its line,
the likeliest to notice first, until one fails. A child that computes for too long has noticed, too.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import signal
import sys
import time
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from _pytest.runner import runtestprotocol
from coverage import Coverage

sys.path.insert(0, str(Path(__file__).parent))

from mutations import Mutant, Uses, mutants_in, mutated

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src" / "fic2epub" / "normalize"
TESTS = ("tests/spec", "tests/unit/normalize")
SURVIVED, KILLED, BROKEN = 0, 1, 2
"""What a child says when it ends; a signal is a kill."""
PROMISES = ("test_once_is_enough", "test_no_letter_is_lost", "test_nothing_presentational_is_left")
"""Tests of what holds for any text; they say less about one than the test of what becomes of it."""
PATIENCE = 5
"""Seconds of computing that a mutant may take beyond twice what its tests take without it."""

Place = tuple[str, int]
"""A line of a file; of a function its first one."""


class Wanted(NamedTuple):
    """What was asked for."""

    modules: list[str]
    sample: int
    each: int
    again: set[str]
    """Survivors of an earlier run, as its report names them; nothing else then."""
    seed: int
    jobs: int
    tests: list[str]
    budget: float
    """Seconds of tests that a mutant is worth."""
    out: Path


class Share(NamedTuple):
    """What is known of a module."""

    mutants: int
    tried: int
    killed: int


class Bench:
    """The pytest plugin that runs mutants in place of tests."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.verdicts: dict[Mutant, int] = {}
        self.sizes: dict[str, int] = {}
        """How many mutants each module has."""
        self.tests_of: dict[Place, set[int]] = defaultdict(set)
        self.weights: Counter[int] = Counter()
        """How many lines each test comes through."""
        self.times: list[float] = []
        self.names: list[str] = []
        self.uses = Uses({str(path): path.read_text(encoding="utf-8") for path in sorted(TARGET.rglob("*.py"))})
        self.functions: dict[Place, list[FunctionType]] = defaultdict(list)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Stand in for pytest's own loop."""
        tests = self._through(session.items)
        self._find_functions()
        self.weights = Counter(test for through in self.tests_of.values() for test in through)
        mutants = self._chosen()
        caches.cache_clear()
        print(f"{len(tests)} tests in {sum(self.times):.0f} s, {len(mutants)} mutants", flush=True)
        gc.collect()
        caches()  # those of what the tests imported late, too: when all is frozen none is found
        gc.freeze()
        self._judge(mutants, tests)
        return True

    def _through(self, tests: list[pytest.Item]) -> list[pytest.Item]:
        """Run every test once: those that pass alone, and which lines they come through."""
        traced = Coverage(data_file=None, source=[str(TARGET)], config_file=False)
        traced.start()
        passing = []
        for test in tests:
            forget()
            traced.switch_context(str(len(passing)))
            since = time.process_time()
            if passes(test):
                passing.append(test)
                self.names.append(test.nodeid)
                self.times.append(time.process_time() - since)
            else:
                print(f"fails without any change: {test.nodeid}")
                traced.switch_context("")
        traced.stop()
        found = traced.get_data()
        for path in found.measured_files():
            for line, contexts in found.contexts_by_lineno(path).items():
                self.tests_of[path, line].update(int(context) for context in contexts if context)
        return passing

    def _find_functions(self) -> None:
        """All functions that live, wherever they are kept: in modules, classes, rules, tables."""
        for one in gc.get_objects():
            if isinstance(one, FunctionType) and one.__code__.co_filename.startswith(str(TARGET)):
                self.functions[one.__code__.co_filename, one.__code__.co_firstlineno].append(one)

    def _chosen(self) -> list[Mutant]:
        """The mutants, or a sample: of every module its share, so many of each, or what survived once."""
        found: dict[str, list[Mutant]] = {}
        for path in sorted(TARGET.rglob("*.py")):
            name = str(path.relative_to(TARGET))
            if not self.wanted.modules or any(name.startswith(module) for module in self.wanted.modules):
                found[name] = mutants_in(str(path), path.read_text(encoding="utf-8"))
        self.sizes = {name: len(of_one) for name, of_one in found.items()}
        if self.wanted.again:
            return [mutant for of_one in found.values() for mutant in of_one if said_of(mutant) in self.wanted.again]
        whole = sum(self.sizes.values())
        part = min(1.0, self.wanted.sample / whole) if self.wanted.sample else 1.0
        chosen = []
        for name, of_one in found.items():
            share = min(self.wanted.each, len(of_one)) if self.wanted.each else round(len(of_one) * part)
            chosen += sorted(random.Random(f"{self.wanted.seed} {name}").sample(of_one, share))
        return chosen

    def _judge(self, mutants: list[Mutant], tests: list[pytest.Item]) -> None:
        """Run the mutants, some at a time."""
        running: dict[int, Mutant] = {}
        since = time.monotonic()
        for number, mutant in enumerate(mutants, 1):
            if len(running) >= self.wanted.jobs:
                self._wait(running)
            child = os.fork()
            if not child:
                os._exit(self._fate(mutant, tests))
            running[child] = mutant
            if number % 50 == 0:
                print(f"{number} after {time.monotonic() - since:.0f} s", flush=True)
                self.write()
        while running:
            self._wait(running)

    def _wait(self, running: dict[int, Mutant]) -> None:
        child, status = os.wait()
        mutant = running.pop(child)
        self.verdicts[mutant] = KILLED if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)

    def _fate(self, mutant: Mutant, tests: list[pytest.Item]) -> int:
        """What becomes of a mutant; in the child."""
        for stream in (1, 2):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
        order = self._order(mutant)
        patience = PATIENCE + 2 * sum(self.times[number] for number in order)
        signal.setitimer(signal.ITIMER_VIRTUAL, patience)  # the default action of its signal ends the child
        try:
            self._put_in(mutant)
        except Exception:  # noqa: BLE001 - a module that cannot be loaded any more is noticed by every test
            return KILLED
        return SURVIVED if all(passes(tests[number]) for number in order) else KILLED

    def _order(self, mutant: Mutant) -> list[int]:
        """The tests that come through the mutant or use it, the likeliest to notice first."""
        found = self._tests_through(mutant)
        if not found:  # what runs while modules are loaded is met in what they keep of it
            places = self.uses.lines(mutant)
            found = set().union(*(self.tests_of[place] for place in places)) if places else set(self.weights)
        order = []
        budget = self.wanted.budget
        for test in sorted(found, key=lambda test: self._rank(test, mutant)):
            budget -= self.times[test]
            if budget < 0:
                break
            order.append(test)
        return order

    def _tests_through(self, mutant: Mutant) -> set[int]:
        lines = range(mutant.lines[0], mutant.lines[1] + 1) if mutant.function else ()
        return set().union(*(self.tests_of[mutant.path, line] for line in lines))

    def _rank(self, test: int, mutant: Mutant) -> tuple[bool, bool, int, int]:
        """Tests of one text stand before those of all, those named like the module before others, small ones first."""
        name = self.names[test]
        path = Path(mutant.path).relative_to(TARGET)
        words = {path.stem.partition("_")[0], path.parent.name.removesuffix("s")} - {"", "markup"}
        akin = any(word in name for word in words)
        return name.partition("[")[0].endswith(PROMISES), not akin, self.weights[test], test

    def _put_in(self, mutant: Mutant) -> None:
        """Change the program that runs."""
        source = Path(mutant.path).read_text(encoding="utf-8")
        code = compile(mutated(mutant, source), mutant.path, "exec", dont_inherit=True)
        forget()
        if self._tests_through(mutant) and self._exchanged(code, mutant):
            return
        reload(mutant.path, code)

    def _exchanged(self, module: CodeType, mutant: Mutant) -> bool:
        """Give the module's functions their new code, those in others too; not if one has other free variables."""
        fresh = {(one.co_firstlineno, one.co_qualname): one for one in inside(module)}
        living = [one for (path, _), kept in self.functions.items() if path == mutant.path for one in kept]
        for function in living:
            code = fresh.get((function.__code__.co_firstlineno, function.__code__.co_qualname))
            if code is None or code.co_freevars != function.__code__.co_freevars:
                return False
            function.__code__ = code
        return bool(self.functions[mutant.path, mutant.function])

    def report(self) -> str:
        """Figures by module, and the survivors."""
        counts: dict[str, Counter[int]] = defaultdict(Counter)
        lines = ["| module | mutants | tried | killed | share |", "|---|---|---|---|---|"]
        for mutant, verdict in self.verdicts.items():
            counts[name_of(mutant)][verdict] += 1
        shares = []
        for name, count in sorted(counts.items()):
            killed, tried = count.total() - count[SURVIVED], count.total()
            shares.append(Share(self.sizes[name], tried, killed))
            lines.append(f"| {name} | {self.sizes[name]} | {tried} | {killed} | {killed / tried:.1%} |")
        mutants, tried, killed = (sum(column) for column in zip(*[Share(0, 0, 0), *shares], strict=True))
        lines.append(f"| all | {mutants} | {tried} | {killed} | {'{:.1%} ± {:.1%}'.format(*weighted(shares))} |")
        lines += ["", "Survivors:", ""]
        survivors = sorted(mutant for mutant, verdict in self.verdicts.items() if verdict == SURVIVED)
        return "\n".join([*lines, *map(said_of, survivors)]) + "\n"

    def write(self) -> None:
        """Write down what is known so far."""
        self.wanted.out.write_text(self.report(), encoding="utf-8")


def name_of(mutant: Mutant) -> str:
    """The module as its path below the target."""
    return str(Path(mutant.path).relative_to(TARGET))


def said_of(mutant: Mutant) -> str:
    """The mutant's line in a report."""
    line = text_of(mutant.path).splitlines()[mutant.line - 1].strip() if mutant.line else ""
    return f"- {name_of(mutant)}:{mutant.line}: {mutant.what} · `{line}`"


@cache
def text_of(path: str) -> str:
    """A module as it is."""
    return Path(path).read_text(encoding="utf-8")


def weighted(shares: list[Share]) -> tuple[float, float]:
    """The share killed of all mutants, told from samples, and how far 95 of 100 such would be off at most."""
    whole = sum(share.mutants for share in shares)
    if not whole:
        return 0.0, 0.0
    told = sum(share.mutants / whole * share.killed / share.tried for share in shares)
    variance = 0.0
    for mutants, tried, killed in shares:
        likely = (killed + 1) / (tried + 2)  # that none of a few survived does not say that none of all do
        left = 1 - tried / mutants
        variance += (mutants / whole) ** 2 * likely * (1 - likely) / tried * left
    return told, 1.96 * variance**0.5


def passes(test: pytest.Item) -> bool:
    """Whether a test passes; what it prints goes where the process prints."""
    reports = runtestprotocol(test, nextitem=None, log=False)
    return not any(report.failed for report in reports)


def inside(code: CodeType) -> Iterator[CodeType]:
    """All code in a piece of code."""
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from inside(constant)


@cache
def caches() -> list[Any]:
    """All caches of functions of the program."""
    found = [one for one in gc.get_objects() if isinstance(one, type(caches))]
    return [one for one in found if str(getattr(one, "__module__", "")).startswith("fic2epub")]


def forget() -> None:
    """Empty all caches: what the right code found out is not to hide what the wrong one would."""
    for one in caches():
        one.cache_clear()


def ours() -> list[ModuleType]:
    """The modules of the program and of its tests."""
    return [module for name, module in list(sys.modules.items()) if _is_ours(name, module)]


def _is_ours(name: str, module: ModuleType | None) -> bool:
    path = getattr(module, "__file__", None) or ""
    return name.startswith("fic2epub") or path.startswith(str(ROOT / "tests"))


def reload(path: str, code: CodeType) -> None:
    """Run a module anew, and have all that holds something of the old one hold the new one's."""
    module = next(one for one in ours() if getattr(one, "__file__", None) == path)
    before = dict(vars(module))
    exec(code, vars(module))  # noqa: S102 - this is the module's own code, with one change
    new: dict[int, Any] = {}
    for name, old in before.items():
        now = vars(module)[name]
        if not name.startswith("__") and now is not old and not _is_common(old):
            new[id(old)] = now
    for _ in range(3):  # tables of tables
        for one in ours():
            if one is not module:
                _renew(one, new)


def _is_common(value: object) -> bool:
    """Values of which equal ones elsewhere may be the same object."""
    return value is None or isinstance(value, bool | int | str | bytes) or value in ((), frozenset())


def _renew(module: ModuleType, new: dict[int, Any]) -> None:
    for name, value in list(vars(module).items()):
        now = _renewed(value, new)
        if now is not value:
            setattr(module, name, now)
            new[id(value)] = now


def _renewed(value: Any, new: dict[int, Any]) -> Any:  # noqa: ANN401 - whatever a module keeps
    """The value with all that is old in it replaced."""
    if id(value) in new:
        return new[id(value)]
    if isinstance(value, tuple):
        parts = [_renewed(part, new) for part in value]
        if all(part is old for part, old in zip(parts, value, strict=True)):
            return value
        return type(value)._make(parts) if hasattr(value, "_make") else tuple(parts)
    if isinstance(value, list | dict) and len(value) < 5000:
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            if id(part) in new:
                value[key] = new[id(part)]
    return value


def asked() -> Wanted:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("modules", nargs="*", help="such as markup/breaks.py or skins/; all without any")
    parser.add_argument("--sample", type=int, default=0, help="so many mutants, of all modules; all without it")
    parser.add_argument("--each", type=int, default=0, help="so many mutants of each module, all of a smaller one")
    parser.add_argument("--again", type=Path, help="only those that survived, by the report of an earlier run")
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--tests", nargs="+", default=list(TESTS), help="files and folders of tests, or names in them")
    parser.add_argument("--budget", type=float, default=15, help="seconds of tests for each; more find a little more")
    parser.add_argument("--out", type=Path, default=Path("mutants.md"))
    given = parser.parse_args()
    again = set(given.again.read_text(encoding="utf-8").splitlines()) if given.again else set()
    given.again = {line for line in again if line.startswith("- ")}
    return Wanted(**vars(given))


def main() -> None:
    """Run, and write what survived."""
    wanted = asked()
    bench = Bench(wanted)
    os.chdir(ROOT)
    pytest.main(["-q", "-s", "-n0", "-p", "no:cacheprovider", "--no-header", *wanted.tests], plugins=[bench])
    bench.write()
    print(bench.report().partition("Survivors:")[0])


if __name__ == "__main__":
    main()
