"""Breaking a title into lines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fic2epub.pages.cover.fitting import Fit, Room, fit

BOX = (1000, 800)


def length(text: str) -> float:
    """A font whose characters are all 50 px wide at 100 px."""
    return 50.0 * len(text)


def fitted(text: str, box: tuple[int, int] = BOX, sizes: tuple[int, int] = (60, 300)) -> Fit:
    """The fit at a leading of 1.25."""
    return fit(text, length, Room(*box, sizes, leading=1.25, extent=1.25))


def test_one_word_is_as_large_as_allowed() -> None:
    assert fitted("Ash") == Fit(("Ash",), 300)


def test_lines_are_of_like_length() -> None:
    assert fitted("The Long Way Round").lines == ("The Long", "Way Round")


def test_a_wide_box_takes_fewer_lines() -> None:
    assert fitted("The Long Way Round", (3000, 300)).lines == ("The Long Way Round",)


def test_white_space_is_collapsed() -> None:
    assert fitted("  Low \n Water ", (3000, 300)).lines == ("Low Water",)


def test_ideographs_break_anywhere_but_before_a_closing_mark() -> None:
    lines = fitted("灯台守の長い夜、そして「朝」が来る", (400, 800)).lines
    assert len(lines) > 2
    assert not any(line[0] in "、」。" or line[-1] == "「" for line in lines)
    assert "".join(lines) == "灯台守の長い夜、そして「朝」が来る"


def test_a_word_that_is_too_long_is_broken() -> None:
    lines, size = fitted("Donaudampfschifffahrtsgesellschaftskapitän" * 2)
    assert size >= 60
    assert all(line.endswith("-") for line in lines[:-1])
    assert "".join(line.rstrip("-") for line in lines) == "Donaudampfschifffahrtsgesellschaftskapitän" * 2


def test_what_is_far_too_much_is_cut_with_an_ellipsis() -> None:
    lines, size = fitted("many words " * 400)
    assert size >= 60
    assert lines[-1].endswith("…")


@given(st.text(st.sampled_from("ab 、。「漢字-é"), min_size=1, max_size=255).filter(str.strip))
def test_lines_always_fit_the_box_and_lose_nothing(text: str) -> None:
    lines, size = fitted(text)
    whole = "".join(lines).replace(" ", "").replace("-", "")
    assert whole == "".join(text.split()).replace("-", "") or lines[-1].endswith("…")
    assert 60 <= size <= 300
    assert max(map(length, lines)) * size / 100 <= BOX[0]
    assert len(lines) * size * 1.25 <= BOX[1]
