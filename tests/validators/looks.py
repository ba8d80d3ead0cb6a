"""
How the six skinned works look in a browser: as pages, and as books on paper and in their author's colours.

    python -m tests.validators.looks FOLDER

writes a contact sheet of each into FOLDER, to be looked at by a person. It needs node, Chromium, and `npm ci` in
`tests/validators/ace`; nothing is fetched.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageOps

import fic2epub
from fic2epub.model import Source
from tests.ao3.download import render
from tests.ao3.pages.age import Age
from tests.ao3.pages.page import render_page
from tests.ao3.skins import SKINNED, skinned
from tests.ao3.works import Era

__all__ = ["MODES", "book_of_skin", "chapter_of", "look", "missing", "source_of"]

_NODE = Path(__file__).with_name("ace")
MODES = ("paper", "author")
"""The two ways in which a book wears a skin."""
_PAPER = ((52, 50, 46), (216, 214, 206))
"""Ink and ground of a page of electronic paper, as a camera sees them."""
_WIDTH = 600
_MARGIN = 16


def missing() -> str:
    """What keeps a browser from being opened here, in words; nothing if all is there."""
    if not shutil.which("node"):
        return "node is not installed"
    if not (_NODE / "node_modules").is_dir():
        return f"its packages are not installed: npm ci --prefix {_NODE}"
    return "" if _chromium() else "Chromium is not installed"


def _chromium() -> str | None:
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def look(jobs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Open pages in one browser; `look.cjs` says what a job is, and an answer."""
    answered = subprocess.run(
        ["node", _NODE / "look.cjs"],
        input="\n".join(map(json.dumps, jobs)),
        capture_output=True,
        check=True,
        text=True,
        env={**os.environ, "PUPPETEER_EXECUTABLE_PATH": _chromium() or ""},
    ).stdout
    return [json.loads(line) for line in answered.splitlines()]


def source_of(name: str, form: str) -> Source:
    """A skinned work as a `page` with its sheet, or as a `download` without."""
    work = skinned(name)
    content = render_page(work, max(Age)) if form == "page" else render(work, Era.D11)
    return Source(data=content, name=f"{name}.html")


def book_of_skin(name: str, form: str, mode: str, folder: Path) -> Path:
    """Write the book of a skinned work into a folder, and give its path."""
    book = fic2epub.build(fic2epub.read(source_of(name, form)), fic2epub.Options(work_skin=mode))
    return fic2epub.write(book, folder / f"{name}-{form}-{mode}.epub")


def chapter_of(name: str, form: str, mode: str, folder: Path) -> Path:
    """Unpack the book of a skinned work, and give the file of its chapter."""
    path = book_of_skin(name, form, mode, folder)
    with zipfile.ZipFile(path) as archive:
        archive.extractall(path.with_suffix(""))
        inside = next(entry for entry in archive.namelist() if Path(entry).name.startswith("chapter"))
    return path.with_suffix("") / inside


def _sheet(name: str, folder: Path) -> Image.Image:
    """The page in a browser, then the book on grey paper, by day and by night, each way, and without its sheet."""
    page = folder / f"{name}.html"
    page.write_bytes(bytes(source_of(name, "page").data))
    views = [("browser", page, {"bare": True, "box": "#workskin"})]
    for form, mode in (("page", "paper"), ("download", "paper"), ("page", "author")):
        chapter = chapter_of(name, form, mode, folder)
        views += [
            (f"{form}, {mode}, {light}", chapter, {"night": light == "night"}) for light in ("grey", "day", "night")
        ]
    pictures = [folder / f"{name}-{place}.png" for place, _ in enumerate(views)]
    look(
        [
            {"page": str(file), "picture": str(picture), "width": _WIDTH, **more}
            for (_, file, more), picture in zip(views, pictures, strict=True)
        ]
    )
    return _arranged([_titled(title, picture) for (title, _, _), picture in zip(views, pictures, strict=True)])


def _titled(title: str, picture: Path) -> Image.Image:
    with Image.open(picture) as opened:
        shown = opened.convert("RGB")
    if title.endswith("grey"):
        shown = ImageOps.colorize(shown.convert("L"), *_PAPER)
    titled = Image.new("RGB", (shown.width + 2 * _MARGIN, shown.height + 3 * _MARGIN), "white")
    titled.paste(shown, (_MARGIN, 2 * _MARGIN))
    ImageDraw.Draw(titled).text((_MARGIN, _MARGIN // 2), title, fill="black")
    return titled


def _arranged(pictures: list[Image.Image]) -> Image.Image:
    """The page at the left, beside it the books: a row for each way, a column for each light."""
    page, books = pictures[0], pictures[1:]
    rows = [_joined(books[place : place + _LIGHTS], down=False) for place in range(0, len(books), _LIGHTS)]
    return _joined([page, _joined(rows, down=True)], down=False)


_LIGHTS = 3


def _joined(pictures: list[Image.Image], *, down: bool) -> Image.Image:
    """Pictures side by side, or one below the other."""
    wide, high = [one.width for one in pictures], [one.height for one in pictures]
    whole = Image.new("RGB", (max(wide), sum(high)) if down else (sum(wide), max(high)), "white")
    at = 0
    for one in pictures:
        whole.paste(one, (0, at) if down else (at, 0))
        at += one.height if down else one.width
    return whole


def main(target: Path) -> None:
    """Write the contact sheets into a folder."""
    if missing():
        sys.exit(missing())
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name in SKINNED:
            _sheet(name, Path(folder)).save(target / f"{name}.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
