"""Scene breaks: ornaments, pictures and blank lines become one break each, wherever they part two scenes."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from fic2epub.normalize.markup.blanks import keep_blanks, settle_blanks, take_away
from fic2epub.normalize.markup.edges import trim_end, trim_start
from fic2epub.normalize.markup.empties import drop_empty_inline
from fic2epub.normalize.markup.engine import informed_rule, rule
from fic2epub.normalize.markup.names import BLANK, INLINE, SPACES
from fic2epub.normalize.markup.ornaments import LONGEST, Need, may_be_named, need_of
from fic2epub.normalize.markup.places import PROSE, frame_of, holds_text, is_met, picture_in, place_of, shows_nothing
from fic2epub.normalize.markup.rows import is_blank_line, join_rows, rows_of, settle_outer, unmark_drawings
from fic2epub.normalize.markup.trees import add_class, unwrap
from fic2epub.patterns import late
from fic2epub.values import NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.errors import Note
    from fic2epub.normalize.markup.places import Picture
    from fic2epub.options import Options

__all__ = ["name_blank_lines", "settle_breaks"]

_LINE_BLOCKS = ("div", "figure", "h3", "h4", "h5", "h6")
"""Blocks beside paragraphs that an ornament may stand in, or what stands for a picture that is one."""
_SAID = late(r"[^\W0xXoOvV_ʚɞღஐଓ୨୧ৎఌ๑๒ﾟﾞｰıɷﮩ٨ـঌ໒\U00013000-\U0001342f𖥔]{2}")
"""Two letters or digits side by side, as no ornament has them: most paragraphs are known by their first ones."""
_LATIN = late(r"[a-np-uwyzA-NP-UWYZ]{2}")
"""The same for most of the world's paragraphs, and much faster."""
_NO_BREAK_SPACE = "\u00a0"
"""What most blank paragraphs hold."""
_SHORT = 30
"""Characters in a line that names a break (`~ line break ~`)."""


class _Survey(NamedTuple):
    """What stands in a body beside prose."""

    blank: list[_Element]
    """Paragraphs that show a line with nothing in it."""
    void: list[_Element]
    """Paragraphs that show nothing at all: until 2022 the archive's cleaner left such before blocks."""
    drawn: list[tuple[_Element, str]]
    """Blocks that may be ornaments, and what they hold."""
    pictures: list[tuple[_Element, Picture]]
    """Blocks without words of the author that hold a picture, or what stands for one."""
    settled: list[_Element]
    """Breaks that are known as such."""
    prose: set[_Element]
    """Paragraphs that are long by their first words; all of them, if there are blank ones, which stand beside them."""


@rule("div h1 h2 h3 h4 h5 h6", "p")
def name_blank_lines(body: _Element, _: Note) -> None:
    """A `div` or heading that shows a blank line, and nothing else, is a blank paragraph."""
    for block in list(body.iter("div", "h1", "h2", "h3", "h4", "h5", "h6")):
        if block is not body and _holds_one_line(block) and _shows_blank_line(block):
            block.tag = "p"
            block.attrib.pop("class", None)


def _holds_one_line(block: _Element) -> bool:
    return all(child.tag in INLINE for child in block)


def _shows_blank_line(block: _Element) -> bool:
    written = "".join(block.itertext())
    if written.strip(SPACES) or next(block.iter("img"), None) is not None:
        return False
    return bool(written.strip(BLANK)) or next(block.iter("br"), None) is not None


@informed_rule("p div h3 h4 h5 h6 hr", "hr @class @role")
def settle_breaks(body: _Element, note: Note, options: Options) -> None:
    """
    An ornament or dividing picture that stands alone is a scene break, and so is a blank line that is not spacing.

    Several in a row are one break; at the start or end of a body there is none, and ornaments there are lines. With
    `spacing` as `keep` every blank line stays as one.
    """
    keep = options.spacing == "keep"
    survey = _survey(body)
    if not any(survey[:-1]) and next(body.iter("hr"), None) is None:
        return
    take_away(body, survey.void)
    marked = _mark_ornaments(survey.drawn)
    shown, ruled = _mark_pictures(survey.pictures)
    _free(body, [*marked, *shown, *body.iter("hr")])
    made, spacing = (keep_blanks(survey.blank), 0) if keep else settle_blanks(body, survey.blank, survey.prose)
    _free(body, made)
    new = {*marked, *shown, *ruled, *made}
    breaks = [*survey.settled, *marked, *shown, *body.iter("hr")]
    lines = {block for block, _ in survey.drawn}.difference(marked)
    rows = rows_of([one for one in dict.fromkeys(breaks) if not (keep and is_blank_line(one))])
    gone = unmark_drawings(rows, new, lines)
    outer = settle_outer(body, keep=keep)
    gone |= outer | join_rows(body, [row for row in rows if outer.isdisjoint(row) and gone.isdisjoint(row)])
    take_away(body, [one for one in gone if one.tag == "hr"])
    if survey.void or any(map(len, marked)):
        drop_empty_inline.change(body, note)
    _report(note, {"ornaments": marked, "pictures": [*shown, *ruled], "blank lines": [] if keep else made}, gone)
    if spacing:
        note("M012", f"blank paragraphs that only doubled the space between paragraphs, and that went: {spacing}")


def _report(note: Note, kinds: dict[str, list[_Element]], gone: set[_Element]) -> None:
    """Say how many breaks were told, and from what."""
    counts = {name: sum(1 for one in made if one not in gone) for name, made in kinds.items()}
    if any(counts.values()):
        told = ", ".join(f"{name} {count}" for name, count in counts.items() if count)
        note("M011", f"breaks between scenes that were told: {told}")


def _survey(body: _Element) -> _Survey:
    """One walk over the paragraphs; nearly all of them are prose."""
    survey = _Survey([], [], [], [], [], set())
    others = [
        (paragraph, text)
        for paragraph in body.iter("p")
        if not ((text := paragraph.text) and len(text) > PROSE and ("he" in text or _says(text)))
    ]
    for paragraph, text in others:
        if text and _is_sentence(text):
            if len(text) > PROSE:
                survey.prose.add(paragraph)
            continue
        if text == _NO_BREAK_SPACE and not len(paragraph) and not paragraph.keys():
            survey.blank.append(paragraph)
        else:
            _look(paragraph, text, survey)
    if survey.blank:
        survey.prose.update(set(body.iter("p")).difference(paragraph for paragraph, _ in others))
    for block in body.iter(*_LINE_BLOCKS):
        if block is not body and _holds_one_line(block):
            _look(block, block.text, survey)
    return survey


def _is_sentence(text: str) -> bool:
    """Whether it is no ornament, by its first words or its length, and names no break."""
    if not (_says(text) or _is_said(text)):
        return False
    return len(text) >= _SHORT or not may_be_named(text)


def _says(text: str) -> bool:
    """Whether it is no ornament, as its letters tell at once; pairs that most texts have are found faster than any."""
    if "he" in text or "in" in text or "er" in text or "an" in text:
        return True
    return _LATIN.search(text) is not None or len(text.strip(SPACES)) > LONGEST


def _is_said(text: str) -> bool:
    beside = any(one.isalnum() and other.isalnum() for one, other in pairwise(text))  # most have a word: this is quick
    return beside and _SAID.search(text) is not None


def _look(block: _Element, text: str | None, survey: _Survey) -> None:
    """Put a block that is no prose where it belongs."""
    holds = len(block) > 0
    written = "".join(block.itertext()) if holds else text or ""
    whole = written.strip(SPACES)
    if block.get("role") == "separator":
        survey.settled.append(block)
    elif holds and (not whole or whole.startswith(("Image", "[Image"))) and (picture := picture_in(block)) is not None:
        survey.pictures.append((block, picture))
    elif len(whole) > LONGEST or block.tag == "figure":
        return
    elif whole:
        if not holds or next(block.iter("a", "br", "img"), None) is None:
            survey.drawn.append((block, whole))
    elif block.tag == "p" and not (holds and next(block.iter("img"), None) is not None):
        seen = written.strip(BLANK) or (holds and next(block.iter("br"), None) is not None)
        (survey.blank if seen else survey.void).append(block)


def _mark_ornaments(drawn: list[tuple[_Element, str]]) -> list[_Element]:
    """Mark the ornaments that stand where a break may be."""
    needs = [(block, text, need) for block, text in drawn if (need := need_of(text)) is not None]
    times = Counter(text for _, text, _ in needs)
    met = [block for block, text, need in needs if is_met(need, place_of(block), times[text])]
    for block in met:
        _mark(block)
    return met


def _mark(block: _Element) -> None:
    trim_start(block)
    trim_end(block)
    block.tag = "p"
    add_class(block, "break")
    block.set("role", "separator")


def _free(body: _Element, blocks: list[_Element]) -> None:
    """Take away what is around breaks alone; where a link leads to goes with the first of them."""
    free = set(blocks)
    wrappers: dict[_Element, None] = {}
    unseen: dict[_Element, _Element | None] = {}
    for block in blocks:
        wrapper = block
        while (around := frame_of(wrapper)) is not None and around is not body:
            if around not in wrappers:
                if not _holds_breaks_alone(around, free, unseen):
                    break
                if around.get("id") and not block.get("id"):
                    block.set("id", around.get("id", ""))
                wrappers[around] = None
                free.add(around)
            wrapper = around
    for wrapper in wrappers:
        wrapper.text = None
        for child in wrapper:
            child.tail = None
    unwrap(body, wrappers)


def _holds_breaks_alone(frame: _Element, free: set[_Element], unseen: dict[_Element, _Element | None]) -> bool:
    """
    Whether nothing is in it but blocks that are `free`, and what shows nothing.

    `unseen` keeps how far each frame was looked through: a run of breaks is gone along once, and not for each of them.
    """
    if frame not in unseen:
        unseen[frame] = None if holds_text(frame) else frame[0]
        if unseen[frame] is None:
            return False
    child = unseen[frame]
    if child is None:
        return False
    while child in free or shows_nothing(child):
        following = child.getnext()
        if following is None:
            return True
        child = following
    unseen[frame] = child
    return False


def _mark_pictures(pictures: list[tuple[_Element, Picture]]) -> tuple[list[_Element], list[_Element]]:
    """Pictures that divide scenes: those in the book, which stay, and those that are not, now rules."""
    times = Counter(picture.source for _, picture in pictures if picture.source)
    shown: list[_Element] = []
    ruled: list[_Element] = []
    for block, picture in pictures:
        need = Need.NOTHING if picture.divides else Need.PROSE if times[picture.source] > 1 else None
        if need is None or not is_met(need, place_of(block), times[picture.source]):
            continue
        (shown if picture.kept else ruled).append(block)
    for block in shown:
        _mark(block)
    for block in ruled:
        ident, tail = block.get("id"), block.tail
        block.clear()
        block.tag, block.tail = "hr", tail
        if ident:
            block.set("id", ident)
    return shown, ruled
