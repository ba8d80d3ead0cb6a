"""Line breaks: which of them part paragraphs, and which part the lines of verse, letters and chats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from fic2epub.normalize.markup.edges import is_auto
from fic2epub.normalize.markup.engine import informed_rule, rule
from fic2epub.normalize.markup.names import BLOCKS, INLINE, SPACES
from fic2epub.normalize.markup.structure import part_blocks_and_inline, stands_in_line
from fic2epub.normalize.markup.trees import add_class, append_text, drop, is_blank, pieces, refill, select
from fic2epub.patterns import late
from fic2epub.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from fic2epub.errors import Note
    from fic2epub.options import Options

__all__ = ["mark_lines", "part_at_blank_lines", "part_lines"]

_FLOWS = ("div", "blockquote", "li", "dd", "td", "th", "details")
"""Blocks whose lines may be paragraphs; in headings, captions and addresses a line break is only that."""
_LINED = (*_FLOWS, "p")
_MIXED = (*_FLOWS, "address", "caption", "dt", "figcaption", "figure")
"""Blocks in which lines may stand beside paragraphs."""
_PICTURE = "*"
"""What stands for a picture among the words of a line."""
_LINES_OF_VERSE = 3
_LONG_LINE = 55
"""Bytes of UTF-8 in the mean line of prose; verse has forty."""
_LONGEST_LINE = 100
"""Bytes in one line at least that no verse has."""
_FEW = 2
_ENDED = late(r"[.!?…。！？‽؟۔।\"”’'»›」』)\]*~—–-]$")
_NAMED = late(r"\W*\w[^:\n]{0,30}:\s")
"""`ada: hello`, `[10:01] BAKER: bread`: a line of a chat or a play."""


class _Run(NamedTuple):
    """Inline content between two borders of blocks: its lines, and the line breaks before, between and behind them."""

    block: _Element
    lines: list[str]
    breaks: list[list[_Element]]
    """One list more than there are lines; the first and the last may be empty."""


class _Made(NamedTuple):
    """What became of line breaks."""

    borders: list[_Element]
    """Those that are paragraphs now."""
    gone: list[_Element]
    """Those that are to go."""


@rule("br", "p", when=is_auto)
def part_lines(body: _Element, note: Note) -> None:
    """
    Two line breaks part paragraphs, three or more show a blank line between them; one does where all lines are prose.

    A line break at the start of a paragraph shows a blank line before it, one at its end shows nothing. Verse, letters
    and chats keep their lines; stanzas are parted.
    """
    parted = 0
    holders: dict[_Element, bool] = {}
    made = _Made([], [])
    for run in _runs_with_breaks(body):
        block = run.block
        flow = block.tag != "p"
        if not any(run.breaks) or not (run.lines or (flow and _holds_blocks(block))):
            continue
        parted += _part(run, made)
        if flow:
            holders[block] = True
    for holder in holders:
        _wrap_lines(holder)
    drop(body, made.gone)
    if any(stands_in_line(border) for border in made.borders):
        part_blocks_and_inline.change(body, note)
    if parted:
        note("M013", f"paragraphs that line breaks had parted: {parted}")


def _holds_blocks(block: _Element) -> bool:
    return any(child.tag in BLOCKS for child in block)


def _runs_with_breaks(body: _Element) -> Iterator[_Run]:
    """The runs of blocks that hold line breaks; where those are not all paragraphs, the body is walked through."""
    blocks: dict[_Element, None] = {}
    for line_break in body.iter("br"):
        block = line_break.getparent()
        while block is not None and block.tag in INLINE:
            block = block.getparent()
        if block is not None:
            blocks[block] = None
    if not all(block.tag == "p" for block in blocks):
        yield from _runs(body)
        return
    for block in blocks:
        run = _run_of(block)
        yield from _runs(block) if run is None else (run,)


def _run_of(paragraph: _Element) -> _Run | None:
    """The one run of a paragraph; None if line breaks or blocks may stand deeper in it."""
    run = _Run(paragraph, [], [[]])
    _add_text(run, paragraph.text)
    for child in paragraph:
        tag = child.tag
        if tag == "br":
            run.breaks[-1].append(child)
        elif len(child) or tag not in INLINE:
            return None
        else:
            _add_inline(run, child)
        _add_text(run, child.tail)
    return run


def _runs(body: _Element) -> list[_Run]:
    """The inline content of paragraphs and of blocks that may hold paragraphs, in one walk."""
    runs: list[_Run] = []
    open_blocks = [body]
    run = _Run(body, [], [[]])
    for event, element in etree.iterwalk(body, events=("start", "end")):
        starts = event == "start"
        if element is body:
            _add_text(run, element.text if starts else None)
        elif element.tag in INLINE:
            if starts:
                _add_inline(run, element)
            else:
                _add_text(run, element.tail)
        else:
            runs.append(run)
            if starts:
                open_blocks.append(element)
            else:
                open_blocks.pop()
            run = _Run(open_blocks[-1], [], [[]])
            _add_text(run, element.text if starts else element.tail)
    return [one for one in [*runs, run] if one.block.tag in _LINED or one.block is body]


def _add_inline(run: _Run, element: _Element) -> None:
    if element.tag == "br":
        run.breaks[-1].append(element)
    else:
        _add_text(run, _PICTURE if element.tag == "img" else element.text)


def _add_text(run: _Run, text: str | None) -> None:
    """Add text to the line that is open, or open one; blank text is between lines."""
    if not text:
        return
    if run.breaks[-1] or not run.lines:
        if text.strip(SPACES):
            run.lines.append(text)
            run.breaks.append([])
    else:
        run.lines[-1] += text


def _part(run: _Run, made: _Made) -> int:
    """Make borders of the line breaks that part paragraphs; how many were between two."""
    if not run.lines:
        _make_border(run.breaks[0], len(run.breaks[0]), made)
        return 0
    first, *inner, last = run.breaks
    shown, prose = _reading(run)
    borders = [(breaks, len(breaks) - shown) for place, breaks in enumerate(inner) if len(breaks) > 1 or place in prose]
    parted = len(borders)
    if len(last) == 1:
        made.gone.extend(last)
    elif last:
        borders.append((last, len(last) - 1))
    if first:
        borders.insert(0, (first, len(first)))
    if borders and _stand_in(run.block, borders):
        _split(run.block, borders)
    else:
        for breaks, lines in borders:
            _make_border(breaks, lines, made)
    return parted


def _stand_in(block: _Element, borders: list[tuple[list[_Element], int]]) -> bool:
    """Whether the block is a paragraph of inline content, and all these line breaks are children of it."""
    if block.tag != "p" or _holds_blocks(block):
        return False
    return all(one.getparent() is block for breaks, _ in borders for one in breaks)


def _split(paragraph: _Element, borders: list[tuple[list[_Element], int]]) -> None:
    """Part a paragraph at line breaks that are its children, with so many blank lines at each."""
    starts = {breaks[0]: lines for breaks, lines in borders}
    others = {one for breaks, _ in borders for one in breaks[1:]}
    attributes = {name: value for name, value in paragraph.items() if name != "id"}
    parts: list[_Element] = []
    now = paragraph
    for child in list(paragraph):
        lines = starts.get(child)
        if lines is None and child not in others:
            if now is not paragraph:
                now.append(child)
            continue
        tail = child.tail
        paragraph.remove(child)
        if lines is not None:
            if lines:
                parts.append(_blank(lines))
            now = _made_paragraph(child, attributes)
            parts.append(now)
        if not is_blank_line(tail):
            now.text = tail
    _place(paragraph, parts)


def _made_paragraph(line_break: _Element, attributes: dict[str, str]) -> _Element:
    """An empty paragraph made of a line break: this takes a third of the time of a new one."""
    line_break.tag, line_break.tail = "p", None
    if attributes or line_break.keys():
        line_break.attrib.clear()
        line_break.attrib.update(attributes)
    return line_break


def _blank(lines: int) -> _Element:
    """A paragraph that shows so many blank lines."""
    paragraph = etree.Element("p")
    for _ in range(lines):
        etree.SubElement(paragraph, "br")
    return paragraph


def _place(paragraph: _Element, parts: list[_Element]) -> None:
    """Put the parts behind the paragraph; an empty one has no part, and an empty paragraph takes over the next one."""
    if is_blank_line(paragraph.text) and not len(paragraph):
        paragraph.addprevious(parts.pop(0))
        follower = parts.pop(0)
        paragraph.text = follower.text
        paragraph.extend(list(follower))
    if parts and not parts[-1].text and not len(parts[-1]):
        parts.pop()
    last = paragraph
    for part in parts:
        last.addnext(part)
        last = part


def _reading(run: _Run) -> tuple[int, set[int]]:
    """How many line breaks part two paragraphs and show no blank line; and the places of single ones that do."""
    inner = run.breaks[1:-1]
    prose: set[int] = set()
    verse = stanzas = start = 0
    for place in range(len(inner) + 1):
        if place < len(inner) and len(inner[place]) == 1:
            continue
        lines = run.lines[start : place + 1]
        stanzas += 1
        if is_prose(lines):
            prose.update(range(start, place))
        elif len(lines) > 1:
            verse += 1
        start = place + 1
    if stanzas > 1 and verse * 2 > stanzas and run.block.tag == "p":
        add_class(run.block, "lines")
    return (1 if len(prose) > stanzas else 2), prose


def is_prose(lines: list[str]) -> bool:
    """Whether each line is a paragraph: long lines, most of them ended, and no names before them."""
    if len(lines) < _FEW:
        return False
    lines = [line.strip(SPACES) for line in lines]
    sizes = [len(line.encode("utf-8", "replace")) for line in lines]
    if len(lines) <= _FEW:
        return min(sizes) > _LONGEST_LINE and all(map(_ENDED.search, lines))
    ended = sum(1 for line in lines if _ENDED.search(line))
    named = sum(1 for line in lines if _NAMED.match(line))
    if ended * 4 < len(lines) * 3 or named * 2 > len(lines):
        return False
    return sum(sizes) >= _LONG_LINE * len(lines) and max(sizes) >= _LONGEST_LINE


def _make_border(breaks: list[_Element], lines: int, made: _Made) -> None:
    """Make one paragraph of the line breaks that shows so many blank lines; none is a border and nothing else."""
    border = breaks[0]
    for one in breaks:
        if is_blank_line(one.tail):
            one.tail = None
    border.tag = "p"
    border.attrib.clear()
    for _ in range(lines):
        etree.SubElement(border, "br")
    made.borders.append(border)
    made.gone.extend(breaks[1:])


def is_blank_line(text: str | None) -> bool:
    """Whether nothing is seen of it beside a line break."""
    return not text or not text.strip(SPACES)


@informed_rule(" ".join(_MIXED), "p")
def part_at_blank_lines(body: _Element, note: Note, options: Options) -> None:
    """Lines that stand bare before and behind a blank paragraph are paragraphs, or they were one when it is gone."""
    for flow in _around_blank_lines(body):
        if flow.tag in _MIXED:
            _wrap_lines(flow)
            if flow.tag not in _FLOWS and is_auto(options):
                part_lines.change(flow, note)


def _around_blank_lines(body: _Element) -> dict[_Element, None]:
    """The blocks around blank paragraphs, and around blocks in which nothing else is."""
    found: dict[_Element, None] = {}
    for paragraph in body.iter("p"):
        text = paragraph.text
        if text and text.strip(SPACES):  # nearly all of them
            continue
        block = paragraph
        while _shows_nothing(block):
            around = block.getparent()
            if around is None or around is body or around in found:
                break
            found[around] = None
            block = around
    return found


def _shows_nothing(block: _Element) -> bool:
    return is_blank_line("".join(block.itertext())) and next(block.iter("img"), None) is None


def _wrap_lines(flow: _Element) -> None:
    """Put the inline content of a block into paragraphs."""
    paragraph: _Element | None = None
    for piece in list(pieces(flow)):
        if not isinstance(piece, str) and piece.tag in BLOCKS:
            flow.append(piece)
            paragraph = None
        elif paragraph is None and isinstance(piece, str) and is_blank(piece):
            append_text(flow, piece)
        else:
            if paragraph is None:
                paragraph = etree.SubElement(flow, "p")
            refill(paragraph, (piece,))


@rule("br", "@class")
def mark_lines(body: _Element, _: Note) -> None:
    """A paragraph of three lines or more is verse, a list, a letter: its first line begins where the others do."""
    for paragraph in select(body, "descendant::p[descendant::br][not(@role)]"):
        if sum(len(run.lines) for run in _runs(paragraph)) >= _LINES_OF_VERSE:
            add_class(paragraph, "lines")
