"""Any bytes at all give a book or one of our errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import example, given
from hypothesis import strategies as st

import fic2epub
from fic2epub.epub import epub_bytes
from fic2epub.errors import Fic2EpubError
from tests.ao3.cases import CASES
from tests.ao3.download import render
from tests.ao3.flatten import Variant, flatten
from tests.ao3.mails import render_mail
from tests.property.books import well_formed

if TYPE_CHECKING:
    from fic2epub.model import Book

_SHORT = [case for case in CASES if not case.name.startswith(("long-", "stats-500", "tags-75"))]
_SOURCES = [case.source() for case in _SHORT]
_WITHOUT_FRAME = [
    *(render_mail(case.work) for case in _SHORT),
    *(flatten(render(case.work, case.era), variant) for case in _SHORT for variant in (Variant.PLAIN, Variant.JOINED)),
]
"""Mails of deleted works, and downloads without their tags."""
_STRAY = (
    *(
        b"<div>",
        b"</div>",
        b"</body>",
        b"<p",
        b">",
        b"<",
        b"&",
        b"&#0;",
        b"&#xD800;",
        b"<!--",
        b"-->",
        b"<![CDATA[",
        b"]]>",
    ),
    *(
        b"\x00",
        b"\xff\xfe",
        b"\xc3",
        b"\xed\xa0\x80",
        b"<?php ?>",
        b"<svg><p>",
        b"<math>",
        b"<table>",
        b"<script>",
        b"<style>",
    ),
    *(
        b"<title>",
        b"<textarea>",
        b"<plaintext>",
        b'<div id="chapters">',
        b'<h1 id="x">',
        b"\r",
        b"<select><option>",
        b'"',
    ),
    *(
        b"</p></div>",
        b"<body>",
        b"<html>",
        b"<frameset>",
        b"<base href='http://x/'>",
        b"<p" + b" a" * 300 + b">",
        b"<i>" * 40,
    ),
)


def _book_or_error(source: bytes, *, partial: bool) -> Book | None:
    """None when one of our errors says why there is none; any other exception is a failure."""
    options = fic2epub.Options(cover="none", partial=partial)
    try:
        book = fic2epub.build(fic2epub.read(source, options), options)
    except Fic2EpubError:
        return None
    for document in book.documents:
        well_formed(document)
    assert epub_bytes(book).startswith(b"PK")
    return book


@given(source=st.binary(max_size=400), partial=st.booleans())
@example(source=b"", partial=False)
@example(source=b"<", partial=True)
@example(source=b"<p class=message>Posted originally on the", partial=True)
def test_random_bytes_are_refused_with_a_reason(source: bytes, *, partial: bool) -> None:
    assert _book_or_error(source, partial=partial) is None


@given(source=st.sampled_from(_SOURCES), where=st.floats(0, 1), partial=st.booleans())
def test_a_truncated_download_is_a_book_or_refused(source: bytes, where: float, *, partial: bool) -> None:
    _book_or_error(source[: int(len(source) * where)], partial=partial)


@st.composite
def _damaged(draw: st.DrawFn, sources: list[bytes]) -> bytes:
    """A file into which stray markup was put, and out of which pieces were taken."""
    source = draw(st.sampled_from(sources))
    for _ in range(draw(st.integers(1, 5))):
        place = int(draw(st.floats(0, 1)) * len(source))
        taken = draw(st.sampled_from((0, 0, 1, 7, 200)))
        put = draw(st.sampled_from(_STRAY) | st.binary(max_size=6))
        source = source[:place] + put + source[place + taken :]
    return source


@given(source=_damaged(_SOURCES), partial=st.booleans())
def test_a_damaged_download_is_a_book_or_refused(source: bytes, *, partial: bool) -> None:
    _book_or_error(source, partial=partial)


@given(source=_damaged(_WITHOUT_FRAME), where=st.floats(0.1, 1), partial=st.booleans())
def test_a_damaged_mail_or_text_is_a_book_or_refused(source: bytes, where: float, *, partial: bool) -> None:
    _book_or_error(source, partial=partial)
    _book_or_error(source[: int(len(source) * where)], partial=partial)


@given(
    source=st.sampled_from(_SOURCES),
    old=st.sampled_from((b"div", b"class=", b"userstuff", b"id=", b"</", b"meta", b"h2")),
)
def test_a_download_with_its_frame_renamed_is_a_book_or_refused(source: bytes, old: bytes) -> None:
    _book_or_error(source.replace(old, b"x"), partial=True)
