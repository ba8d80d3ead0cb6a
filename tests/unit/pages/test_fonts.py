"""Choosing a font that has all the characters."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from fic2epub.pages.cover import fonts
from fic2epub.pages.cover.fonts import Face, Look, colour_face, face_for, is_shaped


def table(*subtables: bytes) -> bytes:
    """A `cmap` with these subtables, one after the other."""
    head = struct.pack(">HH", 0, len(subtables))
    at = 4 + 8 * len(subtables)
    for subtable in subtables:
        head += struct.pack(">HHL", 3, 1, at)
        at += len(subtable)
    return head + b"".join(subtables)


def segments(*ranges: tuple[int, int]) -> bytes:
    """Format 4."""
    ranges = (*ranges, (0xFFFF, 0xFFFF))
    count = len(ranges)
    ends = struct.pack(f">{count}H", *(end for _, end in ranges))
    starts = struct.pack(f">{count}H", *(start for start, _ in ranges))
    return struct.pack(">7H", 4, 0, 0, 2 * count, 0, 0, 0) + ends + b"\0\0" + starts


def groups(*ranges: tuple[int, int]) -> bytes:
    """Format 12."""
    packed = b"".join(struct.pack(">LLL", *span, 1) for span in ranges)
    return struct.pack(">HHLLL", 12, 0, 16 + len(packed), 0, len(ranges)) + packed


def font(cmap: bytes, start: int = 0) -> bytes:
    """A font of one table, as it stands `start` bytes into its file."""
    head = struct.pack(">LHHHH", 0x00010000, 1, 0, 0, 0)
    return head + struct.pack(">4sLLL", b"cmap", 0, start + 28, len(cmap)) + cmap


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The one folder of fonts of a machine that lacks our own."""
    monkeypatch.setattr(fonts, "_FOLDERS", (str(tmp_path),))
    monkeypatch.setattr(fonts, "_own_folder", lambda _: None)
    for cached in (fonts._all_fonts, fonts._ranked, fonts._cmap):  # noqa: SLF001 - else tests would see each other
        cached.cache_clear()
    return tmp_path


def chosen(text: str, lang: str = "en", *, heavy: bool = False) -> str | None:
    """The name of the file."""
    face = face_for(text, lang, Look(heavy))
    return face and Path(face.path).name


@pytest.mark.parametrize("text", ["Low Water", "Долгая дорога", "Μακρύς δρόμος", "Điều ấy", "“Château” – № 1…"])
@pytest.mark.parametrize("heavy", [True, False])
def test_our_own_font_draws_latin_greek_and_cyrillic(text: str, *, heavy: bool) -> None:
    face = face_for(text, "en", Look(heavy))
    assert face is not None
    assert Path(face.path).name == ("SourceSerifPro-Semibold.otf" if heavy else "SourceSerifPro-Regular.otf")


def test_both_formats_of_coverage_are_read(folder: Path) -> None:
    folder.joinpath("four.ttf").write_bytes(font(table(segments((0x41, 0x5A)))))
    folder.joinpath("twelve.otf").write_bytes(
        font(table(segments((0x30, 0x39)), groups((0x61, 0x7A), (0x4E00, 0x9FFF))))
    )
    assert chosen("A Z") == "four.ttf"
    assert chosen("海 z") == "twelve.otf"
    assert chosen("Aa") is None
    assert chosen("5") is None


def test_a_character_between_two_ranges_is_not_covered(folder: Path) -> None:
    folder.joinpath("a.ttf").write_bytes(font(table(segments((0x41, 0x43), (0x45, 0x46)))))
    assert chosen("ABCEF") == "a.ttf"
    assert chosen("D") is None


def test_in_a_collection_the_language_chooses(folder: Path) -> None:
    one = font(table(groups((0x4E00, 0x9FFF))), start=28)
    collection = struct.pack(">4sLL4L", b"ttcf", 0x00010000, 4, *[28] * 4) + one
    folder.joinpath("NotoSerifCJK-Regular.ttc").write_bytes(collection)
    assert [face_for("海", lang, Look()) for lang in ("ja", "zh-Hans", "zh-Hant-TW", "ko", "en")] == [
        Face(str(folder / "NotoSerifCJK-Regular.ttc"), number) for number in (0, 2, 3, 1, 0)
    ]


def test_serifs_and_the_right_weight_come_first(folder: Path) -> None:
    letters = font(table(segments((0x41, 0x5A))))
    for name in ("Sans-Regular.ttf", "Serif-Bold.ttf", "Serif-Regular.ttf", "Serif-Italic.ttf", "ColorEmoji.ttf"):
        folder.joinpath(name).write_bytes(letters)
    assert chosen("A") == "Serif-Regular.ttf"
    assert chosen("A", heavy=True) == "Serif-Bold.ttf"


def test_what_is_not_a_font_is_passed_over(folder: Path) -> None:
    for name, content in (("empty.ttf", b""), ("text.ttf", b"hello" * 9), ("cut.otf", font(table(segments()))[:33])):
        folder.joinpath(name).write_bytes(content)
    folder.joinpath("emoji.ttf").write_bytes(font(table(segments((0x41, 0x5A)))))
    assert chosen("A") is None


@pytest.mark.parametrize(
    ("text", "shaped"), [("Low", False), ("دليل", True), ("ים", True), ("कथा", True), ("海", False)]
)
def test_scripts_that_join_or_run_from_the_right_are_known(text: str, *, shaped: bool) -> None:
    assert is_shaped(text) is shaped


def test_a_font_without_a_table_for_unicode_covers_nothing(folder: Path) -> None:
    folder.joinpath("old.ttf").write_bytes(font(table(struct.pack(">HHH256x", 0, 262, 0))))
    assert chosen("A") is None


def test_a_sans_is_our_own_too() -> None:
    face = face_for("Low Water", "en", Look(heavy=True, sans=True))
    assert face is not None
    assert Path(face.path).name == "SourceSansPro-Black.otf"


def test_fonts_of_pictures_are_known_by_their_names(folder: Path) -> None:
    letters = font(table(groups((0x1F30A, 0x1F30A))))
    for name in ("Plain.ttf", "NotoColorEmoji.ttf"):
        folder.joinpath(name).write_bytes(letters)
    assert colour_face("\U0001f30a") == Face(str(folder / "NotoColorEmoji.ttf"), coloured=True)
    assert colour_face("\U0001f30b") is None


def test_the_order_of_folders_does_not_matter(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    letters = font(table(segments((0x41, 0x5A))))
    chosen_names = []
    for order in (("a", "b"), ("b", "a")):
        for place, name in zip(order, ("Serif-One.ttf", "Serif-Two.ttf"), strict=True):
            folder.joinpath(place).mkdir(exist_ok=True)
            for other in ("a", "b"):
                folder.joinpath(other, name).unlink(missing_ok=True)
            folder.joinpath(place, name).write_bytes(letters)
        monkeypatch.setattr(fonts, "_FOLDERS", tuple(str(folder / place) for place in order))
        for cached in (fonts._all_fonts, fonts._ranked, fonts._cmap):  # noqa: SLF001 - as above
            cached.cache_clear()
        chosen_names.append(chosen("A"))
    assert chosen_names == ["Serif-One.ttf", "Serif-One.ttf"]
