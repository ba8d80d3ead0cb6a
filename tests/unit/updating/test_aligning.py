"""Which texts are which."""

from __future__ import annotations

import pytest

from fic2epub.updating.aligning import aligned, likeness, same

CASES = {
    "": ("", "", []),
    "one comes in": ("abc", "abxc", [(0, 0), (1, 1), (2, 3)]),
    "one goes": ("abc", "ac", [(0, 0), (2, 1)]),
    "two change their places": ("abcd", "acbd", None),
    "the same text again and again": ("aabaa", "aaabaa", None),
    "all is new": ("ab", "xy", []),
}


@pytest.mark.parametrize("name", CASES)
def test_texts_are_paired_in_the_order_of_both(name: str) -> None:
    old, new, expected = CASES[name]

    pairs = same(old, new)

    assert pairs == sorted(pairs)
    assert [one for _, one in pairs] == sorted({one for _, one in pairs})
    assert all(old[one] == new[other] for one, other in pairs)
    assert expected is None or pairs == expected


def test_an_edited_text_is_paired_with_what_it_was() -> None:
    old = ["the lamp was lit at nine", "rain fell", "the boat came home"]
    new = ["rain fell", "the boat came slowly home", "nobody saw it but the gulls"]

    assert aligned(old, new) == [(1, 0), (2, 1)]


def test_of_two_that_were_joined_the_first_is_what_was() -> None:
    old = ["the lamp was lit at nine", "the rain fell on the roof all night"]

    assert aligned(old, [" ".join(old)]) == [(0, 0)]


def test_many_texts_between_two_that_stayed_are_compared_in_step() -> None:
    old = [f"line {number} of the old and long text" for number in range(100)]
    new = [line.replace("old", "new") for line in old]

    assert aligned(old, new) == [(place, place) for place in range(100)]


@pytest.mark.parametrize(
    ("one", "other", "least", "most"), [("a b c", "a b c", 1, 1), ("a b", "c d", 0, 0), ("", "a", 0, 0)]
)
def test_texts_are_alike_by_their_words(one: str, other: str, least: float, most: float) -> None:
    assert least <= likeness(one, other) <= most
