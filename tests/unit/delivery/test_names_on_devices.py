from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fic2epub.delivery.naming import borne, folded
from fic2epub.targets import DEVICES

_KOBO = DEVICES["kobo"].refused


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("The Lamp - lampkeeper", "The Lamp - lampkeeper.epub"),
        ("The Lamp.kepub.epub", "The Lamp.epub"),
        ("The Lamp.EPUB", "The Lamp.epub"),
        ('a/b\\c:d|e"f<g>h?i*j', "a-b-c-d-e'f(g)hij.epub"),
        ("CON", "_CON.epub"),
        ("nul.txt", "_nul.txt.epub"),
        ("COM1", "_COM1.epub"),
        ("Conrad", "Conrad.epub"),
        (" . ", "Untitled.epub"),
        ("", "Untitled.epub"),
        ("...", "Untitled.epub"),
        ("a\nb\tc\0", "a b c.epub"),
        ("\u202eeman", "eman.epub"),
        ("灯台の手紙", "灯台の手紙.epub"),
        ("e\u0301t\u00e9", "\u00e9t\u00e9.epub"),
        ("bytes\udcff", "bytes.epub"),
        ("../../etc/passwd", "etc-passwd.epub"),
    ],
)
def test_a_name_is_what_a_drive_bears(wanted: str, name: str) -> None:
    assert borne(wanted, ".epub", "", 250, (), "2") == name


def test_a_kobo_bears_less() -> None:
    assert borne("Don't; 100% $5!", ".kepub.epub", _KOBO, 185, (), "2") == "Don’t, 100_ _5.kepub.epub"


def test_a_name_is_cut_at_a_word_and_keeps_its_ending() -> None:
    name = borne("word " * 100, ".kepub.epub", _KOBO, 60, (), "2")

    assert len(name) <= 60
    assert name == f"{'word ' * 9}word.kepub.epub"


def test_a_name_that_is_taken_in_any_case_gets_a_mark() -> None:
    taken = {folded("the LAMP.epub"), folded("The Lamp (1234).epub")}

    assert borne("The Lamp", ".epub", "", 250, taken, "9876") == "The Lamp (9876).epub"
    assert borne("The Lamp", ".epub", "", 250, taken, "1234") == "The Lamp (1234 2).epub"
    assert borne("THE E\u0301", ".epub", "", 250, {folded("the \u00e9.epub")}, "1") == "THE \u00c9 (1).epub"


@given(st.text(max_size=400), st.integers(0, 300), st.sampled_from(["", _KOBO]))
def test_any_text_becomes_a_name(wanted: str, room: int, refused: str) -> None:
    name = borne(wanted, ".epub", refused, room, (), "2")

    assert name.endswith(".epub")
    assert len(name) <= max(room, 16)
    assert len(name.encode()) <= 255
    assert not set(name) & set('/\\:*?"<>|\0\n' + refused)
    assert name[0] not in " ."
    assert name[:-5].strip(" .")
    assert borne(name, ".epub", refused, room, (), "2") == name


def test_a_long_name_of_long_letters_is_cut_by_its_bytes() -> None:
    assert borne("灯" * 200, ".epub", "", 250, (), "2") == f"{'灯' * 80}.epub"
