"""Pieces cut out of pages: what is a chapter, what is its head, and what no reader may take for either."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import fic2epub
from fic2epub.dom import parse_html, text_of
from fic2epub.errors import NotAWork, ReadingError
from fic2epub.model import Form, Source
from fic2epub.readers.fragment import title_of_name
from tests.ao3 import fragments
from tests.ao3.cases.case import chapter, one, several
from tests.ao3.download import render
from tests.ao3.works import Era, pseud

if TYPE_CHECKING:
    from fic2epub.model import Chapter, Html, Work
    from tests.ao3.works import FakeWork

_TALE = several(
    "Hard Rain",
    chapter(1, "Dawn", summary="<p>It rains.</p>", notes="<p>Be kind.</p>"),
    chapter(2, endnotes="<p>More bread soon.</p>"),
    chapter(4, "Noon & After", bylines=(pseud("sea_glass"),)),
)
_ONE = one("Hard Rain", "<p>The lamp was lit.</p><p>Nobody minded.</p>")


def _read(markup: str | bytes, name: str = "Hard_Rain.html") -> Work[Html]:
    data = markup.encode() if isinstance(markup, str) else markup
    work = fic2epub.read(Source(data=data, name=name))
    assert work.origin is not None
    assert work.origin.form is Form.FRAGMENT
    return work


def _texts(work: Work[Html]) -> list[str]:
    return [text_of(chapter.body.element) for chapter in work.chapters]


def _codes(work: Work[Html]) -> set[str]:
    return {notice.code for notice in work.notices}


def _plain(markup: str) -> str:
    return text_of(parse_html(markup.encode(), lambda *_: None))


def _notes(chapter: Chapter[Html]) -> dict[str, str]:
    parts = {name: getattr(chapter, name) for name in ("summary", "notes", "endnotes")}
    return {name: text_of(part.element) for name, part in parts.items() if part is not None}


@pytest.mark.parametrize("cached", [True, False])
def test_the_text_of_a_one_chapter_work_is_the_whole_work(*, cached: bool) -> None:
    work = _read(fragments.work_text(_ONE, cached=cached))

    assert _texts(work) == [_plain(_ONE.chapters[0].body)]
    assert work.one_shot
    assert work.metadata.progress == (1, 1)
    assert work.origin is not None
    assert work.origin[:3] == (Form.FRAGMENT, "2011-11 to 2025-12" if cached else "", "")
    assert _codes(work) == {"R010", "R012", "R014", "R015", "R031", "R033"}


def test_the_text_of_a_chapter_says_nothing_of_the_others() -> None:
    work = _read(fragments.chapter_text(_TALE.chapters[1]))

    assert _texts(work) == [_plain(_TALE.chapters[1].body)]
    assert work.metadata.progress is None
    assert _codes(work) == {"R010", "R012", "R014", "R015", "R031", "R032"}
    assert work.one_shot, "a heading “Chapter 1” would be a guess"


def test_each_fact_that_is_missing_is_said_once_and_where() -> None:
    work = _read(fragments.chapter_text(_TALE.chapters[0]))

    missing = [notice.where for notice in work.notices if notice.severity.value == "missing"]
    assert sorted(missing) == ["creators", "language", "progress", "published", "work_id"]


def test_texts_one_after_the_other_are_chapters() -> None:
    work = _read(fragments.chapter_texts(_TALE))

    assert _texts(work) == [_plain(chapter.body) for chapter in _TALE.chapters]
    assert [chapter.number for chapter in work.chapters] == [1, 2, 3]
    assert "R034" in _codes(work)
    assert not work.one_shot


@pytest.mark.parametrize("framed", [True, False])
def test_units_tell_number_title_notes_and_addresses(*, framed: bool) -> None:
    work = _read(fragments.units(_TALE, framed=framed))

    assert [(found.number, found.title) for found in work.chapters] == [(1, "Dawn"), (2, ""), (4, "Noon & After")]
    assert [found.chapter_id for found in work.chapters] == [made.chapter_id for made in _TALE.chapters]
    assert [_notes(found) for found in work.chapters] == [
        {"summary": "It rains.", "notes": "Be kind."},
        {"endnotes": "More bread soon."},
        {},
    ]
    assert [creator.name for creator in work.chapters[2].byline] == ["sea_glass"]
    assert _texts(work) == [_plain(made.body) for made in _TALE.chapters]
    assert (work.metadata.work_id, work.metadata.source_url) == (
        "40000001",
        "https://archiveofourown.org/works/40000001",
    )
    assert _codes(work) == {"R010", "R014", "R015", "R031", "R032"}


def test_one_unit_keeps_its_number() -> None:
    work = _read(fragments.unit(_TALE.chapters[2], _TALE))

    assert [(found.number, found.title) for found in work.chapters] == [(4, "Noon & After")]
    assert not work.one_shot


def test_the_text_of_a_work_without_its_frame() -> None:
    inside = '<h3 class="landmark heading" id="work">Work Text:</h3>\n<div class="userstuff"><p>Rain.</p></div>'

    work = _read(inside)

    assert _texts(work) == ["Rain."]
    assert work.metadata.progress == (1, 1)


def test_what_stood_in_the_text_of_a_chapter_is_parted_at_landmarks() -> None:
    text = '<h3 class="landmark heading" id="work">Chapter Text</h3>'

    work = _read(f"{text}<p>One.</p>so <i>it</i> was<!-- x -->, then<p>Two.</p>{text} Three <b>b</b>.<p>Four.</p>")

    assert _texts(work) == ["One.so it was, thenTwo.", "Three b.Four."]


def test_a_users_own_frames_are_text() -> None:
    inside = (
        '<p>One.</p><div class="userstuff"><p>A letter.</p></div><h3 class="landmark heading">Chapter Text</h3>'
        '<div class="chapter"><div class="userstuff"><p>Another.</p></div></div><h3 class="landmark heading">Work</h3>'
    )

    work = _read(f'<div class="userstuff module" role="article"><h3 id="work">Chapter Text</h3>{inside}</div>')

    assert _texts(work) == [_plain(inside)]


@pytest.mark.parametrize(
    ("markup", "texts"),
    [
        ("<div class=userstuff><p>A.</p></div>", ["A."]),
        ("<div class=userstuff><p>A.</p></div><hr><div class=userstuff><p>B.</p></div>", ["A.", "B."]),
        ("<div class=userstuff><p>A.</p></div><p>&nbsp;</p><div class=userstuff><p>B.</p></div>", ["A.", "B."]),
        ("<div id=chapters><p>Hello.</p></div>", ["Hello."]),
        ("<div id=chapters><h3 class=landmark>Work Text:</h3><p>A.</p><p>B.</p></div>", ["A.B."]),
        ("<div id=chapters class=userstuff><p>A.</p><p>B.</p></div>", ["A.B."]),
        ("<div class=chapter id=chapter-2><div class=userstuff id=module><p>A.</p></div></div>", ["A."]),
        ("<DIV CLASS=userstuff><P>A.</P></DIV>", ["A."]),
        ("<html><head><title></title></head><main><article><p>A.</p><p>B.</p></article></main>", ["A.B."]),
        ("<p>A.</p>\n<p>B.</p>", ["A. B."]),
        ("<p>A.</p><div class=userstuff><p>B.</p></div><p>C.</p>", ["A.B.C."]),
        ("<div><div><p>A.</p></div></div>", ["A."]),
        ("<!-- from a page --><blockquote><p>A.</p></blockquote>", ["A."]),
    ],
)  # fmt: skip
def test_shapes(markup: str, texts: list[str]) -> None:
    assert _texts(_read(markup)) == texts


def test_bare_user_html_is_told_as_a_guess() -> None:
    work = _read(fragments.bare(_ONE), "story.TXT")

    assert _texts(work) == [_plain(_ONE.chapters[0].body)]
    assert _codes(work) == {"R010", "R012", "R014", "R015", "R031", "R032", "R035"}


def test_headings_above_texts_are_chapter_titles() -> None:
    parts = ("<h2>Chapter 3: Dawn</h2>", "<h2>The End</h2>")

    work = _read("".join(f"{heading}<div class=userstuff><p>A.</p></div>" for heading in parts))

    assert [(found.number, found.title) for found in work.chapters] == [(3, "Dawn"), (4, "The End")]
    assert "R034" not in _codes(work)


def test_words_beside_texts_are_kept() -> None:
    text = '<div class="userstuff" role="article"><p>{}</p></div>'

    work = _read(
        f"<p>By me</p>{text.format('One.')}and so<p>on</p><h2>II</h2><p>later</p>{text.format('Two.')}<h2>Fin</h2>"
    )

    assert _texts(work) == ["By meOne.and soon", "laterTwo.Fin"]
    assert work.chapters[1].title == "II"
    assert "R036" in _codes(work)


def test_tools_of_a_page_beside_texts_are_left_out_with_a_word() -> None:
    text = fragments.chapter_text(_TALE.chapters[0])

    work = _read(f"<nav>Home</nav>{text}<script>x()</script><button></button>")

    assert _texts(work) == [_plain(_TALE.chapters[0].body)]
    (notice,) = (notice for notice in work.notices if notice.code == "R037")
    assert notice.message == "what is no part of a chapter was left out: nav, script"


def test_a_heading_beside_a_head_is_kept() -> None:
    work = _read("<h1>My copy</h1>" + fragments.unit(_TALE.chapters[0], _TALE, framed=False))

    assert work.chapters[0].title == "Dawn"
    assert _texts(work)[0].startswith("My copy")


def test_a_head_without_text_keeps_its_notes() -> None:
    head, _, _ = fragments.unit(_TALE.chapters[0], _TALE, framed=False).partition("<!--main content-->")

    work = _read(head + fragments.unit(_TALE.chapters[1], _TALE, framed=False))

    assert [(found.number, _notes(found)) for found in work.chapters] == [
        (1, {"summary": "It rains.", "notes": "Be kind."}),
        (2, {"endnotes": "More bread soon."}),
    ]


def test_the_heads_of_the_work_cut_out_with_its_chapters_tell_title_byline_and_notes() -> None:
    front = (
        '<div class="preface group"><h2 class="title heading"> Hard Rain </h2>'
        '<h3 class="byline heading"><a rel="author" href="/users/a/pseuds/a">a</a></h3>'
        '<div class="summary module"><h3>Summary:</h3><blockquote class="userstuff"><p>It</p><p>rains.</p></blockquote>'
        '</div><div class="notes module"><h3>Notes:</h3><blockquote class="userstuff"><p>Hello.</p></blockquote>'
        "</div></div>"
    )
    back = (
        '<div class="afterword preface group"><div id="work_endnotes" class="end notes module"><h3>Notes:</h3>'
        '<blockquote class="userstuff"><p>The end.</p></blockquote></div></div>'
    )
    style = '<style type="text/css">#workskin .note { color: red }</style>'

    work = _read(f"{style}{front}{fragments.units(_TALE, framed=False).decode()}{back}", "x.html")

    assert work.metadata.title == "Hard Rain"
    assert [creator.name for creator in work.metadata.creators] == ["a"]
    assert work.metadata.summary == "It\nrains."
    assert text_of(work.notes and work.notes.element) == "Hello."
    assert text_of(work.endnotes and work.endnotes.element) == "The end."
    assert [found.number for found in work.chapters] == [1, 2, 4]
    assert "#workskin" in work.styles[0].css
    assert _codes(work) == {"R010", "R015", "R032"}


def test_words_between_pieces_belong_to_the_text_that_began() -> None:
    work = _read(
        '<h3 id="work">Chapter Text</h3>So <p>it</p><div id="chapters">was <h3 id="work">Work Text</h3>on</div>'
    )

    assert _texts(work) == ["So itwas", "on"]


@pytest.mark.parametrize("era", [Era.D1, Era.D1B, Era.D2, Era.D3, Era.D6, Era.D8, Era.D11], ids=lambda era: era.label)
@pytest.mark.parametrize("made", [_TALE, _ONE], ids=["several", "one"])
def test_the_chapters_of_a_download_cut_out(era: Era, made: FakeWork) -> None:
    file = render(made, era)
    start = file.index(b'<div id="chapters"')
    end = file.index(b'<div id="afterword"') if era >= Era.D3 else file.index(b'<p class="message">Please')

    work = _read(file[start:end])

    assert _texts(work) == [_plain(one.body) for one in made.chapters]
    if made is _ONE:
        assert work.metadata.title == "Hard Rain"
        assert work.one_shot
    elif era is not Era.D1B:
        assert [found.title for found in work.chapters] == ["Dawn", "", "Noon & After"]
        assert [_notes(found) for found in work.chapters][:2] == [
            {"summary": "It rains.", "notes": "Be kind."},
            {"endnotes": "More bread soon."},
        ]


@pytest.mark.parametrize(
    "markup",
    [
        "<nav>Home</nav><p>Words.</p>",
        "<p>Words.</p><form><input></form>",
        "<script>x()</script><p>Words.</p>",
        "<header>Home</header><p>Words.</p>",
        "<p>Words.</p><font>Words.</font>",
        "<div class=userstuff><p>A.</p></div><button>Next</button>",
        "<p> </p>",
        "<p><!-- nothing --></p>",
        "<div id=chapters></div>",
        "<div class=userstuff> </div>",
        '<div class="chapter preface group"><h3 class="title">Chapter 1</h3></div>',
        "Words.<p>Words.</p>",
        "<b>Words.</b>",
        "<dl class=tags><dt>Rating:</dt><dd>Mature</dd></dl><h1>T</h1><p>Words.</p>",
        "<div><p class=message>Posted originally on the Archive.</p></div><p>Words.</p>",
        "<html><head><title>502 Bad Gateway</title></head><center><h1>502 Bad Gateway</h1></center>",
        "<html><head><title>Index of /</title></head><body><h1>Index of /</h1><ul><li>a</li></ul></body></html>",
        "<frameset></frameset>",
    ],
)
def test_what_is_no_fragment(markup: str) -> None:
    with pytest.raises((NotAWork, ReadingError)):
        fic2epub.read(markup.encode())


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("My_Work-Chapter 3.html", "My Work-Chapter 3"),
        ("saves.zip/deep/My Work.HTML", "My Work"),
        ("My%20Work (12).htm", "My Work"),
        ("story.html.txt", "story"),
        ("Cafe\u0301.xhtml", "Café"),
        ("a\tb\u200b.html", "a b"),
        ("caf\udce9.html", "caf?"),
        ("雨.html", "雨"),
        ("100% (1).html", "100%"),
        ("(1).html", "(1)"),
        ("-", ""),
        ("(bytes)", ""),
        (".html", ""),
        ("__.html", ""),
    ],
)
def test_a_title_is_told_from_a_name(name: str, title: str) -> None:
    assert title_of_name(name) == title


def test_a_title_of_the_file_comes_before_its_name() -> None:
    work = _read("<title>Rain & Bread</title><p>Words.</p>")

    assert work.metadata.title == "Rain & Bread"
    assert "R031" in _codes(work)


@pytest.mark.parametrize("title", ["Hard - a - B [Archive of Our Own]", "Mystery Work | Archive of Our Own", " "])
def test_a_title_of_the_archives_pages_is_no_works_title(title: str) -> None:
    work = _read(f"<title>{title}</title>{fragments.work_text(_ONE).decode()}")

    assert work.metadata.title == "Hard Rain"


def test_without_any_name_the_title_is_missing() -> None:
    work = _read(fragments.work_text(_ONE), "-")

    assert work.metadata.title == "Untitled"
    assert ("R016", "title") in {(notice.code, notice.where) for notice in work.notices}


def test_a_title_that_is_given_is_no_guess() -> None:
    work = fic2epub.read(fragments.work_text(_ONE), fic2epub.Options(title="Soft Bread"))

    assert work.metadata.title == "Soft Bread"
    assert "R016" not in _codes(work)


def test_utf_16_and_a_byte_order_mark_are_no_hindrance() -> None:
    bare = fragments.bare(_ONE).decode()

    assert _texts(_read(bare.encode("utf-16"))) == [_plain(bare)]
    assert _texts(_read((bare * 20).encode("utf-16-le"))) == [_plain(bare * 20)]
    assert _texts(_read(b"\xef\xbb\xbf\r\n " + bare.encode())) == [_plain(bare)]


@pytest.mark.parametrize("end", [-3, -8, -40, len(fragments.work_text(one("Lamp"))) // 2])
def test_a_piece_that_is_not_ended_may_be_cut_off(end: int) -> None:
    """It was read without a word: a piece has no last line that could be missed."""
    piece = fragments.work_text(one("Lamp"))
    assert "R038" not in {notice.code for notice in fic2epub.read(piece).notices}
    assert "R038" in {notice.code for notice in fic2epub.read(piece[:end].rstrip()).notices}


@pytest.mark.parametrize("text", ["<p>One <3 two", "<p>one<p>two", "<div><p>One.</p></div>", "<p>1 < 2</p>"])
def test_authors_leave_their_paragraphs_open(text: str) -> None:
    assert "R038" not in {notice.code for notice in fic2epub.read(text.encode()).notices}


def test_a_title_that_was_escaped_twice_is_read_as_it_was_meant() -> None:
    page = b"<html><head><title>Salt &amp;amp; Light</title></head><body><div class='userstuff'><p>Lamp.</p></div>"
    assert fic2epub.read(page).metadata.title == "Salt & Light"
