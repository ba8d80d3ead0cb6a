"""
Sheets of covers to be looked at: designs, scripts, lengths, oddities, sets.

`python -m tests.covers.sheet FOLDER [--fonts FOLDER]` writes `covers.png`, and `shelf.png` with each 120 pixels high.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from fic2epub.model import Creator, Metadata, Series
from fic2epub.options import DESIGNS, Options
from fic2epub.pages.cover import fonts, jacket_of
from fic2epub.pages.cover.drawing import page_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fic2epub.pages.cover.jacket import Jacket

__all__ = ["jackets"]

_PLAIN = (
    ("The Clock That Kept the Tide", "en", "Quayside", "Harbour Books"),
    (
        "A Ledger of Small Mercies, and Other Accounts From the House Beside the Water, Told in Winter",
        "en",
        "Ann",
        "Tales",
    ),
    ("灯台守の長い夜、そして「朝」が来る", "ja", "水無月", "港の本"),
    ("水边的灯塔", "zh", "林小雨", "港口故事"),
    ("물가의 오래된 등대", "ko", "김바람", "항구 이야기"),
    ("دليل الطريق الطويل إلى البحر", "ar", "نورة", "حكايات الميناء"),
    ("הדרך הארוכה אל המגדלור", "he", "רחל", "סיפורי הנמל"),
    ("नदी के पास लंबी राह", "hi", "मीरा", "बंदरगाह की कहानियाँ"),
    ("แม่น้ำเก่ากับแสงสุดท้ายของประภาคาร", "th", "สายฝน", "เรื่องเล่าท่าเรือ"),
    ("Долгая дорога к маяку", "ru", "Снежана", "Портовые истории"),
    ("Źródło światła nad łąką", "pl", "Żuraw", "Opowieści"),
    ("নদীর ধারে দীর্ঘ পথ", "bn", "অনন্যা", "বন্দরের গল্প"),
    ("W", "en", "x", "Y"),
    ("7", "en", "seven", "Numbers"),
    ("Tide \U0001f30a and \U0001f469\u200d\U0001f680 stars ❤️", "en", "em", "Signs"),
    ("…", "en", "dots", ""),
    ("Donaudampfschifffahrtsgesellschaftskapitänsmütze", "de", "Käpt’n", "Lange Wörter"),
    ("word " * 51, "en", "a very long pen name indeed, with commas", "F" * 60),
    ("x" * 255, "en", "unbroken", "Unbroken"),
    ("The Map", "en", "one|two|three|four|five|six|seven|eight|nine", "Crossovers"),
)
"""Title, language, names parted by bars, fandom."""
_SERIES = (("Lights of the Coast", "Harbour Books"), ("港の灯", "港の本"), ("Numbers", ""))


def jackets() -> Iterator[Jacket]:
    """Each plain case in the design whose turn it is and one that follows; series of three; a title without letters."""
    for place, (title, language, names, fandom) in enumerate(_PLAIN):
        creators = tuple(map(Creator, names.split("|")))
        facts = Metadata(title=title, creators=creators, fandoms=(fandom,) if fandom else (), language=language)
        for turn in (0, 2):
            yield jacket_of(facts, Options(cover=DESIGNS[(place + turn) % len(DESIGNS)]))
    for name, fandom in _SERIES:
        for number, title in (("1", "Low Water"), ("2", "The Long Way Round"), ("13", "Home")):
            facts = Metadata(title=title, creators=(Creator("Quayside"),), fandoms=(fandom,) if fandom else ())
            yield jacket_of(
                Metadata(title=title, creators=facts.creators, fandoms=facts.fandoms, series=(Series(name, number),)),
                Options(),
            )
        yield jacket_of(
            Metadata(title=name, creators=(Creator("Quayside"),), fandoms=(fandom,) if fandom else ()), Options(), 3
        )
    for design in DESIGNS:
        yield jacket_of(
            Metadata(title="\U000f0000", creators=(Creator("lamplighter"),), fandoms=("Books",)), Options(cover=design)
        )
        series = (Series("The Lights", "304"),)
        yield jacket_of(
            Metadata(title="Night Ferry", creators=(Creator("lamplighter"),), series=series), Options(cover=design)
        )


def _sheet(images: list[Image.Image], size: tuple[int, int], columns: int, gap: int) -> Image.Image:
    width, height = size[0] + gap, size[1] + gap
    rows = -(-len(images) // columns)
    sheet = Image.new("RGB", (columns * width + gap, rows * height + gap), (150, 150, 150))
    for place, image in enumerate(images):
        small = image.resize(size, Image.Resampling.LANCZOS)
        sheet.paste(small, (gap + place % columns * width, gap + place // columns * height))
    return sheet


def main() -> None:
    """Draw both sheets."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--fonts", help="one more folder to look for fonts in")
    asked = parser.parse_args()
    if asked.fonts:
        fonts._FOLDERS = (*fonts._FOLDERS, asked.fonts)  # noqa: SLF001 - as if they were installed
    images = [page_of(jacket, print).image for jacket in jackets()]
    asked.folder.mkdir(parents=True, exist_ok=True)
    _sheet(images, (240, 360), 10, 12).save(asked.folder / "covers.png")
    _sheet(images, (80, 120), 18, 8).save(asked.folder / "shelf.png")


if __name__ == "__main__":
    main()
