"""Soup by chance: prose with known emphasis and links, wrapped as programs wrap it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import random

__all__ = ["KINDS", "Piece", "pieces", "souped_body"]

_WORDS = "the lamp was lit at six and nobody came home “yes” said Ines — 灯 don’t 5 < 7 & so".split()
_TAGS = {
    "slant": ("em", "i"),
    "weight": ("b", "strong"),
    "line": ("u",),
    "struck": ("s", "strike"),
    "raised": ("sup",),
    "typed": ("tt", "code"),
}
KINDS = {tag: kind for kind, tags in _TAGS.items() for tag in tags}
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


def _souped(piece: Piece, chance: random.Random) -> str:
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
                markup = f"<{tag}>{_wrapped(markup, chance)}</{tag}>"
        written.append(_wrapped(markup, chance) + (chance.choice(crumbs) if chance.random() < 0.2 else ""))
    markup = "".join(written)
    return f'<a href="{piece.link}" rel="nofollow">{markup}</a>' if piece.link else markup


def _wrapped(markup: str, chance: random.Random) -> str:
    """Markup in a few wrappers that say nothing."""
    for _ in range(chance.choice((0, 0, 1, 1, 2, 3))):
        markup = chance.choice(_WRAPS).format(markup)
    return markup


def souped_body(truth: list[list[Piece]], chance: random.Random) -> str:
    """A body of these paragraphs, each wrapped as one program or another would wrap it."""
    blocks = [
        chance.choice(_BLOCKS).format("".join(_souped(piece, chance) for piece in paragraph)) for paragraph in truth
    ]
    return chance.choice(_BODIES).format("\n".join(blocks))
