"""The archive's colours: voices on paper, and colours that can be read by day and by night."""

from __future__ import annotations

import pytest
from lxml import etree

from fic2epub.normalize.families.colours import COLOURS, VOICES, colour_sheet, mark_voices, voice_sheet
from fic2epub.normalize.skins.colours import BLACK, WHITE, Colour, contrast


def body(markup: str) -> etree._Element:
    return etree.fromstring(f"<div>{markup}</div>")


def marked(*markups: str) -> tuple[tuple[str, ...], list[str], list[str]]:
    """The colours that are found, the classes in the bodies, and the codes of the notices."""
    bodies = [body(markup) for markup in markups]
    codes: list[str] = []

    colours = mark_voices(bodies, lambda code, _message, _where="": codes.append(code))

    return colours, [one.get("class", "") for whole in bodies for one in whole.iterdescendants("span")], codes


@pytest.mark.parametrize("name", COLOURS)
def test_every_colour_can_be_read_on_white_and_on_black(name: str) -> None:
    colour = Colour(*bytes.fromhex(colour_sheet((name,)).partition("#")[2].partition(";")[0]))

    assert contrast(colour, WHITE) >= 4.5
    assert contrast(colour, BLACK) >= 4.5


def test_colours_are_voices_in_the_order_in_which_they_first_appear() -> None:
    found = marked(
        '<p><span class="font-blue">a</span> <span class="font-red">b</span></p>', '<span class="font-blue"/>'
    )

    assert found == (("blue", "red"), ["font-blue voice-1", "font-red voice-2", "font-blue voice-1"], [])


def test_what_is_no_colour_has_no_voice() -> None:
    classes = ["font-big", "font-black", "font-white", "red", "xfont-red", "font-red2"]

    found = marked("".join(f'<span class="{name}">a</span>' for name in classes))

    assert found == ((), classes, [])


def test_what_a_skin_has_marked_is_left_to_it() -> None:
    assert marked('<span class="font-red skin-2">a</span>') == ((), ["font-red skin-2"], [])


def test_a_voice_that_a_book_had_stays() -> None:
    found = marked('<span class="font-red voice-1">a</span><span class="font-blue voice-2">b</span>')

    assert found == (("red", "blue"), ["font-red voice-1", "font-blue voice-2"], [])


def test_more_colours_than_voices_share_them_and_it_is_said() -> None:
    names = list(COLOURS)
    as_many = [f'<span class="font-{name}">a</span>' for name in names[: len(VOICES)]]
    one_more = [*as_many, f'<span class="font-{names[len(VOICES)]}">a</span>']

    assert marked(*as_many)[2] == []
    colours, classes, codes = marked(*one_more)
    assert (len(colours), classes[-1].split()[1], codes) == (len(VOICES) + 1, "voice-1", ["C023"])


def test_no_two_voices_are_one() -> None:
    assert len({frozenset(voice.split("; ")) for voice in VOICES}) == len(VOICES)


def test_the_sheet_of_voices_holds_those_that_are_used() -> None:
    assert voice_sheet(("blue", "red")) == ".voice-1 { font-style: italic; }\n.voice-2 { font-weight: bold; }\n"
    assert voice_sheet(tuple(COLOURS)).count("{") == len(VOICES)


def test_the_sheet_of_colours_tells_any_two_apart() -> None:
    lines = colour_sheet(tuple(COLOURS)).splitlines()

    assert len({line.partition("{")[2] for line in lines}) == len(COLOURS)
    assert colour_sheet(("red",)) == ".font-red { color: #ee0000; }\n"
    assert (
        colour_sheet(("murkyyellow", "yellow")).splitlines()[1] == ".font-yellow { color: #7a7a00; font-weight: bold; }"
    )
