"""A whole work: every body in its place, notices with their place, sheets joined."""

from __future__ import annotations

import pytest
from lxml import etree

from fic2epub.dom import parse_html
from fic2epub.errors import Notice
from fic2epub.model import Chapter, Html, Metadata, Stylesheet, Work
from fic2epub.normalize import normalize_work
from fic2epub.options import Options
from fic2epub.watching import AS_READ


def body(html: str) -> Html:
    """A body as a reader gives it: an element of a larger tree, with text behind it."""
    root = parse_html(f"<body><blockquote class='userstuff'>{html}</blockquote> tail</body>".encode(), lambda *_: None)
    found = root.find(".//blockquote")
    assert found is not None
    return Html(found)


def inside(element: etree._Element) -> str:
    """The content, without the container."""
    whole = etree.tostring(element, encoding="unicode")
    return whole[whole.index(">") + 1 : whole.rindex("</")]


def test_every_body_is_normalized_where_it_is() -> None:
    """The bodies keep their places, the elements are the same ones, and nothing behind them comes along."""
    chapter = Chapter(
        number=3, title="The Ledger", body=body("c"), summary=body("s"), notes=body("n"), endnotes=body("e")
    )
    given = chapter.body.element
    work = Work(
        metadata=Metadata(title="T"), chapters=(chapter,), summary=body("S"), notes=body("N"), endnotes=body("E")
    )
    done = normalize_work(work, Options())
    bodies = [done.summary, done.notes, done.endnotes]
    bodies += [done.chapters[0].summary, done.chapters[0].notes, done.chapters[0].body, done.chapters[0].endnotes]
    assert [inside(one.element) for one in bodies if one] == [f"<p>{letter}</p>" for letter in "SNEsnce"]
    assert done.chapters[0].body.element is given
    assert given.tail is None
    assert (done.chapters[0].number, done.chapters[0].title) == (3, "The Ledger")


def test_notices_say_where() -> None:
    """Those of the reader come first; ours name the chapter and the part of it."""
    picture = '<p><img src="https://example.com/a.png"></p>'
    chapter = Chapter(number=2, body=body(picture), endnotes=body(picture))
    earlier = Notice("R012", "no address")
    work = Work(metadata=Metadata(title="T"), chapters=(chapter,), summary=body(picture), notices=(earlier,))
    notices = normalize_work(work, Options()).notices
    assert notices[0] is earlier
    assert [(one.code, one.where) for one in notices[1:]] == [
        ("I001", "summary"),
        ("I001", "chapter 2"),
        ("I001", "chapter 2, end notes"),
    ]


def test_a_part_that_holds_nothing_is_absent() -> None:
    """Empty notes make no page; an empty chapter is a chapter still."""
    work = Work(
        metadata=Metadata(title="T"),
        chapters=(Chapter(number=1, body=body("<p>&nbsp;</p>"), notes=body("<p></p>")),),
        summary=body(" "),
    )
    done = normalize_work(work, Options())
    assert done.summary is None
    assert done.chapters[0].notes is None
    assert len(done.chapters[0].body.element) == 0


def test_sheets_of_the_work_and_of_its_bodies_become_one() -> None:
    """A style element in a body is not text, and means what it says."""
    chapter = Chapter(
        number=1, body=body("<style>.noun { font-style: italic }</style><p class='noun'>a</p><p class='letters'>b</p>")
    )
    sheet = Stylesheet(css="#workskin .letters { text-align: right; color: red }", where="head")
    work = Work(metadata=Metadata(title="T"), chapters=(chapter,), styles=(sheet,))
    done = normalize_work(work, Options())
    assert [one.css for one in done.styles] == [".skin-1 { font-style: italic; }\n.skin-2 { text-align: right; }\n"]
    assert [(one.code, one.where) for one in done.notices] == [("C014", "styles"), ("C001", "styles")]
    assert inside(done.chapters[0].body.element) == ('<p class="noun skin-1">a</p><p class="letters skin-2">b</p>')


def test_a_sheet_in_several_pieces_is_one() -> None:
    """What another program put into a style element of XML parts no rule from the next one."""
    element = etree.fromstring(
        "<div><style>.noun { font-style: italic }<br/>.verb { font-weight: bold }</style>"
        "<p><b class='noun'>a</b> <i class='verb'>b</i></p></div>"
    )
    chapter = Chapter(number=1, body=Html(element))

    done = normalize_work(Work(metadata=Metadata(title="T"), chapters=(chapter,)), Options())

    assert [one.css for one in done.styles] == [".skin-1 { font-style: italic; }\n.skin-2 { font-weight: bold; }\n"]


def test_rules_see_nothing_of_the_page_around_a_body() -> None:
    page = etree.fromstring("<div><!-- a remark --><div><p>…</p></div><p>Not of the work.</p></div>")
    body = Html(page[1])

    settled = normalize_work(Work(metadata=Metadata(title="T"), chapters=(Chapter(number=1, body=body),)), Options())

    assert "".join(settled.chapters[0].body.element.itertext()) == "…"
    assert "".join(page.itertext("*")) == "Not of the work."


def test_notices_of_every_body_name_it() -> None:
    picture = '<p><img src="https://example.com/a.png"></p>'
    of_chapter = {name: body(picture) for name in ("body", "summary", "notes", "endnotes")}
    of_work = {name: body(picture) for name in ("summary", "notes", "endnotes")}
    chapter = Chapter(number=2, **of_chapter)

    notices = normalize_work(Work(metadata=Metadata(title="T"), chapters=(chapter,), **of_work), Options()).notices

    places = [one.where for one in notices if one.code == "I001"]
    assert places == [
        *("summary", "notes", "chapter 2, summary", "chapter 2, notes", "chapter 2", "chapter 2, end notes"),
        "end notes",
    ]


def test_who_watches_is_shown_every_body_as_it_was_read_and_after_each_step() -> None:
    def work(**parts: tuple[Work[Html], ...]) -> Work[Html]:
        chapter = Chapter(number=3, body=body("<center>a</center>"))
        return Work(metadata=Metadata(title="T"), chapters=(chapter,), summary=body("<p>b</p>"), **parts)

    seen: list[tuple[str, str]] = []
    first = []

    def watch(step: str, element: etree._Element, where: str) -> None:
        seen.append((step, where))
        first.append(inside(element))

    normalize_work(work(parts=(work(), work())), Options(), watch)

    assert seen[:5] == [
        *((AS_READ, "summary"), (AS_READ, "chapter 3"), ("wear_styles", "summary"), ("wear_styles", "chapter 3")),
        ("part_blocks_and_inline", "summary"),
    ]
    assert first[1] == "<center>a</center>"
    assert ("rename_elements", "chapter 3") in seen
    assert ("rename_elements", "summary") not in seen
    assert (AS_READ, "part 1, chapter 3") in seen
    assert ("rename_elements", "part 2, chapter 3") in seen
    assert seen[-2:] == [("link_footnotes", "summary"), ("link_footnotes", "chapter 3")]


def test_an_ornament_that_is_a_link_to_no_place_is_a_break() -> None:
    """In the book it can be no link, and would be a break when that is read again; one that leads to a place stays."""
    chapters = (
        Chapter(
            number=1, body=body('<p>a</p><p><a href="#gone">***</a></p><p>b</p><p><a href="#there">***</a></p><p>c</p>')
        ),
        Chapter(number=2, body=body('<p>d</p><p><a href="#endnotes2">***</a></p><p id="there">e</p>')),
    )
    settled = normalize_work(Work(metadata=Metadata(title="x", language="en"), chapters=chapters), Options())
    notices = settled.notices
    first, second = (inside(chapter.body.element) for chapter in settled.chapters)
    assert '<p class="break" role="separator">***</p>' in first
    assert '<a href="#there">***</a>' in first
    assert '<a href="#endnotes2">***</a>' in second
    assert [notice.where for notice in notices if notice.code == "B001"] == ["chapter 1"]


@pytest.mark.parametrize(("times", "said"), [(1, "1 link leads to no place"), (2, "2 links lead to no place")])
def test_it_is_told_how_many_ornaments_lead_to_no_place(times: int, said: str) -> None:
    chapter = Chapter(number=1, body=body("<p>a</p><p><a href='#gone'>***</a></p>" * times + "<p>b</p>"))

    notices = normalize_work(Work(metadata=Metadata(title="T"), chapters=(chapter,)), Options()).notices

    assert [notice.message.partition(" in ")[0] for notice in notices if notice.code == "B001"] == [said]


def test_a_title_that_is_a_mark_leads_to_its_note() -> None:
    """It stands in the text like any other mark, and nothing else says that there are notes."""
    chapter = Chapter(
        number=1,
        body=body("<p>The <abbr title='1'>lamp</abbr> was lit.</p>"),
        endnotes=body("<p>Notes:</p><p>1. An oil lamp.</p>"),
    )

    done = normalize_work(Work(metadata=Metadata(title="T"), chapters=(chapter,)), Options())

    assert 'href="#fic-note-1" id="fic-ref-1">[1]</a>' in inside(done.chapters[0].body.element)


def test_the_names_of_places_are_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many chapters have ornaments that lead nowhere, and not at all where none has."""
    asked: list[int] = []
    monkeypatch.setattr("fic2epub.normalize.names_in", lambda bodies: asked.append(len(bodies)) or frozenset())
    plain = tuple(Chapter(number=number, body=body("<p>a <a href='#b'>b</a></p>")) for number in range(1, 4))
    dead = tuple(Chapter(number=number, body=body("<p>a</p><p><a href='#x'>***</a></p>")) for number in range(1, 4))

    normalize_work(Work(metadata=Metadata(title="x", language="en"), chapters=plain), Options())
    assert asked == []
    normalize_work(Work(metadata=Metadata(title="x", language="en"), chapters=dead), Options())
    assert asked == [3]
