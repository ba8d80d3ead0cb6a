"""A page's parts → `Work[Html]`."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from fic2epub.errors import ReadingError
from fic2epub.model import AO3, Form, Origin, Stylesheet, Work
from fic2epub.readers.layout import CUT_OFF, note_others
from fic2epub.readers.page.address import address_of, saved_of
from fic2epub.readers.page.facts import read_facts
from fic2epub.readers.page.layout import Layout
from fic2epub.readers.page.preface import box_in, endnotes_of, parts_of
from fic2epub.readers.page.rows import rows_of
from fic2epub.readers.page.signs import era_of, is_chapter_page, note_state, skin_hidden
from fic2epub.readers.page.text import chapters_of, drafts_in, listed_in
from fic2epub.readers.selectors import absolute

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from fic2epub.errors import Note
    from fic2epub.model import Chapter, Html, Progress, Source
    from fic2epub.options import Options
    from fic2epub.readers.page.address import Address, Saved

__all__ = ["read_page"]

_SKIN_SCOPES = ("#workskin", ".userstuff")
"""What the selectors of a work skin begin with; the second until 2010-12 (otwarchive models/work_skin.rb)."""
_CHARSET = re.compile(r'^\s*@charset "[^"]*";')
_ADDRESSES = (("a", "href"), ("img", "src"))


def read_page(root: _Element, source: Source, options: Options, note: Note) -> Work[Html] | None:
    """
    Read a page of a work (otwarchive app/views/works/show.html.erb, chapters/show.html.erb); None when it is none.

    Bodies are the page's own elements, without its landmark headings. Raises `ReadingError` when the page's end is
    missing, unless `options.partial`.
    """
    layout = Layout.of(root)
    if layout is None:
        return None
    if not layout.is_whole(source.data):
        if not options.partial:
            raise ReadingError(
                CUT_OFF,
                where=source.name,
                hint="save the page again, or take what is there with --partial (Options.partial)",
            )
        note("R030", "the file ends before the work does: the book goes as far as it", source.name)
    note_others(layout.others, note)
    return _work(layout, saved_of(root, source.data), note)


def _work(layout: Layout, saved: Saved, note: Note) -> Work[Html]:
    """Facts and signs first: taking the texts changes the page."""
    address = address_of(layout, saved)
    rows = rows_of(layout.meta)
    parts = parts_of(layout.preface)
    summary = box_in(parts.get("summary"))
    metadata = read_facts(layout, rows, summary, address, note)
    form = Form.CHAPTER_PAGE if is_chapter_page(layout, metadata.progress) else Form.PAGE
    origin = Origin(form, era_of(layout, rows), saved.made_by)
    note_state(layout, note)
    drafts = drafts_in(layout)
    chapters = chapters_of(layout, address.site)
    _note_missing(form, chapters, len(chapters) - len(drafts), metadata.progress, note)
    work = Work(
        metadata=metadata,
        chapters=chapters,
        one_shot=_is_one_shot(chapters, metadata.progress),
        listed=tuple(listed_in(layout)),
        summary=summary,
        notes=box_in(parts.get("notes")),
        endnotes=next((found for found in map(endnotes_of, layout.back) if found), None),
        styles=tuple(_skin(layout, note)),
        origin=origin,
    )
    _settle_links(_bodies(work), address, saved)
    return work


def _is_one_shot(chapters: tuple[Chapter[Html], ...], progress: Progress | None) -> bool:
    """One chapter of one, and nothing that would be said of it alone: pages of one chapter have a head in any case."""
    if len(chapters) > 1 or (progress is not None and not progress.posted == progress.planned == 1):
        return False
    return all(not (one.title or one.summary or one.notes or one.endnotes or one.byline) for one in chapters)


def _note_missing(
    form: Form, chapters: tuple[Chapter[Html], ...], posted_here: int, progress: Progress | None, note: Note
) -> None:
    """Say which chapters are not on the page."""
    posted = progress.posted if progress else 0
    if form is Form.CHAPTER_PAGE:
        of = f" of {posted}" if posted else ""
        how = "open “Entire Work” and save that page, or save the other chapters, too, and join them (--join)"
        note("R018", f"this page is chapter {chapters[0].number}{of}: {how}", "chapters")
    elif posted_here < posted:
        note("R019", f"the page says that the work has {posted} chapters; in the file are {posted_here}", "chapters")


def _skin(layout: Layout, note: Note) -> Iterator[Stylesheet]:
    """The work's own style: the `style` just before `div#workskin` (otwarchive works/_work_skin.html.erb)."""
    beside = takewhile(lambda element: element.tag == "style", layout.skin.itersiblings("*", preceding=True))
    found = [css for css in map(_css_of, beside) if any(scope in css for scope in _SKIN_SCOPES)]
    if not found:  # Chrome moves it to the head when it saves a page as MHTML
        moved = (style for style in layout.root.iterfind("head/style") if _was_moved(style))
        found = [css for css in map(_css_of, moved) if css.startswith(_SKIN_SCOPES[0])]
    for css in found:
        yield Stylesheet(css=css, where="work skin")
    if not found and skin_hidden(layout):
        note("R023", "the work has a style of its own, which was switched off when the page was saved")


def _was_moved(style: _Element) -> bool:
    """Whether it stands behind the link by which an MHTML file tells a style of the page."""
    link = style.getprevious()
    return link is not None and link.get("href", "").startswith("cid:css-")


def _css_of(style: _Element) -> str:
    return _CHARSET.sub("", "".join(style.itertext("*"))).strip()


def _bodies(work: Work[Html]) -> Iterator[Html]:
    yield from filter(None, (work.summary, work.notes, work.endnotes))
    for chapter in work.chapters:
        yield from filter(None, (chapter.summary, chapter.notes, chapter.body, chapter.endnotes))


def _settle_links(bodies: Iterable[Html], address: Address, saved: Saved) -> None:
    """
    Undo what saving did to links within the page, and complete the links to another archive than AO3.

    An address from the root is one of AO3's to all that comes after this.
    """
    pages = tuple(f"{url.partition('#')[0]}#" for url in saved.urls)
    if not pages and address.site == AO3:
        return
    for body in bodies:
        for tag, attribute in _ADDRESSES:
            for element in body.element.iter(tag):
                url = element.get(attribute) or ""
                if url.startswith(pages):
                    element.set(attribute, "#" + url.partition("#")[2])
                elif url.startswith("/") and not url.startswith("//"):
                    element.set(attribute, absolute(address.site, url))
