"""Notes that their author linked: a mark that leads to a line, and mostly back again.

A link alone makes no note: contents, "back to top" and "skip this scene" are links too. What counts is the mark, that
the line begins with its place, and a way back or the same mark there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.normalize.footnotes.marks import mark_key
from fic2epub.normalize.footnotes.notes import Note
from fic2epub.normalize.footnotes.pages import BODY
from fic2epub.normalize.markup.names import SPACES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from fic2epub.normalize.footnotes.lines import Line, Span, Target
    from fic2epub.normalize.footnotes.notes import Plan
    from fic2epub.normalize.footnotes.pages import Page, Pages

__all__ = ["LONGEST", "Linked"]

LONGEST = 5000
"""Characters of a note: Kobo shows no longer ones over the page (kobolabs/epub-spec)."""
_LONGEST_OF_WORDS = 1500
"""Characters of a note that whole words lead to, and not a mark."""
_MOST_LINES = 4
"""Lines of a note behind its first."""
_TRAILING = 3
_NEAR = 6
_MOST_LINKS = 60
"""Links on a line with notes."""
_CROWD, _LEAST_TEXT = 3, 25
"""So many links on a line with so little text are contents."""
_BACK = re.compile(r"[\W\d_]*(?:\w|back|return|up|text|zurück|retour|volver|назад)?[\W\d_]*", re.IGNORECASE)


class _Way(NamedTuple):
    """A link from a line to a place, mostly in another line."""

    page: Page
    line: Line
    span: Span
    there: Page
    target: Target
    ident: str

    @property
    def words(self) -> str:
        """What the link says."""
        return self.line.text[self.span.start : self.span.end].strip(SPACES)

    @property
    def far_line(self) -> Line:
        """The line that it leads to."""
        return self.there.text.lines[self.target.line]


class Linked:
    """The links of a work that may lead to notes."""

    def __init__(self, pages: Pages) -> None:
        ways = [way for page in pages.all if page.live for way in _ways(page)]
        by_line: dict[tuple[int, int], list[_Way]] = {}
        for way in ways:
            by_line.setdefault((way.page.spot.number, way.line.number), []).append(way)
        ways = [way for way in ways if len(by_line[way.page.spot.number, way.line.number]) <= _MOST_LINKS]
        by_line = {place: some for place, some in by_line.items() if len(some) <= _MOST_LINKS}
        self._judge = _Judge(by_line)
        self._far = [way for way in ways if _is_far(way) and self._judge.back(way) is None]
        far = set(map(id, self._far))
        self._near = [way for way in ways if id(way) not in far]
        for way in self._far:  # till it is known whether their own chapter has such a note
            del way.page.live[way.span.element]
            way.page.has_lost_links = True

    def find(self, plan: Plan) -> None:
        """Put all notes that links lead to into the plan."""
        self._add(self._near, plan)

    def find_far(self, plan: Plan) -> None:
        """The same for links without a way back into another chapter: programs lose names that were there twice."""
        linked = {mention.element for note in plan.in_order() for mention in note.mentions}
        left = [way for way in self._far if way.span.element not in linked]
        for way in left:
            way.page.live[way.span.element] = (way.there, way.ident)
        self._add(left, plan)

    def _add(self, ways: list[_Way], plan: Plan) -> None:
        good = [way for way in ways if self._judge.is_note(way)]
        starts = {(way.there.spot.number, way.target.line) for way in good}
        for way in good:
            note = plan.add(_note(way, starts, self._judge))
            note.ident = note.ident or way.ident
            plan.mention(note, way.page, way.line.number, way.span[:2], way.span.element)


def _is_far(way: _Way) -> bool:
    """Whether a link leads into another chapter."""
    return way.there.spot.document != way.page.spot.document and not way.there.spot.of_work


def _ways(page: Page) -> Iterator[_Way]:
    """The links of a page whose place is in a line."""
    for link, (there, ident) in page.live.items():
        target = there.text.targets.get(ident)
        line, span = page.text.span_of.get(link, (-1, None))
        if span is None or target is None or target.line >= len(there.text.lines) or line >= len(page.text.lines):
            continue
        yield _Way(page, page.text.lines[line], span, there, target, ident)


class _Judge:
    """Tells notes from other places that links lead to."""

    def __init__(self, ways: dict[tuple[int, int], list[_Way]]) -> None:
        self._ways = ways

    def is_note(self, way: _Way) -> bool:
        """Whether the link is a mark, and what it leads to a note."""
        line = way.far_line
        if _is_made(way):
            return self.back(way) is not None and way.target.element not in way.line.block.iterancestors()
        if line.is_heading or not line.is_spoken:
            return False
        if (way.there is way.page and line is way.line) or self._is_crowd(way):
            return False
        key = mark_key(way.words)
        if not (_begins(way) or _ends(way)) or (way.there.kind == BODY and not _is_ahead(way)):
            return False
        if key is None:
            return self._is_explained(way)
        return not way.line.starts(way.span.start) and self._is_marked(way, key)

    def _is_marked(self, way: _Way, key: int | str) -> bool:
        """Whether the line that a mark leads to is its note."""
        line = way.far_line
        if self.back(way):
            return len(line.text.strip(SPACES)) > len(way.words) + 1
        run, entry = way.there.entries.get(line.number, (None, None))
        if run is None or entry is None or entry.key != key:
            return way.there.kind != BODY and way.target.element.tag != "div"
        near = way.there is way.page and 0 < line.number - way.line.number <= _NEAR
        return way.there.kind != BODY or run.final or run.headed or near

    def _is_explained(self, way: _Way) -> bool:
        """Whether words lead to a note: to one that leads back, and not in the midst of the story."""
        back = self.back(way)
        if back is None or len(way.far_line.text) > _LONGEST_OF_WORDS or _BACK.fullmatch(way.words):
            return False
        if not _BACK.fullmatch(back.words) and (back.words != way.words or not way.far_line.text.strip(SPACES)):
            return False
        if way.there.kind != BODY:
            return True
        rest = way.there.text.lines[way.target.line : -_TRAILING]
        return all(self._leads_anywhere(way.there, line.number) for line in rest)

    def _leads_anywhere(self, page: Page, line: int) -> bool:
        return (page.spot.number, line) in self._ways

    def back(self, way: _Way) -> _Way | None:
        """The way back from a note to where it is referred to."""
        for line in range(way.target.line, min(way.target.line + _MOST_LINES + 1, len(way.there.text.lines))):
            for other in self._ways.get((way.there.spot.number, line), ()):
                if other.there is way.page and _is_at(other.target, way):
                    return other
        return None

    def _is_crowd(self, way: _Way) -> bool:
        """Whether the line is a row of links."""
        links = self._ways[way.page.spot.number, way.line.number]
        said = len(way.line.text) - sum(one.span.end - one.span.start for one in links)
        spoken = any(char.isalnum() for char in _without(way.line.text, [one.span for one in links]))
        return not spoken or (len(links) >= _CROWD and said < _LEAST_TEXT)


def _without(text: str, spans: list[Span]) -> str:
    """What a line says outside its links."""
    rest, at = "", 0
    for span in sorted(spans):
        rest += text[at : span.start]
        at = max(at, span.end)
    return rest + text[at:]


def _is_made(way: _Way) -> bool:
    """Whether the link leads to the block of a note, as it is made here."""
    block = way.target.element
    return block.tag == "div" and "footnote" in block.get("class", "").split()


def _begins(way: _Way) -> bool:
    return way.far_line.starts(way.target.start)


def _ends(way: _Way) -> bool:
    """Whether the place is the end of its line: a way back stands there."""
    line = way.far_line
    spans = [span for span in line.spans if span.element is way.target.element]
    return bool(spans) and not line.text[spans[0].end :].strip(SPACES + ".])")


def _is_ahead(way: _Way) -> bool:
    """Whether the place comes later than the link."""
    return (way.page.spot.number, way.line.number) < (way.there.spot.number, way.target.line)


def _is_at(target: Target, way: _Way) -> bool:
    """Whether a place is where the link stands: in its line, or the block around it."""
    if target.line == way.line.number:
        return True
    return target.element is way.line.block or target.element in way.line.block.iterancestors()


def _note(way: _Way, starts: set[tuple[int, int]], judge: _Judge) -> Note:
    """The note that a link leads to, with all of its lines."""
    start, there = way.target.line, way.there
    text = there.text
    last = min(start + _MOST_LINES + 1, len(text.lines))
    end = start + 1
    own = _own_block(way.target.element, way.far_line)
    following = next((line for line in range(end, last) if (there.spot.number, line) in starts), None)
    back = judge.back(way)
    if own is not None:
        while end < len(text.lines) and own in (text.lines[end].block, *text.lines[end].block.iterancestors()):
            end += 1
    elif following is not None:
        end = following
    elif back is not None:
        end = back.line.number + 1
    stops = [line for line in range(start + 1, end) if line in text.ruled or text.lines[line].is_heading]
    end = min([end, *stops])
    note = Note(there, start, end)
    note.leads_back = back is not None
    if back is None:
        _, entry = there.entries.get(start, (None, None))
        note.mark = (entry.start, entry.end) if entry else (0, 0)
    return note


def _own_block(element: _Element, line: Line) -> _Element | None:
    """The entry of a list, or the block of a book of ours, that is the note."""
    blocks = [line.block, *line.block.iterancestors()]
    entry = next((block for block in blocks if block.tag in ("li", "dd")), None)
    if entry is not None:
        return entry
    return element if element in blocks and "footnote" in element.get("class", "").split() else None
