"""Several works in one book: each bound as it would be alone, under names and ids of its own, links between them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from fic2epub.anchors import AO3_HOST
from fic2epub.book import facts
from fic2epub.book.documents import Binding, Bound
from fic2epub.book.plan import Volume, chapter_marks
from fic2epub.dom import serialize
from fic2epub.languages import direction_of
from fic2epub.model import Document, NavPoint, Role
from fic2epub.options import Options
from fic2epub.pages import labels
from fic2epub.pages.preface import series_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from fic2epub.errors import Note
    from fic2epub.model import Metadata, Work, Xhtml
    from fic2epub.pages.frame import Setting

__all__ = ["bind_parts"]

_ABOUT = "text/about.xhtml"
_WORK = re.compile(
    rf"(?:https?://{AO3_HOST}|(https?://[^/?#]+))"
    r"/(?:collections/[^/?#]+/)?works/(\d+)(?:/chapters/(\d+))?/?(?:\?[^#]*)?(?:#(.*))?"
)
"""An address of a work, of a chapter, of a place in it."""
_CHAPTER = re.compile(r"chapter[-_](\d+)(?:_endnotes)?|endnotes(\d+)")
"""Places that the archive's own pages have in a chapter (otwarchive chapters/_chapter.html.erb)."""


class _Part(NamedTuple):
    """A work of the book, and where its documents lie."""

    work: Work[Xhtml]
    volume: Volume
    context: str
    """What tells its documents' titles from those of other parts."""
    chapters: dict[str, str]
    """The archive's number of a chapter, and `chapter-N`, → the document of that chapter."""

    @property
    def file(self) -> str:
        """The document that it begins with."""
        return f"{self.volume.name}.xhtml"


def bind_parts(work: Work[Xhtml], setting: Setting, note: Note) -> Bound:
    """
    The documents of all parts, each in its own language and with its own sheet; takes their trees over.

    A link to the address of another part, or of a chapter of it, leads into the book. What there is to notice of a
    part is told with its number.
    """
    parts = _parts(work)
    changed = _link_parts(parts)
    about = _about(work, setting)
    bound = [_bound(part, setting, note, changed) for part in parts]
    pictures = {asset.href: asset for one in bound for asset in one.assets}
    return Bound(
        documents=(about, *(document for one in bound for document in one.documents)),
        contents=(
            NavPoint(about.title, about.href),
            *(_point(one, part, setting) for one, part in zip(bound, parts, strict=True)),
        ),
        assets=tuple(pictures.values()),
        alts=tuple(alt for one in bound for alt in one.alts),
        ruby=any(one.ruby for one in bound),
        traces=tuple(trace for one in bound for trace in one.traces),
    )


def _parts(work: Work[Xhtml]) -> list[_Part]:
    """The parts under titles that differ."""
    settled = [replace(part, metadata=_alone(facts.overruled(part.metadata, Options()), work)) for part in work.parts]
    titles = Counter(part.metadata.title for part in settled)
    parts = []
    for number, part in enumerate(settled, 1):
        volume = Volume(number, _position(part.metadata, work.metadata))
        title = part.metadata.title
        context = title if titles[title] == 1 else f"{title} ({number})"
        parts.append(_Part(part, volume, context, _chapters(part, volume)))
    return parts


def _alone(part: Metadata, book: Work[Xhtml]) -> Metadata:
    """What is said of a part; in a book that is of no series, the addresses of series would say that it is of one."""
    if facts.series_of(book):
        return part
    return replace(part, series=tuple(one._replace(url=None) for one in part.series))


def _chapters(work: Work[Xhtml], volume: Volume) -> dict[str, str]:
    """Where the chapters of a part lie, by what addresses call them."""
    files = [f"{volume.prefix}chapter-{mark}.xhtml" for mark in chapter_marks(work)]
    named = {f"chapter-{chapter.number}": file for chapter, file in zip(work.chapters, files, strict=True)}
    by_id = {chapter.chapter_id: file for chapter, file in zip(work.chapters, files, strict=True)}
    return named | {ident: file for ident, file in by_id.items() if ident}


def _position(part: Metadata, book: Metadata) -> str:
    """The place of a work in the series that the book is of; empty when it is not told."""
    series = facts.series_in(part, book)
    return series.position if series else ""


def _about(work: Work[Xhtml], setting: Setting) -> Document:
    """The page about all of it."""
    title = setting.say(labels.about_omnibus(work.metadata))
    return Document(_ABOUT, title, serialize(series_page(work, setting)), Role.PREFACE)


def _bound(part: _Part, setting: Setting, note: Note, changed: Mapping[_Element, str]) -> Bound:
    """Bind one part as it would be alone."""
    metadata, volume = part.work.metadata, part.volume

    def note_part(code: str, message: str, where: str = "") -> None:
        note(code, message, f"part {volume.number}, {where}" if where else f"part {volume.number}")

    for notice in part.work.notices:
        note_part(*notice)
    sheets = (*setting.sheets, f"css/author-{volume.number:04d}.css") if part.work.styles else setting.sheets
    own = setting._replace(
        lang=metadata.language,
        direction=direction_of(metadata.language),
        sheets=sheets,
        mark=volume.mark,
        context=part.context,
    )
    return Binding(part.work, own, note_part, volume, changed).bound()


def _point(bound: Bound, part: _Part, setting: Setting) -> NavPoint:
    """The part's entry of the contents, and those of its documents below it; a one-shot's text has no second title."""
    first, *others = bound.contents
    if part.work.one_shot:
        title = part.work.metadata.title
        words = setting.say(labels.WORK_TEXT)
        others = [one._replace(title=words) if one.title == title else one for one in others]
    return first._replace(children=(*first.children, *others))


def _link_parts(parts: list[_Part]) -> dict[_Element, str]:
    """Have every link to another part lead into the book, in texts and among related works; where each led before."""
    changed: dict[_Element, str] = {}
    addresses = {_key(part.work): part for part in reversed(parts)}
    for number, part in enumerate(parts):
        for link in _links(part.work):
            target = _target(link.get("href", ""), part, addresses)
            if target:
                changed[link] = link.get("href", "")
                link.set("href", target)
        related = tuple(
            one._replace(url=_target(one.url or "", part, addresses) or one.url) for one in part.work.metadata.related
        )
        settled = replace(part.work, metadata=replace(part.work.metadata, related=related))
        parts[number] = part._replace(work=settled)
    return changed


def _key(work: Work[Xhtml]) -> tuple[str | None, str] | None:
    """Archive (None for AO3, under any of its names) and number of a work."""
    match = _WORK.fullmatch(work.metadata.source_url or "")
    return (match[1], match[2]) if match else None


def _links(work: Work[Xhtml]) -> Iterator[_Element]:
    """All links in the bodies of a work."""
    bodies = [work.summary, work.notes, work.endnotes]
    for chapter in work.chapters:
        bodies += [chapter.body, chapter.summary, chapter.notes, chapter.endnotes]
    return (link for body in bodies if body is not None for link in body.element.iter("a"))


def _target(href: str, here: _Part, addresses: dict[tuple[str | None, str] | None, _Part]) -> str:
    """The document of another part that an address means; empty when it means something else."""
    match = _WORK.fullmatch(href)
    part = addresses.get((match[1], match[2])) if match else None
    if match is None or part is None or part.volume == here.volume:
        return ""
    place = _CHAPTER.fullmatch(unquote(match[4] or ""))
    name = match[3] or (f"chapter-{place[1] or place[2]}" if place else "")
    return part.chapters.get(name, part.file)
