"""The blocks of signs that ornaments are drawn with: what stands right beside each of them is another kind."""

from __future__ import annotations

import re
import string
from typing import TYPE_CHECKING

import pytest

from fic2epub.normalize.markup.scripts import LEFTWARD, SCRIPTS, Share
from fic2epub.normalize.markup.signs import Counts, counted

if TYPE_CHECKING:
    from fic2epub.normalize.markup.scripts import Script

ALONE = {kind: Counts(*(int(name == kind) for name in Counts._fields)) for kind in Counts._fields}
BESIDE = {
    "sign": "\u2500\U0001f005\U0001f03f\U0001f200\U0001f650\U0001f67f\U0001f700\U0001fb00",
    "weak": "\u2054\u2e0d\u2e1c\u2e29\u2e2e\u2e35\u2e3c",
    "emoji": "\U0001f43f\U0001f451\U0001f5ff\U0001f680\U0001f90f\U0001f930\U0001f96f\U0001f97b\U0001f3fb",
    "odd": "\ua000\ud7b0\u2c7f",
}
"""Characters before the first and behind the last one of each block."""
NONE = "\u205f\u2fff\uabff\u3040\U0001f0ff\U0001f0d0\U0001f7f1\U0001f1cb\U000e0080\U000e001f\U0001343a"
"""Spaces, signs that are not drawn, and places where no character is."""


@pytest.mark.parametrize("kind", list(BESIDE))
def test_each_block_ends_where_it_does(kind: str) -> None:
    assert [sign for sign in BESIDE[kind] if counted(sign) != ALONE[kind]] == []


def test_what_is_not_drawn_is_no_ornament() -> None:
    assert [sign for sign in NONE if counted(sign)] == []


@pytest.mark.parametrize(
    ("kind", "signs"),
    [
        ("sign", "*~=+#\u203b\u2055\u205e\u2e0e\u2e1b\u2e2a\u2e2d\u2e36\u2e39"),
        ("weak", "<>-_\u2014.,"),
        ("drawn", "\u029a\U00013000\U0001342f\u0303"),
        ("letter", "oO0xXvV"),
        ("face", "\u270a\U0001f440\U0001f450\U0001f600\U0001f64f\U0001f910\U0001f92f\U0001f970\U0001f97a"),
        ("emoji", "\u231a\U0001f004\U0001f0cf\U0001f1e6\U0001f1ff\U0001f300\U0001f5ff\U0001f680\U0001f6ff"),
        ("emoji", "\U0001f7e0\U0001f7f0\U0001f900\U0001faff\U000e0020\U000e007f"),
        ("odd", "\u03b1\u0416\u00e9"),
    ],
)
def test_each_sign_is_counted_once(kind: str, signs: str) -> None:
    assert [sign for sign in signs if counted(sign) != ALONE[kind]] == []


@pytest.mark.parametrize("script", [LEFTWARD, *SCRIPTS], ids=lambda script: script.language or "leftward")
def test_no_letter_of_english_is_in_another_script(script: Script) -> None:
    assert re.findall(f"[{script.letters}]", string.printable) == []


def test_letters_that_only_one_language_has_are_a_fifth_of_all() -> None:
    assert Share(10, 0, 2).tells()
    assert not Share(11, 0, 2).tells()
