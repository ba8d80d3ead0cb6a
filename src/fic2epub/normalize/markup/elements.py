"""Rules for names: what goes, what is unwrapped, what gets a name that HTML 5 knows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from fic2epub.normalize.markup.engine import COMMENT, rule
from fic2epub.normalize.markup.names import DROPPED, FORM_CONTROLS, KNOWN, RENAMED, SECTIONS
from fic2epub.normalize.markup.trees import add_class, select, turn_into, unwrap

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.errors import Note


@rule(COMMENT)
def drop_comments(body: _Element, _: Note) -> None:
    """Comments and processing instructions go; the text around them joins."""
    etree.strip_tags(body, etree.Comment, etree.ProcessingInstruction)


@rule(" ".join(DROPPED))
def drop_scripts(body: _Element, note: Note) -> None:
    """Scripts, sheets, templates and what stands in for them go with all inside."""
    if next(body.iter("script", "noscript", "noembed", "noframes", "template"), None) is not None:
        note("M001", "scripts, templates or their stand-ins were left out")
    etree.strip_elements(body, *DROPPED, with_tail=False)


@rule("svg math", "* span")
def unwrap_drawings(body: _Element, note: Note) -> None:
    """Drawings and formulas are taken apart; the words in them stay."""
    drawings = list(body.iter("svg", "math"))
    note("M002", f"drawings or formulas taken apart, their words kept: {len(drawings)}")
    for drawing in drawings:
        turn_into(drawing, "span")
        drawing.attrib.clear()


@rule("font basefont", "span")
def rename_fonts(body: _Element, _: Note) -> None:
    """`font` becomes a span: its size a class `big` or `small`, a typewriter's face `mono`; colours are dropped."""
    for font in list(body.iter("font", "basefont")):
        size, face = font.get("size", "").strip(), font.get("face", "").lower()
        font.tag = "span"
        if match := re.fullmatch(r"([+-]?)([0-9]{1,2})", size):
            change = int(match[2]) - 3 if not match[1] else int(match[1] + match[2])
            add_class(font, "big" if change > 0 else "small" if change < 0 else "")
        if "mono" in face or "courier" in face:
            add_class(font, "mono")


@rule(" ".join(FORM_CONTROLS), "*")
def note_forms(body: _Element, note: Note) -> None:
    """Form controls are said to be lost; their words stay (the rules after this rename or unwrap them)."""
    count = sum(1 for _ in body.iter(*FORM_CONTROLS))
    note("M008", f"form controls taken apart, their words kept: {count}")


@rule("table")
def free_rows(body: _Element, _: Note) -> None:
    """What stands around rows or cells inside a table, as forms do on old pages, leaves them to the table."""
    unwrap(body, select(body, "descendant::*[self::form or self::center or self::font][tr or td or th or tbody]"))


@rule(" ".join(RENAMED), "abbr span code pre s ul li div")
def rename_elements(body: _Element, _: Note) -> None:
    """Elements that HTML 5 has no more become what says the same, with a class where the look was the meaning."""
    for element in list(body.iter(*RENAMED)):
        tag, token = RENAMED[str(element.tag)]
        turn_into(element, tag, token)


@rule(" ".join(SECTIONS), "div")
def rename_sections(body: _Element, _: Note) -> None:
    """Blocks of web pages become `div`: no landmark arises in the middle of a story."""
    for element in list(body.iter(*SECTIONS)):
        element.tag = "div"


@rule("*")
def unwrap_unknown_elements(body: _Element, _: Note) -> None:
    """Any other element that a book cannot hold leaves its text and children."""
    unwrap(body, [element for element in body.iterdescendants() if element.tag not in KNOWN])


@rule("bdo", "span")
def require_direction(body: _Element, _: Note) -> None:
    """A `bdo` that does not say left or right is a span."""
    for element in list(body.iter("bdo")):
        if element.get("dir", "").strip().lower() not in ("ltr", "rtl"):
            element.tag = "span"


@rule("span")
def unwrap_bare_spans(body: _Element, _: Note) -> None:
    """A span without an attribute says nothing."""
    spans = list(body.iter("span"))
    bare = [span for span in spans if not span.keys()]
    if len(bare) == len(spans):
        etree.strip_tags(body, "span")
    else:
        unwrap(body, bare)
