"""Where the repository is, and what its program is called."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with `examples/` in it and `fic2epub` and `python3` on the path."""
    programs = tmp_path / ".programs"
    programs.mkdir()
    for name, words in (("fic2epub", "-m fic2epub"), ("python3", "")):
        script = programs / name
        script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -X utf8 {words} "$@"\n', "utf-8")
        script.chmod(0o755)
    folder = tmp_path / "desk"
    shutil.copytree(ROOT / "examples", folder / "examples", ignore=shutil.ignore_patterns("*.epub", "__pycache__"))
    monkeypatch.chdir(folder)
    monkeypatch.setenv("PATH", os.pathsep.join((str(programs), os.environ["PATH"])))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(ROOT / "src"), os.environ.get("PYTHONPATH", ""))))
    return folder
