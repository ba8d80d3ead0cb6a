"""Sheets: what is kept, that what is lost is said, and that nothing stops the scanner."""

from __future__ import annotations

import sys

import pytest

from fic2epub.model import Stylesheet
from fic2epub.normalize.scanner import Statement, statements
from fic2epub.normalize.styles import merged_sheet


def merged(css: str) -> tuple[str, list[str]]:
    """The sheet that is left, and the codes of the notices."""
    codes: list[str] = []
    sheets = merged_sheet([Stylesheet(css=css, where="x")], lambda code, _message, _where="": codes.append(code))
    return "".join(sheet.css for sheet in sheets), codes


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        (".aa { text-align: center }", ".chapter-body .aa { text-align: center; }\n"),
        (".aa,.bb>em{font-weight:700}", ".chapter-body .aa, .chapter-body .bb em { font-weight: bold; }\n"),
        ("#workskin { text-align: justify }", ".chapter-body { text-align: justify; }\n"),
        ("p.aa { padding-left: 32px !important }", ".chapter-body p.aa { margin-left: 2em; }\n"),
        (".aa { margin-left: 900px }", ".chapter-body .aa { margin-left: 4em; }\n"),
        ("@media screen { .aa { display: block } }", ".chapter-body .aa { display: block; }\n"),
        ("<!-- .aa { font-style: oblique } -->", ".chapter-body .aa { font-style: italic; }\n"),
        (".aa { text-decoration: underline dotted red }", ".chapter-body .aa { text-decoration: underline; }\n"),
    ],
)  # fmt: skip
def test_meaning_is_kept(css: str, kept: str) -> None:
    """Alignment, weight, slant, decoration, indentation and display, within the chapter's box."""
    assert merged(css) == (kept, [])


@pytest.mark.parametrize(
    ("css", "codes"),
    [
        (".aa { color: red }", ["C001"]),
        (".aa:hover { display: block }", ["C002"]),
        (".aa:not(.bb, .cc) { font-weight: bold }", ["C002"]),
        ("[epub|type=x] { font-weight: bold }", ["C002"]),
        ("p { text-align: right } span { font-weight: bold }", ["C002"]),
        ("@import url(http://example.com/x.css);", ["C002"]),
        ("@font-face { font-family: x; src: url(http://example.com/x) }", ["C002"]),
        (".aa { display: none }", ["C003"]),
        (".aa { width: expression(alert(1)) }", ["C001"]),
        (" " * 400_001, ["C004"]),
    ],
)
def test_loss_is_said(css: str, codes: list[str]) -> None:
    """Nothing is left of these, and a notice says so."""
    assert merged(css) == ("", codes)


@pytest.mark.parametrize(
    "css",
    [
        "{" * 50_000,
        "}" * 50_000,
        "a{" * 30_000,
        "/*" * 50_000,
        "\\" * 50_000,
        '.aa{x:"' * 9_000,
        "\0" * 9_000,
        ".aa{" + ":" * 50_000,
        ".aa{" + "(" * 50_000,
        "<!" * 50_000,
        ".aa{width:expression(" * 5_000,
        "@" * 50_000,
    ],
    ids=lambda css: css[:8].encode("unicode_escape").decode(),
)
@pytest.mark.timeout(60)
def test_hostile_sheets_come_to_an_end(css: str) -> None:
    """They mean nothing, and they stop nothing."""
    assert merged(css)[0] == ""


def test_a_rule_is_not_lost_behind_a_broken_one() -> None:
    """A brace too many ends where a browser ends it."""
    assert statements("} .aa { b: c } .dd { e: '}' ; f: g") == [
        Statement(".aa", " b: c "),
        Statement(".dd", " e: '}' ; f: g"),
    ]


def test_no_sheet_no_cssutils() -> None:
    """The library is imported when there is something to judge."""
    loaded = sys.modules.pop("cssutils", None)
    try:
        assert merged("/* nothing */") == ("", [])
        assert "cssutils" not in sys.modules
    finally:
        if loaded:
            sys.modules["cssutils"] = loaded
