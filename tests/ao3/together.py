"""Files that belong together: the pages of one work's chapters, works of one series, what puts them in order."""

from __future__ import annotations

from dataclasses import replace

from tests.ao3 import prose
from tests.ao3.cases.case import chapter, one, several
from tests.ao3.download import render
from tests.ao3.guides import render_index, render_series
from tests.ao3.pages import Age, render_page
from tests.ao3.works import Era, FakeWork, Series, pseud

__all__ = ["CLOCK", "HARBOUR", "TOGETHER"]

_SERIES = Series(title="The Harbour Books", key=71)
_FOOTNOTE = '<p>The tide was low.<a href="#note">*</a></p><p><a name="note" id="note">*</a> It often is.</p>'

CLOCK = several(
    "The Clock",
    chapter(1, "Oil"),
    chapter(2, "Springs"),
    chapter(3, "Hands"),
    work_id="201",
    published="2020-01-01",
    revised="2020-03-01",
    skin="#workskin .letter { margin-left: 2em; }",
    summary="<p>A clock is mended.</p>",
    endnotes="<p>It still goes.</p>",
)
"""A work of three chapters."""


def _harbour(number: int, work: FakeWork) -> FakeWork:
    series = (replace(_SERIES, position=number),)
    return replace(work, work_id=str(300 + number), series=series, published=f"2021-01-0{number}")


HARBOUR = (
    _harbour(1, one("The Harbour", _FOOTNOTE, summary="<p>A boat comes in.</p>", tags=("Boats", "Fog"))),
    _harbour(2, one("المنارة", prose.story(prose.ARABIC), language="العربية", bylines=(pseud("حارسة", "haris"),))),
    _harbour(
        3,
        several(
            "The Ledger",
            chapter(
                1, "Gulls", f'{_FOOTNOTE}<p>As in <a href="https://archiveofourown.org/works/301">The Harbour</a>.</p>'
            ),
            chapter(2, "Terns", endnotes="<p>And a plover.</p>"),
            notes="<p>Counted twice.</p>",
            endnotes="<p>Nobody counted the terns again.</p>",
            revised="2021-02-02",
        ),
    ),
    _harbour(4, one("The Fog Bell", rating="Mature")),
)
"""Four works of a series: of one chapter and of two, with equal anchors, one of them written from the right."""

TOGETHER = {
    "clock-1": render_page(CLOCK, Age.A2026_06, 1),
    "clock-2": render_page(CLOCK, Age.A2026_06, 2),
    "clock-3": render_page(CLOCK, Age.A2026_06, 3),
    "clock-download": render(CLOCK, Era.D11),
    "clock-index": render_index(CLOCK, ["2020-01-01", "2020-02-01", "2020-03-01"]),
    **{f"harbour-{number}": render(work, Era.D11) for number, work in enumerate(HARBOUR, 1)},
    "harbour-series": render_series(
        HARBOUR, _SERIES, Age.A2026_06, description="<p>All that happened at the harbour.</p>"
    ),
}
"""Name → file."""
