"""Pieces cut out of pages: the text of a work or of chapters, without the page's head, title or address.

Shapes (otwarchive app/views/works/show.html.erb, chapters/_chapter.html.erb): `div#chapters`, whole chapter units,
`div.userstuff` alone or several of them, their inner HTML, and HTML as an author types it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from lxml import etree

from fic2epub.dom import lines_of, text_of
from fic2epub.model import Chapter, Form, Html, Metadata, Origin, Progress, Stylesheet, Work
from fic2epub.readers.arrival import NAMELESS
from fic2epub.readers.bylines import creators_of, linked
from fic2epub.readers.cuttings import (
    ENDNOTES_ID,
    HEADINGS,
    USER_HTML,
    WORK_TEXT,
    Cutter,
    Shape,
    holds_something,
    is_strong,
    shape_of,
)
from fic2epub.readers.download import heading_of, labelled
from fic2epub.readers.facts import language_tag, note_gaps
from fic2epub.readers.numbers import Heading, numbered, unescaped
from fic2epub.readers.refuse import beginning_of, is_known_page
from fic2epub.readers.selectors import CHAPTER_PATH, POSTED, child, classes, kids, same_site, work_id_in

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.errors import Note
    from fic2epub.model import Creator, Source
    from fic2epub.options import Options
    from fic2epub.readers.cuttings import Cutting

__all__ = ["read_fragment"]

_WRAPPERS = frozenset(("article", "body", "div", "main", "section"))
"""What tools put around the piece that they cut out."""
_DEPTH = 6
_BLOCKS = frozenset("blockquote center details div dl figure h1 h2 h3 h4 h5 h6 ol p pre table ul".split())
"""What no plain text has, but any text that the archive's cleaner saw."""
_ENDING = re.compile(r"\.(?:x?html?|txt|mht(?:ml)?)$", re.IGNORECASE)
_COPY = re.compile(r"(?<=.) ?\(\d{1,2}\)$")
"""What browsers add to the name of a file that they save once more."""
_ARCHIVE_TITLE = re.compile(r"\[Archive of Our Own\]\s*$|\| Archive of Our Own\s*$")
"""Ends the `<title>` of the archive's pages, which holds names in any order (works_helper.rb)."""
_BOX = re.compile(rb"<(/?)(?:article|blockquote|body|div|section)\b", re.IGNORECASE)
_IN_A_TAG = re.compile(rb"</?(?:[a-zA-Z][^<>]*)?\s*\Z")
_LONGEST_TAG = 2048
_CACHED = "end cache"
"""A comment after the text of a one-chapter work, from 2011-11 to 2025-12 (works/show.html.erb)."""


def read_fragment(root: _Element, source: Source, options: Options, note: Note) -> Work[Html] | None:  # noqa: ARG001 the seam has them
    """
    Read chapters cut out of a page, or HTML as an author types it; None when the file is a page of another kind.

    What only the rest of the page tells is said in one notice each: title, byline, address, language, dates, progress.
    """
    body = root.find("body")
    if body is None:
        return None
    container = _unwrapped(body)
    if not _is_cut_out(container):
        if not _is_user_html(root, container, source):
            return None
        _note_end(source, note)
        note("R035", "the file holds nothing but an author's markup: all of it was taken for the text of a work")
        chapters = (Chapter(number=1, body=Html(container)),)
        return _bare(chapters, _title(Cutter(), root, source, note), note)
    cutter = Cutter()
    cutter.take(container)
    cuttings = [cutting for cutting in cutter.finish() if cutting.text is not None]
    if not any(cutting.text is not None and holds_something(cutting.text) for cutting in cuttings):
        return None
    _note_end(source, note)
    return _cut_out(cutter, cuttings, _title(cutter, root, source, note), root, note)


def _unwrapped(element: _Element) -> _Element:
    """The element in which the pieces stand, past wrappers that hold nothing but the next one."""
    for _ in range(_DEPTH):
        inside = list(kids(element))
        if len(inside) != 1 or inside[0].tag not in _WRAPPERS or shape_of(inside[0]) is not Shape.OTHER:
            break
        if (element.text or "").strip() or (inside[0].tail or "").strip():
            break
        element = inside[0]
    return element


def _is_cut_out(container: _Element) -> bool:
    """Whether units of the archive's pages stand here: proven, or texts with nothing but headings between them."""
    inside = list(kids(container))
    if any(is_strong(kid) for kid in inside):
        return True
    shapes = [shape_of(kid) for kid in inside]
    between = [kid for kid, shape in zip(inside, shapes, strict=True) if shape is Shape.OTHER]
    return Shape.TEXT in shapes and all(kid.tag in HEADINGS or not holds_something(kid) for kid in between)


def _is_user_html(root: _Element, container: _Element, source: Source) -> bool:
    """Whether this is text in the markup that authors may write, all of it, and not a page that is known."""
    if not beginning_of(source).startswith("<") or root.find("head/script") is not None:
        return False
    tags = {element.tag for element in container.iterdescendants("*")} - USER_HTML
    if tags or not any(kid.tag in _BLOCKS and holds_something(kid) for kid in kids(container)):
        return False
    return not _is_torn(container) and not is_known_page(root, source)


def _is_torn(container: _Element) -> bool:
    """Whether a download or a page was taken apart by a tool: its metadata is no text of the work."""
    if any(not {"tags", "meta", "stats"}.isdisjoint(classes(listed)) for listed in container.iter("dl")):
        return True
    return any("message" in classes(p) and POSTED in text_of(p) for p in container.iter("p"))


def _title(cutter: Cutter, root: _Element, source: Source, note: Note) -> str:
    """The title: the page's own, else guessed from `<title>`, else from the file's name; empty when there is none."""
    own = cutter.title or text_of(child(cutter.front, "h2", "title"))
    if own:
        return own
    said = unescaped(text_of(root.find("head/title")))
    if said and not _ARCHIVE_TITLE.search(said):
        note("R031", f"the title “{said}” was told from the file's <title> (--title gives another)", "title")
        return said
    named = title_of_name(source.name)
    if named:
        note("R031", f"the title “{named}” was told from the file's name (--title gives another)", "title")
    return named


def title_of_name(name: str) -> str:
    """
    What a file's name says of the title of what is in it; empty for standard input and the like.

    >>> title_of_name("My_Work-Chapter%203 (1).HTML")
    'My Work-Chapter 3'
    """
    stem = name.rpartition("/")[2]
    if stem in NAMELESS:
        return ""
    while _ENDING.search(stem):
        stem = _ENDING.sub("", stem)
    if "%" in stem:
        from urllib.parse import unquote  # noqa: PLC0415 - few names need it

        stem = unquote(stem)
    stem = _COPY.sub("", stem.replace("_", " ").strip())
    stem = unicodedata.normalize("NFC", stem.encode("utf-8", "replace").decode())
    return " ".join("".join(char if char.isprintable() else " " for char in stem).split())


def _bare(chapters: tuple[Chapter[Html], ...], title: str, note: Note) -> Work[Html]:
    return Work(
        metadata=_metadata({"title": title, "progress": _progress(one_text=False, note=note)}, note),
        chapters=chapters,
        one_shot=True,
        origin=Origin(Form.FRAGMENT),
    )


def _cut_out(cutter: Cutter, cuttings: list[Cutting], title: str, root: _Element, note: Note) -> Work[Html]:
    _note_strays(cutter, note)
    _note_order(cuttings, note)
    blocks, ends = _blocks(cutter.front), _blocks(cutter.back)
    one_text = len(cuttings) == 1 and cuttings[0].landmark == WORK_TEXT
    byline = child(cutter.front, "h3", "byline")
    summary = blocks.get("summary")
    fields: dict[str, Any] = {
        "title": title,
        "creators": () if byline is None else creators_of(linked(byline)),
        "progress": _progress(one_text=one_text, note=note),
        "summary": "" if summary is None else "\n".join(lines_of(summary.element)),
        **_address(cuttings),
    }
    return Work(
        metadata=_metadata(fields, note),
        chapters=_chapters(cuttings),
        one_shot=len(cuttings) == 1 and not _is_headed(cuttings[0]),
        summary=summary,
        notes=blocks.get("notes"),
        endnotes=ends.get("endnotes"),
        styles=_styles(root),
        origin=Origin(Form.FRAGMENT, _era(root)),
    )


def _metadata(fields: dict[str, Any], note: Note) -> Metadata:
    """All that is known, and a notice for each fact that is not."""
    fields = {"source_url": None, "work_id": None, "creators": (), **fields, "language": language_tag(None, note)}
    note("R015", "no date of publication is in the file", "published")
    note_gaps(fields, note)
    return Metadata(**fields)


def _progress(*, one_text: bool, note: Note) -> Progress | None:
    """Before 2019-09 a work of which one chapter of several was posted had `Work Text:`, too."""
    if one_text:
        note("R033", "“Work Text:” stands above it: taken for the whole text of a work of one chapter", "progress")
        return Progress(posted=1, planned=1)
    note("R032", "the file does not say how many chapters the work has", "progress")
    return None


def _note_strays(cutter: Cutter, note: Note) -> None:
    if cutter.strays:
        note("R036", "what stood beside the text of a chapter was put into the chapter", "chapters")
    if cutter.left_out:
        names = ", ".join(sorted(set(cutter.left_out)))
        note("R037", f"what is no part of a chapter was left out: {names}", "chapters")


def _note_end(source: Source, note: Note) -> None:
    """A piece has no end that could be missed; but one that was cut off where it was copied has open boxes."""
    clean = source.data.replace(b"\0", b"")
    tags = [match[1] for match in _BOX.finditer(clean)]
    if _IN_A_TAG.search(clean[-_LONGEST_TAG:]) or tags.count(b"") > tags.count(b"/"):
        note("R038", "not all that the file begins is ended: it may be cut off", "chapters")


def _note_order(cuttings: list[Cutting], note: Note) -> None:
    if len(cuttings) > 1 and not all(_is_headed(cutting) for cutting in cuttings):
        note("R034", "the chapters have no numbers: they were counted as they stand in the file", "chapters")


def _is_headed(cutting: Cutting) -> bool:
    return bool(_proven(cutting) or _heading(cutting))


def _chapters(cuttings: list[Cutting]) -> tuple[Chapter[Html], ...]:
    numbers = numbered([Heading(_heading(cutting), _proven(cutting)) for cutting in cuttings])
    return tuple(_chapter(cutting, *number) for cutting, number in zip(cuttings, numbers, strict=True))


def _heading(cutting: Cutting) -> str:
    """`Chapter N: Title`, the title alone (downloads until 2025-10), or what somebody wrote above the text."""
    head = cutting.head
    if head is None:
        return text_of(cutting.heading)
    if "meta" in classes(head):
        return heading_of(head)
    return text_of(child(head, "h3"))


def _proven(cutting: Cutting) -> int | None:
    """The position that an id spells out."""
    ends = [] if cutting.tail is None else [cutting.tail, *kids(cutting.tail, "div")]
    for element in ends:
        match = ENDNOTES_ID.match(element.get("id") or "")
        if match:
            return int(match[1] or match[2])
    return cutting.position


def _chapter(cutting: Cutting, number: int, title: str) -> Chapter[Html]:
    blocks = _blocks(cutting.head) | _blocks(cutting.tail)
    link = _chapter_link(cutting)
    chapter_id = CHAPTER_PATH.search(link)
    return Chapter(
        number=number,
        title=title,
        body=cutting.take_body(),
        summary=blocks.get("summary"),
        notes=blocks.get("notes"),
        endnotes=blocks.get("endnotes"),
        byline=_byline(cutting.head),
        chapter_id=chapter_id[1] if chapter_id else None,
    )


_LABELS = {"Chapter Summary": "summary", "Chapter Notes": "notes", "Chapter End Notes": "endnotes"}
"""What stands above the notes of a chapter in downloads (config/locales/views/en.yml)."""


def _blocks(head: _Element | None) -> dict[str, Html]:
    """Summary, notes and end notes of a head: modules on pages, labels in downloads."""
    if head is None:
        return {}
    if "meta" in classes(head):
        return {_LABELS[label]: text for label, text in labelled(head) if label in _LABELS}
    found: dict[str, Html] = {}
    for module in kids(head, "div"):
        quote, names = child(module, "blockquote"), classes(module)
        name = next((part for part in ("summary", "end", "notes") if part in names), "")
        if quote is not None and name:
            found["endnotes" if name == "end" else name] = Html(quote)
    return found


def _byline(head: _Element | None) -> tuple[Creator, ...]:
    line = None if head is None else next((kid for kid in kids(head, class_="byline")), None)
    return () if line is None else creators_of(linked(line), "Chapter by ")


def _chapter_link(cutting: Cutting) -> str:
    link = child(child(cutting.head, "h3"), "a")
    return "" if link is None else link.get("href") or ""


def _address(cuttings: list[Cutting]) -> dict[str, str]:
    """Address and id of the work, where a chapter's heading links to the chapter."""
    for cutting in cuttings:
        found = work_id_in(_chapter_link(cutting))
        if found:
            return {"source_url": f"{same_site(found[0])}/works/{found[1]}", "work_id": found[1]}
    return {}


def _styles(root: _Element) -> tuple[Stylesheet, ...]:
    """The work skin, every selector of which begins with `#workskin` (works/_work_skin.html.erb)."""
    sheets = ("".join(style.itertext("*")) for style in root.iter("style"))
    return tuple(Stylesheet(css=css, where="work skin") for css in sheets if "#workskin" in css)


def _era(root: _Element) -> str:
    return (
        "2011-11 to 2025-12" if any((mark.text or "").strip() == _CACHED for mark in root.iter(etree.Comment)) else ""
    )
