"""Lists of notes: lines that begin with marks which go on from one to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fic2epub.normalize.footnotes.marks import entries_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

    from fic2epub.normalize.footnotes.lines import Text
    from fic2epub.normalize.footnotes.marks import Entry, Ref

__all__ = ["Run", "end_of_entry", "is_listed", "runs_in"]

_LISTED = ("li", "dd")
_MOST_LINES = 4
"""Lines of a note behind its first."""
_STEP = 2
"""How far numbers may go on at once: a note may have been taken out."""
_TRAILING = 3
"""Lines behind the last note of a chapter: thanks, a date."""


class Run(NamedTuple):
    """A list."""

    entries: tuple[Entry, ...]
    end: int
    """The line behind it."""
    named: bool
    """Whether the line before says what it is."""
    headed: bool
    """Whether that or a break parts it from what comes before."""
    final: bool
    """Whether nearly nothing follows."""

    @property
    def start(self) -> int:
        """The first line."""
        return self.entries[0].line


def runs_in(text: Text, refs: Sequence[Ref]) -> list[Run]:
    """All lists of a body, in order; a list of one counts."""
    marked: dict[int, set[int | str]] = {}
    for ref in refs:
        marked.setdefault(ref.line, set()).add(ref.key)
    runs: list[list[Entry]] = []
    for entry in entries_in(text):
        if runs and _goes_on(runs[-1][-1], entry, text, marked):
            runs[-1].append(entry)
        else:
            runs.append([entry])
    return [_run(entries, text) for entries in runs]


def _goes_on(last: Entry, entry: Entry, text: Text, marked: dict[int, set[int | str]]) -> bool:
    """Whether a list goes on with this entry."""
    if entry.kind != last.kind:
        return False
    between = range(last.line + 1, entry.line)
    if isinstance(entry.key, str) or isinstance(last.key, str):
        return not between and entry.line not in text.ruled
    if not 0 < entry.key - last.key <= _STEP or len(between) > _MOST_LINES:
        return False
    if any(number in text.ruled for number in (*between, entry.line)):
        return False
    return not any(text.lines[number].is_heading or entry.key in marked.get(number, ()) for number in between)


def _run(entries: list[Entry], text: Text) -> Run:
    start, end = entries[0].line, end_of_entry(entries[-1].line, text)
    before = text.lines[start - 1] if start else None
    named = before is not None and before.names_notes
    headed = named or start in text.ruled or (before is not None and before.is_heading)
    return Run(tuple(entries), end, named, headed, len(text.lines) - end <= _TRAILING)


def is_listed(block: _Element) -> bool:
    """Whether the block is, or stands in, an entry of a list."""
    return block.tag in _LISTED or next(block.iterancestors(*_LISTED), None) is not None


def end_of_entry(line: int, text: Text) -> int:
    """The line behind an entry: behind all of it, if it is that of a list of the author's own."""
    block = text.lines[line].block
    entry = block if block.tag in _LISTED else next(block.iterancestors(*_LISTED), None)
    if entry is None or entry is text.body:
        return line + 1
    while line < len(text.lines) and entry in (text.lines[line].block, *text.lines[line].block.iterancestors()):
        line += 1
    return line
