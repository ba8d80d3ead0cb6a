"""
Prints a fake work as the archive's HTML download, in the form of any era.

Templates followed: otwarchive downloads/show.html.erb, _download_preface.html.erb, _download_chapter.html.erb and
_download_afterword.html.erb at the commits that `Era` names; before 2019-01-31 the same partials without #preface and
#afterword. White space is theirs.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING
from urllib.parse import quote

from tests.ao3 import tags
from tests.ao3.head import head, stored
from tests.ao3.links import Site
from tests.ao3.relations import inspired_list, parents_before_2018, related_list
from tests.ao3.works import Era

if TYPE_CHECKING:
    from tests.ao3.works import FakeChapter, FakeWork

__all__ = ["render"]


def render(work: FakeWork, era: Era) -> bytes:
    """The file as AO3 sent it, in UTF-8; `era` chooses every detail."""
    site = Site(work.host, era)
    parts = [head(work, era), "<body>", "", _preface(work, site), "", _chapters(work, site), ""]
    parts += [_afterword(work, site), "", "    ", "</body>", "</html>", ""]
    return "\n".join(parts).encode("utf-8", "surrogatepass")


def _work_url(work: FakeWork, site: Site) -> str:
    return site.absolute(f"{work.collection_path}/works/{work.work_id}")


def _preface(work: FakeWork, site: Site) -> str:
    """Message and metadata; from D3 on inside div#preface, under a hidden heading."""
    meta = _preface_meta(work, site)
    url = _work_url(work, site)
    archive = f'<a href="{site.absolute("/")}">Archive of Our Own</a>'
    if site.era < Era.D3:
        message = f'Posted originally on the {archive} \nat <a href="{url}">{url}</a>.'
        return f'<p class="message">{message}</p>\n\n{meta}'
    message = f'<b>{stored(work.title)}</b><br/>\n    Posted originally on the {archive} at <a href="{url}">{url}</a>.'
    return (
        '<div id="preface">\n  <h2 class="toc-heading">Preface</h2>\n\n'
        f'  <p class="message">\n    {message}\n  </p>\n\n  {meta}\n</div>'
    )


def _preface_meta(work: FakeWork, site: Site) -> str:
    lines = ['<div class="meta">', '    <dl class="tags">', *tags.rows(work, site), "    </dl>"]
    lines += [f"    <h1>{stored(work.title)}</h1>", f'    <div class="byline">by {site.byline(work.bylines)}</div>']
    if work.summary:
        lines += ["      <p>Summary</p>", f'      <blockquote class="userstuff">{work.summary}</blockquote>']
    lines += _notes("Notes", work.notes, work.endnotes, "work", "#endnotes", site.era)
    lines += parents_before_2018(work, site) if site.era < Era.D2C else related_list(work, site)
    return "\n".join([*lines, "", "  </div>"])


def _notes(label: str, notes: str, endnotes: str, of: str, target: str, era: Era) -> list[str]:
    """Start notes and the pointer to the end notes; the label stands when either exists."""
    if not notes and not endnotes:
        return []
    lines = ["", f"      <p>{label}</p>"]
    if notes:
        lines.append(f'        <blockquote class="userstuff">{notes}</blockquote>')
    if endnotes:
        lines += [
            '        <div class="endnote-link">',
            f"          {_pointer(notes, of, target, era)}",
            "        </div>",
        ]
    return lines


def _pointer(notes: str, of: str, target: str, era: Era) -> str:
    """Until D7 the word "more" stood outside the link, and two blanks without it."""
    if era >= Era.D7:
        return f'See the end of the {of} for <a href="{target}">{"more notes" if notes else "notes"}</a>'
    return f'See the end of the {of} for {"more" if notes else ""} <a href="{target}">notes</a>'


def _chapters(work: FakeWork, site: Site) -> str:
    """Div#chapters in its three forms: several chapters, one, none."""
    if not work.chapters:
        return '<div id="chapters" class="userstuff">\n</div>'
    if work.in_chapters(site.era):
        inside = "\n".join(_chapter(chapter, work, site) for chapter in work.chapters)
    else:
        inside = _single(work, site.era)
    return f'<div id="chapters" class="userstuff">\n{inside}\n</div>'


def _single(work: FakeWork, era: Era) -> str:
    """The one chapter: bare text in D1, an inner userstuff from D2, a hidden heading before it from D3."""
    body = work.chapters[0].body
    if era < Era.D2:
        return f"    {body}"
    inner = f'    <div class="userstuff">\n      {body}\n    </div>'
    return inner if era < Era.D3 else f'    <h2 class="toc-heading">{stored(work.title)}</h2>\n{inner}'


def _chapter(chapter: FakeChapter, work: FakeWork, site: Site) -> str:
    body = f'<!--chapter content-->\n<div class="userstuff">\n  {chapter.body}\n</div>\n<!--/chapter content-->\n'
    if site.era is Era.D1B:
        return body
    parts = ["", _chapter_head(chapter, work, site), "", body]
    if chapter.endnotes:
        parts += [
            f'  <div class="meta" id="endnotes{chapter.position}">',
            "    <p>Chapter End Notes</p>",
            f'    <blockquote class="userstuff">{chapter.endnotes}</blockquote>',
            "  </div>",
        ]
    return "\n".join(parts)


def _chapter_head(chapter: FakeChapter, work: FakeWork, site: Site) -> str:
    era = site.era
    lines = ['<div class="meta group">' if era >= Era.D1A else '<div class="meta">', f"  {_heading(chapter, era)}"]
    if chapter.bylines and (era < Era.D1C or not work.anonymous):
        lines.append(f'    <p class="byline">Chapter by {site.byline(chapter.bylines)}</p>')
    if chapter.summary:
        lines += ["    <p>Chapter Summary</p>", f'    <blockquote class="userstuff">{chapter.summary}</blockquote>']
    target = f"#endnotes{chapter.position}"
    lines += _notes("Chapter Notes", chapter.notes, chapter.endnotes, "chapter", target, era)
    return "\n".join([*lines, "</div>"])


def _heading(chapter: FakeChapter, era: Era) -> str:
    """The title alone until D8; then always `Chapter N`, and the title escaped a second time."""
    numbered = f"Chapter {chapter.position}"
    opening = '<h2 class="heading">' if era >= Era.D1A else "<h2>"
    if era < Era.D8:
        return f"{opening}{stored(chapter.title) or numbered}</h2>"
    title = html.escape(stored(chapter.title), quote=True)
    return f"{opening}\n      {numbered}{': ' if title else ''}{title}\n  </h2>"


def _afterword(work: FakeWork, site: Site) -> str:
    """End notes, works inspired by this one, and the way to the comments."""
    meta = _afterword_meta(work, site)
    where, who = ("Archive", "creator") if site.era >= Era.D6 else ("archive", "author")
    comment = site.local(f"/works/{quote(work.work_id)}/comments/new")
    message = (
        f'<p class="message">Please drop by the {where} and <a href="{comment}">comment</a>'
        f" to let the {who} know if you enjoyed their work!</p>"
    )
    if site.era < Era.D3:
        return "\n".join([*meta, message])
    return "\n".join(
        ['<div id="afterword">', '  <h2 class="toc-heading">Afterword</h2>', "", *meta, "", f"  {message}", "</div>"]
    )


def _afterword_meta(work: FakeWork, site: Site) -> list[str]:
    listed = inspired_list(work, site)
    if not work.endnotes and not listed:
        return []
    lines = ['    <div class="meta">']
    if work.endnotes:
        lines += [
            '        <div id="endnotes">',
            "          <p>End Notes</p>",
            f'          <blockquote class="userstuff">{work.endnotes}</blockquote>',
            "        </div>",
            "",
        ]
    return [*lines, *listed, "    </div>"]
