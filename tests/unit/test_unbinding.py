"""Whatever binding does is undone to the last byte: another book of the same work is the one that its source gives."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from fic2epub.book import build_book
from fic2epub.book.trust import is_harmless
from fic2epub.book.unbinding import Files, Unlike, alike, unbind
from fic2epub.model import KEPT, Asset, Stylesheet, Work, Xhtml
from fic2epub.options import Options
from fic2epub.recalling import read_record
from tests.unit.books import ADDRESS, chapter, work

_WAYS = [
    {"notes": notes, "footnotes": footnotes, "paragraphs": paragraphs}
    for notes in ("around", "end", "appendix")
    for footnotes, paragraphs in (("popup", "author"), ("end", "indented"))
]


def _options(**chosen: Any) -> Options:
    return Options(cover="none", **chosen)


def _unbound(given: Work[Xhtml], options: Options) -> Work[Xhtml]:
    book = build_book(given, options)
    record = read_record(book.record)
    content = {f"EPUB/{document.href}": document.xhtml for document in book.documents}
    content |= {f"EPUB/{asset.href}": asset.data for asset in book.assets}
    pictures = tuple(asset for asset in book.assets if asset.media_type.startswith("image/"))
    return unbind(Files(content, "EPUB/", pictures), record.work, options.notes, options.footnotes)


def _files(given: Work[Xhtml], options: Options) -> dict[str, bytes]:
    book = build_book(given, options)
    documents = {document.href: document.xhtml for document in book.documents}
    return documents | {asset.href: asset.data for asset in book.assets} | {"record": book.record}


_LONG = "".join(f"<p>{'Rain on the quay. ' * 90}</p>" for _ in range(200))
_LIST = "".join(f"<li>{'Salt and rope. ' * 200}</li>" for _ in range(120))
_TERMS = "".join(f"<dt>Rope {n}</dt><dd>{'What holds. ' * 300}</dd>" for n in range(100))
_NOTED = (
    '<aside class="footnote beside" id="note1"><p>Low water. <a class="backlink" href="#ref1">1</a></p></aside>'
    '<p>A<sup><a class="noteref" href="#note1" id="ref1">1</a></sup> tide.</p>tail'
    '<div><aside class="footnote beside" id="note2"><p><a class="backlink" href="#ref2">2</a> High.</p></aside> in '
    '<aside class="footnote beside" id="note3"><p>Three.</p></aside> text</div>'
    '<div class="footnote" id="mine"><p>No note.</p></div>'
    '<p>And<a class="noteref" href="#note2" id="ref2">2</a>, <a href="#note3">3</a>.</p>'
)


@cache
def _cases() -> dict[str, Work[Xhtml]]:
    headings = "<h3>A</h3><h4>B</h4><h5>C</h5><h6>D</h6><h5>E</h5><h6>F</h6>"
    indented = chapter(1, '<p class="first x">Typed.</p>')
    indented.body.element.set("class", "typed-indents")
    turned = chapter(1, "<p>Own.</p>")
    turned.body.element.attrib.update({"class": "own-indents", "dir": "rtl", "lang": "ar"})
    return {
        "plain": work(chapter(1, title="One"), chapter(2)),
        "boxes": work(
            chapter(1, summary="<p>s</p>", notes=f"{headings}<p>n</p>", endnotes=headings),
            chapter(2, endnotes="<p>e</p>"),
            summary="<p>ws</p>",
            notes=headings,
            endnotes=headings,
        ),
        "empty notes": work(chapter(1, notes="<p/>", endnotes="")),
        "typed": work(indented),
        "turned": work(turned),
        "notes": work(chapter(1, _NOTED, notes='<p id="x">y</p>'), chapter(2, _NOTED)),
        "gathered by the author": work(chapter(1, f'{_NOTED}<div class="footnotes"><p>Mine.</p></div>')),
        "notes elsewhere": work(
            chapter(1, '<p>A<a class="noteref" href="#n" id="r">1</a>.</p>'),
            chapter(2, endnotes='<aside class="footnote" id="n"><p>N <a class="backlink" href="#r">^</a></p></aside>'),
        ),
        "links": work(
            chapter(1, '<p><a href="#a">a</a> <a href="#endnotes2">e</a> <a href="#chapter-2">c</a><a href="#top">t</a>'
                    f' <a href="{ADDRESS}#a">w</a> <a href="{ADDRESS}">o</a> <a href="#gone" class="x">g</a></p>'),
            chapter(2, '<p id="a" aria-describedby="b c"><i id="b"/>x<i id="c"/></p>', endnotes='<p id="a">e</p>'),
        ),
        "chapters of its own": work(chapter(1, '<h3>Chapter 1</h3><p>x</p><h3 id="two">Chapter 2</h3><p>y</p>')),
        "long": work(chapter(1, _LONG), chapter(2, f"<div class='a'><div class='a'>{_LONG}</div></div>", notes=_LONG)),
        "long lists": work(chapter(1, f"<ol>{_LIST}</ol><ol start='3'>{_LIST}</ol>"), chapter(2, f"<dl>{_TERMS}</dl>")),
        "one long line": work(chapter(1, f"<p>{'Rain, <em>and</em> rain<br/>' * 12_000}</p><p class='a'>x</p>")),
        "long with notes": work(chapter(1, f"{_LONG}{_NOTED}{_LONG}")),
        "styled": replace(
            work(chapter(1, '<p class="skin-1">x</p>')),
            styles=(Stylesheet(".chapter-body .skin-1 { margin: 0 }\n"), Stylesheet(".box-body p { margin: 0 }")),
        ),
        "pictures": replace(
            work(chapter(1, f'<p><img src="{KEPT}images/b.png" alt="b"/><img src="{KEPT}images/a.gif" alt="a"/></p>')),
            assets=(Asset("images/a.gif", "image/gif", b"GIF89a"), Asset("images/b.png", "image/png", b"PNG")),
        ),
        "odd signs": work(
            chapter(1, "<p>a\u2028b\u00a0\u200bc\td</p><p><ruby><rp>(</rp><rt>x</rt></ruby> <i/>\n e</p><!-- f -->"),
            chapter(2, '<div class="footnote-copy" id="copy-1-c2-a">x</div><p class="first first">y</p><?z z?>'),
            chapter(2, '<p class="noteref skin-1 copy">x</p>', notes="<p>y</p>"),
        ),
        "nothing": work(),
        "an omnibus": replace(
            work(known={"title": "Both", "source_url": None, "work_id": None}, summary="<p>Two.</p>"),
            parts=(
                work(chapter(1, '<p id="a">x <a href="#a">y</a></p>'), notes="<p>n</p>"),
                work(
                    chapter(1, f'<p><a href="{ADDRESS}/chapters/7#a">x</a> <a href="{ADDRESS}#chapter-1">y</a></p>'),
                    known={"source_url": "https://archiveofourown.org/works/13", "work_id": "13"},
                ),
            ),
        ),
    }  # fmt: skip


@pytest.mark.parametrize("name", list(_cases()))
def test_a_book_of_what_was_unbound_is_the_one_that_the_work_gives(name: str) -> None:
    ways = _WAYS[1::4] if "long" in name else _WAYS
    for before in ways:
        for after in (_WAYS[0],) if "long" in name else (_WAYS[0], _WAYS[5], {**before, "footnotes": "popup"}):
            work_again = _unbound(deepcopy(_cases()[name]), _options(**before))

            assert is_harmless(work_again)
            assert _files(work_again, _options(**after)) == _files(deepcopy(_cases()[name]), _options(**after)), (
                before,
                after,
            )


def test_notes_that_were_left_out_stay_out() -> None:
    def given() -> Work[Xhtml]:
        return work(chapter(1, notes="<p>n</p>"), chapter(2, '<p><a href="#chapter-1">x</a></p>'), endnotes="<p>e</p>")

    again = _unbound(given(), _options(notes="drop"))

    assert _files(again, _options(notes="drop", theme="plain")) == _files(
        given(), _options(notes="drop", theme="plain")
    )


def test_a_book_that_lacks_a_page_is_not_as_it_was_made() -> None:
    options = _options()
    book = build_book(work(chapter(1), chapter(2)), options)
    content = {f"EPUB/{one.href}": one.xhtml for one in book.documents if "0002" not in one.href}

    with pytest.raises(Unlike):
        unbind(Files(content, "EPUB/", ()), read_record(book.record).work, options.notes, options.footnotes)


def test_documents_are_alike_whose_texts_are() -> None:
    page = b'<html xmlns="http://www.w3.org/1999/xhtml"><body>%s<div class="chapter-body">%s</div></body></html>'

    assert alike(page % (b"<h2>One</h2>", b"<p>x</p>"), page % (b"<h2>Eins</h2>", b"<p>x</p>"))
    assert not alike(page % (b"", b"<p>x</p>"), page % (b"", b"<p>y</p>"))


@pytest.mark.parametrize(
    "markup",
    [
        "<p><script>x</script></p>",
        '<p onclick="x">y</p>',
        '<p style="x">y</p>',
        '<p><a href="javascript:x">y</a></p>',
        '<p><img src="https://example.org/x.png" alt=""/></p>',
        '<p><img src="asset:../x.png" srcset="y" alt=""/></p>',
        '<p xmlns:o="urn:o"><o:p/></p>',
    ],
)
def test_what_no_text_of_ours_holds_is_not_taken_over(markup: str) -> None:
    assert not is_harmless(work(chapter(1, notes=markup)))


def test_a_sheet_that_fetches_is_not_taken_over() -> None:
    assert not is_harmless(replace(work(chapter(1)), styles=(Stylesheet("p { background: url(x) }"),)))
    assert is_harmless(work(chapter(1, '<p><a href="mailto:a@b.c">x</a> <a href="#a">y</a></p><!-- z -->')))
