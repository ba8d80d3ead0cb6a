"""
Prints the archive's pages that put works and chapters in order: a series, and the index of a work's chapters.

Templates followed: otwarchive series/show.html.erb, works/_work_module.html.erb, works/navigate.html.erb.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from tests.ao3.head import stored
from tests.ao3.links import link

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tests.ao3.pages.age import Age
    from tests.ao3.works import FakeChapter, FakeWork, Name, Series

__all__ = ["SLICE", "render_index", "render_series"]

SLICE = 25
"""Works on a page of a series since 2024-03-24."""
_LABELS_OF_TODAY = 201312
_SLICED = 202403


def render_series(works: Sequence[FakeWork], series: Series, age: Age, page: int = 1, **said: str) -> bytes:
    """
    The page of a series, in its stored order; since 2024-03 the slice of that number.

    `said` may hold the HTML of `description` and `notes`, `mystery` (the id of a work that is not revealed), and
    `site` (put before the addresses of works, as browsers do when they save).
    """
    shown = works[SLICE * (page - 1) : SLICE * page] if age >= _SLICED else works
    inside = [
        f'<h2 class="heading">{stored(series.title)}</h2>',
        *_table(works, series, age, said),
        '<h3 class="landmark heading">Listing Series</h3>',
        '<ul class="series work index group">',
        *(line for work in shown for line in _blurb(work, said)),
    ]
    if said.get("mystery"):
        heading = '<div class="mystery header picture module"><h4 class="heading">Mystery Work</h4></div>'
        inside.append(f'<li id="work_{said["mystery"]}" class="work blurb group mystery">{heading}</li>')
    inside.append("</ul>")
    if age >= _SLICED and len(works) > SLICE:
        other = link(f"/series/{series.key}?page={page % 2 + 1}", f"{page % 2 + 1}")
        inside.append(f'<ol class="pagination actions" role="navigation"><li>{other}</li></ol>')
    return _page("series-show", inside)


def render_index(work: FakeWork, days: Iterable[str] = ()) -> bytes:
    """The index of a work's chapters, with the day on which each was posted (else that of the work)."""
    dates = [*days] or [work.published] * len(work.chapters)
    title = link(f"/works/{work.work_id}", stored(work.title))
    entries = (_entry(chapter, work, day) for chapter, day in zip(work.chapters, dates, strict=True))
    return _page(
        "works-navigate",
        [
            f'<h2 class="heading">Chapter Index for {title} by {_byline(work.bylines)}</h2>',
            '<ol class="chapter index group" role="navigation">',
            *entries,
            "</ol>",
        ],
    )


def _page(kind: str, inside: list[str]) -> bytes:
    return "\n".join(
        [
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>A page</title>\n</head>',
            '<body class="logged-out">\n<div id="outer" class="wrapper">',
            '<div id="header" class="region"><h1 class="heading"><a href="/">Archive of Our Own</a></h1></div>',
            f'<div id="inner" class="wrapper">\n<div id="main" class="{kind} region" role="main">',
            '<div class="flash"></div>',
            *inside,
            '</div>\n</div>\n<div id="footer" class="region"></div>\n</div>\n</body>\n</html>\n',
        ]
    ).encode()


def _byline(names: Iterable[Name]) -> str:
    return ", ".join(
        link(f"/users/{quote(name.user)}/pseuds/{quote(name.shown.split(' (')[0])}", stored(name.shown), 'rel="author"')
        if name.user
        else stored(name.shown)
        for name in names
    )


def _table(works: Sequence[FakeWork], series: Series, age: Age, said: dict[str, str]) -> list[str]:
    """The list of what is said of the series."""
    modern = age >= _LABELS_OF_TODAY
    names = list(dict.fromkeys(name for work in works for name in work.bylines))
    creators = ("Creators:" if len(names) > 1 else "Creator:") if modern else "Author(s):"
    days = [work.revised or work.published for work in works]
    rows = [
        (creators, _byline(names)),
        ("Series Begun:" if modern else "Series begun:", min(work.published for work in works)),
        ("Series Updated:" if modern else "Series updated:", max(days)),
    ]
    for label in [label for label in ("Description", "Notes") if said.get(label.lower())]:
        rows += [(f"{label}:", f'<blockquote class="userstuff">{said[label.lower()]}</blockquote>')]
    words = sum(work.words or 0 for work in works)
    if not modern:
        rows += [("Works included:", f"{len(works)}"), ("Word count:", f"{words}")]
        return ['<dl class="series meta group">', *_pairs(rows), "</dl>"]
    count = len(works) + bool(said.get("mystery"))
    stats = [("Words:", f"{words:,}"), ("Works:", f"{count}"), ("Complete:", "No")]
    stats.append(("Bookmarks:", link(f"/series/{series.key}/bookmarks", "12")))
    inner = ['<dl class="stats">', *_pairs(stats), "</dl>"]
    return ['<dl class="series meta group">', *_pairs(rows), "<dt>Stats:</dt>", "<dd>", *inner, "</dd>", "</dl>"]


def _pairs(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    return (f"<dt>{label}</dt>\n<dd>{value}</dd>" for label, value in rows)


def _blurb(work: FakeWork, said: dict[str, str]) -> Iterator[str]:
    """A work in the list."""
    address = f"{said.get('site', '')}/works/{work.work_id}"
    yield f'<li id="work_{work.work_id}" class="work blurb group work-{work.work_id}" role="article">'
    yield '<div class="header module">\n<h4 class="heading">'
    yield f"{link(address, stored(work.title))}\nby\n{_byline(work.bylines)}"
    yield '</h4>\n<h5 class="fandoms heading"><span class="landmark">Fandoms:</span></h5>'
    yield '<p class="datetime">12 Mar 2019</p></div>'
    yield f'<blockquote class="userstuff summary">{work.summary}</blockquote>'
    yield '<h6 class="landmark heading">Series</h6>\n<ul class="series">'
    for one in work.series:
        yield f"<li>Part <strong>{one.position}</strong> of {link(f'/series/{one.key}', stored(one.title))}</li>"
    yield '</ul>\n<dl class="stats"><dt class="language">Language:</dt><dd class="language">English</dd></dl>\n</li>'


def _entry(chapter: FakeChapter, work: FakeWork, day: str) -> str:
    """`N. Title`, or `N. Chapter N`."""
    title = stored(chapter.title) or f"Chapter {chapter.position}"
    address = f"/works/{work.work_id}/chapters/{chapter.chapter_id}"
    return f'<li>{link(address, f"{chapter.position}. {title}")} <span class="datetime">({day})</span></li>'
