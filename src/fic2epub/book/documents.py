"""The documents that hold the author's words: page about the work, chapters, afterword."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from lxml import etree

from fic2epub.book.facts import work_id_of
from fic2epub.book.footnotes import FootnoteWay, part_with_notes, settle_footnotes
from fic2epub.book.links import InnerLink, Place, settle_links
from fic2epub.book.notes import note_chapters
from fic2epub.book.plan import FOLDER, Plan, Volume
from fic2epub.book.traces import traced
from fic2epub.dom import serialize
from fic2epub.errors import BuildingError
from fic2epub.model import KEPT, UNDESCRIBED, Asset, Document, NavPoint, Role
from fic2epub.pages import labels
from fic2epub.pages.afterword import add_comment_line, afterword_page
from fic2epub.pages.boxes import notes_ident
from fic2epub.pages.chapter import chapter_page
from fic2epub.pages.preface import preface_page
from fic2epub.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from fic2epub.book.links import Body
    from fic2epub.errors import Note
    from fic2epub.model import Work, Xhtml
    from fic2epub.pages.appendix import Noted
    from fic2epub.pages.chapter import Kind
    from fic2epub.pages.frame import Setting
    from fic2epub.records import Trace

__all__ = ["Binding", "Bound"]

_TO_BE_SET = "inner:"
"""Begins the address of an inner link until all places are known, also in the copy of a link that is parted."""
_SMALL = 200_000
"""Bytes up to which a document is not looked at more closely."""
_IDS = etree.XPath("descendant::*/@id", smart_strings=False)


class _Sheet(NamedTuple):
    """A document that is still a tree."""

    name: str
    """Of its file, without folder and ending."""
    label: str
    """What the contents call it."""
    role: Role
    root: _Element


_ALONE = Volume()
_NONE: Mapping[_Element, str] = {}


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
    traces: tuple[Trace, ...]
    """What cannot be told from the documents, of the work or of each."""
    start: str = ""
    """The file with which the story starts; empty when that is not to be told."""


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

    def __init__(
        self,
        work: Work[Xhtml],
        setting: Setting,
        note: Note,
        volume: Volume = _ALONE,
        changed: Mapping[_Element, str] = _NONE,
    ) -> None:
        """Settle names, places and links; `changed` are links that led elsewhere before, and where."""
        self._work = work
        self._note = note
        self._volume = volume
        self._plan = plan = Plan(work, volume, setting.notes)
        if setting.warnings == "folded":
            setting = setting._replace(folded=f"{plan.names[plan.warnings]}.xhtml")
        self._setting = setting
        bodies = list(plan.bodies())
        self._look_at_images(bodies)
        self._links = settle_links(bodies, plan.frame_places(), work_id_of(work.metadata), note)
        self._trace = traced(bodies, self._links, changed)
        way = FootnoteWay(setting.footnotes, setting.notes_after)
        self._links += settle_footnotes(bodies, self._links, way, note, self._trace)
        for number, link in enumerate(self._links):
            link.element.set("href", f"{_TO_BE_SET}{number}")
        self._headings = plan.inner_chapters()
        self._note_chapters = note_chapters(work)
        for place in sorted(self._note_chapters):
            label = setting.wording.chapter_label(work.chapters[place], work)
            note("B004", f"this chapter is but a note of its author: {label}", f"chapter {work.chapters[place].number}")
        self._waiting = {plan.home(link.document) for link in self._links}
        self._file_of: dict[str, str] = {}
        """Id → name of the file, for what is not in the first part of its document."""
        self._lengths = self._lengths_of_chapters() if setting.lengths else {}

    def _lengths_of_chapters(self) -> dict[int, str]:
        """Place of each chapter → how much there is to read."""
        from fic2epub.words import words_in  # noqa: PLC0415 - only when asked for

        wording, lang = self._setting.wording, self._setting.lang
        return {
            number: wording.length(words_in(chapter.body), lang)
            for number, chapter in enumerate(self._work.chapters, 1)
        }

    def documents(self) -> tuple[Document, ...]:
        """The documents in reading order; to be asked for once."""
        done: list[Document | _Sheet] = []
        for number, sheet in self._sheets():
            if number in self._waiting:
                done += self._parts(sheet, self._most(number))
                continue
            xhtml = serialize(sheet.root)
            if len(xhtml) <= _SMALL:
                done.append(_written(sheet, xhtml))
            else:
                done += map(_written, self._parts(sheet, self._most(number)))
        self._set_links([entry for entry in done if isinstance(entry, _Sheet)])
        return tuple(entry if isinstance(entry, Document) else _written(entry) for entry in done)

    def bound(self) -> Bound:
        """The documents with an entry of the contents for each but those in which another goes on; asked for once."""
        documents = self.documents()
        places = {name: number for number, name in enumerate(self._plan.names)}
        contents = tuple(
            self._entry(number, document)
            for document in documents
            if "-part" not in document.href
            for number in self._plan.housed(places[_name_of(document)])
        )
        sheets: tuple[Asset, ...] = ()
        if self._work.styles:
            css = "\n".join(style.css for style in self._work.styles)
            sheets = (Asset(href=self._setting.sheets[-1], media_type="text/css", data=css.encode()),)
        pictures = (asset for asset in self._work.assets if asset.href in self.pictures)
        return Bound(documents, contents, (*sheets, *pictures), self.alts, self.ruby, (self._trace,), self._start())

    def _start(self) -> str:
        """The file with which the story starts; empty when there is none."""
        return f"{FOLDER}{self._plan.names[self._first_of_story() + 1]}.xhtml" if self._work.chapters else ""

    def _entry(self, number: int, document: Document) -> NavPoint:
        """The entry of the contents for what has this place, with the chapters that its author put into it."""
        title, ident = document.title, self._plan.start(number)
        if number != self._plan.home(number):
            title = self._setting.wording.chapter_label(self._work.chapters[number - 1], self._work)
        if number - 1 in self._note_chapters:
            title = self._setting.wording.noted_entry(title)
        inner = (NavPoint(words, self._href_of(one, number)) for one, words in self._headings.get(number, ()))
        href = self._href_of(ident, number) if ident else document.href
        return NavPoint(title, href, tuple(inner), self._lengths.get(number, ""))

    def _href_of(self, ident: str, number: int) -> str:
        """The address of an id in the document of this place, from the package document's folder."""
        return f"{FOLDER}{self._file_of.get(ident, self._plan.names[number])}.xhtml#{ident}"

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
        work, setting, plan = self._work, self._setting, self._plan
        noted = list(self._noted()) if setting.notes == "appendix" else []
        yield 0, self._first()
        last = afterword_page(work, setting)
        roots: dict[int, _Element] = {}
        for number, chapter in enumerate(work.chapters, 1):
            root = chapter_page(chapter, work, setting, plan.ident(number), self._kind(number - 1))
            if last is None and number == len(work.chapters):  # of a part, or of a work without an address
                add_comment_line(root[-1][0], work.metadata, setting)
            if noted:
                self._lead_to_notes(root, number)
            roots[number] = root
            if plan.home(number + 1) != plan.home(number):
                yield self._housed(roots)
                roots = {}
        if last is not None:
            title = setting.say(labels.AFTERWORD)
            yield plan.afterword, _Sheet(plan.names[plan.afterword], title, Role.AFTERWORD, last)
        if noted:
            from fic2epub.pages.appendix import appendix_page  # noqa: PLC0415 - few books have one

            root = appendix_page(noted, setting)
            yield plan.appendix, _Sheet(plan.names[plan.appendix], setting.say(labels.NOTES), Role.NOTES, root)
        if setting.folded and work.metadata.warnings:
            from fic2epub.pages.folded import folded_page  # noqa: PLC0415 - only when asked for

            root = folded_page(work.metadata, setting, f"{plan.names[0]}.xhtml")
            yield plan.warnings, _Sheet(plan.names[plan.warnings], setting.say(labels.FOLDED), Role.NOTES, root)

    def _housed(self, roots: Mapping[int, _Element]) -> tuple[int, _Sheet]:
        """The document of a chapter, with those that are its guests; by their places."""
        home = self._plan.home(next(iter(roots)))
        if len(roots) > 1:
            from fic2epub.book.guests import house  # noqa: PLC0415 - only updated books have guests

            house(roots, home)
        label = self._setting.wording.chapter_label(self._work.chapters[home - 1], self._work)
        return home, _Sheet(self._plan.names[home], label, Role.CHAPTER, roots[home])

    def _kind(self, place: int) -> Kind:
        """What the chapter at this place (from 0) holds."""
        if place not in self._note_chapters:
            return "story"
        return "note before" if place < self._first_of_story() else "note behind"

    def _first_of_story(self) -> int:
        """The place (from 0) of the first chapter that is no note."""
        return next((place for place in range(len(self._work.chapters)) if place not in self._note_chapters), 0)

    def _noted(self) -> Iterator[Noted]:
        """All notes in the order of what they belong to."""
        from fic2epub.pages.appendix import Noted  # noqa: PLC0415 - few books have one

        work, names = self._work, self._plan.names
        if work.notes is not None or work.endnotes is not None:
            yield Noted(self._setting.say(labels.ABOUT), "work", f"{names[0]}.xhtml", work.notes, work.endnotes)
        for number, chapter in enumerate(work.chapters, 1):
            if chapter.notes is not None or chapter.endnotes is not None:
                ident = self._plan.ident(number)
                href = f"{names[number]}.xhtml#{self._volume.mark}{ident}-title"
                words = self._setting.wording.chapter_label(chapter, work)
                yield Noted(words, ident, href, chapter.notes, chapter.endnotes)

    def _lead_to_notes(self, root: _Element, number: int) -> None:
        """Have the line above the text lead into the document of the notes, in whichever of its parts they are."""
        for line in root.iterfind("body/section/p[@class='see-also']"):
            link = line[0]
            target = Place(link.get("href", "")[1:], self._plan.appendix)
            link.set("href", f"{_TO_BE_SET}{len(self._links)}")
            self._links.append(InnerLink(link, number, target))
            self._waiting |= {self._plan.home(number), self._plan.appendix}

    def _first(self) -> _Sheet:
        """The page about the work, or that with which a part begins."""
        work, setting, volume = self._work, self._setting, self._volume
        end_notes = f"#{notes_ident(work, volume.mark + 'work', setting)}"
        appendix = setting.notes == "appendix"
        if not appendix:
            end_notes = f"{self._plan.names[self._plan.afterword]}.xhtml{end_notes}"
        if not volume.number:
            root = preface_page(work, setting, end_notes_href=end_notes)
            sheet = _Sheet(volume.name, setting.say(labels.ABOUT), Role.PREFACE, root)
        else:
            from fic2epub.pages.part import part_page  # noqa: PLC0415 - an omnibus alone needs it

            root = part_page(work, setting, volume.position, end_notes_href=end_notes)
            sheet = _Sheet(volume.name, work.metadata.title, Role.PART, root)
        if appendix:
            self._lead_to_notes(root, 0)
        return sheet

    def _most(self, number: int) -> int:
        """How many files a document may become if they are not far too large; 0 if that is of no matter."""
        if not 0 < number <= len(self._work.chapters):
            return 0
        return self._work.chapters[number - 1].files or int(len(self._plan.housed(number)) > 1)

    def _parts(self, sheet: _Sheet, most: int) -> list[_Sheet]:
        """The document, or what it had to be parted into."""
        from fic2epub.book.parts import LIMIT, part_document  # noqa: PLC0415 - few works need it

        torn: list[int] = []
        roots = part_with_notes(sheet.root, partial(part_document, torn=torn, most=most), self._target_of)
        if most and len(serialize(roots[-1])) > LIMIT:
            self._note("B016", "one file, larger than old readers open: those behind it keep their places", sheet.label)
        if len(roots) == 1:
            return [sheet]
        self._trace.parted[sheet.name] = torn
        parts = [sheet._replace(root=roots[0])]
        for number, root in enumerate(roots[1:], 2):
            part = sheet._replace(name=f"{sheet.name}-part{number}", label=f"{sheet.label} ({number})", root=root)
            parts.append(part)
            self._file_of.update(dict.fromkeys(_IDS(root), part.name))
        self._note("B002", f"{len(roots)} files, for one would be too large for old readers", sheet.label)
        for part in parts:
            self._lead_to_parts(part)
        return parts

    def _target_of(self, link: _Element) -> str:
        """The id that a link leads to; empty when it leads elsewhere."""
        href = link.get("href", "")
        return self._links[int(href.removeprefix(_TO_BE_SET))].target.ident if href.startswith(_TO_BE_SET) else ""

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
        file = self._file_of.get(ident) or self._plan.names[number]
        if not ident and not (ident := self._plan.start(number)):
            return f"{file}.xhtml"
        return f"#{ident}" if file == here else f"{file}.xhtml#{ident}"


def _name_of(document: Document) -> str:
    """Its file's name, without folder and ending."""
    return document.href.removeprefix(FOLDER).removesuffix(".xhtml")


def _is_undescribed(picture: _Element) -> bool:
    return UNDESCRIBED in picture.get("class", "").split()


def _written(sheet: _Sheet, xhtml: bytes | None = None) -> Document:
    """The finished document, of these bytes if it was serialized already; its tree is gone afterwards."""
    href = f"{FOLDER}{sheet.name}.xhtml"
    document = Document(href=href, title=sheet.label, xhtml=xhtml or serialize(sheet.root), role=sheet.role)
    # Who gave the bodies away still names their containers, which would keep all that is in them.
    for element in list(sheet.root.iter("div")):
        element.clear()
    sheet.root.clear()
    return document
