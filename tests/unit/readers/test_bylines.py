"""Names out of bylines and lists of related works."""

from __future__ import annotations

import pytest

from fic2epub import dom
from fic2epub.model import Creator, Kinship, RelatedWork
from fic2epub.readers.bylines import Linked, creators_of, linked, related_of

A = '<a rel="author" href="/users/a/pseuds/a">a</a>'
B = '<a rel="author" href="https://archiveofourown.org/users/b/pseuds/c">c d (b)</a>'
URL_A = "https://archiveofourown.org/users/a/pseuds/a"
URL_B = "https://archiveofourown.org/users/b/pseuds/c"


def line(markup: str) -> Linked:
    """One line of a page."""
    root = dom.parse_html(f"<div>{markup}</div>".encode(), lambda *_: None)
    return linked(next(root.iter("div")))


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (f"by {A}", [Creator(name="a", url=URL_A)]),
        (f"by {A}, {B}", [Creator(name="a", url=URL_A), Creator(name="c d (b)", url=URL_B)]),
        ("by Anonymous", [Creator(name="Anonymous")]),
        ("by Anonymous [a]", [Creator(name="Anonymous")]),
        (f"by Anonymous [{A}]", [Creator(name="Anonymous")]),
        ("by plain name", [Creator(name="plain name")]),
        (f"by Old Name [archived by {A}]", [Creator(name="Old Name", archivist="a")]),
        (f"by One, Two [archived by {A}]", [Creator(name="One", archivist="a"), Creator(name="Two", archivist="a")]),
        (f"by {B}, O@x [archived by {A}]", [Creator(name="c d (b)", url=URL_B), Creator(name="O@x", archivist="a")]),
        ("by ", []),
    ],
)
def test_names_of_a_byline(markup: str, expected: list[Creator]) -> None:
    """Every form that byline_helper.rb prints."""
    assert list(creators_of(line(markup))) == expected


T = '<a href="https://archiveofourown.org/works/12">The Tide, by the Clock</a>'
U = '<a href="/external_works/3">Elsewhere</a>'
HIDDEN = "a work in an unrevealed collection"
URL_U = "https://archiveofourown.org/external_works/3"
URL_T = "https://archiveofourown.org/works/12"


@pytest.mark.parametrize(
    ("markup", "kinship", "title", "byline", "url"),
    [
        (f"Inspired by {T} by {A}", Kinship.INSPIRED_BY, "The Tide, by the Clock", "a", URL_T),
        (f"A translation of {T} by {A}, {B}", Kinship.TRANSLATION_OF, "The Tide, by the Clock", "a, c d (b)", URL_T),
        (f"Inspired by {U} by A. N. Other, and Co", Kinship.INSPIRED_BY, "Elsewhere", "A. N. Other, and Co", URL_U),
        (f"Inspired by [Restricted Work] by {A}", Kinship.INSPIRED_BY, "[Restricted Work]", "a", None),
        (f"Inspired by {HIDDEN}", Kinship.INSPIRED_BY, HIDDEN, "", None),
        ("A translation of a deleted work", Kinship.TRANSLATION_OF, "a deleted work", "", None),
    ],
)
def test_lines_of_related_works(markup: str, kinship: Kinship, title: str, byline: str, url: str | None) -> None:
    """Every form that downloads/_download_preface.html.erb prints."""
    assert list(related_of([line(markup)])) == [RelatedWork(kinship=kinship, title=title, byline=byline, url=url)]


def test_a_translation_names_its_language() -> None:
    """In a `span` of its own."""
    (work,) = related_of([line(f'Translation into <span lang="fr">Français</span> available: {T} by {A}')])
    assert (work.kinship, work.language, work.title) == (Kinship.TRANSLATED_AS, "Français", "The Tide, by the Clock")


def test_one_cell_may_hold_several_works() -> None:
    """Until 2023-10 they were joined by commas in one `dd`."""
    found = list(related_of([line(f"{T} by {A},\n{U} by {B}")], Kinship.INSPIRED))
    assert [(work.title, work.byline) for work in found] == [("The Tide, by the Clock", "a"), ("Elsewhere", "c d (b)")]
