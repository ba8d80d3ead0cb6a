"""The documents beside this file, run: each heading is a test, in a folder of its own.

    ```file NAME            a file that is there, with these lines in it
    ```work NAME = CASE     a file that is there: a case of the catalogue, of `together`, or `example`
    ```console              `$ command` and what it says on standard output
    ```stderr               what the command before says on standard error
    ```exit                 its exit status, when it is not 0
    ```folder               the files that are there at the end and were not at the beginning

All files were saved on 2026-05-02. `...` stands for anything.
"""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.ao3.cases import CASES, REFUSED
from tests.ao3.together import TOGETHER
from tests.shell import run, with_programs

if TYPE_CHECKING:
    from collections.abc import Iterator

_HERE = Path(__file__).parent
_SAVED = datetime(2026, 5, 2, 12, tzinfo=UTC).timestamp()
_EXAMPLE = _HERE.parents[1] / "examples/the-clock-that-kept-the-tide.html"
_FENCE = re.compile(r"^```(file|work|console|stderr|exit|folder)(?: ([^\n]+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Step(NamedTuple):
    """A command, and what it does."""

    command: str
    stdout: str
    stderr: str = ""
    code: int = 0


class Script(NamedTuple):
    """A heading of a document: files, commands, and the files that are there in the end."""

    name: str
    files: dict[str, bytes]
    steps: tuple[Step, ...]
    left: tuple[str, ...]


def _scripts() -> Iterator[Script]:
    for page in sorted(_HERE.glob("*.md")):
        titles = re.split(r"^## (.+)\n", page.read_text("utf-8"), flags=re.MULTILINE)[1:]
        for title, text in zip(titles[::2], titles[1::2], strict=True):
            yield _script(f"{page.stem}: {title}", text)


def _script(name: str, text: str) -> Script:
    files: dict[str, bytes] = {}
    steps: list[Step] = []
    left: tuple[str, ...] = ()
    for kind, words, inside in _FENCE.findall(text):
        match kind:
            case "file":
                files[words] = inside.encode()
            case "work":
                path, _, case = words.partition(" = ")
                files[path] = _work(case)
            case "console":
                command, _, stdout = inside.removeprefix("$ ").partition("\n")
                steps.append(Step(command, stdout))
            case "stderr":
                steps[-1] = steps[-1]._replace(stderr=inside)
            case "exit":
                steps[-1] = steps[-1]._replace(code=int(inside))
            case _:
                left = tuple(inside.splitlines())
    return Script(name, files, tuple(steps), left)


def _work(case: str) -> bytes:
    if case == "example":
        return _EXAMPLE.read_bytes()
    if case in TOGETHER:
        return TOGETHER[case]
    if case.startswith("refused-"):
        return next(found for found in REFUSED if found.name == case).source
    return next(found for found in CASES if found.name == case).source()


def _alike(shown: str, seen: str) -> bool:
    return re.fullmatch(".*?".join(map(re.escape, shown.split("..."))), seen, re.DOTALL) is not None


@pytest.mark.program
@pytest.mark.parametrize("script", list(_scripts()), ids=lambda script: script.name)
def test_a_command_does_what_its_document_says(script: Script, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    for name, content in script.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
        os.utime(folder / name, (_SAVED, _SAVED))
    environment = with_programs(tmp_path / "programs")

    for step in script.steps:
        ran = run(step.command, folder, environment)
        seen = f"{step.command}\nseen:\n{ran.stdout}{ran.stderr}exit {ran.returncode}"
        assert _alike(step.stdout, ran.stdout), seen
        assert _alike(step.stderr, ran.stderr), seen
        assert ran.returncode == step.code, seen
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert there - set(script.files) == set(script.left)


def test_every_exit_code_that_can_be_brought_about_is_shown() -> None:
    shown = {step.code for script in _scripts() for step in script.steps}

    assert shown == {0, 2, 3, 10, 11, 20, 50, 60}
