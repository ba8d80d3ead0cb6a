from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path
from time import sleep
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from fic2epub.errors import DeliveryError, Fic2EpubError
from fic2epub.options import Options
from fic2epub.serving import making, workshop
from fic2epub.serving.library import Made
from fic2epub.serving.making import keeping, make
from fic2epub.serving.workshop import Sent, answered, packed, unpacked
from tests.unit.webpages.shelves import FakeShelf

if TYPE_CHECKING:
    from collections.abc import Sequence

_EXAMPLES = Path(__file__).parents[3] / "examples"
_CLOCK = "the-clock-that-kept-the-tide.html"


def _sent(name: str) -> Sent:
    path = _EXAMPLES / name
    return Sent(path.name, path.read_bytes())


def _zip(*files: Sent) -> Sent:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        for name, content in files:
            archive.writestr(name, content)
    return Sent("saves.zip", into.getvalue())


def _title(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        package = next(name for name in book.namelist() if name.endswith(".opf"))
        return book.read(package).decode().partition("<dc:title")[2].partition(">")[2].partition("<")[0]


def test_a_book_is_made_in_a_process_that_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    books = make([_sent(_CLOCK)], {"theme": "plain", "device": "kobo"})

    assert [book.name for book in books] == ["The Clock That Kept the Tide - Quayside.kepub.epub"]
    assert _title(books[0].content) == "The Clock That Kept the Tide"
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_work_is_an_error_in_words() -> None:
    with pytest.raises(Fic2EpubError) as caught:
        make([Sent("letter.txt", b"Dear all, nothing of this is a work.")], {})

    assert "“letter.txt”" in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize("end", [subprocess.TimeoutExpired("x", 1), subprocess.CalledProcessError(-9, "x")])
def test_a_process_that_was_ended_is_told_in_words(end: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def ended(*_: object, **__: object) -> None:
        raise end

    monkeypatch.setattr(making.subprocess, "run", ended)
    with pytest.raises(DeliveryError, match="more time or memory"):
        make([Sent("x.html", b"x")], {})


def test_no_password_of_the_environment_is_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    passed: dict[str, str] = {}

    def ran(*_: object, env: dict[str, str], **__: object) -> None:
        passed.update(env)
        raise subprocess.TimeoutExpired("x", 1)

    monkeypatch.setenv("LIBRARY_CODE", "secret")
    monkeypatch.setattr(making.subprocess, "run", ran)
    with pytest.raises(DeliveryError):
        make([Sent("x.html", b"x")], {})
    assert "PATH" in passed
    assert "secret" not in passed.values()


def test_works_in_an_archive_are_made_and_the_rest_is_told() -> None:
    letters = _sent("forms/yours-faithfully.html")
    answer = answered(
        [_zip(_sent(_CLOCK), letters, Sent("note.txt", b"Buy milk."), Sent("scan.html", b"%PDF-1.7"))], Options()
    )

    assert sorted(_title(book.content) for book in answer.books) == sorted(
        [
            "The Clock That Kept the Tide",
            "Yours Faithfully, from the Other Side of the Bay: A Correspondence in Five Ferries",
        ]
    )
    for name in ("note.txt", "scan.html"):
        assert any(name in sentence for sentence in answer.notices[0])
    assert answer.error == ("", "")


def test_several_files_of_a_work_are_one_book() -> None:
    answer = answered([_sent(_CLOCK), _sent(_CLOCK)], Options())

    assert len(answer.books) == 1


@pytest.mark.parametrize("content", [b"PK\x03\x04 broken", b"%PDF-1.7", b"\x00" * 200, b" "])
def test_what_cannot_be_read_is_told(content: bytes) -> None:
    answer = answered([Sent("x", content)], Options())

    assert answer.books == ()
    assert answer.error[0]


def test_a_picture_of_this_machine_does_not_come_into_the_book(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes((_EXAMPLES.parent / "docs/gallery/front.png").read_bytes())
    page = _sent(_CLOCK).content.replace(b"<p>", f'<p><img src="{secret.as_uri()}" alt="x">'.encode(), 1)
    page = page.replace(b"<p>", f'<p><img src="{secret}" alt="x">'.encode(), 1)
    answer = answered([Sent(_CLOCK, page)], Options(cover="none"))

    with zipfile.ZipFile(io.BytesIO(answer.books[0].content)) as book:
        assert not [name for name in book.namelist() if name.endswith(".png")]


def test_memory_that_ends_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("fic2epub.pipeline.build", full)
    answer = answered([_sent(_CLOCK)], Options())

    assert "more than the library can make a book of" in answer.error[0]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems bound less")
def test_the_process_is_bounded_in_memory_and_writes_no_file(tmp_path: Path) -> None:
    tried = (
        "from fic2epub.serving import workshop",
        "workshop.MEMORY = 400 << 20",
        "workshop._limit()",
        "for bad in (lambda: bytearray(500 << 20), lambda: open('x', 'w').write('x' * 100_000)):",
        "    try: bad(); print('done')",
        "    except (MemoryError, OSError) as error: print(type(error).__name__)",
    )
    ran = subprocess.run(
        [sys.executable, "-c", "\n".join(tried)], capture_output=True, text=True, cwd=tmp_path, check=False
    )

    assert ran.stdout.split() == ["MemoryError", "OSError"], ran.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_the_process_ends_with_the_one_that_asked() -> None:
    asked = (
        "import os, subprocess, sys; words = ['-P', '-m', 'fic2epub.serving.workshop', str(os.getpid())];"
        "print(subprocess.Popen([sys.executable, *words], stdin=0).pid)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", asked], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        worker = Path("/proc") / parent.stdout.readline().strip() / "cmdline"
        parent.wait()
        for _ in range(600):
            if not worker.exists() or b"workshop" not in worker.read_bytes():
                break
            sleep(0.1)
        else:
            pytest.fail("it waits for a request that nobody will send")


@pytest.mark.skipif(sys.platform == "win32", reason="knows no such bounds")
def test_a_request_is_answered_within_bounds(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    bounds: dict[int, int] = {}
    watched: list[tuple[int]] = []
    request = packed({"cover": "none"}, (_sent(_CLOCK),))
    thread = SimpleNamespace(start=lambda: None)
    monkeypatch.setattr("resource.setrlimit", lambda limit, most: bounds.update({limit: most[0]}))
    monkeypatch.setattr(workshop, "Thread", lambda *, args, **_: watched.append(args) or thread)
    monkeypatch.setattr(sys, "argv", ["workshop", "17"])
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(request)))
    workshop._main()  # noqa: SLF001 - what the process runs

    head, books = unpacked(io.BytesIO(capsysbinary.readouterr().out))
    assert head["error"] == ["", ""]
    assert [_title(book.content) for book in books] == ["The Clock That Kept the Tide"]
    assert len(bounds) == 4
    assert watched == [(17,)]


def test_a_process_without_its_parent_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    parents = iter([17, 17, 1])
    monkeypatch.setattr("os.getppid", lambda: next(parents))
    monkeypatch.setattr("os._exit", sys.exit)
    monkeypatch.setattr(workshop, "sleep", lambda _: None)
    with pytest.raises(SystemExit) as end:
        workshop._end_with(17)  # noqa: SLF001 - runs in the process alone
    assert end.value.code == 1


def test_what_is_packed_is_unpacked() -> None:
    files = (Sent("ä\n“”.html", b"1\n2"), Sent("", b""))

    assert unpacked(io.BytesIO(packed({"theme": "plain"}, files))) == ({"theme": "plain"}, files)
    with pytest.raises(ValueError, match="more than was said"):
        unpacked(io.BytesIO(packed({}, files) + b"x"))


def _book(modified: str, identifier: str = "urn:x:1") -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
            '<rootfile full-path="p.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
        )
        book.writestr(
            "p.opf",
            '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/" version="3.0">'
            f'<metadata><dc:identifier>{identifier}</dc:identifier><meta property="dcterms:modified">{modified}</meta>'
            "</metadata></package>",
        )
    return into.getvalue()


def test_a_book_that_is_kept_takes_the_place_of_its_older_edition_and_of_nothing_else(tmp_path: Path) -> None:
    looked: list[bool] = []

    class Shelf(FakeShelf):
        def refresh(self) -> None:  # type: ignore[override]
            looked.append(True)

    def keep(content: bytes, name: str = "Tide.epub") -> str:
        def made(_: Sequence[Sent], __: dict[str, str]) -> tuple[Made, ...]:
            return (Made(name, content),)

        return keeping(made, tmp_path, Shelf())([], {})[0].name

    old, new, other = _book("2024-01-01T00:00:00Z"), _book("2024-02-01T00:00:00Z"), _book("2024-01-01", "urn:x:2")
    (tmp_path / "Note.epub").write_bytes(b"mine")

    assert keep(old) == "Tide.epub"
    assert keep(new) == "Tide.epub"
    assert keep(new) == "Tide.epub"
    assert keep(old) == "Tide (2).epub"
    assert keep(other) == "Tide (3).epub"
    assert keep(other, "Note.epub") == "Note (2).epub"
    assert keep(other, "Tide.kepub.epub") == "Tide.kepub.epub"
    assert (tmp_path / "Tide.epub").read_bytes() == new
    assert (tmp_path / "Note.epub").read_bytes() == b"mine"
    assert len(looked) == 7
    assert not list(tmp_path.glob("*.part"))


def test_there_is_an_end_to_books_of_one_name(tmp_path: Path) -> None:
    for place in range(1, 100):
        (tmp_path / ("T.epub" if place == 1 else f"T ({place}).epub")).write_bytes(b"mine")

    with pytest.raises(DeliveryError, match="of this name"):
        keeping(lambda *_: (Made("T.epub", b"book"),), tmp_path, FakeShelf())([], {})
