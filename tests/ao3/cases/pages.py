"""Saved pages: every age and kind, every setting of a viewer, odd states, and what saving does to a page."""

from __future__ import annotations

from dataclasses import replace

from tests.ao3 import prose
from tests.ao3.cases import page_files, page_states
from tests.ao3.cases.case import chapter, one, several
from tests.ao3.cases.pagecase import CREATOR, READER, PageCase, full_work, page_case
from tests.ao3.pages import Age, Viewer
from tests.ao3.works import Collection, FakeWork

__all__ = ["PAGE_CASES", "PageCase"]


def _oneshot(age: Age) -> FakeWork:
    return one(
        "The Last Loaf",
        prose.paragraphs("the-last-loaf", 4, age.era),
        work_id="40000002",
        summary="<p>One loaf, two people.</p>",
        notes="<p>For early risers.</p>",
        endnotes="<p>The recipe is real.</p>",
        hits=12,
    )


_AGES: tuple[PageCase, ...] = tuple(
    page_case(f"{age.label}-{kind}", work, age, at)
    for age in Age
    for kind, work, at in (
        ("entire", full_work(age), None),
        ("first", full_work(age), 1),
        ("middle", full_work(age), 3),
        ("last", full_work(age), 4),
        ("single", _oneshot(age), None),
        ("begun", several("Begun", chapter(1, "Dawn", notes="<p>Slowly.</p>"), planned=None), None),
    )
)

_COMMENT = (
    '<p>Lovely! See <a href="/works/666000111">mine</a>.</p><div class="userstuff"><h3 class="landmark heading" '
    'id="work">Work Text:</h3><p>I quote the whole chapter.</p></div>'
)

_VIEWERS: tuple[PageCase, ...] = tuple(
    page_case(f"{name}-{age.label}", full_work(age), age, None, viewer)
    for age in (Age.A2011_11, Age.A2017_01, Age.A2026_06)
    for name, viewer in (
        ("logged-in", READER),
        ("hidden-warnings", Viewer(logged_in=True, hides_warnings=True)),
        ("hidden-freeforms", Viewer(logged_in=True, hides_freeforms=True)),
        ("hidden-skin", Viewer(hides_skin=True)),
        ("comments-open", Viewer(comments=(_COMMENT, "<p>Thank you.</p>"))),
        ("proxy-notice", Viewer(proxy_notice=True)),
        ("admin-banner", Viewer(admin_banner='<p>We are down on <a href="/works/1">Monday</a>.</p>')),
        ("in-collection", Viewer(collection=Collection(title="Tide Tables", name="tide_tables"))),
        ("visible-position", Viewer(positions=(1, 3))),
        ("muted", Viewer(muted=True)),
        ("own-title", Viewer(title="The Harbour Band; Chapter 3")),
        ("flash-chapter", Viewer(flash="Sorry, we couldn't find the chapter you were looking for.")),
        ("flash-download", Viewer(flash="Sorry, downloads are currently disabled.", downloads=False)),
        ("unrevealed", replace(CREATOR, unrevealed=True)),
        ("hidden-by-admin", replace(CREATOR, hidden_by_admin=True)),
    )
)


PAGE_CASES: tuple[PageCase, ...] = (*_AGES, *_VIEWERS, *page_states.CASES, *page_files.CASES)
"""Every saved page that is to become a book."""
if len({case.name for case in PAGE_CASES}) != len(PAGE_CASES):
    raise ValueError("two cases have the same name")
