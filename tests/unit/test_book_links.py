"""Ids become unique in the whole book, and each link finds its place or loses itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fic2epub.book.links import Body, InnerLink, Place, settle_links
from fic2epub.dom import text_of
from tests.unit.books import xhtml

if TYPE_CHECKING:
    from lxml.etree import _Element


class Settled:
    """Bodies after `settle_links`."""

    def __init__(self, *bodies: Body, work_id: str | None = "12", frame: dict[str, Place] | None = None) -> None:
        self.notices: list[tuple[str, str, str]] = []
        self.links: list[InnerLink] = settle_links(bodies, frame or {}, work_id, self._note)

    def _note(self, code: str, message: str, where: str = "") -> None:
        self.notices.append((code, message, where))

    @property
    def targets(self) -> list[tuple[str, int]]:
        return [tuple(link.target) for link in self.links]


def body(markup: str, prefix: str = "c1-", document: int = 1, where: str = "chapter 1") -> Body:
    return Body(xhtml(markup).element, prefix, document, of_work=prefix.startswith("w"), where=where)


def ids(element: _Element) -> list[str]:
    return [str(ident) for ident in element.xpath("descendant::*/@id")]


def test_ids_get_the_prefix_of_their_body() -> None:
    one, two = body('<p id="note1">a</p>'), body('<p id="note1">b</p><p id="x">c</p>', "c2-", 2)
    Settled(one, two)
    assert ids(one.element) == ["c1-note1"]
    assert ids(two.element) == ["c2-note1", "c2-x"]


def test_what_refers_to_an_id_follows_it() -> None:
    one = body('<table><tr><th id="a">A</th><th id="b">B</th><td headers="a b">c</td></tr></table>')
    Settled(one)
    cell = next(one.element.iter("td"))
    assert cell.get("headers") == "c1-a c1-b"


def test_a_link_leads_to_the_place_in_its_own_body() -> None:
    one, two = body('<p id="n">a</p>'), body('<p id="n">b</p><p><a href="#n">up</a></p>', "c2-", 2)
    assert Settled(one, two).targets == [("c2-n", 2)]


def test_an_address_with_a_chapter_leads_to_the_place_in_that_chapter() -> None:
    address = "https://archiveofourown.org/works/12/chapters/{}#n"
    links = "".join(f'<p><a href="{address.format(key)}">x</a></p>' for key in (902, 901, 999))
    one = body(f'<p id="n">a</p>{links}')._replace(chapter_id="901")
    two = body('<p id="n">b</p>', "c2-", 2)._replace(chapter_id="902")

    assert Settled(one, two).targets == [("c2-n", 2), ("c1-n", 1), ("c1-n", 1)]


def test_then_to_the_place_in_its_own_chapter() -> None:
    one = body('<p id="n">a</p>')
    two = body('<p><a href="#n">note</a></p>', "c2-", 2)
    end = body('<p id="n">end</p>', "c2e-", 2)
    work = body('<p id="n">w</p>', "we-", 3)
    assert Settled(one, two, end, work).targets == [("c2e-n", 2)]


def test_then_to_the_works_notes() -> None:
    one = body('<p id="n">a</p>')
    two = body('<p><a href="#n">note</a></p>', "c2-", 2)
    work = body('<p id="n">w</p>', "we-", 9)
    assert Settled(one, two, work).targets == [("we-n", 9)]


def test_then_to_the_nearest_chapter_and_of_two_to_the_earlier() -> None:
    chapters = [body('<p id="n">a</p>', f"c{number}-", number) for number in (1, 2, 4, 9)]
    three = body('<p><a href="#n">note</a></p>', "c3-", 3)
    assert Settled(*chapters[:2], three, *chapters[2:]).targets == [("c2-n", 2)]


@pytest.mark.parametrize(
    "address",
    [
        "https://archiveofourown.org/works/12#n",
        "http://www.archiveofourown.org/works/12/chapters/345#n",
        "https://archiveofourown.org/works/12?view_full_work=true#n",
        "https://ao3.org/collections/harbour/works/12/#n",
        "https://archive.transformativeworks.org/works/12#n",
        "https://download.archiveofourown.org/works/12#n",
    ],
)
def test_an_address_of_the_same_work_leads_into_the_book(address: str) -> None:
    one, two = body(f'<p><a href="{address}">a</a></p>'), body('<p id="n">b</p>', "c2-", 2)
    assert Settled(one, two).targets == [("c2-n", 2)]


@pytest.mark.parametrize(
    "address",
    [
        "https://archiveofourown.org/works/13#n",
        "https://archiveofourown.org/works/12",
        "https://archiveofourown.org/works/12#elsewhere",
        "https://archiveofourown.org/works/12#main",
        "https://example.org/works/12#n",
        "mailto:someone@example.org",
    ],
)
def test_other_addresses_stay_as_they_are(address: str) -> None:
    one = body(f'<p id="n"><a href="{address}">a</a></p>')
    settled = Settled(one)
    assert settled.links == []
    assert settled.notices == []
    assert next(one.element.iter("a")).get("href") == address


@pytest.mark.parametrize(("fragment", "ident"), [("1", "at-1"), ("my%20note", "my_note"), ("%C3%A9", "at-_e9")])
def test_an_address_names_a_place_as_its_author_spelled_it(fragment: str, ident: str) -> None:
    address = f"https://archiveofourown.org/works/12/chapters/345#{fragment}"
    one = body(f'<p><a href="{address}">a</a> <span id="{ident}">b</span></p>')
    assert Settled(one).targets == [(f"c1-{ident}", 1)]


def test_an_address_means_nothing_when_the_work_has_none() -> None:
    one = body('<p id="n"><a href="https://archiveofourown.org/works/12#n">a</a></p>')
    assert Settled(one, work_id=None).links == []


def test_escaped_fragments_are_understood() -> None:
    assert Settled(body('<p id="my-note">a<a href="#my%2Dnote">b</a></p>')).targets == [("c1-my-note", 1)]


@pytest.mark.parametrize("fragment", ["#", "#top", "#main", "#workskin"])
def test_the_top_of_the_page_is_the_top_of_the_document(fragment: str) -> None:
    assert Settled(body(f'<p><a href="{fragment}">up</a></p>')).targets == [("", 1)]


def test_places_of_the_archives_own_pages_are_found_in_the_frame() -> None:
    frame = {"endnotes3": Place("chapter-3-end-notes-title", 3)}
    one = body('<p><a href="#endnotes3">notes</a></p>')
    assert Settled(one, frame=frame).targets == [("chapter-3-end-notes-title", 3)]


def test_the_authors_own_place_goes_before_the_frames() -> None:
    frame = {"endnotes": Place("work-end-notes-title", 3)}
    one = body('<p id="endnotes"><a href="#endnotes">notes</a></p>')
    assert Settled(one, frame=frame).targets == [("c1-endnotes", 1)]


def test_a_link_to_nowhere_keeps_its_text_and_is_told_of() -> None:
    one = body('<p>a <a href="#gone">b <em>c</em></a> d</p>', where="chapter 1, notes")
    settled = Settled(one)
    assert settled.links == []
    assert text_of(one.element) == "a b c d"
    assert list(one.element.iter("a")) == []
    assert settled.notices == [
        ("B001", "1 link leads to no place in the work (#gone): only the text was kept", "chapter 1, notes")
    ]


def test_many_lost_links_are_one_notice() -> None:
    markup = "".join(f'<p><a href="#x{number}">a</a></p>' for number in range(9))
    (notice,) = Settled(body(markup)).notices
    assert notice[1] == "9 links lead to no place in the work (#x0, #x1, #x2 and others): only the text was kept"


def test_a_lost_link_is_still_the_place_that_others_lead_to() -> None:
    one = body('<p><a href="#gone" id="here">a</a> <a href="#here">b</a></p>')
    settled = Settled(one)
    assert settled.targets == [("c1-here", 1)]
    assert next(one.element.iter("span")).get("id") == "c1-here"
