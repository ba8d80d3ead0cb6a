"""What is read of a sheet: pictures spelled out, conditions, nested rules, and how much of all."""

from __future__ import annotations

import pytest

from fic2epub.model import Stylesheet
from fic2epub.normalize.skins import sheet as sheets
from fic2epub.normalize.skins.sheet import Sheet, read_sheets, without_pictures


def read(*written: str) -> Sheet:
    return read_sheets([Stylesheet(css=css, where="head") for css in written])


@pytest.mark.parametrize(
    ("css", "left"),
    [
        ("p { color: red }", "p { color: red }"),
        ("data:image/png,xy) a", "data:) a"),
        ("a { b: url(data:xy) } c", "a { b: url(data:) } c"),
        ("a { b: url('data:xy') } c", "a { b: url('data:') } c"),
        ('a { b: url("data:xy") }', 'a { b: url("data:") }'),
        ("a { b: url('data:') }", "a { b: url('data:') }"),
        ("a { b: url(data:) }", "a { b: url(data:) }"),
        ("a { b: url(data:x) url( data:yz) } c", "a { b: url(data:) url( data:) } c"),
        ("a { b: url(data:xyz", "a { b: url(data:xyz"),
        ("a { b: url(data:x) url(data:yz", "a { b: url(data:) url(data:yz"),
    ],
)
def test_pictures_that_are_spelled_out_are_left_out(css: str, left: str) -> None:
    assert without_pictures(css) == left


def test_our_own_blocks_are_not_read_again() -> None:
    found = read(".block-sign { margin: 0 } .aa { color: red } p.block-mail { margin: 0 }")
    assert [rule.block.strip() for rule in found.rules] == ["color: red"]
    assert (found.total, found.lost) == (1, [])


def test_a_sheet_is_read_without_its_marks_and_once() -> None:
    found = read("\ufeff.aa &gt; p { color: red }", ".aa > p { color: red }", ".bb { color: red }")
    assert [rule.number for rule in found.rules] == [0, 1]
    assert found.total == 2


def test_rules_in_rules_are_lost_and_counted() -> None:
    found = read(".aa { color: red; .bb { margin: 0 } & .cc { margin: 0 } }")
    assert found.lost == [".aa .bb", ".aa & .cc"]
    assert found.total == 3
    assert [rule.block for rule in found.rules] == ["color: red"]


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("@media (grid: 0)", True),
        ("@media (grid: 1)", False),
        ("@media (hover: none)", True),
        ("@media (any-hover: none) and (pointer: coarse) and (any-pointer: coarse)", True),
        ("@media (orientation: portrait)", True),
        ("@media (prefers-reduced-motion: reduce)", True),
        ("@media (prefers-color-scheme: dark)", False),
        ("@media (min-width: 30em)", True),
        ("@media (min-width: 31em)", False),
        ("@media (max-height: 40em)", True),
        ("@media (max-height: 39em)", False),
        ("@media (width: 30em)", False),
        ("@media not print", False),
        ("@media", True),
        ("@layer x", True),
        ("@supports (display: grid)", False),
        ("@supports not (display: grid)", True),
        ("@container (width > 1em)", False),
    ],
)
def test_conditions_of_a_page(condition: str, *, holds: bool) -> None:
    found = read(condition + " { .aa { color: red } }")
    assert (len(found.rules) == 1) is holds
    assert found.total == 1


def test_so_many_rules_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "_MOST_RULES", 2)
    assert not read(".aa { color: red } .bb { color: red }").too_long
    found = read(".aa { color: red } .bb { color: red } .cc { color: red }")
    assert (found.too_long, len(found.rules)) == (True, 2)


def test_so_much_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    css = ".aa { color: red }"
    monkeypatch.setattr(sheets, "_LONGEST", len(css))
    assert not read(css).too_long
    found = read(css, ".bb { color: red }")
    assert (found.too_long, len(found.rules)) == (True, 1)


def test_conditions_in_conditions_have_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "_DEEPEST", 2)
    assert len(read("@media screen { @media screen { .aa { color: red } } }").rules) == 1
    found = read("@media screen { @media screen { @media screen { .aa { color: red } } } }")
    assert (found.rules, found.elsewhere, len(found.lost)) == ([], 0, 1)


@pytest.mark.parametrize(
    ("css", "fetched", "lost"),
    [
        ("@import url(x.css);", 1, 0),
        ("@font-face { font-family: x }", 1, 0),
        ("@namespace x url(y);", 1, 0),
        ("@charset 'utf-8';", 0, 0),
        ("@keyframes x { from { top: 0 } }", 0, 1),
        ("@-webkit-keyframes x { from { top: 0 } }", 0, 1),
        ("{ color: red }", 0, 1),
    ],
)
def test_what_is_no_style_of_the_text_is_told(css: str, fetched: int, lost: int) -> None:
    found = read(css)
    assert (len(found.fetched), len(found.lost), len(found.rules)) == (fetched, lost, 0)
