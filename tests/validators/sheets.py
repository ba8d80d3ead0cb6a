"""
How the themes look: contact sheets of works of every script, length and oddity, by day and by night.

    python -m tests.validators.sheets FOLDER TOOL [NAME …]

writes a picture for each piece of the wardrobe, or for those that are named, into FOLDER, to be looked at by a person:
two rows for each theme, by day and by night. TOOL draws the pages of a book in a browser: called with the book, a
folder for `p*.png`, and perhaps `--night`; `FIC2EPUB_PAGES` names it as well.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw

import fic2epub
from fic2epub.options import CHOICES
from tests.validators.wardrobe import PIECES, book_of

__all__ = ["draw_sheet"]

_PAGES = 7
_SIZE = (253, 342)
_MARGIN = 8
_LIGHTS: tuple[tuple[str, ...], ...] = ((), ("--night",))


def draw_sheet(name: str, tool: str, folder: Path) -> Image.Image:
    """Two rows of pages for each theme."""
    rows = []
    for theme in CHOICES["theme"]:
        book = fic2epub.write(book_of(name, theme=theme), folder / f"{name}-{theme}.epub", force=True)
        rows += [_row(_pages(book, light, tool), f"{name}, {theme}", dark=bool(light)) for light in _LIGHTS]
    sheet = Image.new("RGB", (rows[0].width, sum(row.height for row in rows)))
    for place, row in enumerate(rows):
        sheet.paste(row, (0, place * row.height))
    return sheet


def _pages(book: Path, light: tuple[str, ...], tool: str) -> list[Path]:
    """The pictures of a book's first pages, of each document two."""
    drawn = book.with_suffix(".night" if light else ".day")
    drawn.mkdir(exist_ok=True)
    words = [tool, book, drawn, "--per-doc", "2", "--max", str(_PAGES), *light]
    subprocess.run(words, check=True, capture_output=True)
    return sorted(drawn.glob("p*.png"))


def _row(pages: list[Path], title: str, *, dark: bool) -> Image.Image:
    """Pages side by side under a title."""
    wide, high = _SIZE
    row = Image.new("RGB", (_PAGES * (wide + _MARGIN) + _MARGIN, high + 3 * _MARGIN), "#888")
    ImageDraw.Draw(row).text((_MARGIN, _MARGIN // 4), f"{title}, {'night' if dark else 'day'}", fill="black")
    for place, page in enumerate(pages):
        with Image.open(page) as opened:
            small = opened.convert("RGB").resize(_SIZE, Image.Resampling.LANCZOS)
        row.paste(small, (_MARGIN + place * (wide + _MARGIN), 2 * _MARGIN))
    return row


def main(target: Path, tool: str, names: list[str]) -> None:
    """Write the contact sheets into a folder."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name in names or PIECES:
            draw_sheet(name, tool, Path(folder)).save(target / f"{name}.png")


if __name__ == "__main__":
    tool = sys.argv[2] if len(sys.argv) > 2 else os.environ["FIC2EPUB_PAGES"]
    main(Path(sys.argv[1]), tool, sys.argv[3:])
