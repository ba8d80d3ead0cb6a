"""Notices: what the code says, the table explains; what the table explains, a test has seen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import fic2epub
from fic2epub.errors import Severity
from fic2epub.model import Source
from fic2epub.notices import CODES
from tests.ao3.cases import CASES

_ROOT = Path(__file__).parents[2]
_CODE = re.compile(r"[A-Z]\d{3}")
_QUOTED = re.compile(r'"([A-Z]\d{3})"')
_WORD = re.compile(r"\b([A-Z]\d{3})\b")

_UNSEEN: set[str] = set()
"""Codes that no case of the catalogue and no other test brings about. May shrink; may not grow."""


def _mentioned(folder: str, pattern: re.Pattern[str]) -> set[str]:
    """The codes in the files of a folder, but for the table and this file."""
    files = (path for path in (_ROOT / folder).rglob("*") if path.suffix in {".py", ".md"})
    texts = (path.read_text("utf-8") for path in files if path.name not in {"notices.py", "test_notices.py"})
    return {code for text in texts for code in pattern.findall(text)}


@pytest.fixture(scope="module")
def brought_about() -> set[str]:
    """The codes of every notice that the books of the catalogue carry."""
    options = fic2epub.Options(cover=False, partial=True)
    sources = (Source(data=case.source(), name=f"{case.name}{case.suffix}") for case in CASES)
    books = (fic2epub.build(fic2epub.read(source, options), options) for source in sources)
    return {notice.code for book in books for notice in book.notices}


def test_every_code_that_is_left_is_in_the_table() -> None:
    assert _mentioned("src", _QUOTED) == set(CODES)


def test_every_code_has_been_seen(brought_about: set[str]) -> None:
    assert set(CODES) - brought_about - _mentioned("tests", _WORD) == _UNSEEN


@pytest.mark.parametrize(("code", "entry"), CODES.items())
def test_a_code_is_explained_in_a_sentence(code: str, entry: tuple[str, str]) -> None:
    severity, meaning = entry

    assert _CODE.fullmatch(code)
    assert severity in {known.value for known in Severity}
    assert re.fullmatch(r"[A-Z].+\.", meaning)
