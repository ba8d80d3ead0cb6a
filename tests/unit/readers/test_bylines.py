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
        (f"by {B}, Old@home [archived by {A}]", [Creator(name="c d (b)", url=URL_B), Creator(name="Old@home", archivist="a")]),
        ("by ", []),
    ],
)
def test_names_of_a_byline(markup: str, expected: list[Creator]) -> None:
    """Every form that byline_helper.rb prints."""
    assert list(creators_of(line(markup))) == expected


T = '<a href="https://archiveofourown.org/works/12">The Tide, by the Clock</a>'
U = '<a href="/external_works/3">Elsewhere</a>'
URL_T = "https://archiveofourown.org/works/12"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (f"Inspired by {T} by {A}", RelatedWork(kinship=Kinship.INSPIRED_BY, title="The Tide, by the Clock", byline="a", url=URL_T)),
        (f"A translation of {T} by {A}, {B}", RelatedWork(kinship=Kinship.TRANSLATION_OF, title="The Tide, by the Clock", byline="a, c d (b)", url=URL_T)),
        (f"Inspired by {U} by A. N. <Other>, and Co", RelatedWork(kinship=Kinship.INSPIRED_BY, title="Elsewhere", byline="A. N. , and Co", url="https://archiveofourown.org/external_works/3")),
        (f'Translation into <span lang="fr">Français</span> available: {T} by {A}', RelatedWork(kinship=Kinship.TRANSLATED_AS, title="The Tide, by the Clock", byline="a", url=URL_T, language="Français")),
        (f"Inspired by [Restricted Work] by {A}", RelatedWork(kinship=Kinship.INSPIRED_BY, title="[Restricted Work]", byline="a")),
        ("Inspired by a work in an unrevealed collection", RelatedWork(kinship=Kinship.INSPIRED_BY, title="a work in an unrevealed collection")),
        ("A translation of a deleted work", RelatedWork(kinship=Kinship.TRANSLATION_OF, title="a deleted work")),
    ],
)  # fmt: skip
def test_lines_of_related_works(markup: str, expected: RelatedWork) -> None:
    """Every form that downloads/_download_preface.html.erb prints."""
    assert list(related_of([line(markup)])) == [expected]


def test_one_cell_may_hold_several_works() -> None:
    """Until 2023-10 they were joined by commas in one `dd`."""
    found = list(related_of([line(f"{T} by {A},\n{U} by {B}")], Kinship.INSPIRED))
    assert [(work.title, work.byline) for work in found] == [("The Tide, by the Clock", "a"), ("Elsewhere", "c d (b)")]
