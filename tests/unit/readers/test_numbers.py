"""Positions of chapters, by heading and evidence."""

from __future__ import annotations

import pytest

from fic2epub.readers.numbers import Heading, numbered


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (["One", "Two"], [(1, "One"), (2, "Two")]),
        (["Chapter 1", "Chapter 2"], [(1, ""), (2, "")]),
        (["Chapter 1", "Chapter 2", "Chapter 4"], [(1, ""), (2, ""), (4, "")]),
        (["Chapter 2", "Chapter 3"], [(2, ""), (3, "")]),
        (["Prologue", "Chapter 1: A", "Chapter 2: B"], [(1, "Prologue"), (2, "Chapter 1: A"), (3, "Chapter 2: B")]),
        (["Chapter 1: Prologue", "Chapter 2: Chapter 1: A"], [(1, "Prologue"), (2, "Chapter 1: A")]),
        (["Chapter 1: Chapter 1: A", "Chapter 2: Chapter 2"], [(1, "A"), (2, "")]),
        (["A", "Chapter 7", "Chapter 3"], [(1, "A"), (2, "Chapter 7"), (3, "")]),
        (["Chapter 1:", "Chapter 2: B", "Chapter 9:"], [(1, ""), (2, "B"), (9, "")]),
        (["Chapter 1: 5. Foo", "Chapter 2: 2"], [(1, "5. Foo"), (2, "2")]),
        (["Chapter 1: The Keep", "Chapter 10: Ten"], [(1, "The Keep"), (10, "Ten")]),
        (["Chapter 99999999999: x"], [(1, "Chapter 99999999999: x")]),
    ],
)
def test_headings_of_every_year(headings: list[str], expected: list[tuple[int, str]]) -> None:
    """`Chapter N` counts only where positions can still grow."""
    assert numbered([Heading(text) for text in headings]) == expected


def test_the_id_of_end_notes_proves_a_position() -> None:
    """Titled chapters of before 2025-10-12 show it in no other way."""
    assert numbered([Heading("A"), Heading("B", proven=4), Heading("C")]) == [(1, "A"), (4, "B"), (5, "C")]


def test_no_position_is_beyond_the_planned_number() -> None:
    """`Chapter 40` of three planned chapters is a title."""
    assert numbered([Heading("A"), Heading("Chapter 40")], planned=3) == [(1, "A"), (2, "Chapter 40")]


def test_nothing_gives_nothing() -> None:
    """A work without posted chapters."""
    assert numbered([]) == []
