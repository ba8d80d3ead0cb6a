"""Colours by their names, which shade is readable, and on which ground letters stand."""

from __future__ import annotations

import pytest
from PIL import ImageColor

from fic2epub.normalize.skins import colours
from fic2epub.normalize.skins.colours import BLACK, WHITE, Colour, bearable, colour_of, contrast, readable_on
from fic2epub.normalize.skins.grounds import Ground, coloured
from fic2epub.normalize.skins.voices import voice_of

RED, NAVY, GREY = Colour(255, 0, 0), Colour(0, 0, 128), Colour(128, 128, 128)


def test_names_mean_what_they_mean_everywhere() -> None:
    known = {name: colour_of(name) for name in ImageColor.colormap}
    assert {name for name, colour in known.items() if colour is None} <= {
        "aliceblue", "antiquewhite", "mediumaquamarine",
        "blanchedalmond", "bisque", "cornsilk", "darkkhaki", "darksalmon", "floralwhite", "ghostwhite",
        "honeydew", "lavenderblush", "lemonchiffon", "lightcyan", "lightgoldenrodyellow", "lightslategray",
        "lightslategrey", "mintcream", "mistyrose", "moccasin", "navajowhite", "oldlace", "palegoldenrod",
        "papayawhip", "peachpuff", "rebeccapurple", "seashell",
    }  # fmt: skip
    for name, colour in known.items():
        if colour is not None:
            assert colour[:3] == ImageColor.getrgb(name)[:3], name


@pytest.mark.parametrize(
    ("colour", "is_grey"),
    [
        (Colour(100, 100, 100), True),
        (Colour(100, 125, 100), True),
        (Colour(100, 126, 100), False),
        (Colour(100, 100, 74), False),
        (Colour(75, 100, 80), True),
    ],
)
def test_some_hues_are_not_seen(colour: Colour, *, is_grey: bool) -> None:
    assert colour.is_grey is is_grey


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        (RED, WHITE, 3.998),
        (Colour(0, 255, 0), BLACK, 15.304),
        (Colour(0, 0, 255), WHITE, 8.592),
        (Colour(10, 10, 10), BLACK, 1.061),
        (Colour(11, 11, 11), BLACK, 1.067),
        (GREY, WHITE, 3.949),
    ],
)
def test_contrast_of_each_channel(one: Colour, other: Colour, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.001)


@pytest.mark.parametrize(
    ("name", "shade"),
    [
        ("red", "#ee0000"),
        ("yellow", "#7a7a00"),
        ("blue", "#5e5eff"),
        ("black", "#757575"),
        ("white", "#757575"),
        ("lime", "#008a00"),
        ("gray", "#767676"),
    ],
)
def test_the_nearest_shade_that_day_and_night_bear(name: str, shade: str) -> None:
    colour = colour_of(name)
    assert colour is not None
    assert bearable(colour).hex == shade


@pytest.mark.parametrize(
    ("own", "around", "tag", "expected"),
    [
        ({}, Ground(), "p", ""),
        ({}, Ground(WHITE), "p", ""),
        ({}, Ground(WHITE), "a", "#000000 #ffffff"),
        ({}, Ground(WHITE, NAVY), "a", "#000080 #ffffff"),
        ({}, Ground(), "a", ""),
        ({"color": "red"}, Ground(), "p", "#ee0000"),
        ({"color": "rgba(255, 0, 0, 0.9)"}, Ground(), "p", ""),
        ({"color": "inherit"}, Ground(), "p", ""),
        ({"color": "red", "background-image": "url(x.png)"}, Ground(), "p", ""),
        ({"color": "red", "background-image": "none"}, Ground(), "p", "#ee0000"),
        ({"color": "red", "background-image": ""}, Ground(), "p", "#ee0000"),
        ({"color": "red"}, Ground(painted=True), "p", ""),
        ({"color": "navy"}, Ground(WHITE), "p", "#000080 #ffffff"),
        ({"background-color": "navy"}, Ground(), "p", "#ffffff #000080"),
        ({"background-color": "white"}, Ground(), "p", "#000000 #ffffff"),
        ({"background-color": "white"}, Ground(BLACK, NAVY), "p", "#000080 #ffffff"),
        ({"background-color": "transparent"}, Ground(WHITE, NAVY), "p", "#000080 #ffffff"),
        ({"background-color": "rgba(0, 0, 0, 0.5)"}, Ground(WHITE), "p", "#000000 #808080"),
        ({"background-color": "rgba(0, 0, 0, 0.5)"}, Ground(), "p", ""),
        ({"background-color": "rgba(0, 0, 0, 0.5)", "color": "red"}, Ground(painted=True), "p", ""),
        ({"background-color": "white", "color": "red"}, Ground(painted=True), "p", "#e60000 #ffffff"),
        ({"color": "rgba(0, 0, 0, 0.8)"}, Ground(WHITE), "p", "#333333 #ffffff"),
    ],
)
def test_letters_and_ground_go_together(own: dict[str, str], around: Ground, tag: str, expected: str) -> None:
    assert " ".join(value for _, value in coloured(own, around, tag)) == expected
    assert [name for name, _ in coloured(own, around, tag)] == ["color", "background-color"][: len(expected.split())]


@pytest.mark.parametrize(
    ("ink", "ground", "voice"),
    [
        ("red", "", (RED, None)),
        ("rgba(255, 0, 0, 0.21)", "", (RED, None)),
        ("rgba(255, 0, 0, 0.2)", "", None),
        ("", "navy", (None, NAVY)),
        ("gray", "", (GREY, None)),
        ("black", "", None),
        ("#222", "", None),
        ("#eee", "", None),
        ("#333", "", (Colour(51, 51, 51), None)),
        ("black", "navy", (BLACK, NAVY)),
        ("red", "white", (RED, None)),
        ("red", "#ddd", (RED, Colour(221, 221, 221))),
        ("red", "#dfdfdf", (RED, None)),
        ("black", "white", (BLACK, None)),
        ("", "white", None),
        ("", "", None),
    ],
)
def test_colours_that_are_voices(ink: str, ground: str, voice: object) -> None:
    assert voice_of({"color": ink, "background-color": ground}) == voice


def test_shades_go_towards_the_farther_end() -> None:
    assert readable_on(GREY, RED).hex == "#330000"
    assert readable_on(NAVY, NAVY).hex == "#9999cc"
    assert colours.READABLE == 4.5
