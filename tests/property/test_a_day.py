"""
A day in the life of a reader, from end to end.

A work is saved, converted, and sent to a Kobo and to a Kindle. A chapter comes; the work is saved again, and sent
again: nothing is there twice, the page that was open is where it was, and when the cable is pulled nothing is lost.
"""

from __future__ import annotations

import re
import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest

from fic2epub.delivery import volumes as door
from fic2epub.delivery.volumes import Volume
from tests.ao3 import prose
from tests.ao3.download import render
from tests.ao3.works import Era, FakeChapter, FakeWork
from tests.unit.cli.test_cli import said
from tests.unit.delivery.drives import drive
from tests.unit.delivery.mailboxes import USER, Postbox, post_office
from tests.unit.delivery.pulling import Pulled, pulled

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SPAN = re.compile(r'<span class="koboSpan" id="(kobo\.\d+\.\d+)">(.*?)</span>', re.DOTALL)
_DAYS = ("2026-03-01", "2026-03-05")
_NAME = "A Lamp for the Harbour - lampkeeper.kepub.epub"


def _saved(chapters: int, revised: str, edited: str = "") -> bytes:
    """The work as it can be downloaded on a day; `edited` came to the beginning of the second chapter since."""
    told = tuple(
        FakeChapter(
            position=number,
            title=f"Evening {number}",
            body=edited * (number == 2) + prose.paragraphs(f"evening {number}", 6),
            notes="<p>Soon more.</p>",
        )
        for number in range(1, chapters + 1)
    )
    work = FakeWork(title="A Lamp for the Harbour", chapters=told, planned=None, published=_DAYS[0], revised=revised)
    return render(work, Era.D11)


@pytest.fixture
def mail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Postbox]:
    """A Kindle's mailbox, and the account for it."""
    box = Postbox()
    with post_office(box, None, security="none", auth_required=False) as port:
        lines = ("[mail.kindle]", 'server = "localhost"', f"port = {port}", 'security = "none"', f'from = "{USER}"')
        (tmp_path / "config.toml").write_text("\n".join((*lines, 'to = "ann@kindle.com"', "")), "utf-8")
        monkeypatch.setenv("FIC2EPUB_CONFIG", str(tmp_path / "config.toml"))
        yield box


@pytest.fixture
def kobo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Kobo and a Kindle that are plugged in."""
    root = drive(tmp_path / "KOBOeReader", "kobo")
    drives = (Volume(root, "vfat", removable=True), Volume(drive(tmp_path / "Kindle", "kindle")))
    monkeypatch.setattr(door, "volumes", lambda: drives)
    monkeypatch.setattr(door, "unreached", tuple)
    monkeypatch.chdir(tmp_path)
    return root


def _places(book: Path) -> dict[str, str]:
    """What Kobo writes down of a place → the words that stand there."""
    with zipfile.ZipFile(book) as archive:
        texts = ((name, archive.read(name).decode()) for name in archive.namelist() if "/chapter-" in name)
        return {f"{book.name}!{name}#{key}": words for name, text in texts for key, words in _SPAN.findall(text)}


def _on(root: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and path.parts[-2] != ".kobo"
    }


def test_a_day_in_the_life(kobo: Path, mail: Postbox, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "lamp.html").write_bytes(_saved(3, _DAYS[0]))
    assert said(capsys, "lamp.html", "-o", "lamp.epub", "--quiet")[0] == 0
    assert said(capsys, "send", "lamp.html", "--to", "kobo", "--quiet") == (0, f"{kobo}/{_NAME}\n", "")
    assert said(capsys, "send", "lamp.html", "--to", "kindle", "--quiet")[0] == 60
    assert said(capsys, "send", "lamp.html", "--to", "mail:kindle", "--quiet")[0] == 0
    (kobo / "evenings").mkdir()
    (kobo / _NAME).rename(kobo / "evenings/lamp.kepub.epub")  # as its reader likes it
    begun = _places(kobo / "evenings/lamp.kepub.epub")
    before = _on(kobo)
    assert len(begun) > 50

    (tmp_path / "lamp.html").write_bytes(_saved(4, _DAYS[1], "<p>There had been rain. There would be more.</p>"))
    code, out, err = said(capsys, "send", "lamp.html", "--to", "kobo")
    assert (code, out) == (0, f"{kobo}/evenings/lamp.kepub.epub\n")
    assert "gives its place to it (chapters: 1 edited, 1 new)" in err
    assert set(_on(kobo)) == set(before)
    now = _places(kobo / "evenings/lamp.kepub.epub")
    assert {place: now.get(place) for place in begun} == begun
    assert len(now) > len(begun)

    assert "D041" in said(capsys, "send", "lamp.html", "--to", "kobo")[2]
    assert said(capsys, "send", "lamp.html", "--to", "mail:kindle", "--quiet")[0] == 0
    first, second = ([part.get_filename() for part in one.message.iter_attachments()] for one in mail.mails)
    assert first == second == [_NAME.replace(".kepub", "")]
    assert not list((tmp_path / "Kindle").rglob("*.epub"))


def test_a_book_that_is_updated_at_home_is_sent_with_its_places(
    kobo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "lamp.html").write_bytes(_saved(3, _DAYS[0]))
    said(capsys, "lamp.html", "-o", "lamp.epub", "--quiet")
    place = kobo / "lamp.kepub.epub"
    assert said(capsys, "send", "lamp.epub", "--to", "kobo", "--quiet") == (0, f"{place}\n", "")
    begun = _places(place)

    (tmp_path / "lamp.html").write_bytes(_saved(4, _DAYS[1], "<p>There had been rain. There would be more.</p>"))
    assert said(capsys, "update", "lamp.epub", "lamp.html", "--quiet")[0] == 0
    assert said(capsys, "send", "lamp.epub", "--to", "kobo", "--quiet") == (0, f"{place}\n", "")
    now = _places(place)
    assert {key: now.get(key) for key in begun} == begun
    assert len(now) > len(begun)


def test_nothing_is_lost_when_the_cable_is_pulled_that_day(
    kobo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """At every call that changes anything, on the way from the older edition to the newer one."""
    (tmp_path / "lamp.html").write_bytes(_saved(3, _DAYS[0]))
    said(capsys, "lamp.html", "-o", "old.kepub.epub", "--for", "kobo", "--quiet")
    (tmp_path / "lamp.html").write_bytes(_saved(4, _DAYS[1]))
    said(capsys, "lamp.html", "-o", "lamp.kepub.epub", "--for", "kobo", "--quiet")
    old, new = (tmp_path / name for name in ("old.kepub.epub", "lamp.kepub.epub"))
    begun = _places(old)

    at, reached = 0, True
    while reached:
        at += 1
        shutil.copy(old, kobo / _NAME)
        with pulled(at) as puller:
            said(capsys, "send", str(new), "--to", "kobo", "--quiet")
        reached = puller.reached
        left = {name: content for name, content in _on(kobo).items() if name.endswith(".epub")}
        assert left in ({_NAME: old.read_bytes()}, {_NAME: new.read_bytes()}), at
        capsys.readouterr()
        assert said(capsys, "send", str(new), "--to", "kobo", "--quiet") == (0, f"{kobo}/{_NAME}\n", "")
        assert _on(kobo).keys() == {_NAME, ".adds/.keep"}
        assert (kobo / _NAME).read_bytes() == new.read_bytes()
    assert at > 8
    assert isinstance(puller, Pulled)
    places = {place.partition("!")[2]: words for place, words in _places(kobo / _NAME).items()}
    assert {place.partition("!")[2]: words for place, words in begun.items()}.items() <= places.items()
