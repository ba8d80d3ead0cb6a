"""Recovered paragraphs: no character changes but white space, and most borders are where they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fic2epub.readers.flat.paragraphs import parted
from tests.ao3.borders import score_of_case, score_of_voice
from tests.ao3.cases import named
from tests.ao3.voices import SETS, VOICES, Voice

_DIALOGUE, _OTHER = 0.97, 0.90
_FLOORS = {"Chinese": 0.72, "Japanese": 0.78}
"""Scripts without blanks: two paragraphs of narration that touch cannot be told from one."""
_SEEDS = range(4)


@pytest.mark.parametrize("words", SETS)
@pytest.mark.parametrize("voice", VOICES, ids=lambda voice: voice.name)
def test_borders_are_found_in_every_voice(voice: Voice, words: str) -> None:
    floor = _FLOORS.get(voice.name, _DIALOGUE if voice.dialogue else _OTHER)
    slack = 0.0 if words == "known" else 0.03

    assert score_of_voice(voice, _SEEDS, words, "glued").f1 >= floor - slack


@pytest.mark.parametrize("voice", VOICES, ids=lambda voice: voice.name)
def test_borders_that_are_newlines_stay(voice: Voice) -> None:
    assert score_of_voice(voice, range(2), "known", "lined").f1 >= 0.97


@pytest.mark.parametrize(
    ("name", "floor"),
    [("era-d3-several", 0.97), ("era-d11-several", 0.97), ("mess-dividers-text", 0.94), ("long-chapter", 0.97)],
)
def test_borders_of_the_catalogue_are_found(name: str, floor: float) -> None:
    assert score_of_case(named(name)).f1 >= floor


_PIECES = (
    *("“", "”", '"', "'", "’", "«", "»", "„", "—", "- ", ".", "...", "…", "!", "?", ",", "*", "~*~", "oOo", "a", "The"),
    *("lamp", " ", "\u00a0", "7:15", "1", "ada: ", "[10:01] ", "「", "」", "。", "灯", "Да", "🌊", "(", ")"),
)


@given(st.lists(st.lists(st.sampled_from(_PIECES), max_size=40).map("".join), max_size=6))
def test_no_character_changes_but_white_space(lines: list[str]) -> None:
    found = parted(lines).lines

    assert len(found) == len(lines)
    for line, paragraphs in zip(lines, found, strict=True):
        assert "".join("".join(paragraphs).split()) == "".join(line.split())


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs"))), max_size=6))
def test_no_character_of_any_text_changes(lines: list[str]) -> None:
    found = parted(lines).lines

    assert ["".join("".join(one).split()) for one in found] == ["".join(line.split()) for line in lines]


@pytest.mark.parametrize(
    "unit",
    ['"', "“", '"a', ".", ".A", "a", "A", "aA", "1", ".1A", "—", "*", "* ", "a: ", "oOo", "(", "。“", "[1:11] a"],
)
def test_endless_runs_end(unit: str) -> None:
    line = unit * 30_000

    assert "".join("".join(parted([line]).lines[0]).split()) == "".join(line.split())
