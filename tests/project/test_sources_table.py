"""The table of what each form of a source can tell has a row for every field and a word for every form."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from fic2epub.model import Chapter, Metadata, Work

_PAGE = (Path(__file__).parents[2] / "docs/reference/sources.md").read_text("utf-8")
_TABLE = _PAGE.partition("<!-- begin table")[2].partition("<!-- end table -->")[0]
_ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in _TABLE.splitlines() if line.startswith("|")]
_OF_ITSELF = {"own_title", "work.metadata", "work.origin", "work.notices"}


def test_every_field_has_a_row() -> None:
    meant = [field.name for field in fields(Metadata)]
    meant += [f"chapter.{field.name}" for field in fields(Chapter)]
    meant += [f"work.{field.name}" for field in fields(Work)]

    assert sorted(row[0] for row in _ROWS[2:]) == sorted(set(meant) - _OF_ITSELF)


def test_every_cell_is_a_word_and_perhaps_a_note() -> None:
    for row in _ROWS[2:]:
        assert len(row) == len(_ROWS[0])
        for cell in row[1:]:
            assert re.fullmatch(r"(yes|no|partly \[\^\w+\])|(yes|no) \[\^\w+\]", cell), (row[0], cell)


def test_every_note_is_there_and_used() -> None:
    used = set(re.findall(r"\[\^(\w+)\]", _TABLE))
    assert set(re.findall(r"^\[\^(\w+)\]: \S", _PAGE, re.MULTILINE)) == used
