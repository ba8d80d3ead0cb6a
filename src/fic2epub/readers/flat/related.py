"""Related works, told in lines without links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fic2epub.model import Kinship, RelatedWork
from fic2epub.readers.bylines import Linked, related_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["INSPIRED_LABEL", "PARENT_LABEL", "RELATED", "parents_of", "works_inspired"]

RELATED = re.compile(r"^(?:Inspired by|A translation of|Translation into .{1,60} available:) ?")
"""Lines of the preface since 2018-08 (otwarchive downloads/_download_preface.html.erb)."""
PARENT_LABEL = "This work was inspired by"
"""Until 2018-08: on the line after it stand all of them."""
INSPIRED_LABEL = "Works inspired by this one"
_NAME = re.compile(r"[\w -]+(?: \([\w ]+\))?")
"""A pseud holds word characters, blanks and hyphens only; creators of works elsewhere may be called anything."""
_MARK = "\ue0000\ue001"


def parents_of(lines: Iterable[str], *, old: bool) -> Iterator[RelatedWork]:
    """What inspired the work and what translates it; `old`: the line of before 2018-08, in which all are joined."""
    if old:
        for part in _parted(" ".join(lines)):
            yield from _read("", part, Kinship.INSPIRED_BY)
        return
    for line in lines:
        start = RELATED.match(line)
        said = start[0] if start else ""
        yield from _read(said, line[len(said) :].strip(), None)


def works_inspired(lines: Iterable[str]) -> Iterator[RelatedWork]:
    """The afterword's list: a line each."""
    for line in lines:
        yield from _read("", line.removesuffix(","), Kinship.INSPIRED)


def _parted(joined: str) -> Iterator[str]:
    """`T by A, T by A`: a comma that comes after a ` by ` parts two works, for titles may hold commas, too."""
    waiting = ""
    for part in joined.split(", "):
        waiting = f"{waiting}, {part}" if waiting else part
        if " by " in part:
            yield waiting
            waiting = ""
    if waiting:
        yield waiting


def _title_and_byline(told: str) -> tuple[str, str]:
    """Both sides of the last ` by ` that names of the archive follow; without such, of the first."""
    title, _, byline = told.rpartition(" by ")
    if title and all(_NAME.fullmatch(name) for name in byline.split(", ")):
        return title, byline
    title, _, byline = told.partition(" by ")
    return title, byline


def _read(said: str, told: str, kinship: Kinship | None) -> Iterator[RelatedWork]:
    """The title is marked as if it were a link, which is what tells it from a byline."""
    title, byline = _title_and_byline(told)
    if byline and not told.startswith("["):
        line = Linked(f"{said}{_MARK} by {byline}", [(title, "")])
    else:
        line = Linked(f"{said}{told}", [])
    for work in related_of([line], kinship):
        yield work._replace(url=None)
