"""The drawn cover."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from fic2epub.model import Creator, Metadata, Series
from fic2epub.pages import cover
from fic2epub.pages.cover import draw_cover
from fic2epub.pages.weaves import WEAVES
from tests.unit.pages.samples import metadata

NOTES: list[tuple[str, str]] = []
PAPER = (248, 243, 232)


@pytest.fixture(autouse=True)
def _forget() -> None:
    NOTES.clear()


def note(code: str, message: str, where: str = "") -> None:
    """Keep what was said."""
    NOTES.append((code, f"{where}: {message}"))


def drawn(facts: Metadata) -> Image.Image:
    """The cover, decoded."""
    return Image.open(BytesIO(draw_cover(facts, note)))


def ink(image: Image.Image) -> int:
    """How many pixels of what is inside even the lowest label are dark."""
    inside = image.convert("L").crop((160, 640, 1120, 1152))
    return sum(inside.histogram()[:60])


def label_height(image: Image.Image) -> int:
    """Pixels of paper down the label's left edge, outside its frame."""
    column = image.convert("RGB").crop((120, 0, 121, 1920))
    near = [column.getpixel((0, y)) for y in range(1920)]
    return sum(all(abs(a - b) < 12 for a, b in zip(pixel, PAPER, strict=True)) for pixel in near)


def test_a_cover_is_what_every_reader_takes() -> None:
    content = draw_cover(metadata(fandoms=("Original Work",)), note)
    image = Image.open(BytesIO(content))
    assert (image.format, image.size, image.mode) == ("JPEG", (1280, 1920), "RGB")
    assert content.find(b"\xff\xc0") > 0, "baseline"
    assert content.find(b"\xff\xc2") < 0, "not progressive"
    assert len(content) < 400_000
    assert NOTES == []


def test_the_same_work_has_the_same_cover_and_another_fandom_another() -> None:
    first = draw_cover(metadata(fandoms=("Original Work", "A")), note)
    assert draw_cover(metadata(fandoms=("Original Work", "B")), note) == first
    assert draw_cover(metadata(fandoms=("A", "Original Work")), note) != first


def test_a_short_title_fills_the_label_more_than_names_alone() -> None:
    with_title = ink(drawn(metadata(title="Low Water")))
    without = ink(drawn(metadata(title="")))
    assert with_title > 3 * without > 0


@pytest.mark.parametrize("title", ["x" * 255, "word " * 51, "漢" * 255, "W", "A-B/C|D" * 30])
def test_any_title_stays_on_its_label(title: str) -> None:
    facts = metadata(title=title, fandoms=("F" * 100,), series=(Series(name="S" * 200, position="12"),))
    image = drawn(facts)
    assert 608 <= label_height(image) <= 1760
    for x in (80, 1200):
        strip = image.convert("RGB").crop((x, 0, x + 1, 1920))
        assert not any(all(a > 225 for a in strip.getpixel((0, y))) for y in range(1920)), "the paper's edge is covered"


def test_emoji_are_left_off_with_a_notice() -> None:
    with_moon = draw_cover(metadata(title="Low \U0001fae8 Water"), note)
    assert [code for code, _ in NOTES] == ["I010"]
    assert "Low \U0001fae8 Water" in NOTES[0][1]
    assert with_moon == draw_cover(metadata(title="Low Water"), note)


def test_what_no_font_draws_is_left_off_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    real = cover.face_for
    monkeypatch.setattr(
        cover, "face_for", lambda text, lang, *, heavy: real(text, lang, heavy=heavy) if text.isascii() else None
    )
    without = draw_cover(metadata(title="長い夜"), note)
    assert [code for code, _ in NOTES] == ["I010"]
    assert without == draw_cover(metadata(title=""), note)


def test_letters_that_this_pillow_cannot_join_are_not_drawn_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cover, "_shapes", lambda: False)
    draw_cover(metadata(title="دليل"), note)
    assert [code for code, _ in NOTES] == ["I010"]


def test_without_any_font_latin_is_drawn_by_pillows_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cover, "face_for", lambda *_, **__: None)
    assert ink(drawn(metadata(title="Low Water"))) > 1000
    assert NOTES == []


def test_nothing_at_all_still_makes_a_cover() -> None:
    image = drawn(Metadata(title="\U0001fae8", creators=(), fandoms=()))
    assert image.size == (1280, 1920)
    assert [code for code, _ in NOTES] == ["I010"]


def test_many_names_are_cut_and_not_shrunk_to_nothing() -> None:
    creators = tuple(Creator(name=f"a rather long pen name number {number}") for number in range(20))
    assert label_height(drawn(metadata(creators=creators))) <= 1280


@pytest.mark.parametrize("weave", WEAVES)
def test_a_pattern_covers_the_page_without_a_rest(weave: tuple[str, ...]) -> None:
    assert {len(row) for row in weave} == {10}
    assert 150 % len(weave) == 0
    assert set("".join(weave)) == {"#", "."}


@pytest.mark.parametrize("ground", [ground for ground, _ in cover._PALETTE])  # noqa: SLF001 - the colours are the point
def test_every_colour_is_dark_enough_to_be_read_on_the_label(ground: tuple[int, int, int]) -> None:
    def light(colour: tuple[int, ...]) -> float:
        linear = [(part / 255 / 12.92) if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in colour]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    assert (light(PAPER) + 0.05) / (light(ground) + 0.05) >= 4.5


def test_strokes_heaped_on_a_letter_do_not_cover_the_page() -> None:
    heaped = draw_cover(metadata(title="Lo\u0323\u0302" + "\u0316\u0344\u0315" * 20 + "w"), note)
    assert heaped == draw_cover(metadata(title="Lo\u0323\u0302w"), note)
    assert heaped != draw_cover(metadata(title="Low"), note)


def test_variation_selectors_and_joiners_are_no_letters_that_a_font_must_have() -> None:
    plain = draw_cover(metadata(title="Low Water"), note)
    assert draw_cover(metadata(title="Low\ufe0f Water"), note) == plain
    assert draw_cover(metadata(title="Low\u200b Water"), note)
    assert NOTES == []


def test_letters_from_the_right_are_drawn_or_named_in_a_notice() -> None:
    bare = ink(drawn(metadata(title="")))
    image = drawn(metadata(title="דרך ארוכה", language="he"))
    assert (ink(image) > 1.5 * bare) is not bool(NOTES)
