"""
Draws the pictures of docs/gallery.md from the works in `examples/`: `python docs/gallery/make.py [NAME …]`.

Wants Chromium; the comparisons want calibre, pandoc and FanFicFare as well, and are left out where one is missing.
Pictures are equal where program, browser and fonts are.
"""

from __future__ import annotations

import logging
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from peers import PEERS, missing
from screens import Contents, Cover, Page, browser, draw

import fic2epub
from fic2epub.options import CHOICES, DESIGNS

if TYPE_CHECKING:
    from collections.abc import Callable

    from screens import Shown

__all__ = ["PICTURES", "Shelf"]

_HERE = Path(__file__).parent
_WORKS = _HERE.parents[1] / "examples"
_CLOCK = "the-clock-that-kept-the-tide.html"
_CHAT = "forms/who-took-the-good-kettle.mhtml"
_LETTERS = "forms/yours-faithfully.html"
_WEATHER = "forms/the-weather-house.html"
_LADDER = "forms/the-borrowed-ladder-flattened.txt"
_STARS = "forms/spare-stars-fanficfare.epub"
_LANTERNS = "penny-quay/two-lanterns-for-mrs-dray.html"
_LOW_WATER = "penny-quay/the-quay-at-low-water.html"
_GERMAN, _RUSSIAN = "languages/german.html", "languages/russian.html"
_JAPANESE, _ARABIC = "languages/japanese.html", "languages/arabic.html"


class Shelf(NamedTuple):
    """The folder in which books are made."""

    folder: Path

    def book(self, name: str, **options: str | bool) -> Path:
        """The book of an example."""
        path = self.folder / f"{abs(hash((name, *options.items())))}.epub"
        return path if path.exists() else fic2epub.convert(_WORKS / name, path, fic2epub.Options(**options))  # type: ignore[arg-type]

    def series(self) -> Path:
        """The series in one book."""
        path = self.folder / "series.epub"
        works = fic2epub.omnibus([_WORKS / _CLOCK, _WORKS / "penny-quay"])
        return path if path.exists() else fic2epub.write(fic2epub.build(works), path)

    def others(self, name: str) -> dict[str, Path]:
        """The books that other programs make of an example."""
        folder = self.folder / f"others-{Path(name).stem}"
        if not folder.exists():
            folder.mkdir()
            for make in PEERS.values():
                make(_WORKS / name, folder)
        return {maker: folder / f"{make.__name__.removesuffix('_book')}.epub" for maker, make in PEERS.items()}


class Picture(NamedTuple):
    """What stands side by side in a picture."""

    screens: Callable[[Shelf], list[Shown]]
    scale: float = 0.5
    high: int = 1024
    ending: str = ".png"
    """`.jpg` where most of it is covers."""
    compares: bool = False
    """Whether it wants the other programs."""


def _front(shelf: Shelf) -> list[Shown]:
    book = shelf.book(_CLOCK)
    return [Cover(book), Page(book, "title"), Page(book, "chapter-0001")]


def _designs(shelf: Shelf) -> list[Shown]:
    return [Cover(shelf.book(_LETTERS, cover=design), design) for design in DESIGNS]


def _set(shelf: Shelf) -> list[Shown]:
    books = [*(shelf.book(name) for name in (_CLOCK, _LANTERNS, _LOW_WATER)), shelf.series()]
    return [Cover(book, label) for book, label in zip(books, ("Part 1", "Part 2", "Part 3", "all in one"), strict=True)]


def _covers(shelf: Shelf) -> list[Shown]:
    names = (_LETTERS, _STARS, _RUSSIAN, _LADDER, _JAPANESE, _ARABIC)  # of every design one
    return [Cover(shelf.book(name)) for name in names]


def _titles(shelf: Shelf) -> list[Shown]:
    return [Page(shelf.book(name), "title") for name in (_LETTERS, _RUSSIAN, _JAPANESE, _ARABIC)]


def _about(shelf: Shelf) -> list[Shown]:
    book = shelf.book(_WEATHER, lengths=True)
    return [
        Page(book, "about", label="about this work"),
        Page(book, "about", 2, label="its second page"),
        Page(book, "nav", label="contents, with --lengths"),
        Page(book, "afterword", label="afterword"),
    ]


def _openings(shelf: Shelf) -> list[Shown]:
    weather, letters = shelf.book(_WEATHER), shelf.book(_LETTERS)
    clock = shelf.book(_CLOCK)
    return [
        Page(weather, "chapter-0002", label="a summary"),
        Page(clock, "chapter-0002", label="notes at the end"),
        Page(letters, "chapter-0001", label="letters"),
        Page(letters, "chapter-0001", 2, label="verse"),
    ]


def _footnotes(shelf: Shelf) -> list[Shown]:
    book = shelf.book(_WEATHER)
    return [
        Page(book, "chapter-0001", 2, label="the mark in the text"),
        Page(book, "chapter-0001", 2, label="tapped", note="c1-fic-note-1"),
        Page(book, "chapter-0001", 4, label="the note at the chapter's end"),
    ]


def _chat(shelf: Shelf) -> list[Shown]:
    book = shelf.book(_CHAT)
    return [
        Page(book, "chapter-0001", 1, label="a chat"),
        Page(book, "chapter-0001", 3, label="a telephone"),
        Page(book, "chapter-0001", 1, label="by night", night=True),
    ]


def _pictures(shelf: Shelf) -> list[Shown]:
    return [
        Page(shelf.book(_WEATHER), "chapter-0001", 3, label="as it was saved"),
        Page(shelf.book(_WEATHER, grey=True), "chapter-0001", 3, label="with --grey"),
        Page(shelf.book(_WEATHER), "chapter-0001", 3, label="by night", night=True),
    ]


def _themes(shelf: Shelf) -> list[Shown]:
    return [Page(shelf.book(_WEATHER, theme=theme), "chapter-0003", label=theme) for theme in CHOICES["theme"]]


def _theme_titles(shelf: Shelf) -> list[Shown]:
    return [Page(shelf.book(_WEATHER, theme=theme), "title", label=theme) for theme in CHOICES["theme"]]


def _day_and_night(shelf: Shelf) -> list[Shown]:
    book = shelf.book(_CLOCK)
    return [
        Page(book, document, page, night=night, label="night" if night else "day")
        for night in (False, True)
        for document, page in (("title", 1), ("chapter-0001", 2))
    ]


def _languages(shelf: Shelf) -> list[Shown]:
    return [
        Page(shelf.book(_GERMAN), "chapter-0001", label="German"),
        Page(shelf.book(_RUSSIAN), "about", label="Russian"),
        Page(shelf.book(_ARABIC), "chapter-0001", label="Arabic"),
        Page(shelf.book(_JAPANESE, vertical=True), "chapter-0001", label="Japanese, --vertical"),
    ]


def _omnibus(shelf: Shelf) -> list[Shown]:
    book = shelf.series()
    return [Page(book, "nav", label="contents"), Page(book, "part-0002", label="a part")]


def _others_first(shelf: Shelf) -> list[Shown]:
    return [
        Cover(shelf.book(_CLOCK), "fic2epub"),
        *(Page(book, 0, label=maker) for maker, book in shelf.others(_CLOCK).items()),
    ]


def _others_contents(shelf: Shelf) -> list[Shown]:
    return [
        Contents(shelf.book(_CLOCK), "fic2epub"),
        *(Contents(book, maker) for maker, book in shelf.others(_CLOCK).items()),
    ]


def _others_chapter(shelf: Shelf) -> list[Shown]:
    others = shelf.others(_CLOCK)
    return [
        Page(shelf.book(_CLOCK), "chapter-0002", label="fic2epub"),
        Page(others["AO3"], 3, label="AO3"),
        Page(others["pandoc"], 1, 6, label="pandoc"),
        Page(others["FanFicFare"], 2, label="FanFicFare"),
    ]


PICTURES = {
    "front": Picture(_front, 0.55),
    "covers-designs": Picture(_designs, 0.36, ending=".jpg"),
    "covers-series": Picture(_set, 0.37, ending=".jpg"),
    "covers-works": Picture(_covers, 0.32, ending=".jpg"),
    "title-pages": Picture(_titles, 0.45),
    "about": Picture(_about, 0.45),
    "chapter-openings": Picture(_openings, 0.45),
    "footnotes": Picture(_footnotes),
    "chat": Picture(_chat),
    "pictures": Picture(_pictures),
    "themes": Picture(_themes),
    "theme-titles": Picture(_theme_titles, 0.4, 800),
    "day-and-night": Picture(_day_and_night, 0.45),
    "languages": Picture(_languages, 0.45),
    "omnibus": Picture(_omnibus),
    "others-first": Picture(_others_first, 0.45, compares=True),
    "others-contents": Picture(_others_contents, 0.45, 720, compares=True),
    "others-chapter": Picture(_others_chapter, 0.45, compares=True),
}
"""Name of the file, without its ending → what is in it."""


def main(names: list[str]) -> None:
    """Draw the pictures named, or all."""
    logging.disable()
    if browser() is None:
        sys.exit("no browser: install Chromium, or name it in the variable CHROMIUM")
    unknown = [name for name in names if name not in PICTURES]
    if unknown:
        sys.exit(f"no such picture: {', '.join(unknown)}; there are {', '.join(PICTURES)}")
    absent = missing()
    with tempfile.TemporaryDirectory(prefix="gallery-") as folder:
        for name in names or PICTURES:
            picture, target = PICTURES[name], _HERE / f"{name}{PICTURES[name].ending}"
            if picture.compares and absent:
                print(f"left out {name}: install {', '.join(absent)}")
                continue
            draw(picture.screens(Shelf(Path(folder))), target, picture.scale, picture.high)
            print(f"{target.stat().st_size:>6} {target.name}")


if __name__ == "__main__":
    main(sys.argv[1:])
