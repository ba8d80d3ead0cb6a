"""What comes next is imported meanwhile."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

from fic2epub.ahead import importing

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_modules_are_there_at_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "harbour_of_tests.py").write_text("import threading\nthread = threading.current_thread()\n")
    monkeypatch.syspath_prepend(tmp_path)
    with importing("harbour_of_tests"):
        pass
    assert sys.modules.pop("harbour_of_tests").thread is not threading.main_thread()


def test_modules_that_are_there_need_no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "Thread", None)
    with importing("sys", "fic2epub.ahead"):
        pass


def test_a_module_that_is_missing_is_told_by_who_wants_it() -> None:
    with importing("fic2epub.no_such_module"):
        pass
    assert "fic2epub.no_such_module" not in sys.modules
