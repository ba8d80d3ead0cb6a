"""A library as its owner opens it, and a browser that comes to it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

import fic2epub

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

_EXAMPLES = Path(__file__).parents[2] / "examples"
_WORKS = (
    "the-clock-that-kept-the-tide.html",
    "languages/arabic.html",
    "languages/japanese.html",
    "penny-quay/two-lanterns-for-mrs-dray.html",
    "penny-quay/the-quay-at-low-water.html",
)
_PASSWORD = "the tide keeps the clock"  # noqa: S105 - of the tests' own library


class Open(NamedTuple):
    """A library that is open."""

    address: str
    """With a slash at its end."""
    password: str
    folder: Path


def _chromium() -> str | None:
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """
    Chromium without a window; skipped where it or Playwright is not.

    Closed with the file: its thread would keep later tests from copying the process.
    """
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="Playwright is not installed: pip install playwright"
    )
    chromium = _chromium()
    if chromium is None:
        pytest.skip("Chromium is not installed")
    with playwright.sync_playwright() as ready:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        opened = ready.chromium.launch(executable_path=chromium, args=flags)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def library(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:  # noqa: ARG001 - without a browser nobody comes
    """`fic2epub serve` on a folder of books of ours and of others, behind a password."""
    folder = tmp_path_factory.mktemp("books")
    for name in _WORKS:
        fic2epub.convert(_EXAMPLES / name, folder)
    for place in range(60):
        title = f"Plain Book {place:02}" if place else "Without an End " * 17
        (folder / f"{place:02}.epub").write_bytes(_plain(title, f"Hand {place % 9}"))
    (folder / "unbroken.epub").write_bytes(_plain("W" * 255, "V" * 255))
    index = tmp_path_factory.mktemp("index") / "library.sqlite"
    words = ["--port", "0", "--upload", "--password-env", "LIBRARY", "--title", "The house", "--index", index]
    with subprocess.Popen(
        [sys.executable, "-m", "fic2epub", "serve", folder, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "LIBRARY": _PASSWORD},
    ) as served:
        assert served.stdout is not None
        assert served.stderr is not None
        address = served.stdout.readline().strip()
        try:
            for line in served.stderr:
                if line.startswith("books: 66 new"):
                    break
            yield Open(address, _PASSWORD, folder)
        finally:
            served.terminate()
            served.stderr.read()


def _plain(title: str, creator: str) -> bytes:
    """A book that says little of itself, and has no cover."""
    into = BytesIO()
    with zipfile.ZipFile(into, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
            '<rootfile full-path="p.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
        )
        book.writestr(
            "p.opf",
            '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0">'
            f"<metadata><dc:identifier>urn:x:{title}</dc:identifier><dc:title>{title}</dc:title>"
            f"<dc:creator>{creator}</dc:creator></metadata><manifest>"
            '<item id="t" href="t.html" media-type="application/xhtml+xml"/></manifest>'
            '<spine><itemref idref="t"/></spine></package>',
        )
        book.writestr("t.html", '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Text.</p></body></html>')
    return into.getvalue()


@pytest.fixture(scope="module")
def cookies(browser: Browser, library: Open) -> list[dict[str, object]]:
    """What the library gives who knows the password."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(library.address)
    page.fill("#code", library.password)
    page.click("main button")
    page.wait_for_selector(".books")
    found = [dict(cookie) for cookie in context.cookies()]
    context.close()
    return found


@pytest.fixture
def visit(browser: Browser, library: Open, cookies: list[dict[str, object]]) -> Iterator[Callable[..., Page]]:
    """Open a page of the library, in a browser of its own that knows no scripts unless they are asked for."""
    contexts = []

    def opened(path: str = "", *, scripts: bool = False, **more: object) -> Page:
        context = browser.new_context(java_script_enabled=scripts, **more)  # type: ignore[arg-type]
        context.add_cookies(cookies)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.goto(library.address + path)
        return page

    yield opened
    for context in contexts:
        context.close()
