"""Soup by chance: prose with known emphasis and links, wrapped as programs wrap it, comes out as it went in."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from fic2epub.dom import parse_html
from fic2epub.normalize.markup import rules_for, run
from fic2epub.options import Options
from tests.property.soups import KINDS, pieces, souped_body

if TYPE_CHECKING:
    from lxml.etree import _Element


def told(body: _Element) -> list[tuple[str, frozenset[str], str]]:
    """Each character that is seen, with the emphasis and the link it stands in."""
    found: list[tuple[str, frozenset[str], str]] = []
    for text in body.xpath("//text()"):
        holder = text.getparent().getparent() if text.is_tail else text.getparent()
        around = [holder, *holder.iterancestors()]
        kinds = frozenset(KINDS[one.tag] for one in around if one.tag in KINDS)
        kinds |= {"line" for one in around if one.get("class") == "underline"}
        link = next((one.get("href") for one in around if one.get("href")), "")
        found += [(char, kinds, link) for char in text if not char.isspace()]
    return found


def paragraphs(body: _Element) -> list[str]:
    """The text of each paragraph, white space joined."""
    return [" ".join("".join(one.itertext()).split()) for one in body.iter("p")]


@pytest.mark.parametrize("seed", range(150))
def test_words_emphasis_and_links_come_out_as_they_went_in(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same soup each time
    truth = [pieces(chance) for _ in range(chance.randint(1, 6))]
    root = parse_html(f"<body><div>{souped_body(truth, chance)}</div></body>".encode(), lambda *_: None)
    body = root.find("body")[0]

    run(rules_for(Options()), body, lambda *_: None)

    assert told(body) == [
        (char, piece.kinds, piece.link)
        for paragraph in truth
        for piece in paragraph
        for char in piece.text
        if not char.isspace()
    ]
    assert paragraphs(body) == [" ".join("".join(piece.text for piece in paragraph).split()) for paragraph in truth]
    assert not body.xpath("//span[not(@class='underline')] | //div//div | //p/@* | //*[not(node())]")
    once = etree.tostring(body)
    run(rules_for(Options()), body, lambda *_: None)
    assert etree.tostring(body) == once
