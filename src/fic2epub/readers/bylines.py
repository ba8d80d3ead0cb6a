"""Names of creators and of related works, out of text with links in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fic2epub.model import Creator, Kinship, Link, RelatedWork
from fic2epub.patterns import late
from fic2epub.readers.selectors import AO3, absolute, work_id_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

__all__ = ["Linked", "creators_of", "linked", "related_of"]

_LINK = late("\ue000(\\d+)\ue001")
_ARCHIVED = late(r"^(.*?)\s*\[archived by (.+)\]$")
_OWN_VIEW = late(r"^Anonymous\s*\[.*\]$")
"""What creators see of their own anonymous work (byline_helper.rb): the name is not for the book."""
_COMMA = late(r",\s+(?![^\[\]]*\])")
"""A comma that parts two names: not one inside brackets."""
_AVAILABLE = late(r"^Translation into (.+?) available:\s*(.*)$", re.DOTALL)


class Linked:
    """
    Running text in which each link is one private-use mark.

    Names may hold anything, so text is taken apart with the links in place, and they are put back last.
    """

    __slots__ = ("links", "text")

    def __init__(self, text: str, links: list[tuple[str, str]]) -> None:
        self.text = text
        self.links = links
        """(text, absolute address) of each link."""

    def plain(self, part: str) -> str:
        """The part with its links spelled out."""
        return _LINK.sub(lambda mark: self.links[int(mark[1])][0], part).strip()

    def link(self, part: str) -> Link | None:
        """The link that the part is, if it is one and nothing else."""
        mark = _LINK.fullmatch(part)
        return Link(*self.links[int(mark[1])]) if mark else None


def linked(element: _Element, *, base: str = AO3) -> Linked:
    """The element's text, white space collapsed, its links marked."""
    parts = [element.text or ""]
    links: list[tuple[str, str]] = []
    for kid in element.iterchildren():
        if kid.tag == "a":
            parts.append(f"\ue000{len(links)}\ue001")
            links.append((" ".join("".join(kid.itertext()).split()), absolute(base, kid.get("href"))))
        elif isinstance(kid.tag, str):
            parts.append("".join(kid.itertext()))
        parts.append(kid.tail or "")
    return Linked(" ".join("".join(parts).split()), links)


def creators_of(line: Linked, prefix: str = "by ") -> tuple[Creator, ...]:
    """
    The names of a byline (otwarchive byline_helper.rb).

    `a, b (account), NAME [archived by c]`, `Anonymous`, `OLD (orphan_account)`. Pseuds hold neither commas nor
    brackets, so a comma outside brackets parts two names. Names imported from another archive are no links; those
    before an `[archived by …]` share its archivist.
    """
    creators: list[Creator] = []
    waiting: list[str] = []
    for token in _COMMA.split(line.text.removeprefix(prefix.strip()).strip()):
        archived = _ARCHIVED.match(token)
        mark = _LINK.fullmatch(token)
        if archived:
            names = [*waiting, archived[1]]
            creators += [Creator(name=name, archivist=line.plain(archived[2])) for name in names if name]
            waiting = []
        elif mark:
            name, url = line.links[int(mark[1])]
            creators.append(Creator(name=name, url=url or None))
        elif _OWN_VIEW.match(token):
            creators.append(Creator(name="Anonymous"))
        elif token:
            waiting.append(line.plain(token))
    return tuple(creators) + tuple(Creator(name=name) for name in waiting)


_STARTS = (
    ("Inspired by", Kinship.INSPIRED_BY),
    ("A translation of", Kinship.TRANSLATION_OF),
)


def related_of(lines: Iterable[Linked], kinship: Kinship | None = None) -> Iterator[RelatedWork]:
    """
    The related works of a preface or afterword (otwarchive works/_work_approved_children, downloads/_download_*).

    `kinship` is given where a label says it for all (`Works inspired by this one`); else each line says it itself.
    """
    for line in lines:
        kin, language, rest = kinship, None, line.text
        available = _AVAILABLE.match(rest)
        if available and kinship is None:
            kin, language, rest = Kinship.TRANSLATED_AS, line.plain(available[1]), available[2]
        for start, said in _STARTS:
            if kin is None and rest.startswith(start):
                kin, rest = said, rest.removeprefix(start).strip()
        for part in _works_in(rest, line):
            yield _related(part, line, kin or Kinship.INSPIRED_BY, language)


def _works_in(text: str, line: Linked) -> Iterator[str]:
    """Part a list of works at the links that lead to works (`T by A, T by A` in one cell until 2023-10)."""
    starts = [mark.start() for mark in _LINK.finditer(text) if _is_work(line.links[int(mark[1])][1])]
    if not starts or text[: starts[0]].strip(" ,"):
        starts = [0, *starts]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        part = text[start:end].strip().rstrip(",").strip()
        if part:
            yield part


def _is_work(url: str) -> bool:
    return work_id_in(url) is not None or "/external_works/" in url


def _related(part: str, line: Linked, kinship: Kinship, language: str | None) -> RelatedWork:
    title, by, byline = part.partition(" by ")
    mark = _LINK.fullmatch(title.strip())
    if mark:
        name, url = line.links[int(mark[1])]
        return RelatedWork(kinship=kinship, title=name, url=url, byline=line.plain(byline), language=language)
    if title.startswith("["):  # "[Restricted Work] by A": no title is told
        return RelatedWork(kinship=kinship, title=title.strip(), byline=line.plain(byline), language=language)
    return RelatedWork(kinship=kinship, title=line.plain(title + by + byline), language=language)
