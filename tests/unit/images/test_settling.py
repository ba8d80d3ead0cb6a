"""The pictures of a work: converted, named anew, told of; fetched or left out when asked for."""

from __future__ import annotations

from dataclasses import replace
from time import sleep
from typing import TYPE_CHECKING

import pytest

from fic2epub.errors import OptionsError
from fic2epub.images import fetched, fit_pictures, settle_pictures
from fic2epub.images.fetched import with_fetched
from fic2epub.images.fitting import fitted
from fic2epub.images.storing import Store
from fic2epub.images.target import Target, Unshowable
from fic2epub.model import Chapter, Metadata, Work
from fic2epub.options import Options
from fic2epub.pipeline import build, changes, receipt
from tests.unit.drawn import png
from tests.unit.images.samples import KINDS, exif, moving, opened, saved, shades
from tests.unit.images.works import body, picture, sources, work_with

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from fic2epub.model import Html

ALL = tuple(map(picture, KINDS.values()))
USUAL = Options(cover="none")
REMOTE = "https://example.com/far.png"


def shown(*assets: object) -> str:
    return "".join(f'<p><img src="asset:{asset.href}" alt="A lamp"></p>' for asset in assets)  # type: ignore[attr-defined]


def codes(work: Work[Html]) -> list[str]:
    return [notice.code for notice in work.notices]


def test_every_picture_of_a_book_is_what_it_is_called() -> None:
    """And its address leads to it; the book says what was done."""
    book = build(work_with(shown(*ALL), assets=ALL), USUAL)
    pictures = {asset.href: asset for asset in book.assets if asset.href.startswith("images/")}
    kinds = {"image/jpeg": "JPEG", "image/png": "PNG", "image/gif": "GIF"}
    for href, asset in pictures.items():
        if asset.media_type != "image/svg+xml":
            assert opened(asset.data).format == kinds[asset.media_type]
        assert any(f"../{href}".encode() in document.xhtml for document in book.documents)
    assert len(pictures) > 20
    assert {"I020", "I021", "I028"} <= {notice.code for notice in book.notices}
    assert book.accessibility.hazards == ("unknown",)
    assert "alternativeText" in book.accessibility.features


def test_a_picture_that_stays_as_it_is_loses_a_type_that_is_not_its_own() -> None:
    right = picture(png())
    wrong = right._replace(href="images/lamp.jpg", media_type="image/jpeg")

    book = build(work_with('<p><img src="asset:images/lamp.jpg" alt="A lamp"></p>', assets=(wrong,)), USUAL)

    assert [asset for asset in book.assets if asset.href.startswith("images/")] == [right]
    assert f'src="../{right.href}"'.encode() in book.documents[-1].xhtml


def test_what_stands_still_is_no_hazard() -> None:
    still = (picture(KINDS["GIF"]), picture(KINDS["PNG"]))
    assert build(work_with(shown(*still), assets=still), USUAL).accessibility.hazards == ("none",)


def test_pictures_that_become_the_same_are_one() -> None:
    lines = (picture(KINDS["BMP"]), picture(saved(opened(KINDS["BMP"]), "TIFF")))
    work = settle_pictures(work_with(shown(*lines), assets=lines), USUAL)
    assert len(work.assets) == 1
    assert sources(work) == [f"asset:{work.assets[0].href}"] * 2


def test_threads_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Order and bytes are those of one after the other, however long each takes."""
    alone = [fitted(asset.data, asset.href.rpartition(".")[2], Target()).data for asset in ALL]

    def slowly(data: bytes, kind: str, target: Target) -> object:
        sleep(len(data) * 7919 % 20 / 1000)
        return fitted(data, kind, target)

    monkeypatch.setattr("fic2epub.images.fitting.fitted", slowly)
    for count in (1, 2, 8):
        monkeypatch.setattr("fic2epub.images._processors", lambda count=count: count)
        together = list(fit_pictures(ALL, Target()))
        assert [one.data for one in together if not isinstance(one, Unshowable)] == alone


def test_a_ruin_becomes_a_link_or_its_description() -> None:
    """Its address on the network is known if the page was saved with it."""
    ruin = picture(KINDS["photograph"][:400])
    markup = f'<p><img src="asset:{ruin.href}" data-original-address="{REMOTE}" alt="A hill"></p><p>a</p>{shown(ruin)}'
    work = settle_pictures(work_with(markup, assets=(ruin,)), USUAL)
    assert (sources(work), work.assets, codes(work)) == ([REMOTE, ""], (), ["I005"])
    book = build(work_with(markup, assets=(ruin,)), USUAL)
    text = b"".join(document.xhtml for document in book.documents).decode()
    assert f'<a href="{REMOTE}" class="picture">Image: A hill <code class="picture-address">{REMOTE}</code></a>' in text
    assert ">Image: A lamp</span></figure>" in text


def test_a_ruin_is_told_by_name_once() -> None:
    """Where it stood in the source; that its description stands in its place goes without saying."""
    ruin, other = picture(KINDS["photograph"][:400]), picture(KINDS["photograph"][:500])
    markup = f'<p><img src="asset:{ruin.href}" data-original-address="a_files/hill.jpg" alt="A hill"></p>{shown(other)}'
    book = build(work_with(markup, assets=(ruin, other)), USUAL)
    told = [notice.message for notice in book.notices if notice.code[0] == "I"]
    assert told == ["pictures that are damaged, or too large to be shown: 2 (a_files/hill.jpg, one without a name)"]
    assert b"\xe2\x80\xa6/hill.jpg</code>" in b"".join(document.xhtml for document in book.documents)


def test_what_was_done_is_told() -> None:
    private = picture(saved(shades(), "JPEG", exif=exif()))
    drawing = picture(KINDS["SVG"].replace(b"</svg>", b"<foreignObject/></svg>"))
    work = settle_pictures(work_with(assets=(private, drawing)), USUAL)
    assert codes(work) == ["I024", "I027"]
    work = settle_pictures(work_with(assets=(picture(KINDS["photograph"]),)), replace(USUAL, grey=True))
    assert codes(work) == ["I022"]
    work = settle_pictures(work_with(assets=(picture(KINDS["large photograph"]),)), replace(USUAL, image_size="40x40"))
    assert [notice.message for notice in work.notices] == ["pictures made what e-readers show; smaller: 1"]


def test_a_work_without_pictures_stays_the_same() -> None:
    work = work_with("<p>words</p>")
    assert settle_pictures(work, USUAL) is work


def test_parts_of_an_omnibus_have_pictures_of_their_own() -> None:
    one, other = picture(KINDS["WebP"]), picture(moving("WEBP"))
    parts = tuple(work_with(shown(asset), assets=(asset,)) for asset in (one, other))
    work = settle_pictures(work_with(parts=parts), USUAL)
    assert [codes(part) for part in work.parts] == [["I020"], ["I020", "I021"]]
    assert all(sources(part) == [f"asset:{part.assets[0].href}"] for part in work.parts)


def test_pictures_may_be_left_out() -> None:
    """Each leaves its description, in every body; nothing is said to be lost."""
    bodies = [body(f'<p>a <img src="{REMOTE}" alt="A hill"> b</p>') for _ in range(7)]
    chapter = Chapter(number=1, body=bodies[0], summary=bodies[1], notes=bodies[2], endnotes=bodies[3])
    work = Work(
        metadata=Metadata(title="x"),
        chapters=(chapter,),
        summary=bodies[4],
        notes=bodies[5],
        endnotes=bodies[6],
        assets=ALL,
    )
    book, counted = receipt(work, replace(USUAL, images="drop"))
    text = b"".join(document.xhtml for document in book.documents).decode()
    assert text.count("[Image: A hill]") == 7
    assert REMOTE not in text
    assert not [asset for asset in book.assets if asset.href.startswith("images/")]
    assert counted.notices["I023"] == 1
    assert "I001" not in counted.notices
    assert "I002" not in counted.notices


def test_pictures_that_part_scenes_do_so_when_they_are_left_out() -> None:
    """Also those of the work's own: they are told by the file that they were, and neither is told as lost."""
    words = "<p>The lamp in the window burned until the morning came.</p>"
    ours = picture(KINDS["PNG"])
    for line in (f'<p><img src="{REMOTE}"></p>', f'<p><img src="asset:{ours.href}"></p>'):
        book = build(work_with(f"{words}{line}{words}{line}{words}", assets=(ours,)), replace(USUAL, images="drop"))
        text = b"".join(document.xhtml for document in book.documents)
        assert text.count(b"<hr/>") == 2
        assert b"Image" not in text
        assert {"I001", "I002"}.isdisjoint(notice.code for notice in book.notices)


def test_pictures_may_be_left_out_of_parts() -> None:
    part = work_with(shown(ALL[0]), assets=ALL[:1])
    work = settle_pictures(work_with(parts=(part,)), Options(images="drop"))
    assert [(one.assets, codes(one)) for one in work.parts] == [((), ["I023"])]
    assert codes(work) == []


def test_changes_are_shown_of_the_pictures_that_the_book_has() -> None:
    webp = picture(KINDS["WebP"])
    _, notices = changes(work_with(shown(webp), assets=(webp,)))
    assert "I020" in [notice.code for notice in notices]


# From the network


def answering(**answers: bytes | str) -> Callable[[list[str], Store, Callable[[], None]], dict[str, bytes | str]]:
    """What stands for the network: an answer for the last part of an address."""

    def fetch(addresses: list[str], _: Store, advance: Callable[[], None]) -> dict[str, bytes | str]:
        found = {}
        for address in addresses:
            advance()
            found[address] = answers[address.rpartition("/")[2].partition(".")[0]]
        return found

    return fetch


def test_fetched_pictures_are_files_of_the_work() -> None:
    """Each address is asked for once, and what came along not at all; what is not there is told with its reason."""
    came = picture(KINDS["PNG"])
    markup = (
        f'<p><img src="https://x.example/a.jpg" alt="A hill"></p><p><img src="//x.example/a.jpg"></p>{shown(came)}'
        '<p><img src="https://x.example/b.png"></p><p><img src="gone.png"><img></p><p><img data-src="http://x.example/c"></p>'
    )
    asked: list[str] = []
    answers = answering(a=KINDS["WebP"], b="the server says 404", c=png())

    def fetch(addresses: list[str], store: Store, advance: Callable[[], None]) -> dict[str, bytes | str]:
        asked.extend(addresses)
        return answers(addresses, store, advance)

    work = with_fetched(work_with(markup, assets=(came,)), None, fetch)
    assert asked == ["https://x.example/a.jpg", "https://x.example/b.png", "http://x.example/c"]
    assert len(work.assets) == 3
    kept = [source.startswith("asset:") for source in sources(work)]
    assert kept == [True, True, True, False, False, False, True]
    assert [(notice.code, notice.message) for notice in work.notices] == [
        ("I025", "pictures fetched: 2"),
        ("I026", "pictures that could not be fetched: 1 (https://x.example/b.png: the server says 404)"),
    ]


def test_progress_is_shown_only_when_there_is_something_to_fetch() -> None:
    from contextlib import contextmanager

    seen: list[object] = []

    @contextmanager
    def progress(count: int):  # type: ignore[no-untyped-def] # noqa: ANN202
        seen.append(count)
        yield lambda: seen.append("one more")

    with_fetched(work_with("<p>words</p>"), progress, answering())
    assert seen == []
    with_fetched(work_with(f'<img src="{REMOTE}">'), progress, answering(far=png()))
    assert seen == [1, "one more"]


def test_what_is_fetched_is_fitted_as_all_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetched, "_network", lambda: (answering(far=KINDS["WebP"]), fetched.store_at("")))
    book = build(work_with(f'<p><img src="{REMOTE}" alt="A hill"></p>'), replace(USUAL, images="fetch"))
    (asset,) = (asset for asset in book.assets if asset.href.startswith("images/"))
    assert asset.media_type == "image/jpeg"
    assert [notice.code for notice in book.notices if notice.code[0] == "I"] == ["I025", "I020"]


def test_what_was_fetched_is_kept_where_the_environment_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And found there the next time, with the modules that really ask."""
    pytest.importorskip("httpx")
    monkeypatch.setenv("FIC2EPUB_CACHE", str(tmp_path))
    Store(tmp_path).keep(REMOTE, png())
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: pytest.fail("asked"))
    work = settle_pictures(work_with(f'<img src="{REMOTE}">'), replace(USUAL, images="fetch"))
    assert [asset.data for asset in work.assets] == [png()]


def test_a_ruin_from_the_network_is_a_link(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetched, "_network", lambda: (answering(far=KINDS["WebP"][:99]), fetched.store_at("")))
    work = settle_pictures(work_with(f'<img src="{REMOTE}">'), replace(USUAL, images="fetch"))
    assert sources(work) == [REMOTE]
    assert "I005" in codes(work)


def test_without_the_extra_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    """And who asked for it is told what to do; a work without such pictures does not need it."""
    monkeypatch.setitem(__import__("sys").modules, "httpx", None)
    monkeypatch.delitem(__import__("sys").modules, "fic2epub.images.fetching", raising=False)
    asked = replace(USUAL, images="fetch")
    assert settle_pictures(work_with("<p>words</p>"), asked).notices == ()
    with pytest.raises(OptionsError) as caught:
        settle_pictures(work_with(f'<img src="{REMOTE}">'), asked)
    assert "fic2epub[fetch]" in caught.value.hint


@pytest.mark.parametrize("images", ["keep", "drop"])
def test_nothing_is_fetched_unasked(images: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: pytest.fail("asked"))
    build(work_with(f'<p><img src="{REMOTE}"></p>{shown(*ALL)}', assets=ALL), replace(USUAL, images=images))
