"""The list of actions above a work (otwarchive works/_work_header_navigation.html.erb)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ao3.head import stored
from tests.ao3.links import link
from tests.ao3.pages.age import Age

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.ao3.pages.shown import Shown
    from tests.ao3.works import FakeChapter

__all__ = ["actions", "option_text"]

_CUT = 50


def actions(shown: Shown) -> list[str]:
    """The whole list, with its heading."""
    modern = shown.age >= Age.A2011_11
    opening = '<ul class="work navigation actions" role="menu">' if modern else '<ul class="navigation">'
    heading = ['<h3 class="landmark heading">Actions</h3>'] if modern else []
    entries = [*_managing(shown), *_chapters(shown), *_reading(shown), *_taking(shown)]
    return ["<!-- BEGIN navigation -->", *heading, opening, *entries, "</ul>", "<!-- END navigation -->"]


def _managing(shown: Shown) -> Iterator[str]:
    if shown.viewer.is_creator:
        work = f"/works/{shown.work.work_id}"
        yield f'  <li class="add">{link(f"{work}/chapters/new", "Add Chapter")}</li>'
        yield f'  <li class="edit">{link(f"{work}/edit", "Edit")}</li>'


def _chapters(shown: Shown) -> Iterator[str]:
    work = shown.work
    path = f"/works/{work.work_id}"
    posted = [chapter for chapter in work.chapters if chapter.position not in shown.viewer.drafts]
    if len(posted) < 2:
        return
    if not shown.of_chapter:
        first = f"{path}/chapters/{posted[0].chapter_id}"
        yield f'  <li class="chapter bychapter">{link(first, "Chapter by Chapter")}</li>'
        return
    yield f'  <li class="chapter entire">{link(f"{path}?view_full_work=true", "Entire Work")}</li>'
    for chapter in posted:
        anchor = f"{path}/chapters/{chapter.chapter_id}#workskin"
        if chapter.position == (shown.at or 0) - 1:
            yield f'  <li class="chapter previous">{link(anchor, "&#8592; Previous Chapter")}</li>'
        if chapter.position == (shown.at or 0) + 1:
            yield f'  <li class="chapter next">{link(anchor, "Next Chapter &#8594;")}</li>'
    if shown.age >= Age.A2011_11:
        yield from _index(shown, posted)


def _index(shown: Shown, posted: list[FakeChapter]) -> Iterator[str]:
    path = f"/works/{shown.work.work_id}"
    yield f'  <li class="chapter" aria-haspopup="true"><noscript>{link(f"{path}/navigate", "Chapter Index")}</noscript>'
    yield '    <a class="hidden" href="#">Chapter Index</a>'
    yield '    <ul id="chapter_index" class="expandable secondary hidden">'
    yield "      <li>"
    yield f'        <form action="{path}/chapters" accept-charset="UTF-8" method="get"><p>'
    yield '          <select name="selected_id" id="selected_id">'
    for chapter in posted:
        chosen = ' selected="selected"' if chapter.position == shown.at else ""
        yield f'<option{chosen} value="{chapter.chapter_id}">{option_text(chapter)}</option>'
    yield '          </select> <span class="submit actions"><input type="submit" value="Go" /></span>'
    yield "        </p></form>"
    yield "      </li>"
    yield f"      <li>{link(f'{path}/navigate', 'Full-page index')}</li>"
    yield "    </ul>"
    yield "  </li>"


def option_text(chapter: FakeChapter) -> str:
    """`N. Title`; of more than 50 characters, 51 and three dots (otwarchive models/chapter.rb)."""
    text = f"{chapter.position}. {stored(chapter.title) or f'Chapter {chapter.position}'}"
    return f"{text[: _CUT + 1]}..." if len(text) > _CUT else text


def _reading(shown: Shown) -> Iterator[str]:
    work, viewer = shown.work, shown.viewer
    if viewer.logged_in:
        yield '  <li class="bookmark"><a class="bookmark_form_placement_open" href="#bookmark-form">Bookmark</a></li>'
        yield f'  <li class="mark"><form class="button_to" method="post" action="/works/{work.work_id}/mark_for_later">'
        yield '    <button type="submit">Mark for Later</button></form></li>'
    yield '  <li class="comments" id="show_comments_link_top"><a href="#comments">Comments</a></li>'
    if work.skin:
        word, way = ("Show", "creator") if viewer.hides_skin else ("Hide", "disable")
        yield f'  <li class="style">{link(f"{shown.path}?style={way}", f"{word} Creator&#39;s Style")}</li>'


def _taking(shown: Shown) -> Iterator[str]:
    work = shown.work
    if shown.viewer.shares and shown.age >= Age.A2011_11:
        share = link(f"/works/{work.work_id}/share", "Share", 'class="modal"')
        yield f'  <li class="share hidden">{share}</li>'
    if shown.viewer.downloads:
        folder = "" if shown.age >= Age.A2019_09 else "la/lampkeeper/"
        yield '  <li class="download" aria-haspopup="true"><a href="#">Download</a>'
        yield '    <ul class="expandable secondary">'
        for form in ("azw3", "epub", "mobi", "pdf", "html"):
            path = f"/downloads/{folder}{work.work_id}/A_Work.{form}?updated_at=1600000000"
            yield f"      <li>{link(path, form.upper())}</li>"
        yield "    </ul>"
        yield "  </li>"
