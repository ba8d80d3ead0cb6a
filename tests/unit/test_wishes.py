"""A reader's own rules: kept as they are, left out where they would lose a book, refused where they ask for files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import fic2epub
from fic2epub import Options
from fic2epub.cli import main
from fic2epub.epub import epub_bytes
from fic2epub.errors import OptionsError, noting
from fic2epub.model import Source
from fic2epub.wishes import granted
from tests.ao3.cases.case import one
from tests.ao3.download import render
from tests.ao3.together import TOGETHER
from tests.ao3.works import Era

if TYPE_CHECKING:
    from pathlib import Path

    from fic2epub.errors import Notice
    from fic2epub.model import Book

LARGE = "p {\n  font-family: serif;\n  font-size: 1.2em;\n  color: #333;\n  text-align: justify;\n}\n"


def lost_of(css: str) -> tuple[str, list[Notice]]:
    """What is granted of a sheet, and the notices."""
    notices: list[Notice] = []
    return granted(css, noting(notices)), notices


def book_with(css: str, **skin: str) -> Book:
    """The book of a download for a reader with these wishes."""
    options = Options(css=css, cover="none")
    return fic2epub.build(fic2epub.read(render(one("Lamps", **skin), Era.D11), options), options)


@pytest.mark.parametrize(
    "css",
    [
        LARGE,
        "h2 {\n  font-variant: small-caps !important;\n}\n",
        '.box > p:first-child, h2.chapter-title + p, a[href^="http"] {\n  margin: 0 0 0 -1em;\n}\n',
        'li:nth-child(2n+1)::before {\n  content: "§  “";\n}\n',
        "@page {\n  margin: 2em;\n}\n",
        "@media all and (orientation: landscape) {\np {\n  margin: 0;\n}\n}\n",
        "p {\n  color: rgba(10, 20, 30, 0.5);\n}\n",
        "灯 {\n  color: red;\n}\n",
        "",
    ],
)
def test_what_harms_no_engine_stays_as_it_is(css: str) -> None:
    assert lost_of(css) == (css, [])


def test_comments_and_what_names_the_encoding_go_without_a_word() -> None:
    css = '@charset "utf-8"; /* mine */ P { COLOR: Red; /* warm */ margin : 0 }'

    assert lost_of(css) == ("P {\n  color: Red;\n  margin: 0;\n}\n", [])


def test_a_medium_without_a_name_gets_one() -> None:
    """Adobe's engine drops the whole sheet for `@media (`."""
    assert granted("@media (min-width: 30em) { p { margin: 0 } }").startswith("@media all and (min-width: 30em) {")


@pytest.mark.parametrize(
    "css",
    [
        "p { width: min(10em, 50%) }",
        "p { margin: calc(1em + 2px) }",
        "p { color: var(--ink) }",
        "p { border: solid rgb(0 0 0 / 50%) }",
        "p { --ink: red }",
        "p { direction: rtl }",
        "p { unicode-bidi: embed }",
        "p { behavior: none }",
        "p { inset: 0 }",
        "p { color: }",
        "p:not(.first) { color: red }",
        ":is(h1, h2) { color: red }",
        "epub|type { color: red }",
        "@supports (display: grid) { p { color: red } }",
        "@layer base;",
        '@namespace epub "http://www.idpf.org/2007/ops";',
        "@media all { p { margin: max(1em, 2em) } }",
    ],
)
def test_what_would_lose_a_book_is_left_out_and_told(css: str) -> None:
    kept, notices = lost_of(f"h1 {{ margin: 0 }}\n{css}")

    assert kept == "h1 {\n  margin: 0;\n}\n"
    assert [(notice.code, notice.where) for notice in notices] == [("C030", "css")]
    assert "line 2" in notices[0].message


@pytest.mark.parametrize(
    ("css", "words"),
    [
        ("@import 'more.css';", "@import asks for another file"),
        ("@font-face { font-family: Mine; src: url(mine.ttf) }", "@font-face asks for a font"),
        ("p { background: url('paper.png') }", r"url\(\) asks for a file"),
        ("p { background: url(paper.png) }", r"url\(\) asks for a file"),
        ("p { list-style: square URL( 'a' ) }", r"url\(\) asks for a file"),
        ("@media all { @import 'more.css'; }", "@import asks for another file"),
        ("p { color: red } }", "line 1 of the style sheet cannot be read"),
        ("p { color red }", "cannot be read"),
        ("p { color: red;\nh1 { color: blue } }", "line 2 of the style sheet cannot be read"),
        ("p { color: red) }", "cannot be read"),
        ("p { content: 'abc\n }", "cannot be read"),
        ("p { color: {} }", "cannot be read"),
        ("p { font: @x }", "cannot be read"),
        ("{ color: red }", "cannot be read"),
        ("p > > a { color: red }", "cannot be read"),
        ("<style>p { color: red }</style>", "cannot be read"),
        ("The quick brown fox", "cannot be read"),
        ("p { color: red }" * 20_000, "no style sheet"),
        ("p { margin: " + "(" * 5_000 + " }", "no style sheet"),
        ("p { font-family: '\ud800' }", "no style sheet"),
    ],
)
def test_what_cannot_be_had_is_refused_before_a_work_is_read(css: str, words: str) -> None:
    with pytest.raises(OptionsError, match=words) as refused:
        Options(css=css)
    assert refused.value.hint


def test_the_readers_sheet_comes_after_the_authors() -> None:
    book = book_with(LARGE, body='<p class="sign">No ferry today</p>')
    chapter = next(one.xhtml.decode() for one in book.documents if "chapter" in one.href)
    nav = next(one.xhtml.decode() for one in book.documents if one.href == "nav.xhtml")

    assert [place for place in ("book", "author", "reader") if f'"../css/{place}.css"' in chapter] == [
        "book",
        "author",
        "reader",
    ]
    assert chapter.index("css/reader.css") > chapter.index("css/author.css") > chapter.index("css/book.css")
    assert 'href="css/reader.css"' in nav
    assert {one.href: one.data for one in book.assets}["css/reader.css"] == f'@charset "utf-8";\n{LARGE}'.encode()


def test_works_of_an_omnibus_keep_their_sheets_and_get_the_readers() -> None:
    sources = [value for name, value in TOGETHER.items() if name.startswith("harbour")]
    options = Options(css=LARGE, cover="none")
    book = fic2epub.build(fic2epub.omnibus(sources, options), options)

    assert all(one.xhtml.count(b"css/reader.css") == 1 for one in book.documents)


@pytest.mark.parametrize("css", ["", "/* nothing */", "p { width: min(1em, 2em) }"])
def test_a_book_for_nobodys_wishes_has_no_such_sheet(css: str) -> None:
    book = book_with(css)

    assert "css/reader.css" not in {one.href for one in book.assets}
    assert not any(b"reader.css" in one.xhtml for one in book.documents)


def test_what_was_left_out_is_a_notice_of_the_book() -> None:
    assert "C030" in {notice.code for notice in book_with("p { width: min(1em, 2em) }").notices}


def test_the_program_reads_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "work.html").write_bytes(render(one("Lamps"), Era.D11))
    (tmp_path / "mine.css").write_text(LARGE, "utf-8-sig")
    (tmp_path / "bad.css").write_text("@import 'more.css';", "utf-8")
    words = [str(tmp_path / "work.html"), "--no-cover", "-o", f"{tmp_path}/", "--css"]

    ends = []
    for name in ("mine.css", "bad.css"):
        with pytest.raises(SystemExit) as end:
            main([*words, str(tmp_path / name)])
        ends.append(end.value.code)

    assert ends == [0, 2]
    assert "put the rules of that file into this one" in capsys.readouterr().err


def test_a_readers_rules_are_no_style_of_the_work_when_the_book_is_read_again() -> None:
    work = fic2epub.read(Source(data=epub_bytes(book_with(LARGE)), name="again.epub"))

    assert work.styles == ()
