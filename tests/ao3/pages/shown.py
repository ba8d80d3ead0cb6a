"""A work as one page shows it: what of it is there, and how that page writes names, links and classes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from tests.ao3.head import stored
from tests.ao3.links import link
from tests.ao3.pages.age import Age

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.ao3.pages.viewer import Viewer
    from tests.ao3.works import FakeChapter, FakeWork, Name

__all__ = ["Shown"]


@dataclass(frozen=True)
class Shown:
    """One page of a work."""

    work: FakeWork
    age: Age
    at: int | None
    """Position of the chapter whose page this is; None is the entire work."""
    viewer: Viewer

    @property
    def of_chapter(self) -> bool:
        """Whether it is a page of one chapter."""
        return self.at is not None

    @property
    def chapters(self) -> tuple[FakeChapter, ...]:
        """The chapters on the page; drafts are for their creators."""
        there = self.work.chapters
        if not self.viewer.is_creator:
            there = tuple(chapter for chapter in there if chapter.position not in self.viewer.drafts)
        return tuple(chapter for chapter in there if self.at in (None, chapter.position))

    @property
    def in_chapters(self) -> bool:
        """Whether the text has chapter heads: several chapters, or since 2019-09 several to be."""
        several = len(self.work.chapters) > 1 or self.of_chapter
        return several or (self.age >= Age.A2019_09 and self.work.planned != 1)

    @property
    def has_start(self) -> bool:
        """Whether summary and notes of the work are on the page: the page of the first chapter has them, too."""
        return not self.of_chapter or self.chapters[0] == self.work.chapters[0]

    @property
    def has_end(self) -> bool:
        """Whether the afterword is on the page: the page of the last chapter has it, too."""
        return not self.of_chapter or self.chapters[0] == self.work.chapters[-1]

    @property
    def path(self) -> str:
        """The page's own path."""
        into = f"/collections/{self.viewer.collection.name}" if self.viewer.collection else ""
        chapter = f"/chapters/{self.chapters[0].chapter_id}" if self.of_chapter else ""
        return f"{into}/works/{self.work.work_id}{chapter}"

    @property
    def site_name(self) -> str:
        """What the site calls itself; another host's is its first label."""
        ours = any(sign in self.work.host for sign in ("archiveofourown", "ao3", "transformativeworks"))
        return "Archive of Our Own" if ours else self.work.host.split(".")[0].title()

    @property
    def userstuff(self) -> str:
        """The class of an author's text."""
        return "userstuff" if self.age >= Age.A2010_10 else "user-generated-view"

    @property
    def role(self) -> str:
        """What `role` says of all that is no text."""
        return ' role="complementary"' if Age.A2010_10 <= self.age < Age.A2023_05 else ""

    def grouped(self, name: str) -> str:
        """Classes of a block."""
        return f"{name} group" if self.age >= Age.A2011_11 else name

    def headed(self, name: str, *, before: bool = False) -> str:
        """Classes of a heading."""
        if self.age < Age.A2011_11:
            return name
        return f"heading {name}" if before else f"{name} heading"

    def absolute(self, path: str) -> str:
        """With the host, as tags and shared links have it."""
        return f"{'https' if self.age >= Age.A2025_12 else 'http'}://{self.work.host}{path}"

    def picture(self, name: str) -> str:
        """Address of one of the site's own pictures."""
        return f"/images/{name}"

    def byline(self, names: Iterable[Name]) -> str:
        """Names joined by ", ", with links from the root; creators see themselves behind `Anonymous`."""
        return ", ".join(self._name(name) for name in names)

    def _name(self, name: Name) -> str:
        if name.user is None:
            if name.shown == "Anonymous" and self.viewer.is_creator:
                return "Anonymous [" + link("/users/secret_ada/pseuds/secret_ada", "secret_ada", 'rel="author"') + "]"
            return stored(name.shown)
        old_pseud = (name.archivist or name.shown).split(" (")[0]
        path = f"/users/{quote(name.user)}/pseuds/{quote(old_pseud)}"
        classes = 'class="login author" rel="author"' if self.age < Age.A2017_01 else 'rel="author"'
        anchor = link(path, name.archivist or name.shown, classes)
        return f"{name.shown} [archived by {anchor}]" if name.archivist else anchor
