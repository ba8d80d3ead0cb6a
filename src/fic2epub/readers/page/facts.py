"""The metadata of a page: preface, list of tags, stats, associations, and the list of works it inspired."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from fic2epub.dom import lines_of, text_of
from fic2epub.model import Kinship, Metadata, Progress, Reception
from fic2epub.readers.bylines import creators_of, linked, related_of
from fic2epub.readers.facts import date_of, language_tag, note_gaps, number_of
from fic2epub.readers.labels import warning_of
from fic2epub.readers.page.preface import associations_of, children_of
from fic2epub.readers.page.rows import collections_in, series_in, stats_of, tags_in
from fic2epub.readers.selectors import child, kids

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from fic2epub.errors import Note
    from fic2epub.model import Creator, Html
    from fic2epub.readers.page.address import Address
    from fic2epub.readers.page.layout import Layout

__all__ = ["read_facts"]

_LOCK = ("(Restricted)", "lockblue")
"""Text and name of the picture before the title of a work for people with an account (works/_preface.html.erb)."""
_NUMBER = re.compile(r"\d[\d,.]*")
"""What extensions of browsers write after it is not the archive's."""
_CHAPTERS = re.compile(r"(\d[\d,.]*)\s*/\s*(\d[\d,.]*|\?)")
_TAG_FIELDS = ("warnings", "categories", "fandoms", "relationships", "characters", "tags")
_SHOWN_AS = {"warnings": "archive warnings", "tags": "additional tags"}


def read_facts(
    layout: Layout, rows: Mapping[str, _Element], summary: Html | None, address: Address, note: Note
) -> Metadata:
    """All that a page says of its work, whose summary was found; what it does not say is empty, with a notice."""
    language_name = text_of(rows.get("language")) or None
    about = associations_of(layout.preface, address.site, dotted="lang" not in _attributes(rows.get("language")))
    fields: dict[str, Any] = {
        "title": text_of(child(layout.preface, "h2", "title")),
        "creators": _creators(layout, address.site),
        "rating": ", ".join(tags_in(rows.get("rating")).names) or None,
        **_tags(rows, note),
        "language": language_tag(language_name, note),
        "language_name": language_name,
        "series": series_in(rows.get("series"), address.site),
        "collections": collections_in(rows.get("collections"), address.site),
        "recipients": about.recipients,
        "prompts": about.prompts,
        "related": (*about.related, *related_of(_inspired(layout, address.site), Kinship.INSPIRED)),
        "source_url": address.url,
        "work_id": address.work_id,
        "restricted": _is_restricted(layout),
        "summary": "" if summary is None else "\n".join(lines_of(summary.element)),
        **_stats(stats_of(rows.get("stats")), note),
    }
    _note_lacks(layout, fields, address, note)
    note_gaps(fields, note)
    return Metadata(**fields)


def _attributes(element: _Element | None) -> Mapping[str, str]:
    return {} if element is None else dict(element.attrib)


def _creators(layout: Layout, site: str) -> tuple[Creator, ...]:
    byline = child(layout.preface, "h3", "byline")
    return () if byline is None else creators_of(linked(byline, base=site), "")


def _tags(rows: Mapping[str, _Element], note: Note) -> dict[str, tuple[str, ...]]:
    """Each kind of tag; hidden ones are unknown, and no tags named `Show warnings`."""
    found: dict[str, tuple[str, ...]] = {}
    for field in _TAG_FIELDS:
        names, hidden = tags_in(rows.get(field))
        if hidden:
            note("R017", f"{_SHOWN_AS.get(field, field)} were hidden in the browser that saved the page", field)
        found[field] = tuple(dict.fromkeys(map(warning_of, names))) if field == "warnings" else names
    return found


def _inspired(layout: Layout, site: str) -> list[Any]:
    return [line for block in layout.back for line in children_of(block, site)]


def _is_restricted(layout: Layout) -> bool:
    title = child(layout.preface, "h2", "title")
    shown = [f"{image.get('alt')} {image.get('src')}" for image in kids(title, "img")]
    return any(sign in image for image in shown for sign in _LOCK)


def _stats(stats: Mapping[str, str], note: Note) -> dict[str, Any]:
    """Dates, words, progress and what readers did; pages print the day of the last change even if it is the first."""
    first, last = stats.get("published"), stats.get("status")
    if first is None:
        note("R015", "no date of publication is in the file", "published")
    numbers = {name: number_of(match[0]) for name, text in stats.items() if (match := _NUMBER.match(text))}
    count = _CHAPTERS.match(stats.get("chapters", ""))
    progress = None
    if count is not None:
        progress = Progress(number_of(count[1]), None if count[2] == "?" else number_of(count[2]))
    reception = Reception(**{name: numbers.get(name) for name in Reception._fields})
    return {
        "published": date_of(first, "published", note),
        "updated": date_of(None if last == first else last, "updated", note),
        "words": numbers.get("words"),
        "progress": progress,
        "reception": reception,
    }


def _note_lacks(layout: Layout, fields: Mapping[str, Any], address: Address, note: Note) -> None:
    """Say what a piece of a page, or a page with a menu but without hosts, does not tell."""
    if layout.meta is None:
        note("R026", "the list of tags and numbers is not in the file: it is only a piece of the page")
    if address.work_id and not address.sure:
        note("R024", f"no address tells on which site the work is: taken to be on {address.site}", "source_url")
    if fields["series"]:
        note("R025", "the place in a series counts the works that could be seen by who saved the page", "series")
