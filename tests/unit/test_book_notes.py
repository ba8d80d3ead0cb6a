"""Where notes stand, and which chapters are nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

from fic2epub.book import build_book
from fic2epub.model import Progress
from fic2epub.options import Options
from tests.property.books import lost_links, twice_used_ids
from tests.unit.books import chapter, work

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.model import Book

_NOTED = {"notes": "<p>Before.</p>", "endnotes": "<p>Behind.</p>"}
_LONG = "<p>The lamp was lit at six and burned until the boats came home.</p>"


def bound(*chapters: Any, notes: str = "around", known: dict[str, Any] | None = None) -> Book:
    book = build_book(work(*chapters, known=known), Options(cover="none", notes=notes))
    assert lost_links(book) == []
    assert twice_used_ids(book) == []
    return book


def tree(book: Book, name: str) -> _Element:
    document = next(document for document in book.documents if document.href == f"text/{name}.xhtml")
    root = etree.fromstring(document.xhtml)
    for element in root.iter("*"):
        element.tag = etree.QName(element).localname
    return root


def outline(root: _Element) -> list[str]:
    """The classes of what stands in the section, and the words of lines that lead elsewhere."""
    found = []
    for element in root.iterfind("body/section/*"):
        class_ = element.get("class", "")
        found.append(f"{class_}: {' '.join(element.itertext())}" if class_ == "see-also" else class_)
    return found


def hrefs(root: _Element) -> list[str]:
    return [link.get("href", "") for link in root.iter("a")]


def names(book: Book) -> list[str]:
    return [document.href.rpartition("/")[2] for document in book.documents]


def notices(book: Book) -> list[tuple[str, str]]:
    return [(notice.code, notice.message) for notice in book.notices]


_END = "see-also: See the end of the chapter for notes."
_WORK_END = "see-also: See the end of the work for notes."


@pytest.mark.parametrize(
    ("placing", "parts", "seen"),
    [
        (
            "around",
            _NOTED,
            ["box notes", "see-also: See the end of the chapter for more notes.", "chapter-body", "box end-notes"],
        ),
        ("around", {"notes": "<p>B.</p>"}, ["box notes", "chapter-body"]),
        ("around", {"endnotes": "<p>B.</p>"}, [_END, "chapter-body", "box end-notes"]),
        ("end", _NOTED, [_END, "chapter-body", "box notes", "box end-notes"]),
        ("end", {"notes": "<p>B.</p>"}, [_END, "chapter-body", "box notes"]),
        ("end", {"endnotes": "<p>B.</p>"}, [_END, "chapter-body", "box end-notes"]),
        ("appendix", _NOTED, [_WORK_END, "chapter-body"]),
        ("appendix", {"notes": "<p>B.</p>"}, [_WORK_END, "chapter-body"]),
        ("appendix", {"endnotes": "<p>B.</p>"}, [_WORK_END, "chapter-body"]),
        ("drop", _NOTED, ["chapter-body"]),
        ("appendix", {}, ["chapter-body"]),
        ("end", {"summary": "<p>S.</p>"}, ["box summary", "chapter-body"]),
        ("drop", {"summary": "<p>S.</p>"}, ["box summary", "chapter-body"]),
    ],
)
def test_notes_of_a_chapter_stand_where_they_are_wanted(placing: str, parts: dict[str, str], seen: list[str]) -> None:
    book = bound(chapter(1, **parts), notes=placing)

    assert outline(tree(book, "chapter-0001")) == ["chapter-title", *seen]


@pytest.mark.parametrize(
    ("placing", "parts", "target"),
    [
        ("around", _NOTED, "#chapter-1-end-notes-title"),
        ("end", _NOTED, "#chapter-1-notes-title"),
        ("end", {"endnotes": "<p>B.</p>"}, "#chapter-1-end-notes-title"),
        ("appendix", _NOTED, "notes.xhtml#chapter-1-notes-title"),
        ("appendix", {"endnotes": "<p>B.</p>"}, "notes.xhtml#chapter-1-end-notes-title"),
    ],
)
def test_a_line_above_the_text_leads_to_the_first_notes_behind_it(
    placing: str, parts: dict[str, str], target: str
) -> None:
    assert hrefs(tree(bound(chapter(1, **parts), notes=placing), "chapter-0001")) == [target]


@pytest.mark.parametrize(
    ("placing", "about", "after"),
    [
        ("around", ["box notes", "see-also: See the end of the work for more notes."], ["box end-notes"]),
        ("end", [_WORK_END], ["box notes", "box end-notes"]),
        ("appendix", [_WORK_END], []),
        ("drop", [], []),
    ],
)
def test_notes_of_the_work_go_the_same_way(placing: str, about: list[str], after: list[str]) -> None:
    whole = work(chapter(1), summary="<p>S.</p>", notes="<p>N.</p>", endnotes="<p>E.</p>")
    book = build_book(whole, Options(cover="none", notes=placing))

    assert lost_links(book) == []
    first = outline(tree(book, "about"))
    assert first[1 : 2 + len(about)] == ["box summary", *about]
    assert [class_ for class_ in outline(tree(book, "afterword")) if "box" in class_] == after


def test_the_line_about_the_work_leads_to_the_notes() -> None:
    def leads(placing: str) -> str:
        whole = work(chapter(1), notes="<p>N.</p>", endnotes="<p>E.</p>")
        return hrefs(tree(build_book(whole, Options(cover="none", notes=placing)), "about"))[0]

    assert leads("around") == "afterword.xhtml#work-end-notes-title"
    assert leads("end") == "afterword.xhtml#work-notes-title"
    assert leads("appendix") == "notes.xhtml#work-notes-title"


def test_the_appendix_has_a_section_for_each_chapter_that_leads_back() -> None:
    book = bound(
        chapter(1, title="The Lamp", **_NOTED),
        chapter(2),
        chapter(4, endnotes="<h3>Thanks</h3><p>To all.</p>"),
        notes="appendix",
    )

    root = tree(book, "notes")
    assert names(book)[-2:] == ["afterword.xhtml", "notes.xhtml"]
    assert [(heading.tag, " ".join(heading.itertext())) for heading in root.iter("h2", "h3", "h4")] == [
        ("h2", "Notes"),
        ("h3", "Chapter 1: The Lamp"),
        ("h3", "Chapter 4"),
        ("h4", "Thanks"),
    ]
    assert [" ".join(line.itertext()) for line in root.iter("p")] == [
        *("Notes", "Before.", "End Notes", "Behind."),
        *("End Notes", "To all."),
    ]
    assert hrefs(root) == ["chapter-0001.xhtml#chapter-1-title", "chapter-0004.xhtml#chapter-4-title"]
    section = root.find("body/section")
    assert section is not None
    assert (section.get("role"), root[1].get("{http://www.idpf.org/2007/ops}type")) == ("doc-appendix", "backmatter")


def test_the_appendix_is_listed_once_and_a_landmark() -> None:
    book = bound(chapter(1, **_NOTED), notes="appendix")

    assert [(point.title, point.children) for point in book.contents][-1] == ("Notes", ())
    assert ("appendix", "text/notes.xhtml") in [(mark.type, mark.href) for mark in book.landmarks]


def test_without_any_notes_there_is_no_appendix() -> None:
    assert "notes.xhtml" not in names(bound(chapter(1), notes="appendix"))


def test_the_files_of_chapters_have_their_names_wherever_notes_stand() -> None:
    chapters = [names(bound(chapter(1, **_NOTED), chapter(3), notes=placing)) for placing in ("around", "end", "drop")]

    assert chapters[0] == chapters[1] == chapters[2]
    assert names(bound(chapter(1, **_NOTED), chapter(3), notes="appendix")) == [*chapters[0], "notes.xhtml"]


@pytest.mark.parametrize(
    ("placing", "there", "back"),
    [
        ("around", "#c1e-n", "#c1-t"),
        ("end", "#c1e-n", "#c1-t"),
        ("appendix", "notes.xhtml#c1e-n", "chapter-0001.xhtml#c1-t"),
    ],
)
def test_links_into_notes_and_back_find_their_places(placing: str, there: str, back: str) -> None:
    endnotes = '<p id="n">A note. <a href="#t">back</a></p>'
    text = '<p>Words<a id="t" href="#n">1</a>.</p>'
    book = bound(chapter(1, text, endnotes=endnotes), chapter(2, text, endnotes=endnotes), notes=placing)

    assert there in hrefs(tree(book, "chapter-0001"))
    assert back in hrefs(tree(book, "notes" if placing == "appendix" else "chapter-0001"))


def test_links_into_notes_of_the_work_follow_them_to_the_end() -> None:
    whole = work(chapter(1, '<p><a href="#n">1</a></p>'), notes='<p id="n">A note. <a href="#n">itself</a></p>')
    book = build_book(whole, Options(cover="none", notes="end"))

    assert hrefs(tree(book, "chapter-0001")) == ["afterword.xhtml#wn-n"]
    assert "#wn-n" in hrefs(tree(book, "afterword"))


def test_the_archives_names_of_end_notes_lead_into_the_appendix() -> None:
    whole = work(
        chapter(1, '<p><a href="#endnotes1">1</a><a href="#endnotes">2</a></p>', endnotes="<p>E.</p>"),
        endnotes="<p>W.</p>",
    )
    book = build_book(whole, Options(cover="none", notes="appendix"))

    assert hrefs(tree(book, "chapter-0001"))[1:] == [
        "notes.xhtml#chapter-1-end-notes-title",
        "notes.xhtml#work-end-notes-title",
    ]


def test_a_link_to_the_top_in_the_appendix_leads_to_its_own_top() -> None:
    book = bound(chapter(1, notes='<p><a href="#">up</a></p>'), notes="appendix")

    assert "notes.xhtml" in hrefs(tree(book, "notes"))


def test_links_find_the_part_of_a_large_appendix() -> None:
    text = '<p><a href="#n">1</a></p>'
    notes = f'{_LONG * 3000}<p id="n">A note. <a href="#x">lost</a></p>'
    book = bound(chapter(1, text, notes=notes), chapter(2, text, notes=notes), notes="appendix")

    assert [name for name in names(book) if name.startswith("notes")] == ["notes.xhtml", "notes-part2.xhtml"]
    first, second = (hrefs(tree(book, f"chapter-000{number}")) for number in (1, 2))
    assert first == ["notes.xhtml#chapter-1-notes-title", "notes.xhtml#c1n-n"]
    assert second[1] == "notes-part2.xhtml#c2n-n"
    assert second[0].endswith("#chapter-2-notes-title")


def test_dropped_notes_are_told_with_their_words() -> None:
    whole = work(chapter(1, notes="<p>One two.</p>", endnotes="<p>Three.</p>"), chapter(2), notes="<p>Four.</p>")

    assert notices(build_book(whole, Options(cover="none", notes="drop"))) == [
        ("B003", "left out, as was asked for: 3 notes of 4 words")
    ]
    assert notices(bound(chapter(1), notes="drop")) == []
    assert notices(bound(chapter(1, notes="<p>One.</p>"), notes="drop")) == [
        ("B003", "left out, as was asked for: 1 note of 1 word")
    ]


def test_a_link_into_dropped_notes_keeps_its_text_and_is_told_of() -> None:
    book = bound(chapter(1, '<p>See <a href="#n">there</a>.</p>', notes='<p id="n">A note.</p>'), notes="drop")

    assert [code for code, _ in notices(book)] == ["B003", "B001"]
    assert "".join(tree(book, "chapter-0001").find("body/section/div").itertext()) == "See there."  # type: ignore[union-attr]


@pytest.mark.parametrize("placing", ["end", "appendix", "drop"])
def test_each_part_of_an_omnibus_keeps_its_notes(placing: str) -> None:
    one = work(chapter(1, **_NOTED), known={"title": "One"}, notes="<p>N.</p>")
    two = work(chapter(1, **_NOTED), known={"title": "Two", "source_url": None, "work_id": None})
    book = build_book(replace(work(known={"title": "Both"}), parts=(one, two)), Options(cover="none", notes=placing))

    assert lost_links(book) == []
    assert twice_used_ids(book) == []
    appendices = [name for name in names(book) if name.endswith("notes.xhtml")]
    assert appendices == (["part-0001-notes.xhtml", "part-0002-notes.xhtml"] if placing == "appendix" else [])
    assert "appendix" not in [mark.type for mark in book.landmarks]
    assert len({document.title for document in book.documents}) <= len(names(book))
    told = [notice for notice in book.notices if notice.code == "B003"]
    assert [(notice.message, notice.where) for notice in told] == (
        [
            ("left out, as was asked for: 3 notes of 3 words", "part 1"),
            ("left out, as was asked for: 2 notes of 2 words", "part 2"),
        ]
        if placing == "drop"
        else []
    )


_WORDS = "<p>" + "word " * 499 + "</p>"


@pytest.mark.parametrize(
    ("title", "is_note"),
    [
        *((title, True) for title in ("Author's Note", "AUTHOR’S NOTE!", "A/N", "[a/n]", "AN", "*** Hiatus ***")),
        *((title, True) for title in ("Chapter 2: Author's Note", "Not a chapter", "THIS IS NOT A CHAPTER!!!")),
        *((title, True) for title in ("Nota de autor", "Note de l'auteur", "От автора", "请假条", "Kein Kapitel")),
        *((title, True) for title in ("Important, please read",)),
        *((title, False) for title in ("An", "Notes", "The Author's Note", "Chapter 1: Author's Note", "")),
        *((title, False) for title in ("Author's Note on Lamps", "Please Read", "Aviso", "Update")),
    ],
)
def test_a_chapter_that_is_but_a_note_is_told_by_its_title(title: str, *, is_note: bool) -> None:
    book = bound(chapter(1), chapter(2, _WORDS, title=title))

    assert [notice.where for notice in book.notices if notice.code == "B004"] == (["chapter 2"] if is_note else [])
    section = tree(book, "chapter-0002").find("body/section")
    assert section is not None
    assert section.get("role") == ("doc-afterword" if is_note else "doc-chapter")
    assert section.get("class") == "chapter"


def test_a_long_chapter_is_no_note_whatever_its_title() -> None:
    assert notices(bound(chapter(1), chapter(2, _WORDS + "<p>And two.</p>", title="A/N"))) == []
    assert len(notices(bound(chapter(1), chapter(2, _WORDS + "<p>And.</p>", title="A/N")))) == 1


def test_the_contents_say_so() -> None:
    book = bound(chapter(1), chapter(2, title="Hiatus"), chapter(3, title="Author's Note"), chapter(4, title="AN"))

    assert [point.title for point in book.contents][2:6] == [
        "Chapter 1",
        "Chapter 2 (author’s note): Hiatus",
        "Chapter 3: Author's Note",
        "Chapter 4 (author’s note): AN",
    ]
    assert [document.title for document in book.documents][4] == "Chapter 2: Hiatus"


def test_the_story_starts_behind_a_note_that_comes_first() -> None:
    book = bound(chapter(1, title="A/N"), chapter(2, title="A/N"), chapter(3), chapter(4, title="A/N"))
    marks = {mark.type: mark.href for mark in book.landmarks}

    assert marks["bodymatter"] == "text/chapter-0003.xhtml"
    assert [tree(book, f"chapter-000{number}")[1][0].get("role") for number in range(1, 5)] == [
        "doc-preface",
        "doc-preface",
        "doc-chapter",
        "doc-afterword",
    ]


def test_a_work_of_notes_alone_is_a_story() -> None:
    book = bound(chapter(1, title="A/N"), known={"progress": Progress(posted=1)})

    assert notices(book) == []
    assert {mark.type: mark.href for mark in book.landmarks}["bodymatter"] == "text/chapter-0001.xhtml"


def test_a_note_chapter_stays_when_notes_are_dropped() -> None:
    assert "chapter-0002.xhtml" in names(bound(chapter(1), chapter(2, title="A/N"), notes="drop"))


def test_in_a_language_that_we_have_no_words_in_what_the_contents_say_of_a_note_is_english() -> None:
    whole = work(chapter(1), chapter(2, title="От автора"), known={"language": "uk"})
    nav = next(document for document in build_book(whole, Options(cover="none")).documents if "nav" in document.href)

    assert ">Chapter 2 (author’s note)</span>: От автора" in nav.xhtml.decode()
