"""
Draws the pictures of the library of the house from the works in `examples/`: `python docs/library/make.py`.

The library is opened as its owner opens it, and Chromium comes to it as a phone, as a Kobo's browser in 16 greys, and
by night. Wants Chromium and Playwright. Pictures are equal where program, browser and fonts are.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image
from playwright.sync_api import sync_playwright

import fic2epub

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

_HERE = Path(__file__).parent
_WORKS = _HERE.parents[1] / "examples"
_KOBO = (
    "Mozilla/5.0 (Linux; U; Android 2.0; en-us;) AppleWebKit/538.1 (KHTML, like Gecko) Version/4.0 Mobile"
    " Safari/538.1 (Kobo Touch 0377/4.38.23697)"
)
_GAP, _AROUND = 24, "#e4e4e0"
_MOST = 80_000
"""Bytes of a picture."""
_CELL = 9, 18
"""Pixels of a sign of the terminal."""
_COLUMNS = 80
_COMMAND = "fic2epub serve books/ --bind 0.0.0.0 --code"
_STARTED = """
import os, sys
from fic2epub.cli.verbs import run
from fic2epub.serving import codes, running

running.addresses_of = lambda bind: ("192.168.178.23",)  # whatever this machine's is
codes.typed = lambda: "H7KM3XWP"
os.chdir(sys.argv[1])
run(["serve", "books", "--bind", "0.0.0.0", "--code", "--port", "8000", "--index", "other.sqlite"])
"""


class View(NamedTuple):
    """A page on a screen."""

    path: str
    size: tuple[int, int]
    agent: str | None = None
    night: bool = False
    scale: float = 1.0
    """Pixels of the screen for each of the page."""


def main() -> None:
    """Draw all pictures."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if program is None:
        sys.exit("no browser: install Chromium, or name it in the variable CHROMIUM")
    with tempfile.TemporaryDirectory(prefix="gallery-") as name, sync_playwright() as ready:
        folder = Path(name)
        _fill(folder / "books")
        shown = ready.chromium.launch(executable_path=program, args=["--no-sandbox", "--font-render-hinting=none"])
        with _opened(folder) as address:
            book = _first_book(shown, address)
            phones = [View("", (360, 740)), View(book, (360, 740)), View("upload", (360, 740))]
            _put("phone.jpg", [_shot(shown, address, view) for view in phones])
            nights = [View("", (1100, 720), night=True), View(book, (360, 720), night=True)]
            _put("night.jpg", [_shot(shown, address, view) for view in nights])
            greys = [View("", (758, 1024), _KOBO), View(book, (758, 1024), _KOBO)]
            _put("grey.png", [_greyed(_shot(shown, address, view)) for view in greys])
        said = _said(folder)
        _put("terminal.png", [_terminal(shown, said, dark=dark) for dark in (True, False)])
        shown.close()


def _fill(books: Path) -> None:
    """The books of the library, the oldest first."""
    books.mkdir()
    works = sorted(path for path in _WORKS.rglob("*.html") if "chapters" not in path.parts)
    for place, work in enumerate(works):
        try:
            path = fic2epub.convert(work, books)
        except fic2epub.Fic2EpubError:
            continue
        os.utime(path, (1_700_000_000 + place, 1_700_000_000 + place))
    os.utime(next(books.glob("The Clock*")), (1_800_000_000, 1_800_000_000))


@contextmanager
def _opened(folder: Path) -> Iterator[str]:
    """The library's address while it is open."""
    words = ["--port", "0", "--title", "Books of the house", "--upload", "--index", str(folder / "index.sqlite")]
    command = [sys.executable, "-m", "fic2epub", "serve", str(folder / "books"), *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as served:
        address = served.stdout.readline().strip()  # type: ignore[union-attr] - they are pipes
        try:
            next(line for line in served.stderr if line.startswith("books:"))  # type: ignore[union-attr] - the same
            yield address
        finally:
            served.terminate()


def _first_book(shown: Browser, address: str) -> str:
    page = shown.new_page()
    page.goto(address)
    path = page.get_attribute("h2 a", "href") or ""
    page.close()
    return path.lstrip("/")


def _shot(shown: Browser, address: str, view: View) -> Image.Image:
    """What a screen shows first."""
    context = shown.new_context(
        viewport={"width": view.size[0], "height": view.size[1]},
        user_agent=view.agent,
        color_scheme="dark" if view.night else "light",
        java_script_enabled=False,
    )
    page = context.new_page()
    page.goto(address + view.path, wait_until="networkidle")
    with Image.open(BytesIO(page.screenshot())) as drawn:
        picture = drawn.convert("RGB")
    context.close()
    return picture


def _greyed(picture: Image.Image) -> Image.Image:
    """As electronic ink has it: sixteen greys, mixed from dots where there is no such one."""
    steps = [level * 17 for level in range(16)]
    palette = Image.new("P", (1, 1))
    palette.putpalette([level for step in steps for level in (step, step, step)] + [0] * (768 - 48))
    return picture.convert("L").convert("RGB").quantize(palette=palette, dither=Image.Dither.FLOYDSTEINBERG)


def _said(folder: Path) -> str:
    """What the terminal shows when the library is opened."""
    import pty  # noqa: PLC0415 - no such thing on Windows

    ours, theirs = pty.openpty()
    started = subprocess.Popen(
        [sys.executable, "-c", _STARTED, str(folder)], stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True
    )
    os.close(theirs)
    said = b""
    while b"Ctrl-C" not in said:
        said += os.read(ours, 4096)
    started.terminate()
    started.wait()
    os.close(ours)
    said = re.sub(rb"books: .*", b"", said)
    return f"{said.decode().partition('Ctrl-C')[0]}Ctrl-C closes the library."


def _terminal(shown: Browser, said: str, *, dark: bool) -> Image.Image:
    """A terminal of these colours, which draws the halves of its cells as terminals do: without a seam."""
    fore, back = ("#ddd", "#1e1e1e") if dark else ("#222", "#fdf6e3")
    told = [f"$ {_COMMAND}", *said.replace("\r", "").rstrip("\n").split("\n")]
    lines = [part for line in told for part in ([line] if "\x1b" in line else wrap(line, _COLUMNS))]
    wide, high = _CELL
    rows = "".join(f"<div>{_cells(line)}</div>" for line in lines)
    style = (
        f"body {{ margin: 0; padding: 16px; background: {back}; color: {fore}; width: {_COLUMNS * wide}px }}"
        f"div {{ height: {high}px; white-space: pre; font: 15px/{high}px 'DejaVu Sans Mono', monospace }}"
        f"i {{ display: inline-block; width: {wide}px; height: {high}px; vertical-align: top }}"
        "b { font-weight: normal }"
    )
    page = shown.new_page(viewport={"width": _COLUMNS * wide + 32, "height": len(lines) * high + 32})
    page.set_content(f"<!DOCTYPE html><meta charset='utf-8'><style>{style}</style>{rows}")
    with Image.open(BytesIO(page.screenshot())) as drawn:
        picture = drawn.convert("RGB")
    page.close()
    return picture


def _cells(line: str) -> str:
    """A line as markup; between the colours of the code each sign is a cell of two halves."""
    shown = ""
    for place, part in enumerate(re.split(r"\x1b\[[0-9;]*m", line)):
        shown += (
            "".join(_halves(sign) for sign in part) if place % 2 else part.replace("&", "&amp;").replace("<", "&lt;")
        )
    return shown


def _halves(sign: str) -> str:
    above, below = ("#000" if sign in dark else "#fff" for dark in ("▀█", "▄█"))
    return f'<i style="background:linear-gradient({above} 50%,{below} 50%)"></i>'


def _put(name: str, pictures: list[Image.Image]) -> None:
    """Side by side, in a file that is not too large."""
    plain = pictures[0].mode == "P"
    high = max(one.height for one in pictures) + 2 * _GAP
    sheet = Image.new("RGB", (sum(one.width + _GAP for one in pictures) + _GAP, high), _AROUND)
    left = _GAP
    for one in pictures:
        sheet.paste(one.convert("RGB"), (left, _GAP))
        left += one.width + _GAP
    target = _HERE / name
    if target.suffix == ".png":
        (sheet.convert("L").quantize(32, dither=Image.Dither.NONE) if plain else sheet.quantize(16)).save(
            target, optimize=True
        )
    else:
        for quality in range(88, 30, -6):
            sheet.save(target, quality=quality, optimize=True, progressive=True)
            if target.stat().st_size <= _MOST:
                break
    print(f"{target.stat().st_size:>6} {target.name}")


if __name__ == "__main__":
    main()
