"""Text that a style hides: no book can uncover it, so it is shown; the gloss of a word is set in brackets behind it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fic2epub.normalize.markup.trees import append_text
from fic2epub.normalize.skins.colours import colour_of
from fic2epub.normalize.skins.static import ems, percent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

__all__ = ["COVERED", "GONE", "LONGEST_GLOSS", "hidden_by", "is_revealed", "set_gloss", "stands_behind_text"]

GONE, COVERED = "gone", "covered"
"""How text is hidden: it takes no room in its line, or it stands there and cannot be seen."""
LONGEST_GLOSS = 120
"""Characters of a text that still explains a word."""
_FAR = -20.0
"""Em at the border of a page beyond which a text is not meant to be seen."""
_AWAY = ("left", "right", "top", "bottom", "margin-left", "margin-top")
_NO_ROOM = ("height", "max-height", "width", "max-width")
_INVISIBLE = 0.05
"""How opaque text may be that nobody can see."""
_CLIPPED = re.compile(r"rect\((?:\s*(?:0|1)(?:px)?[\s,]*){4}\)|inset\(\s*(?:50|100)%\s*\)|circle\(\s*0.*")
_REVEALS = frozenset(
    "display visibility opacity font-size text-indent clip clip-path transform position color background-color "
    "background-image filter".split()
) | {*_AWAY, *_NO_ROOM}


def hidden_by(style: Mapping[str, str]) -> str:
    """`GONE` or `COVERED` if nothing of the element's text can be seen, else nothing."""
    if style.get("display") == "none" or style.get("visibility") in ("hidden", "collapse"):
        return GONE
    if _share(style.get("opacity", "1")) < _INVISIBLE or re.search(r"scale\(\s*0\s*\)", style.get("transform", "")):
        return GONE
    if ems(style.get("font-size", "1em")) == 0 or percent(style.get("font-size", "")) == 0:
        return GONE
    if _is_away(style) or _has_no_room(style):
        return GONE
    ink = colour_of(style.get("color", ""))
    ground = colour_of(style.get("background-color", ""))
    if ink and (not ink.alpha or (ground and ground.alpha and ink[:3] == ground[:3])):
        return COVERED
    return ""


def _share(written: str) -> float:
    share = percent(written)
    if share is not None:
        return share / 100
    return float(written) if re.fullmatch(r"[0-9]{0,4}\.?[0-9]{1,6}", written) else 1.0


def _is_away(style: Mapping[str, str]) -> bool:
    """Whether the text is moved off the page, or cut off."""
    if (ems(style.get("text-indent", "")) or 0.0) <= _FAR:
        return True
    if style.get("position") in ("absolute", "fixed") and any(
        (ems(style.get(name, "")) or 0.0) <= _FAR for name in _AWAY
    ):
        return True
    return bool(_CLIPPED.fullmatch(style.get("clip", "")) or _CLIPPED.fullmatch(style.get("clip-path", "")))


def _has_no_room(style: Mapping[str, str]) -> bool:
    cut = style.get("overflow") == "hidden"
    return cut and any(ems(style.get(name, "")) == 0 or percent(style.get(name, "")) == 0 for name in _NO_ROOM)


def is_revealed(touched: frozenset[str]) -> bool:
    """Whether what changes under a reader's hand may show the text."""
    return not touched.isdisjoint(_REVEALS)


def stands_behind_text(element: _Element) -> bool:
    """Whether words stand before it in its own line."""
    before = element.getprevious()
    parent = element.getparent()
    if before is not None:
        return before.tag != "br" or bool((before.tail or "").strip())
    return parent is not None and bool((parent.text or "").strip())


_OPEN = ("[", "(", "{", "［", "（", "「", "【")


def set_gloss(element: _Element) -> None:
    """Brackets around the gloss, and a blank before it."""
    written = (element.text or "").lstrip()
    if not written.startswith(_OPEN):
        element.text = "[" + written
        append_text(element, "]")
    before, parent = element.getprevious(), element.getparent()
    if before is not None:
        if before.tail is None or not before.tail[-1:].isspace():
            before.tail = (before.tail or "") + " "
    elif parent is not None and not (parent.text or " ")[-1:].isspace():
        parent.text = (parent.text or "") + " "
    if (element.tail or "")[:1].isalnum():
        element.tail = " " + (element.tail or "")
