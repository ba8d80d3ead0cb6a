"""
Skins, case by case: `*.md` beside this file hold a sheet and a body, and what becomes of both.

Four fences are a case: `css` with the mode behind the word (paper, unless it says another), `html`, `xhtml` with the
codes of the notices (without C014, which counts the rules of every skin), and `sheet`. A body is looked at before any
other rule has run.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import cssutils
import pytest
from lxml import etree

from fic2epub.dom import parse_html
from fic2epub.model import Stylesheet
from fic2epub.normalize.skins import wear_styles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

FOLDER = Path(__file__).parent
HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
FENCES = re.compile(
    r"^```css ?(\w*)\n(.*?)\n?```\n```html\n(.*?)\n```\n```xhtml([^\n]*)\n(.*?)\n```\n```sheet\n(.*?)```$",
    re.MULTILINE | re.DOTALL,
)
ADDS = {"C005", "C006"}
"""Codes of notices that name what was added to the text."""
RULE = re.compile(r"\.skin-[0-9]+ \{ [^{}]+ \}")
PRINTED = frozenset(
    "background-color border border-bottom border-left border-right border-top color display font-family font-size "
    "font-style font-variant font-weight letter-spacing list-style-type margin-bottom margin-left margin-right "
    "margin-top padding-bottom padding-left padding-right padding-top text-align text-decoration text-indent "
    "text-transform vertical-align white-space".split()
)
"""All of CSS 2.1."""


class Case(NamedTuple):
    """Four fences."""

    mode: str
    css: str
    html: str
    codes: list[str]
    xhtml: str
    sheet: str


def cases() -> Iterator[tuple[str, Case]]:
    """Every case with a name: file, number, heading."""
    for page in sorted(FOLDER.glob("*.md")):
        text = page.read_text(encoding="utf-8")
        for number, fences in enumerate(FENCES.finditer(text), 1):
            mode, css, html, codes, xhtml, sheet = fences.groups()
            yield f"{page.stem}-{number}", Case(mode or "paper", css, html, codes.split(), xhtml, sheet)


ALL = dict(cases())
parametrized = pytest.mark.parametrize("case", ALL.values(), ids=list(ALL))


def parsed(html: str) -> _Element:
    """A body's container, by way of the real parser."""
    root = parse_html(f"<body><div class='userstuff'>{html}</div></body>".encode(), lambda *_: None)
    body = root.find("body/div")
    assert body is not None
    return body


def worn(body: _Element, css: str, mode: str) -> tuple[str, list[str]]:
    """The sheet, and the codes of the notices."""
    codes: list[str] = []
    sheets = wear_styles([body], [Stylesheet(css=css)], mode, lambda code, _message, _where="": codes.append(code))
    return "".join(sheet.css for sheet in sheets), sorted(set(codes) - {"C014"})


def inner(body: _Element) -> str:
    """What is inside the container, as XHTML."""
    whole = etree.tostring(body, encoding="unicode", with_tail=False)
    return whole[whole.index(">") + 1 : whole.rindex("</")]


def letters(body: _Element) -> Counter[str]:
    """All letters and signs."""
    return Counter("".join("".join(body.itertext("*")).split()))


def test_there_are_cases_enough() -> None:
    """A pattern that reads nothing is no success, and no fence is left unread."""
    fences = sum(page.read_text(encoding="utf-8").count("```css") for page in FOLDER.glob("*.md"))
    assert len(ALL) == fences >= 80


@parametrized
def test_case(case: Case) -> None:
    """What the page says is what comes out."""
    body = parsed(case.html)
    sheet, codes = worn(body, case.css, case.mode)
    assert (inner(body), codes, sheet) == (case.xhtml, case.codes, case.sheet)


@parametrized
def test_no_letter_is_lost(case: Case) -> None:
    """None is added either, but where a notice says so."""
    body = parsed(case.html)
    before = letters(body)
    _, codes = worn(body, case.css, case.mode)
    after = letters(body)
    assert after >= before
    assert after == before or ADDS & set(codes)


@parametrized
def test_once_is_enough(case: Case) -> None:
    """What a book of ours holds, read again, stays as it is."""
    again = etree.fromstring(f"<div class='userstuff'>{case.xhtml}</div>")
    sheet, codes = worn(again, case.sheet, case.mode)
    assert (inner(again), sheet) == (case.xhtml, case.sheet)
    assert not {"C002", "C003", "C005", "C006", "C008", "C009"} & set(codes)


@parametrized
def test_the_sheet_is_one_that_all_readers_bear(case: Case) -> None:
    """Classes and nothing else select, properties are those of CSS 2.1, and cssutils finds nothing wrong."""
    for line in case.sheet.splitlines():
        assert RULE.fullmatch(line)
        style = cssutils.parseStyle(line[line.index("{") + 1 : line.rindex("}")], validate=True)
        names = [part.partition(":")[0].strip() for part in line[line.index("{") + 1 : -2].split(";") if part.strip()]
        assert {*names} <= PRINTED
        assert style.length == len(names)
        assert all(prop.valid for prop in style)
        assert case.mode == "author" or not {"color", "background-color"} & {*names}
        assert ("background-color" in names) <= ("color" in names)
