"""What a page tells besides the work: in which years it was printed, and in what state the work was then."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fic2epub.dom import text_of
from fic2epub.readers.page.text import drafts_in
from fic2epub.readers.selectors import child, classes, kids

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from fic2epub.errors import Note
    from fic2epub.model import Progress
    from fic2epub.readers.page.layout import Layout

__all__ = ["era_of", "is_chapter_page", "note_state", "skin_hidden"]

_PARTED = re.compile(r"\d,\d{3}")
_UNPARTED = re.compile(r"^\d{4,}(?:/|$)")
_SHOW_SKIN = "style=creator"
_UNREVEALED = "This work is part of an ongoing challenge"
_DRAFT = "This work is a draft"
_HIDDEN_BY_ADMIN = ("(Hidden by Admin)", "lockred")


def is_chapter_page(layout: Layout, progress: Progress | None) -> bool:
    """
    Whether the page shows one chapter of several (otwarchive chapters/show.html.erb).

    A work of which one chapter is posted is whole on either kind of page.
    """
    return len(layout.units) == 1 and (progress is None or progress.posted > 1)


def note_state(layout: Layout, note: Note) -> None:
    """Say what was not public, and what the archive could not give, when the page was saved."""
    drafts = drafts_in(layout)
    if layout.preview:
        note("R020", "this is its author's preview of the work: what the archive posted may be other")
    elif drafts:
        note("R020", f"chapters that were drafts when the page was saved: {', '.join(map(str, drafts))}")
    title = child(layout.preface, "h2", "title")
    for image in kids(title, "img"):
        if any(sign in f"{image.get('alt')} {image.get('src')}" for sign in _HIDDEN_BY_ADMIN):
            note("R020", "the archive's staff had hidden the work when the page was saved")
    for text in _notices(layout, "p", "notice"):
        if text.startswith((_DRAFT, _UNREVEALED)):
            note("R020", f"when the page was saved, the archive said: “{text}”")
    for text in _notices(layout, "div", "error"):
        note("R021", f"this page is what the archive showed in place of another, and said: “{text}”")


def _notices(layout: Layout, tag: str, class_: str) -> Iterator[str]:
    """What the archive says above the work."""
    around = [] if layout.main is None else [layout.main, *kids(layout.main, "div", "work")]
    for parent in around:
        for kid in kids(parent, tag, class_):
            text = text_of(kid)
            if text:
                yield text


def skin_hidden(layout: Layout) -> bool:
    """Whether the work has a skin that the reader had switched off: then the page offers to show it."""
    return any(_SHOW_SKIN in (link.get("href") or "") for menu in layout.actions for link in menu.iter("a"))


def era_of(layout: Layout, rows: Mapping[str, _Element]) -> str:
    """
    In which years the archive printed such a page: `2011-11 to 2014-03`, `2026-06 or later`; empty for a mixture.

    Each sign says that a page is from its month on, or from before, or, where it could not show, nothing.
    """
    since, until = "", ""
    for month, shown in _signs(layout, rows):
        if shown:
            since = max(since, month)
        elif shown is not None:
            until = min(until or month, month)
    if since and until:
        last = _before(until)
        return "" if since > last else since if since == last else f"{since} to {last}"
    return f"{since} or later" if since else f"to {_before(until)}" if until else ""


def _signs(layout: Layout, rows: Mapping[str, _Element]) -> Iterator[tuple[str, bool | None]]:
    """Months in which otwarchive's templates changed, and whether the page shows the change."""
    meta, language, series, stats = layout.meta, rows.get("language"), rows.get("series"), rows.get("stats")
    frame = layout.preface if meta is None else meta
    modern = frame is not None and "group" in classes(frame)
    around = {name for box in layout.skin.iterancestors() for name in (*classes(box), box.get("id") or "")}
    whole = layout.main is not None and not layout.preview and len(layout.units) != 1
    yield "2010-10", _userstuff(layout)
    yield "2011-11", None if frame is None else modern
    yield "2013-09", _list_of_associations(layout.preface)
    yield "2014-04", None if language is None else True
    yield "2015-07", _classes_of_stats(stats)
    yield "2017-01", _classes_of_arrows(series)
    yield "2022-09", None if series is None else " of the " not in text_of(series)
    yield "2023-04", _separators(stats)
    yield "2023-05", "role" not in meta.attrib if modern and meta is not None else None
    yield "2023-06", None if language is None else "lang" in language.attrib
    yield "2025-12", "work" in around if whole else None
    yield "2026-06", "work-skin" in around if layout.main is not None else None


def _userstuff(layout: Layout) -> bool | None:
    """The class of boxes with an author's text was `user-generated-view` at first."""
    boxes = [layout.chapters, *kids(layout.chapters, "div")]
    boxes += [box for _, unit in layout.units[:1] for box in kids(unit, "div")]
    found = {name for box in boxes for name in classes(box)} & {"userstuff", "user-generated-view"}
    return "userstuff" in found if found else None


def _list_of_associations(preface: _Element | None) -> bool | None:
    """Gifts and related works are a list; until 2013-09 they were a heading and paragraphs."""
    notes = child(preface, "div", "notes")
    if notes is None or "group" not in classes(preface if preface is not None else notes):
        return None
    if child(notes, "ul", "associations") is not None:
        return True
    return False if child(notes, "h4") is not None else None


def _classes_of_stats(stats: _Element | None) -> bool | None:
    cells = [] if stats is None else [cell for cell in stats.iter("dd") if cell is not stats]
    return any(classes(cell) for cell in cells) if cells else None


def _classes_of_arrows(series: _Element | None) -> bool | None:
    """The links to the neighbours in a series; most works have only one link there."""
    arrows = [] if series is None else [link for link in series.iter("a") if "/works/" in (link.get("href") or "")]
    return any(classes(link) for link in arrows) if arrows else None


def _separators(stats: _Element | None) -> bool | None:
    """Commas part the thousands; small numbers tell nothing."""
    numbers = [] if stats is None else [text_of(cell) for cell in stats.iter("dd") if cell is not stats]
    if any(_PARTED.search(number) for number in numbers):
        return True
    return False if any(_UNPARTED.search(number) for number in numbers) else None


def _before(month: str) -> str:
    """The month before: `2022-12` for `2023-01`."""
    year, number = int(month[:4]), int(month[5:])
    return f"{year - 1}-12" if number == 1 else f"{year}-{number - 1:02}"
