"""Books for a device: what the table says, and what comes out."""

from __future__ import annotations

import io
import re
import zipfile
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree
from PIL import Image

import fic2epub
from fic2epub import pages
from fic2epub.cli.verbs import run
from fic2epub.epub import epub_bytes
from fic2epub.errors import OptionsError
from fic2epub.options import CHOICES, Options
from fic2epub.pipeline import content_of
from fic2epub.placing import beside_others
from fic2epub.restyling import made_with, restyle
from fic2epub.targets import (
    DEVICES,
    SCREENS,
    bearable,
    container,
    meets_spans,
    notices_of,
    options_for,
    renamed,
    target_named,
)
from tests.ao3.cases.case import chapter, several
from tests.ao3.download import render
from tests.ao3.pages.age import Age
from tests.ao3.pages.page import render_page
from tests.ao3.skins import SKINNED, skinned
from tests.ao3.works import Era

if TYPE_CHECKING:
    from fic2epub.model import Book

_XHTML = "{http://www.w3.org/1999/xhtml}"
_NOTE = "<p>[1] Of salt water, twice a day.</p>"
_WORK = several(
    "Storm",
    chapter(1, "Wind", '<p>A <a href="https://example.org/">link</a>. It goes.</p>'),
    chapter(2, "Tide", "<p>A tide[1] comes.</p><p>It goes.</p>", notes=_NOTE),
    chapter(3, "Ebb", f"<p>A tide[1] comes.</p><p>It goes.</p>{_NOTE}"),
)
_OTHERS = [name for name in DEVICES if not DEVICES[name].kepub]


def _book(source: bytes | None = None, **chosen: Any) -> Book:
    options = Options(**{"cover": "none", **chosen})
    return fic2epub.build(fic2epub.read(source or render(_WORK, Era.D9), options), options)


def _files(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "storm.html"
    path.write_bytes(render(_WORK, Era.D9))
    return path


def test_the_rows_are_the_choices() -> None:
    assert tuple(DEVICES) == CHOICES["device"]
    assert all(target.name == name for name, target in DEVICES.items())


@pytest.mark.parametrize("name", DEVICES)
def test_every_fact_has_a_source(name: str) -> None:
    facts = DEVICES[name].facts

    assert {"file", "footnotes", "subjects"} <= {fact.about for fact in facts}
    assert all(fact.says and fact.source for fact in facts)


@pytest.mark.parametrize("name", sorted({screen.device for screen in SCREENS}))
def test_pictures_fit_the_largest_screen(name: str) -> None:
    sizes = [screen.size for screen in SCREENS if screen.device == name]

    assert DEVICES[name].image_size == (max(width for width, _ in sizes), max(height for _, height in sizes))


def test_a_device_that_is_none() -> None:
    with pytest.raises(OptionsError, match="no device is called 'nook'"):
        target_named("nook")
    with pytest.raises(OptionsError, match="device cannot be 'nook'"):
        Options(device="nook")


def test_options_for_a_device_are_options_with_it() -> None:
    assert options_for("kobo", theme="plain") == Options(device="kobo", theme="plain")


def test_a_kobo_gets_a_kepub() -> None:
    book = _book(device="kobo")

    assert content_of(book) == container(epub_bytes(book), DEVICES["kobo"])
    assert b"koboSpan" in _files(content_of(book))["EPUB/text/chapter-0001.xhtml"]
    assert container(content_of(book), DEVICES["kobo"]) == content_of(book)


@pytest.mark.parametrize("name", _OTHERS)
def test_other_devices_get_the_same_book(name: str) -> None:
    usual, files = _files(content_of(_book())), _files(content_of(_book(device=name)))
    record = "META-INF/fic2epub.json"

    assert {file for file in files if files[file] != usual[file]} <= {record}
    assert (f'"device": "{name}"'.encode() in files[record]) == (name != "generic")


def _with_picture(width: int, height: int) -> bytes:
    drawn = io.BytesIO()
    picture = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    Image.merge("RGB", [picture.getchannel(0), *picture.rotate(180).split()[:2]]).save(drawn, "JPEG")
    source = f"data:image/jpeg;base64,{b64encode(drawn.getvalue()).decode()}"
    return render(several("Seen", chapter(1, body=f'<p><img alt="b" src="{source}"></p>'), chapter(2)), Era.D9)


@pytest.mark.parametrize(
    ("chosen", "height"),
    [
        ({"device": "kobo"}, 1920),
        ({"device": "pocketbook"}, 1872),
        ({"device": "apple"}, 2000),
        ({"device": "kobo", "image_size": "1600x2400"}, 2000),
        ({"device": "kobo", "image_size": "600x800"}, 800),
    ],
)
def test_pictures_have_the_size_of_the_screen_unless_another_is_said(chosen: dict[str, str], height: int) -> None:
    book = _book(_with_picture(1000, 2000), **chosen)
    (picture,) = (asset for asset in book.assets if asset.media_type == "image/jpeg")
    opened = Image.open(io.BytesIO(picture.data))

    assert opened.height == height
    assert opened.mode == "RGB"


_FILES = sorted((Path(pages.__file__).parent / "theme").glob("*.css"))


@pytest.mark.parametrize("sheet", _FILES, ids=lambda path: path.stem)
def test_no_rule_of_ours_meets_kobos_spans(sheet: Path) -> None:
    css = re.sub(r"(?s)/\*.*?\*/", "", sheet.read_text("utf-8"))

    assert not meets_spans(css)
    assert not re.search(r"\b(?:body|div)\s*>", css)


@pytest.mark.parametrize("mode", ["paper", "author"])
@pytest.mark.parametrize("name", SKINNED)
def test_nothing_in_a_works_own_sheet_can_choke_a_reader(name: str, mode: str) -> None:
    book = _book(render_page(skinned(name), Age.A2026_06), device="kindle", work_skin=mode)
    for asset in book.assets:
        css = asset.data.decode() if asset.href == "css/author.css" else ""
        rules = re.sub(r'(?s)/\*.*?\*/|@charset "utf-8";', "", css)

        assert not re.search(r"[@(]|--|[>+~*\[]", rules)
        selectors = [one for some in re.findall(r"([^{}]+)\{", rules) for one in some.split(",")]
        assert all("." in selector for selector in selectors)


def test_links_have_a_line_that_dark_mode_turns_on_kobo_alone() -> None:
    rule = b"a .koboSpan {\n  border-bottom: 1px dotted;"

    assert rule in _files(content_of(_book(device="kobo")))["EPUB/css/book.css"]
    assert rule not in _files(content_of(_book(device="kindle")))["EPUB/css/book.css"]


def _notes(book: Book, place: int) -> list[tuple[str, etree._Element, etree._Element]]:
    """The marks of a chapter's document, each with its note and the file it is in."""
    (document,) = (one for one in book.documents if f"chapter-000{place}" in one.href)
    root = etree.fromstring(document.xhtml)
    found = []
    for mark in root.iter(f"{_XHTML}a"):
        if mark.get("role") == "doc-noteref":
            href = mark.get("href", "")
            assert href.startswith("#")
            (note,) = root.iterfind(f".//*[@id='{href[1:]}']")
            found.append((href, mark, note))
    return found


@pytest.mark.parametrize("place", [2, 3])
def test_a_note_on_kobo_stands_behind_its_mark_in_the_same_file(place: int) -> None:
    ((_, mark, note),) = _notes(_book(device="kobo"), place)
    order = list(mark.getroottree().iter())
    text = "".join(note.itertext())

    assert order.index(mark) < order.index(note)
    assert 9 <= len(text.strip()) <= 5000
    assert note.get("{http://www.idpf.org/2007/ops}type") == "footnote"


def test_a_note_stays_where_its_author_put_it_elsewhere() -> None:
    ((_, mark, note),) = _notes(_book(device="kindle"), 2)
    order = list(mark.getroottree().iter())

    assert order.index(mark) > order.index(note)


@pytest.mark.parametrize("device", ["kobo", "kindle"])
@pytest.mark.parametrize("place", [2, 3])
def test_a_note_leads_back_to_its_mark(device: str, place: int) -> None:
    ((_, mark, note),) = _notes(_book(device=device), place)

    back = [link.get("href") for link in note.iter(f"{_XHTML}a") if link.get("role") == "doc-backlink"]
    assert back == [f"#{mark.get('id')}"]


@pytest.mark.parametrize("css", ["span { font-weight: bold }", "p > span, i { font-weight: bold }", "* { margin: 0 }"])
def test_a_rule_for_any_span_is_told_on_kobo(css: str) -> None:
    assert "D021" in {notice.code for notice in _book(device="kobo", css=css).notices}
    assert "D021" not in {notice.code for notice in _book(device="kindle", css=css).notices}


@pytest.mark.parametrize(
    "css", ["span.x { margin: 0 }", ".span { margin: 0 }", "p { margin: 0 }", "i span.y { margin: 0 }"]
)
def test_other_rules_are_not(css: str) -> None:
    assert not meets_spans(css)


@pytest.mark.parametrize(
    ("name", "device", "borne"),
    [
        ("Storm - quay.epub", "kobo", "Storm - quay.kepub.epub"),
        ("Storm - quay.kepub.epub", "kindle", "Storm - quay.epub"),
        ("Storm", "generic", "Storm.epub"),
        ("It's 5% of $2; no!.epub", "kobo", "It’s 5_ of _2, no.kepub.epub"),
        ("It's 5% of $2; no!.epub", "kindle", "It's 5% of $2; no!.epub"),
        ("a/b\\c: d?.epub", "kindle", "a-b-c- d.epub"),
        ("\r\n\u202e\x00.epub", "kobo", "Untitled.kepub.epub"),
        ("潮" * 100 + ".epub", "kobo", "潮" * 40 + ".kepub.epub"),
    ],
)
def test_names_are_what_the_device_bears(name: str, device: str, borne: str) -> None:
    assert bearable(name, DEVICES[device]) == borne
    assert bearable(borne, DEVICES[device]) == borne


@pytest.mark.parametrize(
    ("name", "device", "other"),
    [
        ("a.epub", "kobo", "a.kepub.epub"),
        ("a.KEPUB.epub", "kobo", "a.KEPUB.epub"),
        ("a.kepub", "kindle", "a.epub"),
        ("a.kepub.epub", "generic", "a.epub"),
        ("a.EPUB", "generic", "a.EPUB"),
        ("a", "generic", "a.epub"),
    ],
)
def test_a_book_in_another_form_has_another_name(name: str, device: str, other: str) -> None:
    assert renamed(Path("b") / name, DEVICES[device]) == Path("b") / other


def test_a_kobos_book_is_named_so(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--for", "kobo", str(saved), "--cover", "none", "--quiet"]) == 0

    assert capsys.readouterr().out == f"{saved.with_name('Storm - lampkeeper.kepub.epub')}\n"
    assert b"koboSpan" in _files(saved.with_name("Storm - lampkeeper.kepub.epub").read_bytes())["EPUB/nav.xhtml"]


def test_a_name_that_kobo_misreads_is_told(saved: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--for", "kobo", str(saved), "-o", str(tmp_path / "a.epub"), "--cover", "none", "--strict"]

    assert run(words) == 3
    assert "D020" in capsys.readouterr().err


def test_a_book_that_is_too_large_is_told() -> None:
    (notice,) = notices_of("a.epub", 60_000_000, DEVICES["kindle"])

    assert notice.code == "D022"
    assert notices_of("a.epub", 50_000_000, DEVICES["kindle"]) == ()
    assert notices_of("a.epub", 60_000_000, DEVICES["generic"]) == ()


def test_the_stream_has_the_form_of_the_device(saved: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["--for", "kobo", str(saved), "--cover", "none", "--quiet", "-o", "-"]) == 0

    assert capfdbinary.readouterr().out == content_of(_book(device="kobo"))


def test_another_work_with_the_name_of_a_kobos_book(tmp_path: Path) -> None:
    path = tmp_path / "a.kepub.epub"
    other = several("Calm", chapter(1), work_id="77")
    path.write_bytes(content_of(_book(render(other, Era.D9), device="kobo")))
    book = _book(device="kobo")

    assert beside_others(path, book) == tmp_path / f"a ({book.metadata.work_id}).kepub.epub"


@pytest.fixture
def kepub(saved: Path) -> Path:
    return fic2epub.convert(saved, None, Options(device="kobo", cover="none"))


def test_a_kobos_book_tells_what_it_is_for(kepub: Path) -> None:
    assert made_with(kepub) == {"device": "kobo", "cover": "none"}


def test_a_kobos_book_restyled_is_what_its_source_would_give(kepub: Path, saved: Path) -> None:
    path = restyle(kepub, theme="plain", notes="end")

    assert path == kepub
    made = content_of(_book(saved.read_bytes(), device="kobo", theme="plain", notes="end"))
    assert kepub.read_bytes() == made


@pytest.mark.parametrize("device", ["generic", "kindle"])
def test_a_kobos_book_becomes_one_for_another_device(kepub: Path, saved: Path, device: str) -> None:
    path = restyle(kepub, device=device)

    assert path == saved.with_name("Storm - lampkeeper.epub")
    assert path.read_bytes() == content_of(_book(saved.read_bytes(), device=device))
    assert kepub.exists()


def test_a_book_for_any_reader_becomes_one_for_kobo(kepub: Path, saved: Path) -> None:
    usual = fic2epub.convert(saved, None, Options(cover="none"))
    was = kepub.read_bytes()
    kepub.unlink()

    assert restyle(usual, device="kobo") == kepub
    assert kepub.read_bytes() == was


def test_pictures_keep_their_size_when_the_device_changes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "seen.epub"
    path.write_bytes(content_of(_book(_with_picture(1000, 2000))))

    assert run(["restyle", str(path), "--for", "pocketbook", "--strict"]) == 0
    assert "D023" in capsys.readouterr().err
    assert run(["restyle", str(path), "--for", "pocketbook", "--theme", "plain"]) == 0
    assert "D023" not in capsys.readouterr().err
    assert run(["restyle", str(path), "--for", "kindle", "--image-size", "600x800", "--quiet"]) == 2


def test_inspect_says_the_device_as_the_command_line_does(kepub: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["inspect", str(kepub)]) == 0

    assert "--for kobo" in capsys.readouterr().out
