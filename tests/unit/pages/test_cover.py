"""The drawn cover."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from fic2epub.errors import OptionsError
from fic2epub.model import Creator, Metadata, Series
from fic2epub.options import DESIGNS, Options
from fic2epub.pages.cover import as_png, draw, draw_cover, jacket_of, lettering
from fic2epub.pages.cover.drawing import page_of
from fic2epub.pages.cover.palettes import DARK, PALETTES, PAPER, Colour
from fic2epub.pages.cover.weaves import WEAVES
from tests.covers.titles import Cover, covers, faults
from tests.unit.pages.samples import metadata

if TYPE_CHECKING:
    from fic2epub.pages.cover.page import Page

NOTES: list[tuple[str, str]] = []


@pytest.fixture(autouse=True)
def _forget() -> None:
    NOTES.clear()


def note(code: str, message: str, where: str = "") -> None:
    """Keep what was said."""
    NOTES.append((code, f"{where}: {message}"))


def drawn(facts: Metadata, design: str = "label", **options: object) -> Page:
    """The page."""
    return page_of(jacket_of(facts, Options(cover=design, **options)), note)


def texts(page: Page) -> list[str]:
    """What it says, in the order in which it was drawn."""
    return [block.lettering.text for block in page.blocks]


@pytest.mark.parametrize("design", DESIGNS)
def test_a_cover_is_what_every_reader_takes(design: str) -> None:
    content = draw_cover(metadata(fandoms=("Original Work",)), note, Options(cover=design))
    image = Image.open(BytesIO(content))
    assert (image.format, image.size, image.mode) == ("JPEG", (1600, 2400), "RGB")
    assert content.find(b"\xff\xc0") > 0, "baseline"
    assert content.find(b"\xff\xc2") < 0, "not progressive"
    assert len(content) < 300_000
    assert NOTES == []


@pytest.mark.parametrize("design", DESIGNS)
def test_it_says_what_is_known(design: str) -> None:
    facts = metadata(fandoms=("Harbour Books",), series=(Series(name="Lights", position="2"),))
    page = drawn(facts, design)
    assert sorted(texts(page)) == sorted(["Low Water", "fenlark", "Harbour Books", "Part 2 of Lights", "2"])
    sizes = {block.lettering.text: block.size for block in page.blocks}
    assert min(sizes["Low Water"], sizes["2"]) >= 180, "9 pixels of a thumbnail that is 120 pixels high"


def test_the_same_work_has_the_same_cover_and_another_fandom_another_colour() -> None:
    first = jacket_of(metadata(fandoms=("Original Work", "A")), Options())
    assert jacket_of(metadata(fandoms=("Original Work", "B")), Options()) == first
    assert draw(first, note) == draw(first, note)
    other = jacket_of(metadata(fandoms=("A", "Original Work")), Options())
    assert (other.design, other.pattern) == (first.design, first.pattern)
    assert other.colour != first.colour


def test_a_fandoms_colour_depends_on_nothing_else() -> None:
    one = jacket_of(metadata(title="A", fandoms=("Harbour Books",)), Options())
    other = jacket_of(
        metadata(title="B", fandoms=(" harbour books", "X"), series=(Series("S", "1"),), language="pl"), Options()
    )
    assert one.colour == other.colour


def test_works_of_a_series_and_its_omnibus_are_a_set() -> None:
    works = [metadata(title=f"Work {n}", series=(Series("The Lights", str(n)),)) for n in range(1, 9)]
    jackets = [jacket_of(work, Options()) for work in works]
    omnibus = jacket_of(metadata(title="The Lights"), Options(), works=8)
    assert len({(one.design, one.pattern) for one in (*jackets, omnibus)}) == 1
    assert [one.number for one in jackets] == [str(n) for n in range(1, 9)]
    assert (omnibus.place, omnibus.number) == ("Works: 8", "")


def test_designs_are_spread_over_works() -> None:
    found = {jacket_of(metadata(title=f"Work {number}"), Options()).design for number in range(40)}
    assert found == set(DESIGNS)


def test_a_place_that_is_no_number_is_not_shown_large() -> None:
    assert jacket_of(metadata(series=(Series("S", "1 to 12"),)), Options()).number == ""


def test_the_words_are_of_the_language_that_is_asked_for() -> None:
    facts = metadata(series=(Series("Lights", "2"),))
    assert jacket_of(facts, Options(ui_language="de")).place != jacket_of(facts, Options()).place


@pytest.mark.parametrize("case", list(covers(60, seed=5)), ids=lambda case: f"{case.kind} {case.jacket.design}")
def test_titles_of_all_scripts_stay_in_their_places(case: Cover) -> None:
    assert faults(case, []) == []


def test_the_measure_sees_what_is_wrong() -> None:
    case = next(covers(1))
    page = page_of(case.jacket, note)
    grown = [block._replace(size=block.size * 2) for block in page.blocks]
    assert faults(case, [], grown)


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("title", ["x" * 255, "word " * 51, "漢" * 255, "W", "A-B/C|D" * 30])
def test_any_title_is_set_whole(title: str, design: str) -> None:
    page = drawn(metadata(title=title, fandoms=("F" * 100,), series=(Series(name="S" * 200, position="12"),)), design)
    whole = ["".join(block.lines).replace(" ", "").replace("-", "") for block in page.blocks]
    assert NOTES or title.replace(" ", "").replace("-", "") in whole


def test_emoji_are_drawn_or_left_off_with_a_notice() -> None:
    page = drawn(metadata(title="Low \U0001fae8 Water"))
    if NOTES:
        assert [code for code, _ in NOTES] == ["I010"]
        assert "Low \U0001fae8 Water" in NOTES[0][1]
        assert "Low Water" in texts(page)
    else:
        assert "Low \U0001fae8 Water" in texts(page)


def test_a_cover_without_a_title_that_can_be_drawn_bears_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    real = lettering.face_for
    monkeypatch.setattr(lettering, "face_for", lambda text, *how: real(text, *how) if text.isascii() else None)
    page = drawn(metadata(title="長い夜"))
    assert [code for code, _ in NOTES] == ["I010"]
    assert texts(page).count("fenlark") == 1
    assert next(block for block in page.blocks if block.lettering.text == "fenlark").size > 150


@pytest.mark.parametrize("design", DESIGNS)
def test_a_cover_without_title_and_names_bears_the_fandom_once(design: str) -> None:
    page = drawn(Metadata(title="\U000f0000", creators=(Creator("\U000f0001"),), fandoms=("Harbour Books",)), design)
    assert texts(page) == ["Harbour Books"]
    assert [code for code, _ in NOTES] == ["I010", "I010"]


def test_letters_that_this_pillow_cannot_join_are_not_drawn_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lettering, "_shapes", lambda: False)
    assert "دليل" not in texts(drawn(metadata(title="دليل")))
    assert [code for code, _ in NOTES] == ["I010"]
    assert "FriBiDi" in NOTES[0][1]


def test_without_any_font_latin_is_drawn_by_pillows_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lettering, "face_for", lambda *_: None)
    monkeypatch.setattr(lettering, "own_face", lambda *_: None)
    page = drawn(metadata(title="Low Water"))
    assert {block.lettering.main for block in page.blocks} == {None}
    assert "Low Water" in texts(page)
    assert NOTES == []


@pytest.mark.parametrize("design", DESIGNS)
def test_nothing_at_all_still_makes_a_cover(design: str) -> None:
    page = drawn(Metadata(title="\U000f0000"), design)
    assert page.blocks == []
    assert len({colour for _, colour in page.image.getcolors(1 << 20)}) > 1
    assert [code for code, _ in NOTES] == ["I010"]


def test_many_names_are_cut_and_not_shrunk_to_nothing() -> None:
    creators = tuple(Creator(name=f"a rather long pen name number {number}") for number in range(20))
    page = drawn(metadata(creators=creators))
    byline = next(block for block in page.blocks if "pen name" in block.lettering.text)
    assert byline.size >= 48


@pytest.mark.parametrize("weave", WEAVES)
def test_a_pattern_covers_the_page_without_a_rest(weave: tuple[str, ...]) -> None:
    assert {len(row) for row in weave} == {10}
    assert 150 % len(weave) == 0
    assert set("".join(weave)) == {"#", "."}


def light(colour: tuple[int, ...]) -> float:
    """The relative luminance (WCAG 2.2)."""
    linear = [(part / 255 / 12.92) if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """The contrast ratio of two colours."""
    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", PALETTES)
def test_every_colour_can_be_read_on_those_that_it_is_written_on(palette: tuple[Colour, ...]) -> None:
    ground, _, accent, pale = palette
    for one, other in ((ground, PAPER), (ground, pale), (ground, accent), (DARK, PAPER)):
        assert contrast(one, other) >= 4.5
        grey = [Image.new("RGB", (1, 1), colour).convert("L").getpixel((0, 0)) for colour in (one, other)]
        assert contrast((grey[0],) * 3, (grey[1],) * 3) >= 4.5, "on electronic ink"


@pytest.mark.parametrize("number", range(0, len(PALETTES), 6))
@pytest.mark.parametrize("design", DESIGNS)
def test_texts_can_be_read_where_they_are_drawn(design: str, number: int) -> None:
    """By the pixels of the finished file: each block's letters, against what else is in its box."""
    facts = metadata(title="Low Water", fandoms=("Harbour Books",), series=(Series("Lights", "12"),))
    jacket = jacket_of(facts, Options(cover=design))._replace(colour=number)
    page = page_of(jacket, note)
    for grey in (False, True):
        image = Image.open(BytesIO(draw(jacket._replace(grey=grey), note))).convert("RGB")
        for block in page.blocks:
            ground = _ground(image.crop(block.ink()), block.style.colour, grey=grey)
            assert min(contrast(shade, _as_seen(block.style.colour, grey=grey)) for shade in ground) >= 4.5


def _as_seen(colour: Colour, *, grey: bool) -> tuple[int, ...]:
    return (Image.new("RGB", (1, 1), colour).convert("L").getpixel((0, 0)),) * 3 if grey else colour


def _ground(piece: Image.Image, ink: Colour, *, grey: bool) -> list[tuple[int, ...]]:
    """The shades that fill much of a box and are not its letters' own; the edges between have many, each rare."""
    shades = piece.quantize(16, Image.Quantize.MEDIANCUT).convert("RGB").getcolors()
    seen = _as_seen(ink, grey=grey)
    apart = [one for one in shades if sum(abs(a - b) for a, b in zip(one[1], seen, strict=True)) > 60]
    much = sum(count for count, _ in shades) // 12
    return [shade for count, shade in apart if count >= much] or [max(apart)[1]]


def test_strokes_heaped_on_a_letter_do_not_cover_the_page() -> None:
    page = drawn(metadata(title="Lo\u0323\u0302" + "\u0316\u0344\u0315" * 20 + "w"))
    assert "Lo\u0323\u0302w" in texts(page)
    assert NOTES == []


def test_variation_selectors_and_joiners_are_no_letters_that_a_font_must_have() -> None:
    assert "Low\ufe0f Water" in texts(drawn(metadata(title="Low\ufe0f Water")))
    assert drawn(metadata(title="Low\u200b Water")).blocks
    assert NOTES == []


def test_letters_from_the_right_are_drawn_or_named_in_a_notice() -> None:
    page = drawn(metadata(title="דרך ארוכה", language="he"))
    assert ("דרך ארוכה" in texts(page)) is not bool(NOTES)


def test_a_cover_may_be_grey_and_small() -> None:
    content = draw_cover(metadata(), note, Options(grey=True, image_size="600x800"))
    image = Image.open(BytesIO(content))
    assert (image.mode, image.size) == ("RGB", (533, 800))
    assert all(max(shade) - min(shade) <= 4 for _, shade in image.getcolors(1 << 20))


def test_a_png_is_the_same_picture() -> None:
    content = draw_cover(metadata(), note, Options(cover="poster", image_size="320x480"))
    image = Image.open(BytesIO(as_png(content)))
    assert image.format == "PNG"
    assert image.tobytes() == Image.open(BytesIO(content)).tobytes()


@pytest.mark.parametrize("word", ["labels", "ocean", ""])
def test_a_word_that_is_no_design_is_refused_with_a_list(word: str) -> None:
    with pytest.raises(OptionsError) as error:
        Options(cover=word)
    assert all(design in error.value.hint for design in DESIGNS)


@pytest.mark.parametrize("path", ["me.png", "./me", "pictures/me", "C:\\me"])
def test_what_looks_like_a_path_is_taken_for_one(path: str) -> None:
    assert Options(cover=path).cover == path
