"""What draws each letter of a text on a cover."""

from __future__ import annotations

import pytest

from fic2epub.pages.cover import lettering as module
from fic2epub.pages.cover.fonts import Face, Look
from fic2epub.pages.cover.lettering import Lettering, Run, lettering

HEAVY = Look(heavy=True)
LATIN, MOON, RUNES, SMILES = (Face(f"/{name}.ttf") for name in ("Latin", "Moon", "Runes", "Smiles"))


@pytest.fixture
def _machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with four fonts: one of our own, a sign, runes, coloured smiles."""
    has = {
        LATIN: lambda char: char.isascii() or char in "é…",
        MOON: lambda char: char == "\u263d",
        RUNES: lambda char: "\u16a0" <= char <= "\u16ff" or char == " ",
    }

    def covers(face: Face, text: str) -> bool:
        return all(has[face](char) for char in text)

    monkeypatch.setattr(module, "covers", covers)
    monkeypatch.setattr(module, "own_face", lambda text, _: LATIN if covers(LATIN, text) else None)
    monkeypatch.setattr(module, "face_for", lambda text, *_: next((face for face in has if covers(face, text)), None))
    smiles = SMILES._replace(coloured=True)
    monkeypatch.setattr(module, "colour_face", lambda text: smiles if text[0] == "\U0001f600" else None)


@pytest.mark.usefixtures("_machine")
@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Low Water", "Low Water"),
        ("  Low \n Water\t", "Low Water"),
        ("Low \u263d Water", "Low \u263d Water"),
        ("Low \U0001f600", "Low \U0001f600"),
        ("Low \U0001f601 Water", "Low Water"),
        ("\U0001f601", ""),
        ("ᚠᚢᚦ", "ᚠᚢᚦ"),
        ("The ᚠᚢᚦ stone", "The ᚠᚢᚦ stone"),
        ("The old 海 stone", "The old stone"),
        ("海 x", ""),
        ("海が来る The", ""),
        ("Low\u00ad \u2060Water\u202e", "Low Water"),
        ("Low \ue000Water", "Low Water"),
        ("\u200b", ""),
        ("\ufe0f \u200d", ""),
        ("Lo\u0301\u0302\u0303\u0304w 海", ""),
    ],
)
def test_what_can_be_drawn_is_kept(text: str, drawn: str) -> None:
    assert lettering(text, "en", HEAVY).text == drawn


@pytest.mark.usefixtures("_machine")
def test_runs_change_where_the_font_does() -> None:
    letters = lettering("The ᚠᚢᚦ \u263d stone", "en", HEAVY)
    assert [(run.face, run.text) for run in letters.runs(letters.text)] == [
        (LATIN, "The "),
        (RUNES, "ᚠᚢᚦ "),
        (MOON, "\u263d "),
        (LATIN, "stone"),
    ]


@pytest.mark.usefixtures("_machine")
def test_one_font_is_one_run() -> None:
    assert lettering("Low Water", "en", HEAVY).runs("Low Water") == [(LATIN, "Low Water")]


@pytest.mark.usefixtures("_machine")
def test_a_cut_text_ends_with_an_ellipsis_that_some_font_has() -> None:
    letters = lettering("ᚠᚢᚦ", "en", HEAVY)
    assert [run.face for run in letters.runs("ᚠ…")] == [RUNES, LATIN]


def test_a_text_that_begins_from_the_right_has_its_first_run_at_the_right() -> None:
    letters = module.Lettering("אב 1", LATIN, {"1": MOON}, "rtl")
    assert [run.text for run in letters.runs("אב 1")] == ["1", "אב "]


@pytest.mark.parametrize(("text", "way"), [("אב a", "rtl"), ("12 دليل", "rtl"), ("a אב", None), ("海", None)])
def test_the_first_letter_tells_the_way(text: str, way: str | None) -> None:
    letters = lettering(text, "en", HEAVY)
    if letters.text:
        assert letters.direction == way


def test_letters_reach_as_far_as_they_are_measured() -> None:
    plain = lettering("Low Water", "en", HEAVY).reach()
    high = lettering("ỄỖ", "vi", HEAVY).reach()
    assert high[0] > plain[0] == 0.76
    assert plain[1] == high[1]


def test_the_way_is_not_said_to_a_font_that_turns_no_lines() -> None:
    """Pillow's own, which draws what no other font has, fails at it."""
    line = Lettering("12", None, {}, "rtl")
    assert line.length("12") == Lettering("12").length("12") > 0
    assert line.box(Run(None, "12"), 40) == Lettering("12").box(Run(None, "12"), 40)
    assert line.reach() == Lettering("12").reach()


def test_a_text_that_no_cover_holds_is_cut_before_it_is_measured() -> None:
    drawn = lettering("ab " * 10_000, "en", Look()).text
    assert drawn.endswith("ab…")
    assert len(drawn) <= 601
