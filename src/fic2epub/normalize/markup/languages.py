"""Rules for direction and language: what the letters tell, and the author did not say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fic2epub.dom import XML_LANG, letters_of
from fic2epub.languages import direction_of, is_upright
from fic2epub.normalize.markup.engine import informed_rule, rule
from fic2epub.normalize.markup.names import BLANK, BLOCKS
from fic2epub.normalize.markup.scripts import LEFTWARD, SCRIPTS, Shares, scripts_among, signs_of, suits
from fic2epub.normalize.markup.trees import add_class, having, is_there, values_of
from fic2epub.patterns import late

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

    from fic2epub.errors import Note
    from fic2epub.normalize.markup.scripts import Script
    from fic2epub.options import Options

_WITHOUT_A_WAY = frozenset("col colgroup hr tbody tfoot thead tr".split())
"""Blocks that hold no line of their own, and whose direction nobody sees."""


def _is_leftward(options: Options) -> bool:
    return direction_of(options.language or "") == "rtl"


def _set_down(body: _Element, attribute: str, inherited: str, told: Callable[[_Element, str, str], str]) -> int:
    """
    Set an attribute where the letters of a block tell another value than that of the block around it; how often.

    What an author said is left alone; so is what stands in it, but for blocks that tell another value again. `told`
    is given a block, the value around it, and, if that was told from letters, the one around that.
    """
    count = 0
    values: dict[_Element, tuple[str, str]] = {}
    for block in (body, *body.iterdescendants(*BLOCKS)):
        parent = block.getparent()
        around, outer = (inherited, "") if block is body or parent is None else values[parent]
        written = block.get(attribute)
        values[block] = (written, "") if written else (around, outer)
        if written or block.tag in _WITHOUT_A_WAY or block.get("role") == "separator":
            continue
        value = told(block, around, outer)
        if value and value != around:
            block.set(attribute, value)
            values[block] = (value, around)
            count += 1
    return count


def _set_directions(body: _Element, base: str, note: Note) -> None:
    shares = Shares(body, LEFTWARD)

    def told(block: _Element, around: str, _: str) -> str:
        if around == "rtl":
            return "ltr" if shares.of(block).hardly() else ""
        return "rtl" if shares.mostly(block) else ""

    count = _set_down(body, "dir", base, told)
    if count:
        note("M041", f"blocks that run the other way, as their letters tell: {count}")


@rule("~leftward", when=lambda options: not _is_leftward(options))
def tell_leftward(body: _Element, note: Note) -> None:
    """In a work from the left, blocks in Hebrew, Arabic and the like run from the right; so does a whole body."""
    _set_directions(body, "ltr", note)


@rule("", when=_is_leftward)
def tell_rightward(body: _Element, note: Note) -> None:
    """In a work from the right, blocks in other scripts run from the left: notes in English, a letter."""
    _set_directions(body, "rtl", note)


@informed_rule("~letters")
def tell_languages(body: _Element, note: Note, options: Options) -> None:
    """A block whose letters only one language has is in that language, where what is around it is in another."""
    written = letters_of(body)
    text = written.decode()
    found: set[str] = set()
    for script in scripts_among(signs_of(written), SCRIPTS):
        if re.search(f"[{script.letters}]{{2}}", text):
            found.update(_tell_language(body, script, options.language or "und"))
    if found:
        note("M042", f"blocks in another language than the work's, as their letters tell: {', '.join(sorted(found))}")


def _tell_language(body: _Element, script: Script, language: str) -> Iterator[str]:
    """Mark the blocks in the language of one script; the language if there are any."""
    shares = Shares(body, script)

    def told(block: _Element, around: str, outer: str) -> str:
        if outer and shares.of(block).hardly():
            return outer
        return script.language if shares.tells(block) and not suits(around, script) else ""

    if _set_down(body, "lang", language, told):
        for element in (body, *having(body, "lang")):
            if element.get("lang"):
                element.set(XML_LANG, element.get("lang", ""))
        yield script.language


@informed_rule("@dir ~leftward")
def drop_right_alignment(body: _Element, _: Note, options: Options) -> None:
    """Right is where lines from the right begin: there it is no alignment, and takes no first line's indentation."""
    base = direction_of(options.language or "")
    if base != "rtl" and not is_there(body, "descendant-or-self::*/@dir"):
        return
    if not any("align-right" in value for value in values_of(body, "class")):
        return
    for element in having(body, "class"):
        if (
            "align-right" in element.get("class", "")
            and element.tag in BLOCKS
            and (_nearest(element, "dir", body) or base) == "rtl"
        ):
            element.set("class", " ".join(name for name in element.get("class", "").split() if name != "align-right"))
            if not element.get("class"):
                del element.attrib["class"]


def _nearest(element: _Element, attribute: str, body: _Element) -> str:
    """The value of an attribute that the element has or inherits inside the body; empty when there is none."""
    here: _Element | None = element
    while here is not None and not here.get(attribute) and here is not body:
        here = here.getparent()
    return "" if here is None else here.get(attribute, "")


_DOTTED = late("[\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_DOTS = 20
"""Characters that dots may stand at: a word or a phrase, and no letter or dream told in italics."""


@informed_rule("~han")
def dot_emphasis(body: _Element, _: Note, options: Options) -> None:
    """Japanese and Chinese words are stressed by dots: their letters have no italics. Longer text stays slanted."""
    work = options.language or ""
    for element in body.iter("em", "i"):
        text = "" if len(element) else element.text or ""
        dotted = len(text) <= _DOTS and _DOTTED.fullmatch(text)
        if dotted and is_upright(_nearest(element, "lang", body) or work):
            add_class(element, "dotted")


_INDENTED = late("[ \t\n]*\u3000")
_OPENING = late("[ \t\n]*[「『（《〈【“‘(—…―]")
"""What an author does not indent, as a printer would not: speech, mostly."""


@rule("~wide")
def keep_wide_indents(body: _Element, _: Note) -> None:
    """
    Where an author began the paragraphs with ideographic spaces, these are the indentation, and the book adds none.

    They stay, for who types them leaves them out before speech.
    """
    typed = plain = 0
    for paragraph in body.iter("p"):
        text = paragraph.text or "".join(paragraph.itertext())
        if _INDENTED.match(text):
            typed += 1
        elif text.strip(BLANK) and not _OPENING.match(text):
            plain += 1
    if typed > plain:
        add_class(body, "own-indents")
