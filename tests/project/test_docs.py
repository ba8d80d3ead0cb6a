"""What the documentation shows is run, and what it repeats is compared."""

from __future__ import annotations

import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from typing import NamedTuple

import pytest

from fic2epub.errors import Fic2EpubError
from fic2epub.options import Options

_ROOT = Path(__file__).parents[2]
_PAGES = sorted(path for path in (*_ROOT.glob("*.md"), *_ROOT.glob("docs/**/*.md")) if "_build" not in path.parts)
_FENCE = re.compile(r"^( *)```(\w+)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
_ANYTHING = "..."


class Block(NamedTuple):
    """A block of code in a page."""

    name: str
    text: str


def _blocks(language: str) -> list[Block]:
    return [
        Block(f"{page.relative_to(_ROOT)}-{number}", dedent(found[3]))
        for page in _PAGES
        for number, found in enumerate(_FENCE.finditer(page.read_text("utf-8")), 1)
        if found[2] == language
    ]


def _named(block: Block) -> str:
    return block.name


@pytest.mark.parametrize("block", _blocks("python"), ids=_named)
def test_python_in_the_documentation_runs(block: Block, desk: Path) -> None:
    shutil.copy(desk / "examples/the-clock-that-kept-the-tide.html", desk / "My Work.html")

    ran = subprocess.run([sys.executable, "-c", block.text], capture_output=True, text=True, check=False)

    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.program
@pytest.mark.parametrize("block", _blocks("console"), ids=_named)
@pytest.mark.usefixtures("desk")
def test_commands_in_the_documentation_say_what_it_shows(block: Block) -> None:
    for command, shown in _commands(block.text):
        ran = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)

        assert (ran.returncode, ran.stderr) == (0, "")
        assert re.fullmatch(_pattern(shown), ran.stdout, re.DOTALL), f"shown:\n{shown}\nseen:\n{ran.stdout}"


def _commands(text: str) -> list[tuple[str, str]]:
    """Each command with what is shown of its output."""
    parts = re.split(r"^\$ (.*)\n", text, flags=re.MULTILINE)
    return list(zip(parts[1::2], parts[2::2], strict=True))


def _pattern(shown: str) -> str:
    return ".*?".join(map(re.escape, shown.split(_ANYTHING)))


def test_there_is_something_to_run() -> None:
    assert len(_blocks("python")) > 3
    assert len(_blocks("console")) > 5


@pytest.mark.parametrize("page", _PAGES, ids=lambda page: page.name)
def test_what_the_program_knows_is_up_to_date(page: Path) -> None:
    renewed = runpy.run_path(str(_ROOT / "docs/renew.py"))["renewed"]
    text = page.read_text("utf-8")

    assert renewed(text) == text, "python docs/renew.py"


def test_exit_codes_are_those_of_the_errors() -> None:
    page = (_ROOT / "docs/reference/exit-codes.md").read_text("utf-8")
    told = {name: int(code) for code, name in re.findall(r"^\| (\d+) \| `(\w+)` \|", page, re.MULTILINE)}
    family = {error.__name__: error.exit_code for error in _below(Fic2EpubError)}

    assert told == family


def _below(error: type[Fic2EpubError]) -> list[type[Fic2EpubError]]:
    return [found for child in error.__subclasses__() for found in (child, *_below(child))]


def test_every_option_is_in_the_table() -> None:
    page = (_ROOT / "docs/reference/options.md").read_text("utf-8")

    assert set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)) == set(Options.__slots__)


def test_the_two_commands_are_those_of_the_checks() -> None:
    readme = (_ROOT / "README.md").read_text("utf-8")
    shell = [found[3].strip() for found in _FENCE.finditer(readme) if found[2] == "sh"]
    checks = (_ROOT / ".ci/run").read_text("utf-8").splitlines()

    assert set(shell[:2]) <= set(checks)
    assert checks[-1] == shell[1]
