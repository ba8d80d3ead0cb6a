"""What a case of a saved page is, and the works that have all that a page can show."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tests.ao3.cases.eras import everything
from tests.ao3.pages import Age, PageFacts, Viewer, page_facts, render_page
from tests.ao3.works import Collection, FakeWork, Name, pseud

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["CREATOR", "READER", "VISITOR", "PageCase", "full_work", "page_case"]

VISITOR = Viewer()
READER = Viewer(logged_in=True)
CREATOR = Viewer(logged_in=True, is_creator=True)
_SKIN = "#workskin .letter {\n  font-style: italic;\n}\n\n#workskin .sign,\n#workskin .shout {\n  font-weight: bold;\n}"


def _as_sent(page: bytes) -> bytes:
    return page


@dataclass(frozen=True, kw_only=True)
class PageCase:
    """A saved page, and what must be read out of it."""

    name: str
    work: FakeWork
    age: Age
    at: int | None
    viewer: Viewer
    expected: PageFacts
    resave: Callable[[bytes], bytes] = _as_sent
    suffix: str = ".html"

    def source(self) -> bytes:
        """The file."""
        return self.resave(render_page(self.work, self.age, self.at, self.viewer))


def page_case(
    name: str,
    work: FakeWork,
    age: Age = Age.A2026_06,
    at: int | None = None,
    viewer: Viewer = VISITOR,
    **changes: Any,
) -> PageCase:
    """A case that expects all that the page shows of `work`, but for the facts named in `changes`."""
    resave, suffix = changes.pop("resave", _as_sent), changes.pop("suffix", ".html")
    expected = replace(page_facts(work, age, at, viewer), **changes)
    return PageCase(
        name=f"page-{name}", work=work, age=age, at=at, viewer=viewer, expected=expected, resave=resave, suffix=suffix
    )


def full_work(age: Age) -> FakeWork:
    """All that a work can have, and all that only pages tell of it."""
    return replace(
        everything(age.era),
        recipients=(pseud("gull"), Name(shown="Somebody of the Harbour")),
        prompts=(
            (pseud("wave"), Collection(title="tide_tables", name="tide_tables")),
            (Name(shown="Anonymous"), Collection(title="bread", name="bread")),
        ),
        comments=12,
        kudos=1345,
        bookmarks=7,
        hits=23456,
        skin=_SKIN,
    )
