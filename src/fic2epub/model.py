"""The types that flow: Source → Work[Html] → Work[Xhtml] → Book.

All are frozen; a change is a new value. The one exception is the lxml tree inside `Html` and `Xhtml`: it has a single
owner, who may change it; who gave it away may not look at it again. The large ones are dataclasses; the leaves are
named tuples, which are as frozen, and made eight times as fast.
"""

from __future__ import annotations

from dataclasses import field
from enum import Enum
from typing import TYPE_CHECKING, Generic, TypeVar

from fic2epub.values import NamedTuple, dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from lxml.etree import _Element

    from fic2epub.errors import Notice

__all__ = [
    "AO3", "KEPT", "LEFT_OUT", "ORIGINAL", "UNDESCRIBED", "Accessibility", "Asset", "Book", "Chapter", "Creator",
    "Document", "Form", "Html", "Kinship", "Landmark", "Link", "Listed", "Metadata", "NavPoint", "Origin", "Progress",
    "Prompt", "Reception", "RelatedWork", "Role", "Series", "Source", "Stylesheet", "Work", "Xhtml",
]  # fmt: skip


AO3 = "https://archiveofourown.org"
KEPT = "asset:"
"""Begins the `src` of a picture that the work brings along; the `href` of its asset follows."""
ORIGINAL = "data-original-address"
"""Attribute of such a picture: its address on the network, where it has one."""
LEFT_OUT = "left-out:"
"""The `src` of a picture that is not wanted in the book."""
UNDESCRIBED = "undescribed"
"""Class of a picture whose `alt` is no description: nobody gave one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The bytes of one work as they were found."""

    data: bytes
    name: str
    """What a person would call it: a file's name, or `-` for standard input."""
    folder: Path | None = None
    """Where files named beside it (pictures) are to be looked for; None when it came from a stream."""
    files: Mapping[str, bytes] = field(default_factory=dict)
    """Files that came along in the same container (MHTML, a zip of saves), by the address the page gives them."""
    saved: date | None = None
    """The day on which it was last written, as its file system or its container says; None when nothing does."""


class Form(Enum):
    """What a source is; the value is what a person is told."""

    DOWNLOAD = "HTML download"
    PAGE = "saved page of an entire work"
    CHAPTER_PAGE = "saved page of one chapter"
    FRAGMENT = "fragment of a page"
    TEXT = "flattened text"
    MAIL = "mail of a deleted work"
    EPUB = "EPUB"
    JOINED = "several sources joined"
    OMNIBUS = "omnibus"


class Origin(NamedTuple):
    """Where a work's tree comes from."""

    form: Form
    era: str = ""
    """The years in which the archive printed what the source shows: `2019-01 to 2022-06`; empty when not to be told."""
    made_by: str = ""
    """The program that made or changed the file, where it says so: `SingleFile`, `calibre`, `FanFicFare`."""
    files: tuple[str, ...] = ()
    """Names of the files that were read, without their folders; empty when it came from a stream."""
    saved: date | None = None
    """The last day on which one of them was written; no date of the work's, but the next best where it has none."""


class Html(NamedTuple):
    """A body as its author's archive wrote it."""

    element: _Element
    """A container of any name (`div`, `blockquote`): what is in it is the body. Names are lower case, and bare."""


class Xhtml(NamedTuple):
    """
    A body that any judge passes: the children of `element` are valid XHTML 5 flow content, without a namespace.

    Headings start at h3 and skip no level, ids are unique within this body only, links are still the author's.
    """

    element: _Element


B = TypeVar("B", Html, Xhtml)
"""How far the work has come; what wants `Work[Xhtml]` is not to be given `Work[Html]`."""


class Creator(NamedTuple):
    """One name of a byline."""

    name: str
    """As the byline shows it: `pseud`, `pseud (account)`, an external name, `Anonymous`, `orphan_account`."""
    url: str | None = None
    role: str = "aut"
    """MARC relator: aut, trl, nrt, ill."""
    archivist: str | None = None
    """Who brought the work to the archive in the creator's name (`NAME [archived by PSEUD]`)."""


class Link(NamedTuple):
    """A name with an address: a collection, a recipient."""

    name: str
    url: str | None = None


class Series(NamedTuple):
    """A series the work belongs to, the main one first."""

    name: str
    position: str
    """As printed, a number: `3`."""
    url: str | None = None
    visible: bool = False
    """Whether the position counts only the works that the reader could see, as saved pages do, and not all."""


class Prompt(NamedTuple):
    """What the work was written for: a prompt of a challenge."""

    prompter: str
    """A pseud, or `Anonymous`."""
    collection: Link


class Reception(NamedTuple):
    """What saved pages count; None is what the page does not show."""

    comments: int | None = None
    kudos: int | None = None
    bookmarks: int | None = None
    hits: int | None = None


class Kinship(Enum):
    """How another work is related to this one."""

    INSPIRED_BY = "inspired by"
    TRANSLATION_OF = "translation of"
    TRANSLATED_AS = "translated as"
    """A translation of this work into another language exists."""
    INSPIRED = "inspired"
    """This work inspired the other one."""


class RelatedWork(NamedTuple):
    """A parent, a translation, or a work inspired by this one; a hidden one has no url and says what AO3 says."""

    kinship: Kinship
    title: str
    """The title, or AO3's words for a work it does not name (`a work in an unrevealed collection`)."""
    byline: str = ""
    url: str | None = None
    language: str | None = None
    """AO3's name of the language, for `TRANSLATED_AS`."""


class Progress(NamedTuple):
    """Chapters posted and planned, AO3's `n/m`."""

    posted: int
    planned: int | None = None
    """None is AO3's `?`."""

    @property
    def complete(self) -> bool:
        """Whether all that is planned is posted; dates and labels say nothing of it."""
        return self.planned is not None and self.posted >= self.planned > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What is known of a work. Empty means that the source does not say (a notice tells)."""

    title: str
    own_title: str | None = None
    """The work's own title, where the options gave it another."""
    creators: tuple[Creator, ...] = ()
    fandoms: tuple[str, ...] = ()
    relationships: tuple[str, ...] = ()
    characters: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    """AO3's Additional Tags."""
    warnings: tuple[str, ...] = ()
    """Archive warnings under their modern names."""
    categories: tuple[str, ...] = ()
    rating: str | None = None
    """Under its modern name; None when the source does not say."""
    language: str = "und"
    """BCP 47; `und` when not known."""
    language_name: str | None = None  # as AO3 displays it
    published: date | None = None
    updated: date | None = None
    """Last revision; None when it is the day of publication or not known."""
    words: int | None = None  # as the archive counted them
    progress: Progress | None = None
    series: tuple[Series, ...] = ()
    collections: tuple[Link, ...] = ()
    recipients: tuple[Link, ...] = ()
    prompts: tuple[Prompt, ...] = ()
    related: tuple[RelatedWork, ...] = ()
    source_url: str | None = None
    """`https://archiveofourown.org/works/ID`, without chapter or query; another archive's host is kept."""
    work_id: str | None = None
    restricted: bool = False
    """Whether the page shows that only people with an account may read the work; other forms cannot tell."""
    reception: Reception = Reception()
    summary: str = ""
    """As plain text, paragraphs parted by a newline."""

    @property
    def archive(self) -> str:
        """Where the work was posted: `Archive of Our Own`, another archive's host, empty when not known."""
        host = (self.source_url or "").partition("//")[2].partition("/")[0]
        return "Archive of Our Own" if f"https://{host}" == AO3 else host


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter(Generic[B]):
    """One chapter as posted."""

    number: int
    """Its position; drafts leave gaps (1, 2, 4)."""
    title: str = ""
    """Without `Chapter N:`; empty when it has none."""
    body: B
    summary: B | None = None
    notes: B | None = None
    endnotes: B | None = None
    byline: tuple[Creator, ...] = ()
    """Only when it differs from the work's."""
    chapter_id: str | None = None
    """The archive's number of the chapter; saved pages alone tell it."""
    published: date | None = None
    """Only the archive's chapter index tells it."""
    mark: str = ""
    """What tells the name of its file in a book from those of others; empty when its number does."""
    removed: bool = False
    """Whether its author took it out of the work, and an updated book keeps its place, with its text or without."""
    guest: bool = False  # stands in the document of the one before it: came in between when the book was updated
    files: int = 0  # that its document was parted into in the book that was updated; 0 where that is of no matter


class Listed(NamedTuple):
    """A chapter as an index of the work's chapters names it: on a chapter page, or on a page of its own."""

    number: int
    title: str = ""
    """Without its number; a page of one chapter cuts it (`…` or `...` at its end) at 50 characters."""
    chapter_id: str | None = None
    published: date | None = None


class Stylesheet(NamedTuple):
    """Style of the work's own, as text; never AO3's."""

    css: str
    where: str = ""


class Asset(NamedTuple):
    """A file of the book that is not a document: a picture, a sheet, the NCX."""

    href: str
    """From the package document's folder: `images/cover.jpg`."""
    media_type: str
    data: bytes
    properties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Work(Generic[B]):
    """A work as a chapter tree; an omnibus has works for parts, and no chapters of its own."""

    metadata: Metadata
    chapters: tuple[Chapter[B], ...] = ()
    parts: tuple[Work[B], ...] = ()
    one_shot: bool = False
    """One chapter posted and one planned: its chapter has no heading of its own."""
    listed: tuple[Listed, ...] = ()
    """All chapters that are posted, where the source lists them; a page of one chapter does."""
    summary: B | None = None
    notes: B | None = None
    endnotes: B | None = None
    styles: tuple[Stylesheet, ...] = ()
    assets: tuple[Asset, ...] = ()
    origin: Origin | None = None
    notices: tuple[Notice, ...] = ()


class Role(Enum):
    """What a document is in the book; the value is its `epub:type`."""

    COVER = "cover"
    TITLE_PAGE = "titlepage"
    CONTENTS = "toc"
    PREFACE = "preface"
    """"About this work"."""
    PART = "part"
    """The page that a work of an omnibus begins with."""
    CHAPTER = "chapter"
    AFTERWORD = "afterword"
    NOTES = "appendix"
    """The notes of all chapters, behind everything else."""


class Document(NamedTuple):
    """One finished XHTML file of the spine."""

    href: str
    title: str
    xhtml: bytes
    role: Role
    linear: bool = True
    properties: tuple[str, ...] = ()
    """Manifest properties: `nav`, `svg`."""


class NavPoint(NamedTuple):
    """An entry of the contents."""

    title: str
    """What the reader sees; never empty."""
    href: str
    """From the package document's folder, with a fragment if need be."""
    children: tuple[NavPoint, ...] = ()
    length: str = ""
    """How much there is to read, in our words; empty when that is not wanted."""


class Landmark(NamedTuple):
    """A place that reading systems know by its kind."""

    type: str
    """One word of the EPUB structural semantics vocabulary: cover, titlepage, toc, bodymatter, …"""
    title: str
    href: str


class Accessibility(NamedTuple):
    """schema.org statements, each one true of this very book (EPUB Accessibility 1.1)."""

    modes: tuple[str, ...]
    sufficient: tuple[str, ...]
    features: tuple[str, ...]
    hazards: tuple[str, ...]
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """All that goes into the EPUB, in finished bytes."""

    metadata: Metadata
    device: str = "generic"
    """What it is read on (`Options.device`)."""
    identifier: str
    """The work's address, or a version 5 UUID URN made from what is known."""
    modified: str
    """`YYYY-MM-DDThh:mm:ssZ`, from the work and never from the clock."""
    subjects: tuple[str, ...]
    direction: str
    """Page progression: `ltr` or `rtl`."""
    vertical: bool = False
    """Whether the lines of the story run from top to bottom, and the pages therefore from the right."""
    date: str
    """`YYYY-MM-DD`: of the work, else the day on which its source was saved; empty when neither is known."""
    sources: tuple[str, ...]
    """What it was made from: an address, or several; names of files where none is known."""
    series: tuple[Series, ...]
    """The main one first; an omnibus of a series belongs to that series."""
    documents: tuple[Document, ...]
    """In spine order, the nav document among them."""
    contents: tuple[NavPoint, ...]
    landmarks: tuple[Landmark, ...]
    assets: tuple[Asset, ...]
    """Sheets, pictures, the NCX; the cover image has the property `cover-image`."""
    accessibility: Accessibility
    record: bytes = b""
    """What it tells programs of how it was made (`fic2epub.records`)."""
    notices: tuple[Notice, ...] = ()
