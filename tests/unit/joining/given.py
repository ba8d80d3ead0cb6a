"""Sources for tests that join: fake works as any form of the archive, read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fic2epub.errors import Notice, noting
from fic2epub.joining import Given, join_works, make_omnibus
from fic2epub.model import Source, Work
from fic2epub.options import Options
from fic2epub.readers import read_source
from tests.ao3.download import render
from tests.ao3.epubs import calibre_epub, fanficfare_epub
from tests.ao3.flatten import flatten
from tests.ao3.pages import Age, Viewer, render_page
from tests.ao3.works import Era

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fic2epub.guides import Guide
    from fic2epub.model import Html
    from tests.ao3.works import FakeWork

__all__ = [
    "body",
    "codes",
    "download",
    "entire",
    "epubs",
    "fragment",
    "guide",
    "joined",
    "omnibus",
    "page",
    "pages",
    "said",
    "text",
]

_VISITOR = Viewer()


def download(work: FakeWork, name: str = "download.html", era: Era = Era.D11) -> Given:
    """The HTML download."""
    return _given(render(work, era), name)


def entire(work: FakeWork, name: str = "entire.html", viewer: Viewer = _VISITOR) -> Given:
    """The saved page of the entire work."""
    return _given(render_page(work, Age.A2026_06, viewer=viewer), name)


def text(work: FakeWork, name: str = "text.txt") -> Given:
    """The download without its tags."""
    return _given(flatten(render(work, Era.D11)), name)


def epubs(work: FakeWork) -> list[Given]:
    """EPUBs of the archive's and of FanFicFare's."""
    return [
        _given(calibre_epub(work, Era.D11), "calibre.epub"),
        _given(fanficfare_epub(work), "fanficfare.epub"),
    ]


def page(work: FakeWork, at: int, name: str = "", age: Age = Age.A2026_06) -> Given:
    """The saved page of one chapter."""
    return _given(render_page(work, age, at), name or f"page {at}.html")


def pages(work: FakeWork, age: Age = Age.A2026_06) -> list[Given]:
    """The saved pages of all chapters."""
    return [page(work, chapter.position, age=age) for chapter in work.chapters]


def fragment(html: str, name: str) -> Given:
    """A piece cut out of a page."""
    return _given(html.encode(), name)


def guide(html: bytes) -> Guide:
    """A saved page that puts works or chapters in order."""
    read = read_source(Source(data=html, name="guide.html"), Options())
    assert not isinstance(read, Work)
    return read


def joined(given: Iterable[Given], *guides: Guide) -> list[Work[Html]]:
    """The works, each with its own notices; those for all are with the first."""
    notices: list[Notice] = []
    works = [one.work for one in join_works(tuple(given), guides, noting(notices))]
    return works if not notices else [_with(works[0], notices), *works[1:]]


def omnibus(given: Iterable[Given], *guides: Guide, title: str | None = None) -> Work[Html]:
    """The omnibus, with its own notices."""
    notices: list[Notice] = []
    return _with(make_omnibus(tuple(given), guides, title, noting(notices)), notices)


def body(work: Work[Html], place: int) -> str:
    """The text of a chapter."""
    return " ".join("".join(work.chapters[place].body.element.itertext()).split())


def codes(work: Work[Html]) -> set[str]:
    """Codes of the work's notices."""
    return {notice.code for notice in work.notices}


def said(work: Work[Html], code: str) -> list[str]:
    """What the notices of a code say."""
    return [notice.message for notice in work.notices if notice.code == code]


def _given(data: bytes, name: str) -> Given:
    read = read_source(Source(data=data, name=name), Options())
    assert isinstance(read, Work)
    return Given(name, read)


def _with(work: Work[Html], notices: list[Notice]) -> Work[Html]:
    from dataclasses import replace

    return replace(work, notices=(*work.notices, *notices))
