"""Archives are read, and hostile ones refused, by what is really in them."""

from __future__ import annotations

import struct
import zipfile
import zlib
from contextlib import suppress
from io import BytesIO

import pytest

from fic2epub import unzip
from fic2epub.errors import Fic2EpubError, ReadingError, SourceError
from fic2epub.unzip import Bounds, looks_packed, open_archive

WORDS = b"The lamp was lit at six and burned until the boats came home. " * 40


def packed(*entries: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return file.getvalue()


def central(content: bytes) -> int:
    """Where the first entry of the list of files begins."""
    return content.index(b"PK\x01\x02")


def patched(content: bytes, place: int, form: str, value: int) -> bytes:
    changed = bytearray(content)
    struct.pack_into(form, changed, place, value)
    return bytes(changed)


def test_what_goes_in_comes_out() -> None:
    opened = open_archive(packed(("a.html", WORDS), ("pictures/b.png", b"\x89PNG"), ("empty.txt", b"")))

    assert opened.names == ("a.html", "pictures/b.png", "empty.txt")
    assert dict(opened) == {"a.html": WORDS, "pictures/b.png": b"\x89PNG", "empty.txt": b""}
    assert "a.html" in opened
    assert "c.html" not in opened
    assert len(opened) == 3
    assert opened.size_of("a.html") == len(WORDS)


def test_what_is_not_there_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        open_archive(packed(("a.html", WORDS)))["b.html"]


def test_folders_are_left_out_and_paths_made_short() -> None:
    opened = open_archive(packed(("saves/", b""), ("saves/./a.html", WORDS), ("b//c.html", WORDS)))

    assert opened.names == ("saves/a.html", "b/c.html")


def test_backslashes_part_folders() -> None:
    entry = zipfile.ZipInfo("saves_a.html")
    content = packed((entry, WORDS)).replace(b"saves_a.html", b"saves\\a.html")

    assert open_archive(content).names == ("saves/a.html",)


@pytest.mark.parametrize(
    ("content", "answer"),
    [(packed(("a", b"b")), True), (packed(), True), (b"PK\x03", False), (b"<p>PK\x03\x04", False)],
)
def test_an_archive_is_told_by_its_first_bytes(content: bytes, answer: bool) -> None:  # noqa: FBT001 - a table's column
    assert looks_packed(content) is answer


@pytest.mark.parametrize(
    "name",
    [
        "../out.html",
        "a/../../out.html",
        "/etc/out.html",
        "//host/out.html",
        "C:/out.html",
        "c:out.html",
        "..\\out.html",
        "\\\\host\\out.html",
        "a/..",
        "..",
    ],
)
def test_no_path_leaves_the_archive(name: str) -> None:
    entry = zipfile.ZipInfo()
    entry.filename = name
    with pytest.raises(SourceError, match="outside itself"):
        open_archive(packed(("a.html", WORDS), (entry, b"bad")))


def test_a_name_that_is_cut_by_a_nul_is_refused() -> None:
    content = packed(("a.html_b.png", WORDS)).replace(b"a.html_b.png", b"a.html\0b.png")

    with pytest.raises(SourceError, match="outside itself"):
        open_archive(content)


def test_a_link_is_refused() -> None:
    entry = zipfile.ZipInfo("a.html")
    entry.create_system, entry.external_attr = 3, 0o120777 << 16

    with pytest.raises(SourceError, match="link"):
        open_archive(packed((entry, b"/etc/passwd")))


@pytest.mark.parametrize("other", ["a.html", "./a.html"])
def test_two_files_of_one_name_are_refused(other: str) -> None:
    with pytest.warns(UserWarning, match="Duplicate") if other == "a.html" else pytest.raises(SourceError):
        content = packed(("a.html", WORDS), (other, b"other"))
        if other != "a.html":
            open_archive(content)
    with pytest.raises(SourceError, match="same name"):
        open_archive(content)


def test_names_in_utf_8_without_a_mark_and_names_in_code_page_437() -> None:
    # zipfile marks what is not ASCII: the mark is taken away, in the header and in the list.
    marked = packed(("灯台.html", WORDS))
    unmarked = patched(patched(marked, 6, "<H", 0), central(marked) + 8, "<H", 0)
    old = packed(("caf_.html", WORDS)).replace(b"caf_", b"caf\x82")

    assert open_archive(marked).names == ("灯台.html",)
    assert open_archive(unmarked).names == ("灯台.html",)
    assert open_archive(unmarked)["灯台.html"] == WORDS
    assert open_archive(old).names == ("café.html",)
    assert open_archive(old)["café.html"] == WORDS


def test_bytes_before_and_after_the_archive_do_no_harm() -> None:
    opened = open_archive(b"#!/bin/sh\n" * 20 + packed(("a.html", WORDS)) + b"\r\n" * 30)

    assert opened["a.html"] == WORDS


def test_sizes_told_after_the_content_are_read() -> None:
    class Stream(BytesIO):
        def seekable(self) -> bool:
            return False

    file = Stream()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.html", WORDS)

    assert open_archive(file.getvalue())["a.html"] == WORDS


def test_64_bit_sizes_are_read() -> None:
    file = BytesIO()
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("a.html", "w", force_zip64=True) as to,
    ):
        to.write(WORDS)

    assert open_archive(file.getvalue())["a.html"] == WORDS


def test_a_file_that_is_locked_is_refused_when_asked_for() -> None:
    content = packed(("a.html", WORDS))
    locked = open_archive(patched(patched(content, 6, "<H", 1), central(content) + 8, "<H", 1))

    with pytest.raises(SourceError, match="password"):
        locked["a.html"]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_of_packing_are_refused_when_asked_for(method: int) -> None:
    with pytest.raises(SourceError, match=f"method {method}"):
        open_archive(packed(("a.html", WORDS), method=method))["a.html"]


def test_more_files_than_any_shelf_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Bounds, "entries", 3)

    assert len(open_archive(packed(*((f"{n}.txt", b"") for n in range(3))))) == 3
    with pytest.raises(SourceError, match="more than 3 files"):
        open_archive(packed(*((f"{n}.txt", b"") for n in range(4))))


def test_an_endless_list_of_files_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unzip, "_LARGEST_DIRECTORY", 70_000)

    with pytest.raises(SourceError, match="list of files"):
        open_archive(packed(*((f"{n:0>200}.txt", b"") for n in range(400))))


def test_a_bomb_is_put_out_before_it_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Bounds, "harmless", 1 << 20)
    content = packed(("a.html", bytes(64 << 20)))

    with pytest.raises(SourceError, match="zip bomb"):
        open_archive(content)["a.html"]


def test_much_that_is_packed_well_is_no_bomb() -> None:
    assert len(open_archive(packed(("a.html", bytes(8 << 20))))["a.html"]) == 8 << 20


def test_a_file_that_says_it_is_endless_is_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Bounds, "single", 1000)

    with pytest.raises(SourceError, match="larger than"):
        open_archive(packed(("a.html", WORDS)))["a.html"]


def test_all_files_together_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Bounds, "total", 3 * len(WORDS))
    opened = open_archive(packed(*((f"{n}.html", WORDS) for n in range(4))))

    for name in ("0.html", "1.html", "0.html", "2.html", "2.html"):  # what is read again counts once
        assert opened[name] == WORDS
    with pytest.raises(SourceError, match="holds more than"):
        opened["3.html"]


@pytest.mark.parametrize("told", [10, len(WORDS) + 1, 0])
def test_sizes_that_lie_are_found_out(told: int) -> None:
    content = packed(("a.html", WORDS))
    lying = open_archive(patched(content, central(content) + 24, "<L", told))

    with pytest.raises(ReadingError):
        lying["a.html"]


def test_files_that_lie_over_each_other_are_refused() -> None:
    """As in Fifield's zip bombs: every entry of the list names the bytes of the first."""
    first = packed(("a.html", WORDS))
    header = first[central(first) :]
    entry = header[: 46 + len("a.html")]
    entries = b"".join(entry.replace(b"a.html", f"{n}.html".encode()) for n in range(9))
    end = struct.pack("<4sHHHHLLH", b"PK\x05\x06", 0, 0, 9, 9, len(entries), central(first), 0)

    with pytest.raises(SourceError, match="over each other"):
        open_archive(first[: central(first)] + entries + end)


def test_files_that_hold_the_headers_of_others_are_refused() -> None:
    inner = zlib.compress(WORDS)[2:-4]
    kernel = packed(("b.html", WORDS))
    outer = packed(("a.html", b"x"), ("b.html", WORDS), method=zipfile.ZIP_STORED)
    grown = patched(outer, central(outer) + 20, "<L", len(kernel) + len(inner))

    with pytest.raises(SourceError, match="over each other"):
        open_archive(grown)


def test_a_flipped_bit_is_found_out() -> None:
    content = bytearray(packed(("a.html", WORDS)))
    content[45] ^= 0x10

    with pytest.raises(ReadingError, match="damaged"):
        open_archive(bytes(content))["a.html"]


WHOLE = packed(("a.html", WORDS), ("b.html", WORDS[:200]), ("c.png", b"\x89PNG" * 10))


@pytest.mark.parametrize("length", [*range(4, len(WHOLE), 7)])
def test_an_archive_that_is_cut_off_is_refused(length: int) -> None:
    with pytest.raises(ReadingError, match="damaged or cut off") as caught:
        open_archive(WHOLE[:length])
    assert caught.value.hint


def test_any_damage_is_an_error_of_ours() -> None:
    for place in range(len(WHOLE)):
        for change in (0x01, 0x80, 0xFF):
            content = bytearray(WHOLE)
            content[place] ^= change
            with suppress(Fic2EpubError):
                found = dict(open_archive(bytes(content)))
                assert all(len(file) <= len(WORDS) for file in found.values())
