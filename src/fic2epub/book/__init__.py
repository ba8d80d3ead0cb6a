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
from fic2epub.book.documents import Binding
from fic2epub.dom import serialize
from fic2epub.errors import noting
from fic2epub.model import Asset, Book, Document, Landmark, NavPoint, Role
from fic2epub.pages import labels
from fic2epub.pages.contents import nav_page, ncx_root
from fic2epub.pages.coverpage import cover_page
from fic2epub.pages.frame import Setting
from fic2epub.pages.title import title_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

    from fic2epub.errors import Note, Notice
    from fic2epub.model import Metadata, Work, Xhtml
    from fic2epub.options import Options

__all__ = ["build_book"]

_SHEET = "css/book.css"
_AUTHOR_SHEET = "css/author.css"
_COVER_IMAGE = "images/cover.jpg"
_COVER = "text/cover.xhtml"
_TITLE = "text/title.xhtml"
_NAV = "nav.xhtml"
_NCX = "toc.ncx"


def build_book(work: Work[Xhtml], options: Options, image: Callable[[Metadata], bytes] | None = None) -> Book:
    """
    Bind a normalized work; takes its trees over.

    The book is whole for any work: without chapters, dates, authors or a language too. The same work and options
    give the same book, byte for byte. `image` answers a cover that is being drawn elsewhere, or nothing if there is
    something to notice about it; it is asked last.
    """
    notices: list[Notice] = []
    note = noting(notices)

    work = replace(work, metadata=facts.overruled(work.metadata, options))
    metadata = work.metadata
    identifier = facts.identifier_of(work)
    sheets = (_SHEET, _AUTHOR_SHEET) if work.styles else (_SHEET,)
    setting = Setting(metadata.language, facts.direction_of(metadata.language), sheets)
    binding = Binding(work, setting, note)
    text = binding.documents()
    front = _front(metadata, setting, cover=options.cover)
    contents = _contents(front, text, binding)
    landmarks = _landmarks(front, text)
    nav = _document(_NAV, nav_page(labels.CONTENTS, contents, landmarks, setting), Role.CONTENTS, ("nav",))
    alts = (*(["the cover's own"] if options.cover else ()), *binding.alts)
    brought = (asset for asset in work.assets if asset.href in binding.pictures)
    assets = (*_assets(work, options, note, image), *brought)
    return Book(
        metadata=metadata,
        identifier=identifier,
        modified=facts.modified_of(metadata),
        subjects=facts.subjects_of(metadata, options),
        direction=setting.direction,
        documents=(*front, nav, *text),
        contents=contents,
        landmarks=landmarks,
        assets=(*assets, _ncx(metadata, identifier, contents)),
        accessibility=facts.accessibility_of(assets, alts, ruby=binding.ruby),
        notices=(*work.notices, *notices),
    )


def _assets(
    work: Work[Xhtml], options: Options, note: Note, image: Callable[[Metadata], bytes] | None
) -> tuple[Asset, ...]:
    """Our sheet, the author's, and the cover."""
    theme = Path(pages.__file__).parent / "theme" / "book.css"
    assets = [Asset(href=_SHEET, media_type="text/css", data=theme.read_bytes())]
    if work.styles:
        css = "\n".join(style.css for style in work.styles)
        assets.append(Asset(href=_AUTHOR_SHEET, media_type="text/css", data=css.encode()))
    if options.cover:
        drawn = (image and image(work.metadata)) or _drawn(work.metadata, note)
        assets.append(Asset(href=_COVER_IMAGE, media_type="image/jpeg", data=drawn, properties=("cover-image",)))
    return tuple(assets)


def _drawn(metadata: Metadata, note: Note) -> bytes:
    from fic2epub.pages.cover import draw_cover  # noqa: PLC0415 - brings Pillow

    return draw_cover(metadata, note)


def _front(metadata: Metadata, setting: Setting, *, cover: bool) -> tuple[Document, ...]:
    """What comes before the contents."""
    title = _document(_TITLE, title_page(metadata, setting), Role.TITLE_PAGE)
    if not cover:
        return (title,)
    return _document(_COVER, cover_page(metadata, setting, _COVER_IMAGE), Role.COVER), title


def _document(href: str, root: _Element, role: Role, properties: tuple[str, ...] = ()) -> Document:
    title = root.findtext("head/title") or ""
    return Document(href=href, title=title, xhtml=serialize(root), role=role, properties=properties)


def _contents(front: tuple[Document, ...], text: tuple[Document, ...], binding: Binding) -> tuple[NavPoint, ...]:
    """An entry for every document but the cover, the contents, and where another goes on."""
    titles = (NavPoint(document.title, document.href) for document in front if document.role is not Role.COVER)
    chapters = (
        NavPoint(document.title, document.href, binding.points(document))
        for document in text
        if "-part" not in document.href
    )
    return (*titles, *chapters)


def _landmarks(front: tuple[Document, ...], text: tuple[Document, ...]) -> tuple[Landmark, ...]:
    """The first document of every kind; the story starts at its first chapter, else where it is said to have none."""
    nav = Landmark(type="toc", title=labels.CONTENTS, href=_NAV)
    kinds: dict[str, Landmark] = {}
    for document in (*front, None, *text):
        mark = nav if document is None else _landmark(document)
        kinds.setdefault(mark.type, mark)
    if "bodymatter" not in kinds:
        kinds["bodymatter"] = kinds["preface"]._replace(type="bodymatter")
    return tuple(kinds.values())


def _landmark(document: Document) -> Landmark:
    kind = "bodymatter" if document.role is Role.CHAPTER else document.role.value
    return Landmark(type=kind, title=document.title, href=document.href)


def _ncx(metadata: Metadata, identifier: str, contents: tuple[NavPoint, ...]) -> Asset:
    """The contents once more, for readers that know EPUB 2 only."""
    authors = tuple(creator.name for creator in metadata.creators)
    root = ncx_root(metadata.title, authors, identifier, contents, metadata.language)
    return Asset(href=_NCX, media_type="application/x-dtbncx+xml", data=serialize(root, doctype=None))
