"""The documents that hold the author's words: page about the work, chapters, afterword."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from fic2epub.book.facts import work_id_of
from fic2epub.book.links import Body, InnerLink, Place, settle_links
from fic2epub.dom import lines_of, serialize
from fic2epub.errors import BuildingError
from fic2epub.model import KEPT, UNDESCRIBED, Asset, Document, NavPoint, Role
from fic2epub.pages import labels
from fic2epub.pages.afterword import add_comment_line, afterword_page
from fic2epub.pages.chapter import chapter_page
from fic2epub.pages.preface import preface_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from fic2epub.errors import Note
    from fic2epub.model import Work, Xhtml
    from fic2epub.pages.frame import Setting

__all__ = ["Binding", "Bound", "Volume", "chapter_marks"]

_FOLDER = "text/"
_ABOUT = "about"
_AFTERWORD = "afterword"
_TO_BE_SET = "inner:"
"""Begins the address of an inner link until all places are known, also in the copy of a link that is parted."""
_SMALL = 200_000
"""Bytes up to which a document is not looked at more closely."""
_INNER_CHAPTER = (
    r"(?:chapter|part|kapitel|teil|chapitre|partie|cap[ií]tulo|parte|capitolo|hoofdstuk|deel|глава|часть)\s+\d+\b"
    r"|第\s*[\d〇一二三四五六七八九十百]+\s*[章回話话]"
)
"""How a heading inside a chapter begins that is itself a chapter's: stories posted whole, or moved from elsewhere."""
_LONGEST_HEADING = 120
"""Characters of a heading that is still an entry."""
_IDS = etree.XPath("descendant::*/@id", smart_strings=False)


class _Sheet(NamedTuple):
    """A document that is still a tree."""

    name: str
    """Of its file, without folder and ending."""
    label: str
    """What the contents call it."""
    role: Role
    root: _Element


class Volume(NamedTuple):
    """Which part of an omnibus a work is; a work alone is none."""

    number: int = 0
    """Its place in the book, from 1."""
    position: str = ""
    """Its place in the series, empty when it is not known."""

    @property
    def prefix(self) -> str:
        """Begins the names of the part's files."""
        return f"{self.name}-" if self.number else ""

    @property
    def name(self) -> str:
        """The name of the file that the part begins with."""
        return f"part-{self.number:04d}" if self.number else _ABOUT

    @property
    def mark(self) -> str:
        """Begins all ids of the part."""
        return f"p{self.number}-" if self.number else ""


_ALONE = Volume()


class Bound(NamedTuple):
    """What became of a work, or of all works of an omnibus."""

    documents: tuple[Document, ...]
    contents: tuple[NavPoint, ...]
    assets: tuple[Asset, ...]
    """Its sheets and pictures."""
    alts: tuple[str, ...]
    """The descriptions of the images in the bodies, empty for those without."""
    ruby: bool
    """Whether any body has characters with their reading."""


class Binding:
    """
    One work on its way to documents, alone or as a part of an omnibus; takes the work's trees over.

    A document without inner links is written, and its tree dropped, before the next one is framed, so that the
    work is not twice in memory; the others wait until it is known which files were parted.
    """

    alts: tuple[str, ...]
    """The descriptions of the images in the bodies, empty for those without."""
    pictures: set[str]
    """The addresses of the images in the bodies, from the package document's folder."""
    ruby: bool
    """Whether any body has characters with their reading."""

    def __init__(self, work: Work[Xhtml], setting: Setting, note: Note, volume: Volume = _ALONE) -> None:
        self._work = work
        self._setting = setting
        self._note = note
        self._volume = volume
        self._marks = chapter_marks(work)
        self._names = [volume.name, *(volume.prefix + name for name in _names(self._marks)[1:])]
        bodies = list(_bodies(work, self._marks, volume.mark))
        self._look_at_images(bodies)
        frame = _frame_places(work, self._marks, volume.mark)
        self._links = settle_links(bodies, frame, work_id_of(work.metadata), note)
        for number, link in enumerate(self._links):
            link.element.set("href", f"{_TO_BE_SET}{number}")
        self._headings = _inner_chapters(work, self._marks, volume.mark)
        self._waiting = {link.document for link in self._links}
        self._file_of: dict[str, str] = {}
        """Id → name of the file, for what is not in the first part of its document."""

    def documents(self) -> tuple[Document, ...]:
        """The documents in reading order; to be asked for once."""
        done: list[Document | _Sheet] = []
        for number, sheet in self._sheets():
            if number in self._waiting:
                done += self._parts(sheet)
                continue
            xhtml = serialize(sheet.root)
            small = len(xhtml) <= _SMALL
            done += [_written(sheet, xhtml)] if small else [_written(part) for part in self._parts(sheet)]
        self._set_links([entry for entry in done if isinstance(entry, _Sheet)])
        return tuple(entry if isinstance(entry, Document) else _written(entry) for entry in done)

    def bound(self) -> Bound:
        """The documents with an entry of the contents for each but those in which another goes on; asked for once."""
        documents = self.documents()
        contents = tuple(
            NavPoint(document.title, document.href, self.points(document))
            for document in documents
            if "-part" not in document.href
        )
        sheets: tuple[Asset, ...] = ()
        if self._work.styles:
            css = "\n".join(style.css for style in self._work.styles)
            sheets = (Asset(href=self._setting.sheets[-1], media_type="text/css", data=css.encode()),)
        pictures = (asset for asset in self._work.assets if asset.href in self.pictures)
        return Bound(documents, contents, (*sheets, *pictures), self.alts, self.ruby)

    def points(self, document: Document) -> tuple[NavPoint, ...]:
        """The chapters that its author put into one document; to be asked for after `documents`."""
        name = document.href.removeprefix(_FOLDER).removesuffix(".xhtml")
        number = self._names.index(name)
        return tuple(
            NavPoint(title=title, href=f"{_FOLDER}{self._file_of.get(ident, name)}.xhtml#{ident}")
            for ident, title in self._headings.get(number, ())
        )

    def _look_at_images(self, bodies: list[Body]) -> None:
        """Set the address of every picture, and note what the statements on accessibility speak of."""
        found = [element for body in bodies for element in body.element.iter("img", "ruby")]
        pictures = [element for element in found if element.tag == "img"]
        there = {asset.href for asset in self._work.assets}
        for picture in pictures:
            source = picture.get("src", "")
            href = source.removeprefix(KEPT)
            if href not in there and source.startswith(KEPT):
                raise BuildingError("a picture of the work is not among its files", where=href)
            if source.startswith(KEPT):
                picture.set("src", f"../{href}")
        self.pictures = {picture.get("src", "").removeprefix("../") for picture in pictures}
        self.alts = tuple("" if _is_undescribed(picture) else picture.get("alt", "") for picture in pictures)
        self.ruby = len(found) > len(pictures)

    def _sheets(self) -> Iterator[tuple[int, _Sheet]]:
        """Frame the documents one after the other."""
        work, setting = self._work, self._setting
        yield 0, self._first()
        last = afterword_page(work, setting)
        for number, chapter in enumerate(work.chapters, 1):
            label = labels.chapter_label(chapter, work)
            root = chapter_page(chapter, work, setting, _frame_ident(self._marks[number - 1]))
            if last is None and number == len(work.chapters):  # of a part, or of a work without an address
                add_comment_line(root[-1][0], work.metadata, setting)
            yield number, _Sheet(self._names[number], label, Role.CHAPTER, root)
        if last is not None:
            yield len(work.chapters) + 1, _Sheet(self._names[-1], labels.AFTERWORD, Role.AFTERWORD, last)

    def _first(self) -> _Sheet:
        """The page about the work, or that with which a part begins."""
        work, setting, volume = self._work, self._setting, self._volume
        end_notes = f"{self._names[-1]}.xhtml#{volume.mark}work-end-notes-title"
        if not volume.number:
            root = preface_page(work, setting, end_notes_href=end_notes)
            return _Sheet(volume.name, labels.ABOUT, Role.PREFACE, root)
        from fic2epub.pages.part import part_page  # noqa: PLC0415 - an omnibus alone needs it

        root = part_page(work, setting, volume.position, end_notes_href=end_notes)
        return _Sheet(volume.name, work.metadata.title, Role.PART, root)

    def _parts(self, sheet: _Sheet) -> list[_Sheet]:
        """The document, or what it had to be parted into."""
        from fic2epub.book.parts import part_document  # noqa: PLC0415 - few works need it

        roots = part_document(sheet.root)
        if len(roots) == 1:
            return [sheet]
        parts = [sheet._replace(root=roots[0])]
        for number, root in enumerate(roots[1:], 2):
            part = sheet._replace(name=f"{sheet.name}-part{number}", label=f"{sheet.label} ({number})", root=root)
            parts.append(part)
            self._file_of.update(dict.fromkeys(_IDS(root), part.name))
        self._note("B002", f"{len(roots)} files, for one would be too large for old readers", sheet.label)
        for part in parts:
            self._lead_to_parts(part)
        return parts

    def _lead_to_parts(self, sheet: _Sheet) -> None:
        """Set the frame's own links, which led to a place in the same file."""
        for link in sheet.root.iter("a"):
            href = link.get("href", "")
            file = self._file_of.get(href[1:]) if href.startswith("#") else None
            if file not in {None, sheet.name}:
                link.set("href", f"{file}.xhtml{href}")

    def _set_links(self, waiting: list[_Sheet]) -> None:
        """Set the address of every inner link, now that all places are known."""
        for sheet in waiting:
            for element in sheet.root.iter("a"):
                href = element.get("href", "")
                if href.startswith(_TO_BE_SET):
                    link = self._links[int(href.removeprefix(_TO_BE_SET))]
                    element.set("href", self._address(link, sheet.name))

    def _address(self, link: InnerLink, here: str) -> str:
        """The address of a link's target from the file named `here`."""
        ident, number = link.target
        file = self._file_of.get(ident) or self._names[number]
        if not ident:
            return f"{file}.xhtml"
        return f"#{ident}" if file == here else f"{file}.xhtml#{ident}"


def _is_undescribed(picture: _Element) -> bool:
    return UNDESCRIBED in picture.get("class", "").split()


def _written(sheet: _Sheet, xhtml: bytes | None = None) -> Document:
    """The finished document, of these bytes if it was serialized already; its tree is gone afterwards."""
    href = f"{_FOLDER}{sheet.name}.xhtml"
    document = Document(href=href, title=sheet.label, xhtml=xhtml or serialize(sheet.root), role=sheet.role)
    # Who gave the bodies away still names their containers, which would keep all that is in them.
    for element in list(sheet.root.iter("div")):
        element.clear()
    sheet.root.clear()
    return document


def chapter_marks(work: Work[Xhtml]) -> list[str]:
    """What tells each chapter's names from others': its number, and more if it was met before, as in no archive."""
    marks: list[str] = []
    taken: set[str] = set()
    for chapter in work.chapters:
        mark = f"{chapter.number:04d}"
        while mark in taken:
            mark += "x"
        taken.add(mark)
        marks.append(mark)
    return marks


def _names(marks: list[str]) -> list[str]:
    """The names of the files, by place in reading order."""
    return [_ABOUT, *(f"chapter-{mark}" for mark in marks), _AFTERWORD]


def _frame_ident(mark: str) -> str:
    """What the ids of a chapter's frame begin with."""
    return f"chapter-{mark.lstrip('0') or '0'}"


def _bodies(work: Work[Xhtml], marks: list[str], of_part: str) -> Iterator[Body]:
    """All bodies in reading order, with what their ids are to begin with."""
    for letter, words, body in (("s", "summary", work.summary), ("n", "notes", work.notes)):
        if body is not None:
            yield Body(body.element, f"{of_part}w{letter}-", 0, of_work=True, where=words)
    for number, (mark, chapter) in enumerate(zip(marks, work.chapters, strict=True), 1):
        start, where = f"{of_part}c{mark.lstrip('0')}", f"chapter {chapter.number}"
        for letter, words, body in (
            ("s", ", summary", chapter.summary),
            ("n", ", notes", chapter.notes),
            ("", "", chapter.body),
            ("e", ", end notes", chapter.endnotes),
        ):
            if body is not None:
                of_chapter = Body(body.element, f"{start}{letter}-", number, of_work=False, where=where + words)
                yield of_chapter._replace(chapter_id=chapter.chapter_id)
    if work.endnotes is not None:
        yield Body(work.endnotes.element, f"{of_part}we-", len(marks) + 1, of_work=True, where="end notes")


def _inner_chapters(work: Work[Xhtml], marks: list[str], of_part: str) -> dict[int, list[tuple[str, str]]]:
    """Place in reading order → id and text of the headings inside that chapter that are chapters' own."""
    found: dict[int, list[tuple[str, str]]] = {}
    for number, (mark, chapter) in enumerate(zip(marks, work.chapters, strict=True), 1):
        for heading in chapter.body.element.iter("h3", "h4", "h5", "h6"):
            text = " ".join(lines_of(heading))
            if len(text) <= _LONGEST_HEADING and re.match(_INNER_CHAPTER, text, re.IGNORECASE):
                listed = found.setdefault(number, [])
                ident = heading.get("id") or f"{of_part}{_frame_ident(mark)}-heading-{len(listed) + 1}"
                heading.set("id", ident)
                listed.append((ident, text))
    return found


def _frame_places(work: Work[Xhtml], marks: list[str], of_part: str) -> dict[str, Place]:
    """
    Ids of the archive's pages → what stands for them in the frame.

    From otwarchive downloads/_download_chapter.html.erb, works/_work_endnotes.html.erb, chapters/_chapter.html.erb.
    """
    places: dict[str, Place] = {}
    for number, (mark, chapter) in enumerate(zip(marks, work.chapters, strict=True), 1):
        ident = of_part + _frame_ident(mark)
        places[f"chapter-{chapter.number}"] = Place(f"{ident}-title", number)
        if chapter.endnotes is not None:
            end = Place(f"{ident}-end-notes-title", number)
            places[f"endnotes{chapter.number}"] = places[f"chapter_{chapter.number}_endnotes"] = end
    if work.endnotes is not None:
        places["endnotes"] = places["work_endnotes"] = Place(f"{of_part}work-end-notes-title", len(work.chapters) + 1)
    return places
