"""Pages in which extensions of browsers, or lost ends of boxes, moved the work's own boxes."""

from __future__ import annotations

import re

import pytest

from tests.ao3.cases.case import chapter, several
from tests.ao3.pages import Age, render_page
from tests.unit.readers.bodies import read


def _in_boxes(page: bytes) -> bytes:
    """As extensions of browsers leave it: each chapter and the preface in a box of theirs."""
    page = re.sub(rb'(<div class="chapter" id="chapter-\d+")', rb'<div class="ext">Theirs.\1', page)
    page = page.replace(b'<div class="preface group">', b'<div class="ext"><div class="preface group">', 1)
    return re.sub(rb'(<div id="chapters")', rb"</div>\1", page, count=1)


def _unclosed(page: bytes) -> bytes:
    """The end of a box is lost, and each chapter stands in the one before."""
    return re.sub(rb'(<div class="userstuff[^>]*>)', rb'\1<div class="ext">', page)


@pytest.mark.parametrize("age", [Age.A2011_11, Age.A2026_06], ids=lambda age: age.label)
def test_chapters_in_boxes_of_other_programs_are_chapters(age: Age) -> None:
    """The second and later ones were lost, or part of the first."""
    made = several("Tides", *(chapter(number, f"T{number}", f"<p>Water {number}.</p>") for number in (1, 2, 4)))
    page = render_page(made, age)
    for changed in (_in_boxes(page), _unclosed(page)):
        work = read(changed)
        assert work.metadata.title == "Tides"
        assert [(one.number, one.title) for one in work.chapters] == [(1, "T1"), (2, "T2"), (4, "T4")]
        words = ["".join(one.body.element.itertext()) for one in work.chapters]
        assert all(words[place].count(f"Water {number}.") == 1 for place, number in enumerate((1, 2, 4)))
        assert "".join(words).count("Water") == 3
        assert "Theirs" not in "".join(words)
