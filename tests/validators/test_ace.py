"""DAISY Ace, where node, its packages (`npm ci` in `tests/validators/ace`) and Chromium are to be had."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.ao3.cases import CASES

if TYPE_CHECKING:
    from collections.abc import Callable

_ACE = Path(__file__).with_name("ace")
_EVERY = 6
"""Ace takes two seconds a book: one case in six."""


def _missing() -> str:
    if not shutil.which("node"):
        return "node is not installed"
    if not (_ACE / "node_modules").is_dir():
        return f"Ace is not installed: npm ci --prefix {_ACE}"
    return "" if _chromium() else "Chromium is not installed"


def _chromium() -> str | None:
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.mark.ace
@pytest.mark.timeout(900)
@pytest.mark.skipif(bool(_missing()), reason=_missing() or "nothing is missing")
def test_ace_passes_the_books(book_of: Callable[[str], Path]) -> None:
    books = [str(book_of(case.name)) for case in CASES[::_EVERY]]

    judged = subprocess.run(
        ["node", _ACE / "judge.cjs", *books],
        capture_output=True,
        check=True,
        text=True,
        env={**os.environ, "PUPPETEER_EXECUTABLE_PATH": _chromium() or "", "ACE_TIMEOUT_INITIAL": "60000"},
    ).stdout
    verdicts = [json.loads(line) for line in judged.splitlines()]

    assert [verdict["book"] for verdict in verdicts] == books
    assert [verdict for verdict in verdicts if verdict["outcome"] != "pass"] == []
