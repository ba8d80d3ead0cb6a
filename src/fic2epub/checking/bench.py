"""A book taken apart to be mended: its files, its trees, and how they are written again."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import quote

from lxml import etree

from fic2epub.checking.opening import LARGEST_DOCUMENT, Document, document_in, local, sorted_out, traces_of
from fic2epub.checking.sounding import sounded
from fic2epub.containers import CONTAINER, xml_of
from fic2epub.dom import document_root, parse_html, replace_with_children, serialize
from fic2epub.errors import Fic2EpubError
from fic2epub.zips import Archive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

    from fic2epub.checking.opening import Opened, Traces

__all__ = ["Bench", "words_in"]

_MIMETYPE = "mimetype"
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_NAME = re.compile(r"[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?")
_DRAWN = re.compile(rb"(?i)<(?:\w+:)?(?:svg|math)\b")
_EMPTY = re.compile(rb"(?i)<(title|script|style|iframe|textarea|noscript)\b([^<>]*?)/>")
"""What HTML does not know to be closed: all that follows would be in it."""
_SILENT = frozenset(("script", "style"))
_KNOWN = frozenset(
    "a abbr acronym address area article aside audio b base basefont bdi bdo big blockquote body br button "
    "canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em "
    "fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img "
    "input ins kbd label legend li link main map mark menu meta meter nav noscript object ol optgroup option "
    "output p picture pre progress q rb rp rt rtc ruby s samp script section select small source span strike "
    "strong style sub summary sup table tbody td template textarea tfoot th thead time title tr track tt u ul "
    "var video wbr".split()
)
"""HTML's elements; in the tag of any other there may be words, behind a `<` that was none."""


class Bench:
    """The files of a book, by name; what is taken into the hand is written anew, all else stays as it is."""

    def __init__(self, book: Opened) -> None:
        self.book = book
        self.package = book.package
        self.files: dict[str, bytes] = dict(book.files)
        self.names: dict[str, str] = {}
        """Old names of files → new ones."""
        self._documents: dict[str, Document] = {}
        self._ncx: _Element | None = None
        self._touched: set[str] = set()
        self._traces: dict[str, Traces] | None = None

    def documents(self) -> Iterator[Document]:
        """All documents that can be parsed."""
        for name in self.small():
            document = self.document(name)
            if document.root is not None:
                yield document

    def small(self) -> Iterator[str]:
        """Names of all documents that are not too large to be looked at."""
        for entry in self.book.documents():
            if self.book.files.size_of(entry.name) <= LARGEST_DOCUMENT:
                yield entry.name

    def document(self, name: str) -> Document:
        """A document, parsed once."""
        if name not in self._documents:
            self._documents[name] = document_in(self.book, name)
        return self._documents[name]

    def touch(self, name: str) -> None:
        """Have a document written anew."""
        self.document(name)
        self._touched.add(name)

    def read_anew(self, name: str) -> None:
        """Take a document that is no XML as browsers read it, if that leaves out nothing."""
        content = self.book.files[name]
        made = None if _DRAWN.search(content) else _as_xml(content)
        again = sounded(made, epub3=self.book.is_epub3) if made else None
        if again is None or again.root is None:
            return
        doctype = again.doctype if self.book.is_epub3 else ""
        self._documents[name] = sorted_out(Document(name, content, again.text, again.root, (), doctype, {}, {}))
        self._touched.add(name)

    def traces(self) -> dict[str, Traces]:
        """What is known of all documents."""
        if self._traces is None:
            self._traces = {name: traces_of(self.document(name)) for name in self.small()}
        return self._traces

    def properties(self, name: str) -> frozenset[str]:
        """What the manifest has to say of a document, as it is by now."""
        return traces_of(sorted_out(self.document(name))).properties

    @staticmethod
    def address(name: str, base: str) -> str:
        """The address of one file of the book in another."""
        return quote(posixpath.relpath(name, posixpath.dirname(base) or "."), safe="/~!$&'()*+,;=@")

    def beside_package(self, name: str) -> str:
        """A name in the folder of the package document."""
        return posixpath.join(posixpath.dirname(self.book.path), name)

    @property
    def ncx(self) -> _Element | None:
        """The root of the contents for old readers, to be changed in place; None when there are none to be read."""
        if self._ncx is None and self.book.ncx:
            with suppress(Fic2EpubError):
                self._ncx = xml_of(self.book.files, self.book.ncx)
        return self._ncx

    def replace_ncx(self, name: str, root: _Element) -> None:
        """Write other contents for old readers."""
        self.files[name] = serialize(root, doctype=None)
        self._ncx = root if name == self.book.ncx else None

    def content(self) -> bytes:
        """The book, packed again."""
        for name in sorted(self._touched):
            document = self._documents[name]
            if document.root is not None:
                self.files[name] = _written(document.root, document.doctype)
        if self._ncx is not None and self.book.ncx in self.files:
            self.files[self.book.ncx] = serialize(self._ncx, doctype=None)
        self.files[self.book.path] = serialize(self.package, doctype=None)
        archive = Archive(self.book.files.moment(next(iter(self.book.files))), foreign=True)
        archive.writestr(_MIMETYPE, "application/epub+zip")
        for name in sorted(self.files, key=lambda name: name != CONTAINER):
            if name != _MIMETYPE:
                archive.writestr(self.names.get(name, name), self.files[name])
        return archive.to_bytes()


def _written(root: _Element, doctype: str) -> bytes:
    """A document; what is empty and not so by nature is closed by a tag of its own, for readers that know but HTML."""
    for element in root.iter("*"):
        if (
            not len(element)
            and element.text is None
            and local(element.tag) not in _VOID
            and "svg" not in str(element.tag)
        ):
            element.text = ""
    return serialize(root, doctype=doctype or None)


def _as_xml(content: bytes) -> bytes | None:
    """What browsers make of a document, as XML; None where they may take words for markup."""
    try:
        page = parse_html(_EMPTY.sub(rb"<\1\2></\1>", content), lambda *_: None)
    except Fic2EpubError:
        return None
    names = {str(element.tag) for element in page.iter("*")}
    if content.count(b"<!--") != content.count(b"-->") or any(name not in _KNOWN and ":" not in name for name in names):
        return None
    parts = [child for child in page if isinstance(child.tag, str)]
    if any(child.tag not in {"head", "body"} or (child.tail or "").strip() for child in parts):
        return None  # text behind the body, which XHTML does not have
    root = document_root(page.get("lang") or page.get("xml:lang") or "und", page.get("dir"))
    if not (page.get("lang") or page.get("xml:lang")):
        del root.attrib["lang"], root.attrib["{http://www.w3.org/XML/1998/namespace}lang"]
    for element in list(page.iter()):
        _make_legal(element)
    for child in list(page):
        root.append(child)
    return serialize(root)


def _make_legal(element: _Element) -> None:
    """Take from an element what XML does not have."""
    if not isinstance(element.tag, str):
        parent = element.getparent()
        if parent is not None:
            element.text = ""
        return
    for key in list(element.keys()):
        if not _NAME.fullmatch(key) or key.startswith("xmlns") or key.partition(":")[0] not in {key, "xml", "epub"}:
            del element.attrib[key]
    if not _NAME.fullmatch(element.tag) or ":" in element.tag:
        replace_with_children(element)


def words_in(content: bytes, *, epub3: bool) -> str:
    """What a reader has of a document: its words, and what is said of its pictures."""
    made = sounded(content, epub3=epub3)
    root = made.root
    if root is None:
        again = _as_xml(content)
        root = sounded(again, epub3=epub3).root if again else None
    bodies = [element for element in root.iter("*") if local(element.tag) == "body"] if root is not None else []
    said = "".join(piece for body in bodies[:1] for piece in _spoken(body))
    return " ".join(unicodedata.normalize("NFC", said).split())


def _spoken(body: _Element) -> Iterator[str]:
    silent = 0
    events: Callable[..., Iterator[tuple[str, _Element]]] = etree.iterwalk
    for event, element in events(body, events=("start", "end", "comment", "pi")):
        name = local(element.tag)
        silent += (name in _SILENT) * {"start": 1, "end": -1}.get(event, 0)
        if event == "start" and not silent:
            yield element.text or ""
            if name == "img":
                yield element.get("alt") or ""
        if event != "start" and element is not body and not silent:
            yield element.tail or ""
