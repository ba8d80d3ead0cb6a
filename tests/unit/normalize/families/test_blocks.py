"""Blocks of any shape: every letter stays, markup stays valid, once is enough, and large bodies take no longer."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from lxml import etree

from fic2epub.dom import parse_html
from fic2epub.normalize.families.names import _TABLE, meanings
from fic2epub.normalize.markup import rules_for, run
from fic2epub.normalize.markup.names import BLOCKS, PHRASING_ONLY
from fic2epub.options import Options
from tests.ao3.skins import SKINNED, skinned

NAMES = [name for line in _TABLE.strip().splitlines() for name in line.split()[2:]]
TAGS = "div div div p p p p span span span em br blockquote ul li dl dt dd table tr td h3 hr a".split()
TEXTS = [
    "",
    "",
    " ",
    "\u00a0",
    "Anna: yes.",
    "From: Ben",
    "[Light +1]",
    "Dear Anna,",
    "10:31",
    "word",
    "A line of it.",
    "Rope: 3",
]
OPTIONS = Options(language="en")
OURS = [rule for rule in rules_for(OPTIONS) if rule.name in ("bracket_glosses", "show_titles", "print_blocks")]


def body_of(markup: str) -> etree._Element:
    root = parse_html(f"<body><div>{markup}</div></body>".encode(), lambda *_: None)
    body = root.find("body")
    assert body is not None
    return body


def normalized(body: etree._Element) -> str:
    run(rules_for(OPTIONS), body, lambda *_: None)
    return etree.tostring(body, encoding="unicode")


def letters(body: etree._Element) -> Counter[str]:
    for title in body.xpath("//*[contains(@class, 'title-gloss')]"):
        title.text = None
    return Counter(letter for letter in "".join(body.itertext()) if letter.isalnum())


def random_markup(seed: int) -> str:
    """Elements that are opened and closed as it comes, half of them with names of families."""
    pick = random.Random(seed)  # noqa: S311 not for secrets
    parts = []
    for _ in range(pick.choice((8, 25, 60))):
        tag = pick.choice(TAGS)
        if pick.random() < 0.65:
            tokens = " ".join(pick.choices(NAMES, k=pick.choice((1, 1, 1, 2)))) if pick.random() < 0.7 else ""
            parts.append(f'<{tag} class="{tokens}">' if tokens else f"<{tag}>")
        else:
            parts.append(f"</{tag}>")
        parts.append(pick.choice(TEXTS))
    return "".join(parts)


@pytest.mark.parametrize("seed", range(200))
def test_any_blocks_come_out_right(seed: int) -> None:
    body = body_of(random_markup(seed))
    before = letters(body)

    first = normalized(body)

    assert letters(body) == before
    for element in body.iterdescendants():
        parent = element.getparent()
        assert parent is not None
        assert not (element.tag in BLOCKS and parent.tag in PHRASING_ONLY)
        assert element.tag != "aside"
    for rule in OURS:
        rule.change(body, lambda *_: None)
    assert etree.tostring(body, encoding="unicode") == first


@pytest.mark.parametrize("name", SKINNED)
def test_no_letter_of_a_skinned_work_is_lost(name: str) -> None:
    markup = skinned(name).chapters[0].body
    body = body_of(markup)

    normalized(body)

    assert letters(body) == letters(body_of(markup))
    assert body.xpath("count(//*[contains(@class, 'block-')])") >= 3


@pytest.mark.parametrize(
    "markup",
    [
        '<p class="note">Nothing.</p>' * 5_000,
        '<div class="window">' * 500 + "x" + "</div>" * 500,
        '<p class="text">a</p><p class="reply">b</p>' * 2_500,
        '<p class="chat"><span class="username">a</span> b</p>' * 3_000,
        '<p class="text">a</p><p>&nbsp;</p>' * 3_000,
        '<div class="phone"><p>' + '<span class="text">a</span><br>' * 3_000 + "</p></div>",
        "<p>" + '<span class="text">a</span><br><span class="reply">a</span><br>' * 3_000 + "</p>",
        '<div class="system"><p>a</p></div>' * 3_000,
        '<p><span class="noun">a<span class="translation">b</span></span></p>' * 2_000,
        '<p><abbr title="a">b</abbr></p>' * 2_000,
    ],
    ids=[
        "notes",
        "windows in windows",
        "messages",
        "lines",
        "blank lines",
        "one telephone",
        "no telephone",
        "systems",
        "words",
        "titles",
    ],
)
@pytest.mark.timeout(20)
def test_size_stays_linear(markup: str) -> None:
    assert normalized(body_of(markup))


def test_a_name_means_one_thing_of_each_family() -> None:
    """No role of a family is said twice of a name, and names are written as they are looked up."""
    for name in NAMES:
        said = [(one.family, one.role) for one in meanings(name)]
        assert len(said) == len(set(said)), name
        assert said, name
