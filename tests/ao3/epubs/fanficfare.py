"""
Prints a fake work as an EPUB by FanFicFare.

Shapes are those of FanFicFare 4.62 with its defaults (writers/writer_epub.py, adapters/base_otw_adapter.py), which
reads the work's page, the page of its chapters included.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from tests.ao3.epubs.packing import NAMESPACES, XHTML, as_xml, container, manifest_of, packed, parsed_body
from tests.ao3.head import stored
from tests.ao3.links import Site
from tests.ao3.relations import inspired_list, related_list
from tests.ao3.works import Era

if TYPE_CHECKING:
    from tests.ao3.works import FakeChapter, FakeWork, Name

__all__ = ["fanficfare_epub"]

_KEPT = frozenset(("href", "name", "class", "id", "src", "alt"))
"""Attributes that it leaves (defaults.ini, `keep_html_attrs`; pictures with `include_images`)."""
_SITE = Site("archiveofourown.org", Era.D11)


def fanficfare_epub(work: FakeWork, *, table: bool = False) -> bytes:
    """The EPUB; `table` prints the title page as a table, with all entries that may be asked for."""
    names = [f"file{place:04}.xhtml" for place in range(1, len(work.chapters) + 1)]
    pages = {"title_page.xhtml": _title_page(work, table=table)}
    for place, (name, chapter) in enumerate(zip(names, work.chapters, strict=True)):
        pages[name] = _chapter_page(work, chapter, first=place == 0, last=place == len(names) - 1)
    if table:
        pages["log_page.xhtml"] = _page("Update Log", "logpage", "<h3>Update Log</h3><p>Packaged once.</p>")
    files: dict[str, str | bytes] = {
        "META-INF/container.xml": container("content.opf"),
        **{f"OEBPS/{name}": page for name, page in pages.items()},
        "OEBPS/stylesheet.css": "body { margin: 2%; }\n",
        "content.opf": _package(work, [f"OEBPS/{name}" for name in pages]),
    }
    return packed(files)


def _url(work: FakeWork) -> str:
    return f"https://archiveofourown.org/works/{work.work_id}"


def _page(title: str, kind: str, inside: str, head: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<html xmlns="{XHTML}">\n<head>\n<title>{escape(title)}</title>\n'
        f'<link href="stylesheet.css" type="text/css" rel="stylesheet"/>\n{head}</head>\n'
        f'<body class="fff_{kind}">\n{inside}\n</body>\n</html>\n'
    )


def _title_page(work: FakeWork, *, table: bool) -> str:
    authors = ", ".join(
        f"<a class='authorlink' href='https://archiveofourown.org/users/{name.user}/pseuds/x'>"
        f"{escape(name.archivist or name.shown)}</a>"
        if name.user
        else f"<a class='authorlink' href='https://archiveofourown.org/'>{escape(name.shown)}</a>"
        for name in work.bylines
    )
    entries = _entries(work, more=table)
    heading = f'<h3><a href="{_url(work)}">{stored(work.title)}</a> by {authors}</h3>\n'
    if table:
        rows = "\n".join(
            f'<tr><td colspan="2"><b>{label}:</b> {value}</td></tr>'
            if label == "Summary"
            else f"<tr><td><b>{label}:</b></td><td>{value}</td></tr>"
            for label, value in entries
        )
        return _page(work.title, "titlepage", f'{heading}<table class="full">\n{rows}\n</table>\n')
    lines = "\n\n".join(f"<b>{label}:</b> {value}<br />" for label, value in entries)
    return _page(work.title, "titlepage", f"{heading}<div>\n\n{lines}\n\n</div>\n")


def _entries(work: FakeWork, *, more: bool) -> list[tuple[str, str]]:
    """Label and value, in the order of defaults.ini; what is empty is left out."""
    count = len(work.chapters)
    finished = work.planned is not None and work.posted_count >= work.planned
    entries = [
        ("Series", _series(work, 0)),
        ("Category", escape(", ".join(work.fandoms), quote=False)),
        ("Genre", escape(", ".join(sorted((*work.tags, *work.categories))), quote=False)),
        ("Language", escape(work.language)),
        ("Characters", escape(", ".join(work.characters), quote=False)),
        ("Relationships", escape(", ".join(work.relationships), quote=False)),
        ("Status", "Completed" if finished else "In-Progress"),
        ("Published", work.published),
        ("Updated", work.revised or work.published),
        ("Packaged", "2020-01-02 03:04:06"),
        ("Rating", work.rating or ""),
        ("Warnings", escape(", ".join(work.warnings), quote=False)),
        ("Chapters", f"{count:,}"),
        ("Words", "" if work.words is None else f"{work.words:,}"),
        ("Publisher", "archiveofourown.org"),
        ("Summary", f'<div class="userstuff">{_cleaned(work.summary)}</div>' if work.summary else ""),
    ]
    if more:
        entries += [
            ("Chapters/Total Chapters", f"{work.posted_count:,}/{'?' if work.planned is None else work.planned}"),
            ("Freeform Tags", escape(", ".join(work.tags), quote=False)),
            ("AO3 Categories", ", ".join(work.categories)),
            ("Kudos", "" if work.kudos is None else f"{work.kudos:,}"),
            ("Hits", "" if work.hits is None else f"{work.hits:,}"),
            ("Collections", _collections(work)),
            ("Additional Series", _series(work, 1)),
            ("Byline", ", ".join(_bylined(name) for name in work.bylines)),
        ]
    return [(label, value) for label, value in entries if value]


def _bylined(name: Name) -> str:
    """A name as the page's byline shows it."""
    return escape(f"{name.shown} [archived by {name.archivist}]" if name.archivist else name.shown)


def _series(work: FakeWork, place: int) -> str:
    if len(work.series) <= place:
        return ""
    series = work.series[place]
    url = f"https://archiveofourown.org/series/{series.key}"
    return f"<a class='serieslink' href='{url}'>{stored(series.title)} [{series.position}]</a>"


def _collections(work: FakeWork) -> str:
    return ", ".join(
        f"<a class='collectionslink' href='https://archiveofourown.org/collections/{entry.name}'>{stored(entry.title)}</a>"
        for entry in work.collections
    )


def _chapter_page(work: FakeWork, chapter: FakeChapter, *, first: bool, last: bool) -> str:
    title = stored(work.title if len(work.chapters) == 1 else _listed(chapter))
    told = re.sub('"', "&quot;", title)
    url = f"{_url(work)}/chapters/{chapter.chapter_id}"
    head = f'<meta name="chapterurl" content="{url}" />\n<meta name="chapterorigtitle" content="{told}" />\n'
    before = _before(work, chapter, first=first)
    after = _after(work, chapter, last=last)
    text = f'<div class="userstuff module">{_cleaned(chapter.body)}</div>'
    story = f'<div class="story">{before}{text}{after}</div>'
    return _page(title, "chapter", f'<h3 class="fff_chapter_title">{told}</h3>\n{story}', head)


def _listed(chapter: FakeChapter) -> str:
    """A chapter's name in the archive's index."""
    return f"{chapter.position}. {chapter.title or f'Chapter {chapter.position}'}"


def _before(work: FakeWork, chapter: FakeChapter, *, first: bool) -> str:
    parts = []
    single = len(work.chapters) == 1 and work.planned == 1
    relations = "\n".join(related_list(work, _SITE)) if first else ""
    if first and (work.notes or relations):
        parts.append(f"<b>Author's Note:</b>{relations}{_quote(work.notes)}")
    if chapter.summary and not single:
        parts.append(f"<b>Summary for the Chapter:</b>{_quote(chapter.summary)}")
    if chapter.notes and not single:
        parts.append(f"<b>Notes for the Chapter:</b>{_quote(chapter.notes)}")
    return f'<div class="fff_chapter_notes fff_head_notes">{"".join(parts)}</div>' if parts else ""


def _after(work: FakeWork, chapter: FakeChapter, *, last: bool) -> str:
    parts = []
    if chapter.endnotes and (len(work.chapters) > 1 or work.planned != 1):
        parts.append(f"<b>Notes for the Chapter:</b>{_quote(chapter.endnotes)}")
    if last and work.endnotes:
        parts.append(f"<b>Author's Note:</b>{_quote(work.endnotes)}")
    if last and work.inspired:
        cells = re.findall(r"<dd>\s*(.*?)\s*</dd>", "\n".join(inspired_list(work, _SITE)), re.DOTALL)
        works = "".join(f"<li>{cell}</li>" for cell in cells)
        parts.append(
            '<div class="children module" id="children"><b class="heading">Works inspired by this one:</b>'
            f"<ul>{works}</ul></div>"
        )
    return f'<div class="fff_chapter_notes fff_foot_notes">{"".join(parts)}</div>' if parts else ""


def _quote(markup: str) -> str:
    return f'<blockquote class="userstuff">{_cleaned(markup)}</blockquote>' if markup else ""


def _cleaned(markup: str) -> str:
    """The markup without most attributes, as XML."""
    body = parsed_body(f"<body><div>{markup}</div></body>")
    for element in body.iter("*"):
        for name in [name for name in element.attrib if name not in _KEPT]:
            del element.attrib[name]
    inside = as_xml(body[0])
    return re.sub(r"(</p>|<br ?/>)\n*", r"\1\n", re.sub(r"^<div>|</div>$|^<div/>$", "", inside))


def _package(work: FakeWork, pages: list[str]) -> str:
    uid = f"fanficfare-uid:archiveofourown.org-ux-s{work.work_id}"
    creators = "".join(f'    <dc:creator opf:role="aut">{escape(name.shown)}</dc:creator>\n' for name in work.bylines)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<package version="2.0" xmlns="http://www.idpf.org/2007/opf"'
        f' unique-identifier="fanficfare-uid">\n  <metadata {NAMESPACES}>\n'
        f'    <dc:identifier id="fanficfare-uid">{uid}</dc:identifier>\n'
        f'    <dc:title id="id">{stored(work.title)}</dc:title>\n{creators}'
        '    <dc:contributor id="id-3">FanFicFare [https://github.com/JimmXinu/FanFicFare]</dc:contributor>\n'
        f"    <dc:language>en</dc:language>\n    <dc:source>{_url(work)}</dc:source>\n  </metadata>\n"
        f"{manifest_of(['OEBPS/stylesheet.css', *pages], pages)}\n</package>\n"
    )
