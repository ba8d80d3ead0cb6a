"""Soup in large amounts, and class names in works that bring a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import etree

from fic2epub.dom import parse_html
from fic2epub.normalize.markup import rules_for, run
from fic2epub.options import Options

if TYPE_CHECKING:
    from lxml.etree import _Element

NUMBERED = '<p class="p1"><span class="s1 MsoNormal lantern">a</span></p>'


def normalized(markup: str, *, language: str | None = None) -> tuple[_Element, list[str]]:
    """A body by way of the parser and of the rules, and the messages of its notices."""
    root = parse_html(f"<body><div>{markup}</div></body>".encode(), lambda *_: None)
    body = root.find("body")[0]
    messages: list[str] = []
    options = Options(language=language)
    run(rules_for(options), body, lambda _code, message, _where="": messages.append(message))
    return body, messages


def written(body: _Element) -> str:
    return etree.tostring(body, encoding="unicode").removeprefix("<div>").removesuffix("</div>")


def test_a_number_is_no_name() -> None:
    body, messages = normalized(NUMBERED)
    assert written(body) == '<p><span class="lantern">a</span></p>'
    assert messages == ["elements that lost class names left behind by other programs: 2"]


def test_names_that_are_none_are_not_counted() -> None:
    body, messages = normalized('<p class="x">a</p><p class="hidden">b</p><p class="aa  aa">c</p>')
    assert written(body) == '<p>a</p><p>b</p><p class="aa">c</p>'
    assert messages == []


def test_joined_pieces_are_counted() -> None:
    _, messages = normalized("<p><em>a</em><em>b</em> <em>c</em> and <b>d</b><b>e</b></p>")
    assert messages == ["pieces of emphasis that went on where the one before stopped, and were joined: 3"]


@pytest.mark.parametrize(
    ("markup", "elements"),
    [
        ("<p>" + "<em>a</em>" * 20_000 + "</p>", 2),
        ("<p>" + "<em>a</em> " * 20_000 + "</p>", 2),
        ("<p>" + "<b>" * 1_500 + "a" + "</b>" * 1_500 + "</p>", 2),
        ("<p>" + "<i><b>" * 700 + "a" + "</b></i>" * 700 + "</p>", 3),
        ("<p>" + "<u><tt>" * 700 + "a" + "</tt></u>" * 700 + "</p>", 3),
        ("<p>" + "<em class='shout'>" * 1_000 + "a" + "</em>" * 1_000 + "</p>", 1_001),
        ("<div>" * 1_500 + "<p>a</p>" + "</div>" * 1_500, 1),
        ("<div>a</div>" * 10_000, 10_000),
        ("<p dir='ltr'>a <span dir='ltr'>b</span></p>" * 10_000 + "<p dir='rtl'>שלום לך</p>", 10_001),
        ("<p lang='de'><span lang='de'>a</span></p>" * 10_000, 10_000),
        ("<ul>" + "<li><p>a</p></li>" * 10_000 + "</ul>", 10_001),
        ("<p class='MsoNormal c1'>a</p>" * 10_000, 10_000),
        ("<p><a name='_GoBack'></a>a</p>" * 10_000 + "<p><a href='#_GoBack'>b</a></p>", 20_002),
    ],
    ids=lambda value: None if isinstance(value, int) else value[:24],
)
@pytest.mark.timeout(60)
def test_much_soup_is_eaten_in_time(markup: str, elements: int) -> None:
    body, _ = normalized(markup)
    assert sum(1 for _ in body.iterdescendants()) == elements


def test_what_runs_from_the_left_stays_said_in_a_work_from_the_right() -> None:
    markup = '<p dir="ltr">12</p>'
    assert written(normalized(markup, language="ar")[0]) == markup
    assert written(normalized(markup, language="az-Arab")[0]) == markup
    assert written(normalized(markup, language="ar-Latn")[0]) == "<p>12</p>"
    assert written(normalized(markup)[0]) == "<p>12</p>"
