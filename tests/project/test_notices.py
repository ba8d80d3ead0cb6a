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
_QUOTED = re.compile(r'"([A-JL-Z]\d{3})"')
"""K is for what `check` finds in books: `fic2epub.checking.findings`."""
_WORD = re.compile(r"\b([A-Z]\d{3})\b")

_UNSEEN: set[str] = set()
"""Codes that no case of the catalogue and no other test brings about. May shrink; may not grow."""


_PAGE = (_ROOT / "examples/the-clock-that-kept-the-tide.html").read_text("utf-8")
_TOLD = r"<title>.*?</title>|<h1>.*?</h1>|<b>.*?</b>|by <a.*?</a>|<a [^>]*>|</a>|https://[^<]*"
_SILENT = re.sub(rf"(?s){_TOLD}|(?:Published|Completed): \S+", "", _PAGE)
"""The story of `examples/` without a word on what it is called, whose it is, where it stands and of what day it is."""
_ENDLESS = f"<style>{'p { color: red } ' * 30_000}</style>"

_RARE = (
    pytest.param(_SILENT, {"R012", "R014", "R015", "R016"}, id="says nothing of itself"),
    pytest.param(_PAGE.replace("2026-03-02", "2026-13-45"), {"R013"}, id="an impossible day"),
    pytest.param(_PAGE.replace("<p>There were two", f"{_ENDLESS}<p>There were two"), {"C004"}, id="endless style"),
)
"""Pages, and the codes that no case of the catalogue brings about."""


def _mentioned(folder: str, pattern: re.Pattern[str]) -> set[str]:
    """The codes in the files of a folder, but for the table and this file."""
    files = (path for path in (_ROOT / folder).rglob("*") if path.suffix in {".py", ".md"})
    texts = (path.read_text("utf-8") for path in files if path.name not in {"notices.py", "test_notices.py"})
    return {code for text in texts for code in pattern.findall(text)}


@pytest.fixture(scope="module")
def brought_about() -> set[str]:
    """The codes of every notice that the books of the catalogue carry."""
    options = fic2epub.Options(cover="none", partial=True)
    sources = (Source(data=case.source(), name=f"{case.name}{case.suffix}") for case in CASES)
    books = (fic2epub.build(fic2epub.read(source, options), options) for source in sources)
    return {notice.code for book in books for notice in book.notices}


def test_every_code_that_is_left_is_in_the_table() -> None:
    assert _mentioned("src", _QUOTED) == set(CODES)


def test_every_code_has_been_seen(brought_about: set[str]) -> None:
    rare = {code for case in _RARE for code in case.values[1]}

    assert set(CODES) - brought_about - rare - _mentioned("tests", _WORD) == _UNSEEN


@pytest.mark.parametrize(("code", "entry"), CODES.items())
def test_a_code_is_explained_in_a_sentence(code: str, entry: tuple[str, str]) -> None:
    severity, meaning = entry

    assert _CODE.fullmatch(code)
    assert severity in {known.value for known in Severity}
    assert re.fullmatch(r"[A-Z].+\.", meaning)


@pytest.mark.parametrize(("page", "codes"), _RARE)
def test_rare_codes_are_brought_about(page: str, codes: set[str]) -> None:
    book = fic2epub.build(fic2epub.read(page.encode()), fic2epub.Options(cover="none"))

    assert {notice.code for notice in book.notices if notice.severity is not Severity.INFO} == codes
