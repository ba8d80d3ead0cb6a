"""The library in a browser: what a person sees, touches and types, most of it without any script."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import Open

pytestmark = pytest.mark.timeout(300)

_IN_CI = pytest.mark.skipif(not os.environ.get("CI"), reason="with CI=1: a browser is slow")
_KOBO = (
    "Mozilla/5.0 (Linux; U; Android 2.0; en-us;) AppleWebKit/538.1 (KHTML, like Gecko) Version/4.0 Mobile"
    " Safari/538.1 (Kobo Touch 0377/4.20.14622)"
)
_KINDLE = (
    "Mozilla/5.0 (X11; U; Linux armv7l like Android; en-us) AppleWebKit/531.2+ (KHTML, like Gecko) Version/5.0"
    " Safari/533.2+ Kindle/3.0+"
)
_EXAMPLE = Path(__file__).parents[2] / "examples" / "forms" / "yours-faithfully.html"
_AXE = Path(__file__).parents[1] / "validators/ace/node_modules/@daisy/axe-core-for-ace/axe.min.js"
_PAGES = (
    "",
    "?words=clock",
    "?words=zzz",
    "browse/author",
    "upload",
    "login",
    "book/none",
    "BOOK",
    "?page=2&order=title",
    f"?author={'V' * 255}",
)
_SCREENS: dict[str, dict[str, Any]] = {
    "phone": {"viewport": {"width": 320, "height": 640}},
    "kobo": {"viewport": {"width": 758, "height": 1024}, "user_agent": _KOBO},
    "kindle": {"viewport": {"width": 1072, "height": 1448}, "user_agent": _KINDLE},
    "desk": {"viewport": {"width": 1280, "height": 900}},
}
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_SMALL = """
() => [...document.querySelectorAll("a, button, input, select")]
  .filter(one => one.type !== "hidden" && !one.closest(".skip") && one.tabIndex >= 0)
  .filter(one => one.getClientRects().length)
  .map(one => [one.outerHTML, one.getBoundingClientRect()])
  .filter(([, box]) => box.height < 43.5 || box.width < 24)
  .map(([html, box]) => `${Math.round(box.width)} x ${Math.round(box.height)}: ${html.slice(0, 160)}`)
"""


@pytest.fixture(scope="module")
def clock(browser: Browser, library: Open, cookies: list[dict[str, object]]) -> str:
    """The path of the page of one book."""
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(cookies)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{library.address}?words=clock+kept")
    path = page.get_attribute("h2 a", "href")
    context.close()
    assert path
    return path.lstrip("/")


def _titles(page: Page) -> list[str]:
    return page.locator(".books h2 a").all_text_contents()


def test_nobody_comes_in_without_the_password(browser: Browser, library: Open) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{library.address}?words=clock")
    assert page.locator("h1").text_content() == "Access code"
    assert page.locator(".books").count() == 0

    page.fill("#code", "the wrong one")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=alert]")
    page.fill("#code", library.password)
    page.keyboard.press("Enter")

    page.wait_for_url(f"{library.address}?words=clock")
    context.close()


def test_books_are_found_paged_and_put_in_order(visit: Callable[..., Page]) -> None:
    page = visit()
    assert "66 books, page 1 of 2" in (page.locator(".count").text_content() or "")
    page.click("nav.order >> text=Title")
    first = _titles(page)
    page.click("a[rel=next]")
    second = _titles(page)
    assert len(first) == 48
    assert len(second) == 18
    assert not set(first) & set(second)

    page.fill("#words", "CLOCK kept")
    page.click("header button")
    assert _titles(page) == ["The Clock That Kept the Tide"]
    page.click(".filters a")
    assert len(_titles(page)) == 48


@_IN_CI
def test_a_fandom_is_one_tap_away(visit: Callable[..., Page]) -> None:
    page = visit("browse/fandom")
    name = page.locator(".names a").first
    said = name.locator("bdi").text_content()
    name.click()

    assert said in (page.locator(".filters").text_content() or "")
    assert _titles(page)


@pytest.mark.validators
@pytest.mark.parametrize(
    ("screen", "ending"), [("phone", "Tide - Quayside.epub"), ("kobo", "Tide - Quayside.kepub.epub")]
)
def test_a_book_is_one_tap_away(visit: Callable[..., Page], screen: str, ending: str) -> None:
    page = visit("?words=clock+kept", accept_downloads=True, **_SCREENS[screen])
    with page.expect_download() as waited:
        page.click(".book .get")

    assert waited.value.suggested_filename.endswith(ending)
    with zipfile.ZipFile(waited.value.path()) as book:
        assert book.testzip() is None
        spans = [name for name in book.namelist() if b"koboSpan" in book.read(name)]
    assert bool(spans) == (screen == "kobo")


@_IN_CI
def test_a_kindle_is_offered_nothing_that_it_cannot_save(visit: Callable[..., Page], clock: str) -> None:
    page = visit(clock, **_SCREENS["kindle"])

    assert page.locator("a[href^='/get/']").count() == 0
    assert "cannot save this book" in (page.locator("main").text_content() or "")


@pytest.mark.validators
@pytest.mark.parametrize("screen", _SCREENS)
def test_no_page_is_wider_than_its_screen_and_all_can_be_touched(
    visit: Callable[..., Page], library: Open, clock: str, screen: str
) -> None:
    page = visit(**_SCREENS[screen])
    for path in _PAGES:
        page.goto(library.address + (clock if path == "BOOK" else path))
        assert page.evaluate("document.documentElement.scrollWidth") <= _SCREENS[screen]["viewport"]["width"], path
        assert page.evaluate(_SMALL) == [], path
    page.goto(f"{library.address}?words={'W' * 255}")
    page.click("h2 a")
    assert page.evaluate("document.documentElement.scrollWidth") <= _SCREENS[screen]["viewport"]["width"]


def test_the_keyboard_is_enough(visit: Callable[..., Page]) -> None:
    page = visit()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")

    page.focus("#words")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.type("clock kept")
    page.keyboard.press("Enter")
    page.wait_for_url("**words=clock*")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('h2') !== null"):
            break
    assert page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)") >= 2
    page.keyboard.press("Enter")
    page.wait_for_url("**/book/*")
    assert page.locator("h1").text_content() == "The Clock That Kept the Tide"


@_IN_CI
def test_night_is_dark_and_day_is_white(visit: Callable[..., Page]) -> None:
    colours = "[getComputedStyle(document.documentElement).backgroundColor, getComputedStyle(document.body).color]"

    assert visit(color_scheme="light").evaluate(colours) == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
    assert visit(color_scheme="dark").evaluate(colours) == ["rgb(18, 18, 18)", "rgb(230, 230, 230)"]


def test_a_saved_work_comes_back_as_a_book(visit: Callable[..., Page]) -> None:
    page = visit("upload", accept_downloads=True)
    page.set_input_files("#work", _EXAMPLE)
    page.select_option("#device", "kobo")
    page.click("main button")
    with page.expect_download() as waited:
        page.click("main .get")

    assert waited.value.suggested_filename.endswith(".kepub.epub")
    with zipfile.ZipFile(waited.value.path()) as book:
        assert book.testzip() is None


@_IN_CI
def test_files_are_dropped_on_the_box(visit: Callable[..., Page]) -> None:
    page = visit("upload")
    box = page.locator("#work").bounding_box()
    assert box
    devtools = page.context.new_cdp_session(page)
    dropped = {"items": [], "files": [str(_EXAMPLE)], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        place = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] - 12}
        devtools.send("Input.dispatchDragEvent", {"type": kind, "data": dropped, **place})

    assert page.evaluate("[...document.querySelector('#work').files].map(one => one.name)") == [_EXAMPLE.name]
    page.click("main button")
    page.wait_for_url("**/made/*")
    assert page.locator("h1").text_content() == "1 book made"


@_IN_CI
def test_what_is_no_work_is_told_in_words(visit: Callable[..., Page]) -> None:
    page = visit("upload")
    page.set_input_files("#work", {"name": "list.txt", "mimeType": "text/plain", "buffer": b"Milk, bread."})
    page.click("main button")

    alert = page.locator("[role=alert]").text_content() or ""
    assert "No book was made." in alert
    assert "“list.txt”" in alert
    assert "Traceback" not in page.content()


@pytest.mark.validators
@pytest.mark.parametrize("path", _PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.skipif(not _AXE.exists(), reason=f"axe is not installed: npm ci --prefix {_AXE.parents[3]}")
def test_axe_finds_nothing(visit: Callable[..., Page], clock: str, path: str, scheme: str) -> None:
    page = visit(clock if path == "BOOK" else path, scripts=True, color_scheme=scheme)
    page.evaluate(_AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", _RULES)

    assert len(found["passes"]) > 15
    told = [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found["violations"]]
    assert told == []


@_IN_CI
def test_nothing_is_asked_for_that_the_library_forbids(visit: Callable[..., Page], library: Open, clock: str) -> None:
    page = visit(scripts=True)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("response", lambda answer: said.append(answer.url) if answer.status >= 400 else None)
    for path in ("", clock, "upload", "browse/language"):
        page.goto(library.address + path, wait_until="networkidle")

    assert said == []
