"""Where the parts of a work stand in a page: names and patterns as values, with where they were seen.

Only child steps from a known root: user text may carry any class, and anchors of before 2025-08-28 any id.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from fic2epub.model import AO3
from fic2epub.patterns import late

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

__all__ = [
    "AO3",
    "CHAPTER_PATH",
    "COMMENT_CONTENT",
    "POSTED",
    "WORK_PATH",
    "absolute",
    "child",
    "classes",
    "kids",
    "same_site",
    "work_id_in",
]

AO3_HOSTS = frozenset({
    "archiveofourown.org", "archiveofourown.com", "archiveofourown.net", "archiveofourown.gay", "ao3.org",
    "archive.transformativeworks.org",
})  # fmt: skip
"""Hosts that serve the archive, without `www.`, `download.`, `insecure.`."""

_FRONTS = ("www", "download", "insecure")
_HOST = late(r"[\w.-]{1,253}(?::\d{1,5})?")
CHAPTER_PATH = late(r"/chapters/(\d+)")
"""In the address of a chapter: the archive's number of it."""
WORK_PATH = re.compile(r"(?:(?:https?:)?//([^/?#]+))?/(?:collections/[^/?#]+/)?works/(\d+)")
COMMENT_CONTENT = "chapter content"
"""Stands before each chapter's text, in every era with several chapters (downloads/_download_chapter.html.erb)."""
POSTED = "Posted originally on the"
"""Begins the first paragraph of a download (downloads/_download_preface.html.erb)."""


def kids(element: _Element | None, tag: str = "*", class_: str | None = None) -> Iterator[_Element]:
    """Child elements of that name that carry that class; None has none."""
    for kid in () if element is None else element.iterchildren(tag):
        if class_ is None or class_ in classes(kid):
            yield kid


def child(element: _Element | None, tag: str, class_: str | None = None, *, id_: str | None = None) -> _Element | None:
    """The first such child, or None; None has none."""
    return next((kid for kid in kids(element, tag, class_) if id_ is None or kid.get("id") == id_), None)


def classes(element: _Element) -> list[str]:
    """The class tokens of an element."""
    return (element.get("class") or "").split()


def work_id_in(url: str) -> tuple[str, str] | None:
    """Host (empty for a relative address) and work id of an address of a work, whatever follows the id."""
    match = WORK_PATH.match(url.strip())
    return (match[1] or "", match[2]) if match else None


def same_site(host: str) -> str:
    """The address all mirrors of AO3 stand for; another host that runs the same software keeps its own name."""
    first, _, rest = host.lower().partition(".")
    bare = rest if first in _FRONTS else host.lower()
    return AO3 if bare in AO3_HOSTS or not _HOST.fullmatch(bare) else f"https://{host.lower()}"


def absolute(base: str, href: str | None) -> str:
    """The address that `href` means on a page at `base`; empty when it means none."""
    try:
        return urljoin(base, href or "")
    except ValueError:  # brackets that are no IPv6 address
        return ""
