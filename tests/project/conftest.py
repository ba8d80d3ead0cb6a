"""A desk to try on what the documentation shows."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.shell import with_programs

_EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with `examples/` in it and `fic2epub` and `python3` on the path."""
    folder = tmp_path / "desk"
    shutil.copytree(_EXAMPLES, folder / "examples", ignore=shutil.ignore_patterns("*.epub", "__pycache__"))
    monkeypatch.chdir(folder)
    for name, value in with_programs(tmp_path / "programs").items():
        monkeypatch.setenv(name, value)
    return folder
