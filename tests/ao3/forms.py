"""Every case of the catalogue in every form that a work arrives in, and the books that come of them."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import fic2epub
from fic2epub.book import build_book
from fic2epub.epub import epub_bytes
from fic2epub.errors import Fic2EpubError
from fic2epub.model import Metadata, Source
from fic2epub.normalize import normalize_work
from fic2epub.options import Options
from fic2epub.pages.cover import draw_cover
from tests.ao3 import fragments
from tests.ao3.cases import CASES
from tests.ao3.download import render
from tests.ao3.epubs import calibre_epub, fanficfare_epub, hand_made_epub
from tests.ao3.flatten import Variant, flatten
from tests.ao3.mails import render_mail
from tests.ao3.pages import Age, Viewer, render_page
from tests.ao3.together import TOGETHER
from tests.ao3.works import Era

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fic2epub.model import Html, Work
    from fic2epub.pages.cover import Jacket
    from tests.ao3.cases import Case

__all__ = ["forms_of", "write_books"]

_OPTIONS = Options(partial=True)
_SAVED = date(2024, 5, 1)
_LONG = "long-"
"""Begins the names of works that are long and nothing else: their pages differ in nothing that a validator sees."""
_AGES = tuple(age for age in Age if age >= Age.A2011_11)


def forms_of(case: Case, place: int) -> Iterator[tuple[str, tuple[Source, ...]]]:
    """
    The name of a form and the sources of the case's work in it, several for the pages of chapters.

    A download is the case's own file, what its era, its line ends and its damage are; ages of pages and what their
    reader is take turns by the case's place in the catalogue.
    """
    work, era = case.work, case.era
    age, viewer = _AGES[place % len(_AGES)], Viewer(logged_in=bool(place % 2))
    yield "download", (_file(case.source(), f"{case.name}{case.suffix}"),)
    yield "page", (_file(render_page(work, age, None, viewer), "page.html"),)
    if len(work.chapters) > 1:
        chapters = reversed(work.chapters)
        pages = ((render_page(work, age, one.position, viewer), f"Chapter {one.position}.html") for one in chapters)
        yield "joined", tuple(_file(page, name) for page, name in pages)
    cut_out = fragments.work_text(work) if len(work.chapters) == 1 else fragments.units(work)
    yield "fragment", (_file(cut_out, "A Story.html"),)
    yield "text", (_file(flatten(render(work, era)), "work.txt"),)
    yield "text-collapsed", (_file(flatten(render(work, era), Variant.COLLAPSED), "work.txt"),)
    yield "text-joined", (_file(flatten(render(work, era), Variant.JOINED), "work.txt"),)
    yield "mail", (_file(render_mail(work), "work.txt"),)
    yield "epub-calibre", (_file(calibre_epub(work, max(era, Era.D3)), "work.epub"),)
    yield "epub-hand-made", (_file(hand_made_epub(work, min(era, Era.D2C)), "work.epub"),)
    yield "epub-fanficfare", (_file(fanficfare_epub(work), "work.epub"),)
    yield "epub-own", (_file(_own(case), "work.epub"),)


def write_books(folder: Path) -> tuple[int, list[str]]:
    """
    Write the book of each case in each form, and the omnibus of those that are together.

    How many there are, and why others are not: a piece of a page without a word in it is no work.
    """
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    refused: list[str] = []
    for place, case in enumerate(CASES):
        if case.name.startswith(_LONG):
            continue
        for form, sources in forms_of(case, place):
            try:
                book = _book(sources)
            except Fic2EpubError as error:
                refused.append(f"{form}-{case.name}: {error.message}")
                continue
            (folder / f"{form}-{case.name}.epub").write_bytes(book)
            count += 1
    series = [_file(page, f"{name}.html") for name, page in TOGETHER.items()]
    (folder / "omnibus.epub").write_bytes(_bound(fic2epub.omnibus(series, _OPTIONS)))
    return count + 1, refused


def _file(content: bytes, name: str) -> Source:
    return Source(data=content, name=name, saved=_SAVED)


def _own(case: Case) -> bytes:
    return _book((_file(case.source(), f"{case.name}{case.suffix}"),))


def _book(sources: tuple[Source, ...]) -> bytes:
    """The book of the work that these sources are of; raises `Fic2EpubError` when there is none in them."""
    return _bound(fic2epub.read(sources[0], _OPTIONS) if len(sources) == 1 else fic2epub.join(sources, _OPTIONS)[0])


def _bound(work: Work[Html]) -> bytes:
    return epub_bytes(build_book(normalize_work(work, _OPTIONS), _OPTIONS, _cover))


@cache
def _drawn() -> bytes:
    return draw_cover(Metadata(title="Every Form"), lambda *_: None)


def _cover(jacket: Jacket) -> bytes:
    """One cover for all of them: drawing is slow, and tested elsewhere."""
    del jacket
    return _drawn()
