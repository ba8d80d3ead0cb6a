"""The `dl.tags` of a download, with the Stats cell (otwarchive downloads/_download_preface.html.erb)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ao3.head import stored
from tests.ao3.links import link
from tests.ao3.works import Era

if TYPE_CHECKING:
    from tests.ao3.links import Site
    from tests.ao3.works import FakeWork

__all__ = ["printed_warning", "rows"]

_PLURALS = {"Category": "Categories", "Additional Tags": "Additional Tags"}


def printed_warning(name: str, era: Era) -> str:
    """A warning under the name it had then (otwarchive config/config.yml)."""
    if name == "Creator Chose Not To Use Archive Warnings" and era < Era.D5:
        return "Choose Not To Use Archive Warnings"
    if name == "Underage Sex" and era < Era.D7:
        return "Underage"
    return name


def rows(work: FakeWork, site: Site) -> list[str]:
    """All rows in their fixed order; empty ones are left out."""
    groups = (
        ("Rating", (work.rating,) if work.rating else ()),
        ("Archive Warning", tuple(printed_warning(name, site.era) for name in work.warnings)),
        ("Category", work.categories),
        ("Fandom", work.fandoms),
        ("Relationship", work.relationships),
        ("Character", work.characters),
        ("Additional Tags", work.tags),
    )
    lines: list[str] = []
    for label, names in groups:
        if names:
            lines += _row(_label(label, len(names), site.era), ", ".join(site.tag(name) for name in names))
    if site.era >= Era.D4 and work.language:
        lines += _row("Language", work.language)
    return [*lines, *_series_row(work, site), *_collections_row(work, site), *_stats_row(work, site.era)]


def _label(label: str, count: int, era: Era) -> str:
    if count < 2 or era < Era.D6:
        return label
    return _PLURALS.get(label, f"{label}s")


def _row(label: str, value: str) -> list[str]:
    return [f"          <dt>{label}:</dt>", f"          <dd>{value}</dd>"]


def _series_row(work: FakeWork, site: Site) -> list[str]:
    if not work.series:
        return []
    gap = " " if site.era >= Era.D7 else "\n"
    parts = [
        f"Part {entry.position} of{gap}{link(site.absolute(f'/series/{entry.key}'), stored(entry.title))}"
        for entry in work.series
    ]
    return _row("Series", ", ".join(parts))


def _collections_row(work: FakeWork, site: Site) -> list[str]:
    if not work.collections:
        return []
    links = [link(site.absolute(f"/collections/{entry.name}"), stored(entry.title)) for entry in work.collections]
    return _row("Collections", (", " if site.era >= Era.D7 else ",\n").join(links))


def _stats_row(work: FakeWork, era: Era) -> list[str]:
    """One cell of indented lines; Words before Chapters and both always from D5, separators from D5a."""
    lines = [f"        Published: {work.published}"]
    if work.revised:
        finished = work.planned is not None and work.posted_count >= work.planned
        lines.append(f"          {'Completed' if finished else 'Updated'}: {work.revised}")
    words = f"        Words: {'' if work.words is None else _number(work.words, era)}"
    chapters = f"Chapters: {_number(work.posted_count, era)}/{_planned(work, era)}"
    if era >= Era.D5:
        lines += [words, f"        {chapters}"]
    else:
        if work.planned != 1 or work.posted_count > 1:
            lines.append(f"          {chapters}")
        lines.append(words)
    return ["      <dt>Stats:</dt>", "      <dd>", *lines, "      </dd>"]


def _planned(work: FakeWork, era: Era) -> str:
    return "?" if work.planned is None else _number(work.planned, era)


def _number(number: int, era: Era) -> str:
    return f"{number:,}" if era >= Era.D5A else str(number)
