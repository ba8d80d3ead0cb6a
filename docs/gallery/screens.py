"""
Pages of books as an e-reader of 758 × 1024 pixels shows them, drawn side by side by a browser without a window.

What a reading program does is done here: the reader's own type and margins come before the book's sheet, the text runs
in columns as wide as the screen, and a page is one of them. Chromium draws; Pillow makes the picture small.
"""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote

from lxml import etree
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Contents", "Cover", "Page", "Shown", "browser", "draw", "framed"]

_WIDE, _HIGH = 758, 1024
_COVER = 683
"""Width of a cover that is as high as a page."""
_GAP, _LABEL = 36, 60
_TYPE, _MARGIN = 30, 54
_FACES = '"Noto Serif", "Noto Serif CJK JP", "Noto Naskh Arabic", serif'
_MOST = 60_000
"""Bytes of a picture."""
_COLOURS = (128, 96, 64, 48, 32, 24, 16, 12, 8)
_QUALITIES = (88, 84, 80, 76, 72, 66, 60, 54, 48)
_NS = {
    "c": "urn:oasis:names:tc:opendocument:xmlns:container",
    "o": "http://www.idpf.org/2007/opf",
    "n": "http://www.daisy.org/z3986/2005/ncx/",
}
_SHEET = (
    "<!DOCTYPE html><meta charset='utf-8'><style>"
    "html { background: #e4e4e0 }"
    "body { margin: 0; font: 30px 'Noto Sans', sans-serif; transform-origin: 0 0; transform: scale(SCALE) }"
    f"figure {{ position: absolute; top: {_GAP}px; margin: 0; text-align: center; color: #333 }}"
    "div { position: relative; height: var(--high); overflow: hidden }"
    f"iframe, img {{ display: block; width: 100%; height: {_HIGH}px; border: 0; background: #fff }}"
    "iframe.note { position: absolute; bottom: 0; left: 0; height: 250px; border-top: 5px solid #333;"
    " box-sizing: border-box }"
    "figcaption { padding-top: 14px; white-space: nowrap }</style>"
)
_NIGHT = "html, body { background: #000 !important; color: #ddd !important } a { color: #9cf }"
_DAY = "html { background: #fff; color: #111 }"


class Page(NamedTuple):
    """A page of one of a book's documents."""

    book: Path
    document: int | str
    """Its place in the reading order, or the beginning of its file's name."""
    page: int = 1
    label: str = ""
    night: bool = False
    note: str = ""
    """The id of a footnote that is shown over the page, as readers with pop-up notes do when its mark is tapped."""


class Cover(NamedTuple):
    """A book's cover, by itself."""

    book: Path
    label: str = ""


class Contents(NamedTuple):
    """What a reading program lists as a book's contents."""

    book: Path
    label: str = ""


Shown = Page | Cover | Contents


def browser() -> str | None:
    """The program that draws; None when it is not installed."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    return os.environ.get("CHROMIUM") or next((path for name in names if (path := shutil.which(name))), None)


def draw(screens: Sequence[Shown], target: Path, scale: float, high: int = _HIGH) -> None:
    """
    Draw screens side by side into a PNG or JPEG of at most 60 kB, `scale` times as large as the device shows them.

    Of each the upper `high` pixels are shown. Raises `FileNotFoundError` when no browser is installed.
    """
    label = _LABEL if any(screen.label for screen in screens) else 0
    with tempfile.TemporaryDirectory(prefix="gallery-") as name:
        folder = Path(name)
        frames, wide = "", _GAP
        for place, screen in enumerate(screens):
            across = _COVER if isinstance(screen, Cover) else _WIDE
            style = f"left:{wide}px;width:{across}px;--high:{high}px"
            frames += f'<figure style="{style}">{framed(screen, folder / str(place), scale)}</figure>'
            wide += across + _GAP
        high += 2 * _GAP + label
        (folder / "sheet.html").write_text(_SHEET.replace("SCALE", str(scale)) + frames, "utf-8")
        size = round(wide * scale), round(high * scale)
        _shoot(folder / "sheet.html", folder / "sheet.png", size)
        with Image.open(folder / "sheet.png") as drawn:
            picture = drawn.convert("RGB").crop((0, 0, *size))
    _save(picture, target)


def framed(screen: Shown, folder: Path, scale: float) -> str:
    """What stands in a screen, and what it is; the book is unzipped into `folder`, which is beside the sheet."""
    with zipfile.ZipFile(screen.book) as archive:
        archive.extractall(folder)
    if isinstance(screen, Cover):
        shown = f'<img src="{_address(_shrunk(_cover(folder), scale), folder)}">'
    elif isinstance(screen, Contents):
        shown = f'<iframe src="{_address(_listed(folder), folder)}"></iframe>'
    else:
        shown = _opened(screen, folder)
    caption = f"<figcaption>{html.escape(screen.label)}</figcaption>" if screen.label else ""
    return f"<div>{shown}</div>{caption}"


def _address(file: Path, folder: Path) -> str:
    return quote(str(file.relative_to(folder.parent)))


def _package(folder: Path) -> tuple[etree._ElementTree, Path]:
    container = etree.parse(folder / "META-INF" / "container.xml")
    file = folder / str(container.xpath("string(//c:rootfile/@full-path)", namespaces=_NS))
    return etree.parse(file), file.parent


def _cover(folder: Path) -> Path:
    package, base = _package(folder)
    return base / unquote(
        str(package.xpath("string(//o:item[contains(@properties, 'cover-image')]/@href)", namespaces=_NS))
    )


def _shrunk(cover: Path, scale: float) -> Path:
    """The cover in the size in which it is shown: browsers shrink pictures quickly, not well."""
    small = cover.with_name("small.png")
    with Image.open(cover) as picture:
        size = round(_COVER * scale), round(_HIGH * scale)
        picture.convert("RGB").resize(size, Image.Resampling.LANCZOS).save(small)
    return small


def _spine(folder: Path) -> list[Path]:
    package, base = _package(folder)
    names = {str(part.get("id")): unquote(str(part.get("href"))) for part in package.iterfind(".//o:item", _NS)}
    return [base / names[str(part.get("idref"))] for part in package.iterfind(".//o:itemref", _NS)]


def _opened(screen: Page, folder: Path) -> str:
    """The frame of a page, and of the note that is open over it."""
    spine = _spine(folder)
    file = (
        spine[screen.document]
        if isinstance(screen.document, int)
        else next(file for file in spine if file.name.startswith(screen.document))
    )
    text = file.read_text("utf-8")
    page = file.with_name(f"page-{file.name.rpartition('.')[0]}.xhtml")
    page.write_text(_dressed(text, screen), "utf-8")
    shown = f'<iframe src="{_address(page, folder)}"></iframe>'
    if not screen.note:
        return shown
    note = file.with_name("note.xhtml")
    inside = etree.tostring(etree.XML(text.encode()).xpath("//*[@id=$id]", id=screen.note)[0], encoding="unicode")
    body = re.sub(r"(?s)(<body[^>]*>).*(</body>)", lambda match: match[1] + inside + match[2], text)
    note.write_text(_dressed(body, screen._replace(page=1)), "utf-8")
    return f'{shown}<iframe class="note" src="{_address(note, folder)}"></iframe>'


def _dressed(text: str, screen: Page) -> str:
    """The document with the reader's type and margins before its own sheets, turned to its page."""
    vertical = re.search(r'<(?:html|body)[^>]*class="[^"]*vertical', text) is not None
    turned = (screen.page - 1) * (_HIGH if vertical else _WIDE)
    inside = (_HIGH if vertical else _WIDE) - 2 * _MARGIN
    backward = 'dir="rtl"' in text[: text.find("<body") + 200]
    moved = f"translateY(-{turned}px)" if vertical else f"translateX({'' if backward else '-'}{turned}px)"
    style = (
        f"html{{font-size:{_TYPE}px!important;font-family:{_FACES};line-height:1.35;margin:0!important;padding:0!important;"
        f"width:{_WIDE}px!important;height:{_HIGH}px!important;overflow:hidden!important}}"
        f"body{{box-sizing:border-box!important;margin:0!important;padding:{_MARGIN}px!important;"
        f"width:{_WIDE}px!important;height:{_HIGH}px!important;max-width:none!important;overflow:visible!important;"
        f"column-width:{inside}px!important;column-gap:{2 * _MARGIN}px!important;column-fill:auto!important;"
        f"transform:{moved}!important}}"
        f"img,svg{{max-width:100%!important;max-height:{_HIGH - 2 * _MARGIN}px!important;break-inside:avoid}}"
        f"{_NIGHT if screen.night else _DAY}"
    )
    return re.sub(r"<head[^>]*>", lambda match: f"{match[0]}<style>{style}</style>", text, count=1)


def _listed(folder: Path) -> Path:
    """A page with the contents as reading programs list them: of the NCX, which all of these books have."""
    package, base = _package(folder)
    name = package.xpath("string(//o:item[@media-type='application/x-dtbncx+xml']/@href)", namespaces=_NS)
    lines = "".join(_entries(etree.parse(base / unquote(str(name))).find(".//n:navMap", _NS), 0))
    page = folder / "contents.html"
    style = (
        f"body {{ margin: {_MARGIN}px; font: 30px/1.3 'Noto Sans', sans-serif }} "
        "p { margin: 0; padding: 16px 0; border-bottom: 1px solid #bbb }"
    )
    page.write_text(f"<!DOCTYPE html><meta charset='utf-8'><style>{style}</style><h3>Contents</h3>{lines}", "utf-8")
    return page


def _entries(parent: etree._Element | None, depth: int) -> list[str]:
    if parent is None:
        return []
    lines = []
    for point in parent.iterfind("n:navPoint", _NS):
        words = " ".join(str(point.findtext("n:navLabel/n:text", "", _NS)).split())
        lines.append(f'<p style="padding-left:{depth * 40}px">{html.escape(words)}</p>')
        lines += _entries(point, depth + 1)
    return lines


def _shoot(page: Path, target: Path, size: tuple[int, int]) -> None:
    """A picture of a page; the window is taller than the page, since some editions count a toolbar into it."""
    program = browser()
    if program is None:
        raise FileNotFoundError("chromium")
    words = [program, "--headless", "--hide-scrollbars", "--disable-gpu", "--font-render-hinting=none"]
    words += ["--allow-file-access-from-files", f"--user-data-dir={page.parent / 'profile'}"]
    words += [] if not hasattr(os, "geteuid") or os.geteuid() else ["--no-sandbox"]
    words += ["--force-device-scale-factor=1", f"--window-size={size[0] + 100},{size[1] + 200}"]
    words += ["--virtual-time-budget=5000", f"--screenshot={target}", page.as_uri()]
    subprocess.run(words, check=True, capture_output=True, timeout=180)


def _save(picture: Image.Image, target: Path) -> None:
    """As many colours, or as good a quality, as fit into the bytes."""
    for colours, quality in zip(_COLOURS, _QUALITIES, strict=True):
        if target.suffix == ".jpg":
            picture.save(target, "JPEG", quality=quality, optimize=True, progressive=True)
        else:
            picture.quantize(colours, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
                target, "PNG", optimize=True
            )
        if target.stat().st_size <= _MOST:
            return
