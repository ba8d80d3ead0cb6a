"""A shell in which the program has its name, for tests that run it as its users do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

__all__ = ["run", "with_programs"]

_SOURCES = Path(__file__).parents[1] / "src"


def with_programs(folder: Path) -> dict[str, str]:
    """An environment whose path begins with `folder`, in which `fic2epub` and `python3` are those of the tests."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, words in (("fic2epub", "-m fic2epub"), ("python3", "")):
        script = folder / name
        script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -X utf8 {words} "$@"\n', "utf-8")
        script.chmod(0o755)
    return {
        **os.environ,
        "PATH": os.pathsep.join((str(folder), os.environ["PATH"])),
        "PYTHONPATH": os.pathsep.join(filter(None, (str(_SOURCES), os.environ.get("PYTHONPATH")))),
        "COLUMNS": "88",
    }


def run(command: str, folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a line of shell in a folder."""
    words = ["bash", "-c", command]
    return subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, check=False)
