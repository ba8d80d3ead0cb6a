"""`Book` → `Work[Xhtml]`: a book of ours, with its record, as it was before it was bound.

Each step of binding is undone, the last one first: documents that were parted are joined, bodies are taken out of their
frames, notes go back to where they stood, names and links are the author's again. What comes out is exactly what
`build_book` was given, as far as another book is made of it; who is not sure binds it again, and compares (`alike`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from fic2epub.book.plan import FOLDER, Plan, Volume
from fic2epub.book.traces import LOWEST, TYPED, as_written, is_note, key_of
from fic2epub.dom import EPUB_TYPE, XHTML, drop, markup_of, parse_document
from fic2epub.errors import Fic2EpubError, Notice
from fic2epub.model import KEPT, Asset, Chapter, Form, Origin, Stylesheet, Work, Xhtml
from fic2epub.places import has_places, undo_places
from fic2epub.records import FANCY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from fic2epub.book.links import Body
    from fic2epub.recalling import RecordedWork
    from fic2epub.records import Trace

__all__ = ["Files", "Unlike", "alike", "unbind"]

_HIGHER = {"h4": "h3", "h5": "h4", LOWEST: "h5"}
"""Headings of a box → where they were (pages/boxes.py)."""
_WHOLE = ("dir", "lang", "{http://www.w3.org/XML/1998/namespace}lang")
_INDENTED = "own-indents"
_FIRST = "first"
_COPY = re.compile(r"(?:copy-\d+-)+")
_GIVEN = re.compile(r"(?:p\d+-)?chapter-\d+x*-heading-\d+")
"""Ids that the book gives to headings which are chapters of their own (`Plan.inner_chapters`)."""
_ROLES = frozenset(("doc-noteref", "doc-backlink", "doc-footnote"))
_REFERENCES = ("headers", "aria-labelledby", "aria-describedby")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_BODIES = ("chapter-body", "box-body")
_ELLIPSIS = "…"
"""Stands for the other half of a pair in a list of terms that was parted (book/parts.py)."""


class Unlike(Exception):
    """A book that is not as it was made; never leaves the package."""


class Files(NamedTuple):
    """The files of a book that are of use here."""

    content: Mapping[str, bytes]
    """By their names in the archive."""
    folder: str
    """Of the package document, with its slash."""
    pictures: tuple[Asset, ...]
    """As the package lists them."""

    def of(self, href: str) -> bytes | None:
        """The file at this address from the package document; None when there is none."""
        return self.content.get(self.folder + href)


def unbind(files: Files, told: RecordedWork, notes: str, footnotes: str) -> Work[Xhtml]:
    """
    The work that a book was made of, with `notes` and `footnotes` as these options.

    Raises `Unlike` when that cannot be told: pages are missing, or are not as they were made.
    """
    try:
        if not told.parts:
            return _Unbinding(files, told, (notes, footnotes), Volume()).work()
        parts = tuple(
            _Unbinding(files, part, (notes, footnotes), Volume(number)).work()
            for number, part in enumerate(told.parts, 1)
        )
        return _Unbinding(files, told, (notes, footnotes), Volume()).work(parts)
    except (Fic2EpubError, LookupError, ValueError, AttributeError, StopIteration, RecursionError) as error:
        raise Unlike(str(error)) from error


def alike(made: bytes, found: bytes) -> bool:
    """Whether two documents hold the same texts of their author, whatever is around them."""
    return made == found or [markup_of(body) for body in _texts(made)] == [markup_of(body) for body in _texts(found)]


def _texts(document: bytes) -> Iterator[_Element]:
    for element in _parsed(document).iter("div"):
        if not set(_BODIES).isdisjoint(element.get("class", "").split()):
            yield element


def _parsed(document: bytes) -> _Element:
    """The document with names that have no namespace."""
    root = parse_document(document)
    if has_places(document):
        undo_places(root)
    for element in root.iter(f"{{{XHTML}}}*"):
        element.tag = str(element.tag).partition("}")[2]
    return root


class _Unbinding:
    """One work on its way back."""

    def __init__(self, files: Files, told: RecordedWork, options: tuple[str, str], volume: Volume) -> None:
        self._files = files
        self._told = told
        self._trace: Trace = told.trace
        self._notes, self._footnotes = options
        self._volume = volume
        self._found: dict[str, _Element] = {}
        """What notes and the like are called here → their bodies."""
        self._sections_of: dict[str, list[_Element]] = {}
        """Names of files → what is in them."""
        self._as_deep: set[_Element] = set()
        """Bodies whose headings stood as deep in the book as before."""

    def work(self, parts: tuple[Work[Xhtml], ...] = ()) -> Work[Xhtml]:
        """The work, with these parts."""
        told = self._told
        plan = Plan(self._framed({}), self._volume, self._notes)
        self._find(plan)
        work = self._framed(self._found, parts)
        bodies = list(Plan(work, self._volume, self._notes).bodies())
        for body in bodies:
            self._take_out(body)
        for body in bodies:
            _put_notes_back(body, self._trace, divided=self._footnotes == "end")
        self._lead_as_written(bodies)
        for body in bodies:
            _name_as_before(body)
        if len(told.dropped) and self._notes != "drop":
            raise Unlike("notes were left out")
        return work

    def _framed(self, bodies: Mapping[str, _Element], parts: tuple[Work[Xhtml], ...] = ()) -> Work[Xhtml]:
        """The work with these bodies; with none it has its shape alone."""
        told = self._told
        dropped = frozenset(told.dropped)

        def body(name: str) -> Xhtml | None:
            if name in dropped:
                return Xhtml(etree.Element("div"))
            return Xhtml(bodies[name]) if name in bodies else None

        chapters = tuple(
            Chapter(
                **chapter._asdict(),
                body=Xhtml(bodies[str(place)]) if bodies else Xhtml(etree.Element("div")),
                summary=body(f"{place}s"),
                notes=body(f"{place}n"),
                endnotes=body(f"{place}e"),
            )
            for place, chapter in enumerate(told.chapters, 1)
        )
        return Work(
            metadata=told.metadata,
            chapters=chapters,
            parts=parts,
            one_shot=told.one_shot,
            summary=body("ws"),
            notes=body("wn"),
            endnotes=body("we"),
            styles=tuple(self._styles()),
            assets=tuple(self._pictures(bodies)),
            origin=Origin(Form.EPUB, made_by="fic2epub", files=told.files, saved=told.saved),
            notices=(Notice(FANCY, "words in signs that look like a font"),) if told.fancy else (),
        )

    def _styles(self) -> Iterator[Stylesheet]:
        """The work's sheet, as it is in the book."""
        number = self._volume.number
        css = self._files.of(f"css/author-{number:04d}.css" if number else "css/author.css")
        if css is not None:
            yield Stylesheet(css.decode(), "styles")

    def _pictures(self, bodies: Mapping[str, _Element]) -> Iterator[Asset]:
        """The pictures in these bodies, in the order of the package."""
        shown = {picture.get("src", "").removeprefix("../") for one in bodies.values() for picture in one.iter("img")}
        return (asset for asset in self._files.pictures if asset.href in shown)

    def _find(self, plan: Plan) -> None:
        """All bodies, in whichever documents they are."""
        self._find_boxes(self._section(plan.names[0]), "w")
        for place in range(1, len(self._told.chapters) + 1):
            section = self._section(plan.names[place], plan.housed(place).index(place))
            if section is None:
                raise Unlike("a chapter is missing")
            self._found[str(place)] = next(div for div in section.iterchildren("div") if "chapter-body" in _named(div))
            self._find_boxes(section, str(place))
        after = self._section(plan.names[plan.afterword])
        if after is not None:
            self._as_deep.update(self._find_boxes(after, "w"))
        self._find_gathered(self._section(plan.names[plan.appendix]), plan)

    def _section(self, name: str, place: int = 0) -> _Element | None:
        """What a document holds, or that of it which has this place; None when there is no such document."""
        found = self._sections_of.setdefault(name, [])
        if not found and (body := self._body(name)) is not None:
            found += body.iterchildren("section")
        return found[place] if found else None

    def _body(self, name: str) -> _Element | None:
        """The body of a document, whole again if it was parted; None when there is no such document."""
        content = self._files.of(f"{FOLDER}{name}.xhtml")
        if content is None:
            return None
        body = _body_of(content)
        for number, torn in enumerate(self._trace.parted.get(name, ()), 2):
            rest = self._files.of(f"{FOLDER}{name}-part{number}.xhtml")
            if rest is None:
                raise Unlike("a part of a document is missing")
            _join(body, _body_of(rest), torn)
        return body

    def _find_boxes(self, section: _Element | None, start: str) -> list[_Element]:
        """Keep the bodies of the boxes in a section, and answer them."""
        found = []
        for box in () if section is None else section.iterchildren("section"):
            named = _named(box)
            kind = next((kind for kind in ("summary", "end-notes", "notes") if kind in named), "")
            body = next((div for div in box.iterchildren("div") if "box-body" in _named(div)), None)
            if "box" in named and kind and body is not None:
                self._found[start + kind[0]] = body
                found.append(body)
        return found

    def _find_gathered(self, section: _Element | None, plan: Plan) -> None:
        """The notes that the document behind all others holds."""
        idents = {f"{self._volume.mark}work": "w"}
        idents |= {
            f"{self._volume.mark}{plan.ident(place)}": str(place) for place in range(1, len(self._told.chapters) + 1)
        }
        for line in () if section is None else section.iter("p"):
            for end in ("-end-notes-title", "-notes-title"):
                start = idents.get(line.get("id", "").removesuffix(end))
                box = line.getnext()
                if start and box is not None and "box-body" in _named(box):
                    self._found.setdefault(start + end[1], box)

    def _take_out(self, body: Body) -> None:
        """The body as it was before it was placed in a frame."""
        element, key = body.element, key_of(body)
        parent = element.getparent()
        if parent is not None:
            element.tail = None
            parent.remove(element)
        if len(element) and element[0].tag == "p":
            _without_class(element[0], _FIRST)
        indents = [name for name in (_INDENTED,) if name in _named(element)]
        indents += [TYPED] * (key in self._trace.typed)
        whole = {name: value for name, value in element.items() if name in _WHOLE}
        element.attrib.clear()
        element.attrib.update(whole)
        if indents:
            element.set("class", " ".join(indents))
        boxed = "box" if body.where.partition(", ")[2] or not body.where.startswith("chapter") else ""
        if boxed and element not in self._as_deep:
            _raise_headings(element, self._trace.lowest.get(key, ()))
        for picture in element.iter("img"):
            source = picture.get("src", "")
            if source.startswith("../"):
                picture.set("src", KEPT + source.removeprefix("../"))

    def _lead_as_written(self, bodies: list[Body]) -> None:
        """Links are what their author wrote."""
        links = self._trace.links
        place = 0
        for body in bodies:
            for link in body.element.iter("a"):
                href = link.get("href", "")
                if str(place) in links:
                    link.set("href", links[str(place)])
                elif href and not _SCHEME.match(href):
                    link.set("href", as_written(_COPY.sub("", href.partition("#")[2], count=1)))
                place += 1


def _body_of(content: bytes) -> _Element:
    body = _parsed(content).find("body")
    if body is None:
        raise Unlike("a document has no body")
    return body


def _named(element: _Element) -> list[str]:
    return element.get("class", "").split()


def _without_class(element: _Element, name: str) -> None:
    """Take the first of an element's classes away, if it is this."""
    value = element.get("class", "")
    if value == name:
        del element.attrib["class"]
    elif value.startswith(f"{name} "):
        element.set("class", value[len(name) + 1 :])


def _raise_headings(element: _Element, lowest: tuple[int, ...] | list[int]) -> None:
    """Headings as they were before they went into a box; of the lowest, these stay."""
    place = 0
    for heading in list(element.iter(*_HIGHER)):
        if heading.tag == LOWEST:
            place += 1
            if place - 1 in lowest:
                continue
        heading.tag = _HIGHER[str(heading.tag)]


def _put_notes_back(body: Body, trace: Trace, *, divided: bool) -> None:
    """Notes and their marks as they were before it was said what they are."""
    element, key = body.element, key_of(body)
    for copy in [one for one in element.iterchildren("aside", "div") if _COPY.match(one.get("id", ""))]:
        drop(copy)
    for moved in reversed(trace.moved.get(key, ())):
        _put_back(element, *moved)
    if divided:
        alike = [one for one in element.iter("aside", "div") if is_note(one)]
        for place, one in enumerate(alike):
            if place not in trace.divisions.get(key, ()):
                one.tag = "aside"
    for one in element.iter("aside", "a"):
        one.attrib.pop(EPUB_TYPE, None)
        if one.get("role") in _ROLES:
            del one.attrib["role"]


def _put_back(body: _Element, opened: int, before: int, *way: int) -> None:
    """Move the last of the notes behind a text back to where it stood (`traces.trace_move`)."""
    gathered = body[-1]
    note = gathered[-1]
    gathered.remove(note)
    if opened:
        body.remove(gathered)
    parent = body
    for place in way[:-1]:
        parent = parent[place]
    place = way[-1]
    if place:
        text = parent[place - 1].tail or ""
        parent[place - 1].tail = text[:before] or None
    else:
        text = parent.text or ""
        parent.text = text[:before] or None
    parent.insert(place, note)
    note.tail = text[before:] or None


def _name_as_before(body: Body) -> None:
    """Ids are the author's, and those that the book gave are gone."""
    prefix = body.prefix
    for element in body.element.iter("*"):
        ident = element.get("id")
        if ident is not None and ident.startswith(prefix):
            element.set("id", ident.removeprefix(prefix))
        elif ident is not None and _GIVEN.fullmatch(ident):
            del element.attrib["id"]
        for name in _REFERENCES:
            value = element.get(name)
            if value:
                element.set(name, " ".join(ident.removeprefix(prefix) for ident in value.split()))


def _join(parent: _Element, other: _Element, torn: int) -> None:
    """Put the other half of an element behind the first; `torn` elements at its start are halves themselves."""
    if parent.tag == "dl":
        _without_ellipses(parent, other)
    if torn <= 0:
        _append(parent, other.text)
        parent.extend(list(other))
        return
    last, first = parent[-1], other[0]
    tail = first.tail
    rest = list(other)[1:]
    _join(last, first, torn - 1)
    last.tail = tail
    parent.extend(rest)


def _append(parent: _Element, text: str | None) -> None:
    if text and len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    elif text:
        parent.text = (parent.text or "") + text


def _without_ellipses(parent: _Element, other: _Element) -> None:
    """Take away what made a pair of a term, or of what is said of one, where a list was parted."""
    last = parent[-1]
    if last.tag == "dd" and last.text == _ELLIPSIS and not len(last) and not last.attrib:
        parent.remove(last)
    first = other[0]
    if first.tag == "dt" and first.text == _ELLIPSIS and not len(first) and not first.attrib:
        other.remove(first)
