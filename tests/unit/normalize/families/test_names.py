"""What the names of classes say, and how surely."""

from __future__ import annotations

import pytest

from fic2epub.normalize.families.names import (
    CERTAIN,
    LIKELY,
    WITHIN,
    Meaning,
    is_family_class,
    is_told_by_shape,
    meanings,
)


@pytest.mark.parametrize(
    ("token", "found"),
    [
        ("imessage", [Meaning("texts", "box", CERTAIN), Meaning("texts", "message", LIKELY)]),
        ("textleft", [Meaning("texts", "received", CERTAIN)]),
        ("outgoing", [Meaning("texts", "sent", WITHIN)]),
        ("timestamp", [Meaning(family, "time", WITHIN) for family in ("texts", "chat", "post")]),
        ("newspaper", [Meaning("paper", "box", CERTAIN)]),
        ("harbour", []),
        ("", []),
    ],
)
def test_a_name_means_this(token: str, found: list[Meaning]) -> None:
    assert list(meanings(token)) == found


@pytest.mark.parametrize("token", ["textleft", "Text-Left", "text_left", "textleft2", "TEXTLEFT"])
def test_a_name_is_one_however_it_is_written(token: str) -> None:
    assert meanings(token) == (Meaning("texts", "received", CERTAIN),)


@pytest.mark.parametrize(
    ("token", "family", "shape"),
    [
        ("imessage", "texts", True),
        ("reply", "texts", True),
        ("outgoing", None, False),
        ("timestamp", None, False),
        ("hovertext", "gloss", False),
        ("harbour", None, False),
    ],
)
def test_a_name_speaks_of_a_family(token: str, family: str | None, *, shape: bool) -> None:
    assert is_family_class(token) == family
    assert is_told_by_shape(token) is shape
