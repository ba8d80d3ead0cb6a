"""How the web pages say numbers, days, sizes, languages, and which way a name runs."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.serving.shelf import name_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from fic2epub.serving.agents import Browser
    from fic2epub.serving.library import Entry

__all__ = ["FILTERS"]

_THOUSAND = 1000
_SIZES = ("bytes", "kB", "MB", "GB")
_MONTHS = "January February March April May June July August September October November December".split()
_OF_A_DAY = 3
"""Year, month, day."""
_NEAR = 2
"""Pages on each side of this one that can be gone to at once."""
_STRONG = {"L": "ltr", "R": "rtl", "AL": "rtl"}
"""Which way a line runs that begins with a letter of this kind (Unicode Standard Annex 9, rule P2)."""


def number(count: int) -> str:
    """`12,345`."""
    return f"{count:,}"


def weight(size: int) -> str:
    """A file's size: `340 kB`, `1.2 MB`."""
    amount = float(size)
    for unit in _SIZES[:-1]:
        if amount < _THOUSAND:
            return f"{amount:.1f} {unit}" if unit not in _SIZES[:2] else f"{amount:.0f} {unit}"
        amount /= _THOUSAND
    return f"{amount:.1f} {_SIZES[-1]}"


def day(said: str) -> str:
    """`1 May 2024` of `2024-05-01`; what is less than a day, or no day, as it is."""
    parts = said.split("-")
    if len(parts) != _OF_A_DAY or not all(part.isdigit() for part in parts) or not 1 <= int(parts[1]) <= len(_MONTHS):
        return said
    return f"{int(parts[2])} {_MONTHS[int(parts[1]) - 1]} {parts[0]}"


def language(tag: str) -> str:
    """What a language calls itself, `Deutsch`; its tag where Unicode has no name for it."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - takes a while

    try:
        return Locale.parse(tag, sep="-").get_display_name() or tag
    except (UnknownLocaleError, ValueError):
        return tag


def direction(text: str) -> str:
    """
    Which way text runs, by its first letter: `rtl` or `ltr`.

    Said outright, since the browsers of some e-readers are older than `dir="auto"`.
    """
    return next((_STRONG[kind] for kind in map(unicodedata.bidirectional, text) if kind in _STRONG), "ltr")


def paragraphs(text: str) -> list[str]:
    """The lines of a text that hold something."""
    return [line for line in (line.strip() for line in text.splitlines()) if line]


class Form(NamedTuple):
    """A form of a book that can be saved."""

    title: str
    name: str
    """Of the file: browsers of Kobo look at its ending (janeczku/calibre-web#146)."""


def forms(entry: Entry, browser: Browser) -> list[Form]:
    """What a browser can save of a book, what suits its device first."""
    if not browser.epub:
        return []
    known = [Form("KEPUB" if entry.kepub else "EPUB", name_of(entry, kepub=False))]
    if entry.suits_kobo and not entry.kepub:
        known.append(Form("KEPUB", name_of(entry, kepub=True)))
    return known[::-1] if browser.kepub else known


def pages_near(number: int, pages: int) -> list[int]:
    """The numbers of pages to go to: the first, the last, and those about this one; 0 where some are passed over."""
    near = range(number - _NEAR, number + _NEAR + 1)
    shown = sorted({page for page in (1, *near, pages) if 1 <= page <= pages})
    gaps = ([0] if page - before > 1 else [] for before, page in pairwise((0, *shown)))
    return [one for gap, page in zip(gaps, shown, strict=True) for one in (*gap, page)]


FILTERS: dict[str, Callable[..., object]] = {
    "number": number,
    "weight": weight,
    "day": day,
    "language": language,
    "direction": direction,
    "paragraphs": paragraphs,
    "forms": forms,
    "pages_near": pages_near,
}
"""By these names the templates know them."""
