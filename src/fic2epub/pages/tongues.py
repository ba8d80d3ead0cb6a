"""Our own words in other languages: gettext's catalogues, and Babel for numbers, dates and lists.

Imported for books in such a language alone. The catalogues are `words/TAG.po`, compiled to `TAG.mo` beside them by
`python docs/renew.py`.
"""

from __future__ import annotations

import re
from functools import cache
from gettext import GNUTranslations
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal
from babel.units import format_unit

from fic2epub.languages import base_of, direction_of, script_of
from fic2epub.pages.labels import Wording

if TYPE_CHECKING:
    from datetime import date

    from fic2epub.model import Metadata

__all__ = ["LANGUAGES", "wording_in"]

LANGUAGES = {
    "ar": "ar",
    "de": "de",
    "es": "es",
    "fr": "fr",
    "he": "he",
    "id": "id",
    "it": "it",
    "ja": "ja",
    "ko": "ko",
    "pl": "pl",
    "pt": "pt_BR",
    "ru": "ru",
    "zh-Hans": "zh_Hans",
    "zh-Hant": "zh_Hant",
}
"""The languages that there are words in (BCP 47) → Babel's locale."""
_CHINESE = frozenset(("zh", "cmn", "wuu", "hak", "nan", "yue"))
_TRADITIONAL = frozenset(("nan", "hak", "yue"))
"""Kinds of Chinese, and those that are mostly written in traditional characters where nothing else is said."""
_TRADITIONAL_REGIONS = frozenset(("tw", "hk", "mo"))
_BRIEF = frozenset(("ja", "ko", "zh-Hans", "zh-Hant"))
"""Languages whose units are as short as can be when they are written out: Babel has them under the short form alone."""
_SEVERAL = "several"
"""The context, in a catalogue, of what is said otherwise of several people than of one."""
_HOUR = 60
_HEBREW = "[\u05d0-\u05ea]"
"""Letters that a Hebrew `and` is written on to; from all other signs a hyphen parts it (hebrew-academy.org.il)."""
_I = "h?[ií](?![aeo])"
"""How names begin before which a Spaniard says `e` and not `y` (Real Academia Española, "y, e")."""


class _Translated(Wording):
    """Words of another language."""

    def __init__(self, tag: str, catalogue: GNUTranslations) -> None:
        self.tag = tag
        self._catalogue = catalogue
        self._locale = Locale.parse(LANGUAGES[tag])
        self.direction = direction_of(tag)

    def speaks(self, language: str) -> bool:
        return base_of(language) == base_of(self.tag) and _tag_for(language) == self.tag

    def say(self, message: str) -> str:
        return self._catalogue.gettext(message)

    def credit(self, message: str, count: int) -> str:
        told = self._catalogue.pgettext(_SEVERAL, message) if count > 1 else message
        return self.say(message) if told == message else told

    def counted(self, one: str, more: str, count: int) -> str:
        return self._catalogue.ngettext(one, more, count)

    def number(self, count: int) -> str:
        return format_decimal(count, locale=self._locale)

    def day(self, value: date) -> str:
        return format_date(value, "long", locale=self._locale)

    def borders(self, names: list[str]) -> list[str]:
        marks = [f"\ue000{place}\ue001" for place in range(len(names))]  # no list has signs for private use
        borders = re.split("\ue000[0-9]+\ue001", format_list(marks, "standard", locale=self._locale))[1:-1]
        if self.tag == "es" and borders and re.match(_I, names[-1], re.IGNORECASE):
            borders[-1] = " e "
        if self.tag == "he" and borders and not re.match(_HEBREW, names[-1]):
            borders[-1] += "\u05be"
        return borders

    def minutes(self, count: int) -> str:
        hours, rest = divmod(count, _HOUR)
        told = ((hours, "duration-hour"), (rest, "duration-minute"))
        length: Literal["short", "long"] = "short" if self.tag in _BRIEF else "long"
        lengths = [self._measured(n, unit, length) for n, unit in told if n]
        if self.tag == "he":
            lengths = [length.removeprefix("1 ") for length in lengths]  # an hour is `שעה`, as two are `שעתיים`
        return self.joined(lengths) if self.direction == "rtl" else " ".join(lengths)

    def few_minutes(self, count: int) -> str:
        return self._measured(count, "duration-minute", "short")

    def _measured(self, count: int, unit: str, length: Literal["short", "long"]) -> str:
        told = format_unit(count, unit, length, locale=self._locale)
        return told.replace(" ", "") if self.tag == "ja" else told  # Babel's blank before 分 is of tables, not of prose

    def site(self, metadata: Metadata) -> str:
        return metadata.archive


@cache
def _wording(tag: str) -> Wording:
    with (Path(__file__).parent / "words" / f"{tag}.mo").open("rb") as catalogue:
        return _Translated(tag, GNUTranslations(catalogue))


def wording_in(language: str) -> Wording | None:
    """The words for a language (BCP 47): `pt` speaks to `pt-PT`, `zh-Hant` to `zh-TW`; None when there are none."""
    tag = _tag_for(language)
    return _wording(tag) if tag else None


def _tag_for(language: str) -> str | None:
    base = base_of(language)
    if base not in _CHINESE:
        return base if base in LANGUAGES else None
    script, regions = script_of(language), set(language.lower().split("-")[1:])
    traditional = base in _TRADITIONAL or not regions.isdisjoint(_TRADITIONAL_REGIONS)
    if script == "latn":
        return None
    return "zh-Hant" if script == "hant" or (traditional and script != "hans") else "zh-Hans"
