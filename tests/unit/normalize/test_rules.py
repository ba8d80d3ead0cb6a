"""The engine: what wakes a rule; and the rules together on random and on hostile trees."""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from fic2epub.dom import parse_html
from fic2epub.normalize.markup import rules_for, run
from fic2epub.normalize.markup.engine import census, informed_rule, rule
from fic2epub.normalize.markup.names import BLOCKS, INLINE, KNOWN, KNOWN_ATTRIBUTES, PHRASING_ONLY
from fic2epub.options import Options

if TYPE_CHECKING:
    from fic2epub.errors import Note

DEFAULT = rules_for(Options())
NAMES = sorted(
    KNOWN | {"center", "font", "u", "img", "iframe", "audio", "source", "svg", "o:p", "form", "select", "option"}
)
ATTRIBUTES = [
    "align",
    "class",
    "id",
    "name",
    "href",
    "style",
    "lang",
    "dir",
    "type",
    "start",
    "colspan",
    "span",
    "onclick",
]
VALUES = [
    "",
    "1",
    "center",
    "note 1",
    "#note 1",
    "http://example.com/a b",
    "javascript:x",
    "text-align:center",
    "ptBR",
    "a",
]
TEXTS = ["word ", "\n", "\u00a0", "***", "a &amp; b", "—"]


def container(html: str) -> etree._Element:
    """A parsed body, without the page around it."""
    body = parse_html(f"<body><div>{html}</div></body>".encode(), lambda *_: None).find("body")
    assert body is not None
    held = body[0] if len(body) == 1 and not body[0].tail else body
    page = held.getparent()
    assert page is not None
    page.remove(held)
    return held


def random_html(seed: int) -> str:
    """Tags of all kinds, opened and closed as they come."""
    pick = random.Random(seed)  # noqa: S311 not for secrets
    parts: list[str] = []
    for _ in range(pick.choice((10, 40, 120))):
        name = pick.choice(NAMES)
        if pick.random() < 0.6:
            given = "".join(
                f' {pick.choice(ATTRIBUTES)}="{pick.choice(VALUES)}"' for _ in range(pick.choice((0, 0, 1, 2)))
            )
            parts.append(f"<{name}{given}>")
        else:
            parts.append(f"</{name}>")
        parts.append(pick.choice(TEXTS))
    return "".join(parts)


def shape(body: etree._Element) -> str:
    """The content as text, for comparison."""
    return etree.tostring(body, encoding="unicode")


def test_census_names_elements_attributes_and_the_unknown() -> None:
    """What is below the body, the body itself not."""
    body = etree.fromstring('<div id="x"><p class="a"><o>b</o><!-- c --></p><hr width="1"/></div>')
    assert census(body.iterdescendants()) == {"p", "o", "hr", "#", "*", "@*", "@class", "@width"}


def test_a_rule_sleeps_until_its_name_is_there() -> None:
    """Rules run in order, woken by the body or by what a rule before brought."""
    ran: list[str] = []

    @rule("p", "q")
    def first(_body: etree._Element, _note: object) -> None:
        ran.append("first")

    @rule("q")
    def second(_body: etree._Element, _note: object) -> None:
        ran.append("second")

    @rule("i")
    def third(_body: etree._Element, _note: object) -> None:
        ran.append("third")

    @rule()
    def fourth(_body: etree._Element, _note: object) -> None:
        ran.append("fourth")

    run((first, second, third, fourth), etree.fromstring("<div><p/></div>"), lambda *_: None)
    assert ran == ["first", "second", "fourth"]


def test_clean_prose_wakes_few_rules() -> None:
    """Every rule that runs is a walk over each chapter of every work."""
    body = container('<p>One <em>two</em>.</p><hr><p><a href="https://example.com/">three</a></p>')
    found = census(body.iterdescendants())
    woken = [one.name for one in DEFAULT if not one.wakes or one.wakes & found]
    assert len(woken) <= 12


@pytest.mark.parametrize("seed", range(150))
def test_any_tree_comes_out_right(seed: int) -> None:
    """Known names and attributes only, no block in a line, no text at the top, ids unique; and once is enough."""
    body = container(random_html(seed))
    run(DEFAULT, body, lambda *_: None)
    seen: set[str] = set()
    for element in body.iterdescendants():
        parent = element.getparent()
        assert parent is not None
        assert element.tag in KNOWN
        assert set(element.keys()) <= KNOWN_ATTRIBUTES
        assert not (element.tag in BLOCKS and parent.tag in PHRASING_ONLY)
        assert parent is not body or (element.tag in BLOCKS and not (element.tail or "").strip())
        assert element.get("id") not in seen
        seen |= {element.get("id", "")} - {""}
    first = shape(body)
    run(DEFAULT, body, lambda *_: None)
    assert shape(body) == first


@pytest.mark.parametrize("seed", range(150))
def test_the_words_of_any_tree_come_out(seed: int) -> None:
    """No letter is missing, whatever becomes of the elements; what is ours in place of pictures is not counted."""
    body = container(random_html(seed))
    before = Counter("".join(body.itertext("*")))
    run(DEFAULT, body, lambda *_: None)
    for ours in body.xpath("//*[contains(@class, 'picture') or contains(@class, 'embed')]"):
        ours.text = None
    lost = before - Counter("".join(body.itertext()))
    assert not set(lost) - set(" \n\u00a0")


@pytest.mark.parametrize(
    ("html", "most"),
    [
        ("<p>" + "x<br>" * 10_000 + "</p>", 10_001),
        ("x<br><br>" * 5_000, 5_000),
        ("<p>" + "<span>" * 2_000 + "x" + "</span>" * 2_000 + "</p>", 1),
        ("<p>x</p>" * 20_000, 20_000),
        ("".join(f'<span class="cc{one}">' for one in range(900)) + "x<hr>" * 2_000, 30_000),
        ("<ul>" + "x<b>y</b>" * 5_000 + "</ul>", 5_002),
        ("x<!-- y -->" * 40_000, 1),
    ],
    ids=["breaks", "double breaks", "deep spans", "siblings", "deep and parted", "text in a list", "comments"],
)
@pytest.mark.timeout(60)
def test_size_stays_linear(html: str, most: int) -> None:
    """Large and damaged bodies do not grow by squares, in elements or in time."""
    body = container(html)
    run(DEFAULT, body, lambda *_: None)
    assert 0 < sum(1 for _ in body.iterdescendants()) <= most + 1


def test_names_are_sorted_into_kinds() -> None:
    """An element stands in a line or is a block, never both."""
    assert not BLOCKS & INLINE


def test_a_rule_that_knows_the_options_is_named_by_its_function() -> None:
    met: list[str] = []

    @informed_rule("hr p", "b", when=lambda options: options.smarten)
    def look_on(_body: etree._Element, _note: Note, options: Options) -> None:
        met.append(options.language or "none")

    assert (look_on.name, look_on.wakes, look_on.brings) == ("look_on", {"hr", "p"}, {"b"})
    assert look_on.when is not None
    assert look_on.when(Options(smarten=True))
    body = etree.fromstring("<div><p>a</p></div>")
    run((look_on, look_on.under(Options(language="de"))), body, lambda *_: None)
    assert met == ["none", "de"]


def test_a_language_that_is_none_goes_in_both_its_names() -> None:
    body = etree.fromstring('<div><p xml:lang="english">a</p><p xml:lang="fr" lang="english">b</p></div>')
    run(DEFAULT, body, lambda *_: None)
    assert etree.tostring(body) == b"<div><p>a</p><p>b</p></div>"


def test_a_language_that_is_right_stays_where_it_is_written() -> None:
    """A book of ours is read as HTML, where the prefix is but a part of the name; it comes out as it went in."""
    body = container('<p lang="fr" xml:lang="fr" id="a" title="b">c</p>')
    run(DEFAULT, body, lambda *_: None)
    assert etree.tostring(body[0]) == b'<p lang="fr" xml:lang="fr" id="a" title="b">c</p>'


def test_some_addresses_that_lead_nowhere_are_shown() -> None:
    def said_of(*addresses: str) -> str:
        body = etree.fromstring("<div>" + "".join(f"<a href='{address}'>x</a>" for address in addresses) + "</div>")
        messages: list[str] = []
        run(DEFAULT, body, lambda _, message, _where="": messages.append(message))
        return messages[0].partition(": ")[2]

    assert said_of("x:1") == "1 (x:1)"
    assert said_of("x:1", "x:2", "x:1", "x:3") == "4 (x:1, x:2, x:3)"
    assert said_of("x:1", "x:2", "x:3", "x:4") == "4 (x:1, x:2, x:3 …)"
    assert said_of("x:" + 70 * "1") == f"1 (x:{58 * '1'})"


def test_blocks_that_run_the_other_way_are_counted() -> None:
    body = etree.fromstring(
        "<div><p>The lamp was lit at six.</p><p>שלום לכם</p><p>The boats came home.</p><p>ערב טוב</p></div>"
    )
    messages: list[str] = []
    run(DEFAULT, body, lambda _, message, _where="": messages.append(message))
    assert messages[0] == "blocks that run the other way, as their letters tell: 2"
