"""`fic2epub send` and `fic2epub devices`."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from fic2epub.delivery import volumes as door
from fic2epub.delivery.volumes import Unreached, Volume
from fic2epub.kepub import kepub_bytes, undone_bytes
from tests.unit.cli.test_cli import said
from tests.unit.delivery.drives import TREES, book, drive, foreign
from tests.unit.delivery.mailboxes import USER, Postbox, post_office
from tests.unit.page import page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def plugged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Volume]:
    """Drives that are plugged in; the current folder is another one."""
    found: list[Volume] = []
    monkeypatch.setattr(door, "volumes", lambda: tuple(found))
    monkeypatch.setattr(door, "unreached", tuple)
    (tmp_path / "desk").mkdir()
    monkeypatch.chdir(tmp_path / "desk")
    return found


@pytest.fixture
def kobo(tmp_path: Path, plugged: list[Volume]) -> Path:
    """A Kobo that is plugged in."""
    root = drive(tmp_path / "KOBOeReader", "kobo")
    plugged.append(Volume(root, "vfat", removable=True))
    return root


@pytest.fixture
def lamp(tmp_path: Path) -> str:
    """A download."""
    (tmp_path / "lamp.html").write_bytes(page())
    return str(tmp_path / "lamp.html")


def test_a_work_becomes_a_book_on_the_device(kobo: Path, lamp: str, capsys: pytest.CaptureFixture[str]) -> None:
    place = kobo / "The Lamp - lampkeeper.kepub.epub"
    code, out, err = said(capsys, "send", lamp, "--to", "kobo")

    assert (code, out) == (0, f"{place}\n")
    assert err.endswith("then unplug it\n")
    assert kepub_bytes(place.read_bytes()).content == place.read_bytes()
    assert undone_bytes(place.read_bytes()).content != place.read_bytes()


def test_sending_again_writes_nothing_and_says_so(kobo: Path, lamp: str, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "send", lamp, "--to", "kobo", "--quiet")
    (name,) = kobo.glob("*.epub")
    before = name.stat().st_mtime_ns
    code, out, err = said(capsys, "send", lamp, "--to", "kobo")

    assert (code, out) == (0, f"{name}\n")
    assert "D041" in err
    assert name.stat().st_mtime_ns == before
    assert "D041" in said(capsys, "send", lamp, "--to", "kobo", "--dry-run")[2]


def test_an_epub_is_sent_as_it_is_in_the_form_of_the_device(
    kobo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "quay.epub").write_bytes(foreign())
    code, out, _ = said(capsys, "send", str(tmp_path / "quay.epub"), "--to", "kobo")

    assert (code, out) == (0, f"{kobo}/quay.kepub.epub\n")
    assert (kobo / "quay.kepub.epub").read_bytes() == kepub_bytes(foreign()).content != foreign()


def test_a_kepub_becomes_an_epub_where_it_is_none(
    tmp_path: Path, plugged: list[Volume], capsys: pytest.CaptureFixture[str]
) -> None:
    root = drive(tmp_path / "reader", "pocketbook")
    plugged.append(Volume(root))
    (tmp_path / "quay.kepub.epub").write_bytes(kepub_bytes(foreign()).content)
    code, out, _ = said(capsys, "send", str(tmp_path / "quay.kepub.epub"), "--to", "pocketbook")

    assert (code, out) == (0, f"{root}/books/quay.epub\n")
    assert (root / "books/quay.epub").read_bytes() == undone_bytes(kepub_bytes(foreign()).content).content


def test_options_of_books_are_for_works(kobo: Path, lamp: str, capsys: pytest.CaptureFixture[str]) -> None:
    """An EPUB is made anew when that is asked for; else it is said that they were of no use."""
    said(capsys, lamp, "-o", "lamp.epub", "--quiet")
    assert "D046" not in said(capsys, "send", "lamp.epub", "--to", "kobo", "--dry-run")[2]
    assert "D046" in said(capsys, "send", "lamp.epub", "--to", "kobo", "--theme", "modern")[2]
    (name,) = kobo.glob("*.epub")
    classic = name.read_bytes()
    code, out, err = said(capsys, "send", "lamp.epub", "--to", "kobo", "--theme", "modern", "--anew")

    assert (code, out) == (0, f"{name}\n")
    assert "D040" in err
    assert name.read_bytes() != classic


def test_another_target_may_be_asked_for(kobo: Path, lamp: str, capsys: pytest.CaptureFixture[str]) -> None:
    (kobo / ".adds/koreader").mkdir()
    assert said(capsys, "send", lamp, "--to", "kobo", "--for", "koreader", "--dry-run")[1].endswith("lampkeeper.epub\n")
    assert said(capsys, "send", lamp, "--to", "koreader", "--dry-run")[1] == f"{kobo}/The Lamp - lampkeeper.epub\n"


def test_a_dry_run_does_nothing(kobo: Path, lamp: str, capsys: pytest.CaptureFixture[str]) -> None:
    (kobo / ".fic2epub-99999999.part").touch()
    code, out, err = said(capsys, "send", lamp, "--to", "kobo", "--dry-run")

    assert (code, out) == (0, f"{kobo}/The Lamp - lampkeeper.kepub.epub\n")
    assert "written" not in err
    assert [path.name for path in kobo.iterdir() if path.is_file()] == [".fic2epub-99999999.part"]


@pytest.mark.parametrize("quiet", [(), ("--quiet",)])
def test_what_a_killed_run_left_is_taken_away_and_told(
    kobo: Path, lamp: str, quiet: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    (kobo / f".fic2epub-{os.getpid()}.part").write_bytes(b"PK")
    _, _, err = said(capsys, "send", lamp, "--to", str(kobo), *quiet)

    assert ("D043" in err) is not bool(quiet)
    assert not list(kobo.glob(".fic2epub*"))


@pytest.mark.usefixtures("kobo")
def test_one_that_fails_does_not_stop_the_others(lamp: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "works").mkdir()
    (tmp_path / "works/notes.txt").write_text("a list of things to do")
    (tmp_path / "works/wick.html").write_bytes(page("The Wick", work_id="43"))
    (tmp_path / "cut.epub").write_bytes(book()[:400])
    words = ("send", str(tmp_path / "nothing.html"), str(tmp_path / "cut.epub"), str(tmp_path / "works"), lamp)
    code, out, err = said(capsys, *words, "--to", "kobo")

    assert code == 10
    assert [line.rpartition("/")[2] for line in out.splitlines()] == [
        "The Wick - lampkeeper.kepub.epub",
        "The Lamp - lampkeeper.kepub.epub",
    ]
    assert "there is no such file" in err
    assert "cut.epub" in err
    assert "left out" in err


def test_works_are_joined_and_bound_as_by_convert(
    kobo: Path, lamp: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "wick.html").write_bytes(page("The Wick", work_id="43"))
    words = (lamp, str(tmp_path / "wick.html"), "--to", "kobo", "--quiet")
    assert len(said(capsys, "send", *words, "--join")[1].splitlines()) == 2
    code, out, _ = said(capsys, "send", *words, "--omnibus", "--title", "Both")

    assert (code, out) == (0, f"{kobo}/Both - lampkeeper.kepub.epub\n")
    assert "D041" in said(capsys, "send", *words[:-1], "--join")[2]
    code, out, err = said(capsys, "send", "nothing.html", "--join", "--to", "kobo")
    assert (code, out, err.count("fic2epub:")) == (10, "", 1)
    (tmp_path / "works").mkdir()
    (tmp_path / "works/notes.txt").write_text("a list of things to do")
    assert said(capsys, "send", str(tmp_path / "works"), "--join", "--to", "kobo")[0] == 11


def test_a_kindle_refuses_epubs_by_cable(
    tmp_path: Path, plugged: list[Volume], lamp: str, capsys: pytest.CaptureFixture[str]
) -> None:
    plugged.append(Volume(drive(tmp_path / "Kindle", "kindle")))
    code, out, err = said(capsys, "send", lamp, "--to", "kindle")

    assert (code, out) == (60, "")
    assert "takes no EPUB by cable" in err
    assert "--to mail:NAME" in err


@pytest.mark.usefixtures("plugged")
@pytest.mark.parametrize(
    ("place", "code", "words"),
    [
        ("kobo", 60, "no Kobo is plugged in"),
        ("apple", 60, "no device with a drive"),
        ("kobold", 2, "names no device, and no folder"),
        ("", 2, "names no device, and no folder"),
        ("Kobo", 60, "no Kobo is plugged in"),
        ("./nowhere/", 2, "names no device, and no folder"),
    ],
)
def test_what_is_not_there_is_told(
    place: str, code: int, words: str, lamp: str, capsys: pytest.CaptureFixture[str]
) -> None:
    seen, out, err = said(capsys, "send", lamp, "--to", place)

    assert (seen, out) == (code, "")
    assert words in err


def test_a_device_that_is_no_drive_is_told(
    plugged: list[Volume], lamp: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert plugged == []
    monkeypatch.setattr(
        door, "unreached", lambda: (Unreached("Kindle", "speaks MTP, and is no drive", "send by mail"),)
    )

    assert said(capsys, "send", lamp, "--to", "kindle") == (
        60,
        "",
        "fic2epub: Kindle: speaks MTP, and is no drive\nsend by mail\n",
    )
    assert said(capsys, "devices") == (0, "", "Kindle: speaks MTP, and is no drive\nsend by mail\n")


@pytest.mark.usefixtures("plugged")
def test_a_folder_that_a_desktop_shows_of_mtp_is_no_place(
    tmp_path: Path, lamp: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing can be renamed over another file there."""
    place = tmp_path / "gvfs/mtp:host=Amazon_Kindle/Internal Storage/documents"
    place.mkdir(parents=True)
    code, out, err = said(capsys, "send", lamp, "--to", str(place))

    assert (code, out) == (60, "")
    assert "speaks MTP" in err


def test_two_of_a_kind_are_told_apart_by_their_place(
    kobo: Path, plugged: list[Volume], tmp_path: Path, lamp: str, capsys: pytest.CaptureFixture[str]
) -> None:
    other = drive(tmp_path / "KOBOeReader1", "kobo")
    plugged.append(Volume(other))
    code, _, err = said(capsys, "send", lamp, "--to", "kobo")

    assert code == 60
    assert f"{kobo}, {other}" in err
    assert said(capsys, "send", lamp, "--to", str(other), "--quiet")[:2] == (
        0,
        f"{other}/The Lamp - lampkeeper.kepub.epub\n",
    )


def test_a_folder_is_a_place_as_well(
    plugged: list[Volume], tmp_path: Path, lamp: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert plugged == []
    (tmp_path / "shelf").mkdir()
    code, out, err = said(capsys, "send", lamp, "--to", str(tmp_path / "shelf"))

    assert (code, out) == (0, f"{tmp_path}/shelf/The Lamp - lampkeeper.epub\n")
    assert "all is written" not in err


@pytest.mark.parametrize("kind", TREES)
def test_devices_lists_what_is_plugged_in(
    kind: str, plugged: list[Volume], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = drive(tmp_path / "drive", kind)
    plugged.append(Volume(root, "vfat", removable=True))
    code, out, _ = said(capsys, "devices")
    (told,) = json.loads(said(capsys, "devices", "--json")[1])

    assert code == 0
    assert out.startswith(f"{kind}  ")
    assert str(root) in out
    assert ("takes no EPUB by cable" in out) is (kind == "kindle")
    assert (told["name"], told["root"], told["format"], told["writable"]) == (kind, str(root), "vfat", True)
    assert told["epub"] is (kind != "kindle")


def test_devices_says_what_a_folder_is(kobo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, "devices", str(kobo), str(kobo.parent))[1]

    assert [line.split()[0] for line in out.splitlines()] == ["kobo", "drive"]


def test_devices_says_so_when_there_is_no_such_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said(capsys, "devices", str(tmp_path / "nowhere"))

    assert (code, out) == (60, "")
    assert f"{tmp_path / 'nowhere'}: there is no such folder" in err


@pytest.mark.usefixtures("plugged")
def test_no_device_is_told_with_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said(capsys, "devices")

    assert (code, out) == (0, "")
    assert "no device is plugged in" in err
    assert said(capsys, "devices", "--json")[1] == "[]\n"


@pytest.fixture
def mailbox(tmp_path: Path, plugged: list[Volume], monkeypatch: pytest.MonkeyPatch) -> Iterator[Postbox]:
    """A mail server on this machine, and the account for it."""
    assert plugged == []
    box = Postbox()
    with post_office(box, None, security="none", auth_required=False) as port:
        lines = ("[mail.kindle]", 'server = "localhost"', f"port = {port}", 'security = "none"', f'from = "{USER}"')
        (tmp_path / "config.toml").write_text("\n".join((*lines, 'to = "ann@kindle.com"', "")))
        monkeypatch.setenv("FIC2EPUB_CONFIG", str(tmp_path / "config.toml"))
        yield box


def test_books_are_mailed_together(
    mailbox: Postbox, lamp: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "quay.kepub.epub").write_bytes(kepub_bytes(foreign()).content)
    words = ("send", lamp, str(tmp_path / "quay.kepub.epub"), "--to", "mail:kindle")
    names = ["The Lamp - lampkeeper.epub", "quay.epub"]
    shown = "".join(f"mail:kindle/{name}\n" for name in names)

    assert said(capsys, *words, "--dry-run")[:2] == (0, shown)
    assert not mailbox.mails
    code, out, err = said(capsys, *words)
    assert (code, out) == (0, shown)
    assert "mailed" in err
    (mail,) = mailbox.mails
    assert [part.get_filename() for part in mail.message.iter_attachments()] == names


def test_a_mail_that_is_refused_is_an_error(mailbox: Postbox, lamp: str, capsys: pytest.CaptureFixture[str]) -> None:
    mailbox.refused["ann@kindle.com"] = "550 no such mailbox"
    code, out, err = said(capsys, "send", lamp, "--to", "mail:kindle")

    assert (code, out) == (60, "")
    assert "mailed" not in err
    assert said(capsys, "send", lamp, "--to", "mail:nobody")[0] == 2
    assert said(capsys, "send", str(lamp) + "x", "--to", "mail:kindle")[0] == 10


def test_a_book_keeps_the_options_that_it_was_made_with(
    kobo: Path, lamp: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """So that a page is kept; what is said anew counts."""
    said(capsys, "send", lamp, "--to", "kobo", "--theme", "modern", "--quiet")
    (name,) = kobo.glob("*.epub")
    modern = name.read_bytes()

    assert "D041" in said(capsys, "send", lamp, "--to", "kobo")[2]
    assert "D041" in said(capsys, "send", lamp, "--to", "kobo", "--theme", "modern")[2]
    assert "D040" in said(capsys, "send", lamp, "--to", "kobo", "--theme", "classic")[2]
    assert name.read_bytes() != modern


def test_a_book_that_is_not_as_it_was_made_is_made_anew(
    kobo: Path, lamp: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (kobo / "quay.epub").write_bytes(book("https://archiveofourown.org/works/41", "2020-01-01T00:00:00Z"))
    code, out, err = said(capsys, "send", lamp, "--to", "kobo")

    assert (code, out) == (0, f"{kobo}/quay.epub\n")
    assert "D044" in err
    assert "D048" in err
