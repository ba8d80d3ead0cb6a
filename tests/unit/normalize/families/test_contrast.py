"""Every pair of letters and ground in the books of skinned works, worked out without a browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from lxml import etree

import fic2epub
from fic2epub import Options
from fic2epub.model import Source
from fic2epub.normalize.skins.colours import BLACK, READABLE, WHITE, Colour, colour_of, contrast
from tests.ao3.download import render
from tests.ao3.pages.age import Age
from tests.ao3.pages.page import render_page
from tests.ao3.skins import SKINNED, skinned
from tests.ao3.works import Era

if TYPE_CHECKING:
    from collections.abc import Iterator

RULE = re.compile(r"^\.([\w-]+) \{ (.*) \}$", re.MULTILINE)
LIGHTS = {"day": (BLACK, WHITE), "night": (Colour(238, 238, 238), BLACK)}
"""A reader's letters and ground."""


def chapters_and_sheet(name: str, form: str, mode: str) -> tuple[list[etree._Element], dict[str, dict[str, str]]]:
    """The chapters of a book, and what the author's sheet says of each class."""
    work = skinned(name)
    content = render_page(work, Age.A2026_06) if form == "page" else render(work, Era.D11)
    book = fic2epub.build(fic2epub.read(Source(data=content, name="work.html")), Options(work_skin=mode))
    css = next((asset.data.decode() for asset in book.assets if asset.href == "css/author.css"), "")
    said = {rule[1]: dict(re.findall(r"([\w-]+): ([^;]+);", rule[2])) for rule in RULE.finditer(css)}
    return [etree.fromstring(one.xhtml) for one in book.documents if "chapter" in one.href], said


def pairs(
    element: etree._Element, said: dict[str, dict[str, str]], ink: Colour, ground: Colour
) -> Iterator[tuple[Colour, Colour]]:
    """The letters and the ground of each element in it that has text of its own."""
    for token, declared in said.items():  # the later rule wins
        if token in (element.get("class") or "").split():
            ink = colour_of(declared.get("color", "")) or ink
            ground = colour_of(declared.get("background-color", "")) or ground
    if "".join([element.text or "", *(child.tail or "" for child in element)]).strip():
        yield ink, ground
    for child in element:
        yield from pairs(child, said, ink, ground)


@pytest.mark.parametrize("light", LIGHTS)
@pytest.mark.parametrize("form", ["page", "download"])
@pytest.mark.parametrize("name", SKINNED)
def test_every_letter_can_be_read_in_its_authors_colours(name: str, form: str, light: str) -> None:
    chapters, said = chapters_and_sheet(name, form, "author")
    found = {pair for chapter in chapters for pair in pairs(chapter, said, *LIGHTS[light])}

    assert found
    assert [pair for pair in found if contrast(*pair) < READABLE] == []


@pytest.mark.parametrize("form", ["page", "download"])
@pytest.mark.parametrize("name", SKINNED)
def test_paper_has_no_colours(name: str, form: str) -> None:
    _, said = chapters_and_sheet(name, form, "paper")

    assert not {declared for each in said.values() for declared in each if "color" in declared or "ground" in declared}


def test_colours_are_looked_at() -> None:
    """The test above sees pairs that are not the reader's own."""
    chapters, said = chapters_and_sheet("chat", "page", "author")

    assert len({pair for chapter in chapters for pair in pairs(chapter, said, *LIGHTS["day"])}) > 4
