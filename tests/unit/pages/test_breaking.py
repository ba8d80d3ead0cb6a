"""Where lines of titles may end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fic2epub.pages.cover.breaking import clusters, syllables, units


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Low Water", ["Low", " Water"]),
        ("Spider-Man", ["Spider-", "Man"]),
        ("A/B – C", ["A/", "B", " –", " C"]),
        ("Łódź nocą", ["Łódź", " nocą"]),
        ("灯台「朝」。", ["灯", "台", "「朝」。"]),
        ("海 Sea", ["海", " Sea"]),
        ("ちょっと", ["ちょっ", "と"]),
        ("한 권의 책", ["한", " 권의", " 책"]),
        ("ประภาคารกลางทะเล ในคืนที่ฝนตก", ["ประภาคาร", "กลาง", "ทะเล", " ใน", "คืน", "ที่", "ฝนตก"]),
        ("รัก ฯลฯ, ตอนที่1", ["รัก", " ฯลฯ,", " ตอน", "ที่1"]),
        ("ສະບາຍເດືອນ", ["ສະ", "ບາຍ", "ເດືອນ"]),
        ("မြန်မာ", ["မြန်", "မာ"]),
        ("बहुत दूर", ["बहुत", " दूर"]),
        ("a\u200bก\u200bข", ["a", "ก", "ข"]),
    ],
)
def test_lines_end_where_readers_of_the_script_expect_it(text: str, pieces: list[str]) -> None:
    assert units(text) == pieces


@pytest.mark.parametrize(
    "cluster",
    [
        "e\u0301\u0323",
        "क्षि",
        "\U0001f469\u200d\U0001f680",
        "\U0001f44d\U0001f3fd",
        "\U0001f1f3\U0001f1f4",
        "\u2764\ufe0f",
        "1\ufe0f\u20e3",
        "\u1112\u1161\u11ab",
        "กำ",
        "เก",
    ],
)
def test_a_character_with_its_marks_is_one(cluster: str) -> None:
    assert clusters(f"-{cluster}-") == ["-", cluster, "-"]


def test_a_mark_behind_a_space_stands_alone() -> None:
    assert clusters("a \u1175\u0301") == ["a", " ", "\u1175\u0301"]


def test_flags_are_two_letters_each() -> None:
    assert clusters("\U0001f1f3\U0001f1f4\U0001f1f8\U0001f1ea") == ["\U0001f1f3\U0001f1f4", "\U0001f1f8\U0001f1ea"]


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("Donaudampfschifffahrtsgesellschaft", "Do-nau-dampf-schiff-fahrts-ge-sell-schaft"),
        ("Straßenbahnhaltestellenhäuschen", "Stra-ßen-bahn-hal-tes-tel-len-häu-schen"),
        ("Supercalifragilistic", "Su-per-ca-li-fra-gi-lis-tic"),
        ("Достопримечательность", "Дос-топ-ри-ме-ча-тель-ность"),
        ("(Island)", "(Is-land)"),
        ("Aria", "Aria"),
        ("xxxx'yo", "xxxx'yo"),
        ("ÆON", "ÆON"),
        ("灯台守", "灯-台-守"),
    ],
)
def test_words_that_must_be_parted_are_parted_at_syllables(word: str, pieces: str) -> None:
    """Whatever the language of the work says: letters tell as much as is needed."""
    assert "-".join(syllables(word)) == pieces


@given(st.text(max_size=60))
def test_pieces_lose_nothing(text: str) -> None:
    line = " ".join(text.replace("\u200b", "").split())
    assert "".join(clusters(line)) == line
    assert "".join(units(line)) == line
    assert "".join(syllables(line)) == line
