"""Soup by chance: prose with known emphasis and links, wrapped as programs wrap it, comes out as it went in."""

from __future__ import annotations

import random
from html import escape
from typing import TYPE_CHECKING, NamedTuple

import pytest
from lxml import etree

from fic2epub.dom import parse_html
from fic2epub.normalize.markup import rules_for, run
from fic2epub.options import Options

if TYPE_CHECKING:
    from lxml.etree import _Element

_WORDS = "the lamp was lit at six and nobody came home “yes” said Ines — 灯 don’t 5 < 7 & so".split()
_TAGS = {
    "slant": ("em", "i"),
    "weight": ("b", "strong"),
    "line": ("u",),
    "struck": ("s", "strike"),
    "raised": ("sup",),
    "typed": ("tt", "code"),
}
_KINDS = {tag: kind for kind, tags in _TAGS.items() for tag in tags}
_WRAPS = (
    "<span>{}</span>",
    '<span class="s1">{}</span>',
    '<span class="Apple-style-span">{}</span>',
    '<span class="TextRun SCXW123 BCX0">{}</span>',
    '<span dir="ltr">{}</span>',
    '<font color="#000000">{}</font>',
    '<font style="vertical-align: inherit;"><font style="vertical-align: inherit;">{}</font></font>',
    '<span title="">{}</span>',
    "<blink>{}</blink>",
)
_CRUMBS = (
    "<span></span>",
    "<em></em>",
    "<b><i></i></b>",
    "<o:p></o:p>",
    "<!-- x -->",
    '<span class="Apple-converted-space"></span>',
    '<a name="_GoBack"></a>',
)
"""The last one would end a link, and does not stand in one."""
_BLOCKS = (
    "<p>{}</p>",
    '<p dir="ltr">{}</p>',
    '<p class="MsoNormal" align="">{}<o:p></o:p></p>',
    '<p class="p1"><span class="s1">{}</span></p>',
    '<div class="yiv1234567"><p class="yiv1234567MsoNormal">{}</p></div>',
    '<div dir="ltr"><div><p>{}</p></div></div>',
    '<p class="western" style="">{}</p>',
)
_BODIES = (
    "{}",
    '<b id="docs-internal-guid-1a-2b" style="font-weight:normal;">{}</b>',
    '<div class="WordSection1">{}</div>',
    '<div dir="ltr" class="gmail_default">{}</div>',
    "<span>{}</span>",
)


class Piece(NamedTuple):
    """Words of one paragraph that are told alike."""

    text: str
    kinds: frozenset[str]
    link: str


def pieces(chance: random.Random) -> list[Piece]:
    """A paragraph; the pieces end in a blank or in the middle of a word."""
    found = []
    for _ in range(chance.randint(1, 5)):
        words = " ".join(chance.choices(_WORDS, k=chance.randint(1, 4)))
        kinds = frozenset(chance.sample(sorted(_TAGS), chance.choice((0, 0, 1, 1, 2, 3))))
        link = chance.choice(("", "", "", "https://example.com/1", "https://example.com/2"))
        found.append(Piece(words + chance.choice((" ", " ", "")), kinds, link))
    return found


def souped(piece: Piece, chance: random.Random) -> str:
    """The piece in markup: each cut of it in its own tags, with wrappers between them and crumbs beside them."""
    cuts = sorted(chance.sample(range(1, len(piece.text)), chance.choice((0, 0, 1, 2))) if len(piece.text) > 2 else [])
    parts = [piece.text[start:end] for start, end in zip([0, *cuts], [*cuts, len(piece.text)], strict=True)]
    if chance.random() < 0.1:
        parts = list(piece.text)
    crumbs = _CRUMBS[:-1] if piece.link else _CRUMBS
    written = []
    for part in parts:
        markup = escape(part, quote=False)
        for kind in chance.sample(sorted(piece.kinds), len(piece.kinds)):
            # Raised in raised is higher: all else says the same when it is said twice.
            for _ in range(1 if kind == "raised" else chance.choice((1, 1, 1, 2))):
                tag = chance.choice(_TAGS[kind])
                markup = f"<{tag}>{wrapped(markup, chance)}</{tag}>"
        written.append(wrapped(markup, chance) + (chance.choice(crumbs) if chance.random() < 0.2 else ""))
    markup = "".join(written)
    return f'<a href="{piece.link}" rel="nofollow">{markup}</a>' if piece.link else markup


def wrapped(markup: str, chance: random.Random) -> str:
    """Markup in a few wrappers that say nothing."""
    for _ in range(chance.choice((0, 0, 1, 1, 2, 3))):
        markup = chance.choice(_WRAPS).format(markup)
    return markup


def told(body: _Element) -> list[tuple[str, frozenset[str], str]]:
    """Each character that is seen, with the emphasis and the link it stands in."""
    found: list[tuple[str, frozenset[str], str]] = []
    for text in body.xpath("//text()"):
        holder = text.getparent().getparent() if text.is_tail else text.getparent()
        around = [holder, *holder.iterancestors()]
        kinds = frozenset(_KINDS[one.tag] for one in around if one.tag in _KINDS)
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
    blocks = [
        chance.choice(_BLOCKS).format("".join(souped(piece, chance) for piece in paragraph)) for paragraph in truth
    ]
    markup = chance.choice(_BODIES).format("\n".join(blocks))
    root = parse_html(f"<body><div>{markup}</div></body>".encode(), lambda *_: None)
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
