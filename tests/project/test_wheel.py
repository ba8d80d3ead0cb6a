"""What is installed is what was meant, and is described as it is."""

from __future__ import annotations

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import fic2epub

_ROOT = Path(__file__).parents[2]
_PROJECT = tomllib.loads((_ROOT / "pyproject.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The wheel's files that are text."""
    folder = tmp_path_factory.mktemp("wheel")
    words = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
    subprocess.run(words, cwd=_ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def test_the_wheel_holds_the_package_and_nothing_else(wheel: dict[str, str]) -> None:
    package = {
        path.relative_to(_ROOT / "src").as_posix()
        for path in (_ROOT / "src").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    assert {name for name in wheel if ".dist-info/" not in name} == package
    assert {"fic2epub/py.typed", "fic2epub/pages/theme/base.css", "fic2epub/readers/languages.tsv"} <= package


def test_the_wheel_says_what_it_is(wheel: dict[str, str]) -> None:
    described = next(text for name, text in wheel.items() if name.endswith(".dist-info/METADATA"))
    programs = next(text for name, text in wheel.items() if name.endswith(".dist-info/entry_points.txt"))

    assert "License-Expression: AGPL-3.0-or-later\n" in described
    assert "Requires-Python: >=3.11\n" in described
    assert "fic2epub = fic2epub.cli:program" in programs
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in wheel)


def test_the_version_is_told_once_and_twice_the_same() -> None:
    assert fic2epub.__version__ == _PROJECT["project"]["version"]
    assert f"## {fic2epub.__version__} " in (_ROOT / "CHANGELOG.md").read_text("utf-8")


def test_the_extra_for_tests_is_the_group_for_tests() -> None:
    assert _PROJECT["project"]["optional-dependencies"]["test"] == _PROJECT["dependency-groups"]["test"]


def test_every_exception_to_the_linter_has_a_reason() -> None:
    lines = (_ROOT / "pyproject.toml").read_text("utf-8").splitlines()
    start = lines.index("ignore = [") + 1
    ignored = lines[start : lines.index("]", start)]

    assert len(ignored) > 5
    assert [line for line in ignored if "#" not in line] == []
