"""Cuts pieces out of the archive's pages: the shapes in which chapters are found without their page.

Templates followed: otwarchive works/show.html.erb, chapters/_chapter.html.erb, chapters/_chapter_content (2011-11 on).
White space is theirs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ao3.head import stored

if TYPE_CHECKING:
    from tests.ao3.works import FakeChapter, FakeWork

__all__ = ["bare", "chapter_text", "chapter_texts", "unit", "units", "work_text"]


def work_text(work: FakeWork, *, cached: bool = True) -> bytes:
    """`div#chapters` of a one-chapter work; until 2025-12-14 a comment stood after the text (`cached`)."""
    comment = "\n      <!-- end cache -->" if cached else ""
    return (
        '\n    <div id="chapters" role="article">\n'
        '      <h3 class="landmark heading" id="work">Work Text:</h3>\n'
        f'        <div class="userstuff">{work.chapters[0].body}</div>{comment}\n    </div>\n'
    ).encode()


def chapter_text(chapter: FakeChapter) -> str:
    """The text of one chapter of several, as it stands in its unit."""
    return (
        '\n  <div class="userstuff module" role="article">\n'
        '    <h3 class="landmark heading" id="work">Chapter Text</h3>\n'
        f"    {chapter.body}\n  </div>\n"
    )


def chapter_texts(work: FakeWork) -> bytes:
    """Texts of chapters, one after the other, as scrapers keep them."""
    return "".join(map(chapter_text, work.chapters)).encode()


def unit(chapter: FakeChapter, work: FakeWork, *, framed: bool = True) -> str:
    """A chapter with its heading and notes, in its `div.chapter` or (not `framed`) without it."""
    path = f"/works/{work.work_id}/chapters/{chapter.chapter_id}"
    title = f": {stored(chapter.title)}" if chapter.title else ""
    lines = ['<div class="chapter preface group" role="complementary">']
    lines += [f'<h3 class="title">\n<a href="{path}">Chapter {chapter.position}</a>{title}\n</h3>']
    lines += _byline(chapter)
    lines += _module("summary", 'id="summary" class="summary module"', "Summary:", chapter.summary)
    lines += _module("notes", 'id="notes" class="notes module"', "Notes:", chapter.notes)
    lines += ["</div>", "<!--main content-->", chapter_text(chapter), "<!--/main-->"]
    if chapter.endnotes:
        attributes = f'class="end notes module" id="chapter_{chapter.position}_endnotes"'
        lines += ['<div class="chapter preface group">']
        lines += [*_module("end", attributes, "Notes:", chapter.endnotes), "</div>"]
    inside = "\n".join(lines)
    return f'<div class="chapter" id="chapter-{chapter.position}">\n{inside}\n</div>\n' if framed else f"{inside}\n"


def _byline(chapter: FakeChapter) -> list[str]:
    names = ", ".join(f'<a rel="author" href="/users/{name.user}">{name.shown}</a>' for name in chapter.bylines)
    return [f'<h4 class="heading byline">Chapter by {names}</h4>'] if names else []


def _module(name: str, attributes: str, label: str, text: str) -> list[str]:
    if not text:
        return []
    pointer = "<p>(See the end of the chapter for notes.)</p>" if name == "notes" else ""
    quote = f'<blockquote class="userstuff">{text}</blockquote>'
    return [f'<div {attributes} role="complementary"><h3 class="heading">{label}</h3>{quote}{pointer}</div>']


def units(work: FakeWork, *, framed: bool = True) -> bytes:
    """`div#chapters` of an entire work, or (not `framed`) what stood in its chapters, one after the other."""
    inside = "".join(unit(chapter, work, framed=framed) for chapter in work.chapters)
    return (f'<div id="chapters" role="article">\n{inside}</div>\n' if framed else inside).encode()


def bare(work: FakeWork) -> bytes:
    """The text of a one-chapter work and nothing else, as its author typed it."""
    return work.chapters[0].body.encode()
