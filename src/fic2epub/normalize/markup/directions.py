"""The rule for `dir`: what an author may say, and what is so without it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from fic2epub.languages import direction_of
from fic2epub.normalize.markup.engine import informed_rule
from fic2epub.normalize.markup.names import BLANK
from fic2epub.normalize.markup.scripts import LEFTWARD, may_run_leftward
from fic2epub.normalize.markup.trees import having, is_there, select

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.errors import Note
    from fic2epub.options import Options

__all__ = ["settle_directions"]


@informed_rule("@dir")
def settle_directions(body: _Element, _: Note, options: Options) -> None:
    """
    `dir` is `ltr`, `rtl` or `auto`; and `ltr` goes where text runs from the left without it.

    All paragraphs pasted from Google Docs say `ltr`. It stays in works of languages that run from the right, within
    what does, around letters that do, and on `bdo`, which needs it.
    """
    others = _settled(having(body, "dir")) if is_there(body, "descendant::*/@dir[. != 'ltr']") else False
    if not is_there(body, "descendant::*/@dir") or direction_of(options.language or "") == "rtl":
        return
    turned = _turned(body) if may_run_leftward(body) else ()
    if not others and not turned and next(body.iter("bdo"), None) is None:
        etree.strip_attributes(body, "dir")
        return
    for element in select(body, "descendant::*[@dir = 'ltr' and not(self::bdo)]"):
        if element not in turned and _around(element) == "ltr":
            del element.attrib["dir"]


def _settled(elements: list[_Element]) -> bool:
    """Write each value as it is spelled, or take it away; whether one that is not `ltr` stays."""
    others = False
    for element in elements:
        sense = element.get("dir", "").strip(BLANK).lower()
        if sense in ("ltr", "rtl", "auto"):
            element.set("dir", sense)
            others |= sense != "ltr"
        else:
            del element.attrib["dir"]
    return others


def _around(element: _Element) -> str:
    """The direction of the nearest element around it that says one."""
    return next((said for one in element.iterancestors() if (said := one.get("dir"))), "ltr")


def _turned(body: _Element) -> set[_Element]:
    """All elements with a letter in them that runs from the right; each is met once."""
    letter = re.compile(f"[{LEFTWARD.letters}]")
    found: set[_Element] = set()
    for element in body.iter():
        for text, holder in ((element.text, element), (element.tail, element.getparent())):
            at = holder if text and letter.search(text) else None
            while at is not None and at not in found:
                found.add(at)
                at = at.getparent()
    return found
