"""
How the themes look: contact sheets of works of every script, length and oddity, by day and by night.

    python -m tests.validators.sheets FOLDER TOOL [NAME …]

writes a picture for each piece of the wardrobe, or for those that are named, into FOLDER, to be looked at by a person:
two rows for each theme, by day and by night. TOOL draws the pages of a book in a browser: it is called with the book, a
folder for `p0001.png`, …, `--per-doc`, `--max` and perhaps `--night`, and writes `index.json`, a list that tells of
each page the `href` of its document. `FIC2EPUB_PAGES` names it as well. A browser is slow to start: all books are bound
into one for it, which is not meant for readers.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from fic2epub.options import CHOICES
from tests.validators.wardrobe import PIECES, book_of

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["bind", "draw"]

_DOCUMENTS = 5
"""Of each book: the title page, the contents, the page about the work, two chapters."""
_PAGES = 7
"""Of each book."""
_SIZE = (253, 342)
_MARGIN = 8
_CONTAINER = (
    '<container><rootfiles><rootfile full-path="all.opf" media-type="application/oebps-package+xml"/></rootfiles>'
    "</container>"
)


def bind(names: Iterable[str], target: Path) -> Path:
    """The first documents of these pieces in all themes, each book in a folder `PIECE/THEME`, as one file."""
    spine: list[str] = []
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("META-INF/container.xml", _CONTAINER)
        for name in names:
            for theme in CHOICES["theme"]:
                book = book_of(name, theme=theme)
                inside = f"{name}/{theme}/"
                for document in book.documents[:_DOCUMENTS]:
                    archive.writestr(inside + document.href, document.xhtml)
                    spine.append(inside + document.href)
                for asset in book.assets:
                    archive.writestr(inside + asset.href, asset.data)
        parts = "".join(f'<item id="d{n}" href="{href}"/>' for n, href in enumerate(spine))
        order = "".join(f'<itemref idref="d{n}"/>' for n in range(len(spine)))
        archive.writestr("all.opf", f"<package><manifest>{parts}</manifest><spine>{order}</spine></package>")
    return target


def draw(book: Path, tool: str, *, night: bool) -> dict[str, list[Path]]:
    """The pictures of the pages, by the folder of the book that they are of."""
    drawn = book.with_suffix(".night" if night else ".day")
    words = [tool, book, drawn, "--per-doc", "2", "--max", "9999", *(["--night"] if night else [])]
    subprocess.run(words, check=True, capture_output=True)
    found: dict[str, list[Path]] = {}
    for page in json.loads((drawn / "index.json").read_text("utf-8")):
        folder = "/".join(page["href"].split("/")[:2])
        found.setdefault(folder, []).append(drawn / f"p{page['page']:04}.png")
    return found


def _sheet(name: str, lights: dict[str, dict[str, list[Path]]]) -> Image.Image:
    """Two rows of pages for each theme."""
    rows = [
        _row(pages.get(f"{name}/{theme}", [])[:_PAGES], f"{name}, {theme}, {light}")
        for theme in CHOICES["theme"]
        for light, pages in lights.items()
    ]
    sheet = Image.new("RGB", (rows[0].width, sum(row.height for row in rows)))
    for place, row in enumerate(rows):
        sheet.paste(row, (0, place * row.height))
    return sheet


def _row(pages: list[Path], title: str) -> Image.Image:
    """Pages side by side under a title."""
    wide, high = _SIZE
    row = Image.new("RGB", (_PAGES * (wide + _MARGIN) + _MARGIN, high + 3 * _MARGIN), "#888")
    ImageDraw.Draw(row).text((_MARGIN, _MARGIN // 4), title, fill="black")
    for place, page in enumerate(pages):
        with Image.open(page) as opened:
            small = opened.convert("RGB").resize(_SIZE, Image.Resampling.LANCZOS)
        row.paste(small, (_MARGIN + place * (wide + _MARGIN), 2 * _MARGIN))
    return row


def main(target: Path, tool: str, names: list[str]) -> None:
    """Write the contact sheets into a folder."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        book = bind(names or PIECES, Path(folder) / "all.epub")
        lights = {light: draw(book, tool, night=light == "night") for light in ("day", "night")}
        for name in names or PIECES:
            _sheet(name, lights).save(target / f"{name}.png")


if __name__ == "__main__":
    tool = sys.argv[2] if len(sys.argv) > 2 else os.environ["FIC2EPUB_PAGES"]
    main(Path(sys.argv[1]), tool, sys.argv[3:])
