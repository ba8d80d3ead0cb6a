"""`Work[Xhtml]` → `Book`: the work's bodies framed as documents, named, ordered, linked and listed.

File names are a function of the chapter numbers alone, so that a later edition of a work keeps them, and with them the
reader's place (Kobo keeps bookmarks by path).
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from fic2epub import pages
from fic2epub.book import facts
from fic2epub.book.documents import Binding, Bound
from fic2epub.dom import serialize
from fic2epub.errors import noting
from fic2epub.languages import base_of, direction_of
from fic2epub.model import Asset, Book, Document, Landmark, NavPoint, Role
from fic2epub.pages import labels
from fic2epub.pages.contents import nav_page, ncx_root
from fic2epub.pages.cover import cover_of, is_drawn, jacket_of
from fic2epub.pages.coverpage import cover_page
from fic2epub.pages.frame import Setting
from fic2epub.pages.title import title_page
from fic2epub.records import FILE, record_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

    from fic2epub.errors import Note, Notice
    from fic2epub.model import Metadata, Work, Xhtml
    from fic2epub.options import Options
    from fic2epub.pages.cover import Jacket
    from fic2epub.pages.labels import Wording
    from fic2epub.targets import Target

    Image = Callable[[Jacket], bytes]

__all__ = ["build_book"]

_SHEET = "css/book.css"
_AUTHOR_SHEET = "css/author.css"
_READER_SHEET = "css/reader.css"
_COVER_IMAGE = "images/cover.jpg"
_COVER = "text/cover.xhtml"
_TITLE = "text/title.xhtml"
_NAV = "nav.xhtml"
_NCX = "toc.ncx"
_ANY = "generic"
"""The device of most books, which wants nothing of its own."""
_FANCY = "M043"
"""The notice that words are written in letters which are none to a screen reader."""
_OF_ONE_WORK = frozenset((Role.AFTERWORD, Role.NOTES))
"""What is one work's alone in an omnibus, and no landmark of it."""


def build_book(work: Work[Xhtml], options: Options, image: Image | None = None) -> Book:
    """
    Bind a normalized work; takes its trees over.

    The book is whole for any work: without chapters, dates, authors or a language too. The same work and options
    give the same book, byte for byte. `image` answers a cover that is being drawn elsewhere, or nothing if there is
    something to notice about it; it is asked last.
    """
    notices: list[Notice] = []
    note = noting(notices)
    given = work
    if options.notes == "drop":
        work = _without_notes(work, note)
    work = replace(work, metadata=facts.overruled(work.metadata, options))
    metadata = work.metadata
    identifier = facts.identifier_of(work)
    saved = facts.saved_of(work)
    if saved:
        note("R052", f"no date of the work is known: {saved.isoformat()}, when the file was saved, stands for it")
    sheets = (_SHEET, _AUTHOR_SHEET) if work.styles else (_SHEET,)
    setting = Setting(metadata.language, direction_of(metadata.language), sheets, notes=options.notes)
    setting = setting._replace(footnotes=options.footnotes, wording=_wording(metadata, options, note))
    setting = setting._replace(paragraphs=options.paragraphs, vertical=options.vertical)
    wishes = _wishes(options, note) if options.css else ()
    last = _READER_SHEET if wishes else ""
    setting = setting._replace(last_sheet=last, warnings=options.warnings, lengths=options.lengths)
    setting = setting._replace(notes_after=options.device != _ANY and _target(options).notes_after)
    front = _front(work, setting, options.cover)
    bound = _bound(work, setting, note)
    text = bound.documents
    contents = (*_points(front), *bound.contents)
    landmarks = _landmarks(front, text, bound.start, setting.say(labels.CONTENTS))
    nav = _document(_NAV, nav_page(labels.CONTENTS, contents, landmarks, setting), Role.CONTENTS, ("nav",))
    alts = (*(["the cover's own"] if options.cover != "none" else ()), *bound.alts)
    sheet = Asset(href=_SHEET, media_type="text/css", data=_sheet_of(options))
    assets = (sheet, *_cover_image(work, options, bound.assets, note, image), *bound.assets, *wishes)
    return Book(
        metadata=metadata,
        device=options.device,
        identifier=identifier,
        modified=facts.modified_of(work),
        subjects=facts.subjects_of(metadata, options),
        direction="rtl" if setting.upright else setting.direction,
        vertical=setting.upright,
        date=facts.published_of(work),
        sources=facts.sources_of(work),
        series=facts.series_of(work),
        documents=(*front, nav, *text),
        contents=contents,
        landmarks=landmarks,
        assets=(*assets, _ncx(metadata, identifier, contents)),
        accessibility=facts.accessibility_of(assets, alts, _traits(work, setting, bound)),
        record=record_of(given, options, bound.traces),
        notices=(*work.notices, *notices),
    )


def _wording(metadata: Metadata, options: Options, note: Note) -> Wording:
    """Our own words, as they are asked for or as the work speaks."""
    wording = labels.wording_for(metadata, options.ui_language)
    asked = options.ui_language
    if asked and base_of(asked) != base_of(wording.tag):
        note("B010", f"there are no words in {asked}: what the book adds to the work is in {wording.tag}")
    return wording


def _traits(work: Work[Xhtml], setting: Setting, bound: Bound) -> facts.Traits:
    """What the statements on accessibility say beside pictures."""
    notices = (notice for one in (work, *work.parts) for notice in one.notices)
    fancy = any(notice.code == _FANCY for notice in notices)
    return facts.Traits(ruby=bound.ruby, vertical=setting.upright, fancy=fancy)


def _without_notes(work: Work[Xhtml], note: Note) -> Work[Xhtml]:
    from fic2epub.book.notes import without_notes  # noqa: PLC0415 - only when asked for

    return without_notes(work, note)


def _bound(work: Work[Xhtml], setting: Setting, note: Note) -> Bound:
    """The documents of a work, or of the works of an omnibus."""
    if work.parts:
        from fic2epub.book.omnibus import bind_parts  # noqa: PLC0415 - few books are one

        return bind_parts(work, setting, note)
    return Binding(work, setting, note).bound()


def _cover_image(
    work: Work[Xhtml],
    options: Options,
    pictures: tuple[Asset, ...],
    note: Note,
    image: Image | None,
) -> tuple[Asset, ...]:
    """The cover, if there is to be one."""
    if options.cover == "none":
        return ()
    jacket = jacket_of(work.metadata, options, len(work.parts))
    kept = image(jacket) if image and options.cover == FILE else b""
    cover = kept or cover_of(jacket, options.cover, pictures, note, image)
    return (Asset(href=_COVER_IMAGE, media_type="image/jpeg", data=cover, properties=("cover-image",)),)


def _sheet_of(options: Options) -> bytes:
    """What all themes share, the theme, and what the device needs, which has the last word of the three."""
    folder = Path(pages.__file__).parent / "theme"
    names = ("base", options.theme, *(_target(options).sheets if options.device != _ANY else ()))
    return b"".join((folder / f"{name}.css").read_bytes() for name in names)


def _target(options: Options) -> Target:
    """What the book is made for."""
    from fic2epub.targets import DEVICES  # noqa: PLC0415 - most books are for any reader

    return DEVICES[options.device]


def _wishes(options: Options, note: Note) -> tuple[Asset, ...]:
    """The reader's own sheet, if any rule of it may stay."""
    from fic2epub.wishes import granted  # noqa: PLC0415 - only when asked for

    rules = granted(options.css, note)
    if options.device != _ANY and _target(options).kepub:
        from fic2epub.targets import meets_spans  # noqa: PLC0415 - as in `_target`

        if meets_spans(rules):
            note("D021", "a rule for every span is one for every sentence on Kobo, which has spans of its own", "css")
    css_file = f'@charset "utf-8";\n{rules}'.encode()
    return (Asset(href=_READER_SHEET, media_type="text/css", data=css_file),) if rules else ()


def _front(work: Work[Xhtml], setting: Setting, cover: str) -> tuple[Document, ...]:
    """What comes before the contents."""
    metadata = work.metadata
    works = tuple(part.metadata for part in work.parts)
    title = _document(_TITLE, title_page(metadata, setting, works), Role.TITLE_PAGE)
    if cover == "none":
        return (title,)
    page = cover_page(metadata, setting, _COVER_IMAGE, drawn=is_drawn(cover))
    return _document(_COVER, page, Role.COVER), title


def _document(href: str, root: _Element, role: Role, properties: tuple[str, ...] = ()) -> Document:
    title = root.findtext("head/title") or ""
    return Document(href=href, title=title, xhtml=serialize(root), role=role, properties=properties)


def _points(front: tuple[Document, ...]) -> Iterator[NavPoint]:
    """An entry of the contents for each document before them but the cover."""
    return (NavPoint(document.title, document.href) for document in front if document.role is not Role.COVER)


def _landmarks(
    front: tuple[Document, ...], text: tuple[Document, ...], start: str, contents: str
) -> tuple[Landmark, ...]:
    """The first document of every kind; the story starts at `start`, else where it is said to have no chapter."""
    nav = Landmark(type="toc", title=contents, href=_NAV)
    kinds: dict[str, Landmark] = {}
    omnibus = any(document.role is Role.PART for document in text)
    for document in (*front, None, *text):
        mark = nav if document is None else _landmark(document)
        if document is not None and mark.type == "bodymatter" and start not in {"", document.href}:
            continue
        if not (omnibus and document is not None and document.role in _OF_ONE_WORK):
            kinds.setdefault(mark.type, mark)
    if "bodymatter" not in kinds:
        kinds["bodymatter"] = kinds["preface"]._replace(type="bodymatter")
    return tuple(kinds.values())


def _landmark(document: Document) -> Landmark:
    kind = "bodymatter" if document.role in {Role.CHAPTER, Role.PART} else document.role.value
    return Landmark(type=kind, title=document.title, href=document.href)


def _ncx(metadata: Metadata, identifier: str, contents: tuple[NavPoint, ...]) -> Asset:
    """The contents once more, for readers that know EPUB 2 only."""
    authors = tuple(creator.name for creator in metadata.creators)
    root = ncx_root(metadata.title, authors, identifier, contents, metadata.language)
    return Asset(href=_NCX, media_type="application/x-dtbncx+xml", data=serialize(root, doctype=None))
