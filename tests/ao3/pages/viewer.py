"""Who saved the page, and what their browser showed of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.ao3.works import Collection

__all__ = ["Viewer"]


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """The settings that change a page; the default is a visitor without an account."""

    logged_in: bool = False
    hides_warnings: bool = False
    """Only those who are logged in can."""
    hides_freeforms: bool = False
    hides_skin: bool = False
    """The page offers to show the creator's style."""
    is_creator: bool = False
    """Sees their name behind `Anonymous`, drafts, and what manages chapters."""
    drafts: tuple[int, ...] = ()
    """Positions of chapters that are not posted."""
    draft_work: bool = False
    """The work itself is not posted."""
    preview: bool = False
    """What creators see before they post."""
    hidden_by_admin: bool = False
    unrevealed: bool = False
    comments: tuple[str, ...] = ()
    """The HTML of comments that were opened before saving."""
    proxy_notice: bool = False
    admin_banner: str = ""
    """The HTML of the staff's words to all."""
    collection: Collection | None = None
    """The page is `/collections/NAME/works/ID`, with a sidebar and the collection's style."""
    positions: tuple[int, ...] = ()
    """Visible positions in the work's series; empty: the stored ones."""
    flash: str = ""
    """What the archive says it could not do."""
    muted: bool = False
    """A style that hides what muted people wrote."""
    title: str = ""
    """A form of `<title>` of the viewer's own; empty: the archive's."""
    downloads: bool = True
    """Whether the page offers downloads: not while the archive has them switched off."""
    shares: bool = True
    """Whether the page offers to share the work."""
