"""`#workskin`: preface, text and afterword (otwarchive works/_preface, chapters/_chapter, works/_work_endnotes)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ao3.head import stored
from tests.ao3.links import link
from tests.ao3.pages.age import Age
from tests.ao3.pages.associations import associations, inspired
from tests.ao3.pages.meta import series_items

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.ao3.pages.shown import Shown
    from tests.ao3.works import FakeChapter

__all__ = ["work_text"]


def work_text(shown: Shown) -> list[str]:
    """From the preface to the afterword."""
    role = ' role="article"' if not shown.of_chapter and shown.age >= Age.A2011_11 else ""
    box = f' class="{shown.userstuff}"' if shown.age < Age.A2011_11 and not shown.in_chapters else ""
    return [
        *_preface(shown),
        f'    <div id="chapters"{role}{box}>',
        *_chapters(shown),
        "    </div>",
        *(_afterword(shown) if shown.has_end else ()),
    ]


def _preface(shown: Shown) -> Iterator[str]:
    age, work = shown.age, shown.work
    yield f'  <div class="{shown.grouped("preface")}">'
    yield f'    <h2 class="{shown.headed("title")}">'
    if work.restricted:
        yield f'      <img alt="(Restricted)" title="Restricted" src="{shown.picture("lockblue.png")}" />'
    if shown.viewer.hidden_by_admin:
        yield f'      <img alt="(Hidden by Admin)" src="{shown.picture("lockred.png")}" />'
    yield f"      {stored(work.title)}"
    yield "    </h2>"
    yield f'    <h3 class="{shown.headed("byline")}">'
    yield f"      {shown.byline(work.bylines)}"
    yield "    </h3>"
    if age < Age.A2010_10 and work.recipients:
        names = ", ".join(stored(name.shown) for name in work.recipients)
        yield f'    <h3 class="recipients">for {names}</h3>'
    if shown.has_start:
        yield from _box(shown, "summary", "Summary:", work.summary) if work.summary else ()
        yield from _notes(shown)
    yield "  </div>"


def _box(shown: Shown, name: str, label: str, content: str, ident: str = "") -> list[str]:
    if shown.age < Age.A2010_10:
        return [f'    <blockquote class="{name}">', f"      <h3>{label}</h3>", f"      {content}", "    </blockquote>"]
    heading = ' class="heading"' if shown.age >= Age.A2011_11 else ""
    return [
        f'    <div{ident} class="{name} module"{shown.role}>',
        f"      <h3{heading}>{label}</h3>",
        f'        <blockquote class="{shown.userstuff}">',
        f"          {content}",
        "        </blockquote>",
        "    </div>",
    ]


def _notes(shown: Shown) -> list[str]:
    """The notes' block stands when there is anything for it: a gift, a related work, end notes."""
    work = shown.work
    listed = associations(shown)
    if not (work.notes or work.endnotes or listed or work.inspired):
        return []
    if shown.age < Age.A2010_10:
        pointer = f'<span class="endnotes-link">{_pointer(shown)}</span>' if work.endnotes else ""
        return _box(shown, "notes", "Notes:", f"{work.notes}{pointer}") if work.notes or work.endnotes else []
    heading = ' class="heading"' if shown.age >= Age.A2011_11 else ""
    lines = [f'    <div class="notes module"{shown.role}>', f"      <h3{heading}>Notes:</h3>", *listed]
    if work.notes:
        lines += [f'      <blockquote class="{shown.userstuff}">', f"        {work.notes}", "      </blockquote>"]
    if work.endnotes or work.inspired:
        lines.append(f'      <p class="jump">({_pointer(shown)}.)</p>')
    return [*lines, "    </div>"]


def _pointer(shown: Shown) -> str:
    work = shown.work
    targets = []
    if work.endnotes:
        targets.append(link("#work_endnotes", "more notes" if work.notes else "notes"))
    if work.inspired:
        targets.append(link("#children", "other works inspired by this one"))
    return f"See the end of the work for {' and '.join(targets)}"


def _chapters(shown: Shown) -> Iterator[str]:
    if shown.in_chapters:
        for chapter in shown.chapters:
            yield from _chapter(chapter, shown)
    elif shown.chapters:
        body = shown.chapters[0].body
        if shown.age < Age.A2011_11:
            yield '      <h3 class="landmark">Work Text:</h3>'
            yield f"      {body}"
            return
        if not shown.viewer.preview:
            yield '        <h3 class="landmark heading" id="work">Work Text:</h3>'
        yield f'          <div class="userstuff">{body}</div>'
        yield "<!-- end cache -->"


def _chapter(chapter: FakeChapter, shown: Shown) -> Iterator[str]:
    age, position = shown.age, chapter.position
    draft = position in shown.viewer.drafts
    yield f'<div class="chapter{" draft" if draft or shown.viewer.preview else ""}" id="chapter-{position}">'
    if draft:
        yield '  <p class="draft-chapter notice">'
        yield "    This chapter is a draft and hasn't been posted yet!"
        yield "  </p>"
    yield "  <!-- chapter management -->"
    if shown.viewer.is_creator:
        yield '  <ul class="navigation actions" role="navigation">'
        yield f"    <li>{link(f'/works/{shown.work.work_id}/chapters/{chapter.chapter_id}/edit', 'Edit')}</li>"
        yield "  </ul>"
    yield from _chapter_head(chapter, shown)
    yield "  <!--main content-->"
    if age < Age.A2011_11:
        yield f'  <div id="module" class="{shown.userstuff}" role="article">'
        yield '    <h3 class="landmark">Chapter Text</h3>'
    else:
        yield '  <div class="userstuff module" role="article">'
        yield '    <h3 class="landmark heading" id="work">Chapter Text</h3>'
    yield f"    {chapter.body}"
    yield "  </div>"
    yield "  <!--/main-->"
    if chapter.endnotes:
        yield f'  <div class="{shown.grouped("chapter preface")}">'
        yield from _endnotes(shown, f"chapter_{position}_endnotes", chapter.endnotes)
        yield "  </div>"
    yield "</div>"
    yield "<!-- end of cache -->"


def _chapter_head(chapter: FakeChapter, shown: Shown) -> Iterator[str]:
    age = shown.age
    number = f"Chapter {chapter.position}"
    if age >= Age.A2017_01 or shown.of_chapter:
        number = link(f"/works/{shown.work.work_id}/chapters/{chapter.chapter_id}", number)
    title = f": {stored(chapter.title)}" if chapter.title else ""
    yield f'  <div class="{shown.grouped("chapter" if shown.viewer.preview else "chapter preface")}"{shown.role}>'
    yield '    <h3 class="title">'
    yield f"      {number}{title}"
    yield "    </h3>"
    yield "    <!-- only display byline if different from the main byline -->"
    if chapter.bylines and (age < Age.A2013_09 or not shown.work.anonymous):
        yield f'    <h4 class="{shown.headed("byline", before=True)}">Chapter by {shown.byline(chapter.bylines)}</h4>'
    if chapter.summary:
        yield from _box(shown, "summary", "Summary:", chapter.summary, ' id="summary"')
    if chapter.notes:
        more = "more notes" if chapter.endnotes else ""
        yield from _chapter_notes(chapter, shown, more)
    elif chapter.endnotes:
        yield from _chapter_notes(chapter, shown, "notes")
    yield "  </div>"


def _chapter_notes(chapter: FakeChapter, shown: Shown, pointer: str) -> Iterator[str]:
    heading = ' class="heading"' if shown.age >= Age.A2011_11 else ""
    yield f'    <div id="notes" class="notes module"{shown.role}>'
    yield f"      <h3{heading}>Notes:</h3>"
    if chapter.notes:
        yield f'        <blockquote class="{shown.userstuff}">{chapter.notes}</blockquote>'
    if pointer:
        anchor = link(f"#chapter_{chapter.position}_endnotes", pointer)
        yield f"          <p>\n          (See the end of the chapter for  {anchor}.)\n          </p>"
    yield "    </div>"


def _endnotes(shown: Shown, ident: str, content: str) -> list[str]:
    classes = "end notes module" if ident.startswith("chapter") or shown.age >= Age.A2011_11 else "footnotes"
    heading = ' class="heading"' if shown.age >= Age.A2011_11 else ""
    return [
        f'    <div class="{classes}" id="{ident}">',
        f"      <h3{heading}>Notes:</h3>",
        f'      <blockquote class="{shown.userstuff}">',
        f"        {content}",
        "      </blockquote>",
        "    </div>",
    ]


def _afterword(shown: Shown) -> list[str]:
    """End notes, series once more, and what the work inspired."""
    work = shown.work
    if not (work.endnotes or work.series or work.inspired):
        return []
    if shown.viewer.preview:
        quote = f'<blockquote class="userstuff">{work.endnotes}</blockquote>'
        return [f'  <div class="preface notes"><h3>Notes:</h3>{quote}</div>'] if work.endnotes else []
    notes = _endnotes(shown, "work_endnotes", work.endnotes) if work.endnotes else []
    old = shown.age < Age.A2011_11
    lines = ['  <div class="preface">' if old else f'  <div class="afterword preface group"{shown.role}>', *notes]
    if work.series:
        items = [f"        <li>{item}</li>" for item in series_items(shown)]
        lines += ['    <div id="series" class="series module">', '      <h3 class="heading">']
        lines += [
            "        Series this work belongs to:",
            "      </h3>",
            "      <ul>",
            *items,
            "      </ul>",
            "    </div>",
        ]
    return [*lines, *inspired(shown), "  </div>"]
